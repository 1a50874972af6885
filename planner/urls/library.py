"""The library: reading it, printing from it, giving from it."""

from django.urls import path

from planner.views import finding, library

ALL = "c/<uuid:clinic>/library/"
ONE = f"{ALL}<slug:code>/"

urlpatterns = [
    path(ALL, finding.library, name="library"),
    path(f"{ONE}favourite/", finding.favourite, name="favourite"),
    path(f"{ONE}print/", library.practice_print, name="practice_print"),
]
