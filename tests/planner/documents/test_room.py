"""The chairs of a group's room."""

import pytest

from planner.documents.room import DEEP, MOST_CHAIRS, WIDE, Chair, chairs


@pytest.mark.parametrize("seats", [1, 2, 7, 12, MOST_CHAIRS])
def test_every_chair_is_in_the_room_and_none_before_the_door(seats: int) -> None:
    found = chairs(seats)
    assert len(set(found)) == seats
    assert all(5 <= one.x <= WIDE - 5 and 5 <= one.y <= DEEP - 5 for one in found)
    assert not [one for one in found if one.x > 75 and 17 < one.y < 39]


def test_no_chairs_and_more_than_fit_into_one_circle() -> None:
    assert (chairs(0), chairs(MOST_CHAIRS + 1), chairs(-1)) == ((), (), ())
    assert chairs(1) == (Chair(x=77.9, y=39.5),)
