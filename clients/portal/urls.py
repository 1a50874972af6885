"""The portal's addresses: what a client's phone reaches."""

from typing import Any

app_name = "portal"

urlpatterns: list[Any] = []
