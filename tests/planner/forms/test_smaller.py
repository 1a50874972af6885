"""Making homework smaller: which ways there are, and what each one changes."""

import datetime as dt

import pytest
from django.http import QueryDict

from planner.forms.homework import GiveForm
from planner.forms.smaller import made_smaller, ways
from tests.planner import shelves
from tests.planner.shelves import CYCLE


def form_of(code: str = CYCLE) -> GiveForm:
    """The form of a practice of the library."""
    return GiveForm(document=shelves.library().practice(code), today=dt.date(2026, 7, 1))


def fewer(query: str) -> str:
    """The form's values after "fewer times", in order."""
    changed, _said = made_smaller(form_of(), "fewer", QueryDict(query))
    return changed.urlencode()


def test_the_ways_are_those_that_the_practice_has() -> None:
    assert [code for code, _label in ways(form_of())] == ["fewer", "short", "one_step"]
    # Exposure homework keeps all its steps, and this one has no short form.
    assert [code for code, _label in ways(form_of("ladder-step"))] == ["fewer"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("kind=daily&times_a_day=3", "kind=daily&times_a_day=2"),
        ("kind=daily&times_a_day=1", "kind=n_a_week&times_a_day=1&times_a_week=3"),
        ("kind=daily", "kind=n_a_week&times_a_week=3&times_a_day=1"),
        ("kind=chosen_days&weekdays=1&weekdays=4", "kind=chosen_days&weekdays=1"),
        ("kind=chosen_days&weekdays=1", "kind=chosen_days&weekdays=1"),
        ("kind=n_a_week&times_a_week=4", "kind=n_a_week&times_a_week=3"),
        ("kind=n_a_week&times_a_week=1", "kind=n_a_week&times_a_week=1"),
        ("kind=every_two_hours", "kind=daily&times_a_week=&times_a_day=1"),
        ("kind=once", "kind=once"),
        ("kind=daily&times_a_day=9999", "kind=n_a_week&times_a_day=1&times_a_week=3"),
        ("kind=daily&times_a_day=%C2%B2", "kind=n_a_week&times_a_day=1&times_a_week=3"),
        ("", ""),
    ],
)
def test_fewer_takes_the_next_smaller_dose(before: str, after: str) -> None:
    assert fewer(before) == after


def test_how_sure_is_asked_once_more_and_all_else_stays() -> None:
    sent = QueryDict("kind=daily&confidence=3&why=For+Ada&variant=")
    short, said = made_smaller(form_of(), "short", sent)
    assert short.urlencode() == "kind=daily&why=For+Ada&variant=short"
    assert said == "Now it is the short form. Ask once more how sure it feels."
    assert sent["confidence"] == "3"
    one, _said = made_smaller(form_of(), "one_step", sent)
    assert one.urlencode() == "kind=daily&why=For+Ada&variant=&steps-2-out=on&steps-3-out=on"
    eyes, _said = made_smaller(form_of(), "one_step", QueryDict("variant=eyes_open"))
    assert eyes["steps-eyes_open-2-out"] == "on"
    odd, said = made_smaller(form_of("ladder-step"), "one_step", sent)
    assert odd.urlencode() == "kind=daily&why=For+Ada&variant="
    assert said == "This practice has no smaller form of this kind."
