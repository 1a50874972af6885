"""The ground floor's staff addresses, one module per noun."""

from . import appointments, clinic, devices, groups, home, people

app_name = "clients"

urlpatterns = [
    *home.urlpatterns,
    *people.urlpatterns,
    *appointments.urlpatterns,
    *groups.urlpatterns,
    *clinic.urlpatterns,
    *devices.urlpatterns,
]
