"""The list of practices to choose from, wherever one is wanted."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django_htmx.http import reswap, retarget

from clients.access import Capability, reach
from config.htmx import answer
from planner.forms.blocks import BlockForm
from planner.forms.choosing import ChooseForm
from planner.models import Item, Practice, Session
from planner.models.catalogue import Catalogue, catalogue_for
from planner.models.choices import titled
from planner.models.choosing import choose_among

LOOK = "find"
"""What says that a practice is looked for, and nothing is to be saved yet."""


def catalogue_of(request: Any, language: str) -> Catalogue:
    """What this member may choose from, in one language."""
    items = reach(request, Capability.VIEW, Item).filter(retired_at=None)
    return catalogue_for(request.member, items, language)


def practices_for(request: Any, session: Session, kept: str = "") -> Any:
    """The practices that a block of this session may have, each with its title.

    The one of the code that is `kept`, which the block has, stays among them when it was retired.
    """
    usable = reach(request, Capability.VIEW, Practice).usable_in(request.member.clinic, kept)
    return titled(usable, session.language)


def chooser(
    request: Any, session: Session, form: BlockForm, finder: ChooseForm, place: str = "found"
) -> dict[str, Any]:
    """What the list in a block's form shows; what is chosen already stays among it.

    `place` is the id of the list, of which a page may have several.
    """
    choice = choose_among(catalogue_of(request, session.language), finder.wish)
    usable = reach(request, Capability.VIEW, Practice).standing_in(request.member.clinic)
    shown = [(card, card.entry.code) for card in choice.shown]
    uids = dict(usable.filter(code__in=[code for _card, code in shown]).values_list("code", "uid"))
    chosen = _chosen(form)
    return {
        "finder": finder,
        "choice": choice,
        "rows": [(card, uids[code]) for card, code in shown if code in uids],
        "chosen": str(chosen.uid) if chosen else "",
        "chosen_title": chosen.title if chosen else "",
        "kept": chosen if chosen and chosen.uid not in uids.values() else None,
        "place": place,
    }


def _chosen(form: BlockForm) -> Any:
    """The practice that is ticked, if it is one that may be."""
    try:
        uid = UUID(str(form["practice"].value()))
    except ValueError:
        return None
    practices: Any = form.fields["practice"]
    return practices.queryset.filter(uid=uid).first()


def shown_in_place(request: Any, page: str, context: dict[str, Any]) -> HttpResponse:
    """The list alone for htmx, the whole page otherwise."""
    response = answer(request, page, context, part="found")
    return reswap(retarget(response, f"#{context['place']}"), "outerHTML")
