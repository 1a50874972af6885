"""The library: finding something in it, and printing from it."""

from django.urls import path

from planner.views import finding, prints

ALL = "c/<uuid:clinic>/library/"
ONE = f"{ALL}<slug:code>/"

urlpatterns = [
    path(ALL, finding.library, name="library"),
    path(f"{ONE}favourite/", finding.favourite, name="favourite"),
    path(f"{ONE}print/", prints.item_print, name="practice_print"),
]
