"""The clinic's own pages."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.utils.timezone import now

from clients.models import Clinic, CrisisContact, Member, User
from tests import factories as make
from tests.cast import Cast

from .asking import address, errors_of, queries, sent_to, text_of

FACTS = {
    "name": "Harbour Clinic",
    "timezone": "Europe/London",
    "language": "en",
    "country": "GB",
    "phone": "1",
    "hours": "",
    "paper": "A4",
}
LINE = {"name": "Samaritans", "number": "116 123", "hours": "day and night", "language": "en"}
INVITED = {"email": "New@Example.org", "name": "Nora New", "is_clinician": "on"}


def test_all_members_read_it_and_owners_change_it(cast: Cast) -> None:
    url = address("clinic_page", cast.harbour)
    owner, other = (text_of(cast.staff(who).get(url)) for who in ("olga", "ben"))
    assert "Night line" in other
    assert "Kofi Mensah" in other
    assert "Rita Moss" not in other
    assert cast.amara.user.email in owner
    for hidden in (cast.amara.user.email, address("member_invite", cast.harbour)):
        assert hidden not in other


def test_without_a_line_to_call_the_page_says_what_stays_closed(cast: Cast) -> None:
    CrisisContact.objects.of_clinic(cast.harbour).delete()
    page = text_of(cast.staff("olga").get(address("clinic_page", cast.harbour)))
    assert "the phone stays closed" in page


def test_the_page_asks_the_same_for_one_and_many(cast: Cast) -> None:
    browser, url = cast.staff("olga"), address("clinic_page", cast.harbour)
    before = queries(browser, url)
    for number in range(3):
        make.member(cast.harbour, f"Member{number}")
        make.contact(cast.harbour)
    assert queries(browser, url) == before


@pytest.mark.parametrize(("minutes", "told"), [(2, 2), (3, 0)])
def test_the_owner_is_told_of_five_refusals_in_ten_minutes(
    cast: Cast, minutes: int, told: int
) -> None:
    """Four steps of two minutes are within ten, of three are not; four refusals are never told."""
    strange = [make.assignment(cast.m18) for _number in range(5)]
    start = now() - dt.timedelta(hours=1)
    for number, one in enumerate(strange):
        with time_machine.travel(start + dt.timedelta(minutes=minutes * number), tick=False):
            assert cast.phone("M-17").get(f"/p/begin/{one.uid}/").status_code == 404
            page = address("homework_page", cast.harbour, one)
            assert cast.staff("amara").get(page).status_code == 404
            if number:
                assert cast.staff("ben").get(address("client_page", cast.harbour, cast.m17))
    url = address("clinic_page", cast.harbour)
    page = text_of(cast.staff("olga").get(url))
    assert page.count("At least five times within ten minutes") == told
    assert ("The phone of M-17 tried" in page, "Amara Osei tried" in page) == (bool(told),) * 2
    assert "five times" not in text_of(cast.staff("amara").get(url))
    assert "five times" not in text_of(
        cast.staff("nils").get(address("clinic_page", cast.lakeside))
    )


def test_facts_change(cast: Cast) -> None:
    url = address("clinic_change", cast.harbour)
    answer = cast.staff("olga").post(url, FACTS | {"country": "pt", "paper": "Letter"})
    assert sent_to(answer) == address("clinic_page", cast.harbour)
    fresh = Clinic.objects.get(pk=cast.harbour.pk)
    assert (fresh.country, fresh.paper, fresh.phone) == ("PT", "Letter", "1")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("timezone", "Mars/Base"),
        ("timezone", ""),
        ("country", "GBR"),
        ("country", "1?"),
        ("country", "ßß"),
        ("paper", "A3"),
        ("name", ""),
        ("language", "tlh"),
    ],
)
def test_facts_that_do_not_fit(cast: Cast, field: str, value: str) -> None:
    answer = cast.staff("olga").post(address("clinic_change", cast.harbour), FACTS | {field: value})
    assert list(errors_of(answer)) == [field]
    assert Clinic.objects.get(pk=cast.harbour.pk).phone == "020 7946 0100"


def test_a_line_is_added_last_and_removed(cast: Cast) -> None:
    browser, url = cast.staff("olga"), address("crisis_contacts", cast.harbour)
    assert sent_to(browser.post(url, LINE | {"country": "GB"})) == url
    lines = list(CrisisContact.objects.of_clinic(cast.harbour))
    assert [line.name for line in lines] == ["Night line", "Samaritans"]
    removed = browser.post(address("crisis_contact_remove", cast.harbour, lines[0]))
    assert sent_to(removed) == url
    assert [line.name for line in CrisisContact.objects.of_clinic(cast.harbour)] == ["Samaritans"]
    assert CrisisContact.objects.of_clinic(cast.lakeside).count() == 1


def test_a_line_of_another_clinic_stays(cast: Cast) -> None:
    far = CrisisContact.objects.of_clinic(cast.lakeside).get()
    answer = cast.staff("olga").post(address("crisis_contact_remove", cast.harbour, far))
    assert answer.status_code == 404
    assert CrisisContact.objects.of_clinic(cast.lakeside).count() == 1


@pytest.mark.parametrize("missing", ["name", "number", "hours", "language"])
def test_a_line_needs_all_of_it(cast: Cast, missing: str) -> None:
    sent = {name: value for name, value in LINE.items() if name != missing} | {"country": "GB"}
    answer = cast.staff("olga").post(address("crisis_contacts", cast.harbour), sent)
    assert list(errors_of(answer)) == [missing]


# --- members ------------------------------------------------------------------------------------


def test_an_invited_clinician_gets_a_neutral_mail_with_a_link(cast: Cast) -> None:
    answer = cast.staff("olga").post(address("member_invite", cast.harbour), INVITED)
    assert sent_to(answer) == address("clinic_page", cast.harbour)
    member = Member.objects.latest("pk")
    assert (member.name, member.is_clinician, member.is_owner, member.user.email) == (
        "Nora New",
        True,
        False,
        "new@example.org",
    )
    assert not member.user.has_usable_password()
    [sent] = mail.outbox
    assert sent.to == ["new@example.org"]
    assert "/accounts/password/reset/key/" in sent.body
    for word in ("Harbour", "clinic", "therap", "client"):
        assert word.lower() not in f"{sent.subject} {sent.body}".lower().replace("localhost", "")


def test_a_removed_member_comes_back_by_invitation(cast: Cast) -> None:
    sent = {"email": cast.rita.user.email, "name": "Rita Moss", "is_owner": "on"}
    cast.staff("olga").post(address("member_invite", cast.harbour), sent)
    cast.rita.refresh_from_db()
    assert (cast.rita.removed_at, cast.rita.is_owner, cast.rita.is_clinician) == (None, True, False)
    assert User.objects.filter(email=cast.rita.user.email).count() == 1


def test_a_member_invited_anew_has_the_rights_that_are_ticked(cast: Cast) -> None:
    sent = {"email": cast.ben.user.email, "name": "Ben Adler", "is_owner": "on"}
    cast.staff("olga").post(address("member_invite", cast.harbour), sent)
    cast.ben.refresh_from_db()
    assert (cast.ben.is_owner, cast.ben.is_clinician) == (True, False)


def test_the_last_owner_does_not_give_the_clinic_away_by_mistake(cast: Cast) -> None:
    sent = {"email": cast.olga.user.email.upper(), "name": "Olga Stern", "is_clinician": "on"}
    answer = cast.staff("olga").post(address("member_invite", cast.harbour), sent)
    assert list(errors_of(answer)) == ["is_owner"]
    cast.olga.refresh_from_db()
    assert cast.olga.is_owner


@pytest.mark.parametrize(
    ("changes", "faulty"),
    [
        ({"email": "nobody"}, ["email"]),
        ({"email": ""}, ["email"]),
        ({"name": ""}, ["name"]),
        ({"is_clinician": ""}, ["is_clinician"]),
    ],
)
def test_an_invitation_that_does_not_fit(
    cast: Cast, changes: dict[str, Any], faulty: list[str]
) -> None:
    sent = {name: value for name, value in (INVITED | changes).items() if value}
    answer = cast.staff("olga").post(address("member_invite", cast.harbour), sent)
    assert list(errors_of(answer)) == faulty
    assert mail.outbox == []


def test_a_removed_member_is_out_at_once(cast: Cast) -> None:
    inside = cast.staff("amara")
    page = address("client_page", cast.harbour, cast.m17)
    assert inside.get(page).status_code == 200
    url = address("member_remove", cast.harbour, cast.amara)
    browser = cast.staff("olga")
    asked = text_of(browser.get(url))
    assert "M-17 (lead)" in asked
    assert "Haddad" not in asked
    assert sent_to(browser.post(url)) == address("clinic_page", cast.harbour)
    assert inside.get(page).status_code == 404
    assert inside.get(address("client_list", cast.harbour)).status_code == 404


def test_the_last_owner_stays(cast: Cast) -> None:
    url = address("member_remove", cast.harbour, cast.olga)
    browser = cast.staff("olga")
    assert browser.post(url).status_code == 422
    assert "Nobody else runs the clinic" in text_of(browser.get(url))
    make.member(cast.harbour, "Otto Second", is_owner=True)
    assert sent_to(browser.post(url)) == "/"
    cast.olga.refresh_from_db()
    assert cast.olga.removed_at is not None


def test_a_member_of_another_clinic_is_not_there(cast: Cast) -> None:
    answer = cast.staff("olga").post(address("member_remove", cast.harbour, cast.nils))
    assert answer.status_code == 404
    cast.nils.refresh_from_db()
    assert cast.nils.removed_at is None
