"""A few addresses to try the middleware on, apart from the apps' own pages."""

from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path
from django.views.decorators.http import require_POST

from config.health import healthz
from config.htmx import leave

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"

SECRET_TEXT = "anna@example.org has nightmares"


def staff(request: HttpRequest) -> HttpResponse:
    """A page for signed-in people."""
    return HttpResponse("staff")


@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """A form's address."""
    request.POST.get("note")
    return leave(request, "/staff/")


def moved(request: HttpRequest) -> HttpResponse:
    """An address that leads on, and leaves a cookie."""
    answer = redirect("/staff/")
    answer.set_cookie("seen", "1")
    return answer


def public(request: HttpRequest) -> HttpResponse:
    """A page for everybody, that may be kept."""
    return HttpResponse("public", headers={"Cache-Control": "max-age=60"})


def portal(request: HttpRequest) -> HttpResponse:
    """A page that a client's phone was given."""
    request.device = object()  # type: ignore[attr-defined]
    return HttpResponse("portal", headers={"Cache-Control": "max-age=60"})


def fault(request: HttpRequest, kind: str) -> HttpResponse:
    """What goes wrong, by name."""
    raised: dict[str, type[Exception]] = {
        **{"400": BadRequest, "403": PermissionDenied, "404": Http404, "500": ValueError},
        "503": OperationalError,
    }
    raise raised[kind](f"database is locked: {SECRET_TEXT}")


def _open(view: Any) -> Any:
    view.login_required = False
    return view


PHONE = [
    path("", _open(portal), name="today"),
    path("leave/", _open(portal), name="leave"),
]
urlpatterns = [
    path("healthz", healthz),
    path("accounts/", include("allauth.account.urls")),
    path("staff/", staff),
    path("act/", act),
    path("moved/", moved),
    path("public/", _open(public)),
    path("fault/<str:kind>/", _open(fault)),
    path("p/fault/<str:kind>/", _open(fault)),
    path("p/", include((PHONE, "portal"))),
]
