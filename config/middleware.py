"""What happens around every request, each thing in one function.

Order stands in settings.MIDDLEWARE. Nothing here knows an app.
"""

import logging
import re
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.views import redirect_to_login
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from config.errors import PORTAL, error_page

type Answer = Callable[[HttpRequest], HttpResponse]

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
PHONE_FORM_MOST = 16 * 1024 * 1024
"""Bytes of the largest form of the phone of which at least the beginning is read: a million signs of any
script, with room to spare."""
HALF_SIGN = re.compile(rb"%[0-9A-Fa-f]?\Z")
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# Nothing in this site needs a device's sensors, so no page may ask.
PERMISSIONS = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"

requests_log = logging.getLogger("site.requests")


def request_line(get_response: Answer) -> Answer:
    """One line per request: method, route (never the filled-in path), status, milliseconds."""

    def middleware(request: HttpRequest) -> HttpResponse:
        start = time.perf_counter()
        response = get_response(request)
        match = request.resolver_match
        # A file of ours has no route and is no news.
        is_news = match is not None or response.status_code >= 400
        requests_log.log(
            logging.INFO if is_news else logging.DEBUG,
            "%s /%s %s %d ms",
            request.method,
            match.route if match else "(no route)",
            response.status_code,
            round((time.perf_counter() - start) * 1000),
        )
        return response

    return middleware


def squeeze_phone(get_response: Answer) -> Answer:
    """Compress the phone's pages: they come over slow networks.

    BREACH needs a victim's pages asked for by another site; the phone's cookie is SameSite=Strict, so
    such a request shows nobody's page, and Django blurs the length besides. Clinicians' pages are left
    as they are.
    """
    squeeze = GZipMiddleware(get_response).process_response

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path.startswith(PORTAL):
            squeeze(request, response)
        return response

    return middleware


def guard_headers(get_response: Answer) -> Answer:
    """Security headers that Django does not set by itself."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Permissions-Policy", PERMISSIONS)  # of pages, not of files
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        return response

    return middleware


def guard_input(get_response: Answer) -> Answer:
    """Refuse what no form of ours sends: bodies over the limit (413), control characters in
    cookies.

    A quoted cookie can smuggle in a NUL, which PostgreSQL refuses with an error where SQLite looks
    it up; such a cookie is dropped. Of a text on the phone that is longer than that the beginning is
    read, so that its page can say so at the field.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not (length.isascii() and length.isdecimal()):
            return error_page(400, request.path)
        is_large = len(length) > 10 or int(length) > settings.BODY_MAX_BYTES
        if is_large and not _read_beginning(request, length):
            return error_page(413, request.path)
        for name in [name for name, value in request.COOKIES.items() if CONTROL.search(value)]:
            del request.COOKIES[name]
        return get_response(request)

    return middleware


def _read_beginning(request: HttpRequest, length: str) -> bool:
    """Take the beginning of a form of the phone for all of it; whether that could be done."""
    is_form = request.content_type == "application/x-www-form-urlencoded"
    if not (is_form and request.path.startswith(PORTAL)) or len(length) > 10:
        return False
    if int(length) > PHONE_FORM_MOST:
        return False
    beginning = request.read(settings.BODY_MAX_BYTES)
    while request.read(settings.BODY_MAX_BYTES):
        pass  # who sends it reads the answer only after the end
    request._body = HALF_SIGN.sub(b"", beginning)
    return True


def plain_words(get_response: Answer) -> Answer:
    """A page for the one refusal that Django answers without words: 405, a method not meant here."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 405 or response.content:
            return response
        page = error_page(405, request.path)
        page.headers["Allow"] = response.headers.get("Allow", "")
        return page

    return middleware


def busy(get_response: Answer) -> Answer:
    """503 while the database does not answer in time: others write, or it is away.

    Nothing of the request was kept. Which database fault it was goes into the log.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        # On SQLite the same class also says that a statement of ours is wrong.
        is_away = connection.vendor != "sqlite" or "locked" in str(exception)
        if not (isinstance(exception, OperationalError) and is_away):
            return None
        requests_log.error("database: %s", type(exception.__cause__ or exception).__name__)
        page = error_page(503, request.path)
        page.headers["Retry-After"] = "30"
        return page

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


def nothing_kept(get_response: Answer) -> Answer:
    """`no-store` on what a signed-in person or a client's phone was sent; sign-out clears the
    cache.

    A page open to all may set its own Cache-Control; without one it is not stored either.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        was_signed_in = request.user.is_authenticated
        response = get_response(request)
        is_signed_in = request.user.is_authenticated
        if was_signed_in or is_signed_in or getattr(request, "device", None):
            response.headers["Cache-Control"] = "no-store"
        else:
            response.headers.setdefault("Cache-Control", "no-store")
        if was_signed_in and not is_signed_in:
            response.headers.setdefault("Clear-Site-Data", '"cache"')
        return response

    return middleware


def sign_in_once(get_response: Answer) -> Answer:
    """Answer every redirect so that the visitor sees a whole page, and an expired sign-in once.

    htmx would follow a redirect inside the part it was to fill: it is told to go there as a page.
    After signing in the visitor is back where they were, never at an address that only takes a
    form.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        location = response.headers.get("Location", "")
        if not location:
            return response
        htmx = request.htmx  # type: ignore[attr-defined]
        in_part = bool(htmx) and not htmx.boosted
        is_expired = (
            urlsplit(location).path == resolve_url(settings.LOGIN_URL)
            and f"{REDIRECT_FIELD_NAME}=" in location
        )
        if is_expired and (in_part or request.method not in SAFE_METHODS):
            location = str(redirect_to_login(_page_of(request)).headers["Location"])
        if in_part:
            del response.headers["Location"]
            response.status_code = 200
            response.headers["HX-Redirect"] = location
        else:
            response.headers["Location"] = location
        return response

    return middleware


def _page_of(request: HttpRequest) -> str:
    """The page that the visitor looks at, as a path of this site."""
    seen = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or ""
    if not url_has_allowed_host_and_scheme(seen, allowed_hosts={request.get_host()}):
        return "/"
    parts = urlsplit(seen)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path or "/"


def idle_log_off(get_response: Answer) -> Answer:
    """Sign staff off after settings.IDLE_SECONDS without an act, and settings.SESSION_COOKIE_AGE in
    all.

    Only an act of the person counts: opening a page or sending a form. What a page fetches by
    itself (htmx, a script, a service worker) extends nothing. Under the portal staff are nobody, so
    nothing is counted there.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        now = int(time.time())
        if request.path.startswith(PORTAL):
            return get_response(request)
        if request.user.is_authenticated and _is_over(request, now):
            logout(request)
        response = get_response(request)
        if request.user.is_authenticated:
            _note(request, now)
        return response

    return middleware


def _is_over(request: HttpRequest, now: int) -> bool:
    since = request.session.get("since", now)
    seen = request.session.get("seen", now)
    return now - seen >= settings.IDLE_SECONDS or now - since >= settings.SESSION_COOKIE_AGE


def _note(request: HttpRequest, now: int) -> None:
    """Remember the act; at most once a minute, to spare the database a write per page."""
    request.session.setdefault("since", now)
    seen = request.session.get("seen")
    if seen is None or (now - seen >= 60 and _is_act(request)):
        request.session["seen"] = now


def _is_act(request: HttpRequest) -> bool:
    if request.method not in SAFE_METHODS:
        return True
    asked_by_page = request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"
    boosted = "HX-Boosted" in request.headers
    return boosted or not (asked_by_page or "HX-Request" in request.headers)
