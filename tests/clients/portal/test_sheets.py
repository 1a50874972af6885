"""Worksheets on the phone: put aside, finished, shared, taken back; none of it in quiet mode."""

import uuid
from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse
from django.utils.timezone import now

from clients.actions.homework import assign_homework, change_homework
from clients.models import Assignment, Edition, SheetAnswer
from clients.prescription import Prescription
from clients.schedule import Schedule
from planner.library.practices import to_prescription
from tests import factories as make
from tests.cast import Cast
from tests.planner.shelves import library

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


STRANGE = "Kept, but for an answer to a question that your sheet does not ask."


def test_an_answer_that_the_sheet_does_not_ask_for_is_said_and_the_rest_kept(
    cast: Cast, given: Assignment
) -> None:
    strange = ABOUT | {"q-secret": "never kept"}
    places = []
    for then, said in (("later", STRANGE), ("add:moments", STRANGE), ("done", STRANGE)):
        answer = post(cast, place("sheet", given), then=then, **strange)
        places.append(answer.headers["Location"])
        assert said in page(cast, places[-1].partition("#")[0])
    assert [one.answers for one in SheetAnswer.objects.all()] == [{"about": "the bus"}] * 3
    assert ["strange" in one for one in places] == [True, True, True]
    assert STRANGE not in page(cast, "/p/?saved")
    cast.m17.quiet_mode = True
    cast.m17.save()
    assert STRANGE not in page(cast, "/p/?saved&strange")


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
    assert page(cast, address).count(" data-row>") == 1
    for wanted in (2, 3):
        answer = post(cast, address, then="add:moments", **{"rows-moments": str(wanted - 1)})
        address = answer.headers["Location"].split("#")[0]
        assert address.endswith(f"?rows-moments={wanted}")
        assert page(cast, address).count(" data-row>") == wanted
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
    mapping = to_prescription(library().practice("mindful-compassion-mapping"))
    assert mapping.worksheet is not None
    given = make.assignment(cast.m17, prescription=mapping.to_data())
    plans = [{"moment": "the bus", "plan": "look out"}, {"moment": "lunch", "plan": "breathe"}]
    evening = {"helped": 3, "best": "lunch", "change": "begin earlier"}
    make.sheet(given, answers={"plans": plans, **evening})
    text = page(cast, place("sheet", given))
    assert ('value="lunch"' in text, 'value="the bus"' in text) == (True, False)
    assert "a proposal, from what helped last time" in text
    assert "“begin earlier”" in text
    anew = make.assignment(cast.m17, prescription=mapping.to_data())
    text = page(cast, place("sheet", anew))
    assert ('value="lunch"' in text, "“begin earlier”" in text) == (True, True)
    make.sheet(anew, answers={"plans": plans, "pattern": "the hour before lunch"})
    text = page(cast, place("sheet", given))
    assert [part for part in ("lunch", "the bus", "a proposal") if part in text] == []


def test_the_stage_goes_on_in_homework_given_anew_but_not_in_anothers(cast: Cast) -> None:
    wishes = to_prescription(library().practice("loving-kindness-phrases")).to_data()
    old, new = (make.assignment(cast.m17, prescription=wishes) for _number in range(2))
    make.sheet(old, answers={"stage": "benefactor", "need": "words that stay behind"})
    make.sheet(make.assignment(cast.m18, prescription=wishes), answers={"stage": "neutral"})
    make.sheet(old, answers={}, taken_back_at=now())
    text = page(cast, place("sheet", new))
    assert "checked" in text.split('value="benefactor"')[1][:60]
    assert "words that stay behind" not in text


def test_the_difficult_person_is_on_no_sheet_that_goes_home() -> None:
    given = [one for one in library().practices if one.gates.may_go_home and one.worksheet]
    sheets = [to_prescription(one).worksheet for one in given]
    stages = [one for sheet in sheets if sheet for one in sheet.fields if one.key == "stage"]
    codes = {choice.code for stage in stages for choice in stage.choices}
    assert codes == {"self", "benefactor", "friend", "neutral"}


def test_a_sheet_begun_twice_says_so_and_is_put_into_one(cast: Cast, given: Assignment) -> None:
    old = make.sheet(given, answers={"about": "the bus"}, is_finished=False, is_shared=True)
    new = make.sheet(given, answers={"more": "at home"}, is_finished=False)
    make.sheet(given, answers={"about": "finished before"})
    text = page(cast, place("sheet_change", new))
    assert "You began this sheet twice" in text
    assert (place("sheet_change", old) in text, 'value="join"' in text) == (True, True)
    change = place("sheet_change", new)
    answer = post(cast, change, then="join", **{"q-more": "at home, and typed just now"})
    assert answer.headers["Location"] == f"{change}?joined"
    assert "Both are on this sheet now." in page(cast, answer.headers["Location"])
    both = {"more": "at home, and typed just now", "about": "the bus"}
    new.refresh_from_db()
    assert (new.answers, new.is_shared) == (both, False)
    again = post(cast, change, then="join", **{f"q-{key}": text for key, text in both.items()})
    assert again.headers["Location"] == f"{change}?kept"  # touched twice
    assert "began this sheet twice" not in page(cast, change)
    assert place("sheet_change", old) not in page(cast, reverse("portal:settings"))
    late = post(cast, place("sheet_change", old), **{"q-about": "typed on its open page"})
    assert "began this sheet twice" in page(cast, late.headers["Location"])
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.answers, new.answers) == ({"about": "typed on its open page"}, both)


def test_what_cannot_stand_on_one_sheet_is_left_on_the_other(cast: Cast, given: Assignment) -> None:
    old = make.sheet(given, answers={"about": "the bus", "hard": 2}, is_finished=False)
    new = make.sheet(given, answers={"hard": 7}, is_finished=False)
    answer = post(cast, place("sheet_change", new), then="join", **{"q-hard": "7"})
    text = page(cast, answer.headers["Location"])
    assert ("such as two different ratings" in text, "Put both" in text) == (True, False)
    new.refresh_from_db()
    old.refresh_from_db()
    assert (new.answers, old.answers) == ({"hard": 7, "about": "the bus"}, {"hard": 2})


def test_in_quiet_mode_nothing_is_joined(cast: Cast, given: Assignment) -> None:
    make.sheet(given, answers={"about": "the bus"}, is_finished=False)
    new = make.sheet(given, answers={"more": "at home"}, is_finished=False)
    cast.m17.quiet_mode = True
    cast.m17.save()
    post(cast, place("sheet_change", new), then="join", **{"q-more": "typed"})
    new.refresh_from_db()
    assert new.answers == {"more": "typed"}


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
    answer = cast.phone("M-17").get(place("sheet", given))
    assert answer.headers["Location"] == place("practice", given)
    assert SheetAnswer.objects.count() == 0


def test_what_was_written_on_a_page_that_closed_meanwhile_is_kept(cast: Cast) -> None:
    """The homework ended, changed its questions or none are left, or quiet mode was chosen."""
    given = make.assignment(cast.m17, prescription={"worksheet": make.SHEET})
    today = cast.m17.today()
    second = make.SHEET | {"fields": [{"key": "other", "label": "Other", "kind": "short_text"}]}
    changed = {"assignment": given, "clinic": given.clinic, "schedule_data": make.DAILY}
    plain = given.editions.get().prescription_data
    for number, asked in ((2, second), (3, None)):
        data = plain | {"worksheet": asked}
        Edition.objects.create(number=number, from_date=today, prescription_data=data, **changed)
    assert cast.phone("M-17").get(place("sheet", given)).status_code == 404
    for text, wanted in (("open", {}), ("ended", {"status": "ended"}), ("quiet", {})):
        Assignment.objects.filter(pk=given.pk).update(**wanted or {"status": "active"})
        cast.m17.quiet_mode = text == "quiet"
        cast.m17.save()
        sent = {"q-about": text, "edition": "1", "then": "done"}
        assert post(cast, place("sheet", given), **sent).status_code == 303
        sheet = SheetAnswer.objects.order_by("-pk")[0]
        assert (sheet.answers, sheet.edition.number) == ({"about": text}, 1)
        assert sheet.is_finished is (text != "quiet")
    post(cast, place("sheet_change", sheet), then="done", **{"q-more": "typed"})
    sheet.refresh_from_db()
    assert sheet.answers == {"more": "typed"}
    wrong = post(cast, place("sheet_change", sheet), **{"q-hard": "11"})
    assert wrong.headers["Location"] == "/p/"  # no page of a sheet is shown there


def test_an_open_sheet_is_kept_though_the_homework_changed_the_same_day(cast: Cast) -> None:
    asks = Prescription.from_data(make.PRESCRIPTION | {"worksheet": make.SHEET})
    common: dict[str, Any] = {"schedule": Schedule(), "by": cast.amara}
    given = assign_homework(client=cast.m17, prescription=asks, **common)
    opened = page(cast, place("sheet", given))
    assert 'name="edition" value="1"' in opened
    change_homework(assignment=given, prescription=replace(asks, worksheet=None), by=cast.amara)
    assert cast.phone("M-17").get(place("sheet", given)).status_code == 404
    sent = post(cast, place("sheet", given), edition="1", then="done", **ABOUT)
    assert (sent.status_code, SheetAnswer.objects.get().answers) == (303, {"about": "the bus"})
    assert [bool(one.prescription.worksheet) for one in given.editions.all()] == [True, False]


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
