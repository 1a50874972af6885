"""The benchmark of many phones counts by names: one entry lost and one twice do not make up for it."""

import uuid
from collections.abc import Callable

import pytest

from tests.benchmarks.phones import strays

BY_PAGE, FIRST, SECOND = (uuid.uuid4() for _number in range(3))
SENT = {BY_PAGE: 0, FIRST: 2, SECOND: 2}
ROWS = [BY_PAGE, FIRST, SECOND]
CAME = [FIRST, SECOND, SECOND, FIRST]

type Names = list[uuid.UUID]


def test_all_is_well() -> None:
    assert strays(SENT, ROWS, CAME) == {}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda rows, came: rows.remove(FIRST), {"entries lost": 1}),
        (lambda rows, came: rows.append(FIRST), {"entries twice": 1}),
        (lambda rows, came: rows.append(uuid.uuid4()), {"entries of nobody": 1}),
        (lambda rows, came: came.remove(SECOND), {"changes lost": 1}),
        (lambda rows, came: came.append(BY_PAGE), {"changes twice": 1}),
        (
            lambda rows, came: (rows.remove(FIRST), rows.append(SECOND)),
            {"entries lost": 1, "entries twice": 1},
        ),
        (
            lambda rows, came: (came.remove(FIRST), came.append(SECOND)),
            {"changes lost": 1, "changes twice": 1},
        ),
    ],
)
def test_what_is_wrong_is_named(
    change: Callable[[Names, Names], object], found: dict[str, int]
) -> None:
    rows, came = [*ROWS], [*CAME]
    change(rows, came)
    assert strays(SENT, rows, came) == found
