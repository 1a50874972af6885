"""The conditions under which a practice is left out, read from the facts."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from planner.safety.facts import Facts, HomeSafety
from planner.safety.risk import has_open_risk

HOME = "home_not_safe"
"""The condition that stands on the care team's screen alone."""


def told_apart(unknown: Iterable[str]) -> Iterator[tuple[list[str], bool]]:
    """Conditions to be said in one sentence each, and whether they are about the home."""
    conditions = list(unknown)
    for about_home in (False, True):
        found = [one for one in conditions if (one == HOME) is about_home]
        if found:
            yield found, about_home


def condition_state(condition: str, facts: Facts) -> bool | None:
    """Whether a condition of `leave_out_when` holds; None: not known, or no such fact."""
    if condition == HOME:
        return None if facts.home in (None, HomeSafety.NOT_ASKED) else _home_not_safe(facts)
    if condition == "open_risk":
        return has_open_risk(facts)
    return {
        "trauma": facts.trauma,
        "dissociation": facts.dissociation,
        "touch_unsafe": facts.touch_unsafe,
        "attachment_figure_unsafe": facts.attachment_figure_unsafe,
        "breath_unsafe": facts.breath_unsafe,
        "movement_unsafe": facts.movement_unsafe,
    }.get(condition)


def condition_label(condition: str) -> str:
    """A condition in plain words."""
    labels = {
        "home_not_safe": _("home is not safe"),
        "open_risk": _("a risk is open"),
        "trauma": _("trauma plays a part"),
        "dissociation": _("dissociation plays a part"),
        "touch_unsafe": _("touch is not safe"),
        "attachment_figure_unsafe": _("the attachment figure is not safe"),
        "breath_unsafe": _("attending to the breath is not safe"),
        "movement_unsafe": _("movement is not safe"),
    }
    return labels.get(condition, condition.replace("_", " "))


def _home_not_safe(facts: Facts) -> bool:
    return facts.home is HomeSafety.NOT_SAFE
