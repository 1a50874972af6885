"""The ground floor's staff addresses, one module per noun."""

from . import appointments, calendar, clinic, devices, groups, home, homework, people

app_name = "clients"

urlpatterns = [
    *home.urlpatterns,
    *people.urlpatterns,
    *appointments.urlpatterns,
    *calendar.urlpatterns,
    *groups.urlpatterns,
    *homework.urlpatterns,
    *clinic.urlpatterns,
    *devices.urlpatterns,
]
