"""The upper floor's addresses, one module per noun."""

from . import courses, handouts, homework, items, library, limits, own_items, sessions, today

app_name = "planner"

urlpatterns = [
    *courses.urlpatterns,
    *handouts.urlpatterns,
    *homework.urlpatterns,
    *library.urlpatterns,
    *own_items.urlpatterns,
    *limits.urlpatterns,
    *sessions.urlpatterns,
    *today.urlpatterns,
    # Last: a code would also fit the library's other addresses.
    *items.urlpatterns,
]
