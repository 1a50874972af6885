"""Where everybody starts."""

from django.urls import path

from clients.views import home

urlpatterns = [
    path("", home.home, name="home"),
    path("c/<uuid:clinic>/names/", home.hide_names, name="hide_names"),
    path("c/<uuid:clinic>/keys/", home.single_keys, name="single_keys"),
]
