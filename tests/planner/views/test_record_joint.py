"""The record of a couple's session: one for both, and an own one for each."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client as HttpClient

from clients.actions.erasure import erase_client
from planner.models import OwnRecord, Session, UnwantedEffect
from tests import factories as make
from tests.cast import Cast
from tests.planner.views.test_record import at, text_of
from tests.planner.views.test_record_beside import lines, send


@pytest.fixture
def pair(couple: Session) -> Session:
    """A session today of a couple, M-17 (cared for by Amara) and M-18 (by Ben), whom Gina sees."""
    make.block(couple, "awareness", 40, title="Sounds")
    return couple


def own(cast: Cast, one: str = "mkr-one", two: str = "mkr-two") -> dict[str, Any]:
    """What is typed for each of the two."""
    return {f"o-{cast.m17.uid}-text": one, f"o-{cast.m18.uid}-text": two}


def test_each_keeps_an_own_record(
    cast: Cast, pair: Session, gina: HttpClient, amara: HttpClient
) -> None:
    page = text_of(gina.get(at("session_after", pair)))
    assert ("What was done, for the records of all" in page, page.count("Only for the")) == (
        True,
        2,
    )
    said = own(cast) | {"summary": "mkr-both", f"{cast.m17.uid}-state": "present"}
    said |= {f"{cast.m17.uid}-comment": "", "u-new1-person": str(cast.m18.uid)}
    assert send(gina, pair, **said, **{"u-new1-effect": "mkr-hurt"}).status_code == 303
    ben = cast.staff("ben")

    def marks(answer: Any) -> list[bool]:
        page = answer.content.decode()
        return [f"mkr-{word}" in page for word in ("both", "one", "two", "hurt")]

    assert marks(gina.get(at("session_after", pair))) == [True, True, True, True]
    text = at("session_text", pair)
    assert marks(gina.get(text)) == [True, False, False, False]
    assert marks(gina.get(f"{text}?for={cast.m17.uid}")) == [True, True, False, False]
    assert marks(gina.get(f"{text}?for={cast.m18.uid}")) == [True, False, True, True]
    assert marks(gina.get(f"{text}?for={cast.m19.uid}")) == [True, False, False, False]
    theirs = gina.get(f"{text}?for={cast.m18.uid}").context["text"]
    assert (theirs.startswith("M-18: "), "M-17" in theirs) == (True, False)
    assert marks(amara.get(at("client_sessions", cast.m17))) == [False, True, False, False]
    assert marks(ben.get(at("client_sessions", cast.m18))) == [False, False, True, True]
    assert [one.get(text).status_code for one in (amara, ben)] == [404, 404]


def test_it_is_changed_taken_away_and_left_as_it_is(
    cast: Cast, pair: Session, gina: HttpClient
) -> None:
    for said in (own(cast), {"summary": "later"}, own(cast), own(cast, one="more", two="")):
        send(gina, pair, **said)
    assert [(row.client, row.text) for row in OwnRecord.objects.all()] == [(cast.m17, "more")]
    about = {"object_kind": "planner.OwnRecord"}
    assert lines(client_uid=cast.m17.uid, **about) == [("created", ["text"]), ("changed", ["text"])]
    assert lines(client_uid=cast.m18.uid, **about) == [("created", ["text"]), ("removed", [])]
    gina.get(f"{at('session_text', pair)}?for={cast.m17.uid}")
    assert lines(client_uid=cast.m17.uid, **about)[-1] == ("exported", [])


def test_a_novel_is_refused_at_its_field_and_nothing_is_lost(
    cast: Cast, pair: Session, gina: HttpClient
) -> None:
    answer = send(gina, pair, **own(cast, one="x" * 4001), summary="kept")
    found = {form.kept.client.code: list(form.errors) for form in answer.context["forms"].own}
    assert (answer.status_code, found) == (422, {"M-17": ["text"], "M-18": []})
    assert ["kept" in answer.content.decode(), OwnRecord.objects.exists()] == [True, False]


def test_the_second_of_two_sees_both_texts_and_whose_they_are(
    cast: Cast, pair: Session, gina: HttpClient
) -> None:
    send(gina, pair, recorded="", **own(cast))
    late = send(gina, pair, recorded="", **own(cast, one="other"))
    assert (late.status_code, late.context["theirs"]) == (
        409,
        [
            ("Where", "In the room"),
            (f"M-17: Only for the record of {cast.m17.name} (M-17)", "mkr-one"),
        ],
    )
    assert "other" in late.content.decode()


def test_it_stays_where_nothing_took_place_and_where_somebody_has_left(
    cast: Cast, pair: Session, gina: HttpClient
) -> None:
    send(gina, pair, status="late", **own(cast))
    day, couple = pair.appointment.day, pair.appointment.group
    assert day is not None
    assert couple is not None
    couple.participations.filter(client=cast.m18).update(
        starts=None, ends=day - dt.timedelta(days=1)
    )
    shown = gina.get(at("session_after", pair)).context["forms"]
    assert [form["text"].value() for form in shown.own] == ["mkr-one", "mkr-two"]
    assert text_of(gina.get(at("session_after", pair))).count("Only for the record of") == 2


def test_erasing_one_leaves_the_others_record(cast: Cast, pair: Session, gina: HttpClient) -> None:
    UnwantedEffect.objects.create(clinic=cast.harbour, session=pair, client=cast.m17, effect="x")
    send(gina, pair, **own(cast))
    erase_client(client=cast.m17, by=cast.olga)
    assert [row.text for row in OwnRecord.objects.all()] == ["mkr-two"]


def test_a_group_of_others_has_none(cast: Cast, gina: HttpClient) -> None:
    session = make.session(cast.group_a, kind="group")
    answer = gina.get(at("session_after", session))
    assert (answer.context["forms"].own, "Only for the record" in text_of(answer)) == ([], False)
    assert "For the case" not in text_of(gina.get(at("session_text", session)))


def test_a_long_row_of_sessions_says_how_many_more(cast: Cast, amara: HttpClient) -> None:
    for number in range(14):
        day = cast.harbour.today() - dt.timedelta(days=number + 1)
        met = make.appointment(cast.group_a, day=day, status="held")
        met.attendances.create(clinic=cast.harbour, client=cast.m17, state="present")
        make.appointment(cast.m17, day=day, status="held")
    address = at("client_sessions", cast.m17)
    slot = text_of(amara.get(address, headers={"hx-request": "true"}))
    assert (slot.count("2 earlier ones"), slot.count("a group session")) == (2, 12)
    whole = text_of(amara.get(address))
    assert (whole.count("earlier one"), whole.count("a group session")) == (0, 14)


def test_words_without_attendance_are_found_and_handed_over(
    cast: Cast, pair: Session, gina: HttpClient, amara: HttpClient
) -> None:
    send(gina, pair, **own(cast))
    assert not pair.appointment.attendances.exists()
    text = gina.get(f"{at('session_text', pair)}?for={cast.m17.uid}")
    assert [one.code for one in text.context["people"]] == ["M-17", "M-18"]
    assert "mkr-one" in text.context["text"]
    page = text_of(amara.get(at("hand_over", cast.m17)))
    assert ("Together with others" in page, "mkr-one" in page, "mkr-two" in page) == (
        True,
        True,
        False,
    )
