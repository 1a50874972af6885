"""The library: looking around, reading a practice, giving it."""

from typing import Any

from django.http import Http404, HttpResponse

from clients.access import Capability, browse, fetch, may, needs, reach
from clients.models import Client
from clients.wording import anchor_words, step_length
from config.htmx import answer
from planner.forms.library import LibrarySearch
from planner.library.practices import PracticeDocument, to_prescription
from planner.models import Practice, Protocol
from planner.models.choices import speaking
from planner.models.giving import document_of
from planner.models.shelf import cards_of, in_words, paragraphs, readable, wings_of


@needs(Capability.VIEW)
def library(request: Any) -> HttpResponse:
    """Practices by wing, found by words and phase; with `?show=protocols` the protocols."""
    practices = browse(request, Practice).filter(retired_at=None).with_texts()
    clinic = request.member.clinic
    if request.GET.get("show") == "protocols":
        mine = reach(request, Capability.VIEW, Protocol).usable_in(clinic).with_texts()
        versions = [version for _item, version in speaking(mine, clinic.language)]
        context: dict[str, Any] = {"protocols": readable(versions), "show": "protocols"}
        return answer(request, "planner/library.html", context)
    search = LibrarySearch(request.GET)
    wanted = search.cleaned_data if search.is_valid() else {"q": "", "phase": ""}
    cards = cards_of(practices, clinic.language)
    context = {
        "wings": wings_of(cards, wanted["q"], wanted["phase"]),
        "has_any": bool(cards),
        "search": search,
        "show": "practices",
    }
    return answer(request, "planner/library.html", context, "shelf")


@needs(Capability.VIEW)
def practice_page(request: Any, code: str) -> HttpResponse:
    """One practice, in one of its forms: steps, script, cautions, evidence, gates."""
    practice, document = _opened(request, code)
    form = request.GET.get("form", "")
    form = form if form in {one.code for one in document.variants} else ""
    given = to_prescription(document, form or None)
    language = request.member.clinic.language
    titles = {card.document.code: card for card in cards_of(_others(request, document), language)}
    context = {
        "practice": practice,
        "document": document,
        "form": form,
        "variant": document.variant(form) if form else None,
        "given": given,
        "steps": [(step, step_length(step)) for step in given.steps],
        "script": paragraphs(given.script),
        "anchors": [anchor_words(anchor) for anchor in document.anchors],
        "words": in_words(document, form),
        "related": [titles[other] for other in document.related if other in titles],
        "may_print": may(request.member, Capability.PRINT, practice),
        "section": "library",
    }
    return answer(request, "planner/practice.html", context)


@needs(Capability.PLAN)
def practice_give(request: Any, code: str) -> HttpResponse:
    """To whom: one's own clients in care, each a link to giving this practice."""
    practice, document = _opened(request, code)
    if not document.gates.may_go_home:
        raise Http404
    context = {
        "practice": practice,
        "document": document,
        "variant": request.GET.get("variant", "") if _has_form(request, document) else "",
        "clients": reach(request, Capability.PLAN, Client).in_care(),
        "section": "library",
    }
    return answer(request, "planner/practice_give.html", context)


def _opened(request: Any, code: str) -> tuple[Practice, PracticeDocument]:
    """The practice of this code and what it says; Http404 for one that has no text."""
    practice: Practice = fetch(request, Practice, code=code, retired_at=None)
    document = document_of(practice, request.member.clinic.language)
    if document is None:
        raise Http404
    return practice, document


def _has_form(request: Any, document: PracticeDocument) -> bool:
    """Whether the form that the address names is one of this practice."""
    return request.GET.get("variant", "") in {one.code for one in document.variants}


def _others(request: Any, document: PracticeDocument) -> Any:
    """The practices that this one names as related."""
    usable = reach(request, Capability.VIEW, Practice).filter(retired_at=None)
    return usable.filter(code__in=document.related).with_texts()
