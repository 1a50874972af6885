"""The first page."""

from django.urls import path

from planner.views import today

urlpatterns = [path("c/<uuid:clinic>/", today.today, name="today")]
