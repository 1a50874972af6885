"""Two who record one session: the second loses nothing, and takes nothing away."""

import threading
from typing import Any

import pytest
from django.db import connections
from django.test import Client as HttpClient

from clients.models import Journal
from planner.models import Session
from tests import factories as make
from tests.cast import Cast, gather
from tests.planner.views.test_record import as_shown, at, text_of
from tests.planner.views.test_record_beside import send


@pytest.fixture
def held(cast: Cast) -> Session:
    """Awareness for M-17, today."""
    session = make.session(cast.m17)
    make.block(session, "awareness", 20, title="Body scan", practice="body-scan")
    return session


def test_the_second_of_two_is_told_and_keeps_what_was_typed(
    held: Session, amara: HttpClient, cast: Cast
) -> None:
    opened = amara.get(at("session_after", held)).context["stamp"]
    send(amara, held, recorded=opened, summary="first")
    late = send(amara, held, recorded=opened, summary="second")
    assert late.status_code == 409
    assert "Dr. Amara Osei recorded this session while you wrote." in text_of(late)
    assert "second" in late.content.decode()
    held.refresh_from_db()
    assert held.summary == "first"
    again = send(amara, held, recorded=late.context["stamp"], summary="second")
    assert again.status_code == 303


def test_what_the_first_added_is_not_taken_away_by_the_second(
    held: Session, amara: HttpClient
) -> None:
    opened = amara.get(at("session_after", held)).context["stamp"]
    block = held.blocks.first()
    assert block is not None
    first = {f"b-{block.uid}-minutes": "12", "u-new1-effect": "dizzy", "u-new1-still": "yes"}
    send(amara, held, recorded=opened, status="stopped", **first)
    second = {f"b-{block.uid}-minutes": "20", "setting": "room"}
    late = send(amara, held, recorded=opened, **second)
    assert late.context["theirs"] == [
        ("What became of it", "Stopped early"),
        ("Body scan: Held minutes", "12"),
    ]
    effects = late.context["forms"].effects
    assert [form["effect"].value() for form in effects] == ["dizzy", None]


@pytest.mark.django_db(transaction=True)
def test_two_records_in_the_same_instant_lose_no_text() -> None:
    cast = gather()
    session = make.session(cast.m17)
    typed = ["first words", "other words"]
    answers: dict[str, Any] = {}
    both = threading.Barrier(len(typed))

    def record(words: str) -> None:
        browser = cast.staff("amara")
        both.wait()
        answers[words] = send(browser, session, recorded="", summary=words)
        connections.close_all()

    threads = [threading.Thread(target=record, args=(words,)) for words in typed]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status_code for answer in answers.values()) == [303, 409]
    session.refresh_from_db()
    page = next(one for one in answers.values() if one.status_code == 409).content.decode()
    assert [words in page for words in typed] == [True, True]
    assert answers[session.summary].status_code == 303
    assert Journal.objects.filter(object_uid=session.uid, act="changed").count() == 1


def test_as_planned_does_not_replace_what_was_recorded_otherwise(
    held: Session, amara: HttpClient
) -> None:
    page = as_shown(amara, held) | {"as_planned": "1", "recorded": "", "summary": "typed and kept"}
    send(amara, held, status="no_show")
    late = amara.post(at("session_after", held), page)
    assert (late.status_code, late.context["theirs"]) == (
        409,
        [("What became of it", "Did not come")],
    )
    assert "typed and kept" in late.content.decode()
    held.appointment.refresh_from_db()
    assert held.appointment.status == "no_show"
