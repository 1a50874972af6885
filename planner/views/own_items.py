"""One own item: writing it, its versions, and how it stands."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django_htmx.http import trigger_client_event

from clients.access import Capability, may, needs
from clients.views.steps import way_back
from config.htmx import answer, leave
from planner.actions import own_items as verbs
from planner.actions.own_items import NotShared, Stale
from planner.forms.own_items import EditForm, RestoreForm
from planner.library.differences import differences
from planner.library.incoming import outgoing_name
from planner.library.status import mark_of
from planner.library.writer import written
from planner.models import ItemVersion

from .own_desk import FILE, FORM, Desk, Writing, as_read, desk_of, opened, own_address, sent
from .own_library import shelf_page, to_shelf

EDIT = "planner/own/edit.html"
VERSIONS = "planner/own/versions.html"


@needs(Capability.PLAN, methods=("GET", "POST"))
def own_edit(request: Any, code: str) -> HttpResponse:
    """Write an own item, in a form or as its file: preview, move rows, change the way, save."""
    desk = desk_of(request, code)
    if request.method == "GET":
        way = request.GET.get("way", FORM)
        return _page(request, desk, opened(request, desk, desk.text(), way), seen=desk.seen)
    asked = EditForm(request.POST)
    asked.is_valid()
    act, seen = asked.cleaned_data.get("do", ""), asked.cleaned_data.get("seen", 0)
    writing = sent(request, desk, act)
    if act in (FORM, FILE):
        return _page(request, desk, opened(request, desk, writing.text, act), seen=seen)
    if act == "preview":
        return _page(request, desk, writing, seen=seen, part="preview")
    if ":" in act:
        return _rearranged(request, desk, writing, act.partition(":")[0], seen)
    return _save(request, desk, writing, seen, fresh=asked.cleaned_data.get("fresh", False))


def _rearranged(request: Any, desk: Desk, writing: Writing, name: str, seen: int) -> HttpResponse:
    """The rows of this name after a button in one of them; the preview follows by itself."""
    if writing.form is None or name not in writing.form.rows:
        return _page(request, desk, writing, seen=seen)
    line = writing.form.line(name)
    response = _page(request, desk, writing, seen=seen, part="rows", line=line)
    return trigger_client_event(response, "rearranged")


def _save(request: Any, desk: Desk, writing: Writing, seen: int, *, fresh: bool) -> HttpResponse:
    """A new version; or the faults, or both texts where somebody was faster."""
    document, english = writing.document, desk.english
    if document is None:
        return _page(request, desk, writing, seen=seen, status=422, tried=True)
    if fresh and english is not None:
        document = replace(document, of=mark_of(english))
    try:
        saved = verbs.save_item(item=desk.item, document=document, seen=seen, by=request.member)
    except Stale as stale:
        theirs = stale.current
        theirs.item = desk.item
        more: dict[str, Any] = {
            "theirs": theirs,
            "changes": differences(theirs.read(), document),
            "tried": True,
        }
        return _page(request, desk, writing, seen=theirs.number, status=409, **more)
    messages.success(request, _("Saved as version %(number)d.") % {"number": saved.number})
    way = "" if writing.way == FORM else f"&way={FILE}"
    return leave(request, own_address(request, "own_edit", desk.item, desk.language) + way)


def _page(
    request: Any,
    desk: Desk,
    writing: Writing,
    *,
    seen: int,
    part: str | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The page of an item being written, or the part that htmx asked for."""
    document = writing.document
    shows = part != "rows" and document is not None
    context = {
        "item": desk.item,
        "desk": desk,
        "writing": writing,
        "form": writing.form,
        "seen": seen,
        "preview": as_read(request, desk, document) if shows and document else None,
        "section": "library",
    }
    return answer(request, EDIT, context | more, part, status=status)


@needs(Capability.VIEW)
def own_versions(request: Any, code: str) -> HttpResponse:
    """Every version in one language: who, when, what changed, how it read."""
    return _versions(request, desk_of(request, code))


def _versions(request: Any, desk: Desk, status: int = 200, **more: Any) -> HttpResponse:
    rows = desk.item.versions.filter(language=desk.language).select_related("made_by")
    versions = list(rows.order_by("-number"))
    if not versions:
        raise Http404
    for one in versions:
        one.item = desk.item
    wanted = request.GET.get("version", "")
    chosen = next((one for one in versions if str(one.number) == wanted), versions[0])
    before = next((one for one in versions if one.number < chosen.number), None)
    context = {
        "item": desk.item,
        "desk": desk,
        "versions": versions,
        "chosen": chosen,
        "before": before,
        "changes": differences(before.read(), chosen.read()) if before else (),
        "preview": as_read(request, desk, chosen.read()),
        "may_plan": may(request.member, Capability.PLAN, desk.item),
        "seen": desk.seen,
        "section": "library",
    }
    return answer(request, VERSIONS, context | more, status=status)


@needs(Capability.PLAN, methods=("POST",))
def own_restore(request: Any, code: str) -> HttpResponse:
    """Say once more what an older version said, as a version of its own."""
    desk = desk_of(request, code)
    form = RestoreForm(request.POST)
    old = _version(desk, form.cleaned_data) if form.is_valid() else None
    if old is None:
        return _versions(request, desk, 422, refusal=_("There is no such version."))
    document, faults = desk.judged(written(old.read()))
    if document is None:
        return _versions(request, desk, 422, faults=faults, old=old)
    seen = form.cleaned_data["seen"]
    try:
        saved = verbs.save_item(item=desk.item, document=document, seen=seen, by=request.member)
    except Stale:
        said = _("Somebody saved a version since you looked. Nothing was restored; see it first.")
        return _versions(request, desk, 409, refusal=said)
    words = {"old": old.number, "new": saved.number}
    messages.success(request, _("Version %(old)d stands again, as version %(new)d.") % words)
    return leave(request, own_address(request, "own_versions", desk.item, desk.language))


def _version(desk: Desk, facts: dict[str, Any]) -> ItemVersion | None:
    """The version that shall stand again; the desk is in its language."""
    row = desk.item.versions.filter(language=facts["language"], number=facts["number"]).first()
    if row is not None:
        row.item, desk.language = desk.item, row.language
    found: ItemVersion | None = row
    return found


@needs(Capability.VIEW)
def own_export(request: Any, code: str) -> HttpResponse:
    """The item in one language as its file."""
    desk = desk_of(request, code)
    if desk.version is None:
        raise Http404
    verbs.note_exported(items=[desk.item], clinic=request.member.clinic, by=request.member)
    name = outgoing_name(desk.item.code, desk.language, request.member.clinic.language)
    return HttpResponse(
        written(desk.version.read()),
        content_type="text/markdown; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@needs(Capability.PLAN, methods=("POST",))
def own_share(request: Any, code: str) -> HttpResponse:
    """Let everybody in the clinic see it."""
    desk = desk_of(request, code)
    try:
        verbs.share_item(item=desk.item, by=request.member)
    except NotShared as refused:
        said = _("It names drafts that only you see. Share these first: %(codes)s.")
        return shelf_page(request, 422, refusal=said % {"codes": ", ".join(refused.codes)})
    return _stands(request, _("Everybody in the clinic sees it now."))


@needs(Capability.PLAN, methods=("POST",))
def own_retire(request: Any, code: str) -> HttpResponse:
    """Offer it no more."""
    verbs.retire_item(item=desk_of(request, code).item, by=request.member)
    return _stands(request, _("Retired. It can still be read where it was used, and come back."))


@needs(Capability.PLAN, methods=("POST",))
def own_return(request: Any, code: str) -> HttpResponse:
    """Offer it again."""
    verbs.bring_back_item(item=desk_of(request, code).item, by=request.member)
    return _stands(request, _("It is offered again."))


def _stands(request: Any, said: str) -> HttpResponse:
    """Back to where the act was asked for, with a word about it."""
    messages.success(request, said)
    return leave(request, way_back(request, to_shelf(request)))
