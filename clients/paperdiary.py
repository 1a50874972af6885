"""A diary on paper: its seven days, its code, and the marks that are written by hand. Pure."""

import datetime as dt
import secrets
import uuid
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from clients.schedule import Schedule, two_hour_times

DAYS = 7
"""Days on one sheet."""

SIGNS = "23456789BCDFGHJKMNPQRSTVWXZ"
"""Signs of a code: none that is taken for another when read from paper, and no vowels, so no words."""

CODE_SIGNS = 8
"""Signs of a code: 27^8 of them, and a code opens nothing without a sign-in or a phone's PIN."""

MARKS = {
    "done": ("✓", "✔", "x", "v", "y", "1", "+", "*", "done"),
    "part": ("½", "/", "h", "p", "2", "part"),
    "not_today": ("–", "-", "—", "n", "0", "not_today"),
}
"""What is typed for each mark of the sheet, the printed sign first: tick, half, dash (care.md)."""

AROUND: Final = ("before", "after")
"""How hard it was, by the names of a log: asked around a practice, 0 to HARDEST."""

IN_EXPOSURE: Final = ("suds_before", "suds_peak", "suds_end")
"""The three numbers of exposure homework, on the client's SUDS scale."""

MINUTES: Final = "minutes"
"""How long exposure homework lasted (domain: section 2d)."""

HARDEST: Final = 10

HEADS: Final = {
    "before": _("Hard before"),
    "after": _("Hard after"),
    "suds_before": _("Before"),
    "suds_peak": _("Highest"),
    "suds_end": _("At the end"),
    MINUTES: _("Minutes"),
}
"""What stands over these numbers, printed and on the grid."""

_STATES = {sign: state for state, signs in MARKS.items() for sign in signs}


@dataclass(frozen=True, kw_only=True)
class Places:
    """What a day of the sheet has places for, printed and on the grid.

    `strokes`: one for each time, in place of a mark. `boxes`: for a tick each time, where it is due
    several times a day. `numbers` by their names in a log, each 0 to `highest`; minutes have no scale.
    """

    strokes: bool = False
    boxes: int = 1
    numbers: tuple[str, ...] = ()
    highest: int = HARDEST

    @property
    def heads(self) -> list[str]:
        """What stands over its numbers, in the active language."""
        return [str(HEADS[name]) for name in self.numbers]

    @property
    def counts(self) -> bool:
        """Whether one says how many times it was."""
        return self.strokes or self.boxes > 1


ONE_MARK: Final = Places()
"""A day with a mark and nothing else."""


def places_for(schedule: Schedule, suds: str = "") -> Places:
    """The places of a day, as many as the phone has; `suds` is the scale of exposure homework.

    Of a day with several times nobody can say how hard it was before and after: there the phone
    alone asks, each time.
    """
    strokes = schedule.kind == "tally"
    boxes = len(two_hour_times(schedule)) or schedule.times_a_day
    if suds:
        return Places(
            strokes=strokes, boxes=boxes, numbers=(*IN_EXPOSURE, MINUTES), highest=int(suds)
        )
    once = not strokes and boxes == 1
    return Places(strokes=strokes, boxes=boxes, numbers=AROUND if once else ())


def days_of(first: dt.date) -> tuple[dt.date, ...]:
    """The seven days from this one on."""
    return tuple(first + dt.timedelta(days=number) for number in range(DAYS))


def new_code() -> str:
    """A fresh random code, as it is kept."""
    return "".join(secrets.choice(SIGNS) for _sign in range(CODE_SIGNS))


def shown_code(code: str) -> str:
    """A code as it is printed: "7K4M 9P2T"."""
    return f"{code[:4]} {code[4:]}"


def odd_signs(text: str) -> list[str]:
    """The signs of a typed code that no code has, in the order of the alphabet."""
    return sorted(set(_typed(text)) - set(SIGNS))


def _typed(text: str) -> str:
    """Blanks, hyphens and case do not count."""
    return "".join(text.split()).replace("-", "").upper()


def read_code(text: str) -> str:
    """A typed code as it is kept, or "" for what can be none; see `_typed`."""
    code = _typed(text)
    fits = len(code) == CODE_SIGNS and all(sign in SIGNS for sign in code)
    return code if fits else ""


def read_mark(text: str) -> str:
    """The state that a typed mark stands for, "" for an empty place; raises ValueError for others."""
    typed = text.strip().lower()
    if not typed:
        return ""
    if typed not in _STATES:
        raise ValueError(typed)
    return _STATES[typed]


def sign_of(state: str) -> str:
    """The printed sign of a state; "" for none."""
    return MARKS[state][0] if state in MARKS else ""


def outgrows(state: str, times: int | None, rest: int) -> bool:
    """Whether a day of paper can stand beside `rest` times that other entries of it count already.

    It can where it says more than they do, and always where they count nothing.
    """
    return not rest or (state != "not_today" and (1 if times is None else times) > rest)


def entry_uid(assignment: uuid.UUID, day: dt.date) -> uuid.UUID:
    """The name of the one entry that paper makes for a day of this homework.

    Whoever types the sheet, and how often, names it the same: sent twice it is there once.
    """
    return uuid.uuid5(assignment, f"paper {day.isoformat()}")
