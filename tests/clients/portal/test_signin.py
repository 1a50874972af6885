"""How a phone comes in: a link that a GET never uses up, a PIN, an agreement, leaving."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.test import Client as HttpClient
from django.urls import reverse
from django.utils.timezone import now

from clients.actions.devices import end_device, invite_device
from clients.models import Consent, CrisisContact, Journal, PortalDevice
from tests import factories as make
from tests.cast import PIN, Cast

TODAY, CHOICES = "/p/", "/p/choices/"
NEUTRAL = re.compile(r"clinic|therap|harbour|osei|leila|m-17|homework|trauma|patient", re.I)


def invited(cast: Cast, **fields: Any) -> tuple[PortalDevice, str]:
    device, token = invite_device(client=cast.m17, by=cast.amara)
    PortalDevice.objects.filter(pk=device.pk).update(**fields)
    return device, reverse("portal:invitation", args=[token])


def set_up(http: HttpClient, address: str, pin: str = "740291") -> Any:
    return http.post(address, {"pin": pin, "again": pin})


def test_opening_the_link_uses_nothing_up(cast: Cast, http: HttpClient) -> None:
    device, address = invited(cast)
    for method in ("get", "head", "get"):
        assert getattr(http, method)(address).status_code == 200
    assert http.put(address).status_code == 405
    device.refresh_from_db()
    assert (device.is_invited, device.is_active) == (True, False)
    assert "pd" not in http.cookies


def test_the_pages_before_the_pin_say_nothing(cast: Cast, http: HttpClient) -> None:
    _device, address = invited(cast)
    pages = [http.get(address), http.get(reverse("portal:unlock")), http.get("/p/leave/")]
    pages.append(http.get(reverse("portal:invitation", args=["nothing"])))
    pages.append(cast.phone("M-17").get(reverse("portal:unlock")))
    for page in pages:
        assert NEUTRAL.findall(page.content.decode()) == []
        assert page.headers["Cache-Control"] == "no-store"


def test_setting_up_opens_the_first_sitting(cast: Cast, http: HttpClient) -> None:
    device, address = invited(cast)
    answer = set_up(http, address)
    assert (answer.status_code, answer.headers["Location"]) == (303, reverse("portal:choices"))
    assert http.get(TODAY).status_code == 200
    for name in ("pd", "ps", "ph"):
        cookie = answer.cookies[name]
        hidden = True if name != "ph" else ""
        assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/p/", hidden, "Strict")
    device.refresh_from_db()
    assert device.is_active


def test_a_used_a_wrong_and_an_old_link_have_one_answer(cast: Cast, http: HttpClient) -> None:
    _device, used = invited(cast)
    set_up(http, used)
    ended, taken_back = invited(cast)
    end_device(device=ended, by=cast.amara)
    _device, old = invited(cast, invited_until=now())
    wrong = reverse("portal:invitation", args=["x" * 32])
    answers = [
        browser(address, {"pin": "740291", "again": "740291"})
        for address in (used, taken_back, old, wrong)
        for browser in (HttpClient().get, HttpClient().post)
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_on_paper_only_a_link_opens_nothing_and_a_phone_in_use_goes_on(cast: Cast) -> None:
    _device, address = invited(cast)
    cast.m17.profile = "paper"
    cast.m17.save()
    for answer in (HttpClient().get(address), HttpClient().post(address, {"pin": "740291"})):
        assert answer.status_code == 404
    page = reverse("clients:devices", args=[cast.harbour.uid, cast.m17.uid])
    text = cast.staff("amara").get(page).content.decode()
    assert "the link opens nothing while no phone is offered" in text
    assert cast.phone("M-17").get(reverse("portal:today")).status_code == 200
    cast.m17.profile = "phone"
    cast.m17.save()
    assert HttpClient().get(address).status_code == 200  # the record changed its mind


def test_a_pin_that_does_not_fit_uses_nothing_up(cast: Cast, http: HttpClient) -> None:
    device, address = invited(cast)
    for pin, again in (("123456", "123456"), ("740291", "740292"), ("", "")):
        answer = http.post(address, {"pin": pin, "again": again})
        assert answer.status_code == 422
        assert b"74029" not in answer.content
    device.refresh_from_db()
    assert device.is_invited


@pytest.mark.parametrize("reason", ["contacts", "ended"])
def test_a_link_stays_shut_while_the_portal_is(cast: Cast, http: HttpClient, reason: str) -> None:
    device, address = invited(cast)
    if reason == "contacts":
        CrisisContact.objects.of_clinic(cast.harbour).delete()
    else:
        cast.m17.status = "ended"
        cast.m17.save()
    assert set_up(http, address).status_code == 403
    device.refresh_from_db()
    assert not device.is_active


def test_an_older_place_on_the_same_phone_ends(cast: Cast) -> None:
    _device, address = invited(cast)
    phone = cast.phone("M-17")
    set_up(phone, address)
    cast.phones["M-17"].refresh_from_db()
    assert cast.phones["M-17"].ended_at is not None
    assert cast.m17.devices.standing().count() == 1


def test_before_the_client_agrees_nothing_else_opens(cast: Cast, http: HttpClient) -> None:
    Consent.objects.filter(client=cast.m17).delete()
    given = make.assignment(cast.m17)
    device, address = invited(cast)
    set_up(http, address)
    for page in (TODAY, reverse("portal:practice", args=[given.uid])):
        answer = http.get(page)
        assert answer.status_code == 403
        assert b"I agree" in answer.content
        assert b"A short pause" not in answer.content
    http.post(reverse("portal:agree"), {"answer": "yes"})
    assert http.get(TODAY).status_code == 200
    device.refresh_from_db()
    assert (device.consent_version, device.consented_at is None) == ("1", False)
    assert cast.m17.consents.standing().count() == 1


def test_who_does_not_agree_is_forgotten(cast: Cast, http: HttpClient) -> None:
    Consent.objects.filter(client=cast.m17).delete()
    device, address = invited(cast)
    set_up(http, address)
    answer = http.post(reverse("portal:agree"), {"answer": "no"})
    device.refresh_from_db()
    assert device.ended_at is not None
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not Consent.objects.filter(client=cast.m17).exists()


def test_the_pin_opens_a_new_sitting(cast: Cast) -> None:
    phone = cast.phone("M-17")
    phone.post(reverse("portal:leave"))
    assert phone.get(TODAY).headers["Location"] == reverse("portal:unlock")
    answer = phone.post(reverse("portal:unlock"), {"pin": PIN})
    assert (answer.status_code, answer.headers["Location"]) == (303, CHOICES)
    assert phone.get(TODAY).status_code == 200


@pytest.mark.parametrize(
    ("asked", "sent"),
    [
        ("/p/path/", "/p/path/"),
        ("/c/x/", CHOICES),
        ("//evil.example/p/", CHOICES),
        ("https://evil.example/p/", CHOICES),
        ("/p/../c/", CHOICES),
        ("", CHOICES),
    ],
)
def test_after_the_pin_one_is_back_inside(cast: Cast, asked: str, sent: str) -> None:
    answer = cast.phone("M-17").post(reverse("portal:unlock"), {"pin": PIN, "next": asked})
    assert answer.headers["Location"] == sent


def test_a_wrong_pin_and_an_unknown_phone_read_the_same(cast: Cast, http: HttpClient) -> None:
    bodies = set()
    for browser in (cast.phone("M-17"), http):
        answer = browser.post(reverse("portal:unlock"), {"pin": "740291"})
        assert answer.status_code == 422
        bodies.add(re.sub(rb'(value="|Token": ")[A-Za-z0-9]{64}"', b"", answer.content))
    assert len(bodies) == 1


def test_a_locked_phone_says_how_long(cast: Cast) -> None:
    phone = cast.phone("M-17")
    for _number in range(5):
        phone.post(reverse("portal:unlock"), {"pin": "740291"})
    answer = phone.post(reverse("portal:unlock"), {"pin": PIN})
    assert answer.status_code == 422
    assert b"Wait a quarter of an hour" in answer.content


def test_a_phone_ended_from_elsewhere_is_wiped(cast: Cast) -> None:
    phone = cast.phone("M-17")
    end_device(device=cast.phones["M-17"], by=cast.amara)
    assert phone.get(TODAY).status_code == 302
    answer = phone.get(reverse("portal:unlock"))
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert answer.cookies["pd"].value == ""


def test_leaving_ends_the_sitting_and_keeps_the_phone(cast: Cast) -> None:
    phone = cast.phone("M-17")
    answer = phone.post(reverse("portal:leave"))
    assert (answer.status_code, answer.headers["Clear-Site-Data"]) == (303, '"cache"')
    assert phone.get(answer.headers["Location"]).status_code == 200
    cast.phones["M-17"].refresh_from_db()
    assert (cast.phones["M-17"].session_hash, cast.phones["M-17"].is_active) == ("", True)
    assert phone.get(TODAY).status_code == 302


def test_cookies_of_before_leaving_open_nothing(cast: Cast) -> None:
    phone = cast.phone("M-17")
    kept = {name: phone.cookies[name].value for name in ("ps", "ph")}
    phone.post(reverse("portal:leave"))
    assert [phone.cookies[name].value for name in kept] == ["", ""]
    for name, value in kept.items():
        phone.cookies[name] = value
    assert phone.get(TODAY).status_code == 302


@pytest.mark.parametrize("half", ["", "1", None])
def test_a_phone_that_was_left_without_a_network_asks_for_the_pin(
    cast: Cast, half: str | None
) -> None:
    """It threw its half of the sitting away; the sign-out never arrived, and the rest is still there."""
    phone = cast.phone("M-17")
    earlier = phone.cookies["ph"].value
    phone.post(reverse("portal:unlock"), {"pin": PIN})
    assert "ph" not in phone.get(TODAY).cookies
    phone.cookies["ph"] = earlier if half is None else half
    for _try in range(2):
        answer = phone.get(TODAY)
        assert (answer.status_code, answer.headers["Location"]) == (302, reverse("portal:unlock"))
        assert not answer.cookies
    assert phone.post(reverse("portal:unlock"), {"pin": PIN}).cookies["ph"].value
    assert phone.get(TODAY).status_code == 200


def test_ten_minutes_without_an_act_ask_for_the_pin(cast: Cast) -> None:
    start = now()
    with time_machine.travel(start, tick=False) as clock:
        phone = cast.phone("M-17")
        for _page in range(3):
            clock.shift(dt.timedelta(minutes=9, seconds=59))
            assert phone.get(TODAY).status_code == 200
        clock.shift(dt.timedelta(minutes=10, seconds=1))
        assert phone.get(TODAY).status_code == 302


def test_twelve_hours_are_the_longest(cast: Cast) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        phone = cast.phone("M-17")
        for _page in range(79):
            clock.shift(dt.timedelta(minutes=9))
            assert phone.get(TODAY).status_code == 200
        clock.shift(dt.timedelta(minutes=9))
        assert phone.get(TODAY).status_code == 302


def test_who_writes_stays_and_twelve_hours_are_still_the_longest(cast: Cast) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        phone = cast.phone("M-17")
        before = Journal.objects.count()
        for _time in range(79):
            clock.shift(dt.timedelta(minutes=9))
            assert phone.post(reverse("portal:stay")).status_code == 204
        assert Journal.objects.count() == before
        clock.shift(dt.timedelta(minutes=9))
        assert phone.post(reverse("portal:stay")).status_code == 302


def test_forgetting_asks_to_be_meant(cast: Cast) -> None:
    phone = cast.phone("M-17")
    phone.post(reverse("portal:forget"))
    cast.phones["M-17"].refresh_from_db()
    assert cast.phones["M-17"].is_active
    answer = phone.post(reverse("portal:forget"), {"sure": "yes"})
    cast.phones["M-17"].refresh_from_db()
    assert not cast.phones["M-17"].is_active
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_a_phone_that_was_ended_says_once_how_much_is_lost(cast: Cast) -> None:
    said = "entries that still waited here could not be sent"
    for sent, shown in (("3", "3 entries that"), ("-1", ""), ("9" * 60, ""), ("<b>", "")):
        phone = cast.phone("M-17")
        phone.cookies["pw"] = sent
        assert said not in phone.get(reverse("portal:unlock")).content.decode()
        end_device(device=cast.phones["M-17"], by=cast.amara)
        answer = phone.get(reverse("portal:unlock"))
        text = answer.content.decode()
        assert (said in text, shown in text) == (bool(shown), True)
        assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
        assert (answer.cookies["pd"].value, answer.cookies["pw"].value) == ("", "")
        assert said not in phone.get(reverse("portal:unlock")).content.decode()
        PortalDevice.objects.update(ended_at=None)
        cast.phones["M-17"].refresh_from_db()


def test_ending_one_clients_phone_leaves_what_another_left_on_it(cast: Cast) -> None:
    phone, device = cast.phone("M-17"), cast.phones["M-17"]
    before = make.device(cast.m17, ended_at=device.invited_at)
    make.device(cast.m17)
    phone.cookies["pw"] = "1.2"
    end_device(device=device, by=cast.amara)
    answer = phone.get(reverse("portal:unlock"))
    text = answer.content.decode()
    assert "One entry that still waited here could not be sent" in text
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    named = re.search('data-ended="([^"]*)"', text)
    assert named is not None
    assert set(named[1].split()) == {str(device.uid), str(before.uid)}
    assert (answer.cookies["pd"].value, answer.cookies["pw"].value) == ("", "")
    phone.cookies["pd"] = "unknown"
    assert "data-ended" not in phone.get(reverse("portal:unlock")).content.decode()


def test_a_staff_sign_in_is_nobody_here(cast: Cast) -> None:
    assert cast.staff("amara").get(TODAY).headers["Location"] == reverse("portal:unlock")


@pytest.mark.parametrize(
    ("origin", "token", "status", "is_over"),
    [
        ("http://testserver", False, 303, True),
        ("http://elsewhere.example", False, 403, False),
        ("http://testserver.example", False, 403, False),
        ("null", False, 403, False),
        ("", False, 403, False),
        ("", True, 303, True),
        ("http://elsewhere.example", True, 403, False),
    ],
)
def test_leave_needs_a_token_or_one_of_our_own_pages(
    cast: Cast, origin: str, token: bool, status: int, is_over: bool
) -> None:
    phone = cast.phone("M-17")
    phone.handler.enforce_csrf_checks = True
    found = re.search(
        r'name="csrfmiddlewaretoken" value="(\w+)"', phone.get(TODAY).content.decode()
    )
    assert found is not None
    sent = {"csrfmiddlewaretoken": found[1]} if token else {}
    headers = {"Origin": origin} if origin else {}
    answer = phone.post(reverse("portal:leave"), sent, headers=headers)
    assert answer.status_code == status
    cast.phones["M-17"].refresh_from_db()
    assert (cast.phones["M-17"].session_hash == "") is is_over
    assert (phone.cookies["ps"].value == "") is is_over


def test_a_link_that_opens_nothing_can_be_left_too(db: None) -> None:
    page = HttpClient().get("/p/in/nothing/")
    assert (page.status_code, b"data-leave" in page.content) == (404, True)


def test_what_is_missing_on_the_phone_has_leave(cast: Cast) -> None:
    page = cast.phone("M-17").get(f"/p/begin/{cast.m17.uid}/")
    assert (page.status_code, b"data-leave" in page.content) == (404, True)
    assert cast.phone("M-17").get("/p/nothing/").content == page.content
