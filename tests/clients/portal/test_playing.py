"""A practice as it is played: one screen a step, phrases where they are said, silence where it belongs."""

from typing import Any

import pytest

from clients.models import Client
from clients.portal.playing import clock, played
from clients.prescription import Prescription
from tests.factories import PRESCRIPTION

WISHES: dict[str, Any] = {"phrases": ["May I rest.", "May I be safe."], "phrases_allowed": [1, 6]}


def step(wing: str, **fields: Any) -> dict[str, Any]:
    return {"label": "L", "text": "T", "wing": wing} | fields


def given(**changes: Any) -> Prescription:
    return Prescription.from_data(PRESCRIPTION | changes)


def test_each_step_is_a_screen_with_its_place_and_clock() -> None:
    run = played(given(), Client())
    assert [(one.number, one.count, one.clock, one.rounds) for one in run.steps] == [
        (1, 2, "0:30", 1),
        (2, 2, "", 1),
    ]


def test_rounds_are_counted_from_one() -> None:
    steps = [step("both"), step("both", repeats=4)]
    assert [one.rounds for one in played(given(steps=steps), Client()).steps] == [1, 4]


@pytest.mark.parametrize(
    ("steps", "shown"),
    [
        ([step("awareness"), step("compassion", own_words=True), step("compassion")], {3}),
        ([step("awareness"), step("compassion", own_words=True)], {2}),
        ([step("awareness"), step("both")], {1, 2}),
    ],
)
def test_phrases_stand_where_they_are_said(steps: list[dict[str, Any]], shown: set[int]) -> None:
    run = played(given(steps=steps, **WISHES), Client())
    assert {one.number for one in run.steps if one.shows_phrases} == shown


def test_without_phrases_no_step_shows_any() -> None:
    run = played(given(steps=[step("compassion")]), Client())
    assert [one.shows_phrases for one in run.steps] == [False]


@pytest.mark.parametrize(
    ("usual", "is_quiet", "rings", "silent"),
    [(4, False, True, False), (1, False, False, False), (4, True, False, True)],
)
def test_a_short_pause_begins_silent_and_quiet_mode_offers_no_sound(
    usual: int, is_quiet: bool, rings: bool, silent: bool
) -> None:
    minutes = {"shortest": 1, "usual": usual, "longest": 6}
    run = played(given(minutes=minutes), Client(quiet_mode=is_quiet))
    assert (run.rings, run.silent) == (rings, silent)


def test_the_form_with_open_eyes_has_screens_of_its_own() -> None:
    form = {"where": "sitting, eyes open", "steps": [step("both"), step("both"), step("both")]}
    run = played(given(eyes_open=form), Client())
    assert [(one.name, one.count, one.where) for one in run.eyes_open] == [
        ("open-1", 3, "sitting, eyes open"),
        ("open-2", 3, ""),
        ("open-3", 3, ""),
    ]
    assert [one.name for one in run.steps] == ["play-1", "play-2"]
    assert played(given(), Client()).eyes_open == ()


def test_open_eyes_begin_switched_on_for_whom_they_are_safer() -> None:
    assert [
        played(given(variant=variant), Client(**who)).begins_open
        for variant, who in (
            *(("", {}), ("", {"trauma": True}), ("", {"dissociation": True})),
            *(("eyes_open", {}), ("group", {})),
        )
    ] == [False, True, True, True, False]


def test_steps_are_read_aloud_from_the_start_for_whom_that_is_chosen() -> None:
    assert [
        played(given(), Client(profile=profile)).by_voice for profile in ("phone", "voice")
    ] == [False, True]


def test_the_clock() -> None:
    assert [clock(seconds) for seconds in (8, 60, 90, 3600)] == ["0:08", "1:00", "1:30", "60:00"]
