"""A protocol document: kept exactly."""

import json
from pathlib import Path

import pytest

from clients.shapes import ShapeError
from planner.library.protocols import ProtocolDocument
from planner.library.reader import read_library
from planner.plan import PlanError
from tests.planner.library.content import write


@pytest.fixture
def document(tmp_path: Path) -> ProtocolDocument:
    return read_library(write(tmp_path)).protocol("small-session")


def test_round_trip_through_json_is_exact(document: ProtocolDocument) -> None:
    assert ProtocolDocument.from_data(json.loads(json.dumps(document.to_data()))) == document


def test_data_that_do_not_fit_are_refused(document: ProtocolDocument) -> None:
    with pytest.raises(ShapeError) as refused:
        ProtocolDocument.from_data(document.to_data() | {"kind": "course"})
    assert refused.value.field == "kind"
    with pytest.raises(PlanError):
        ProtocolDocument.from_data(document.to_data() | {"plan": {"format": 1}})
