"""A debrief after the client has left has a phase of its own."""

from typing import Any

from django.db import migrations, models

PHASES = ["arrival", "awareness", "exposure", "regulation", "processing", "grounding"]
PHASES += ["compassion", "reflection", "co_creation", "psychoeducation", "homework", "break"]
PHASES += ["closing", "debrief"]


def _blocks(apps: Any, phase: str) -> Any:
    """The blocks that were added for an interpreter, which stood in plans under the phase closing."""
    return apps.get_model("planner", "Block").objects.filter(
        phase=phase, title="Debrief with the interpreter", session__interpreter=True
    )


def to_debrief(apps: Any, _editor: Any) -> None:
    """Move them to the new phase."""
    _blocks(apps, "closing").update(phase="debrief")


def to_closing(apps: Any, _editor: Any) -> None:
    """Move every debrief back."""
    apps.get_model("planner", "Block").objects.filter(phase="debrief").update(phase="closing")


class Migration(migrations.Migration):
    dependencies = [("planner", "0007_exposures_of_each")]

    operations = [
        migrations.AlterField(
            model_name="block",
            name="phase",
            field=models.CharField(
                choices=[(phase, phase) for phase in PHASES], max_length=16, verbose_name="phase"
            ),
        ),
        migrations.RunPython(to_debrief, to_closing),
    ]
