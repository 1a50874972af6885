"""Paper as verbs: give a handout, note that a session sheet was printed.

The sheet is composed by `planner.models.paper`, printed by `planner.documents`, and the finished
bytes come here: rendering takes its time and never holds a transaction open.
"""

from django.db import transaction

from clients.actions.files import keep_handout
from clients.models import Act, Actor, Client, Handout, Journal
from planner.models import Session
from planner.models.paper import HandoutRefused
from planner.sheets import HandoutSheet

from .bookmarks import note_use


@transaction.atomic
def give_handout(*, client: Client, sheet: HandoutSheet, pdf: bytes, by: Actor) -> Handout:
    """Keep a printed handout with the client and note it in the journal.

    Raises HandoutRefused when the sheet was made for somebody else or may not go home.
    """
    if sheet.for_whom != client.code or not sheet.prescription.gates.may_go_home:
        raise HandoutRefused("This sheet was not made for this client.")
    note_use(code=sheet.prescription.code, by=by)
    return keep_handout(
        client=client,
        code=sheet.prescription.code,
        title=sheet.title,
        content=pdf,
        discreet=sheet.discreet,
        by=by,
    )


@transaction.atomic
def note_session_printed(*, session: Session, by: Actor) -> None:
    """Note in the journal that a session's sheet was printed."""
    Journal.objects.write(act=Act.PRINTED, thing=session, by=by)
