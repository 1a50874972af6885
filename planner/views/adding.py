"""Blocks that come into a plan: new ones, of a practice or not, and copies."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django_htmx.http import reswap, retarget

from clients.access import Capability, fetch, needs, reach
from clients.views.steps import posted, status_of
from config.htmx import answer, leave
from planner.actions import blocks as verbs
from planner.forms.blocks import CopyForm, CopyToForm, NewBlockForm
from planner.forms.choosing import ChooseForm
from planner.library.wishes import Wish
from planner.models import Block, Session

from .choosing import LOOK, chooser, practices_for, shown_in_place
from .desk import address, done, refused
from .using import COMING_ROWS, PEOPLE

ADDER = "planner/block_add.html"


@needs(Capability.PLAN, methods=("GET", "POST"))
def block_add(request: Any, uid: Any) -> HttpResponse:
    """One more block, by phase and minutes or from a practice; and looking for the practice."""
    session = fetch(request, Session, uid)
    form = _form(request, session)
    blocks = list(session.blocks.all())
    left = session.minutes - sum(block.minutes for block in blocks)
    finder = ChooseForm(request.POST, prefix=LOOK, auto_id="new-%s", left=left)
    if LOOK in request.POST:
        return shown_in_place(request, ADDER, _adder(request, session, blocks, form, finder))
    if form.is_valid():
        facts = form.cleaned_data
        where = {"uid": facts.pop("uid"), "after": facts.pop("after")}
        values = _new_values(session, facts, finder.wish)
        try:
            desk = verbs.add_block(session=session, values=values, by=request.member, **where)
            return done(request, desk, where["uid"], "new")
        except ValidationError as refusal:
            form.add_error(None, refusal)
    context = _adder(request, session, blocks, form, finder)
    response = answer(request, ADDER, context, part="adder", status=status_of(form))
    return reswap(retarget(response, "#add-block"), "innerHTML")


def _form(request: Any, session: Session) -> NewBlockForm:
    """The form; while a practice is looked for it holds what was typed, and judges nothing."""
    looking = LOOK in request.POST
    typed = request.POST.dict() if looking else {"after": request.GET.get("after", "")[:36]}
    return NewBlockForm(
        None if looking else posted(request),
        auto_id="new-%s",
        practices=practices_for(request, session),
        whom=session.appointment.whom,
        initial=typed,
    )


def _adder(
    request: Any, session: Session, blocks: list[Block], form: NewBlockForm, finder: ChooseForm
) -> dict[str, Any]:
    """The form with the practices to choose from."""
    after = str(form["after"].value() or "")
    return chooser(request, session, form, finder) | {
        "session": session,
        "client": session.appointment.client,
        "group": session.appointment.group,
        "form": form,
        "behind": next((one.title for one in blocks if str(one.uid) == after), ""),
        "section": "sessions",
    }


def _new_values(session: Session, facts: dict[str, Any], wish: Wish) -> dict[str, Any]:
    """The form's answers as fields of a block; what is left open comes from the practice.

    A phase and a length that were looked for count before the practice's first and usual ones, and
    the block's own limits before either length.
    """
    facts.pop("version")
    practice = facts.pop("practice")
    if practice is None:
        return facts | {"practice": "", "gates_data": verbs.gates_of(None)}
    version = practice.version_in(session.language)
    offered = version.document.get("phases") or ["reflection"]
    fitting = min(version.minutes, wish.minutes or version.minutes)
    fitting = max(facts["shortest"], min(fitting, facts["longest"] or fitting))
    return facts | {
        "practice": practice.code,
        "gates_data": verbs.gates_of(version),
        "phase": facts["phase"] or (wish.phase if wish.phase in offered else offered[0]),
        "title": facts["title"] or version.title,
        "minutes": fitting if facts["minutes"] is None else facts["minutes"],
    }


@needs(Capability.PLAN, methods=("POST",))
def block_copy(request: Any, uid: Any) -> HttpResponse:
    """The same block once more, behind it."""
    block = fetch(request, Block, uid)
    form = CopyForm(request.POST)
    if not form.is_valid():
        return refused(request, block.session, 422, refusal=_("Nothing was copied."))
    new = form.cleaned_data["uid"]
    try:
        desk = verbs.copy_block(block=block, uid=new, by=request.member)
    except ValidationError as refusal:
        return refused(request, block.session, 422, refusal=" ".join(refusal.messages))
    return done(request, desk, new)


@needs(Capability.PLAN, methods=("GET", "POST"))
def block_copy_to(request: Any, uid: Any) -> HttpResponse:
    """The same block in another coming session, of this client or group or of another."""
    block = fetch(request, Block, uid)
    here = block.session
    coming = reach(request, Capability.PLAN, Session).coming(request.member.clinic.today())
    coming = coming.exclude(pk=here.pk)
    initial = {"uid": uuid4(), "title": block.title}
    form = CopyToForm(posted(request), sessions=coming, initial=initial)
    if form.is_valid():
        facts = form.cleaned_data
        try:
            there = verbs.copy_to_session(
                block=block,
                session=facts["session"],
                uid=facts["uid"],
                title=facts["title"],
                with_notes=facts["notes"],
                by=request.member,
            )
            messages.success(request, _("“%s” is copied to this plan.") % facts["title"])
            return leave(request, f"{address(there)}#b-{facts['uid']}")
        except ValidationError as refusal:
            form.add_error(None, refusal)
    sessions = list(coming.select_related(*PEOPLE)[:COMING_ROWS])
    context = {
        "copied": block,
        "session": here,
        "client": here.appointment.client,
        "group": here.appointment.group,
        "form": form,
        "own": [one for one in sessions if one.is_for_the_same_as(here)],
        "others": [one for one in sessions if not one.is_for_the_same_as(here)],
        "today": request.member.clinic.today(),
        "section": "sessions",
    }
    return answer(request, "planner/block_copy_to.html", context, status=status_of(form))
