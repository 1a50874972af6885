"""Homework that is running though a gate would not let it be given any more."""

import datetime as dt

from clients.models import Assignment, Client, Group
from planner.safety.facts import HomeworkAnswers

from .giving import Recorded, refusing
from .together import refusal_together


def held_back(client: Client, day: dt.date) -> list[tuple[Assignment, str]]:
    """What the phone offers on this day and a gate now speaks against, each with why.

    As where homework goes on: R14's demands were met when it was given. Six queries, and one for each
    couple or family that got something.
    """
    running = client.assignments.running_on(day).filter(resting_since=None)
    homework = list(running.select_related("group__clinic").prefetch_related("editions"))
    if not homework:
        return []
    refusal, answers = (
        refusing(Recorded.of(client)),
        HomeworkAnswers(rehearsed=True, place_safe=True),
    )
    groups = {one.group for one in homework if one.group}
    together: dict[Group | None, str | None] = {one: refusal_together(one) for one in groups}
    judged = [
        (one, refusal(one.edition_on(day).prescription, answers) or together.get(one.group))
        for one in homework
    ]
    return [(one, why) for one, why in judged if why]
