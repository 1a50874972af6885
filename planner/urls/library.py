"""The library: reading it, printing from it, giving from it."""

from django.urls import path

from planner.views import library

ALL = "c/<uuid:clinic>/library/"
ONE = f"{ALL}<slug:code>/"

urlpatterns = [
    path(ALL, library.library, name="library"),
    path(f"{ONE}print/", library.practice_print, name="practice_print"),
]
