"""Packets: several things on paper for one client, or the same for every participant of a group."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from clients.models import Client, Edition, Group
from planner.library.slips import Slip
from planner.sheets import ClientSheet, Look

from .paper import HandoutRefused, sheet_for, sheet_in_group
from .printable import Known, Wanted, form_for_all, wanted_of
from .stock import Stock

ITEMS_MOST: Final = 8
"""How many things one person takes home at once, at most (clinical default)."""
SHEETS_MOST: Final = 60
"""How many sheets are printed while somebody waits: five things for twelve participants."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One client's part of a packet."""

    client: Client
    sheets: tuple[ClientSheet, ...]


def packet_for(client: Client, codes: Iterable[str], stock: Stock, look: Look) -> Part:
    """These items for a client: homework as it was given, all else from the library.

    A practice comes in the gentlest of its forms that may be given, and without its worksheet, which
    is an item of its own. Raises HandoutRefused, naming the item.
    """
    known, homework = Known.of(client), homework_of(client)

    def sheet(slip: Slip) -> ClientSheet:
        wanted = homework.get(slip.code) or _from_stock(stock, slip, known.form_of(slip, client))
        return sheet_for(client, wanted.alone(), look, known=known)

    return Part(client=client, sheets=tuple(_composed(codes, stock, sheet)))


def packet_in(group: Group, client: Client, codes: Iterable[str], stock: Stock, look: Look) -> Part:
    """These items for a participant, in forms that suit everybody; homework of the group as given.

    `stock` speaks the participant's language. Raises HandoutRefused, naming the item.
    """
    homework = homework_of(client, group)

    def sheet(slip: Slip) -> ClientSheet:
        wanted = homework.get(slip.code) or _from_stock(stock, slip, form_for_all(slip) or "")
        return sheet_in_group(client, group, wanted.alone(), look)

    return Part(client=client, sheets=tuple(_composed(codes, stock, sheet)))


def homework_of(client: Client, group: Group | None = None) -> Mapping[str, Wanted]:
    """What the client practises now, by code, as it was given; with `group` only what it gave."""
    today = client.today()
    running = client.assignments.running_on(today).prefetch_related("editions")
    if group is not None:
        running = running.filter(group=group)
    found = {}
    for assignment in running:
        edition = assignment.edition_on(today)
        found[assignment.code] = wanted_from(edition)
    return found


def wanted_from(edition: Edition) -> Wanted:
    """Homework as it was given, on paper."""
    return Wanted(
        given=edition.prescription, schedule=edition.schedule, agreement=edition.agreement
    )


def _from_stock(stock: Stock, slip: Slip, form: str) -> Wanted:
    document = stock.find(slip.code)
    assert document is not None  # the slip was made from it
    return wanted_of(document, stock, form)


def _composed(
    codes: Iterable[str], stock: Stock, compose: Callable[[Slip], ClientSheet]
) -> Iterator[ClientSheet]:
    """A sheet for each item, in the order of a packet; a refusal names what it is about."""
    chosen = set(codes)
    for slip in stock:
        if slip.code not in chosen:
            continue
        try:
            yield compose(slip)
        except HandoutRefused as refusal:
            said = _("“%(title)s”: %(reason)s") % {"title": slip.title, "reason": refusal}
            raise HandoutRefused(said) from refusal
