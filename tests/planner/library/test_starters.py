"""New items start from a file that is right and that a client could read."""

import pytest

from planner.library.reader import Known, read_one
from planner.library.reading import GRADE_MOST, client_text, grade
from planner.library.shelves import SHELVES
from planner.library.starters import STARTERS, starter
from tests.planner.shelves import library

SHIPPED = library()
KNOWN = Known(shelves={one.code: one.shelf for one in SHIPPED.documents})


def test_every_kind_has_one() -> None:
    assert {path.stem for path in STARTERS.iterdir()} == set(SHELVES)


@pytest.mark.parametrize("shelf", SHELVES)
def test_it_is_right_under_its_own_code_and_title(shelf: str) -> None:
    text = starter(shelf, code="our-own", title="Our own: a “try”")
    document = read_one(text, name=f"en/{shelf}/our-own.md", known=KNOWN)
    assert (document.code, document.title) == ("our-own", "Our own: a “try”")
    assert grade(client_text(document)) <= GRADE_MOST
