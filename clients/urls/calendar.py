"""The calendar of a member, and what other programs may fetch of it."""

from django.urls import path

from clients.views import calendar, feed

BASE = "c/<uuid:clinic>/calendar/"

urlpatterns = [
    path(BASE, calendar.calendar, name="calendar"),
    path(f"{BASE}new/", calendar.calendar_add, name="calendar_add"),
    path(f"{BASE}settings/", feed.calendar_settings, name="calendar_settings"),
    path(f"{BASE}feed/", feed.calendar_feed, name="calendar_feed"),
    path("calendar/<slug:token>.ics", feed.calendar_ics, name="calendar_ics"),
    path(
        "c/<uuid:clinic>/appointments/<uuid:uid>/ics/",
        feed.appointment_ics,
        name="appointment_ics",
    ),
]
