"""Printing a diary: its code, what is kept, who is offered a phone on it."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from clients.models import Assignment, CrisisContact, Diary, Journal
from clients.paperdiary import Places, days_of
from planner.sheets import DiarySheet
from planner.views import diaries
from tests import factories as make
from tests.cast import Cast

PAPER = {"paper": "A4", "discreet": "", "large": ""}


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[DiarySheet]:
    """The sheets that would be printed."""
    sheets: list[DiarySheet] = []

    def keep(sheet: DiarySheet, *, asker: str = "") -> bytes:
        sheets.append(sheet)
        return b"%PDF-1.7 diary"

    monkeypatch.setattr(diaries, "sheet_pdf", keep)
    return sheets


def send(cast: Cast, given: Assignment, **fields: Any) -> Any:
    """Print the week from today on."""
    url = reverse("planner:diary_print", args=[cast.harbour.uid, given.uid])
    return cast.staff("amara").post(url, {"first": str(cast.m17.today())} | PAPER | fields)


def test_it_is_printed_kept_and_has_a_code(cast: Cast, printed: list[DiarySheet]) -> None:
    given = make.assignment(cast.m17)
    for _time in range(2):
        answer = send(cast, given)
        assert answer.headers["Location"] == reverse(
            "clients:handout_list", args=[cast.harbour.uid, cast.m17.uid]
        )
    diary = Diary.objects.get()
    assert {(one.diary_code, one.week_from) for one in printed} == {(diary.shown_code, diary.first)}
    assert printed[0].link == f"http://testserver{reverse('portal:week', args=[diary.uid])}"
    kept = cast.m17.handouts.all()
    assert [(one.title, bytes(one.file.content)) for one in kept] == [
        (f"My week from {date_format(cast.m17.today(), 'j F')}: A short pause", b"%PDF-1.7 diary")
    ] * 2
    assert Journal.objects.filter(act="printed").count() == 2


def test_it_asks_what_the_schedule_asks(cast: Cast, printed: list[DiarySheet]) -> None:
    today = cast.m17.today()
    twice = {"format": 1, "kind": "chosen_days", "times_a_day": 2}
    schedule = twice | {"weekdays": [today.isoweekday()]}
    send(cast, make.assignment(cast.m17, schedule=schedule))
    (sheet,) = printed
    assert (sheet.places, sheet.has_rings) == (Places(boxes=2), True)
    assert sheet.free == frozenset(days_of(today)[1:])


@pytest.mark.parametrize(
    ("ends", "first", "last_week"), [(-3, 0, -9), (-9, 1, -15), (-40, -30, -44)]
)
def test_a_week_in_which_nothing_is_due_is_refused(
    cast: Cast, printed: list[DiarySheet], ends: int, first: int, last_week: int
) -> None:
    today = cast.m17.today()
    starts, ended = today - dt.timedelta(days=44), today + dt.timedelta(days=ends)
    given = make.assignment(cast.m17, starts=starts, ends=ended)
    refused = send(cast, given, first=str(today + dt.timedelta(days=first)))
    (said,) = refused.context["form"].errors["first"]
    span = [date_format(day, "j F Y") for day in (starts, ended)]
    assert [day for day in span if day in said] == span
    assert (refused.status_code, Diary.objects.count(), printed) == (422, 0, [])
    url = reverse("planner:diary_print", args=[cast.harbour.uid, given.uid])
    preset = cast.staff("amara").get(url).context["form"]["first"].value()
    assert preset == today + dt.timedelta(days=last_week)
    assert send(cast, given, first=str(preset)).status_code == 303


def test_the_diary_of_exposure_names_its_rung(cast: Cast, printed: list[DiarySheet]) -> None:
    given = make.assignment(cast.m17)
    given.editions.update(agreement_data={"format": 1, "rung": "The bench"})
    send(cast, given)
    send(cast, given, discreet="on")
    assert [one.as_printed().agreement.rung for one in printed] == ["The bench", ""]


def test_discreet_paper_makes_no_code(cast: Cast, printed: list[DiarySheet]) -> None:
    send(cast, make.assignment(cast.m17), discreet="on")
    assert Diary.objects.count() == 0
    assert (printed[0].diary_code, printed[0].link) == ("", "")


def test_on_paper_only_no_phone_is_offered(cast: Cast, printed: list[DiarySheet]) -> None:
    given = make.assignment(cast.m17)
    for facts in ({"profile": "paper"}, {"profile": "pictures", "portal_unwanted": True}):
        for name, value in facts.items():
            setattr(cast.m17, name, value)
        cast.m17.save()
        send(cast, given)
        sheet = printed.pop()
        assert (sheet.diary_code != "", sheet.link) == (True, "")
        assert sheet.pictures is (cast.m17.profile == "pictures")
        phones = reverse("clients:devices", args=[cast.harbour.uid, cast.m17.uid])
        page = cast.staff("amara").get(phones).content.decode()
        assert "No phone is offered" in page
        assert "A phone in use goes on until the client or you end it." in page
        assert ("Invite a phone" in page, "Invite on paper" in page) == (False, False)


def test_nothing_is_printed_without_somebody_to_call(cast: Cast, printed: list[DiarySheet]) -> None:
    CrisisContact.objects.all().delete()
    given = make.assignment(cast.m17)
    assert send(cast, given).status_code == 422
    assert send(cast, given, first="soon").status_code == 422
    assert (printed, Diary.objects.count(), cast.m17.handouts.count()) == ([], 0, 0)


@pytest.mark.parametrize(
    ("facts", "counted"),
    [
        ({}, True),
        ({"profile": "pictures"}, False),
        ({"profile": "voice"}, False),
        ({"profile": "paper"}, False),
        ({"portal_unwanted": True}, False),
    ],
)
def test_who_is_counted_as_unlogged(cast: Cast, facts: dict[str, Any], counted: bool) -> None:
    for name, value in facts.items():
        setattr(cast.m17, name, value)
    cast.m17.save()
    given = make.assignment(cast.m17, starts=cast.m17.today() - dt.timedelta(days=2))
    page = reverse("clients:homework_page", args=[cast.harbour.uid, given.uid])
    course = cast.staff("amara").get(page).context["course"]
    marks = [mark.state for week in course.weeks for mark in week.marks]
    assert ("unlogged" in marks) is counted
