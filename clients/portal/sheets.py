"""Worksheets on the phone: filled in bit by bit, private unless shared, taken back at any time.

In quiet mode there are none: what was written could be read back on them.
"""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from clients.access import own, own_homework, portal_only
from clients.actions.sheets import join_sheets, record_sheet, take_back_sheet
from clients.actions.turns import GoneError
from clients.entrypoints import PLANS, Past, begins_with
from clients.forms.sealed import read_sheet
from clients.forms.sheets import STRANGE, SheetForm
from clients.models import Assignment, Client, Edition, PortalDevice, SheetAnswer
from clients.models.homework import edition_held
from clients.models.streams import shared_by
from clients.worksheets import Worksheet
from config.htmx import leave as send_on

from . import words
from .gone import gives_back
from .practices import shut_because

MOST_EARLIER = 10
ADDS, JOINS = "add:", "join"
ASIDE = "aside"
"""In what is sent by a page that is gone already (js/drafts.js): nobody is there to mend it."""


@portal_only(("GET", "POST"))
@gives_back
def sheet(request: Any, uid: UUID) -> HttpResponse:
    """A new sheet of a piece of homework, or the one that was put aside."""
    assignment = own_homework(request, uid)
    client = request.device.client
    is_sent = request.method == "POST"
    edition = edition_meant(assignment, request.POST.get("edition", ""), client.today())
    asks = edition if is_sent else assignment.edition_on(client.today())
    worksheet = asks.prescription.worksheet if asks else None
    if edition is None or worksheet is None:
        raise Http404
    # What was written on a page that closed meanwhile is kept all the same.
    if not is_sent and (elsewhere := _instead(assignment, client)):
        return send_on(request, elsewhere)
    earlier = [] if client.is_quiet else list(assignment.sheets.standing()[:MOST_EARLIER])
    start = beginnings(client, [assignment.code]).get(assignment.code, [])
    going_on = goes_on_with(worksheet, start)
    form = _form(request, worksheet, going_on, {"entry": uuid.uuid4()})
    if form.is_valid():
        return _kept(request, edition, form)
    if ASIDE in request.POST and (entry := form.cleaned_data.get("entry")):
        return _put_aside(request, edition, worksheet, entry)
    if client.is_quiet:
        return send_on(request, reverse("portal:today"))
    return _page(request, form, edition, earlier=earlier, **proposal(going_on, start))


def _instead(assignment: Assignment, client: Client) -> str:
    """Where to go rather than to a new sheet: it is closed, or one was put aside; "" for nowhere."""
    if client.is_quiet:
        return reverse("portal:today")
    if shut_because(assignment, client.today()):
        return reverse("portal:practice", args=[assignment.uid])
    draft = assignment.sheets.drafts().first()
    return _place(draft) if draft else ""


@portal_only(("GET", "POST"))
@gives_back
def sheet_change(request: Any, uid: UUID) -> HttpResponse:
    """One sheet of the client's own, to read, to go on with, to share or to take back."""
    found = _standing(request, uid)
    readers = "both" if found.is_shared else "me"
    start = {"entry": found.entry_uid, "readers": readers}
    form = _form(request, found.worksheet, found.answers, start)
    if form.is_valid():
        return _kept(request, found.edition, form, found)
    if ASIDE in request.POST:
        return _put_aside(request, found.edition, found.worksheet, found.entry_uid)
    if request.device.client.is_quiet:
        return send_on(request, reverse("portal:today"))
    twin = found.twin()
    joins = twin is not None and twin.worksheet == found.worksheet
    return _page(request, form, found.edition, found=found, twin=twin, joins=joins)


def _joined(saved: SheetAnswer, by: PortalDevice) -> str:
    """Put the other begun sheet of the same questions into this one; what became of it."""
    other = saved.twin()
    if by.client.is_quiet or other is None or other.worksheet != saved.worksheet:
        return "kept"
    return "joined" if join_sheets(sheet=saved, other=other, by=by) else "left"


@portal_only(("POST",))
@gives_back
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
    return sheet_form(
        worksheet,
        shares=shared_by(request.device.client).worksheets,
        data=request.POST if request.method == "POST" else None,
        answers=answers,
        # In quiet mode nothing is asked again on a page: what is there is kept.
        finishes=then == "done" and not request.device.client.is_quiet,
        rows=rows,
        initial=start,
    )


def sheet_form(
    worksheet: Worksheet,
    *,
    shares: bool,
    answers: Mapping[str, Any] | None = None,
    initial: Mapping[str, Any] | None = None,
    **given: Any,
) -> SheetForm:
    """The form of a sheet, private to begin with; who reads it is asked where any may be shared."""
    start = {"readers": "me"} | dict(initial or {})
    form = SheetForm(worksheet=worksheet, answers=answers or {}, initial=start, **given)
    if not shares:
        del form.fields["readers"]
    return form


def edition_meant(assignment: Assignment, number: str, day: dt.date) -> Edition | None:
    """The edition whose questions a sheet answers: the one that it names, else that of the day.

    Where that one asks nothing, the newest that does; None where none ever did.
    """
    editions = list(assignment.editions.all())
    named = [one for one in editions if str(one.number) == number]
    candidates = [*named, edition_held(editions, day), *reversed(editions)]
    return next((one for one in candidates if one.prescription.worksheet), None)


def _kept(
    request: Any, edition: Edition, form: SheetForm, found: SheetAnswer | None = None
) -> HttpResponse:
    """Save; then to today when it is finished, else on with it, or with another one joined to it."""
    entry = found.entry_uid if found else form.cleaned_data["entry"]
    saved = record_sheet(
        uid=entry,
        assignment=edition.assignment,
        edition=edition,
        answers=form.answers,
        is_finished=form.finishes,
        is_shared=form.is_shared,
        by=request.device,
    )
    if found and saved.taken_back_at is not None:
        raise GoneError
    then, strange = request.POST.get("then", ""), "&strange" if form.has_strange else ""
    if form.finishes or saved.taken_back_at is not None:
        return send_on(request, f"{reverse('portal:today')}?saved{strange}")
    key = then.removeprefix(ADDS)
    if then.startswith(ADDS) and key in form.rows:
        return send_on(request, f"{_place(saved)}?rows-{key}={form.rows[key]}{strange}#q-{key}")
    said = _joined(saved, request.device) if then == JOINS else "kept"
    return send_on(request, f"{_place(saved)}?{said}{strange}")


def _put_aside(request: Any, edition: Edition, worksheet: Worksheet, entry: UUID) -> HttpResponse:
    """Keep of a sheet what could be read, as of a sealed one."""
    may_share = shared_by(request.device.client).worksheets
    reading = read_sheet(dict(request.POST.lists()), worksheet=worksheet, may_share=may_share)
    record_sheet(
        uid=entry,
        assignment=edition.assignment,
        edition=edition,
        answers=reading.answers,
        is_finished=False,
        is_shared=reading.is_shared,
        by=request.device,
    )
    return HttpResponse(status=204)


def _page(request: Any, form: SheetForm, edition: Edition, **more: Any) -> HttpResponse:
    client = request.device.client
    context = {
        "form": form,
        "worksheet": form.worksheet,
        "edition": edition,
        "assignment": edition.assignment,
        "reading": words.reading(client, client.today()),
        "kept": "kept" in request.GET and not form.is_bound,
        "joined": "joined" in request.GET and not form.is_bound,
        "left": "left" in request.GET and not form.is_bound,
        "strange": STRANGE if "strange" in request.GET and not form.is_bound else "",
        "today": client.today(),
    } | more
    return render(request, "portal/sheet.html", context, status=422 if form.errors else 200)


def beginnings(client: Client, practices: Collection[str]) -> dict[str, list[SheetAnswer]]:
    """Of each of these practices, by its code, the sheets that a new one may go on from, newest first.

    What was given anew goes on where it was. In quiet mode none: nothing is read back there.
    """
    found: dict[str, list[SheetAnswer]] = {}
    if not client.is_quiet:
        for one in client.sheets.last_of(practices, MOST_EARLIER):
            found.setdefault(one.assignment.code, []).append(one)
    return found


def goes_on_with(worksheet: Worksheet, start: list[SheetAnswer]) -> dict[str, Any]:
    """What a new sheet begins with."""
    past = [
        Past(sheet=one.worksheet, answers=one.answers, is_finished=one.is_finished) for one in start
    ]
    return begins_with(worksheet, past)


def proposal(going_on: dict[str, Any], start: list[SheetAnswer]) -> dict[str, Any]:
    """What is said above a new sheet: that its plans are a proposal, and what was to be changed."""
    if not going_on.get(PLANS):
        return {}
    last = next(one for one in start if one.is_finished)
    return {"proposes": True, "change": last.answers.get("change", "")}


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
