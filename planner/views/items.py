"""The page of one item of the library, whatever its kind."""

from typing import Any

from django.http import Http404, HttpResponse

from clients.access import Capability, fetch, may, needs, reach
from config.htmx import answer
from planner.forms.items import AskedForm
from planner.library.documents import Document
from planner.models import Item
from planner.models.crossing import crossings
from planner.pages import Asked, page_of


@needs(Capability.VIEW)
def item_page(request: Any, code: str) -> HttpResponse:
    """What an item says, the items that it names, and those that name it.

    A retired item stays readable: plans and homework may still lead to it.
    """
    item = fetch(request, Item, code=code)
    document = text_of(item, request.member.clinic.language)
    asked = AskedForm(request.GET)
    usable = reach(request, Capability.VIEW, Item).standing_in(request.member.clinic)
    found = crossings(usable, document, request.member.clinic.language)
    context = {
        "item": item,
        "document": document,
        "asked": asked,
        "page": page_of(document, found.named, _as_asked(request, asked)),
        "naming": found.naming,
        "favourite": request.member.bookmarks.filter(item__code=code, favourite=True).exists(),
        "may_print": may(request.member, Capability.PRINT, item),
        "may_plan": may(request.member, Capability.PLAN, item),
        "section": "library",
    }
    status = 422 if "day" in asked.errors else 200
    return answer(request, f"planner/items/{item.shelf}.html", context, status=status)


def text_of(item: Item, language: str) -> Document:
    """What the item says in this language, else in English; Http404 for one that has no text."""
    version = item.version_in(language)
    if version is None:
        raise Http404
    document: Document = version.read()
    return document


def _as_asked(request: Any, form: AskedForm) -> Asked:
    """The address in the shape that pages read; what does not fit counts as not asked."""
    form.is_valid()
    found = form.cleaned_data
    return Asked(
        today=request.member.clinic.today(), form=found.get("form", ""), day=found.get("day")
    )
