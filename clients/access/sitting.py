"""The portal's door: a phone is known by its secret and, for a short sitting, by its PIN.

Cookies under the portal's path, with names that say nothing: one holds the device's secret, one a
signed, short-lived sitting, which opens only together with a third that the phone itself can throw away.
A staff sign-in counts for nothing here, and the reverse.
"""

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import now

from clients.models import (
    Act,
    Assignment,
    Client,
    CrisisContact,
    Edition,
    Journal,
    PortalDevice,
)
from clients.models.devices import closed_because
from clients.models.homework import editions_of
from clients.tokens import hashed, same
from config.prepared import keep_related, prepared

from .door import View, WrongMethod

DEVICE_COOKIE = "pd"
SITTING_COOKIE = "ps"
HALF_COOKIE = "ph"
"""Half of the sitting's name, for scripts to read: the phone throws it away when it is left or locked, also
without a network, and nobody who holds it can put it back. Given once, when the sitting begins."""
WAITING_COOKIE = "pw"
"""Set by the phone itself: how many sealed entries wait on it (two numbers, and nothing else)."""
WAITING_MOST = 9999
ASKED_COOKIE = "pq"
"""What is shared was offered on this phone: for ASK_AGAIN it is not asked at a PIN."""
ASK_AGAIN = dt.timedelta(days=7)
COOKIE_PATH = "/p/"
IDLE = dt.timedelta(minutes=10)
"""Idle log-off of clients (security.md, fact 7)."""
LONGEST = dt.timedelta(hours=12)
"""The longest sitting in all (security.md, fact 7)."""
DEVICE_DAYS = 400
"""How long a phone keeps its secret; browsers cap cookies at 400 days."""
SALT = "portal.sitting"


class PortalRequest(HttpRequest):
    """A request of a phone whose PIN was given; `closed` says why its pages are, "" when they are not."""

    device: PortalDevice
    closed: str


def known_device(request: Any) -> PortalDevice | None:
    """The device whose secret this phone holds, whether or not its PIN was given."""
    secret = request.COOKIES.get(DEVICE_COOKIE, "")
    if not secret:
        return None
    return _standing(secret_hash=hashed(secret))


def former_device(request: Any, client: Client) -> PortalDevice | None:
    """The place of this client that this phone had so far, also one that was ended; else None."""
    secret = device_secret(request)
    if not secret:
        return None
    found: PortalDevice | None = client.devices.filter(secret_hash=hashed(secret)).first()
    return found


def ended_devices(request: Any) -> list[UUID]:
    """The uids of all ended places of the client whose place on this phone was ended; else []."""
    secret = device_secret(request)
    mine = PortalDevice.objects.filter(secret_hash=hashed(secret), ended_at__isnull=False)
    found = PortalDevice.objects.filter(client__in=mine.values("client"), ended_at__isnull=False)
    return list(found.values_list("uid", flat=True)) if secret else []


def invited_device(token: str) -> PortalDevice | None:
    """The device that this invitation is for, or None: unknown, used, ended or out of date.

    None as well while the client's record offers no phone; one that is set up goes on.
    """
    device = _standing(invitation_hash=hashed(token)) if token else None
    if device is None or not device.client.is_offered_phone:
        return None
    return device if device.is_invited else None


def _standing(**lookup: Any) -> PortalDevice | None:
    """The device, not ended, with its client and clinic."""
    device: PortalDevice | None = next(iter(_devices(**lookup)), None)
    if device is not None:
        device.clinic = device.client.clinic
    return device


@prepared
def _devices(**lookup: Any) -> QuerySet[PortalDevice]:
    return PortalDevice.objects.standing().at_the_door().filter(**lookup)


def device_secret(request: Any) -> str:
    """The secret that this phone sent; its PIN counts only together with it."""
    return str(request.COOKIES.get(DEVICE_COOKIE, ""))


def waiting(request: Any) -> tuple[int, int]:
    """How many entries the phone says wait on it: of its client, and of others who used it before."""
    own, _dot, others = str(request.COOKIES.get(WAITING_COOKIE, "")).partition(".")
    return counted(own) or 0, counted(others) or 0


def counted(said: str) -> int | None:
    """A number of entries, 0 to WAITING_MOST, as a phone says it; None for what is none."""
    is_number = said.isascii() and said.isdecimal() and len(said) <= len(str(WAITING_MOST))
    return int(said) if is_number else None


def portal_only(
    methods: tuple[str, ...] = ("GET",),
    *,
    even_when: tuple[str, ...] = (),
    by_itself: bool = False,
    comes_back: bool = False,
) -> Callable[[View], View]:
    """Mark a portal view: only a known phone in an open sitting; sets `request.device`.

    Others are sent to the PIN page, and with `comes_back` from there to this page again. While the
    clinic's crisis contacts or the client's consent are missing, or the work has ended, a page says so
    instead, but for the reasons in `even_when`.
    What a page sends `by_itself` does not put off the idle log-off.
    The page is in the client's language. A wrong method is judged after access: here, or in `own`
    where the address names a row.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def enter(request: Any, **kwargs: Any) -> HttpResponse:
            device = known_device(request)
            data = _read(request) if device else {}
            began = _sitting(request, device, data) if device else None
            if device is None or began is None:
                return redirect(reverse("portal:unlock", query=_back(request, comes_back)))
            request.device, request.methods = device, methods
            with translation.override(language_of(device.client)):
                response = _let_in(request, view, even_when, kwargs)
            if SITTING_COOKIE not in response.cookies and not by_itself:
                _set_sitting(response, device, data["nonce"], began)
            return response

        enter.door = "portal"  # type: ignore[attr-defined]
        enter.login_required = False  # type: ignore[attr-defined]
        return enter

    return mark


def _back(request: Any, comes_back: bool) -> dict[str, str]:
    """What the PIN page is told of where to go on to."""
    return {"next": request.path} if comes_back and request.method == "GET" else {}


def _let_in(
    request: Any, view: View, even_when: tuple[str, ...], kwargs: dict[str, Any]
) -> HttpResponse:
    """The view's answer, or why it is closed, or 405."""
    device = request.device
    request.closed = closed_because(
        device.client, has_line=device.has_line, has_agreed=device.has_agreed
    )
    if request.closed and request.closed not in even_when:
        return render(request, "portal/closed.html", {"reason": request.closed}, status=403)
    try:
        if "uid" not in kwargs:
            _check_method(request)
        return view(request, **kwargs)
    except WrongMethod:
        return HttpResponseNotAllowed(request.methods)


def language_of(client: Client) -> str:
    """The client's language where the interface has it, else the first one."""
    return (
        client.language if client.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    )


def own(request: Any, model: Any, uid: UUID) -> Any:
    """One row of the phone's own client, or Http404 (also for another client's)."""
    row = next(iter(_owned(model, client=request.device.client.pk, uid=uid)), None)
    return _let_reach(request, model, uid, row)


def own_homework(request: Any, uid: UUID) -> Assignment:
    """The phone's own homework with all its editions, or Http404, as `own`; one query."""
    editions: list[Edition] = editions_of(client=request.device.client.pk, uid=uid)
    row = editions[0].assignment if editions else None
    assignment: Assignment = _let_reach(request, Assignment, uid, row)
    for edition in editions:
        edition.assignment = assignment
    keep_related(assignment, "editions", editions)
    return assignment


def _let_reach(request: Any, model: Any, uid: UUID, row: Any) -> Any:
    """The row that was found of the phone's own client; otherwise a line is written, and Http404."""
    if row is None:
        _note_refusal(request.device, model, uid)
        raise Http404
    row.client = request.device.client  # the same person, loaded with clinic already
    _check_method(request)
    return row


@prepared
def _owned(model: Any, **key: Any) -> QuerySet[Any]:
    return model._default_manager.filter(**key).order_by()


def lines_to_call(client: Client) -> list[CrisisContact]:
    """Whom this client can call outside the clinic's hours, in the client's language if possible."""
    return CrisisContact.objects.of_clinic(client.clinic).for_language(client.language)


def _check_method(request: Any) -> None:
    """Raise WrongMethod unless the view answers this method."""
    method = "GET" if request.method == "HEAD" else request.method
    if method not in request.methods:
        raise WrongMethod


def _note_refusal(device: PortalDevice, model: Any, uid: UUID) -> None:
    """Write a line when a phone reached for an existing row of somebody else."""
    thing = model._default_manager.filter(uid=uid).first()
    if thing is not None:
        with transaction.atomic():
            Journal.objects.write(act=Act.DENIED, thing=thing, by=device, clinic=device.clinic)


def begin_sitting(response: HttpResponse, device: PortalDevice, nonce: str) -> None:
    """Give the phone its sitting, from now on; the hash of `nonce` is the device's `session_hash`."""
    middle = len(nonce) // 2
    _set_sitting(response, device, nonce[:middle], now())
    _set_cookie(response, HALF_COOKIE, nonce[middle:], None, hidden=False)


def remember_device(response: HttpResponse, secret: str) -> None:
    """Give the phone the device's secret."""
    seconds = DEVICE_DAYS * 24 * 3600
    _set_cookie(response, DEVICE_COOKIE, secret, seconds)


def note_asked(response: HttpResponse) -> None:
    """Remember on the phone that what is shared was offered."""
    _set_cookie(response, ASKED_COOKIE, "1", int(ASK_AGAIN.total_seconds()))


def was_asked(request: Any) -> bool:
    """Whether that was less than ASK_AGAIN ago."""
    return ASKED_COOKIE in request.COOKIES


def end_sitting(response: HttpResponse, *, forget: bool = False, others_wait: bool = False) -> None:
    """Take the sitting (and, to forget the phone, the secret) away and clear cached pages.

    With `others_wait` the phone's store holds entries of somebody else, and is left to the page's script.
    """
    for name in (SITTING_COOKIE, HALF_COOKIE):
        response.delete_cookie(name, path=COOKIE_PATH)
    if forget:
        for name in (DEVICE_COOKIE, WAITING_COOKIE, ASKED_COOKIE):
            response.delete_cookie(name, path=COOKIE_PATH)
    clears_all = forget and not others_wait
    response.headers["Clear-Site-Data"] = '"cache", "storage"' if clears_all else '"cache"'


def _read(request: Any) -> dict[str, Any]:
    """The signed content of the sitting cookie; {} when absent, changed or older than the idle time."""
    raw = request.COOKIES.get(SITTING_COOKIE, "")
    try:
        return signing.loads(raw, salt=SALT, max_age=IDLE) if raw else {}
    except signing.BadSignature:
        return {}


def _sitting(request: Any, device: PortalDevice, data: dict[str, Any]) -> dt.datetime | None:
    """When the open sitting of this device began, by its cookie's content; None when there is none."""
    if not data or not device.session_hash or data["device"] != str(device.uid):
        return None
    nonce = data["nonce"] + request.COOKIES.get(HALF_COOKIE, "")
    if not same(hashed(nonce), device.session_hash):
        return None
    began = dt.datetime.fromisoformat(data["began"])
    return began if now() - began < LONGEST else None


def _set_sitting(
    response: HttpResponse, device: PortalDevice, nonce: str, began: dt.datetime
) -> None:
    """Give out this half of the sitting's name, signed, for the idle time."""
    data = {"device": str(device.uid), "nonce": nonce, "began": began.isoformat()}
    _set_cookie(response, SITTING_COOKIE, signing.dumps(data, salt=SALT), None)


def _set_cookie(
    response: HttpResponse, name: str, value: str, seconds: int | None, *, hidden: bool = True
) -> None:
    """`hidden`: from scripts."""
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path=COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=hidden,
        samesite="Strict",
    )
