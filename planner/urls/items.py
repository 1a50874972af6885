"""One item of the library, and what is done with it."""

from django.urls import path

from planner.views import items, using

ONE = "c/<uuid:clinic>/library/<slug:code>/"

urlpatterns = [
    path(ONE, items.item_page, name="item_page"),
    path(f"{ONE}use/", using.item_use, name="item_use"),
    path(f"{ONE}give/", using.item_give, name="item_give"),
]
