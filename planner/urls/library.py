"""The library: reading it, printing from it, giving from it."""

from django.urls import path

from planner.views import library, prints

ALL = "c/<uuid:clinic>/library/"
ONE = f"{ALL}<slug:code>/"

urlpatterns = [
    path(ALL, library.library, name="library"),
    path(ONE, library.practice_page, name="practice_page"),
    path(f"{ONE}print/", prints.item_print, name="practice_print"),
    path(f"{ONE}give/", library.practice_give, name="practice_give"),
]
