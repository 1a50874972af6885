"""What may be given to whom: gates held against what is recorded."""

from typing import Any

import pytest
from django.utils.timezone import now

from clients.models import Attendance, RiskQuestion, SafetyReview
from planner.library.practices import PracticeDocument, to_prescription
from planner.models.facts import at_desk, facts_for
from planner.models.giving import (
    delivered_codes,
    document_of,
    first_form,
    form_for_everyone,
    offers_for,
    one_per_code,
    refusal_of,
    suits_everyone,
)
from planner.safety.facts import HomeworkAnswers
from tests import factories as make
from tests.cast import Cast
from tests.planner import shelves
from tests.planner.shelves import CYCLE, FRAME, TOGETHER_FIRST, TOUCH

ALL_MET = HomeworkAnswers(rehearsed=True, place_safe=True)
CARD = {"stay": "Stay.", "stop": "Stop.", "then": "Feet down."}
EXPOSURE = {"led_by": "self", "activating": True, "leave_out_when": [], "exposure_homework": True}


def document(code: str, **changes: Any) -> PracticeDocument:
    """A document of the library, changed."""
    return PracticeDocument.from_data(shelves.library().practice(code).to_data() | changes)


def gated(**gates: Any) -> PracticeDocument:
    """The Cycle under other gates, with the card."""
    base = {"led_by": "self", "activating": False, "leave_out_when": []}
    return document(CYCLE, gates=base | gates, stay_or_stop=CARD)


def refusal(
    cast: Cast, found: PracticeDocument, form: str = "", answers: HomeworkAnswers = ALL_MET
) -> str | None:
    """What stands against it for M-17, as it stands in the database."""
    cast.m17.refresh_from_db()
    return refusal_of(cast.m17, to_prescription(found, form or None), answers)


def flag(cast: Cast, **flags: Any) -> None:
    """Set flags of M-17."""
    for name, value in flags.items():
        setattr(cast.m17, name, value)
    cast.m17.save(update_fields=list(flags))


def test_a_practice_without_gates_may_be_given(cast: Cast) -> None:
    assert refusal(cast, document(CYCLE)) is None


def test_what_only_a_therapist_leads_is_refused(cast: Cast) -> None:
    said = refusal(cast, document(FRAME))
    assert said == "Only the therapist leads this practice; it is never given or printed."


@pytest.mark.parametrize(
    ("minutes", "status", "counts"),
    [
        (7, "held", True),
        (1, "stopped", True),
        (0, "held", False),
        (None, "held", False),
        (7, "planned", False),
        (7, "no_show", False),
    ],
)
def test_together_first_needs_a_session_in_which_it_was_done(
    cast: Cast, minutes: int | None, status: str, counts: bool
) -> None:
    found = document(TOGETHER_FIRST)
    wanted = "Do this practice together in a session first; then it can go home."
    assert refusal(cast, found) == wanted
    session = make.session(cast.m17, appointment=make.appointment(cast.m17, status=status))
    make.block(session, "awareness", 7, practice=TOGETHER_FIRST, delivered_minutes=minutes)
    assert delivered_codes(cast.m17) == ({TOGETHER_FIRST} if counts else set())
    assert refusal(cast, found) == (None if counts else wanted)


def test_a_session_with_somebody_else_does_not_count(cast: Cast) -> None:
    session = make.session(cast.m18, appointment=make.appointment(cast.m18, status="held"))
    make.block(session, "awareness", 7, practice=TOGETHER_FIRST, delivered_minutes=7)
    assert delivered_codes(cast.m17) == set()


@pytest.mark.parametrize(
    ("state", "counts"),
    [
        ("present", True),
        ("late", True),
        ("left_early", True),
        ("notice", False),
        ("absent", False),
        (None, False),
    ],
)
def test_what_was_done_in_a_group_counts_for_those_who_came(
    cast: Cast, state: str | None, counts: bool
) -> None:
    make.participation(cast.m18, cast.group_a)
    meeting = make.appointment(cast.group_a, status="held")
    session = make.session(cast.group_a, appointment=meeting, kind="group")
    make.block(session, "awareness", 7, practice=TOGETHER_FIRST, delivered_minutes=7)
    make.block(session, "awareness", 7, practice=CYCLE, delivered_minutes=0)
    came = {cast.m18: "present"} | ({cast.m17: state} if state else {})
    for client, how in came.items():
        Attendance.objects.create(
            clinic=cast.harbour, appointment=meeting, client=client, state=how
        )
    assert delivered_codes(cast.m17) == ({TOGETHER_FIRST} if counts else set())
    assert delivered_codes(cast.m18) == {TOGETHER_FIRST}
    plan = make.session(cast.m17)
    shelves.practice(TOGETHER_FIRST)
    make.block(plan, "homework", 5, practice=TOGETHER_FIRST)
    (item,) = facts_for(at_desk(plan.pk)).homework
    assert item.answers.delivered_before is counts


@pytest.mark.parametrize(
    ("condition", "flags"),
    [
        ("trauma", {"trauma": True}),
        ("dissociation", {"dissociation": True}),
        ("touch_unsafe", {"touch_unsafe": True}),
        ("attachment_figure_unsafe", {"attachment_figure_unsafe": True}),
        ("breath_unsafe", {"breath_unsafe": True}),
        ("movement_unsafe", {"movement_unsafe": True}),
        ("home_not_safe", {"home": "not_safe"}),
    ],
)
def test_a_condition_that_holds_leaves_it_out(
    cast: Cast, condition: str, flags: dict[str, Any]
) -> None:
    gates = {"led_by": "self", "activating": False, "leave_out_when": [condition]}
    found = document(TOUCH, gates=gates) if condition == "touch_unsafe" else gated(**gates)
    flag(cast, trauma=False)
    assert refusal(cast, found) is None
    flag(cast, **flags)
    said = refusal(cast, found)
    assert said is not None
    assert said.startswith("This practice is left out when:")


def test_an_open_risk_leaves_it_out_until_it_is_reviewed(cast: Cast) -> None:
    found = gated(leave_out_when=["open_risk"])
    assert refusal(cast, found) is None
    RiskQuestion.objects.create(clinic=cast.harbour, client=cast.m17, outcome="passive")
    assert refusal(cast, found) == "This practice is left out when: a risk is open."
    SafetyReview.objects.create(
        clinic=cast.harbour, client=cast.m17, subject="risk", reviewed_at=now(), note="x"
    )
    assert refusal(cast, found) is None


def test_a_form_that_lifts_the_condition_may_be_given(cast: Cast) -> None:
    flag(cast, touch_unsafe=True)
    assert refusal(cast, document(TOUCH)) == "This practice is left out when: touch is not safe."
    assert refusal(cast, document(TOUCH), "no_touch") is None


@pytest.mark.parametrize(
    ("answers", "missing"),
    [
        (HomeworkAnswers(), "done together or rehearsed once, a place judged safe in fact"),
        (HomeworkAnswers(rehearsed=True, place_safe=False), "a place judged safe in fact"),
        (HomeworkAnswers(rehearsed=False, place_safe=True), "done together or rehearsed once"),
    ],
)
def test_exposure_homework_needs_all_of_r14(
    cast: Cast, answers: HomeworkAnswers, missing: str
) -> None:
    found = gated(**EXPOSURE)
    said = refusal(cast, found, answers=answers)
    assert said == f"Exposure homework still needs: {missing}."
    assert refusal(cast, found) is None


def test_exposure_homework_waits_for_a_review_of_home(cast: Cast) -> None:
    flag(cast, home="not_safe")
    found = gated(**EXPOSURE)
    said = refusal(cast, found)
    assert said == "Home is not safe: record a safety review before exposure homework."
    SafetyReview.objects.create(
        clinic=cast.harbour, client=cast.m17, subject="home", reviewed_at=now(), note="x"
    )
    assert refusal(cast, found) is None


def test_ended_work_is_given_nothing(cast: Cast) -> None:
    flag(cast, status="ended")
    assert refusal(cast, document(CYCLE)) == "The work with this client has ended."


def test_offers_name_everything_with_what_stands_against_it(cast: Cast) -> None:
    flag(cast, touch_unsafe=True)
    rows = [shelves.practice(code) for code in (TOUCH, FRAME, CYCLE)]
    found = {offer.document.code: offer.refusal for offer in offers_for(cast.m17, rows)}
    assert found == {
        FRAME: "Only the therapist leads this practice; it is never given or printed.",
        TOUCH: None,  # its form without touch may be given
        CYCLE: None,
    }


def test_an_own_practice_stands_for_the_shared_one(cast: Cast) -> None:
    own = shelves.practice(TOUCH, clinic=cast.harbour)
    shared = shelves.practice(TOUCH)
    cycle = shelves.practice(CYCLE)
    assert one_per_code([own, cycle, shared]) == [own, cycle]
    assert one_per_code([shared, own]) == [own]


def test_a_practice_without_a_text_is_left_out(cast: Cast) -> None:
    row = shelves.practice(CYCLE)
    row.versions.all().delete()
    assert document_of(row, "en") is None
    assert offers_for(cast.m17, [row]) == []


@pytest.mark.parametrize(
    ("code", "flags", "form"),
    [
        (CYCLE, {"trauma": False}, ""),
        (CYCLE, {"trauma": True}, "eyes_open"),
        (CYCLE, {"trauma": False, "dissociation": True}, "eyes_open"),
        (TOUCH, {"touch_unsafe": True}, "no_touch"),
        (TOUCH, {"trauma": True}, ""),
        (TOUCH, {"breath_unsafe": True, "movement_unsafe": True}, ""),
        ("breath-anchor", {"breath_unsafe": True}, "group"),
        ("breath-anchor", {"trauma": True, "breath_unsafe": True}, "group"),
        ("stand-and-walk", {"movement_unsafe": True}, "sitting"),
        ("stand-and-walk", {"touch_unsafe": True}, ""),
    ],
)
def test_the_gentler_form_comes_first(
    cast: Cast, code: str, flags: dict[str, Any], form: str
) -> None:
    flag(cast, **flags)
    assert first_form(document(code), cast.m17) == form


def test_a_form_for_everybody_knows_nothing_of_a_person() -> None:
    assert form_for_everyone(document(CYCLE)) == ""
    assert form_for_everyone(document(TOUCH)) == "no_touch"
    assert form_for_everyone(document(FRAME)) is None
    assert form_for_everyone(document(TOGETHER_FIRST)) is None
    assert suits_everyone(gated(**EXPOSURE).gates) is False
