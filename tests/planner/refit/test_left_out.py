"""What a refit leaves out, and what a rule needs to stay."""

from dataclasses import replace

import pytest

from planner.refit import refit
from tests.planner.plans import TRAUMA_90, plan
from tests.planner.refit.test_fitting import minutes


@pytest.mark.parametrize(
    ("text", "optional", "length", "expected"),
    [
        (TRAUMA_90, "w5", 80, [10, 3, 27, 15, 10, 10, 5]),
        (TRAUMA_90, "w5", 50, None),
        ("w5 w5 x35 g10 z20", "w5", 70, [5, 35, 10, 20]),
        ("f5 w5 x35 g10 z20", "f5", 70, [5, 35, 10, 20]),
        ("3w8 3c8 3o30", "w8", 38, [4, 7, 27]),
        ("3w8 3c8 3w8 3c8 3o20", "w8", 43, [7, 8, 8, 20]),
    ],
)
def test_what_a_rule_needs_is_not_left_out(
    text: str, optional: str, length: int, expected: list[int] | None
) -> None:
    blocks = tuple(replace(b, optional=b.title.lstrip("0123") in optional) for b in plan(text))
    found = refit(blocks, length=length)
    assert (minutes(found) if found.fits else None) == expected
