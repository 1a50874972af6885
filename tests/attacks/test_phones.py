"""A client's phone in the wrong hands: other people's cookies, guessed PINs, and what may be read."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.contrib.auth.hashers import make_password
from django.core import signing
from django.test import Client as HttpClient
from django.urls import reverse
from django.utils.timezone import now

from clients.access import hashed
from clients.actions.consents import withdraw_consent
from clients.actions.devices import invite_device
from clients.actions.people import end_client
from clients.models import Act, CrisisContact, Journal, PortalDevice
from tests import factories as make
from tests.attacks.ground import TOKEN, browser_for, form_of, place, posting, rows, written
from tests.attacks.marks import phone_pages, text_of
from tests.cast import PIN, Cast, secret_of
from tests.specimens import PORTAL, specimens

TODAY, UNLOCK = "/p/", "/p/unlock/"
MARK = "zqxmarkzqx"
WRONG = "740291"
ENTRY = re.compile(r'value="[\w-]{36}"')
OPEN_ONLY_TO_PHONES = [name for name, row in PORTAL.items() if row[2] == "phone"]


def closed(browser: HttpClient) -> bool:
    """Whether this browser is sent to the PIN page."""
    answer = browser.get(TODAY)
    return (answer.status_code, answer.headers.get("Location")) == (302, UNLOCK)


def with_cookies(secret: str, sitting: str, half: str = "") -> HttpClient:
    """A browser with these cookies."""
    browser = HttpClient()
    browser.cookies["pd"], browser.cookies["ps"], browser.cookies["ph"] = secret, sitting, half
    return browser


def sitting_of(phone: HttpClient) -> tuple[str, str]:
    """The two cookies that are a sitting."""
    return phone.cookies["ps"].value, phone.cookies["ph"].value


def test_a_sitting_opens_with_its_own_phone_only(cast: Cast) -> None:
    mine, theirs = cast.phone("M-17"), cast.phone("M-18")
    own, other = sitting_of(mine), sitting_of(theirs)
    assert not closed(with_cookies(secret_of("M-17"), *own))
    assert not closed(with_cookies(secret_of("M-18"), *other))
    assert closed(with_cookies(secret_of("M-17"), *other))
    assert closed(with_cookies(secret_of("M-18"), *own))
    assert closed(with_cookies("", *own))
    assert closed(with_cookies(secret_of("M-17"), ""))
    assert closed(with_cookies(secret_of("M-17"), own[0]))
    assert closed(with_cookies(secret_of("M-17"), own[0], other[1]))
    assert closed(with_cookies(hashed(secret_of("M-17")), *own))


def test_a_second_phone_of_the_same_client_has_a_sitting_of_its_own(cast: Cast) -> None:
    first = cast.phone("M-17")
    second = make.device(
        cast.m17,
        secret_hash=hashed("s2"),
        pin_hash=make_password(f"{WRONG}:s2"),
        consented_at=now(),
    )
    assert closed(with_cookies("s2", *sitting_of(first)))
    # Nor does the one phone's PIN open the other.
    browser = with_cookies("s2", "")
    assert browser.post(UNLOCK, {"pin": PIN}).status_code == 422
    assert browser.post(UNLOCK, {"pin": WRONG}).status_code == 303
    second.refresh_from_db()
    assert second.session_hash != ""


def test_an_older_sitting_ends_with_a_newer_one(cast: Cast) -> None:
    phone = cast.phone("M-17")
    old = sitting_of(phone)
    assert phone.post(UNLOCK, {"pin": PIN}).status_code == 303
    assert not closed(phone)
    assert closed(with_cookies(secret_of("M-17"), *old))


@pytest.mark.parametrize("change", ["cut", "salt", "device", "began", "empty", "long", "bytes"])
def test_a_sitting_that_was_changed_opens_nothing(cast: Cast, change: str) -> None:
    phone = cast.phone("M-17")
    kept, half = sitting_of(phone)
    data: dict[str, Any] = signing.loads(kept, salt="portal.sitting")
    tampered = {
        "cut": kept[:-2],
        "salt": signing.dumps(data),
        "device": signing.dumps(
            data | {"device": str(cast.phones["M-18"].uid)}, salt="portal.sitting"
        ),
        "began": kept.replace(kept[:8], "eyJiZWdh"),
        "empty": signing.dumps({}, salt="portal.sitting"),
        "long": "a" * 4000,
        "bytes": "\\377\\000\\355\\240\\200",
    }[change]
    assert closed(with_cookies(secret_of("M-17"), tampered, half))
    assert not closed(phone)


def test_signing_out_of_a_phone_ends_copies_of_its_cookies(cast: Cast) -> None:
    phone = cast.phone("M-17")
    copy = with_cookies(secret_of("M-17"), *sitting_of(phone))
    assert not closed(copy)
    assert phone.post(reverse("portal:leave")).status_code == 303
    assert closed(copy)
    copy.post(UNLOCK, {"pin": PIN})
    assert phone.post(reverse("portal:forget"), {"sure": "yes"}).status_code == 302
    copy.post(reverse("portal:forget"), {"sure": "yes"})
    assert closed(copy)
    assert copy.post(UNLOCK, {"pin": PIN}).status_code == 422


def test_a_pin_is_tried_five_times_in_a_quarter_of_an_hour(cast: Cast) -> None:
    device = cast.phones["M-17"]
    with time_machine.travel(now(), tick=False) as clock:
        for number in range(1, 6):
            browser = with_cookies(secret_of("M-17"), "")  # forgetting cookies does not reset it
            assert browser.post(UNLOCK, {"pin": WRONG}).status_code == 422
            device.refresh_from_db()
            assert device.failed_tries == number % 5
        assert device.locked_for() == dt.timedelta(minutes=15)
        clock.shift(dt.timedelta(minutes=14, seconds=59))
        for _try in range(3):
            assert browser.post(UNLOCK, {"pin": PIN}).status_code == 422
        device.refresh_from_db()
        assert device.locked_for() == dt.timedelta(seconds=1)
        clock.shift(dt.timedelta(seconds=1))
        assert browser.post(UNLOCK, {"pin": PIN}).status_code == 303
        device.refresh_from_db()
        assert (device.failed_tries, device.locked_until) == (0, None)
    # Another client's phone was never locked.
    assert with_cookies(secret_of("M-18"), "").post(UNLOCK, {"pin": PIN}).status_code == 303
    assert Journal.objects.filter(fields=["locked_until"]).count() == 1


def test_a_locked_phone_keeps_a_sitting_that_is_open(cast: Cast) -> None:
    """Whoever knows the cookie but no PIN cannot shut the client out of an open page."""
    phone = cast.phone("M-17")
    for _try in range(5):
        with_cookies(secret_of("M-17"), "").post(UNLOCK, {"pin": WRONG})
    assert not closed(phone)


def test_an_invitation_opens_one_phone(cast: Cast) -> None:
    _device, token = invite_device(client=cast.m17, by=cast.amara)
    url = reverse("portal:invitation", args=[token])
    first, second = HttpClient(), HttpClient()
    for method in ("get", "head", "options", "put", "patch", "delete"):
        getattr(second, method)(url)
    chosen = {"pin": WRONG, "again": WRONG}
    assert first.post(url, chosen).status_code == 303
    assert second.post(url, chosen).status_code == 404
    assert second.get(url).status_code == 404
    assert closed(second)
    assert not closed(first)
    assert PortalDevice.objects.filter(client=cast.m17).count() == 2


def test_the_link_and_the_secrets_are_kept_nowhere(cast: Cast) -> None:
    browser = cast.staff("amara")
    answer = browser.post(reverse("clients:device_invite", args=[cast.harbour.uid, cast.m17.uid]))
    found = re.search(r"/p/in/([\w-]{32})/", answer.content.decode())
    assert found is not None
    phone = HttpClient()
    phone.post(found[0], {"pin": WRONG, "again": WRONG})
    words = (found[1], WRONG, phone.cookies["pd"].value, phone.cookies["ps"].value)
    kept = repr(list(PortalDevice.objects.values())) + repr(list(Journal.objects.values()))
    for word in words:
        assert word not in kept
    again = browser.get(reverse("clients:devices", args=[cast.harbour.uid, cast.m17.uid]))
    assert found[1] not in again.content.decode()


def test_another_clients_rows_write_nothing_and_are_noted(cast: Cast) -> None:
    found = specimens(cast)
    stranger = cast.phone("M-18")
    before = rows()
    named = [name for name in OPEN_ONLY_TO_PHONES if PORTAL[name][0]]
    for name in named:
        url = place(name, cast, found)
        for method in PORTAL[name][1]:
            sent = {"state": "done", "sure": "yes", "entry": str(found["log"].entry_uid)}
            assert getattr(stranger, method.lower())(url, sent).status_code == 404
    changed = written(before, rows())
    assert changed.keys() == {"clients.Journal"}
    lines = Journal.objects.filter(act=Act.DENIED, actor_uid=cast.phones["M-18"].uid)
    assert lines.count() == sum(len(PORTAL[name][1]) for name in named)


def shut(cast: Cast, why: str) -> None:
    """Close the portal while the phone lies open."""
    if why == "consent":
        withdraw_consent(client=cast.m17, by=cast.amara)
    elif why == "contacts":
        CrisisContact.objects.of_clinic(cast.harbour).delete()
    else:
        end_client(client=cast.m17, ending="completed", by=cast.amara)


@pytest.mark.parametrize(("why", "status"), [("consent", 302), ("contacts", 403), ("ended", 302)])
def test_an_open_phone_closes_at_once(cast: Cast, why: str, status: int) -> None:
    found = specimens(cast)
    make.log(found["assignment"], note=MARK)
    phone = cast.phone("M-17")
    assert MARK in text_of(phone.get(reverse("portal:path")))
    asked = {name: form_of(name, cast, found, phone) for name in posting() if name in PORTAL}
    shut(cast, why)
    before = rows()
    for name in OPEN_ONLY_TO_PHONES:
        for method in PORTAL[name][1]:
            if name == "portal:forget":
                continue  # a phone can always be forgotten
            sent = asked[name].fields if method == "POST" else {}
            answer = getattr(phone, method.lower())(place(name, cast, found), sent)
            says_nothing = name == "portal:offline" and why == "contacts"
            assert answer.status_code == (204 if says_nothing else status), (name, method)
            assert MARK not in text_of(answer)
            assert "A short pause" not in text_of(answer)
    assert written(before, rows()) == {}


def quiet_pages(cast: Cast, found: dict[str, Any]) -> dict[str, str]:
    """The phone's pages in quiet mode, without what is new on each."""
    pages = phone_pages(cast.phone("M-17"), cast, found)
    return {name: ENTRY.sub("", TOKEN.sub("", text)) for name, text in pages.items()}


def test_in_quiet_mode_no_page_tells_what_was_sent(cast: Cast) -> None:
    """Whatever the client wrote, the pages are the same, letter by letter."""
    cast.m17.quiet_mode = True
    cast.m17.save()
    found = specimens(cast)
    log = found["log"]
    before = quiet_pages(cast, found)
    assert before.keys() == {name for name in OPEN_ONLY_TO_PHONES if "GET" in PORTAL[name][1]}
    changes: list[dict[str, Any]] = [
        {"state": "not_today"},
        {"state": "part", "note": MARK, "note_shared": True, "before": 9, "after": 10},
        {"state": "done", "unpleasant": True, "unpleasant_note": MARK, "unpleasant_still": True},
        {"obstacles": ["body_hurt"], "minutes": 59},
    ]
    for change in changes:
        for name, value in change.items():
            setattr(log, name, value)
        log.save()
        after = quiet_pages(cast, found)
        assert {name for name, text in after.items() if text != before[name]} == set(), change
    make.checkin(cast.m17, 7, 1, log=log)
    make.log(found["assignment"], state="done")
    make.handout(cast.m17, title=MARK)
    after = quiet_pages(cast, found)
    assert {name for name, text in after.items() if text != before[name]} == set()


def test_in_quiet_mode_a_rest_says_nothing_of_why(cast: Cast) -> None:
    cast.m17.quiet_mode = True
    cast.m17.save()
    found = specimens(cast)
    given = found["assignment"]
    given.resting_since = cast.m17.today()
    given.save()
    for name, text in quiet_pages(cast, found).items():
        for word in ("resting", "rests", "spoken", "unpleasant thing", "therap"):
            assert word not in text, (name, word)


def test_in_quiet_mode_nobody_and_nothing_is_named(cast: Cast) -> None:
    cast.m17.quiet_mode = True
    cast.m17.save()
    found = specimens(cast)
    words = (
        cast.m17.name,
        cast.m17.code,
        cast.harbour.name,
        cast.amara.name,
        cast.gina.name,
        cast.group_a.name,
        "A short title that tells",
    )
    found["assignment"].title = "A short title that tells"
    found["assignment"].save()
    for name, text in quiet_pages(cast, found).items():
        for word in words:
            assert word not in text, (name, word)
        for word in ("clinic", "therapist", "session", "homework", "trauma", "group"):
            assert not re.search(rf"\b{word}", re.sub(r"<[^>]*>", "", text), re.I), (name, word)


def test_a_staff_page_sent_by_a_phone_is_a_strangers(cast: Cast) -> None:
    """Both cookies in one browser: the phone never lends the staff's rights, nor the reverse."""
    phone = cast.phone("M-17")
    phone.force_login(cast.ben.user)
    url = reverse("clients:client_page", args=[cast.harbour.uid, cast.m17.uid])
    assert phone.get(url).status_code == 404
    found = specimens(cast)
    theirs = make.assignment(cast.m18)
    assert phone.get(reverse("portal:practice", args=[theirs.uid])).status_code == 404
    assert phone.get(place("portal:practice", cast, found)).status_code == 200
    phone.post(reverse("account_logout"))
    assert not closed(phone)
    assert browser_for("portal:today", cast).get(TODAY).status_code == 200
