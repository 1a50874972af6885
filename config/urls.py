"""Every address of the site, by app. The apps are mounted by name."""

from django.urls import include, path

from config.health import healthz

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("accounts/", include("allauth.account.urls")),
    path("p/", include("clients.portal.urls")),
    path("", include("clients.urls")),
    path("", include("planner.urls")),
]
