"""Cover: a member stands in for one's own clients and groups, from a day to a day."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import gettext as _

from clients.access import Capability, fetch, needs, reach
from clients.actions.teams import arrange_cover
from clients.forms.teams import CoverForm
from clients.models import CareTeam, Client, Clinic, Group, Member, Role
from config.htmx import answer, leave

from .groups import naming
from .steps import add_refusal, posted, status_of

OWN = (Role.LEAD, Role.CO_THERAPIST)
"""Places that can be covered; a cover gives nothing on."""


@needs(Capability.PLAN, methods=("GET", "POST"))
def cover(request: Any) -> HttpResponse:
    """Who covers for whom of one's own; and for whom one covers, with the open points."""
    clinic = fetch(request, Clinic, request.member.clinic.uid)
    form = _form(request, clinic)
    if form.is_valid() and _arrange(request, form):
        return leave(request, request.path)
    today = clinic.today()
    places = reach(request, Capability.EDIT, CareTeam).filter(role=Role.COVER, ends__gte=today)
    places = places.select_related("client", "group", "member").order_by("starts", "pk")
    context = {
        "form": form,
        "has_any": any(form.initial[name] for name in ("clients", "groups")),
        "covered": [place for place in places if place.member_id != request.member.pk],
        "mine": [place for place in places if place.member_id == request.member.pk],
        "section": "clients",
    }
    return answer(request, "clients/cover.html", context, status=status_of(form))


def _arrange(request: Any, form: CoverForm) -> bool:
    """Give the places and say where there was one already. Whether it was done."""
    facts = dict(form.cleaned_data)
    whom = [*facts.pop("clients"), *facts.pop("groups")]
    try:
        already = arrange_cover(whom=whom, by=request.member, **facts)
    except ValidationError as refused:
        add_refusal(form, refused)
        return False
    if len(already) < len(whom):
        messages.success(request, _("The cover is arranged."))
    if already:
        codes = ", ".join(str(one) for one in already)
        said = _("On the care team at that time already, so nothing changes: %(codes)s.")
        messages.info(request, said % {"codes": codes})
    return True


def _form(request: Any, clinic: Clinic) -> CoverForm:
    """Everything of one's own is ticked at first."""
    today = clinic.today()
    own = request.member.teams.on(today).filter(role__in=OWN)
    clients = reach(request, Capability.EDIT, Client).in_care()
    clients = clients.filter(pk__in=own.exclude(client=None).values("client"))
    groups = reach(request, Capability.EDIT, Group).running()
    groups = groups.filter(pk__in=own.exclude(group=None).values("group"))
    members = reach(request, Capability.VIEW, Member).clinicians().exclude(pk=request.member.pk)
    return CoverForm(
        posted(request),
        members=members,
        clients=clients,
        groups=groups,
        naming=naming(request.member),
        initial={
            "starts": today,
            "clients": [one.uid for one in clients],
            "groups": [one.uid for one in groups],
        },
    )
