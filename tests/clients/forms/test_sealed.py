"""What was sealed is read as kindly as can be: what fits is kept, what does not is named."""

import datetime as dt
import uuid
from typing import Any

import pytest

from clients.forms.sealed import CUT, Reading, read_kindly


def read(scale: str = "1-7", **form: Any) -> Reading:
    """The reading of these fields."""
    lists = {name: value if isinstance(value, list) else [value] for name, value in form.items()}
    return read_kindly(lists, entry=uuid.uuid4(), scale=scale)


def test_both_pages_are_read() -> None:
    said = read(
        entry="not asked",
        day="2026-11-20",
        state="done",
        before="7",
        after="3",
        minutes="12",
        obstacles=["tired", "no_time"],
        note=" two words ",
        readers="both",
        kindness="none",
        presence="6",
        csrfmiddlewaretoken="x",
    )
    assert said == Reading(
        day=dt.date(2026, 11, 20),
        facts={
            "state": "done",
            "before": 7,
            "after": 3,
            "minutes": 12,
            "obstacles": ["tired", "no_time"],
            "note": "two words",
            "note_shared": True,
        },
        rated={"presence": 6, "kindness": None},
        order_shown="kindness,presence",
    )
    assert said.remark == ""


def test_blank_says_nothing() -> None:
    blank = read(state=" ", before="", note="\r\n", obstacles=[], minutes=[], presence="", day="")
    assert (blank.facts, blank.rated, blank.day, blank.says_nothing) == ({}, None, None, True)
    assert read(state="part").facts == {"state": "part"}
    assert read(before="0").facts == {"before": 0}


def test_a_note_is_private_unless_the_same_change_shares_it() -> None:
    assert read(note="x").facts == {"note": "x", "note_shared": False}
    assert read(note="x", readers="me").facts == {"note": "x", "note_shared": False}
    assert read(note="x", readers="both").facts == {"note": "x", "note_shared": True}
    assert read(readers="me").facts == {"note_shared": False}


def test_something_unpleasant_is_a_part_at_least() -> None:
    assert read(then="unpleasant") == Reading(
        facts={"state": "part"}, unpleasant=True, order_shown="presence,kindness"
    )
    assert read(then="unpleasant", state="done").facts == {"state": "done"}
    assert not read(then="x", state="done").unpleasant


def test_times_or_minutes_and_the_scale_of_the_client() -> None:
    assert read(times="3").facts == {"times": 3}
    assert read(minutes="3").facts == {"minutes": 3}
    assert read("0-100", presence="80", kindness="").rated == {"presence": 80, "kindness": None}


def test_a_long_note_is_cut_and_marked() -> None:
    assert read(note="x" * 2000).facts["note"] == "x" * 2000
    said = read(note="x" * 2001, readers="both")
    assert said.facts == {"note": "x" * 1996 + CUT, "note_shared": True}
    assert said.remark == "Your note was longer than there is room for. Its end is not kept."


@pytest.mark.parametrize(
    ("wrong", "label"),
    [
        ({"minutes": "9999"}, "How many minutes?"),
        ({"minutes": "9" * 5000}, "How many minutes?"),
        ({"times": "NaN"}, "How many times?"),
        ({"before": "11"}, "How hard is it just now?"),
        ({"after": "-1"}, "How hard is it now?"),
        ({"obstacles": ["tired", "me"]}, "Did something get in the way?"),
        ({"presence": "8"}, "How much were you there with it?"),
        ({"day": "31.31.2026"}, "Which day?"),
    ],
)
def test_what_does_not_fit_is_left_out_and_named(wrong: dict[str, Any], label: str) -> None:
    said = read(state="done", note="kept", **wrong)
    assert said.facts == {"state": "done", "note": "kept", "note_shared": False}
    assert said.remark == f"Kept, but for an answer that could not be read: “{label}”"


def test_a_state_that_is_none_is_not_guessed() -> None:
    said = read(state="flown", before="3")
    assert (said.facts, said.left_out) == ({"before": 3}, ["How did it go?"])
    nothing = read(state="flown", unknown="x")
    assert (nothing.says_nothing, nothing.left_out) == (True, ["How did it go?"])
