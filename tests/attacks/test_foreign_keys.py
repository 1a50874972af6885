"""A row that is somebody else's, named in a form or an address, is as unknown as one that is not there."""

import importlib
import pkgutil
import uuid
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from django import forms
from django.urls import reverse

import clients.forms
import planner.forms
from clients.models import Attendance, Client, Member
from planner.models import Practice
from tests import factories as make
from tests.attacks.ground import rows, same, written
from tests.cast import Cast
from tests.planner import shelves
from tests.specimens import COURSE_CODE, shelve_course

TRIED = {
    "ApartForm.other",
    "CatchUpForm.uid",
    "BlockForm.practice",
    "ChosenForm.assignment",
    "ChosenForm.item",
    "ChosenForm.practice",
    "ChosenForm.session",
    "CopyForm.uid",
    "CoverForm.clients",
    "CoverForm.groups",
    "CoverForm.member",
    "CopyToForm.session",
    "CopyToForm.uid",
    "GiveForm.uid",
    "GroupGiveForm.participants",
    "GroupGiveForm.uid",
    "GroupPacketForm.participants",
    "HomeForm.undo",
    "JoinTeamForm.member",
    "LogForm.entry",
    "NewBlockForm.after",
    "NewBlockForm.at_once",
    "NewBlockForm.practice",
    "NewBlockForm.uid",
    "NewSessionForm.uid",
    "ParticipantForm.client",
    "ScreeningForm.screened_by",
    "SheetForm.entry",
    "StartCourseForm.uid",
    "TaskForm.uid",
    "UseForm.session",
    "UseForm.uid",
    "WantedForm.practice",
}
"""Fields that name a row by their kind; each is attacked below or in its neighbours test_foreign_plans,
_homework, _people and _items, and what names homework in tests/planner/views/test_homework. Choices of
rows that are told by the view (`start`, `confirmed_by`, `practice` in an address) are attacked too."""

ROW_FIELDS = (forms.ModelChoiceField, forms.UUIDField, forms.SlugField)
UNKNOWN = ["Unknown choice."]
NOWHERE = uuid.UUID("11111111-2222-4333-8444-555555555555")


def form_classes(package: ModuleType) -> Iterator[Any]:
    """Every form of a package."""
    for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        module = importlib.import_module(found.name)
        for one in vars(module).values():
            if isinstance(one, type) and issubclass(one, forms.BaseForm):
                yield one


def test_every_field_that_names_a_row_is_in_the_table() -> None:
    there = {
        f"{form.__name__}.{name}"
        for package in (clients.forms, planner.forms)
        for form in form_classes(package)
        for name, field in form.base_fields.items()
        if isinstance(field, ROW_FIELDS)
    }
    assert sorted(there) == sorted(TRIED)


def refusals(browser: Any, url: str, sent: dict[str, Any], name: str, uids: list[Any]) -> set[str]:
    """The pages that answer these values of one field, which all have to be refused as unknown."""
    before, pages = rows(), set()
    for uid in uids:
        answer = browser.post(url, sent | {name: [str(uid)]})
        assert answer.status_code == 422, (uid, answer.status_code)
        said = answer.context["form"].errors.get_json_data()[name][0]["message"]
        assert said.startswith(UNKNOWN[0])
        pages.add(same(answer, uid))
    assert written(before, rows()) == {}
    return pages


@pytest.mark.parametrize(
    ("name", "who", "side"),
    [
        ("care_team", "amara", "client"),
        ("group_team", "gina", "group"),
        ("caseload_client", "olga", "client"),
        ("caseload_group", "olga", "group"),
    ],
)
def test_who_joins_a_care_team(cast: Cast, name: str, who: str, side: str) -> None:
    whom = cast.m17 if side == "client" else cast.group_a
    url = reverse(f"clients:{name}", args=[cast.harbour.uid, whom.uid])
    sent = {"role": "lead", "starts": "2026-01-01"}
    strangers = [NOWHERE, cast.nils.uid, cast.rita.uid, cast.olga.uid, cast.m18.uid, "x", "1"]
    assert len(refusals(cast.staff(who), url, sent, "member", strangers)) == 1
    assert len(refusals(cast.staff(who), url, sent | {"role": "owner"}, "member", strangers)) == 1


def test_who_takes_part_in_a_group(cast: Cast) -> None:
    theirs = make.client(cast.lakeside, "L-1")
    url = reverse("clients:participant_add", args=[cast.harbour.uid, cast.group_a.uid])
    # M-17 is in the group; M-18 is another clinician's; M-19 has left.
    strangers = [NOWHERE, theirs.uid, cast.m17.uid, cast.m18.uid, cast.m19.uid, cast.amara.uid, "x"]
    sent = {"starts": "2026-01-01"}
    assert len(refusals(cast.staff("gina"), url, sent, "client", strangers)) == 1


def test_whom_an_appointment_of_the_calendar_is_with(cast: Cast) -> None:
    theirs = make.client(cast.lakeside, "L-1")
    url = reverse("clients:calendar_add", args=[cast.harbour.uid])
    sent = {"day": "2030-07-01", "time": "09:00", "minutes": "50", "setting": "room"}
    strangers = [NOWHERE, theirs.uid, cast.m18.uid, cast.group_a.uid, cast.amara.uid, "x"]
    assert len(refusals(cast.staff("amara"), url, sent, "whom", strangers)) == 1
    # M-17 takes part in the group, whose leader knows of it and no more.
    assert len(refusals(cast.staff("gina"), url, sent, "whom", [NOWHERE, cast.m17.uid])) == 1


def test_whom_a_course_is_given_to_and_who_catches_up(cast: Cast) -> None:
    shelve_course()
    theirs = make.client(cast.lakeside, "L-1")
    url = reverse("planner:course_start", args=[cast.harbour.uid, COURSE_CODE])
    sent = {"first": "2030-07-01", "time": "09:00", "weeks": "1", "setting": "room"}
    strangers = [NOWHERE, theirs.uid, cast.group_b.uid, cast.m17.uid, cast.gina.uid, "x"]
    assert len(refusals(cast.staff("gina"), url, sent, "whom", strangers)) == 1
    run = make.course_run(cast.group_a, cast.harbour.today())
    url = reverse("planner:course_catch_up", args=[cast.harbour.uid, run.uid])
    sent = {"number": "1", "day": "2030-07-01", "time": "09:00"}
    # M-17 takes part in the group, whose leader knows of it and no more.
    strangers = [NOWHERE, theirs.uid, cast.m17.uid, cast.m18.uid, cast.group_b.uid, "x"]
    assert len(refusals(cast.staff("gina"), url, sent, "whom", strangers)) == 1


def test_who_gets_homework_in_a_group(cast: Cast) -> None:
    shelves.practice(shelves.PAUSE)
    theirs = make.client(cast.lakeside, "L-1")
    url = reverse("planner:group_homework_give", args=[cast.harbour.uid, cast.group_a.uid])
    url += f"?practice={shelves.PAUSE}"
    sent = {"kind": "daily", "times_a_day": "1", "starts": "2026-11-22"}
    strangers = [NOWHERE, theirs.uid, cast.m18.uid, cast.m19.uid, "x"]
    assert len(refusals(cast.staff("gina"), url, sent, "participants", strangers)) == 1
    # One stranger among participants spoils the whole, and nobody is given anything.
    before = rows()
    mixed = sent | {"participants": [str(cast.m17.uid), str(cast.m18.uid)]}
    assert cast.staff("gina").post(url, mixed).status_code == 422
    assert written(before, rows()) == {}


def test_for_whom_a_groups_packet_is_printed(cast: Cast) -> None:
    shelves.practice(shelves.PAUSE)
    theirs = make.client(cast.lakeside, "L-1")
    url = reverse("planner:group_packet_give", args=[cast.harbour.uid, cast.group_a.uid])
    sent = {"items": [shelves.PAUSE], "paper": "A4"}
    strangers = [NOWHERE, theirs.uid, cast.m18.uid, cast.m19.uid, "x"]
    assert len(refusals(cast.staff("gina"), url, sent, "participants", strangers)) == 1


def test_who_came_to_a_group_is_told_of_its_participants_only(cast: Cast) -> None:
    theirs = make.client(cast.lakeside, "L-1")
    meeting = make.appointment(cast.group_a)
    url = reverse("clients:attendance", args=[cast.harbour.uid, meeting.uid])
    for stranger in (theirs, cast.m18, cast.m19):
        sent = {f"{stranger.uid}-state": "present", f"{stranger.uid}-comment": "came"}
        assert cast.staff("gina").post(url, sent).status_code == 303
    assert Attendance.objects.count() == 0


def own_practices(cast: Cast) -> list[Any]:
    """A practice of another clinic, one of ours that was retired, and one that is nowhere."""
    theirs = shelves.practice(shelves.PAUSE, clinic=cast.lakeside, code="their-own-pause")
    retired = shelves.practice(shelves.PAUSE, clinic=cast.harbour, code="our-old-pause")
    Practice.objects.filter(pk=retired.pk).update(retired_at=cast.harbour.now())
    return [NOWHERE, theirs.uid, retired.uid, "x", "1"]


ADDRESSES_WITH_A_PRACTICE = [
    ("planner:homework_give", "amara", "m17", ("get", "post"), "practice"),
    ("planner:homework_preview", "amara", "m17", ("post",), "practice"),
    ("planner:homework_paper", "amara", "m17", ("post",), "practice"),
    ("planner:group_homework_give", "gina", "group_a", ("get", "post"), "practice"),
    ("planner:group_homework_paper", "gina", "group_a", ("post",), "practice"),
    ("planner:handout_give", "amara", "m17", ("get", "post"), "practice"),
    ("planner:handout_give", "amara", "m17", ("get", "post"), "item"),
]


@pytest.mark.parametrize(("name", "who", "whom", "methods", "word"), ADDRESSES_WITH_A_PRACTICE)
def test_a_practice_that_an_address_names(
    cast: Cast, name: str, who: str, whom: str, methods: tuple[str, ...], word: str
) -> None:
    own_practices(cast)
    url = reverse(name, args=[cast.harbour.uid, getattr(cast, whom).uid])
    before, pages = rows(), set()
    for code in (
        "nothing-like-it",
        "their-own-pause",
        "our-old-pause",
        "no slug",
        "a\x00b",
        "../x",
    ):
        for method in methods:
            answer = getattr(cast.staff(who), method)(f"{url}?{word}={code.replace(chr(0), '%00')}")
            assert answer.status_code == 404, (code, method)
            pages.add(answer.content)
    assert written(before, rows()) == {}
    assert len(pages) == 1


def test_a_clinic_in_the_address_never_lends_its_rows(cast: Cast) -> None:
    """Somebody who works in two clinics, one tab in each: the address decides, not the sign-in."""
    both = Member.objects.create(clinic=cast.lakeside, user=cast.amara.user, name="A. Osei")
    theirs: Client = make.client(cast.lakeside, "L-1")
    make.team(theirs, both)
    browser = cast.staff("amara")
    for clinic, person, status in (
        (cast.harbour, cast.m17, 200),
        (cast.lakeside, theirs, 200),
        (cast.harbour, theirs, 404),
        (cast.lakeside, cast.m17, 404),
    ):
        url = reverse("clients:client_record", args=[clinic.uid, person.uid])
        assert browser.get(url).status_code == status
        before = rows()
        if status == 404:
            assert browser.post(url, {"code": "X-1"}).status_code == 404
            assert written(before, rows()) == {"clients.Journal": 1}
    url = reverse("clients:care_team", args=[cast.harbour.uid, cast.m17.uid])
    sent = {"role": "lead", "starts": "2026-01-01"}
    assert len(refusals(browser, url, sent, "member", [NOWHERE, both.uid])) == 1
