"""Those who come together: what may be known of a group, and what may be given to all of it.

Counts, never a person: nobody learns from a plan, or from what was refused, whose home is not safe.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from clients.models import Assignment, Client, Group, HomeSafety
from planner import safety

from .choices import JOINT
from .limits import limits_of
from .past import people_of


def group_facts(group: Group, day: dt.date) -> dict[str, Any]:
    """What is known of those who take part on this day. One query.

    Home counts as safe only when all were asked and said so; otherwise it is not known, and counts as
    reviewed when it was for each of the others. Risk counts as asked when everybody was. A flag is
    not set when everybody was asked about it; where nobody takes part nothing is known.
    """
    people: list[Any] = people_of(group=group.pk, day=day)
    flagged = [p for p in people if p.client.trauma or p.client.dissociation or p.open_risk]
    known = [person.client.known_flags for person in people]
    flags = {name: _of_any([one[name] for one in known]) for name in Client.FLAGS}
    unasked = flags["trauma"] is None or flags["dissociation"] is None
    homes = {person.client.home for person in people}
    reviews = [p.home_reviewed for p in people if p.client.home != HomeSafety.SAFE]
    return {
        **flags,
        "home": safety.HomeSafety.SAFE if homes == {HomeSafety.SAFE} else None,
        "home_reviewed": _earliest(reviews),
        "risk_open": next(
            (p.open_risk for p in people if p.open_risk), safety.NEVER if people else None
        ),
        "risk_asked": _earliest([person.risk_asked for person in people]),
        "participants": len(people),
        "participants_flagged": len(flagged) or (None if unasked else 0),
        "leaders": people[0].leaders if people else None,
    }


def refusal_together(group: Group) -> str | None:
    """R19: why nothing can be given to a couple or family now, in one sentence, or None.

    Everybody who takes part is looked at, whoever it is given to: so it says nothing of one. One
    query, none for a group of people who do not live together.
    """
    if group.kind not in JOINT:
        return None
    clinic = group.clinic
    facts = safety.Facts(
        as_of=clinic.now(),
        gathering=safety.Gathering(group.kind),
        **group_facts(group, clinic.today()),
    )
    return safety.refused_with_others(facts, limits_of(clinic))


def refusal_of_all(assignment: Assignment) -> str | None:
    """The same of homework that was given to all of a couple or family; None for anybody else's."""
    return refusal_together(assignment.group) if assignment.group else None


def _of_any(answers: Sequence[bool | None]) -> bool | None:
    """True where one says so, False where all say no, None where it is not known of all."""
    if any(answers):
        return True
    return False if answers and None not in answers else None


def _earliest(moments: list[dt.datetime | None]) -> safety.Moment:
    """The moment by which it was done for everybody; NEVER where it was not."""
    done = [moment for moment in moments if moment is not None]
    return min(done) if done and len(done) == len(moments) else safety.NEVER
