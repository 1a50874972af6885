"""Every address of the site, by app. The apps are mounted by name."""

from django.urls import include, path, re_path

from config.errors import left_out
from config.health import healthz

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    # One address per person, set by the invitation: whoever sits at an unlocked screen could add
    # one of their own here, without the password, and have a new password sent to it.
    re_path(r"^accounts/(?:email|confirm-email|login/code)/", left_out),
    path("accounts/", include("allauth.account.urls")),
    path("p/", include("clients.portal.urls")),
    path("", include("clients.urls")),
    path("", include("planner.urls")),
]
