"""Differences between two versions: field by field, word by word, entries beside each other."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.library.differences import Kind, differences, field_label, words_between
from planner.library.documents import Document
from tests.planner.library.kinds import EVERY_KIND

PAUSE = EVERY_KIND.find("small-pause", "en")


def marked(words: Any) -> str:
    """The words with [-gone-] and {+new+} around what differs."""
    shapes = {Kind.SAME: "{}", Kind.GONE: "[-{}-]", Kind.NEW: "{{+{}+}}"}
    return "".join(shapes[one.kind].format(one.text) for one in words)


def changed(**changes: Any) -> list[tuple[str, str]]:
    """What differs after these changes of the small pause, as (label, marked words)."""
    assert PAUSE is not None
    after = type(PAUSE).from_data(PAUSE.to_data() | changes)
    return [(one.label, marked(one.words)) for one in differences(PAUSE, after)]


def step(label: str, text: str, **more: Any) -> dict[str, Any]:
    return {"label": label, "text": text, "seconds": 30} | more


LOOK = step("Look", "Look around.")
FEET = step("Feet", "Feel your feet.", gap_allowed=False)


@pytest.mark.parametrize("document", EVERY_KIND.documents, ids=lambda one: one.code)
def test_nothing_differs_from_itself(document: Document) -> None:
    assert differences(document, document) == ()


def test_words_are_marked_in_their_sentence() -> None:
    assert changed(purpose="Stop for a short while.") == [
        ("What it is for", "Stop for a [-moment.-]{+short while.+}")
    ]


def test_the_text_after_the_front_matter_is_a_field() -> None:
    assert changed(script="Look around. (30 seconds)\n\nFeel both your feet.") == [
        ("Script", "Look around. (30 seconds)\n\nFeel{+ both+} your feet.")
    ]


def test_lists_of_words_stand_on_one_line() -> None:
    assert changed(phases=["awareness", "closing"]) == [
        ("Phases", "[-awareness-]{+awareness, closing+}")
    ]


def test_numbers_are_compared_one_by_one() -> None:
    minutes = {"shortest": 1, "usual": 2, "longest": 3}
    assert changed(minutes=minutes) == [
        ("Minutes: Usual", "[-1-]{+2+}"),
        ("Minutes: Longest", "[-2-]{+3+}"),
    ]


def test_a_step_that_came_between_is_the_only_difference() -> None:
    assert changed(
        steps=[LOOK, step("Hands", "Rub them."), FEET],
        minutes={"shortest": 1, "usual": 1, "longest": 2},
    ) == [("Steps, 2", "{+Name: Hands\nText: Rub them.\nSeconds: 30\nWing: both+}")]


def test_a_step_that_went_and_one_that_changed() -> None:
    assert changed(steps=[FEET | {"gap_allowed": True, "seconds": 40}]) == [
        ("Steps, 1: Name", "[-Look-]{+Feet+}"),
        ("Steps, 1: Text", "[-Look around.-]{+Feel your feet.+}"),
        ("Steps, 1: Seconds", "[-30-]{+40+}"),
        (
            "Steps, 2",
            "[-Name: Feet\nText: Feel your feet.\nSeconds: 30\nA pause before it: no\nWing: both-]",
        ),
    ]


def test_sentences_of_a_list_are_compared_one_by_one() -> None:
    assert changed(cautions=["First of all.", "Not while driving."]) == [
        ("Take care, 1", "{+First of all.+}")
    ]


def test_yes_and_no_are_words() -> None:
    gates = {"led_by": "self", "activating": True, "leave_out_when": []}
    assert changed(gates=gates) == [("Who may do it: Activating", "[-no-]{+yes+}")]


def test_a_place_without_a_name_of_its_own_is_still_named() -> None:
    assert field_label("steps[2].odd_thing") == "Steps, 2: Odd thing"


@given(st.text(max_size=60), st.text(max_size=60))
def test_both_texts_can_be_read_out_of_the_words(before: str, after: str) -> None:
    words = words_between(before, after)
    assert "".join(one.text for one in words if one.kind is not Kind.NEW) == before
    assert "".join(one.text for one in words if one.kind is not Kind.GONE) == after


@pytest.mark.parametrize("word", ["a ", "ab\n", "a b "])
def test_long_texts_that_repeat_themselves_take_no_time(word: str) -> None:
    start = time.perf_counter()
    words_between((word * 12_000)[:12_000], (word * 12_000)[:11_000] + "end")
    assert time.perf_counter() - start < 1
