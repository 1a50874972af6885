"""The upper floor's addresses, one module per noun."""

from . import handouts, homework, library, limits, sessions, today

app_name = "planner"

urlpatterns = [
    *handouts.urlpatterns,
    *homework.urlpatterns,
    *library.urlpatterns,
    *limits.urlpatterns,
    *sessions.urlpatterns,
    *today.urlpatterns,
]
