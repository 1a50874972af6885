"""A session's plan kept as a protocol of the clinic, without anything of the person."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.http import HttpResponse
from django.utils import translation

from clients.access import Capability, fetch, needs, reach
from clients.actions.journal import note_opening
from clients.models import Client
from clients.views.steps import posted, status_of
from config.htmx import answer
from planner.actions.own_items import CodeTaken
from planner.forms.blocks import RevisionForm
from planner.forms.protocols import ProtocolForm
from planner.library.documents import PROTOCOLS
from planner.library.faults import LibraryError
from planner.library.from_plan import neutral_titles, protocol_file
from planner.library.reader import Known, read_one
from planner.models import Item, Session
from planner.models.facts import at_desk
from planner.models.own import known_to
from planner.models.protocols import blocks_of, names_behind, protocol_version
from planner.models.session_paper import practice_titles

from .own_library import TAKEN, is_free, made

NOTHING: Mapping[str, str] = MappingProxyType({})


@needs(Capability.PLAN, methods=("GET", "POST"))
def session_protocol(request: Any, uid: Any) -> HttpResponse:
    """Look at each title, name the protocol, and have it as a draft of one's own."""
    session = fetch(request, Session, uid)
    desk: Any = at_desk(session.pk)
    if request.method == "POST" and not _saw(request, desk):
        return _page(request, desk, _form(request, desk, None, request.POST.dict()), 409)
    form = _form(request, desk, posted(request))
    known = known_to(reach(request, Capability.VIEW, Item))
    if form.is_valid() and is_free(form, known):
        kept = _kept(request, desk, form, known)
        if kept is not None:
            return kept
    return _page(request, desk, form, status_of(form))


def _saw(request: Any, desk: Any) -> bool:
    """Whether the plan that was looked at is the one that stands."""
    seen = RevisionForm(request.POST)
    return seen.is_valid() and seen.cleaned_data["revision"] == desk.last_revision


def _form(request: Any, desk: Any, data: Any, typed: Mapping[str, str] = NOTHING) -> ProtocolForm:
    """The form of this plan; what was `typed` for another stand of it is kept where it fits."""
    plan = desk.planned_blocks()
    version = protocol_version(desk, reach(request, Capability.VIEW, Item))
    with translation.override(desk.clinic.language):
        titles = neutral_titles(
            plan,
            practices=practice_titles(desk, {block.practice for block in plan}),
            known={block.title for block in blocks_of(version)} if version else (),
        )
    purpose = version.document.get("purpose", "") if version else ""
    return ProtocolForm(
        data,
        plan=plan,
        titles=titles,
        never=names_behind(desk),
        initial={"purpose": purpose, **typed},
    )


def _kept(request: Any, desk: Any, form: ProtocolForm, known: Known) -> HttpResponse | None:
    """Make the item and go on to writing it; None when the form says why not."""
    text = protocol_file(desk.planned_blocks(), kind=desk.kind, head=form.head, titles=form.titles)
    name = f"{desk.clinic.language}/{PROTOCOLS}/{form.cleaned_data['code']}.md"
    try:
        return made(request, [read_one(text, name=name, known=known)])
    except LibraryError as error:
        form.show(error.faults)
    except CodeTaken:
        form.add_error("code", TAKEN)
    return None


def _page(request: Any, desk: Any, form: ProtocolForm, status: int) -> HttpResponse:
    whom = desk.appointment.whom
    if isinstance(whom, Client):
        note_opening(thing=whom, by=request.member)
    context = {
        "session": desk,
        "client": desk.appointment.client,
        "group": desk.appointment.group,
        "form": form,
        "changed": status == 409,
        "section": "sessions",
    }
    return answer(request, "planner/session_protocol.html", context, status=status)
