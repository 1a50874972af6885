"""The door of the staff site: 404 to strangers, 403 to members without the right, 405 last."""

import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from clients.access import Capability, browse, fetch, needs, open_to_all, portal_only
from clients.checks import every_address_is_marked, is_marked
from clients.models import Act, Client, Journal, Member
from tests.cast import Cast


@needs(Capability.EDIT, methods=("GET", "POST"))
def edit_client(request: Any, uid: uuid.UUID) -> HttpResponse:
    """A view as they all are: the door, the object, an answer."""
    return HttpResponse(fetch(request, Client, uid).code)


@needs(Capability.VIEW)
def list_clients(request: Any) -> HttpResponse:
    """A view of many."""
    return HttpResponse(" ".join(row.code for row in browse(request, Client)))


def request_of(member: Member | None, method: str = "GET") -> HttpRequest:
    """A request of whoever is behind this member."""
    request = RequestFactory().generic(method, "/")
    request.user = member.user if member else type("Nobody", (), {"is_authenticated": False})()
    return request


def knock(member: Member | None, on: Client, method: str = "GET") -> int:
    """The status that this member gets for editing the client."""
    try:
        answer = edit_client(request_of(member, method), clinic=on.clinic.uid, uid=on.uid)
    except Http404:
        return 404
    except PermissionDenied:
        return 403
    return answer.status_code


@pytest.mark.parametrize(
    ("who", "get", "put"),
    [
        ("amara", 200, 405),
        ("sara", 403, 403),
        ("ben", 404, 404),
        ("kofi", 404, 404),
        ("gina", 404, 404),
        ("olga", 404, 404),
        ("rita", 404, 404),
        ("nils", 404, 404),
    ],
)
def test_access_is_judged_before_the_method(cast: Cast, who: str, get: int, put: int) -> None:
    assert knock(cast.members[who], cast.m17) == get
    assert knock(cast.members[who], cast.m17, "PUT") == put


def test_an_unknown_object_is_answered_like_a_forbidden_one(cast: Cast) -> None:
    with pytest.raises(Http404) as unknown:
        edit_client(request_of(cast.ben), clinic=cast.harbour.uid, uid=uuid.uuid4())
    with pytest.raises(Http404) as forbidden:
        edit_client(request_of(cast.ben), clinic=cast.harbour.uid, uid=cast.m17.uid)
    assert str(unknown.value) == str(forbidden.value)


def test_a_refusal_is_written_down_and_an_unknown_object_is_not(cast: Cast) -> None:
    with pytest.raises(Http404):
        edit_client(request_of(cast.ben), clinic=cast.harbour.uid, uid=uuid.uuid4())
    assert Journal.objects.count() == 0
    with pytest.raises(Http404):
        edit_client(request_of(cast.ben), clinic=cast.harbour.uid, uid=cast.m17.uid)
    line = Journal.objects.get()
    assert (line.act, line.object_uid, line.actor_uid) == (Act.DENIED, cast.m17.uid, cast.ben.uid)


def test_another_clinics_address_is_not_there(cast: Cast) -> None:
    with pytest.raises(Http404):
        edit_client(request_of(cast.amara), clinic=cast.lakeside.uid, uid=cast.m17.uid)


def test_many_are_only_those_one_may_see(cast: Cast) -> None:
    answer = list_clients(request_of(cast.ben), clinic=cast.harbour.uid)
    assert answer.content == b"M-18 M-19"


def test_marks_are_seen_by_the_check() -> None:
    @open_to_all(because="it says nothing")
    def open_view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    @portal_only()
    def phone_view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    def bare(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    assert [is_marked(view) for view in (open_view, phone_view, edit_client)] == [True] * 3
    assert not is_marked(bare)
    assert every_address_is_marked() == []
