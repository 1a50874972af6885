"""Appointments of clients and groups."""

from django.urls import path

from clients.views import appointments, attendance

ONE = "c/<uuid:clinic>/appointments/<uuid:uid>/"

urlpatterns = [
    path(
        "c/<uuid:clinic>/clients/<uuid:uid>/appointments/",
        appointments.appointment_list,
        name="appointment_list",
    ),
    path(
        "c/<uuid:clinic>/clients/<uuid:uid>/appointments/add/",
        appointments.appointment_add,
        name="appointment_add",
    ),
    path(
        "c/<uuid:clinic>/groups/<uuid:uid>/appointments/add/",
        appointments.group_appointment_add,
        name="group_appointment_add",
    ),
    path(ONE, appointments.appointment_page, name="appointment_page"),
    path(f"{ONE}attendance/", attendance.attendance, name="attendance"),
]
