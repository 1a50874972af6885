"""The library's front page: searching, filtering, the contents, and one's own stars."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django_htmx.http import replace_url

from clients.access import Capability, browse, fetch, needs
from clients.views.steps import status_of
from config.htmx import answer, leave, wants_part
from planner.actions.bookmarks import set_favourite
from planner.forms.finding import FindForm
from planner.library.spelling import words_of
from planner.library.wishes import Wish
from planner.library.words import SHELF_LABELS
from planner.models import Item
from planner.models.catalogue import Catalogue, Finding, catalogue_for

PAGE = "planner/library.html"
STAR = "planner/parts/star.html"
ON_A_PAGE = 24


@needs(Capability.VIEW)
def library(request: Any) -> HttpResponse:
    """What fits the words and filters; without any, one's favourites, the guides, the contents."""
    items = browse(request, Item).filter(retired_at=None)
    catalogue = catalogue_for(request.member, items, request.member.clinic.language)
    slash = request.member.single_keys
    form = FindForm(request.GET, challenges=catalogue.shelves.challenges, slash=slash)
    wish = form.wish
    found = catalogue.find(wish)
    context = {
        "form": form,
        "wish": wish,
        "total": len(catalogue.index.entries),
        "tabs": _tabs(wish, found),
        "chosen": [(name, form.said(name), wish.without(name).address()) for name in wish.filters],
    }
    context |= _opening(catalogue) if wish.is_empty else _results(request, catalogue, form, found)
    response = answer(request, PAGE, context, "found", status_of(form))
    if wants_part(request):
        page = reverse("planner:library", args=[request.member.clinic.uid])
        replace_url(response, page if wish.is_empty else page + wish.address())
    return response


@needs(Capability.VIEW, methods=("POST",))
def favourite(request: Any, code: str) -> HttpResponse:
    """Put a star on an item or take it off; the value sent is what shall be."""
    item = fetch(request, Item, code=code, retired_at=None)
    wanted = request.POST.get("favourite") == "on"
    set_favourite(item=item, favourite=wanted, by=request.member)
    if wants_part(request):
        version = item.version_in(request.member.clinic.language)
        title = version.title if version else code
        return answer(request, STAR, {"code": code, "title": title, "favourite": wanted})
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = reverse("planner:library", args=[request.member.clinic.uid])
    return leave(request, back)


def _opening(catalogue: Catalogue) -> dict[str, Any]:
    """What stands there before anything is looked for."""
    shelves = catalogue.shelves
    return {
        "favourites": catalogue.favourites,
        "recent": catalogue.recent,
        "own": shelves.own,
        "drafts": shelves.drafts,
        "challenges": shelves.challenges,
        "wings": shelves.wings,
    }


def _results(request: Any, catalogue: Catalogue, form: FindForm, found: Finding) -> dict[str, Any]:
    """One page of what was found, with what would help where it is little."""
    wish = form.wish
    guide = catalogue.entry(wish.challenge)
    hows = {one.code: one.how for one in guide.offers} if guide else {}
    how_found = {
        "matched": found.found.matched,
        "kindred": found.found.kindred,
        "within": wish.minutes,
    }
    page = Paginator(found.entries, ON_A_PAGE).get_page(request.GET.get("page"))
    return {
        "guide": guide,
        "count": len(found.entries),
        "cards": [
            catalogue.card(entry, how=hows.get(entry.code, ""), **how_found)
            for entry in page.object_list
        ],
        "near": [catalogue.card(entry, **how_found) for entry in found.near],
        "missing": [
            (word, [(near, _instead(wish, word, near)) for near in nearest])
            for word, nearest in found.found.missing
        ],
        "without": [
            (wish.without(name).address(), form.said(name), count)
            for name, count in found.without.items()
        ],
        "older": wish.address(page=page.next_page_number()) if page.has_next() else "",
        "newer": wish.address(page=page.previous_page_number()) if page.has_previous() else "",
        "page": page,
    }


def _tabs(wish: Wish, found: Finding) -> list[dict[str, Any]]:
    """The shelves on which something of the wish stands, and how much."""
    counts = {"": sum(found.on_shelves.values())} | dict(found.on_shelves)
    shelves = {"": _("Everything")} | SHELF_LABELS
    return [
        {
            "label": label,
            "count": counts.get(shelf, 0),
            "address": wish.but(shelf=shelf).address(),
            "current": shelf == wish.shelf,
        }
        for shelf, label in shelves.items()
        if counts.get(shelf) or shelf in ("", wish.shelf)
    ]


def _instead(wish: Wish, word: str, near: str) -> str:
    """The address of the same wish with another word."""
    words = (near if one == word else one for one in words_of(wish.q))
    return wish.but(q=" ".join(words)).address()
