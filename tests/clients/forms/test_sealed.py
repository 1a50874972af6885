"""What was sealed is read as kindly as can be: what fits is kept, what does not is named."""

import datetime as dt
import uuid
from typing import Any

import pytest

from clients.forms.sealed import CUT, Reading, SheetReading, read_kindly, read_sheet
from clients.worksheets import Worksheet
from tests import factories as make


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
        scale="1-7",
        order_shown="kindness,presence",
    )
    assert said.remark == ""


def test_blank_says_nothing() -> None:
    blank = read(state=" ", before="", note="\r\n", obstacles=[], minutes=[], presence="", day="")
    assert (blank.facts, blank.rated, blank.day, blank.says_nothing) == ({}, None, None, True)
    assert read(state="part").facts == {"state": "part"}
    assert read(before="0").facts == {"before": 0}


def test_a_number_that_this_homework_does_not_ask_for_is_named() -> None:
    kept = "Kept, but for an answer that could not be read: "
    plain = read(state="done", before="7", suds_peak="70")
    assert (plain.facts, plain.remark) == (
        {"state": "done", "before": 7},
        f"{kept}“The highest number”",
    )
    exposure = read_kindly(
        {"state": ["done"], "before": ["7"], "suds_peak": ["70"]},
        entry=uuid.uuid4(),
        scale="0-10",
        suds="100",
    )
    assert (exposure.facts, exposure.remark) == (
        {"state": "done", "suds_peak": 70, "suds_scale": "100"},
        f"{kept}“How hard is it just now?”",
    )


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


def sheet(*, may_share: bool = True, **form: Any) -> SheetReading:
    """The reading of a sheet with these answers; `then` and `readers` stand as they are."""
    given = {name if name in ("then", "readers") else f"q-{name}": [v] for name, v in form.items()}
    worksheet = Worksheet.from_data(make.SHEET)
    return read_sheet(given | {"rows-moments": ["2"]}, worksheet=worksheet, may_share=may_share)


def test_a_sheet_is_read_whole() -> None:
    rows: dict[str, Any] = {"moments-0-at": "09:30", "moments-2-felt": " flat "}
    given: dict[str, Any] = {
        "about": "the bus",
        "more": "one\r\ntwo",
        "hard": "4",
        "whom": "me",
        "then": "done",
    }
    assert sheet(readers="both", **given, **rows) == SheetReading(
        answers={
            **{"about": "the bus", "more": "one\ntwo", "hard": 4, "whom": "me"},
            "moments": [{"at": "09:30"}, {"felt": "flat"}],
        },
        is_finished=True,
        is_shared=True,
    )
    assert sheet() == SheetReading()
    assert sheet(may_share=False, readers="both", about="x").is_shared is False
    assert sheet(readers="me", about="x").is_shared is False


def test_what_a_sheet_cannot_keep_is_named_and_the_rest_is_kept() -> None:
    """A long text, numbers and times that are none, a choice and a question that it lacks."""
    hard: dict[str, Any] = {
        "hard": "11",
        "whom": "nobody",
        "moments-1-at": "25:00",
        "moments-3-felt": "x",
        "gone": "x",
    }
    found = sheet(about="x" * 201, then="done", readers="all", **hard)
    assert found.answers == {"about": "x" * 196 + CUT}
    assert (found.is_finished, found.is_shared) == (True, False)
    assert found.remark == (
        "An answer was longer than there is room for. Its end is not kept. "
        "Kept, but for an answer that could not be read: "
        "“Who may read this sheet?” “How hard was it?” “For whom?” “Time” "
        "Kept, but for an answer to a question that your sheet does not ask."
    )
    lacks = sheet(more="typed", then="done")
    assert (lacks.answers, lacks.is_finished) == ({"more": "typed"}, False)
    assert lacks.remark == "Kept for later: before it is finished it asks for “About today”"
    assert (sheet(gone=" ").remark, sheet(more="\n" * 3 + "a" + "\nb" * 300).left_out) == (
        "",
        ["More"],
    )
