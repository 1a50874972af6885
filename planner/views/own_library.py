"""The own items of a clinic together: the list, new ones, files in and out."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from clients.access import Capability, browse, fetch, may, needs, reach
from clients.models import Clinic
from clients.views.steps import posted, status_of
from config.htmx import answer, leave
from planner.actions import own_items as verbs
from planner.actions.own_items import CodeTaken
from planner.forms.own_items import (
    KINDS,
    WRITERS_ONLY,
    ImportForm,
    NamedForm,
    NewItemForm,
    StartForm,
)
from planner.library.bundle import packed
from planner.library.copies import own_copies
from planner.library.documents import Document
from planner.library.faults import Fault, LibraryError
from planner.library.incoming import incoming
from planner.library.reader import Known, read_files, read_one
from planner.library.starters import starter
from planner.models import Item
from planner.models.own import item_files, known_to, own_shelf

SHELF = "planner/own/library.html"
FAULTS_SHOWN = 30
TAKEN = _lazy("The library has an item of this code already. Choose another.")


@needs(Capability.VIEW)
def own_library(request: Any) -> HttpResponse:
    """Drafts, what is in use, what is retired."""
    browse(request, Item)
    return shelf_page(request)


def shelf_page(request: Any, status: int = 200, **more: Any) -> HttpResponse:
    """The list of own items; also the answer to an act that was refused."""
    clinic = request.member.clinic
    rows = reach(request, Capability.VIEW, Item).own_of(clinic)
    context = {
        "shelf": own_shelf(rows, clinic.language),
        "may_plan": may(request.member, Capability.PLAN, clinic),
        "section": "library",
    }
    return answer(request, SHELF, context | more, status=status)


def to_shelf(request: Any) -> str:
    """The address of the list."""
    return reverse("planner:own_library", args=[request.member.clinic.uid])


@needs(Capability.PLAN, methods=("GET", "POST"))
def own_new(request: Any) -> HttpResponse:
    """A new item from nothing: what it is and what it is called; the rest is there to be changed."""
    clinic = fetch(request, Clinic, request.member.clinic.uid)
    form = NewItemForm(posted(request), initial={"shelf": request.GET.get("kind", KINDS[0][0])})
    faults: list[Fault] = []
    known = known_to(reach(request, Capability.VIEW, Item))
    if form.is_valid() and is_free(form, known):
        facts = form.cleaned_data
        text = starter(facts["shelf"], code=facts["code"], title=facts["title"])
        name = f"{clinic.language}/{facts['shelf']}/{facts['code']}.md"
        try:
            return made(request, [read_one(text, name=name, known=known)])
        except LibraryError as error:
            faults = error.faults
        except CodeTaken:
            form.add_error("code", TAKEN)
    context = {
        "form": form,
        "kinds": KINDS,
        "as_files": WRITERS_ONLY,
        "faults": faults,
        "section": "library",
    }
    status = 422 if faults else status_of(form)
    return answer(request, "planner/own/new.html", context, status=status)


@needs(Capability.PLAN, methods=("GET", "POST"))
def own_start(request: Any, code: str) -> HttpResponse:
    """An own item from a shared one: instead of it, or beside it."""
    original = fetch(request, Item, code=code, clinic=None)
    form = StartForm(posted(request))
    rows = reach(request, Capability.VIEW, Item)
    if form.is_valid() and is_free(form, known_to(rows)):
        facts = form.cleaned_data
        said = [one.read() for one in original.versions.filter(current=True)]
        copies = own_copies(
            said,
            code=facts["code"] or original.code,
            title=facts["title"],
            language=request.member.clinic.language,
        )
        try:
            return made(request, copies, original)
        except CodeTaken:
            _say_taken(form, facts["place"])
    context = {
        "item": original,
        "version": original.version_in(request.member.clinic.language),
        "form": form,
        "own": rows.own_of(request.member.clinic).filter(code=original.code).first(),
        "section": "library",
    }
    return answer(request, "planner/own/start.html", context, status=status_of(form))


def is_free(form: NamedForm, known: Known) -> bool:
    """Whether nothing in the library has the new code yet; the form says so where something has."""
    if form.cleaned_data["code"] in known.shelves:
        form.add_error("code", TAKEN)
    return form.is_valid()


def _say_taken(form: StartForm, place: str) -> None:
    """Somebody's item, perhaps a draft that this member does not see, has the code."""
    if place == "instead":
        said = _("Your clinic has its own version already, perhaps a colleague’s draft.")
        form.add_error("place", said)
    else:
        form.add_error("code", TAKEN)


def made(request: Any, documents: list[Document], started_from: Item | None = None) -> HttpResponse:
    """Make the item and go on to writing it. Raises CodeTaken."""
    clinic = request.member.clinic
    item = verbs.make_item(
        clinic=clinic, documents=documents, by=request.member, started_from=started_from
    )
    messages.success(request, _("Your draft is there. Only you see it until you share it."))
    return leave(request, reverse("planner:own_edit", args=[clinic.uid, item.code]))


@needs(Capability.PLAN, methods=("GET", "POST"))
def own_import(request: Any) -> HttpResponse:
    """Take items over from files; all of them, or none and every reason why."""
    clinic = fetch(request, Clinic, request.member.clinic.uid)
    form = ImportForm(posted(request), request.FILES or None)
    faults: list[Fault] = []
    done = None
    if form.is_valid():
        upload, share = form.cleaned_data["file"], form.cleaned_data["share"] == "all"
        rows = reach(request, Capability.VIEW, Item)
        try:
            files = incoming(upload.name, upload.read(), language=clinic.language)
            known = known_to(rows.for_all() if share else rows)
            documents = read_files(files, known).documents
            done = verbs.import_items(
                clinic=clinic, documents=documents, by=request.member, share=share
            )
        except LibraryError as error:
            faults = error.faults
        except CodeTaken as taken:
            said = _("is in use in your clinic; perhaps it is a colleague’s draft")
            faults = [Fault(taken.code, 1, "code", said)]
    context = {
        "form": form,
        "faults": faults[:FAULTS_SHOWN],
        "more": max(0, len(faults) - FAULTS_SHOWN),
        "done": done,
        "section": "library",
    }
    status = 422 if faults else status_of(form)
    return answer(request, "planner/own/import.html", context, status=status)


@needs(Capability.VIEW)
def own_export_all(request: Any) -> HttpResponse:
    """All own items that the member sees and that are not retired, as one zip."""
    clinic = request.member.clinic
    rows = browse(request, Item).own_of(clinic).filter(retired_at=None).with_texts()
    items = list(rows)
    if not items:
        messages.info(request, _("There is nothing to export yet."))
        return leave(request, to_shelf(request))
    verbs.note_exported(items=items, clinic=clinic, by=request.member)
    return HttpResponse(
        packed(item_files(items)),
        content_type="application/zip",
        headers={"Content-Disposition": 'attachment; filename="own-library.zip"'},
    )
