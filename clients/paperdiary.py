"""A diary on paper: its seven days, its code, and the marks that are written by hand. Pure."""

import datetime as dt
import secrets
import uuid

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

_STATES = {sign: state for state, signs in MARKS.items() for sign in signs}


def days_of(first: dt.date) -> tuple[dt.date, ...]:
    """The seven days from this one on."""
    return tuple(first + dt.timedelta(days=number) for number in range(DAYS))


def new_code() -> str:
    """A fresh random code, as it is kept."""
    return "".join(secrets.choice(SIGNS) for _sign in range(CODE_SIGNS))


def shown_code(code: str) -> str:
    """A code as it is printed: "7K4M 9P2T"."""
    return f"{code[:4]} {code[4:]}"


def read_code(text: str) -> str:
    """A typed code as it is kept, or "" for what can be none; blanks, hyphens and case do not count."""
    code = "".join(text.split()).replace("-", "").upper()
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


def entry_uid(assignment: uuid.UUID, day: dt.date) -> uuid.UUID:
    """The name of the one entry that paper makes for a day of this homework.

    Whoever types the sheet, and how often, names it the same: sent twice it is there once.
    """
    return uuid.uuid5(assignment, f"paper {day.isoformat()}")
