"""Who gets to know what: leaders of groups, owners, supervisors, former members, clinicians."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client as HttpClient
from django.urls import reverse

from clients.actions.clinics import add_member, remove_member
from clients.actions.logs import take_back_log
from clients.models import Act, CareTeam, Client, Journal, Log, PortalDevice
from tests import factories as make
from tests.attacks.ground import (
    TOKEN,
    browser_for,
    form_of,
    place,
    posting,
    rows,
    who_may,
    written,
)
from tests.attacks.marks import pages_of, phone_pages, private_life, rewrite, rows_about
from tests.cast import Cast
from tests.specimens import ADDRESSES, AUDIENCES, specimens

MARK = "zqxmarkzqx"
HARBOUR = ("olga", "amara", "ben", "sara", "kofi", "gina", "hugo", "rita", "nils")
PDF = b"%PDF-1.7 small"


@pytest.fixture(autouse=True)
def _nothing_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    for printed in ("handouts.sheet_pdf", "prints.sheet_pdf", "handouts.session_sheet_pdf"):
        monkeypatch.setattr(f"planner.views.{printed}", lambda sheet, asker: PDF)
    monkeypatch.setattr(
        "planner.views.packets.packet_pdfs", lambda parts, asker: (PDF, [PDF for _ in parts])
    )


def even(pages: dict[str, str]) -> dict[str, str]:
    """The pages without what is new on each of them."""
    return {name: TOKEN.sub("", text) for name, text in pages.items()}


@pytest.mark.parametrize("who", ["gina", "hugo", "olga", "ben", "kofi"])
def test_a_private_life_changes_no_page_of_others(cast: Cast, who: str) -> None:
    """Their pages are the same, letter by letter, whatever happens between M-17 and Amara Osei."""
    found = specimens(cast)
    before = even(pages_of(who, cast, found))
    assert len(before) > 8
    private_life(cast.m17, cast)
    facts = {
        *("trauma", "dissociation", "touch_unsafe", "attachment_figure_unsafe", "quiet_mode"),
        *("breath_unsafe", "movement_unsafe", "discreet_paper"),
    }
    Client.objects.filter(pk=cast.m17.pk).update(
        **dict.fromkeys(facts, True), home="not_safe", pronouns=MARK, goals=MARK, stop_signal=MARK
    )
    own = [row for row in rows_about(cast.m17) if type(row) is not Client]
    assert rewrite(own, MARK) > 20
    after = even(pages_of(who, cast, found))
    assert {name for name, text in after.items() if text != before[name]} == set()
    assert after.keys() == before.keys()


def test_the_owner_reads_codes_and_no_names(cast: Cast) -> None:
    pages = pages_of("olga", cast, specimens(cast))
    shown = {name for name, text in pages.items() if "M-17" in text}
    assert shown == {"clients:caseload", "clients:caseload_client", "clients:client_erase"}
    for person in (cast.m17, cast.m18, cast.m19):
        for name, text in pages.items():
            assert person.name not in text, name


def test_a_leader_knows_of_participants_of_today_only(cast: Cast) -> None:
    meeting = make.appointment(cast.group_a)
    for person in (cast.m17, cast.m19):
        meeting.attendances.create(clinic=cast.harbour, client=person, state="present")
    pages = pages_of("gina", cast, specimens(cast) | {"group_appointment": meeting})
    assert cast.m17.name in pages["clients:group_page"]
    assert "M-19" in pages["clients:attendance"]  # who came that day, by code
    for name, text in pages.items():
        assert cast.m19.name not in text, name
        assert cast.m18.name not in text, name
        assert "M-18" not in text.replace("a code like M-18", ""), name


def test_homework_of_another_group_or_of_ones_own_is_not_the_leaders(cast: Cast) -> None:
    titles = {"of A": cast.group_a, "of B": cast.group_b, "of nobody": None}
    for title, group in titles.items():
        make.assignment(cast.m17, group=group, title=f"{MARK} {title}")
    gina = pages_of("gina", cast, specimens(cast))
    seen = {word for text in gina.values() for word in re.findall(f"{MARK} of \\w+", text)}
    assert seen == {f"{MARK} of A"}


def outsiders(name: str) -> list[str]:
    """Everybody who may not send this form."""
    audience = AUDIENCES[ADDRESSES[name][1]]
    return [who for who in HARBOUR if audience.get(who) != 200]


@pytest.mark.parametrize("name", [name for name in posting() if name in ADDRESSES])
def test_a_form_that_one_may_not_send_writes_nothing(cast: Cast, name: str) -> None:
    found = specimens(cast)
    asked = form_of(name, cast, found, browser_for(name, cast))
    before = rows()
    kept = {row.pk: row.__dict__ for row in rows_about(cast.m17) if type(row) is Client}
    for who in outsiders(name):
        answer = cast.staff(who).post(asked.action, asked.fields)
        assert answer.status_code in (403, 404), (who, answer.status_code)
    changed = written(before, rows())
    assert changed.keys() <= {"clients.Journal"}
    assert set(Journal.objects.values_list("act", flat=True)) <= {Act.OPENED, Act.DENIED}
    cast.m17.refresh_from_db()
    assert {cast.m17.pk: cast.m17.name} == {pk: row["name"] for pk, row in kept.items()}


def test_a_member_who_comes_back_is_on_no_care_team(cast: Cast) -> None:
    later = CareTeam.objects.create(
        clinic=cast.harbour,
        client=cast.m18,
        member=cast.amara,
        role="lead",
        starts=cast.harbour.today().replace(year=2099),
    )
    inside = cast.staff("amara")
    page = reverse("clients:client_page", args=[cast.harbour.uid, cast.m17.uid])
    assert inside.get(page).status_code == 200
    remove_member(member=cast.amara, by=cast.olga)
    assert inside.get(page).status_code == 404
    assert inside.post(page).status_code == 404
    add_member(clinic=cast.harbour, email=cast.amara.user.email, name="A. Osei", by=cast.olga)
    assert inside.get(reverse("planner:today", args=[cast.harbour.uid])).status_code == 200
    assert inside.get(page).status_code == 404
    later.refresh_from_db()
    assert later.ends is not None
    assert later.ends < cast.harbour.today()


def test_a_cover_gives_no_rights_on(cast: Cast) -> None:
    """A cover ends by its date: not by giving oneself, or a friend, a place that does not end."""
    today = cast.harbour.today()
    CareTeam.objects.filter(member=cast.kofi).update(ends=today)
    kofi = cast.staff("kofi")
    url = reverse("clients:care_team", args=[cast.harbour.uid, cast.m17.uid])
    assert kofi.get(url).status_code == 200
    before = list(CareTeam.objects.order_by("pk").values())
    for member in (cast.kofi, cast.ben):
        sent = {"member": str(member.uid), "role": "lead", "starts": "2090-01-01"}
        assert kofi.post(url, sent).status_code == 422
    for place_of in (cast.amara, cast.sara, cast.kofi):
        row = cast.m17.care_team.get(member=place_of)
        leave = reverse("clients:team_leave", args=[cast.harbour.uid, row.uid])
        sent = {"ends": "2090-01-01", "anyway": "on"}
        assert kofi.post(leave, sent).status_code == 422
    assert list(CareTeam.objects.order_by("pk").values()) == before
    given = {"member": str(cast.ben.uid), "role": "cover", "starts": str(today)}
    assert cast.staff("amara").post(url, given).status_code == 303


def test_a_knock_at_another_clinic_is_noted_there(cast: Cast) -> None:
    page = reverse("clients:client_page", args=[cast.harbour.uid, cast.m17.uid])
    nowhere = reverse("clients:client_page", args=[cast.m17.uid, cast.m17.uid])
    for who in ("nils", "rita"):
        there = cast.staff(who).get(page)
        not_there = cast.staff(who).get(nowhere)
        assert (there.status_code, not_there.status_code) == (404, 404)
        assert there.content == not_there.content
    lines = Journal.objects.order_by("pk").values_list(
        "act", "clinic_uid", "actor_uid", "object_uid", "client_uid"
    )
    harbour = cast.harbour.uid
    assert list(lines) == [
        (Act.DENIED, harbour, cast.nils.uid, harbour, None),
        (Act.DENIED, harbour, cast.rita.uid, harbour, None),
    ]


def test_a_user_who_was_shut_out_has_no_clinic(cast: Cast) -> None:
    inside = cast.staff("amara")
    url = reverse("planner:today", args=[cast.harbour.uid])
    assert inside.get(url).status_code == 200
    cast.amara.user.is_active = False
    cast.amara.user.save()
    assert inside.get(url).status_code == 302


@pytest.mark.parametrize("who", ["amara", "sara"])
def test_a_note_that_is_the_clients_own_is_on_no_staff_page(cast: Cast, who: str) -> None:
    found = specimens(cast)
    found["log"].note = MARK
    found["log"].save()
    make.log(found["assignment"], note=MARK, unpleasant=True, note_shared=False)
    mine = phone_pages(cast.phone("M-17"), cast, found)
    assert {name for name, text in mine.items() if MARK in text} == {
        "portal:path",
        "portal:log_more",
    }
    pages = pages_of(who, cast, found)
    assert {name for name, text in pages.items() if MARK in text} == set()
    found["log"].note_shared = True
    found["log"].save()
    pages = pages_of(who, cast, found)
    assert {name for name, text in pages.items() if MARK in text} == {
        "clients:client_page",
        "clients:homework_page",
    }


def test_the_hour_of_an_entry_is_on_no_staff_page(cast: Cast) -> None:
    found = specimens(cast)
    night = cast.m17.clinic.now().replace(hour=3, minute=17)
    Log.objects.update(happened_at=night, entered_at=night, unpleasant=True)
    PortalDevice.objects.update(invited_at=night, consented_at=night)
    for who in ("amara", "sara", "gina", "olga"):
        for name, text in pages_of(who, cast, found).items():
            assert not re.search(r"\b0?3[:.]17", text), (who, name)


def everything() -> str:
    """All rows of all tables, as text."""
    from django.apps import apps

    return "\n".join(
        repr(row)
        for model in apps.get_models()
        for row in model._default_manager.values_list()
        if model._meta.label != "sessions.Session"
    )


def test_what_was_taken_back_is_gone_everywhere(cast: Cast) -> None:
    found = specimens(cast)
    entry = make.log(
        found["assignment"],
        state="part",
        note=MARK,
        note_shared=True,
        unpleasant=True,
        unpleasant_note=MARK,
        obstacles=["body_hurt"],
        before=7,
        after=9,
    )
    make.checkin(cast.m17, 6, 2, log=entry)
    assert MARK in everything()
    seen = even(pages_of("amara", cast, found))
    assert {name for name, text in seen.items() if MARK in text} == {
        "clients:client_page",
        "clients:homework_page",
        "planner:homework_resting",
    }
    phone = cast.phone("M-17")
    back = phone.post(reverse("portal:take_back", args=[entry.uid]), {"sure": "yes"})
    assert back.status_code == 303
    assert MARK not in everything()
    assert "body_hurt" not in everything()
    for text in (*pages_of("amara", cast, found).values(), *pages_of("sara", cast, found).values()):
        assert MARK not in text
    gone = {**found, "log": entry}
    for name in ("portal:log_more", "portal:unpleasant"):
        assert phone.get(place(name, cast, gone)).status_code == 404
    for name in ("portal:log_more", "portal:unpleasant", "portal:take_back"):
        sent = {"note": MARK, "readers": "both", "state": "done", "sure": "yes"}
        assert phone.post(place(name, cast, gone), sent).status_code == 404
    # The same entry sent again, as a page kept open would, does not come back.
    again = {"entry": str(entry.entry_uid), "state": "part", "before": "7"}
    phone.post(reverse("portal:log", args=[entry.assignment.uid]), again)
    entry.refresh_from_db()
    assert (entry.taken_back_at is None, entry.before, entry.note) == (False, None, "")


def test_clinicians_do_not_see_that_something_was_taken_back(cast: Cast) -> None:
    found = specimens(cast)
    before = even(pages_of("amara", cast, found))
    entry = make.log(found["assignment"], state="part", note=MARK, note_shared=True)
    take_back_log(log=entry, by=cast.phones["M-17"])
    after = even(pages_of("amara", cast, found))
    assert {name for name, text in after.items() if text != before[name]} == set()


def test_the_journal_holds_no_word_that_was_written(cast: Cast) -> None:
    found = specimens(cast)
    for name in posting():
        browser: HttpClient = browser_for(name, cast)
        asked = form_of(name, cast, found, browser)
        texts = {one: MARK for one, kind in asked.kinds.items() if kind in ("text", "textarea")}
        if name not in ("clients:client_erase", "portal:forget", "portal:withdraw"):
            body: Any = urlencode(asked.fields | texts)
            browser.post(asked.action, body, content_type="application/x-www-form-urlencoded")
    assert Journal.objects.exclude(act=Act.OPENED).count() > 15
    lines = Journal.objects.values_list("fields", "act", "object_kind", "actor_kind")
    assert MARK not in repr(list(lines))
    assert who_may("clients:client_record") == "amara"
