"""The list of clients, one client's page and record, ending and erasing."""

from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.access import Capability, browse, fetch, needs, reach, rights_from
from clients.actions.erasure import erase_client
from clients.actions.journal import open_record
from clients.actions.people import (
    admit_client,
    change_client,
    end_client,
    resume_client,
    set_quiet_mode,
)
from clients.forms.fields import changes_of
from clients.forms.people import EndingForm, EraseForm, QuickAddForm, RecordForm, SearchForm
from clients.models import Client, Clinic, HomeSafety, safety_now
from clients.models.review import review_of
from clients.wallclock import zone_names
from config.htmx import answer, leave

from .steps import attempt, posted, status_of, way_back

MOST_ROWS = 200
"""Clients on one page of the list; more are found by searching."""


def page_of(client: Client) -> str:
    """The address of a client's page."""
    return reverse("clients:client_page", args=[client.clinic.uid, client.uid])


@needs(Capability.VIEW)
def client_list(request: Any) -> HttpResponse:
    """The clients of this member, with search and quick add."""
    return _list_answer(request, browse(request, Client), QuickAddForm())


@needs(Capability.PLAN, methods=("POST",))
def client_add(request: Any) -> HttpResponse:
    """Quick add: one field and Enter; whoever adds leads."""
    clinic = fetch(request, Clinic, request.member.clinic.uid)
    form = QuickAddForm(request.POST)
    if form.is_valid():
        facts = form.cleaned_data["who"]
        if attempt(form, admit_client, clinic=clinic, by=request.member, **facts):
            messages.success(request, _("Added. You lead the care team."))
            return leave(request, reverse("clients:client_list", args=[clinic.uid]))
    return _list_answer(request, reach(request, Capability.VIEW, Client), form)


def _list_answer(request: Any, clients: Any, quick_add: QuickAddForm) -> HttpResponse:
    """The list as a page, or its rows alone for a search while typing."""
    search = SearchForm(request.GET)
    wanted = search.cleaned_data if search.is_valid() else {"q": "", "ended": False}
    today = request.member.clinic.today()
    rows = clients if wanted["ended"] else clients.in_care()
    rows = rows.matching(wanted["q"]) if wanted["q"] else rows
    found = list(rows.with_days(today)[: MOST_ROWS + 1])
    context = {
        "clients": found[:MOST_ROWS],
        "more": len(found) > MOST_ROWS,
        "has_any": bool(found) or clients.exists(),
        "search": search,
        "quick_add": quick_add,
        "today": today,
    }
    status = status_of(quick_add)
    return answer(request, "clients/client_list.html", context, part="rows", status=status)


@needs(Capability.VIEW)
def client_page(request: Any, uid: Any) -> HttpResponse:
    """What one needs to know before the appointment, risk first."""
    client = fetch(request, Client, uid)
    team = open_record(client=client, by=request.member)
    prefetch_related_objects([client], "risk_questions", "safety_reviews", "ways")
    today = client.clinic.today()
    review = review_of(client, client.today())
    context = {
        "client": client,
        "today": today,
        "safety": safety_now(client),
        "next": review.next,
        "last": review.last,
        "team": team,
        "ways": [way for way in client.ways.all() if way.safe],
        "ways_are_stale": any(way.is_stale(today) for way in client.ways.all()),
        "review": review,
        "readonly": Capability.EDIT not in rights_from(team, request.member),
    }
    return answer(request, "clients/client_page.html", context)


@needs(Capability.EDIT, methods=("GET", "POST"))
def client_record(request: Any, uid: Any) -> HttpResponse:
    """All facts of a client, to read and to change."""
    client = fetch(request, Client, uid)
    was_unsafe = client.home == HomeSafety.NOT_SAFE
    form = RecordForm(posted(request), instance=client)
    if form.is_valid():
        facts = {"client": client, "changes": changes_of(form), "asked": True}
        if attempt(form, change_client, by=request.member, **facts):
            messages.success(request, _("Saved."))
            now_unsafe = client.home == HomeSafety.NOT_SAFE and not was_unsafe
            if now_unsafe and not client.quiet_mode:
                return leave(request, reverse("clients:quiet_mode", args=_ids(client)))
            return leave(request, way_back(request, page_of(client)))
    context = {"client": client, "form": form, "zones": zone_names()}
    return answer(request, "clients/client_record.html", context, status=status_of(form))


def _ids(client: Client) -> list[Any]:
    """What an address about this client is made of."""
    return [client.clinic.uid, client.uid]


@needs(Capability.EDIT, methods=("GET", "POST"))
def quiet_mode(request: Any, uid: Any) -> HttpResponse:
    """Quiet mode in one click, with what it means."""
    client = fetch(request, Client, uid)
    if request.method == "POST":
        on = request.POST.get("on") == "yes"
        set_quiet_mode(client=client, on=on, by=request.member)
        messages.success(request, _("Quiet mode is on.") if on else _("Quiet mode is off."))
        return leave(request, page_of(client))
    return answer(request, "clients/quiet_mode.html", {"client": client})


@needs(Capability.EDIT, methods=("GET", "POST"))
def client_ending(request: Any, uid: Any) -> HttpResponse:
    """End the work: homework and every message stop in that minute. Or take it up again."""
    client = fetch(request, Client, uid)
    if request.method == "POST" and request.POST.get("resume"):
        resume_client(client=client, by=request.member)
        messages.success(request, _("The work goes on."))
        return leave(request, page_of(client))
    form = EndingForm(posted(request), initial={"ended_on": client.clinic.today()})
    if form.is_valid():
        facts = form.cleaned_data
        end_client(client=client, ending=facts["ending"], on=facts["ended_on"], by=request.member)
        messages.success(request, _("The work has ended. Homework and messages have stopped."))
        return leave(request, page_of(client))
    coming = client.appointments.coming(client.clinic.today())
    context = {"client": client, "form": form, "coming": list(coming)}
    return answer(request, "clients/client_ending.html", context, status=status_of(form))


@needs(Capability.MANAGE, methods=("GET", "POST"))
def client_erase(request: Any, uid: Any) -> HttpResponse:
    """Erase a client for good, after the code was typed by hand."""
    client = fetch(request, Client, uid)
    form = EraseForm(posted(request), expected=client.code)
    if form.is_valid():
        erase_client(client=client, by=request.member)
        messages.success(request, _("Erased. Nothing of this client is left in the clinic."))
        return leave(request, reverse("clients:caseload", args=[request.member.clinic.uid]))
    context = {"client": client, "form": form, "section": "clinic"}
    return answer(request, "clients/client_erase.html", context, status=status_of(form))
