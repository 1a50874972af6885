"""Who is in the demo: two clinics, their members, their clients. Every name is invented."""

from dataclasses import dataclass, field
from typing import Any

PASSWORD = "two wings in the demo"  # noqa: S105 - printed by the command, for invented people only
MARK = "Harbour Clinic"
"""The clinic whose presence says that the demo is already there."""


@dataclass(frozen=True, kw_only=True)
class Staff:
    """A member of a demo clinic: sign-in name before the @, and what they are."""

    email: str
    name: str
    is_owner: bool = False
    is_clinician: bool = True
    led: int = 0
    """How many clients of the clinic this member leads."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A demo clinic with its facts, members and lines to call."""

    facts: dict[str, Any]
    contacts: tuple[dict[str, str], ...]
    staff: tuple[Staff, ...]
    letter: str
    groups: tuple[str, ...] = field(default=())


HARBOUR = Place(
    facts={
        "name": MARK,
        "country": "GB",
        "timezone": "Europe/London",
        "phone": "020 7946 0100",
        "hours": "Mon to Fri 9 to 17",
    },
    contacts=(
        {"name": "Night line (invented)", "number": "020 7946 0999", "hours": "day and night"},
        {"name": "Emergency number", "number": "999", "hours": "day and night"},
    ),
    staff=(
        Staff(email="amara@harbour.example", name="Dr. Amara Osei", led=14),
        Staff(email="ben@harbour.example", name="Ben Adler", led=10),
        Staff(email="sara@harbour.example", name="Sara Vitale", led=6),
        Staff(email="olga@harbour.example", name="Olga Stern", is_owner=True, is_clinician=False),
    ),
    letter="M",
    groups=("Tuesday evening group", "Friday morning group"),
)

LAKESIDE = Place(
    facts={
        "name": "Lakeside Clinic",
        "country": "US",
        "timezone": "America/Chicago",
        "phone": "(312) 555-0142",
        "hours": "Mon to Thu 8 to 18",
        "paper": "Letter",
    },
    contacts=({"name": "Emergency number", "number": "911", "hours": "day and night"},),
    staff=(
        Staff(email="nils@lakeside.example", name="Nils Berg", is_owner=True, led=6),
        Staff(email="june@lakeside.example", name="June Park", led=4),
    ),
    letter="L",
)

PLACES = (HARBOUR, LAKESIDE)

NAMES = (
    "Leila Haddad", "Jonas Weber", "", "Ines Prado", "Tomas Lind", "", "Grace Okafor", "Pia Novak",
    "Yusuf Demir", "", "Clara Jensen", "Emil Roth", "Noor Aziz", "", "Hannah Cole", "Marco Bini",
    "Alice Turner", "", "Dario Costa", "Mei Tan", "Oskar Falk", "", "Ruth Amsel", "Felix Moreau",
    "Zeynep Kaya", "", "Ivan Petrov", "Lucy Barnes", "Karim Nasser", "", "Eva Horn", "Sam Whitfield",
    "Dana Levi", "", "Peter Lang", "Rosa Vidal", "Ada Quinn", "", "Theo Marsh", "Lena Fischer",
)  # fmt: skip
"""Forty clients; where the name is empty the client is only a code."""

GOALS = (
    "To sleep through. To be kinder to myself when I fail.",
    "To ride the bus again.",
    "To be with my children without shouting.",
    "To stand up for myself at work.",
    "",
)

NOTES = (
    "Easier in the morning than at night.",
    "I forgot the middle step, then it came back.",
    "The sentence felt strange at first, less so today.",
    "Did it on the bus with my eyes open.",
    "My shoulders dropped a little.",
)

CAME_UP = (
    "heart racing, stopped after a minute",
    "felt far away for a while",
    "an old sadness, it passed",
)
