"""What a message to the client may say. Not there in quiet mode, where no message is sent at all."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from clients.access import portal_only
from clients.actions.people import change_client
from clients.forms.plainline import PlainLineForm
from config.htmx import leave as send_on


@portal_only(("GET", "POST"))
def line(request: Any) -> HttpResponse:
    """Choose the one plain line, or own words, or none."""
    client = request.device.client
    if client.is_quiet:
        return send_on(request, reverse("portal:today"))
    data = request.POST if request.method == "POST" else None
    form = PlainLineForm(data, line=client.plain_line, names=client.names_around())
    if form.is_valid():
        changes = {"plain_line": form.cleaned_data["line"]}
        change_client(client=client, changes=changes, by=request.device)
        return send_on(request, f"{reverse('portal:settings')}#line")
    status = 422 if form.errors else 200
    return render(request, "portal/line.html", {"form": form}, status=status)
