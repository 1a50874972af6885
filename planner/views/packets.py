"""Packets: several things on paper for a client, or the same for every participant of a group."""

import dataclasses
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse

from clients.access import Capability, fetch, needs, reach
from clients.models import Client, CrisisContact, Group
from clients.views.groups import naming
from clients.views.steps import posted, status_of
from config.htmx import answer
from planner.actions.handouts import PrintedPart, give_packet, give_packets
from planner.documents.errors import DocumentError
from planner.documents.given import packet_pdfs
from planner.forms.handouts import GroupPacketForm, PacketForm
from planner.models.packets import ITEMS_MOST, SHEETS_MOST, Part, packet_for, packet_in
from planner.models.paper import HandoutRefused, needs_discreet
from planner.models.printable import Choice, by_shelf, choices_for, choices_for_all
from planner.models.stock import Stock
from planner.models.together import refusal_together

from .paper import pdf_answer, printable_items, status_of_refusal, to_what_was_kept, told_when_again

GET_POST = ("GET", "POST")


@needs(Capability.PRINT, methods=GET_POST)
def packet_give(request: Any, uid: UUID) -> HttpResponse:
    """Choose several items for a client, print them as one file, and keep it."""
    client = fetch(request, Client, uid)
    stock = Stock(printable_items(request).with_texts(), client.language)
    choices = choices_for(client, stock)
    form = _form(request, client, choices)
    status = status_of(form)
    if request.method == "POST" and form.is_valid():
        try:
            _print_for(request, client, stock, form)
        except (HandoutRefused, DocumentError) as refusal:
            form.add_error(None, str(refusal))
            status = status_of_refusal(refusal)
        else:
            return to_what_was_kept(request, client)
    context = {"client": client} | _asked(request, form, choices)
    return told_when_again(answer(request, "planner/packet.html", context, "form", status))


@needs(Capability.PRINT, methods=GET_POST)
def group_packet_give(request: Any, uid: UUID) -> HttpResponse:
    """The same items for all participants of a group, as one file; each keeps their own part."""
    group = fetch(request, Group, uid)
    items = list(printable_items(request).with_texts())
    choices = choices_for_all(Stock(items, request.member.clinic.language))
    form = _group_form(request, group, choices)
    status = status_of(form)
    if request.method == "POST" and form.is_valid():
        try:
            return pdf_answer(_print_for_all(request, group, items, form))
        except (HandoutRefused, DocumentError) as refusal:
            form.add_error(None, str(refusal))
            status = status_of_refusal(refusal)
    context = {"group": group} | _asked(request, form, choices)
    return told_when_again(answer(request, "planner/packet.html", context, "form", status))


def _form(request: Any, client: Client, choices: Sequence[Choice]) -> PacketForm:
    """The options, with the client's own settings preset."""
    return PacketForm(
        posted(request),
        codes=[one.slip.code for one in choices if one.refusal is None],
        most=ITEMS_MOST,
        initial={
            "discreet": client.discreet_paper or client.quiet_mode,
            "paper": client.clinic.paper,
            "items": request.GET.getlist("items"),
        },
    )


def _group_form(request: Any, group: Group, choices: Sequence[Choice]) -> GroupPacketForm:
    """The options, with everybody ticked."""
    people = reach(request, Capability.ROSTER, Client).in_care()
    people = people.filter(participations__in=group.participations.on(group.clinic.today()))
    people = people.distinct()
    return GroupPacketForm(
        posted(request),
        codes=[one.slip.code for one in choices],
        most=ITEMS_MOST,
        sheets_most=SHEETS_MOST,
        people=people,
        naming=naming(request.member),
        initial={
            "paper": group.clinic.paper,
            "participants": request.GET.getlist("participants") or [one.uid for one in people],
            "items": request.GET.getlist("items"),
        },
    )


def _asked(request: Any, form: PacketForm, choices: Sequence[Choice]) -> dict[str, Any]:
    """What both pages show: the items by shelf, those that are ticked, and whom to call."""
    return {
        "form": form,
        "shelves": by_shelf(choices),
        "ticked": form["items"].value() or [],
        "most": ITEMS_MOST,
        "has_contacts": reach(request, Capability.VIEW, CrisisContact).exists(),
    }


def _print_for(request: Any, client: Client, stock: Stock, form: PacketForm) -> None:
    """Compose, print, keep with the client. Raises HandoutRefused or a DocumentError."""
    part = packet_for(client, form.cleaned_data["items"], stock, form.look)
    _whole, (printed,) = _printed(request, [part])
    give_packet(part=printed, by=request.member)


def _print_for_all(
    request: Any, group: Group, items: Sequence[Any], form: GroupPacketForm
) -> bytes:
    """One file with everybody's part, each kept with its client. Raises as `_print_for`.

    Paper for a couple or family lies where all of them live: R19 holds as for homework.
    """
    if refusal := refusal_together(group):
        raise HandoutRefused(refusal)
    people = list(form.cleaned_data["participants"])
    stocks = {language: Stock(items, language) for language in {one.language for one in people}}
    look = dataclasses.replace(form.look, discreet=form.look.discreet or needs_discreet(group))
    codes = form.cleaned_data["items"]
    parts = [packet_in(group, one, codes, stocks[one.language], look) for one in people]
    whole, printed = _printed(request, parts)
    give_packets(parts=printed, by=request.member)
    return whole


def _printed(request: Any, parts: Sequence[Part]) -> tuple[bytes, list[PrintedPart]]:
    """The whole file, and each part with its own."""
    asker = str(request.member.uid)
    whole, files = packet_pdfs([part.sheets for part in parts], asker=asker)
    return whole, [
        PrintedPart(client=part.client, sheets=part.sheets, pdf=file)
        for part, file in zip(parts, files, strict=True)
    ]
