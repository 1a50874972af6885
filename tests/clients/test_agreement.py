"""What was agreed: exact reading, nothing for older editions, and below 7 it is shaky."""

from typing import Any

import pytest

from clients.agreement import NOTHING_AGREED, Agreement, AgreementError

FULL: dict[str, Any] = {
    "format": 1,
    "why": "For Ada,\nand for me",
    "confidence": 6,
    "obstacle": "I come home late",
    "then": "in the hallway",
    "rung": "The bench",
    "go_to": "The library",
    "call": "My sister, 555 0134",
    "call_hours": "until 9",
    "rehearsed": True,
    "place_safe": True,
}


def test_round_trip_is_exact_and_older_editions_are_empty() -> None:
    agreed = Agreement.from_data(FULL)
    assert agreed.to_data() == FULL
    assert Agreement.from_data(agreed.to_data()) == agreed
    assert Agreement.from_data({}) == NOTHING_AGREED
    assert (agreed.says_something, NOTHING_AGREED.says_something) == (True, False)
    assert (agreed.after_a_stop, NOTHING_AGREED.after_a_stop) == (True, False)


@pytest.mark.parametrize(
    ("confidence", "shaky"), [(None, False), (0, True), (6, True), (7, False), (10, False)]
)
def test_below_seven_it_is_shaky(confidence: int | None, shaky: bool) -> None:
    assert Agreement(confidence=confidence).is_shaky is shaky
    assert Agreement(confidence=confidence).says_something is False


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"confidence": 11}, "confidence"),
        ({"confidence": -1}, "confidence"),
        ({"confidence": True}, "confidence"),
        ({"confidence": "7"}, "confidence"),
        ({"why": "x" * 301}, "why"),
        ({"why": "a\nb\nc\nd\ne"}, "why"),
        ({"why": "half \ud800 a pair"}, "why"),
        ({"then": "two\nlines"}, "then"),
        ({"obstacle": 7}, "obstacle"),
        ({"rehearsed": "yes"}, "rehearsed"),
        ({"format": 2}, "format"),
        ({"because": "x"}, "because"),
    ],
)
def test_what_does_not_fit_is_named(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(AgreementError) as refused:
        Agreement.from_data(FULL | changes)
    assert refused.value.field == field
