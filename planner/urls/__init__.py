"""The upper floor's addresses, one module per noun."""

from typing import Any

app_name = "planner"

urlpatterns: list[Any] = []
