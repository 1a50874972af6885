"""A practice document: kept exactly, and turned into what a client is given."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from clients.adapting import adapted
from clients.prescription import Prescription
from clients.shapes import ShapeError
from planner.library.practices import PracticeDocument, to_prescription
from planner.library.reader import read_library
from tests.planner.library.content import PRACTICE, PRACTICE_FILE, write
from tests.planner.shelves import library


@pytest.fixture
def document(tmp_path: Path) -> PracticeDocument:
    return read_library(write(tmp_path)).practice("small-pause")


def test_round_trip_through_json_is_exact(document: PracticeDocument) -> None:
    assert PracticeDocument.from_data(json.loads(json.dumps(document.to_data()))) == document


def test_data_that_do_not_fit_are_refused(document: PracticeDocument) -> None:
    with pytest.raises(ShapeError) as refused:
        PracticeDocument.from_data(document.to_data() | {"wing": "left"})
    assert refused.value.field == "wing"


def test_the_hash_changes_exactly_with_the_content(document: PracticeDocument) -> None:
    assert replace(document).content_hash == document.content_hash
    assert replace(document, purpose="Rest.").content_hash != document.content_hash


def test_the_prescription_has_the_words_for_the_client(document: PracticeDocument) -> None:
    given = to_prescription(document)
    assert given.title == "A small pause"
    assert given.version == document.content_hash[:12]
    assert given.variant == ""
    assert Prescription.from_data(given.to_data()) == given


def test_a_form_overrides_only_what_it_says(document: PracticeDocument) -> None:
    given = to_prescription(document, "short")
    assert given.variant == "short"
    assert [step.seconds for step in given.steps] == [45]
    assert given.where == "sitting, eyes open"


def test_a_form_lifts_the_gate_that_it_answers(tmp_path: Path) -> None:
    text = PRACTICE.replace(
        "leave_out_when: []", "leave_out_when: [touch_unsafe, dissociation]"
    ).replace("activating: false", "activating: true")
    lifting = "- code: no_touch\n    lifts: [touch_unsafe]\n    activating: false\n"
    text = text.replace("- code: short\n", lifting)
    practice = read_library(write(tmp_path, {PRACTICE_FILE: text})).practice("small-pause")
    plain, lifted = to_prescription(practice).gates, to_prescription(practice, "no_touch").gates
    assert (plain.activating, plain.leave_out_when) == (True, ("touch_unsafe", "dissociation"))
    assert (lifted.activating, lifted.leave_out_when) == (False, ("dissociation",))


def test_the_steps_with_open_eyes_go_along_where_no_other_form_was_chosen() -> None:
    scan = library().practice("body-scan-eyes-closed")
    given = to_prescription(scan)
    assert given.eyes_open is not None
    assert given.eyes_open.where == "sitting, eyes open"
    assert given.eyes_open.steps == to_prescription(scan, "eyes_open").steps
    assert Prescription.from_data(given.to_data()) == given
    forms = [to_prescription(scan, one.code).eyes_open for one in scan.variants]
    assert forms == [None] * len(scan.variants)
    # In other words of a step they would still say the old ones.
    assert adapted(given, phrases=()).eyes_open == given.eyes_open
    assert adapted(given, texts={1: "In my own words."}).eyes_open is None


def test_an_unknown_form_is_refused(document: PracticeDocument) -> None:
    with pytest.raises(KeyError):
        to_prescription(document, "no_touch")
