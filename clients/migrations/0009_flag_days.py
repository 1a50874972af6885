"""Each flag has a day of its own; those of before take the one day that stood for all."""

from typing import Any

from django.db import migrations, models

FLAGS = (
    *("trauma", "dissociation", "touch_unsafe", "breath_unsafe", "movement_unsafe"),
    "attachment_figure_unsafe",
)


def take_over(apps: Any, _schema: Any) -> None:
    """Clients who were asked, by day: a query for each day on which somebody was."""
    clients = apps.get_model("clients", "Client").objects.exclude(flags_on=None)
    for day in set(clients.values_list("flags_on", flat=True)):
        days = dict.fromkeys(FLAGS, day.isoformat())
        clients.filter(flags_on=day).update(flag_days=days)


def give_back(apps: Any, _schema: Any) -> None:
    """The latest of the days for all; where one was not asked about, none was."""
    clients = apps.get_model("clients", "Client").objects
    for client in clients.exclude(flag_days={}).only("flag_days").iterator():
        if set(FLAGS) <= client.flag_days.keys():
            clients.filter(pk=client.pk).update(flags_on=max(client.flag_days.values()))


class Migration(migrations.Migration):
    dependencies = [("clients", "0008_plain_line")]

    operations = [
        migrations.AddField(
            "client", "flag_days", models.JSONField(blank=True, default=dict, editable=False)
        ),
        migrations.RunPython(take_over, give_back),
        migrations.RemoveField("client", "flags_on"),
    ]
