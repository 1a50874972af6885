"""What was agreed of one piece of homework, and when: its editions as a clinician reads them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clients.schedule import Schedule

from .homework import Edition

OF_PRACTICE: Final = {
    "title": _("the title"),
    "steps": _("the steps"),
    "minutes": _("the length"),
    "variant": _("the form"),
    "anchor": _("what to rest on"),
    "phrases": _("the own lines"),
    "worksheet": _("the worksheet"),
    "stay_or_stop": _("the stay-or-stop card"),
}
OF_AGREEMENT: Final = {
    "why": _("why"),
    "confidence": _("how sure"),
    "obstacle": _("what may come between"),
    "then": _("what then"),
    "rung": _("the rung"),
    "go_to": _("where to go after a stop"),
    "call": _("whom to call"),
    "call_hours": _("when they answer"),
}
"""What can change besides the schedule, which stands there in words, and what it is called."""


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Days on which the same was agreed; `last` None: it still is. `changed`: since the one before."""

    schedule: Schedule
    first: dt.date
    last: dt.date | None
    changed: tuple[str | Promise, ...]


def trail_of(editions: Iterable[Edition]) -> list[Stretch]:
    """The stretches of one piece of homework, newest first; editions that say the same are one."""
    found: list[tuple[Edition, tuple[str | Promise, ...]]] = []
    for edition in sorted(editions, key=attrgetter("number")):
        if not found:
            found.append((edition, ()))
        elif _what(edition) != _what(found[-1][0]):
            found.append((edition, _changed(found[-1][0], edition)))
    begins = [edition.from_date for edition, _changes in found[1:]]
    ends = [begin - dt.timedelta(days=1) for begin in begins]
    stretches = [
        Stretch(
            schedule=edition.schedule,
            first=edition.from_date,
            last=max(edition.from_date, last) if last else None,
            changed=changed,
        )
        for (edition, changed), last in zip(found, [*ends, None], strict=True)
    ]
    return stretches[::-1]


def _what(edition: Edition) -> tuple[Any, ...]:
    """All that was agreed, comparable; the library's version tells nothing that the rest does not."""
    return (edition.prescription_data | {"version": ""}, edition.schedule, edition.agreement)


def _changed(before: Edition, after: Edition) -> tuple[str | Promise, ...]:
    """What is other than before, besides what the schedule says."""
    pairs = (
        (OF_PRACTICE, before.prescription, after.prescription),
        (OF_AGREEMENT, before.agreement, after.agreement),
    )
    named = tuple(
        words
        for names, old, new in pairs
        for name, words in names.items()
        if getattr(old, name) != getattr(new, name)
    )
    is_schedule_same = before.schedule == after.schedule
    return named or ((_("the words around it"),) if is_schedule_same else ())
