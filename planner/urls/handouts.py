"""Paper for a client, and the sheet of a session."""

from django.urls import path

from planner.views import diaries, handouts, invitations, packets

urlpatterns = [
    path(
        "c/<uuid:clinic>/clients/<uuid:uid>/handouts/give/",
        handouts.handout_give,
        name="handout_give",
    ),
    path(
        "c/<uuid:clinic>/clients/<uuid:uid>/handouts/packet/",
        packets.packet_give,
        name="packet_give",
    ),
    path(
        "c/<uuid:clinic>/groups/<uuid:uid>/packet/",
        packets.group_packet_give,
        name="group_packet_give",
    ),
    path(
        "c/<uuid:clinic>/clients/<uuid:uid>/phone/paper/",
        invitations.invitation_print,
        name="invitation_print",
    ),
    path("c/<uuid:clinic>/homework/<uuid:uid>/diary/", diaries.diary_print, name="diary_print"),
    path(
        "c/<uuid:clinic>/sessions/<uuid:uid>/print/", handouts.session_print, name="session_print"
    ),
]
