from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("planner", "0008_debrief")]

    operations = [
        migrations.AddField(
            model_name="exposurerecord",
            name="felt_nothing",
            field=models.BooleanField(
                blank=True, null=True, verbose_name="felt nothing, or numb"
            ),
        ),
    ]
