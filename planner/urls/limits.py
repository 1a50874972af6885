"""The clinic's limits for the safety rules."""

from django.urls import path

from planner.views import limits

urlpatterns = [
    path("c/<uuid:clinic>/clinic/limits/", limits.clinic_limits, name="clinic_limits"),
    path("c/<uuid:clinic>/clinic/limits/set/", limits.limit_set, name="limit_set"),
]
