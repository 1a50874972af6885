"""Plain-word pages for what went wrong.

They are rendered without the request: no name, token or nonce stands in them, so that the page for
something missing is the same, byte by byte, as the page for something hidden. On the phone they have its
frame, with Leave; that asks neither for a token nor, while the page shows, for the database.
"""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import render_to_string

PORTAL = "/p/"
"""Where the addresses of a client's phone begin."""
LAST_WORDS = "Something went wrong on our side. What you saved before is kept. Please try again."


def error_page(status: int, path: str = "") -> HttpResponse:
    """The page templates/errors/<status>.html, in the phone's frame where the path is the phone's."""
    frame = {"frame": "errors/phone.html"} if path.startswith(PORTAL) else {}
    return HttpResponse(render_to_string(f"errors/{status}.html", frame), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 when the body was larger than a form may be."""
    return error_page(413 if isinstance(exception, RequestDataTooBig) else 400, request.path)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: a member who may see this but not do it."""
    return error_page(403, request.path)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that has grown old or comes from elsewhere."""
    return error_page(403, request.path)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: missing, or not yours to see."""
    return error_page(404, request.path)


def left_out(request: HttpRequest) -> HttpResponse:
    """404 for pages of third parties that this site does not have."""
    return error_page(404)


# The mark of an open address, as clients/access.py sets it; config imports no app.
left_out.door = "open"  # type: ignore[attr-defined]
left_out.because = "there is nothing to see"  # type: ignore[attr-defined]
left_out.login_required = False  # type: ignore[attr-defined]


def server_error(request: HttpRequest) -> HttpResponse:
    """500. Falls back to one plain sentence when the page itself is what fails."""
    try:
        return error_page(500, request.path)
    except (TemplateDoesNotExist, TemplateSyntaxError, ValueError):
        # ValueError: a static file missing in the manifest.
        leave = '<form method="post" action="/p/leave/"><button>Leave</button></form>'
        if request.path.startswith(PORTAL):
            return HttpResponse(
                f"<!doctype html><title>Today</title>{leave}<p>{LAST_WORDS}", status=500
            )
        return HttpResponse(LAST_WORDS, status=500, content_type="text/plain; charset=utf-8")
