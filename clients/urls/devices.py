"""A client's phones, as the care team sees them."""

from django.urls import path

from clients.views import devices

ONE = "c/<uuid:clinic>/clients/<uuid:uid>/phone/"

urlpatterns = [
    path(ONE, devices.devices, name="devices"),
    path(f"{ONE}invite/", devices.device_invite, name="device_invite"),
    path(f"{ONE}agreement/", devices.consent, name="consent"),
    path("c/<uuid:clinic>/phones/<uuid:uid>/end/", devices.device_end, name="device_end"),
]
