"""Groups and who takes part in them."""

from django.urls import path

from clients.views import groups, participants, teams

ONE = "c/<uuid:clinic>/groups/<uuid:uid>/"

urlpatterns = [
    path("c/<uuid:clinic>/groups/", groups.group_list, name="group_list"),
    path("c/<uuid:clinic>/groups/add/", groups.group_add, name="group_add"),
    path(ONE, groups.group_page, name="group_page"),
    path(f"{ONE}change/", groups.group_change, name="group_change"),
    path(f"{ONE}team/", teams.group_team, name="group_team"),
    path(f"{ONE}participants/add/", participants.participant_add, name="participant_add"),
    path(
        "c/<uuid:clinic>/groups/participants/<uuid:uid>/",
        participants.participant_leave,
        name="participant_leave",
    ),
    path(
        "c/<uuid:clinic>/groups/participants/<uuid:uid>/place/",
        participants.participant_place,
        name="participant_place",
    ),
    path("c/<uuid:clinic>/clients/<uuid:uid>/apart/", participants.kept_apart, name="kept_apart"),
    path("c/<uuid:clinic>/apart/<uuid:uid>/lift/", participants.apart_lift, name="apart_lift"),
]
