"""The allowed words of the library with their labels, as choices of forms."""

from typing import Any

from django.utils.translation import gettext as _

from clients.prescription import ANCHORS, LEAVE_OUT_WHEN
from clients.wording import anchor_words
from planner.library.words import (
    AUDIENCE_LABELS,
    COMPONENT_LABELS,
    MODE_LABELS,
    READER_LABELS,
    SETTING_LABELS,
    STRENGTH_LABELS,
)
from planner.plan import Phase
from planner.safety.conditions import condition_label

type Labelled = list[tuple[str, Any]]


def wings() -> Labelled:
    """Which wing."""
    return [
        ("awareness", _("Awareness")),
        ("compassion", _("Compassion")),
        ("both", _("Both wings")),
    ]


def modes() -> Labelled:
    """Being or caring."""
    return list(MODE_LABELS.items())


def components() -> Labelled:
    """The parts of self-compassion."""
    return list(COMPONENT_LABELS.items())


def phases() -> Labelled:
    """What a block is for."""
    return [(phase.value, phase.label) for phase in Phase]


def settings() -> Labelled:
    """Where it is used."""
    return list(SETTING_LABELS.items())


def audiences() -> Labelled:
    """With whom."""
    return list(AUDIENCE_LABELS.items())


def anchors() -> Labelled:
    """What one can rest on; outer ones first."""
    return [(anchor, anchor_words(anchor).capitalize()) for anchor in ANCHORS]


def led_by() -> Labelled:
    """Who may do it."""
    return [
        ("self", _("The client can do it alone")),
        ("therapist_first", _("Together first, then it may go home")),
        ("therapist_only", _("Only with the therapist, never given or printed")),
    ]


def conditions() -> Labelled:
    """When it is left out."""
    return [(one, condition_label(one).capitalize()) for one in LEAVE_OUT_WHEN]


def strengths() -> Labelled:
    """How well a claim is supported."""
    return list(STRENGTH_LABELS.items())


def readers() -> Labelled:
    """For whom a piece is."""
    return list(READER_LABELS.items())


def question_kinds() -> Labelled:
    """What a question of a worksheet asks for."""
    return [
        ("short_text", _("A short answer")),
        ("long_text", _("A longer answer")),
        ("rating", _("A rating")),
        ("choice", _("One of several")),
        ("time", _("A time of day")),
        ("rows", _("A small table")),
    ]
