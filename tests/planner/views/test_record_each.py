"""After an exposure with a couple each one is asked alone, and the answers stand in the own record."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client as HttpClient

from clients.actions.erasure import erase_client
from clients.models import Client, Group
from planner.models import ExposureRecord, Session
from planner.models.facts import at_desk, facts_for
from planner.safety import ExposureEnd, Finding
from tests import factories as make
from tests.cast import Cast
from tests.planner.views.asking import address
from tests.planner.views.test_record import as_shown, at, text_of

DOORS = {
    "ended": "as_planned",
    "oriented": "yes",
    "dissociation": "1",
    "way_home": "yes",
    "safe_to_leave": "yes",
}


@pytest.fixture
def pair(couple: Session) -> Session:
    """An exposure today with a couple, M-17 (cared for by Amara) and M-18 (by Ben), led by Gina."""
    make.block(couple, "exposure", 10, title="The argument", memory="argument")
    return couple


def send(browser: HttpClient, session: Session, *, came: Any = (), **said: Any) -> Any:
    """The page as it stands, with changes; `came` are those who were there."""
    sent = as_shown(browser, session) | {"status": "held"} | said
    sent |= {f"{one.uid}-state": "present" for one in came}
    return browser.post(at("session_after", session), sent)


def answers(session: Session, person: Client, **said: Any) -> dict[str, Any]:
    """What one of them answers, "confirmed by" the member who records."""
    work = session.blocks.get(title="The argument").uid
    return {f"e-{person.uid}-{work}-{name}": one for name, one in (DOORS | said).items()}


def told(browser: HttpClient, session: Session) -> list[str]:
    """Whom the findings name, each with its rule."""
    found: tuple[Finding, ...] = browser.get(at("session_after", session)).context["findings"]
    return [f"{one.code} {one.title.partition(':')[0]}" for one in found]


def test_each_one_is_asked_and_it_settles(cast: Cast, pair: Session, gina: HttpClient) -> None:
    both = (cast.m17, cast.m18)
    confirmed = {"confirmed_by": str(cast.gina.uid)}
    assert send(gina, pair, came=both).status_code == 303
    assert (told(gina, pair), ExposureRecord.objects.count()) == (["R7 M-17", "R7 M-18"], 0)
    send(gina, pair, **answers(pair, cast.m17, **confirmed))
    assert told(gina, pair) == ["R7 M-18"]
    send(gina, pair, **answers(pair, cast.m18, **confirmed, dissociation="6"))
    assert told(gina, pair) == ["R7 M-18"]
    send(gina, pair, **answers(pair, cast.m18, **confirmed))
    assert told(gina, pair) == []
    kept = [(row.client, row.memory, row.minutes) for row in pair.exposures.all()]
    assert kept == [(one, "argument", 10) for one in both]
    # Whose distress was rated is asked for all four ratings; the other is not.
    send(gina, pair, **answers(pair, cast.m17, **confirmed, suds="40 80 -"))
    assert {one.split()[1] for one in told(gina, pair)} == {"M-17"}


def test_who_stayed_away_is_not_asked(cast: Cast, pair: Session, gina: HttpClient) -> None:
    assert send(gina, pair, came=[cast.m17], **{f"{cast.m18.uid}-state": "absent"})
    assert told(gina, pair) == ["R7 M-17"]


def test_what_was_left_out_asks_nothing_and_activating_practice_does(
    cast: Cast, pair: Session, gina: HttpClient
) -> None:
    assert told(gina, pair) == []
    send(gina, pair, came=(cast.m17, cast.m18))
    pair.blocks.update(delivered_minutes=0)
    assert told(gina, pair) == []
    pair.blocks.update(delivered_minutes=10, phase="compassion", gates_data={"activating": True})
    # Both are asked, so that the page does not tell of whom a trauma is recorded.
    assert told(gina, pair) == ["R7 M-17", "R7 M-18"]
    Client.objects.filter(pk=cast.m17.pk).update(trauma=False)
    assert told(gina, pair) == []
    pair.blocks.update(phase="exposure")
    Group.objects.update(kind="group")
    # In a group it is asked all the same, and nobody is named.
    assert told(gina, pair) == ["R7 Keep grounding, do not close yet"]


def test_answers_that_do_not_fit_are_kept_at_their_field(
    cast: Cast, pair: Session, gina: HttpClient
) -> None:
    words = {"if_not_safe": "mkr stays", "suds": "forty"}
    answer = send(gina, pair, **answers(pair, cast.m18, **words), summary="kept")
    asked = answer.context["forms"].exposures
    faults = [(form.title, list(form.errors)) for form in asked if form.errors]
    assert (answer.status_code, faults) == (
        422,
        [(f"{cast.m18.name} (M-18): The argument", ["suds"])],
    )
    assert ("mkr stays" in answer.content.decode(), "kept" in answer.content.decode()) == (
        True,
        True,
    )
    assert not ExposureRecord.objects.exists()


def test_the_answers_so_far_are_judged_while_they_are_typed(
    cast: Cast, pair: Session, gina: HttpClient
) -> None:
    said = answers(pair, cast.m18, dissociation="6", confirmed_by=str(cast.gina.uid))
    key = f"{cast.m18.uid}-{pair.blocks.get().uid}"
    answer = gina.post(at("session_after", pair), said | {"check": key})
    assert [(one.code, one.severity) for one in answer.context["findings"]] == [("R7", "stop")]


def test_answers_of_one_never_show_in_the_other(
    cast: Cast, pair: Session, gina: HttpClient
) -> None:
    not_safe = {"safe_to_leave": "no"}
    said = answers(pair, cast.m17, **not_safe, if_not_safe="mkr-one")
    said |= answers(pair, cast.m18, **not_safe, if_not_safe="mkr-two")
    assert send(gina, pair, came=(cast.m17, cast.m18), **said).status_code == 303

    def marks(browser: HttpClient, url: str) -> list[bool]:
        answer = browser.get(url)
        assert answer.status_code == 200
        return [f"mkr-{word}" in answer.content.decode() for word in ("one", "two")]

    text = at("session_text", pair)
    assert marks(gina, text) == [False, False]
    for person, whose in ((cast.m17, [True, False]), (cast.m18, [False, True])):
        assert marks(gina, f"{text}?for={person.uid}") == whose
    amara, ben = cast.staff("amara"), cast.staff("ben")
    for name in ("client_sessions", "hand_over"):
        assert marks(amara, at(name, cast.m17)) == [True, False]
        assert marks(ben, at(name, cast.m18)) == [False, True]
    today = address("today", cast.harbour)
    assert (marks(amara, today), marks(ben, today)) == ([True, False], [False, True])
    assert marks(gina, today) == [True, True]
    assert "M-18" not in text_of(amara.get(today))
    erase_client(client=cast.m17, by=cast.olga)
    assert [row.client for row in ExposureRecord.objects.all()] == [cast.m18]


def test_the_next_plans_know_how_it_ended_for_each(
    cast: Cast, pair: Session, gina: HttpClient
) -> None:
    day = cast.harbour.today() + dt.timedelta(days=7)
    alone = {
        person.code: make.session(person, appointment=make.appointment(person, day=day))
        for person in (cast.m17, cast.m18)
    }
    couple = pair.appointment.whom
    again = make.session(couple, appointment=make.appointment(couple, day=day))

    def ends() -> list[Any]:
        plans = [*alone.values(), again]
        return [facts_for(at_desk(plan.pk)).last_exposure_end for plan in plans]

    send(gina, pair, came=(cast.m17, cast.m18))
    facts = facts_for(at_desk(alone["M-17"].pk))
    assert (facts.exposed_before, facts.last_exposure_end) == (True, None)
    send(gina, pair, **answers(pair, cast.m17))
    # Of the case it is known only once it is of both, unless it ended hard for one.
    assert ends() == [ExposureEnd.AS_PLANNED, None, None]
    send(gina, pair, **answers(pair, cast.m18))
    assert ends() == [ExposureEnd.AS_PLANNED] * 3
    send(gina, pair, **answers(pair, cast.m18, ended="dissociation"))
    assert ends() == [
        ExposureEnd.AS_PLANNED,
        ExposureEnd.DISSOCIATION,
        ExposureEnd.DISSOCIATION,
    ]
