"""The chairs of a group, drawn for whoever sets the room."""

import math
from dataclasses import dataclass

WIDE, DEEP = 100, 56
"""The room as it is drawn; the door is in the middle of the wall on the right."""
MOST_CHAIRS = 24
"""More than these do not fit into one circle."""
OPEN = math.radians(70)
"""The gap in the circle before the door: nobody sits between a chair and the way out."""


@dataclass(frozen=True)
class Chair:
    """The middle of a chair."""

    x: float
    y: float


def chairs(seats: int) -> tuple[Chair, ...]:
    """So many chairs in a circle that is open to the door; () for none or for more than 24."""
    if not 0 < seats <= MOST_CHAIRS:
        return ()
    turn = (2 * math.pi - OPEN) / max(1, seats - 1)
    angles = (OPEN / 2 + turn * number for number in range(seats))
    return tuple(
        Chair(
            x=round(WIDE / 2 + 34 * math.cos(angle), 1),
            y=round(DEEP / 2 + 20 * math.sin(angle), 1),
        )
        for angle in angles
    )
