"""Who takes part in a group: joining, waiting, the talk before it, leaving; who is kept apart."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.access import Capability, fetch, may, needs, reach
from clients.actions.teams import (
    KeptApart,
    begin_participation,
    join_group,
    keep_apart,
    leave_group,
    lift_apart,
    move_waiting,
    note_kept_apart,
    note_screening,
    stop_waiting,
)
from clients.forms.groups import (
    ApartForm,
    BeginForm,
    LeaveGroupForm,
    ParticipantForm,
    ScreeningForm,
    TurnForm,
)
from clients.models import Apart, Client, Frame, Group, Member, Participation
from config.htmx import answer, leave

from .groups import naming, page_of
from .steps import add_refusal, attempt, posted, status_of


@needs(Capability.EDIT, methods=("GET", "POST"))
def participant_add(request: Any, uid: Any) -> HttpResponse:
    """One more participant, of those this member knows: own clients and those of own groups."""
    group = fetch(request, Group, uid)
    today = group.clinic.today()
    there = group.participations.on(today).values("client")
    clients = reach(request, Capability.ROSTER, Client).in_care().exclude(pk__in=there)
    form = ParticipantForm(
        posted(request),
        clients=clients,
        naming=naming(request.member),
        initial={"starts": today},
    )
    if form.is_valid():
        facts = form.cleaned_data
        if _join(request, form, join_group, group=group, **facts):
            waits = facts["starts"] is None
            said = _("On the waiting list.") if waits else _("Added to the group.")
            messages.success(request, said)
            return leave(request, page_of(group))
    has_begun = group.frame == Frame.CLOSED and group.appointments.held().exists()
    context = {
        "group": group,
        "form": form,
        "has_any": clients.exists(),
        "is_closed": has_begun,
    }
    return answer(request, "clients/participant_add.html", context, status=status_of(form))


def _join(request: Any, form: BaseForm, verb: Callable[..., Any], **facts: Any) -> bool:
    """Run a verb that may meet people who are kept apart. Whether it was done."""
    try:
        verb(**facts, by=request.member)
    except KeptApart as refused:
        note_kept_apart(rows=refused.rows, by=request.member)
        field = "client" if "client" in form.fields else None
        for said in _why(request, refused):
            form.add_error(field, said)
        return False
    except ValidationError as refused:
        add_refusal(form, refused)
        return False
    return True


def _why(request: Any, refused: KeptApart) -> list[str]:
    """With whom, for a member who may see both; else the one sentence that says no more."""
    keys = [row.pk for row in refused.rows]
    known = reach(request, Capability.VIEW, Apart).filter(pk__in=keys)
    if known.count() < len(keys):
        return list(refused.messages)
    call = naming(request.member)
    return [
        _("%(one)s and %(other)s must not share a group.")
        % {"one": call(row.client), "other": call(row.other)}
        for row in refused.rows
    ]


@needs(Capability.EDIT, methods=("GET", "POST"))
def participant_place(request: Any, uid: Any) -> HttpResponse:
    """The talk before the group; for somebody who waits, the first day, or off the list."""
    place = fetch(request, Participation, uid)
    what = request.POST.get("what", "")
    waits = place.starts is None
    if what == "off" and waits:
        stop_waiting(participation=place, by=request.member)
        messages.success(request, _("Off the waiting list."))
        return leave(request, _after(request, place))
    if what == "turn" and waits:
        return _moved(request, place)
    sent = posted(request)
    begin = BeginForm(
        sent if what == "begin" and waits else None, initial={"starts": place.clinic.today()}
    )
    if begin.is_valid() and _join(
        request, begin, begin_participation, participation=place, **begin.cleaned_data
    ):
        messages.success(request, _("Added to the group."))
        return leave(request, _after(request, place))
    talk = _screening(request, place, sent if what == "talk" else None)
    if talk.is_valid():
        facts = talk.cleaned_data
        note_screening(
            participation=place,
            on=facts["screened_on"],
            who=facts["screened_by"] or request.member,
            by=request.member,
        )
        messages.success(request, _("Saved."))
        return leave(request, _after(request, place))
    context = _about(request, place) | {"begin": begin, "form": talk, "waits": waits}
    status = status_of(begin, talk)
    return answer(request, "clients/participant_place.html", context, status=status)


def _moved(request: Any, place: Participation) -> HttpResponse:
    """Another place on the waiting list; a number that is none changes nothing."""
    turn = TurnForm(request.POST)
    if turn.is_valid():
        move_waiting(participation=place, to=turn.cleaned_data["to"], by=request.member)
    return leave(request, f"{_after(request, place)}#w-{place.uid}")


def _screening(request: Any, place: Participation, data: Any) -> ScreeningForm:
    """The talk, held by one of the clinic's clinicians: by this member, unless said otherwise."""
    who = place.screened_by or request.member
    return ScreeningForm(
        data,
        members=reach(request, Capability.VIEW, Member).clinicians(),
        initial={"screened_on": place.screened_on, "screened_by": who.uid},
    )


def _about(request: Any, place: Participation) -> dict[str, Any]:
    """Whose place it is; the name only where this member may know it."""
    return {
        "place": place,
        "group": place.group,
        "client": place.client,
        "named": may(request.member, Capability.ROSTER, place.client),
        "section": "groups",
    }


@needs(Capability.EDIT, methods=("GET", "POST"))
def participant_leave(request: Any, uid: Any) -> HttpResponse:
    """A participant's last day in the group."""
    place = fetch(request, Participation, uid, starts__isnull=False)
    form = LeaveGroupForm(posted(request), initial={"ends": place.ends or place.clinic.today()})
    if form.is_valid():
        leave_group(participation=place, ends=form.cleaned_data["ends"], by=request.member)
        messages.success(request, _("Saved."))
        return leave(request, _after(request, place))
    context = _about(request, place) | {"form": form}
    return answer(request, "clients/participant_leave.html", context, status=status_of(form))


def _after(request: Any, place: Participation) -> str:
    """The group's page; the client's for a member who may open only that."""
    if may(request.member, Capability.VIEW, place.group):
        return page_of(place.group)
    return reverse("clients:client_page", args=[place.clinic.uid, place.client.uid])


@needs(Capability.EDIT, methods=("GET", "POST"))
def kept_apart(request: Any, uid: Any) -> HttpResponse:
    """Whom a client must not meet in a group, as far as this member may see both."""
    client = fetch(request, Client, uid)
    rows = reach(request, Capability.VIEW, Apart).about(client).select_related("client", "other")
    others = reach(request, Capability.VIEW, Client).in_care().exclude(pk=client.pk)
    form = ApartForm(posted(request), clients=others, naming=naming(request.member))
    if form.is_valid() and attempt(
        form, keep_apart, client=client, other=form.cleaned_data["other"], by=request.member
    ):
        messages.success(request, _("Noted. Neither can join a group in which the other is."))
        return leave(request, request.path)
    context = {
        "client": client,
        "form": form,
        "has_any": others.exists(),
        "rows": _who_is_apart(request, client, rows),
    }
    return answer(request, "clients/kept_apart.html", context, status=status_of(form))


def _who_is_apart(
    request: Any, client: Client, rows: Iterable[Apart]
) -> list[tuple[Apart, Client, list[Group]]]:
    """Each row with the other person, and the groups in which both are all the same."""
    today, apart = client.clinic.today(), [(row, row.other_than(client)) for row in rows]
    places = reach(request, Capability.VIEW, Participation).begun_or_coming(today)
    mine = places.filter(client=client).values("group")
    both = places.filter(client__in=[other for _row, other in apart], group__in=mine)
    shared: dict[int, list[Group]] = {}
    for place in both.select_related("group").order_by("group__name", "pk"):
        shared.setdefault(place.client_id, []).append(place.group)
    return [(row, other, shared.get(other.pk, [])) for row, other in apart]


@needs(Capability.EDIT, methods=("POST",))
def apart_lift(request: Any, uid: Any) -> HttpResponse:
    """These two may share a group again; whoever may change both decides."""
    row = fetch(request, Apart, uid)
    lift_apart(apart=row, by=request.member)
    messages.success(request, _("They may share a group again."))
    return leave(request, reverse("clients:kept_apart", args=[row.clinic.uid, row.client.uid]))
