"""The answer for whoever watches over the machine."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """`ok` when the site and its database answer, 503 when the database does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        return HttpResponse("database", status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


# The mark of an open address, as clients/access.py sets it; config imports no app.
healthz.door = "open"  # type: ignore[attr-defined]
healthz.because = "says only whether the site runs"  # type: ignore[attr-defined]
healthz.login_required = False  # type: ignore[attr-defined]
