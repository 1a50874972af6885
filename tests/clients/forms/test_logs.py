"""What a client may write down: ranges, days, nothing required but the state."""

import datetime as dt
import uuid
from typing import Any

import pytest

from clients.forms.logs import LogForm, MoreForm, UnpleasantForm

TODAY = dt.date(2026, 11, 22)


def log_form(**data: Any) -> LogForm:
    days: dict[str, Any] = {"first": TODAY - dt.timedelta(days=7), "last": TODAY, "today": TODAY}
    return LogForm({"entry": uuid.uuid4(), "state": "done"} | data, **days)


def more_form(scale: str = "1-7", counts: str = "minutes", **data: Any) -> MoreForm:
    return MoreForm(data, scale=scale, presence_first=True, counts=counts)


def test_the_state_is_enough() -> None:
    form = log_form()
    assert form.is_valid()
    assert (form.cleaned_data["day"], form.facts) == (TODAY, {"before": None})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("state", ""),
        ("state", "failed"),
        ("entry", "no uuid"),
        ("before", "11"),
        ("before", "-1"),
        ("before", "9" * 5000),
        ("day", "2026-11-23"),
        ("day", "2026-11-14"),
        ("day", "9999-99-99"),
        ("day", "\x00"),
    ],
)
def test_what_does_not_fit_is_refused(name: str, value: str) -> None:
    form = log_form(**{name: value})
    assert not form.is_valid()
    assert list(form.errors) == [name]


def test_the_first_and_the_last_day_are_taken() -> None:
    assert log_form(day="2026-11-15", before="0").is_valid()
    assert log_form(day="2026-11-22", before="10").is_valid()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("after", "11"),
        ("minutes", "601"),
        ("minutes", "-1"),
        ("minutes", "9" * 5000),
        ("presence", "8"),
        ("presence", "0"),
        ("kindness", "seven"),
        ("obstacles", ["laziness"]),
        ("note", "x" * 2001),
        ("note", "\x00"),
        ("readers", "everybody"),
    ],
)
def test_additions_that_do_not_fit_are_refused(name: str, value: Any) -> None:
    form = more_form(**{name: value})
    assert not form.is_valid()
    assert list(form.errors) == [name]


MOST_SIGNS = (
    "This is longer than there is room for: 2001 signs, and 2000 at most."
    " Shorten it a little, please."
)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("minutes", "9999", "600 is the most that can be entered here."),
        ("minutes", "-1", "0 is the least that can be entered here."),
        ("minutes", "abc", "A whole number, please."),
        ("note", "x" * 2001, MOST_SIGNS),
        ("note", "a\x00b", "There is a sign in it that cannot be kept."),
    ],
)
def test_it_is_said_as_to_a_person(name: str, value: str, said: str) -> None:
    assert more_form(**{name: value}).errors == {name: [said]}


def test_a_day_and_a_state_that_nobody_offered_are_asked_again() -> None:
    assert log_form(day="2026-13-45", state="wonderful").errors == {
        "day": ["There is no such day. Choose another, please."],
        "state": ["Choose one of the three, please."],
    }


def test_nothing_added_is_fine_and_private() -> None:
    form = more_form()
    assert form.is_valid()
    assert form.rated is None
    assert form.facts == {
        "after": None,
        "minutes": None,
        "obstacles": [],
        "note": "",
        "note_shared": False,
    }


def test_cannot_say_is_an_answer() -> None:
    form = more_form(presence="none", kindness="3")
    assert form.is_valid()
    assert form.rated == {"presence": None, "kindness": 3}


def test_zero_of_a_hundred_is_an_answer() -> None:
    form = more_form(scale="0-100", presence="0")
    assert form.is_valid()
    assert form.rated == {"presence": 0, "kindness": None}
    assert not more_form(scale="0-100", presence="101").is_valid()


def test_what_is_not_asked_cannot_be_sent() -> None:
    form = more_form(presence="5", note="x").without("presence", "kindness", "note", "readers")
    assert form.is_valid()
    assert (form.rated, form.ratings) == (None, [])
    assert form.facts == {"after": None, "minutes": None, "obstacles": []}


@pytest.mark.parametrize(
    ("still", "rest", "activating", "rests"),
    [
        ("", "", False, False),
        ("", "", True, True),
        ("yes", "", False, True),
        ("no", "", False, False),
        ("no", "", True, True),
        ("yes", "no", True, False),
        ("no", "yes", False, True),
    ],
)
def test_rest_is_preset_where_it_is_still_there_or_activating(
    still: str, rest: str, activating: bool, rests: bool
) -> None:
    form = UnpleasantForm({"still": still, "rest": rest})
    assert form.is_valid()
    assert form.lets_rest(activating=activating) is rests


@pytest.mark.parametrize("form", [MoreForm, UnpleasantForm])
def test_no_browser_cuts_a_note_and_line_ends_count_once(form: type[Any]) -> None:
    given: dict[str, Any] = {"scale": "1-7", "presence_first": True, "counts": "minutes"}
    given = given if form is MoreForm else {}
    most = form.base_fields["note"].max_length
    assert f'data-most="{most}"' in str(form(**given)["note"])
    assert "maxlength" not in str(form(**given)["note"])
    full = "a\r\n" * (most // 2 - 1) + "aa"
    assert form({"note": full}, **given).is_valid()
    assert list(form({"note": full + "aa"}, **given).errors) == ["note"]
