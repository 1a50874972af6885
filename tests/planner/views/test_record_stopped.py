"""A session that stopped early is not recorded as held in full."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client as HttpClient

from planner.models import Session
from planner.models.giving import delivered_codes
from tests import factories as make
from tests.cast import Cast
from tests.planner.views.test_record import as_shown, at, text_of

WHY = "the session stopped"


@pytest.fixture
def held(cast: Cast) -> Session:
    """Awareness 5, exposure 35, grounding 10 with a practice for M-17, yesterday, 50 minutes."""
    day = cast.harbour.today() - dt.timedelta(days=1)
    session = make.session(cast.m17, appointment=make.appointment(cast.m17, day=day, minutes=50))
    make.block(session, "awareness", 5, practice="feet")
    make.block(session, "exposure", 35, memory="staircase")
    make.block(session, "grounding", 10, practice="cold-water")
    return session


def shown(browser: HttpClient, session: Session, **changes: Any) -> dict[str, Any]:
    """Everything that the page would send as it stands, with changes; `e_`, `g_` name the parts."""
    sent = as_shown(browser, session)
    exposures = (name for name in sent if name.startswith("e-") and "unplanned" not in name)
    exposure = next(exposures, "").rpartition("-")[0]
    ground = f"b-{session.blocks.get(phase='grounding').uid}"
    for name, value in changes.items():
        part, _, rest = name.partition("_")
        sent[{"e": f"{exposure}-{rest}", "g": f"{ground}-{rest}"}.get(part, name)] = value
    return sent


def send(browser: HttpClient, session: Session, **changes: Any) -> Any:
    answer = browser.post(at("session_after", session), shown(browser, session, **changes))
    assert answer.status_code == 303
    return answer


def blocks(session: Session) -> list[tuple[int | None, str]]:
    return [(one.delivered_minutes, one.left_out_why) for one in session.blocks.all()]


def exposure(session: Session) -> tuple[int | None, str]:
    row = session.exposures.get()
    return row.minutes, row.ended


def test_what_was_left_as_it_stood_follows_the_clock(
    cast: Cast, held: Session, amara: HttpClient
) -> None:
    send(amara, held, status="stopped", stopped_minute="20")
    assert blocks(held) == [(5, ""), (15, ""), (0, WHY)]
    assert exposure(held) == (15, "")
    # A practice that was not reached opens no gate.
    assert delivered_codes(cast.m17) == {"feet"}
    text = amara.get(at("session_text", held)).context["text"]
    assert "Exposure, staircase, 15 min. The session stopped early\n" in text
    assert f"left out, {WHY}" in text
    assert "planned 50, held 20, left out 1" in text_of(amara.get(at("session_after", held)))
    # The minute corrected: the blocks follow; how it ended, once chosen, stands.
    send(amara, held, stopped_minute="30", e_ended="as_planned")
    assert (blocks(held), exposure(held)) == ([(5, ""), (25, ""), (0, WHY)], (25, "as_planned"))
    send(amara, held)
    assert exposure(held) == (25, "as_planned")
    send(amara, held, status="held")
    assert (blocks(held), exposure(held)) == ([(5, ""), (35, ""), (10, "")], (35, "as_planned"))


def test_a_lock_to_the_clock_holds_its_block_back(held: Session, amara: HttpClient) -> None:
    meeting, second = held.appointment, held.blocks.get(phase="exposure")
    assert meeting.time is not None
    meeting.minutes = 70
    meeting.save(update_fields=["minutes"])
    second.lock_at = (
        dt.datetime.combine(dt.date.min, meeting.time) + dt.timedelta(minutes=15)
    ).time()
    second.save(update_fields=["lock_at"])
    send(amara, held, status="stopped", stopped_minute="20")
    assert (blocks(held), exposure(held)) == ([(5, ""), (5, ""), (0, WHY)], (5, ""))
    send(amara, held, stopped_minute="12")
    assert [minutes for minutes, _why in blocks(held)] == [5, 0, 0]


def test_what_was_typed_stands(held: Session, amara: HttpClient) -> None:
    said = {"e_ended": "stop_signal", "e_minutes": "12"}
    send(amara, held, status="stopped", stopped_minute="20", g_minutes="9", **said)
    assert (blocks(held), exposure(held)) == ([(5, ""), (15, ""), (9, "")], (12, "stop_signal"))
    send(amara, held, g_minutes="10")
    send(amara, held, stopped_minute="25")
    assert (blocks(held), exposure(held)) == ([(5, ""), (20, ""), (10, "")], (12, "stop_signal"))
    send(amara, held, g_minutes="0", g_why="fire alarm")
    assert blocks(held)[2] == (0, "fire alarm")


def test_an_exposure_that_was_not_reached_leaves_no_record(
    held: Session, amara: HttpClient
) -> None:
    send(amara, held, status="stopped", stopped_minute="4")
    assert blocks(held) == [(4, ""), (0, WHY), (0, WHY)]
    assert not held.exposures.exists()


def test_an_exposure_that_was_over_before_the_stop_ended_as_planned(
    held: Session, amara: HttpClient
) -> None:
    send(amara, held, status="stopped", stopped_minute="43")
    assert (blocks(held), exposure(held)) == ([(5, ""), (35, ""), (3, "")], (35, "as_planned"))


def test_without_a_minute_the_blocks_stay_and_the_end_is_open(
    held: Session, amara: HttpClient
) -> None:
    send(amara, held, status="stopped")
    assert (blocks(held), exposure(held)) == ([(5, ""), (35, ""), (10, "")], (35, ""))


@pytest.mark.parametrize(
    ("minute", "fits"), [("110", True), ("111", False), ("500", False), ("9" * 30, False)]
)
def test_a_stop_lies_within_the_session_and_a_little_after(
    held: Session, amara: HttpClient, minute: str, fits: bool
) -> None:
    sent = shown(amara, held, status="stopped", stopped_minute=minute, summary="kept words")
    answer = amara.post(at("session_after", held), sent)
    assert answer.status_code == (303 if fits else 422)
    if not fits:
        said = "It was planned for 50 minutes; the latest minute that fits is 110."
        assert answer.context["held"].errors == {"stopped_minute": [said]}
        assert (said in text_of(answer), "kept words" in text_of(answer)) == (True, True)
    # Of another answer nobody asks for the minute.
    assert amara.post(at("session_after", held), sent | {"status": "late"}).status_code == 303


@pytest.fixture
def long(cast: Cast) -> Session:
    """Arrival 20, awareness 10 not before minute 30, exposure 30, grounding 15 for M-17; 90 minutes."""
    day, begins = cast.harbour.today() - dt.timedelta(days=1), dt.time(10)
    meeting = make.appointment(cast.m17, day=day, time=begins, minutes=90)
    session = make.session(cast.m17, appointment=meeting)
    make.block(session, "arrival", 20)
    make.block(session, "awareness", 10, lock_at=dt.time(10, 30))
    make.block(session, "exposure", 30, memory="staircase")
    make.block(session, "grounding", 15)
    return session


def questions(browser: HttpClient, session: Session) -> list[str]:
    """What the page of the record says of R7."""
    findings = browser.get(at("session_after", session)).context["findings"]
    return [one.title for one in findings if one.code == "R7"]


@pytest.mark.parametrize(
    "corrected", [{"status": "held"}, {"status": "stopped", "stopped_minute": "70"}]
)
def test_a_stop_that_is_corrected_asks_about_the_exposure_again(
    long: Session, amara: HttpClient, corrected: dict[str, str]
) -> None:
    send(amara, long, status="stopped", stopped_minute="25")
    assert [minutes for minutes, _why in blocks(long)] == [20, 0, 0, 0]
    # Nothing is asked about what was not reached.
    assert (long.exposures.exists(), questions(amara, long)) == (False, [])
    send(amara, long, **corrected)
    assert [minutes for minutes, _why in blocks(long)][2] == 30
    row = long.exposures.get()
    assert (row.minutes, row.ended, row.memory) == (30, "as_planned", "staircase")
    assert questions(amara, long) == ["Keep grounding, do not close yet"]
    assert f"e-{row.work}-suds" in shown(amara, long)


def test_a_kept_exposure_follows_its_block_through_every_correction(
    long: Session, amara: HttpClient
) -> None:
    for minute, lasted in (("50", 10), ("25", 0), ("70", 30), ("25", 0)):
        send(amara, long, status="stopped", stopped_minute=minute)
        assert (blocks(long)[2][0], exposure(long)) == (lasted, (lasted, ""))
    send(amara, long, status="held")
    assert (blocks(long)[2][0], exposure(long)) == (30, (30, "as_planned"))


def test_a_planned_exposure_without_a_record_is_judged_all_the_same(
    long: Session, amara: HttpClient
) -> None:
    send(amara, long, status="held")
    long.exposures.all().delete()
    assert questions(amara, long) == ["Keep grounding, do not close yet"]
