"""The blocks of a plan: editing, moving, removing."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django_htmx.http import reswap, retarget

from clients.access import Capability, fetch, needs
from clients.views.steps import status_of
from config.htmx import answer
from planner.actions import blocks as verbs
from planner.actions.blocks import Stale
from planner.forms.blocks import BlockForm, MinutesForm, PlaceForm, VersionForm, filled
from planner.forms.choosing import ChooseForm
from planner.models import Block
from planner.models.facts import at_desk, last_change

from .choosing import LOOK, chooser, practices_for, shown_in_place
from .desk import done, refused

EDITOR = "planner/block_edit.html"


@needs(Capability.PLAN, methods=("GET", "POST"))
def block_edit(request: Any, uid: Any) -> HttpResponse:
    """Edit one block: all its fields, or its minutes alone (`only` in what was sent)."""
    block = fetch(request, Block, uid)
    if request.method == "GET":
        return _editor(request, block, _form(request, block, initial=_initial(request, block)))
    if LOOK in request.POST:
        form = _form(request, block, initial=request.POST.dict())
        return shown_in_place(request, EDITOR, _context(request, block, form))
    if "only" in request.POST:
        return _minutes(request, block)
    form = _form(request, block, request.POST, initial=_initial(request, block))
    if not form.is_valid():
        return _editor(request, block, form)
    facts = form.cleaned_data
    version = facts.pop("version") or 0
    return _change(request, block, version, _changes(request, block, facts), form)


def _minutes(request: Any, block: Block) -> HttpResponse:
    """The stepper's one number; where it does not fit, the whole editor says so."""
    form = MinutesForm(request.POST)
    if form.is_valid():
        facts = form.cleaned_data
        changes = {"minutes": facts["minutes"]}
        return _change(request, block, facts["version"], changes, None)
    initial = _initial(request, block)
    typed = initial | {"minutes": request.POST.get("minutes", "")[:20]}
    return _editor(request, block, _form(request, block, _as_sent(typed), initial=initial))


def _change(
    request: Any, block: Block, version: int, changes: dict[str, Any], form: BlockForm | None
) -> HttpResponse:
    """Save; or show both texts where somebody was faster."""
    try:
        desk = verbs.change_block(block=block, version=version, changes=changes, by=request.member)
    except Stale as stale:
        return _both_texts(request, stale, block, changes, form)
    return done(request, desk, block.uid)


def _changes(request: Any, block: Block, facts: dict[str, Any]) -> dict[str, Any]:
    """What the form says, as fields of a block; gates follow only a newly chosen practice.

    A practice that this member cannot see could not be ticked, so an empty answer leaves it.
    """
    chosen = facts.pop("practice")
    code = chosen.code if chosen else ""
    if code == block.practice or (not code and _standing(request, block) is None):
        return facts
    version = chosen.version_in(block.session.language) if chosen else None
    return facts | {"practice": code, "gates_data": verbs.gates_of(version)}


def _both_texts(
    request: Any, stale: Stale, block: Block, changes: dict[str, Any], form: BlockForm | None
) -> HttpResponse:
    """409: one's own text stays in the form, the other's stands beside it, to choose from."""
    now = stale.block
    if form is None:
        initial = _initial(request, now or block)
        form = _form(request, block, _as_sent(initial | changes), initial=initial)
    sent: Any = form.data.copy()  # type: ignore[attr-defined]
    sent["version"] = now.version if now else 0
    form.data = sent
    theirs = []
    if now is not None:
        theirs = [
            (form[name].label, getattr(now, name))
            for name, mine in changes.items()
            if name in form.fields and name != "practice" and getattr(now, name) != mine
        ]
    who = last_change(stale.desk)
    return _editor(request, block, form, conflict=True, now=now, theirs=theirs, who=who)


def _editor(request: Any, block: Block, form: BlockForm, **extra: Any) -> HttpResponse:
    """The editor of one block: in its place on the board, or as a page of its own."""
    status = 409 if extra.get("conflict") else status_of(form)
    context = _context(request, block, form) | extra
    response = answer(request, EDITOR, context, part="editor", status=status)
    return reswap(retarget(response, f"#edit-{block.uid}"), "innerHTML")


def _context(request: Any, block: Block, form: BlockForm) -> dict[str, Any]:
    """What the editor shows: the form, with the practices to choose from."""
    session = at_desk(block.session_id)
    names = f"{block.uid}-%s"
    finder = ChooseForm(request.POST, prefix=LOOK, auto_id=names, left=block.minutes)
    return chooser(request, session, form, finder, f"found-{block.uid}") | {
        "edited": block,
        "session": session,
        "zone": session.clinic.zone,
        "client": session.appointment.client,
        "group": session.appointment.group,
        "form": form,
        "looking": LOOK in request.POST,
        "unseen": block.practice and not form["practice"].value() and not _standing(request, block),
        "section": "sessions",
    }


def _form(request: Any, block: Block, data: Any = None, **kwargs: Any) -> BlockForm:
    whom = block.session.appointment.whom
    practices = practices_for(request, block.session, block.practice)
    kwargs |= {"practices": practices, "whom": whom}
    return BlockForm(data, auto_id=f"{block.uid}-%s", **kwargs)


def _initial(request: Any, block: Block) -> dict[str, Any]:
    """A block as the editor's initial values."""
    values = filled(block)
    if block.practice:
        standing = _standing(request, block)
        values["practice"] = standing.uid if standing else ""
    return values


def _standing(request: Any, block: Block) -> Any:
    """The practice of a block: one in use before one that was retired, the clinic's own first."""
    kept = practices_for(request, block.session, block.practice).filter(code=block.practice)
    return min(kept, key=lambda one: (one.retired_at is not None, not one.clinic_id), default=None)


def _as_sent(values: dict[str, Any]) -> dict[str, Any]:
    """Initial values as a browser would send them."""
    return {name: value for name, value in values.items() if value not in (None, False)}


@needs(Capability.PLAN, methods=("POST",))
def block_move(request: Any, uid: Any) -> HttpResponse:
    """Put a block at another place."""
    block = fetch(request, Block, uid)
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return refused(request, block.session, 422, refusal=_("Nothing was moved."))
    try:
        desk = verbs.move_block(block=block, by=request.member, **form.cleaned_data)
    except Stale:
        said = _("Somebody changed the order since you looked. Nothing was moved; see it first.")
        return refused(request, block.session, 409, refusal=said)
    return done(request, desk)


@needs(Capability.PLAN, methods=("POST",))
def block_remove(request: Any, uid: Any) -> HttpResponse:
    """Take a block out of the plan; undo brings it back."""
    block = fetch(request, Block, uid)
    form = VersionForm(request.POST)
    if not form.is_valid():
        return refused(request, block.session, 422, refusal=_("Nothing was removed."))
    try:
        desk = verbs.remove_block(block=block, by=request.member, **form.cleaned_data)
    except Stale:
        said = _("Somebody changed this block since you looked. It was not removed; see it first.")
        return refused(request, block.session, 409, refusal=said)
    return done(request, desk)
