"""How far a course has come, in words. Pure."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.dateformat import format as dated
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .moving import Laid, State


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Sessions of the course that were held and left out, of `total`; the next day, if one is set."""

    total: int
    held: int
    left_out: int
    next_day: dt.date | None
    today: dt.date
    ended_on: dt.date | None = None

    @property
    def is_done(self) -> bool:
        """Whether nothing of the course is open any more."""
        return self.held + self.left_out >= self.total

    @property
    def runs(self) -> bool:
        """Whether it still goes on."""
        return self.ended_on is None and not self.is_done

    @property
    def sentence(self) -> str:
        """In words: "3 of 8 held; the next is Tuesday 8 December"."""
        said = _("%(held)d of %(total)d held") % {"held": self.held, "total": self.total}
        if self.left_out:
            out = ngettext("%(n)d left out", "%(n)d left out", self.left_out) % {"n": self.left_out}
            said = _("%(held)s, %(out)s") % {"held": said, "out": out}
        if self.ended_on is not None:
            day = {"said": said, "day": dated(self.ended_on, "j F Y")}
            return _("%(said)s; ended early on %(day)s") % day
        if self.is_done:
            return said
        if self.next_day is None:
            return _("%(said)s; no day is set for the next") % {"said": said}
        return _("%(said)s; the next is %(day)s") % {"said": said, "day": self._next()}

    def _next(self) -> str:
        assert self.next_day is not None
        if self.next_day == self.today:
            return _("today")
        same_year = self.next_day.year == self.today.year
        return dated(self.next_day, _("l j F") if same_year else _("l j F Y"))


def progress_of(
    steps: Iterable[Laid],
    left_out: Collection[int],
    *,
    total: int,
    today: dt.date,
    ended_on: dt.date | None = None,
) -> Progress:
    """The progress of a course of `total` sessions; `left_out` are their numbers.

    A session that was held once counts once; what was left out and held after all was held.
    """
    steps = list(steps)
    held = {one.number for one in steps if one.state is State.HELD}
    open_ones = {one.number for one in steps if one.state is State.OPEN and not one.extra}
    days = [one.day for one in steps if one.state is State.OPEN and one.day and one.day >= today]
    return Progress(
        total=total,
        held=len(held),
        left_out=len(set(left_out) - held - open_ones),
        next_day=min(days, default=None),
        today=today,
        ended_on=ended_on,
    )
