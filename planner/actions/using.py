"""A practice of the library becomes a block of a session."""

import uuid

from django.db import transaction

from clients.models import Actor
from planner.library.practices import PracticeDocument, to_prescription
from planner.models import Practice, Session
from planner.models.facts import at_desk
from planner.pages.practices import form_label
from planner.placing import module_at, place_for
from planner.plan import Phase, PracticeGates

from .blocks import add_block


@transaction.atomic
def use_practice(
    *, session: Session, practice: Practice, form: str, uid: uuid.UUID, by: Actor
) -> Session:
    """Put a practice, in one of its forms ("" = as it stands), at its place in a plan.

    The block has the practice's first phase and its usual minutes. `uid` is the new block's:
    sending it twice adds one. Returns the session at the desk; raises ValidationError for a plan
    that is full and KeyError for a form that the practice does not have.
    """
    desk = at_desk(session.pk, lock=True)
    document: PracticeDocument = practice.version_in(desk.language).read()  # type: ignore[union-attr]
    given = to_prescription(document, form or None)
    phase = Phase(document.phases[0])
    blocks = desk.planned_blocks()
    place = place_for(blocks, phase)
    values = {
        "phase": phase,
        "title": ", ".join(filter(None, (document.title, form and form_label(form).lower()))),
        "minutes": given.minutes.usual,
        "shortest": given.minutes.shortest,
        "longest": given.minutes.longest,
        "module": module_at(blocks, place),
        "practice": document.code,
        "gates_data": PracticeGates.of(given.gates, document.wing).to_data(),
    }
    return add_block(session=desk, uid=uid, at=place, values=values, by=by)
