"""Settings and help: who can read, taking back, whom to call."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse
from django.utils.timezone import now
from pytest_django import DjangoAssertNumQueries

from clients.actions.devices import invite_device
from clients.models import Consent, CrisisContact, PortalDevice
from clients.portal.settings import THREE_LINES
from tests import factories as make
from tests.cast import Cast

SETTINGS, HELP = "/p/settings/", "/p/info/"


def test_those_who_can_read_are_named_and_nobody_else(cast: Cast) -> None:
    shown = cast.phone("M-17").get(SETTINGS).content.decode()
    names = ("Dr. Amara Osei", "Sara Vitale", "Kofi Mensah", "Rita Moss", "Ben Adler", "Gina Ross")
    assert [name for name in names if name in shown] == ["Dr. Amara Osei", "Sara Vitale"]
    assert "Nobody, and no program, watches what you write." in shown
    assert "Who leads a group that you are in" in shown


@pytest.mark.parametrize(
    "standing",
    [{"status": "ended"}, {"status": "paused"}, {"resting_since": dt.date(2026, 1, 1)}],
)
def test_sheets_of_homework_that_is_over_are_read_unshared_and_taken_back(
    cast: Cast, standing: dict[str, Any]
) -> None:
    given = make.assignment(cast.m17, prescription={"worksheet": make.SHEET}, **standing)
    sheet = make.sheet(given, answers={"about": "words of mine"}, is_shared=True)
    make.sheet(make.assignment(cast.m18, prescription={"worksheet": make.SHEET}))
    phone, url = cast.phone("M-17"), reverse("portal:sheet_change", args=[sheet.uid])
    shown = phone.get(SETTINGS).content.decode()
    assert (shown.count("/p/page/"), f'href="{url}"' in shown) == (1, True)
    assert "words of mine" in phone.get(url).content.decode()
    fields = {"entry": str(sheet.entry_uid), "then": "done", "q-about": "words of mine"}
    for readers, words in (("me", "Only you can read it."), ("both", "Your therapist may read")):
        assert phone.post(url, fields | {"readers": readers}).status_code == 303
        assert words in phone.get(SETTINGS).content.decode()
    cast.m17.quiet_mode = True
    cast.m17.save()
    quiet = phone.get(SETTINGS).content.decode()
    assert ("/p/page/" in quiet, "A map of my day" in quiet) == (False, False)
    cast.m17.quiet_mode = False
    cast.m17.save()
    phone.post(reverse("portal:sheet_back", args=[sheet.uid]), {"sure": "yes"})
    assert "Sheets that you wrote" not in phone.get(SETTINGS).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_one_sheet_and_three_ask_the_same(
    cast: Cast, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    given = make.assignment(cast.m17, prescription={"worksheet": make.SHEET})
    for _n in range(count):
        make.sheet(given)
    phone = cast.phone("M-17")
    with django_assert_num_queries(8):
        assert phone.get(SETTINGS).content.decode().count("/p/page/") == count


def test_whom_to_call_is_the_own_clinics_in_the_own_language(cast: Cast) -> None:
    make.contact(cast.harbour, name="Nachtlinie", number="116 123", language="de")
    CrisisContact.objects.of_clinic(cast.lakeside).update(name="Of the lake")
    shown = cast.phone("M-17").get(HELP).content.decode()
    found = [name for name in ("Night line", "Nachtlinie", "Of the lake") if name in shown]
    assert found == ["Night line"]
    assert 'href="tel:116000"' in shown
    assert "020 7946 0100" in shown


def test_in_quiet_mode_nobody_and_no_clinic_is_named(cast: Cast) -> None:
    cast.m17.quiet_mode = True
    cast.m17.save()
    phone = cast.phone("M-17")
    shown = phone.get(SETTINGS).content.decode() + phone.get(HELP).content.decode()
    leaks = ("Osei", "Vitale", "Harbour", "therap", "clinic", "My path", "agreed to")
    assert [leak for leak in leaks if leak in shown] == []
    assert "Forget this phone" in shown
    assert "116 000" in shown


def test_quiet_mode_is_entered_here_and_not_left(cast: Cast) -> None:
    phone = cast.phone("M-17")
    phone.post(reverse("portal:quiet"))
    cast.m17.refresh_from_db()
    assert not cast.m17.quiet_mode
    for _touch in range(2):
        phone.post(reverse("portal:quiet"), {"sure": "yes"})
        cast.m17.refresh_from_db()
        assert (cast.m17.quiet_mode, cast.m17.discreet_paper) == (True, True)


def test_taking_the_agreement_back_closes_at_once(cast: Cast) -> None:
    phone = cast.phone("M-17")
    phone.post(reverse("portal:withdraw"))
    assert phone.get("/p/").status_code == 200
    answer = phone.post(reverse("portal:withdraw"), {"sure": "yes"})
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not cast.m17.consents.standing().exists()
    assert not cast.m17.devices.standing().exists()
    assert phone.get("/p/").status_code == 302


def test_without_contacts_the_phone_says_why_it_is_closed(cast: Cast) -> None:
    given = make.assignment(cast.m17)
    make.log(given, local_date=cast.m17.today() - dt.timedelta(days=1), note="mine")
    CrisisContact.objects.of_clinic(cast.harbour).delete()
    phone = cast.phone("M-17")
    for page in ("/p/", "/p/path/", SETTINGS, HELP):
        answer = phone.get(page)
        assert answer.status_code == 403
        assert b"Nobody has written down yet whom you could call" in answer.content
        assert b"mine" not in answer.content
    assert phone.post(reverse("portal:leave")).status_code == 303


def test_after_the_end_the_phone_says_so_and_can_be_forgotten(cast: Cast) -> None:
    cast.m17.status = "ended"
    cast.m17.save()
    phone = cast.phone("M-17")
    assert b"This has come to its end." in phone.get("/p/").content
    assert phone.post(reverse("portal:forget"), {"sure": "yes"}).status_code == 303
    assert not cast.m17.devices.standing().exists()


LINES: dict[str, Any] = {
    "code": "three-statements-card",
    "fields": [
        {
            **{"key": "lines", "label": "My three lines", "kind": "rows", "rows_most": 3},
            "columns": [{"key": "line", "label": "I say", "kind": "short_text"}],
        },
        {"key": "place", "label": "Where I keep the card", "kind": "short_text"},
    ],
}
HELPS: dict[str, Any] = {
    "code": "soothing-now-card",
    "fields": [{"key": "person", "label": "A person", "kind": "short_text"}],
}


def written(cast: Cast, sheet: dict[str, Any], answers: dict[str, Any], **fields: Any) -> None:
    """A finished sheet of M-17 of this worksheet."""
    given = make.assignment(cast.m17, prescription={"worksheet": make.SHEET | sheet})
    make.sheet(given, answers=answers, **fields)


def test_in_a_hard_moment_ones_own_lines_come_first(cast: Cast) -> None:
    written(cast, LINES, {"lines": [{"line": "An old line."}]}, local_date=dt.date(2026, 1, 1))
    written(
        cast, LINES, {"lines": [{"line": "I am here."}, {"line": "It passes."}], "place": "bag"}
    )
    written(cast, LINES, {"lines": [{"line": "Half."}]}, is_finished=False)
    written(cast, HELPS, {"person": "Ulla, till ten"})
    text = cast.phone("M-17").get(reverse("portal:hard_moment")).content.decode()
    parts = ("I am here.", "It passes.", "Ulla, till ten", "Press both feet", "116 000")
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert [word for word in ("An old line.", "Half.", "bag", "day-map") if word in text] == []


def test_lines_put_aside_for_later_help_until_a_sheet_is_finished(cast: Cast) -> None:
    phone, url = cast.phone("M-17"), reverse("portal:hard_moment")
    written(cast, LINES, {"lines": [{"line": "Half, and mine."}]}, is_finished=False)
    written(cast, LINES, {}, is_finished=False)
    written(cast, LINES, {"lines": [{"line": "Gone."}]}, taken_back_at=now())
    text = phone.get(url).content.decode()
    assert ("Half, and mine." in text, "Gone." in text) == (True, False)
    written(cast, LINES, {"lines": [{"line": "Whole."}]}, local_date=dt.date(2026, 1, 1))
    text = phone.get(url).content.decode()
    assert ("Half, and mine." in text, "Whole." in text) == (False, True)


def test_without_a_list_a_hard_moment_steadies_all_the_same(cast: Cast) -> None:
    text = cast.phone("M-17").get(reverse("portal:hard_moment")).content.decode()
    assert ("Press both feet" in text, "What helps you" in text) == (True, False)


def test_in_quiet_mode_a_hard_moment_is_the_page_of_help(cast: Cast) -> None:
    written(cast, LINES, {"lines": [{"line": "I am here."}]})
    cast.m17.quiet_mode = True
    cast.m17.save()
    answer = cast.phone("M-17").get(reverse("portal:hard_moment"))
    assert answer.headers["Location"] == reverse("portal:help")
    assert b"hard_moment" not in cast.phone("M-17").get("/p/").content


def test_other_phones_are_listed_and_ended(cast: Cast) -> None:
    other = make.device(cast.m17, secret_hash="x", pin_hash="x", consented_at=now())
    make.device(cast.m17)  # invited only
    phone = cast.phone("M-17")
    shown = phone.get(SETTINGS).content.decode()
    assert shown.count("End this phone") == 1
    own = cast.phones["M-17"]
    for device in (other, own):
        answer = phone.post(reverse("portal:end_phone", args=[device.uid]))
        said = "?ended=0" if device is other else ""
        assert answer.headers["Location"] == f"{SETTINGS}{said}#phones"
        device.refresh_from_db()
    assert (other.ended_at is None, own.ended_at is None) == (False, True)
    assert "Your other phones" not in phone.get(SETTINGS).content.decode()
    theirs = reverse("portal:end_phone", args=[cast.phones["M-18"].uid])
    assert phone.post(theirs).status_code == 404


@pytest.mark.parametrize(
    ("count", "before", "after"),
    [
        (1, ("One entry was still on it", "One entry that was still on another"), "One entry that"),
        (3, ("3 entries were still on it", "3 entries that were still on other"), "3 entries that"),
    ],
)
def test_what_is_lost_with_another_phone_is_said_before_and_after(
    cast: Cast, count: int, before: tuple[str, str], after: str
) -> None:
    fields = {"pin_hash": "x", "consented_at": now()}
    other = make.device(cast.m17, secret_hash="x", unsent=count, **fields)
    empty = make.device(cast.m17, secret_hash="y", unsent=0, **fields)
    phone = cast.phone("M-17")

    def page(url: str = SETTINGS) -> str:
        return " ".join(phone.get(url).content.decode().split())

    def ended(device: PortalDevice) -> str:
        return page(phone.post(reverse("portal:end_phone", args=[device.uid])).headers["Location"])

    assert [page().count(said) for said in before] == [1, 1]
    assert "<span>That phone is closed.</span>" in ended(empty)
    assert f"<span>That phone is closed. {after} w" in ended(other)
    assert [page().count(said) for said in before] == [0, 0]
    for wrong in ("x", "²", "-1", "99999"):
        assert "is closed" not in page(f"{SETTINGS}?ended={wrong}")


def test_taking_the_agreement_back_says_what_waits_on_this_phone(cast: Cast) -> None:
    shown = cast.phone("M-17").get(SETTINGS).content.decode()
    assert "data-waits data-all" in shown[shown.index('aria-labelledby="agreement"') :]


def test_numbers_to_call_are_there_before_the_agreement(cast: Cast) -> None:
    sheet = make.assignment(
        cast.m17, prescription={"worksheet": make.SHEET | {"code": THREE_LINES}}
    )
    make.sheet(sheet, answers={"about": "words of mine"})
    Consent.objects.filter(client=cast.m17).delete()
    phone = cast.phone("M-17")
    asked = phone.get("/p/")
    assert (asked.status_code, f'href="{HELP}"' in asked.content.decode()) == (403, True)
    info = phone.get(HELP)
    assert (info.status_code, "116 000" in info.content.decode()) == (200, True)
    assert 'href="/p/path/"' not in info.content.decode()
    assert 'href="/p/"' in info.content.decode()
    assert phone.get("/p/now/").headers["Location"] == HELP
    assert phone.get(SETTINGS).status_code == 403


def test_a_forgotten_pin_is_mended_by_a_new_link_on_the_same_phone(cast: Cast) -> None:
    old = cast.phones["M-17"]
    make.log(make.assignment(cast.m17))
    _device, token = invite_device(client=cast.m17, by=cast.amara)
    phone = cast.phone("M-17")
    phone.cookies.pop("ps")
    fresh = {"pin": "740291", "again": "740291"}
    assert phone.post(reverse("portal:invitation", args=[token]), fresh).status_code == 303
    old.refresh_from_db()
    assert old.ended_at is not None
    assert (phone.get("/p/").status_code, cast.m17.logs.count()) == (200, 1)
    assert cast.m17.devices.standing().count() == 1
