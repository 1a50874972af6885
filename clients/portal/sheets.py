"""Worksheets on the phone: filled in bit by bit, private unless shared, taken back at any time.

In quiet mode there are none: what was written could be read back on them.
"""

import uuid
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from clients.access import own, portal_only
from clients.actions.sheets import record_sheet, take_back_sheet
from clients.entrypoints import looks_back, proposed
from clients.forms.sheets import SheetForm
from clients.models import Assignment, SheetAnswer
from clients.models.streams import shared_by
from clients.worksheets import Worksheet
from config.htmx import leave as send_on

from . import words
from .practices import shut_because

GOES_ON = ("stage", "plans")
"""Answers that a new sheet begins with as they stood on the last one: for whom good wishes are said
(it changes slowly), and the plans for the moments of a day."""
MOST_EARLIER = 10
ADDS = "add:"


@portal_only(("GET", "POST"))
def sheet(request: Any, uid: UUID) -> HttpResponse:
    """A new sheet of a piece of homework, or the one that was put aside."""
    assignment = own(request, Assignment, uid)
    client = request.device.client
    worksheet = assignment.edition_on(client.today()).prescription.worksheet
    if worksheet is None:
        raise Http404
    if client.is_quiet:
        return send_on(request, reverse("portal:today"))
    if shut_because(assignment, client.today()):
        return send_on(request, reverse("portal:practice", args=[assignment.uid]))
    draft = assignment.sheets.drafts().first()
    if draft is not None and request.method != "POST":
        return send_on(request, _place(draft))
    earlier = list(assignment.sheets.standing()[:MOST_EARLIER])
    going_on = _going_on(earlier, worksheet)
    form = _form(request, worksheet, going_on, {"entry": uuid.uuid4()})
    if form.is_valid():
        return _kept(request, assignment, form)
    proposal = _proposal(going_on, earlier)
    return _page(request, form, assignment, earlier=earlier, **proposal)


@portal_only(("GET", "POST"))
def sheet_change(request: Any, uid: UUID) -> HttpResponse:
    """One sheet of the client's own, to read, to go on with, to share or to take back."""
    found = _standing(request, uid)
    if request.device.client.is_quiet:
        return send_on(request, reverse("portal:today"))
    readers = "both" if found.is_shared else "me"
    start = {"entry": found.entry_uid, "readers": readers}
    form = _form(request, found.worksheet, found.answers, start)
    if form.is_valid():
        return _kept(request, found.assignment, form, found)
    return _page(request, form, found.assignment, found=found)


@portal_only(("POST",))
def sheet_back(request: Any, uid: UUID) -> HttpResponse:
    """Take a sheet back: its content goes for everybody at once."""
    found = _standing(request, uid)
    if request.POST.get("sure") != "yes":
        return send_on(request, _place(found))
    take_back_sheet(sheet=found, by=request.device)
    return send_on(request, f"{reverse('portal:today')}?gone")


def _form(
    request: Any, worksheet: Worksheet, answers: Mapping[str, Any], start: dict[str, Any]
) -> SheetForm:
    """The form; only "finished" demands answers, and "add a row" shows one more."""
    then = request.POST.get("then", "")
    asked = request.POST if request.method == "POST" else request.GET
    rows = {one.key: _number(asked.get(f"rows-{one.key}", "")) for one in worksheet.fields}
    if then.startswith(ADDS) and then.removeprefix(ADDS) in rows:
        rows[then.removeprefix(ADDS)] += 1
    form = SheetForm(
        request.POST if request.method == "POST" else None,
        worksheet=worksheet,
        answers=answers,
        finishes=then == "done",
        rows=rows,
        initial={"readers": "me"} | start,
    )
    if not shared_by(request.device.client).worksheets:
        del form.fields["readers"]
    return form


def _kept(
    request: Any, assignment: Assignment, form: SheetForm, found: SheetAnswer | None = None
) -> HttpResponse:
    """Save; then to today when it is finished, else on with it."""
    entry = found.entry_uid if found else form.cleaned_data["entry"]
    saved = record_sheet(
        uid=entry,
        assignment=assignment,
        answers=form.answers,
        is_finished=form.finishes,
        is_shared=form.is_shared,
        by=request.device,
    )
    then = request.POST.get("then", "")
    if form.finishes or saved.taken_back_at is not None:
        return send_on(request, f"{reverse('portal:today')}?saved")
    key = then.removeprefix(ADDS)
    if then.startswith(ADDS) and key in form.rows:
        return send_on(request, f"{_place(saved)}?rows-{key}={form.rows[key]}#q-{key}")
    return send_on(request, f"{_place(saved)}?kept")


def _page(request: Any, form: SheetForm, assignment: Assignment, **more: Any) -> HttpResponse:
    client = request.device.client
    context = {
        "form": form,
        "worksheet": form.worksheet,
        "assignment": assignment,
        "reading": words.reading(client, client.today()),
        "kept": "kept" in request.GET and not form.is_bound,
        "today": client.today(),
    } | more
    return render(request, "portal/sheet.html", context, status=422 if form.errors else 200)


def _going_on(earlier: list[SheetAnswer], worksheet: Worksheet) -> dict[str, Any]:
    """What a new sheet begins with, where the questions are still the same.

    Where the evening asks what helped, plans go on that did.
    """
    if not earlier or earlier[0].worksheet != worksheet:
        return {}
    last: dict[str, Any] = earlier[0].answers
    keys = {one.key for one in worksheet.fields}.intersection(GOES_ON, last)
    found = {key: last[key] for key in keys}
    if "plans" in found and looks_back(worksheet):
        found["plans"] = proposed(worksheet, last)
    return found


def _proposal(going_on: dict[str, Any], earlier: list[SheetAnswer]) -> dict[str, Any]:
    """What is said above a new sheet: that its plans are a proposal, and what was to be changed."""
    if not going_on.get("plans"):
        return {}
    return {"proposes": True, "change": earlier[0].answers.get("change", "")}


def _standing(request: Any, uid: UUID) -> SheetAnswer:
    """The phone's own sheet, unless it was taken back."""
    found: SheetAnswer = own(request, SheetAnswer, uid)
    if found.taken_back_at is not None:
        raise Http404
    return found


def _place(found: SheetAnswer) -> str:
    return reverse("portal:sheet_change", args=[found.uid])


def _number(text: str) -> int:
    """How many rows are shown, as a page says it; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 0
