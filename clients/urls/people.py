"""Clients: the list, each one's page, and what is recorded about safety and teams."""

from django.urls import path

from clients.views import caseload, cover, handouts, people, safety, teams

ONE = "c/<uuid:clinic>/clients/<uuid:uid>/"

urlpatterns = [
    path("c/<uuid:clinic>/clients/", people.client_list, name="client_list"),
    path("c/<uuid:clinic>/clients/add/", people.client_add, name="client_add"),
    path("c/<uuid:clinic>/clients/import/", caseload.client_import, name="client_import"),
    path(ONE, people.client_page, name="client_page"),
    path(f"{ONE}record/", people.client_record, name="client_record"),
    path(f"{ONE}quiet/", people.quiet_mode, name="quiet_mode"),
    path(f"{ONE}ending/", people.client_ending, name="client_ending"),
    path(f"{ONE}erase/", people.client_erase, name="client_erase"),
    path(f"{ONE}risk/", safety.risk_ask, name="risk_ask"),
    path(f"{ONE}review/", safety.safety_review, name="safety_review"),
    path(f"{ONE}reaching/", safety.reaching, name="reaching"),
    path("c/<uuid:clinic>/cover/", cover.cover, name="cover"),
    path(f"{ONE}team/", teams.care_team, name="care_team"),
    path("c/<uuid:clinic>/teams/<uuid:uid>/end/", teams.team_leave, name="team_leave"),
    path(f"{ONE}handouts/", handouts.handout_list, name="handout_list"),
    path("c/<uuid:clinic>/handouts/<uuid:uid>/", handouts.handout_file, name="handout_file"),
]
