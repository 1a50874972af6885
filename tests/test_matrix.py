"""Every address x the cast x GET, POST, PUT, PATCH, DELETE.

The table says for each address which specimen it is asked for and which audience it has; an address
that is not in the table fails. Whoever is outside gets a 404 that is the same, byte by byte, as for
something that does not exist.
"""

import itertools
import uuid
from typing import Any

import pytest
from django.db import transaction
from django.test import Client as HttpClient
from django.urls import get_resolver, reverse

from tests import factories as make
from tests.cast import Cast
from tests.specimens import (
    ADDRESSES,
    AUDIENCES,
    CODE,
    COURSE_CODE,
    OPEN,
    OWN_CODE,
    PORTAL,
    SHARED_CODE,
    specimens,
)

METHODS = ("GET", "PUT", "PATCH", "DELETE", "POST")  # what forgets the phone comes last
HARBOUR = ("olga", "amara", "ben", "sara", "kofi", "gina", "hugo")
STRANGERS = ("rita", "nils")


def names(namespace: str) -> list[str]:
    """All names of addresses of one app."""
    resolver = get_resolver().namespace_dict[namespace][1]
    return sorted(key for key in resolver.reverse_dict if isinstance(key, str))


def kwargs_of(name: str, found: dict[str, Any], clinic: Any, uid: Any) -> dict[str, Any]:
    """The parts of the address: the clinic, the specimen's uid, and any others by name."""
    namespace, short = name.split(":")
    resolver = get_resolver().namespace_dict[namespace][1]
    wanted = {
        part for _pattern, parts in resolver.reverse_dict.getlist(short)[0][0] for part in parts
    }
    code = OWN_CODE if short.startswith("own_") and name not in SHARED_CODE else CODE
    code = COURSE_CODE if short == "course_start" else code
    known = {"clinic": clinic, "uid": uid, "code": code, "token": "x" * 32, "number": 1}
    return {part: known[part] for part in wanted}


def expected(audience: dict[str, int], who: str) -> int:
    """The status of this member: what the audience says, else 404."""
    return audience.get(who, 404)


def knock(browser: HttpClient, method: str, url: str) -> Any:
    """One request; whatever it did is taken back, so that the next one meets the same rows."""
    browser.raise_request_exception = False
    url = (
        f"{url}?practice={CODE}"
        if url.endswith(("/homework/preview/", "/homework/paper/"))
        else url
    )
    with transaction.atomic():
        answer = browser.generic(method, url)
        transaction.set_rollback(True)
    return answer


def test_no_address_is_missing_in_the_table() -> None:
    there = [f"{app}:{name}" for app in ("clients", "planner") for name in names(app)]
    assert sorted(ADDRESSES) == [name for name in sorted(there) if name not in OPEN]
    assert sorted(PORTAL) == [f"portal:{name}" for name in names("portal")]


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_staff_addresses(cast: Cast, name: str) -> None:
    kind, audience_name, methods = ADDRESSES[name]
    found = specimens(cast)
    uid = found[kind].uid if kind else uuid.uuid4()
    url = reverse(name, kwargs=kwargs_of(name, found, cast.harbour.uid, uid))
    missing = reverse(name, kwargs=kwargs_of(name, found, cast.harbour.uid, uuid.uuid4()))
    audience = AUDIENCES[audience_name]
    browsers = {who: cast.staff(who) for who in (*HARBOUR, *STRANGERS)}
    for who, method in itertools.product(browsers, METHODS):
        answer = knock(browsers[who], method, url)
        status, wanted = answer.status_code, expected(audience, who)
        case = (name, who, method, status)
        if wanted == 200:
            assert (status == 405) is (method not in methods), case
            assert status < 500, case
            assert status not in (403, 404) or kind == "", case
        else:
            assert status == wanted, case
        if wanted == 404 and kind and url != missing:
            assert answer.content == knock(browsers[who], method, missing).content, case


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_nobody_and_phones_are_sent_to_the_sign_in(cast: Cast, name: str) -> None:
    kind = ADDRESSES[name][0]
    found = specimens(cast)
    uid = found[kind].uid if kind else uuid.uuid4()
    url = reverse(name, kwargs=kwargs_of(name, found, cast.harbour.uid, uid))
    browsers = (HttpClient(), cast.phone("M-17"))
    for method in METHODS:
        bodies = set()
        for browser in browsers:
            answer = knock(browser, method, url)
            assert answer.status_code == 302, (name, method, answer.status_code)
            assert answer.headers["Location"].startswith("/accounts/login/")
            bodies.add(answer.content)
        assert len(bodies) == 1


@pytest.mark.parametrize("name", sorted(PORTAL))
def test_portal_addresses(cast: Cast, name: str) -> None:
    kind, methods, door = PORTAL[name]
    found = specimens(cast)
    uid = found[kind].uid if kind else uuid.uuid4()
    url = reverse(name, kwargs=kwargs_of(name, found, cast.harbour.uid, uid))
    missing = reverse(name, kwargs=kwargs_of(name, found, cast.harbour.uid, uuid.uuid4()))
    own_phone, other_phone, lead = cast.phone("M-17"), cast.phone("M-18"), cast.staff("amara")
    for method in METHODS:
        own = knock(own_phone, method, url)
        assert own.status_code < 500, (name, method)
        if door == "open":
            continue
        assert (own.status_code == 405) is (method not in methods), (name, method, own.status_code)
        for browser in (HttpClient(), lead):
            sent_to = knock(browser, method, url).headers["Location"].partition("?")[0]
            assert sent_to == reverse("portal:unlock")
        if kind:
            assert own.status_code not in (403, 404), (name, method, own.status_code)
            other = knock(other_phone, method, url)
            assert other.status_code == 404, (name, method, other.status_code)
            assert other.content == knock(other_phone, method, missing).content


def test_a_clients_uid_of_another_clinic_is_unknown_there(cast: Cast) -> None:
    theirs = make.client(cast.lakeside, "L-1")
    make.team(theirs, cast.nils)
    for name, (kind, _audience, _methods) in ADDRESSES.items():
        if kind != "client":
            continue
        url = reverse(name, kwargs=kwargs_of(name, {}, cast.harbour.uid, theirs.uid))
        for who in ("amara", "nils", "olga"):
            answer = knock(cast.staff(who), "GET", url)
            assert answer.status_code == 404, (name, who, answer.status_code)
