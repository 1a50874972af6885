"""Paper for a client, and the sheet of a session."""

from django.urls import path

from planner.views import handouts

urlpatterns = [
    path(
        "c/<uuid:clinic>/clients/<uuid:uid>/handouts/give/",
        handouts.handout_give,
        name="handout_give",
    ),
    path(
        "c/<uuid:clinic>/sessions/<uuid:uid>/print/", handouts.session_print, name="session_print"
    ),
]
