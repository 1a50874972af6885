"""The portal's door: a phone is known by its secret and, for a short sitting, by its PIN.

Two cookies under the portal's path, with names that say nothing: one holds the device's secret, the
other a signed, short-lived sitting. A staff sign-in counts for nothing here, and the reverse.
"""

import datetime as dt
import hashlib
import secrets
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now

from clients.models import Client, ConsentKind, CrisisContact, PortalDevice

from .door import View

DEVICE_COOKIE = "pd"
SITTING_COOKIE = "ps"
COOKIE_PATH = "/p/"
IDLE = dt.timedelta(minutes=10)
"""Idle log-off of clients (security.md, fact 7)."""
LONGEST = dt.timedelta(hours=12)
"""The longest sitting in all (security.md, fact 7)."""
DEVICE_DAYS = 400
"""How long a phone keeps its secret; browsers cap cookies at 400 days."""
SALT = "portal.sitting"


class PortalRequest(HttpRequest):
    """A request of a phone whose PIN was given."""

    device: PortalDevice


def hashed(secret: str) -> str:
    """The form in which a random secret is kept and sought."""
    return hashlib.sha256(secret.encode()).hexdigest()


def known_device(request: Any) -> PortalDevice | None:
    """The device whose secret this phone holds, whether or not its PIN was given."""
    secret = request.COOKIES.get(DEVICE_COOKIE, "")
    if not secret:
        return None
    standing = PortalDevice.objects.standing().select_related("client__clinic", "clinic")
    return standing.filter(secret_hash=hashed(secret)).first()


def portal_only(view: View) -> View:
    """Mark a portal view: only a known phone in an open sitting; sets `request.device`.

    Others are sent to the PIN page. While the clinic's crisis contacts or the client's consent
    are missing, or the work has ended, a page says so instead.
    """

    @wraps(view)
    def enter(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        device = known_device(request)
        began = _sitting(request, device) if device else None
        if device is None or began is None:
            return redirect("portal:unlock")
        reason = why_closed(device.client)
        if reason:
            return render(request, "portal/closed.html", {"reason": reason}, status=403)
        request.device = device
        response = view(request, *args, **kwargs)
        if SITTING_COOKIE not in response.cookies:
            nonce = _read(request)["nonce"]
            _set_sitting(response, device, nonce, began)
        return response

    enter.door = "portal"  # type: ignore[attr-defined]
    enter.login_required = False  # type: ignore[attr-defined]
    return enter


def why_closed(client: Client) -> str:
    """Why the portal is closed for this client: "contacts", "consent", "ended", or ""."""
    if not client.is_in_care:
        return "ended"
    if not CrisisContact.objects.of_clinic(client.clinic).exists():
        return "contacts"
    if not client.consents.standing().filter(kind=ConsentKind.PORTAL).exists():
        return "consent"
    return ""


def own(request: Any, model: Any, uid: UUID) -> Any:
    """One row of the phone's own client, or Http404 (also for another client's)."""
    row = model._default_manager.filter(client=request.device.client, uid=uid).first()
    if row is None:
        raise Http404
    return row


def new_nonce() -> str:
    """A fresh name of a sitting; its hash belongs in `PortalDevice.session_hash`."""
    return secrets.token_urlsafe(24)


def begin_sitting(response: HttpResponse, device: PortalDevice, nonce: str) -> None:
    """Give the phone its sitting, from now on."""
    _set_sitting(response, device, nonce, now())


def remember_device(response: HttpResponse, secret: str) -> None:
    """Give the phone the device's secret."""
    seconds = DEVICE_DAYS * 24 * 3600
    _set_cookie(response, DEVICE_COOKIE, secret, seconds)


def end_sitting(response: HttpResponse, *, forget: bool = False) -> None:
    """Take the sitting (and, to forget the phone, the secret) away and clear cached pages."""
    response.delete_cookie(SITTING_COOKIE, path=COOKIE_PATH)
    if forget:
        response.delete_cookie(DEVICE_COOKIE, path=COOKIE_PATH)
    response.headers["Clear-Site-Data"] = '"cache", "storage"' if forget else '"cache"'


def _read(request: Any) -> dict[str, Any]:
    """The signed content of the sitting cookie; {} when absent, changed or older than the idle time."""
    raw = request.COOKIES.get(SITTING_COOKIE, "")
    try:
        return signing.loads(raw, salt=SALT, max_age=IDLE) if raw else {}
    except signing.BadSignature:
        return {}


def _sitting(request: Any, device: PortalDevice) -> dt.datetime | None:
    """When the open sitting of this device began, or None when there is none."""
    data = _read(request)
    if not data or not device.session_hash or data["device"] != str(device.uid):
        return None
    if not secrets.compare_digest(hashed(data["nonce"]), device.session_hash):
        return None
    began = dt.datetime.fromisoformat(data["began"])
    return began if now() - began < LONGEST else None


def _set_sitting(
    response: HttpResponse, device: PortalDevice, nonce: str, began: dt.datetime
) -> None:
    data = {"device": str(device.uid), "nonce": nonce, "began": began.isoformat()}
    _set_cookie(response, SITTING_COOKIE, signing.dumps(data, salt=SALT), None)


def _set_cookie(response: HttpResponse, name: str, value: str, seconds: int | None) -> None:
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path=COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
