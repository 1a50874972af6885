"""The first page."""

from django.urls import path

from planner.views import today

urlpatterns = [
    path("c/<uuid:clinic>/", today.today, name="today"),
    path("c/<uuid:clinic>/calls/<uuid:uid>/", today.call_done, name="call_done"),
]
