"""The ground floor's staff addresses, one module per noun."""

from . import home

app_name = "clients"

urlpatterns = [*home.urlpatterns]
