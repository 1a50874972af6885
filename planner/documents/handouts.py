"""Handouts: a practice as one page for the person who does it."""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from django.utils import translation
from django.utils.formats import date_format

from clients.paperdiary import HEADS, IN_EXPOSURE, MINUTES
from clients.prescription import Prescription, Step
from clients.wording import about_minutes, anchor_words, step_length
from planner.documents.press import around, page_html
from planner.documents.questions import printed_questions
from planner.sheets import HandoutSheet

A_MONDAY: Final = dt.date(2024, 1, 1)
DAYS: Final = 7


@dataclass(frozen=True)
class PrintedStep:
    """A step with its number, its colours and its length in words."""

    number: int
    step: Step
    family: str
    next_family: str
    how_long: str


def handout_html(sheet: HandoutSheet) -> str:
    """The practice as HTML, all text escaped, in its own language."""
    sheet = sheet.as_printed()
    given = sheet.prescription
    with translation.override(given.language):
        context = around(sheet, given.stop_and_steady) | {
            "given": given,
            "steps": printed_steps(given),
            "how_long": about_minutes(given.about_minutes),
            "anchor": anchor_words(given.anchor),
            "phrase_lines": empty_phrase_lines(given),
            "days": week_days(sheet.week_from),
            "exposure_heads": [HEADS[name] for name in (*IN_EXPOSURE, MINUTES)],
        }
    return page_html("documents/handout.html", given.language, context)


def answers_html(sheet: HandoutSheet) -> str:
    """The worksheet that the practice brings along, as HTML: its questions alone."""
    sheet, form = sheet.as_printed(), sheet.prescription.worksheet
    assert form is not None
    with translation.override(sheet.language):
        context = around(sheet, sheet.prescription.stop_and_steady) | {
            "form": form,
            "questions": printed_questions(form, large=sheet.large),
        }
    return page_html("documents/answers.html", sheet.language, context)


def printed_steps(given: Prescription) -> list[PrintedStep]:
    """The steps, each knowing the colour that its line runs to."""
    families = [step.wing for step in given.steps]
    pairs = pairwise([*families, families[-1]])
    return [
        PrintedStep(number, step, family, following, step_length(step))
        for number, (step, (family, following)) in enumerate(
            zip(given.steps, pairs, strict=True), start=1
        )
    ]


def empty_phrase_lines(given: Prescription) -> range:
    """Lines to write own phrases on, where the practice has them and none are known yet."""
    most = given.phrases_allowed[1] if given.phrases_allowed and not given.phrases else 0
    return range(most)


def week_days(first: dt.date | None) -> list[str]:
    """Seven short day names from this day on, or Monday to Sunday."""
    start = first or A_MONDAY
    return [date_format(start + dt.timedelta(days=day), "D") for day in range(DAYS)]
