"""What the client shares: one answer for each stream (care.md: not being watched)."""

from dataclasses import dataclass, field
from typing import Final

from django.db.models import Exists, OuterRef, Q

from .devices import Consent, ConsentKind
from .people import Client

OFFERED: Final = (
    ConsentKind.DAYS,
    ConsentKind.RATINGS,
    ConsentKind.NOTES,
    ConsentKind.WORKSHEETS,
    ConsentKind.CHECKINS,
    ConsentKind.WEEK_MARKS,
)
"""The streams in the order in which they are offered."""

SHARED_UNTIL_SAID: Final = frozenset(
    {ConsentKind.DAYS, ConsentKind.RATINGS, ConsentKind.NOTES, ConsentKind.WORKSHEETS}
)
"""What the portal's agreement covers until the client says otherwise. Each note and each worksheet
starts private all the same. Check-ins and the marks of the week are off until they are wanted."""


@dataclass(frozen=True, kw_only=True)
class Shared:
    """What stands of the client's answers: `on` are the streams that are shared, `said` those answered."""

    on: frozenset[str] = field(default_factory=lambda: frozenset(SHARED_UNTIL_SAID))
    said: frozenset[str] = frozenset()

    @property
    def days(self) -> bool:
        """Whether the days of practice may be seen, with their states and obstacles."""
        return ConsentKind.DAYS in self.on

    @property
    def ratings(self) -> bool:
        """Whether presence, kindness and how hard it was may be seen."""
        return ConsentKind.RATINGS in self.on

    @property
    def notes(self) -> bool:
        """Whether notes that are shared one by one may be seen."""
        return ConsentKind.NOTES in self.on

    @property
    def worksheets(self) -> bool:
        """Whether worksheets that are shared one by one may be seen."""
        return ConsentKind.WORKSHEETS in self.on

    @property
    def week_marks(self) -> bool:
        """Whether the client wants to see the marks of the own week."""
        return ConsentKind.WEEK_MARKS in self.on

    @property
    def not_shared(self) -> tuple[str, ...]:
        """Names of the streams that the client switched off, for whoever would look for them."""
        off = (kind for kind in OFFERED if kind in SHARED_UNTIL_SAID and kind not in self.on)
        return tuple(str(kind.label) for kind in off)

    @property
    def next_question(self) -> ConsentKind | None:
        """The first stream that the client has not answered yet, or None."""
        return next((kind for kind in OFFERED if kind not in self.said), None)


def days_are_off(client: str) -> Q:
    """The condition that a client does not share the days of practice; `client` names its key."""
    said = Consent.objects.filter(client=OuterRef(client), kind=ConsentKind.DAYS)
    return Q(Exists(said)) & ~Q(Exists(said.standing()))


def shared_by(client: Client) -> Shared:
    """What this client shares now. One query."""
    rows = list(client.consents.exclude(kind=ConsentKind.PORTAL))
    said = frozenset(row.kind for row in rows)
    standing = frozenset(row.kind for row in rows if row.withdrawn_at is None)
    return Shared(on=standing | (SHARED_UNTIL_SAID - said), said=said)
