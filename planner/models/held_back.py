"""Homework that is running though a gate would not let it be given any more."""

import datetime as dt

from clients.models import Assignment, Client
from planner.safety.facts import HomeworkAnswers

from .giving import refusing
from .together import refusal_of_all


def held_back(client: Client, day: dt.date) -> list[tuple[Assignment, str]]:
    """What the phone offers on this day and a gate now speaks against, each with why.

    As where homework goes on: R14's demands were met when it was given. Six queries, and one for each
    that a couple or family got.
    """
    running = client.assignments.running_on(day).filter(resting_since=None)
    homework = list(running.select_related("group__clinic").prefetch_related("editions"))
    if not homework:
        return []
    refusal, answers = refusing(client), HomeworkAnswers(rehearsed=True, place_safe=True)
    judged = [
        (one, refusal(one.edition_on(day).prescription, answers) or refusal_of_all(one))
        for one in homework
    ]
    return [(one, why) for one, why in judged if why]
