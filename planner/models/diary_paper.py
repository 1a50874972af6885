"""The diary of a week on paper, composed from rows. Nothing is written here."""

import datetime as dt
from dataclasses import dataclass

from clients.models import Assignment, Profile
from clients.models.diaries import asked_on
from planner.sheets import DiarySheet, HandoutSheet, Look

from .packets import wanted_from
from .paper import HandoutRefused, sheet_for
from .together import refusal_of_all


@dataclass(frozen=True, kw_only=True)
class Code:
    """What leads back from the paper: the code to type and, where a phone is offered, the link."""

    shown: str = ""
    link: str = ""


NO_CODE = Code()


def is_discreet(assignment: Assignment, look: Look) -> bool:
    """Whether this paper names nobody, and so has no code either."""
    client = assignment.client
    wishes = client.discreet_paper or client.quiet_mode
    return wishes if look.discreet is None else look.discreet


def diary_sheet(
    assignment: Assignment, first: dt.date, look: Look, code: Code = NO_CODE
) -> DiarySheet:
    """The week from `first` on, of the homework as it was given then.

    Raises HandoutRefused as `sheet_for` does, and where it could not go on for a couple or family.
    """
    if refusal := refusal_of_all(assignment):
        raise HandoutRefused(refusal)
    client = assignment.client
    asked = asked_on(assignment, first)
    edition = asked.edition
    wanted = wanted_from(edition).alone()
    sheet = sheet_for(client, wanted, look)
    assert isinstance(sheet, HandoutSheet)  # homework is a practice
    return DiarySheet.of(
        sheet,
        week_from=first,
        places=asked.places,
        free=asked.free,
        diary_code=code.shown,
        link=code.link if client.is_offered_phone else "",
        pictures=client.profile == Profile.PICTURES,
    )
