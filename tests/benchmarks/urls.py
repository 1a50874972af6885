"""The site's addresses and two yardsticks: an empty view and one that does one bare INSERT."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.urls import include, path
from django.utils.timezone import now

from clients.access import open_to_all
from clients.models import Journal


@open_to_all(because="a yardstick: nothing but the middleware")
def empty(request: Any) -> HttpResponse:
    """An empty answer."""
    return HttpResponse()


@open_to_all(because="a yardstick: one row")
def insert(request: Any) -> HttpResponse:
    """One bare INSERT of a small row."""
    Journal.objects.bulk_create(
        [Journal(at=now(), actor_kind="bench", act="opened", object_uid=uuid.uuid4())]
    )
    return HttpResponse()


urlpatterns = [
    path("bench/empty/", empty, name="bench_empty"),
    path("bench/insert/", insert, name="bench_insert"),
    path("", include("config.urls")),
]
