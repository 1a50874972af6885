"""The upper floor's addresses, one module per noun."""

from . import homework

app_name = "planner"

urlpatterns = [*homework.urlpatterns]
