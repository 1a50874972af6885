"""What a client did together with others, as the client's own pages show it."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef

from clients.access import Capability, reach
from clients.models import AttendanceState, Client, Group
from planner.models.held import met_together


def together_with(request: Any, client: Client, shown: int | None) -> dict[str, Any]:
    """So many sessions of groups, couples and families that a client was in, latest first.

    Where `names_group` is not set, the member may not know which group or couple it was; `attended`
    is how the client attended, in words; `answered` what was asked after exposures. Two queries.
    """
    known = reach(request, Capability.VIEW, Group).filter(pk=OuterRef("group"))
    rows: list[Any] = list(met_together(client).annotate(names_group=Exists(known))[:shown])
    for row in rows:
        row.attended = AttendanceState(row.state).label if row.state else ""
    return {"together": rows, "more_together": more(rows)}


def more(rows: Sequence[Any]) -> int:
    """How many there are beside these rows."""
    return rows[0].of_all - len(rows) if rows else 0
