"""The clinic's own pages; most are for its owners."""

from django.urls import path

from clients.views import clinic, teams

BASE = "c/<uuid:clinic>/clinic/"

urlpatterns = [
    path(BASE, clinic.clinic_page, name="clinic_page"),
    path(f"{BASE}change/", clinic.clinic_change, name="clinic_change"),
    path(f"{BASE}contacts/", clinic.crisis_contacts, name="crisis_contacts"),
    path(
        f"{BASE}contacts/<uuid:uid>/remove/",
        clinic.crisis_contact_remove,
        name="crisis_contact_remove",
    ),
    path(f"{BASE}members/invite/", clinic.member_invite, name="member_invite"),
    path(f"{BASE}members/<uuid:uid>/remove/", clinic.member_remove, name="member_remove"),
    path(f"{BASE}teams/", teams.caseload, name="caseload"),
    path(f"{BASE}teams/clients/<uuid:uid>/", teams.caseload_client, name="caseload_client"),
    path(f"{BASE}teams/groups/<uuid:uid>/", teams.caseload_group, name="caseload_group"),
    path(f"{BASE}teams/<uuid:uid>/end/", teams.caseload_leave, name="caseload_leave"),
]
