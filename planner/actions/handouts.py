"""Paper as verbs: give a handout or a packet, note that a session sheet was printed.

The sheets are composed by `planner.models.paper`, printed by `planner.documents`, and the finished
bytes come here: rendering takes its time and never holds a transaction open.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from clients.actions.files import keep_packet
from clients.models import Act, Actor, Client, Handout, Journal, PortalDevice
from planner.models import Session
from planner.models.paper import HandoutRefused
from planner.sheets import ClientSheet

from .bookmarks import note_use


@dataclass(frozen=True, kw_only=True)
class PrintedPart:
    """What one client is given: the sheets, and the file with all of them."""

    client: Client
    sheets: Sequence[ClientSheet]
    pdf: bytes


@transaction.atomic
def give_handout(*, client: Client, sheet: ClientSheet, pdf: bytes, by: Actor) -> Handout:
    """Keep a printed sheet with the client and note it in the journal.

    Raises HandoutRefused when the sheet was made for somebody else or may not go home.
    """
    (given,) = give_packet(part=PrintedPart(client=client, sheets=[sheet], pdf=pdf), by=by)
    return given


@transaction.atomic
def give_packet(*, part: PrintedPart, by: Actor) -> list[Handout]:
    """Keep the file with the client and note each sheet on it in the journal.

    Raises HandoutRefused when a sheet was made for somebody else or may not go home.
    """
    for sheet in part.sheets:
        if sheet.for_whom != part.client.code or not sheet.may_go_home:
            raise HandoutRefused("This sheet was not made for this client.")
        note_use(code=sheet.code, by=by)
    return keep_packet(
        client=part.client,
        items=[(sheet.code, sheet.kept_title) for sheet in part.sheets],
        content=part.pdf,
        discreet=any(sheet.discreet for sheet in part.sheets),
        by=by,
    )


@transaction.atomic
def give_packets(*, parts: Iterable[PrintedPart], by: Actor) -> list[Handout]:
    """Keep each participant's part with that participant, all or none. Raises as `give_packet`."""
    return [given for part in parts for given in give_packet(part=part, by=by)]


@transaction.atomic
def note_session_printed(*, session: Session, by: Actor) -> None:
    """Note in the journal that a session's sheet was printed."""
    Journal.objects.write(act=Act.PRINTED, thing=session, by=by)


def note_invitation_printed(*, device: PortalDevice, by: Actor) -> None:
    """Note in the journal that a phone's invitation was printed; the file with its link is not kept."""
    Journal.objects.write(act=Act.PRINTED, thing=device, by=by)
