"""Worksheets on the phone: put aside, finished, shared, taken back; none of it in quiet mode."""

import uuid
from typing import Any

import pytest
from django.urls import reverse

from clients.models import Assignment, SheetAnswer
from planner.library.practices import to_prescription
from planner.library.reader import read_library
from tests import factories as make
from tests.cast import Cast

ABOUT = {"q-about": "the bus"}


@pytest.fixture
def given(cast: Cast) -> Assignment:
    """Homework of M-17 with a sheet that has every kind of field."""
    return make.assignment(cast.m17, prescription={"worksheet": make.SHEET})


def place(name: str, of: Any) -> str:
    return reverse(f"portal:{name}", args=[of.uid])


def post(cast: Cast, address: str, **data: Any) -> Any:
    return cast.phone("M-17").post(address, {"entry": str(uuid.uuid4())} | data)


def page(cast: Cast, address: str) -> str:
    answer = cast.phone("M-17").get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_practice_leads_to_it_and_it_starts_private_and_unset(
    cast: Cast, given: Assignment
) -> None:
    make.appointment(cast.m17, time=None)
    assert place("sheet", given) in page(cast, place("practice", given))
    assert place("sheet", given) in page(cast, place("log_more", make.log(given)))
    text = page(cast, place("sheet", given))
    assert "If you share it: Dr. Amara Osei reads this today" in text
    assert text.count(" checked") == 1
    assert (
        'value="me" id="id_readers_0" checked' in text
        or "checked" in text.split('value="me"')[1][:60]
    )


def test_finished_it_is_saved_once(cast: Cast, given: Assignment) -> None:
    sent = {"entry": str(uuid.uuid4()), "then": "done", "readers": "both"} | ABOUT
    places = {post(cast, place("sheet", given), **sent).headers["Location"] for _n in range(3)}
    sheet = SheetAnswer.objects.get()
    assert places == {"/p/?saved"}
    assert (sheet.answers, sheet.is_finished, sheet.is_shared) == ({"about": "the bus"}, True, True)


def test_half_of_it_is_kept_and_found_again(cast: Cast, given: Assignment) -> None:
    answer = post(cast, place("sheet", given), **{"q-hard": "4", "q-moments-0-felt": "flat"})
    sheet = SheetAnswer.objects.get()
    change = place("sheet_change", sheet)
    assert (answer.headers["Location"], sheet.is_finished) == (f"{change}?kept", False)
    assert cast.phone("M-17").get(place("sheet", given)).headers["Location"] == change
    assert 'value="flat"' in page(cast, change)
    post(cast, change, then="done", **ABOUT)
    sheet.refresh_from_db()
    assert (sheet.answers, sheet.is_finished) == ({"about": "the bus"}, True)


def test_what_is_asked_for_is_said_and_what_was_typed_stays(cast: Cast, given: Assignment) -> None:
    answer = post(
        cast,
        place("sheet", given),
        then="done",
        **{"q-more": "typed", "q-moments-1-felt": "row two"},
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    for part in ("typed", "row two", "This one is asked for.", "What you typed is still here."):
        assert part in text
    assert SheetAnswer.objects.count() == 0


def test_a_row_is_added_without_script(cast: Cast, given: Assignment) -> None:
    address = place("sheet", given)
    assert page(cast, address).count("data-row hidden") == 2
    for wanted in (2, 3):
        answer = post(cast, address, then="add:moments", **{"rows-moments": str(wanted - 1)})
        address = answer.headers["Location"].split("#")[0]
        assert address.endswith(f"?rows-moments={wanted}")
        assert page(cast, address).count("data-row hidden") == 3 - wanted
    assert 'value="add:moments"' not in page(cast, address)
    assert SheetAnswer.objects.count() == 1


@pytest.mark.parametrize("then", ["add:", "add:nothing", "add:about", "x", "done\x00"])
def test_an_odd_button_only_keeps_it(cast: Cast, given: Assignment, then: str) -> None:
    answer = post(cast, place("sheet", given), then=then, **ABOUT)
    assert answer.status_code == 303
    assert SheetAnswer.objects.get().is_finished is False


def test_a_new_sheet_keeps_the_stage_and_nothing_else(cast: Cast) -> None:
    stages = [{"code": "self", "label": "For me"}, {"code": "friend", "label": "A friend"}]
    stage = {"key": "stage", "label": "For whom?", "kind": "choice", "choices": stages}
    about = {"key": "about", "label": "About", "kind": "short_text"}
    with_stage = {"worksheet": make.SHEET | {"fields": [stage, about]}}
    given = make.assignment(cast.m17, prescription=with_stage)
    make.sheet(given, answers={"stage": "friend", "about": "last week"})
    text = page(cast, place("sheet", given))
    assert "checked" in text.split('value="friend"')[1][:60]
    assert "last week" not in text


def test_ways_in_for_tomorrow_are_proposed_from_what_helped(cast: Cast) -> None:
    mapping = to_prescription(read_library().practice("mindful-compassion-mapping"))
    assert mapping.worksheet is not None
    given = make.assignment(cast.m17, prescription=mapping.to_data())
    plans = [{"moment": "the bus", "plan": "look out"}, {"moment": "lunch", "plan": "breathe"}]
    evening = {"helped": 3, "best": "lunch", "change": "begin earlier"}
    make.sheet(given, answers={"plans": plans, **evening})
    text = page(cast, place("sheet", given))
    assert ('value="lunch"' in text, 'value="the bus"' in text) == (True, False)
    assert "a proposal, from what helped last time" in text
    assert "“begin earlier”" in text


def test_the_difficult_person_is_on_no_sheet_that_goes_home() -> None:
    given = [one for one in read_library().practices if one.gates.may_go_home and one.worksheet]
    sheets = [to_prescription(one).worksheet for one in given]
    stages = [one for sheet in sheets if sheet for one in sheet.fields if one.key == "stage"]
    codes = {choice.code for stage in stages for choice in stage.choices}
    assert codes == {"self", "benefactor", "friend", "neutral"}


def test_a_finished_sheet_can_be_shared_and_unshared(cast: Cast, given: Assignment) -> None:
    sheet = make.sheet(given)
    for readers, shared in (("both", True), ("me", False)):
        post(cast, place("sheet_change", sheet), readers=readers, then="done", **ABOUT)
        sheet.refresh_from_db()
        assert sheet.is_shared is shared


def test_taken_back_is_gone_everywhere(cast: Cast, given: Assignment) -> None:
    sheet = make.sheet(given, answers={"about": "words that go"}, is_shared=True)
    phone = cast.phone("M-17")
    back = place("sheet_back", sheet)
    phone.post(back)
    assert SheetAnswer.objects.standing().count() == 1
    assert phone.post(back, {"sure": "yes"}).headers["Location"] == "/p/?gone"
    assert phone.post(back, {"sure": "yes"}).status_code == 404
    assert phone.get(place("sheet_change", sheet)).status_code == 404
    assert "words that go" not in page(cast, place("sheet", given))
    assert SheetAnswer.objects.get().answers == {}


def test_anothers_sheet_is_not_there(cast: Cast, given: Assignment) -> None:
    theirs = make.assignment(cast.m18, prescription={"worksheet": make.SHEET})
    sheet = make.sheet(theirs)
    for name, thing in (("sheet", theirs), ("sheet_change", sheet), ("sheet_back", sheet)):
        assert post(cast, place(name, thing), sure="yes", **ABOUT).status_code == 404
    assert SheetAnswer.objects.get().answers == {"about": "the bus"}


def test_homework_without_a_sheet_has_no_page_for_one(cast: Cast) -> None:
    bare = make.assignment(cast.m17)
    assert cast.phone("M-17").get(place("sheet", bare)).status_code == 404
    assert "sheet-card" not in page(cast, place("practice", bare))


def test_what_rests_takes_no_new_sheet(cast: Cast, given: Assignment) -> None:
    given.resting_since = cast.m17.today()
    given.save()
    answer = post(cast, place("sheet", given), **ABOUT)
    assert answer.headers["Location"] == place("practice", given)
    assert SheetAnswer.objects.count() == 0


def test_in_quiet_mode_there_are_no_sheets(cast: Cast, given: Assignment) -> None:
    sheet = make.sheet(given, answers={"about": "words"})
    cast.m17.quiet_mode = True
    cast.m17.save()
    for name, thing in (("sheet", given), ("sheet_change", sheet)):
        assert cast.phone("M-17").get(place(name, thing)).headers["Location"] == "/p/"
    assert "sheet-card" not in page(cast, place("practice", given))
    assert "sheet-card" not in page(cast, place("log_more", make.log(given)))


def test_markup_in_a_sheet_is_text(cast: Cast, given: Assignment) -> None:
    bad = "<x-a>{{7*7}}"
    sheet = make.sheet(given, answers={"about": bad, "more": bad, "moments": [{"felt": bad}]})
    text = page(cast, place("sheet_change", sheet))
    assert "<x-a>" not in text
    assert text.count("&lt;x-a&gt;{{7*7}}") == 3
