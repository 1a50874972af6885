"""Groups and who takes part in them."""

from django.urls import path

from clients.views import groups, teams

ONE = "c/<uuid:clinic>/groups/<uuid:uid>/"

urlpatterns = [
    path("c/<uuid:clinic>/groups/", groups.group_list, name="group_list"),
    path("c/<uuid:clinic>/groups/add/", groups.group_add, name="group_add"),
    path(ONE, groups.group_page, name="group_page"),
    path(f"{ONE}change/", groups.group_change, name="group_change"),
    path(f"{ONE}team/", teams.group_team, name="group_team"),
    path(f"{ONE}participants/add/", groups.participant_add, name="participant_add"),
    path(
        "c/<uuid:clinic>/groups/participants/<uuid:uid>/",
        groups.participant_leave,
        name="participant_leave",
    ),
]
