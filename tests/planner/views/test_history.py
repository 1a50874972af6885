"""The history of a plan: reading it, and going back."""

from typing import Any

import pytest
from django.test import Client as HttpClient
from django.utils.timezone import now

from clients.models import Journal
from planner.models import Revision, Session
from planner.models.history import ON_A_PAGE
from tests import factories as make
from tests.cast import Cast
from tests.clients.views.asking import queries
from tests.planner.views.reading import at, block, filled, text_of, titles


@pytest.fixture
def changed(small_plan: Session, amara: HttpClient) -> Session:
    """Arrival 10 to 12, then awareness out, then a break in."""
    amara.post(at("block_edit", block(small_plan, 0)), filled(block(small_plan, 0), minutes=12))
    amara.post(at("block_remove", block(small_plan, 1)), {"version": 1})
    amara.post(
        at("block_add", small_plan),
        {"uid": "5b0d7a52-98a4-4d6c-8f0e-8a8c5d1f0b11", "phase": "break", "minutes": 5},
    )
    return small_plan


def back(amara: HttpClient, plan: Session, to: int, revision: int) -> Any:
    """Go back to the plan before a change."""
    return amara.post(at("session_back", plan), {"to": to, "revision": revision})


def test_each_change_is_a_sentence_with_who_and_when(
    cast: Cast, changed: Session, amara: HttpClient
) -> None:
    answer = amara.get(at("session_history", changed))
    assert [one.said for one in answer.context["changes"]] == [
        ("“Break” added",),
        ("“Awareness” taken out",),
        ("“Arrival”: 12 min, was 10",),
    ]
    page = text_of(answer)
    assert page.count(str(cast.amara)) == 4  # three changes, and who is signed in
    assert answer.context["chosen"] is None
    assert Journal.objects.filter(act="opened", object_uid=cast.m17.uid).count() == 1


def test_the_plan_before_a_change_stands_beside_what_happened_since(
    changed: Session, amara: HttpClient
) -> None:
    answer = amara.get(at("session_history", changed), {"before": 2})
    chosen = answer.context["chosen"]
    assert [(one.title, one.minutes) for one in chosen.blocks] == [
        ("Arrival", 12),
        ("Awareness", 5),
        ("Compassion", 20),
    ]
    assert chosen.since == ("“Break” added", "“Awareness” taken out")
    assert "Go back to this" in text_of(answer)


def test_going_back_is_one_more_change_that_undo_takes_back(
    changed: Session, amara: HttpClient
) -> None:
    for _time in range(2):
        answer = back(amara, changed, to=1, revision=3)
        assert answer.headers["Location"] == at("session_page", changed)
    assert titles(changed) == ["Arrival", "Awareness", "Compassion"]
    assert block(changed, 0).minutes == 10
    assert list(changed.revisions.values_list("number", "what")) == [
        (4, "back 1"),
        (3, "add"),
        (2, "remove"),
        (1, "change"),
    ]
    newest = amara.get(at("session_history", changed)).context["changes"][0]
    assert (newest.kind, newest.said[0]) == ("Gone back", "“Awareness” added")
    amara.post(at("session_undo", changed), {"revision": 4})
    assert titles(changed) == ["Arrival", "Compassion", "Break"]
    assert block(changed, 0).minutes == 12


def test_going_back_takes_length_and_start_along(
    cast: Cast, small_plan: Session, amara: HttpClient
) -> None:
    meeting = small_plan.appointment
    amara.post(at("session_refit", small_plan), {"less": "20", "revision": 0, "length": 50})
    meeting.refresh_from_db()
    assert meeting.minutes == 30
    changes = amara.get(at("session_history", small_plan)).context["changes"]
    assert changes[0].kind == "Made to fit"
    assert "length 30 min, was 50 min" in changes[0].said
    back(amara, small_plan, to=1, revision=1)
    meeting.refresh_from_db()
    assert meeting.minutes == 50
    amara.post(at("session_undo", small_plan), {"revision": 2})
    meeting.refresh_from_db()
    assert meeting.minutes == 30


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"to": 1, "revision": 2}, 409),
        ({"to": 9, "revision": 3}, 422),
        ({"to": "x", "revision": 3}, 422),
        ({"to": 0, "revision": 3}, 422),
        ({}, 422),
    ],
)
def test_what_does_not_fit_changes_nothing(
    changed: Session, amara: HttpClient, sent: dict[str, Any], status: int
) -> None:
    assert amara.post(at("session_back", changed), sent).status_code == status
    assert titles(changed) == ["Arrival", "Compassion", "Break"]
    assert Revision.objects.count() == 3


def test_a_held_session_keeps_its_plan(changed: Session, amara: HttpClient) -> None:
    changed.appointment.status = "held"
    changed.appointment.save()
    assert "Go back" not in text_of(amara.get(at("session_history", changed), {"before": 1}))
    assert back(amara, changed, to=1, revision=3).status_code == 422
    assert titles(changed) == ["Arrival", "Compassion", "Break"]


@pytest.mark.parametrize("query", ["before=9", "before=x", "before=0", "page=x", "page=-1"])
def test_a_change_that_is_not_there_is_not_found(
    changed: Session, amara: HttpClient, query: str
) -> None:
    assert amara.get(f"{at('session_history', changed)}?{query}").status_code == 404


def test_whoever_only_reads_cannot_go_back(cast: Cast, changed: Session) -> None:
    page = cast.staff("sara").get(at("session_history", changed), {"before": 1})
    assert (page.status_code, "Go back" in text_of(page)) == (200, False)


def test_a_change_of_another_plan_is_not_shown(
    cast: Cast, changed: Session, amara: HttpClient
) -> None:
    other = make.session(cast.m17)
    assert amara.get(at("session_history", other), {"before": 1}).status_code == 404
    assert back(amara, other, to=1, revision=0).status_code == 422
    page = text_of(amara.get(at("session_history", other)))
    assert "Nothing was changed since the plan began." in page


def test_a_long_history_has_pages(cast: Cast, changed: Session, amara: HttpClient) -> None:
    plan = Revision.objects.get(number=1).plan
    Revision.objects.bulk_create(
        Revision(
            clinic=cast.harbour, session=changed, number=number, plan=plan, what="change", at=now()
        )
        for number in range(4, ON_A_PAGE + 4)
    )
    first = amara.get(at("session_history", changed)).context
    assert [one.revision.number for one in first["changes"]] == list(range(33, 3, -1))
    second = amara.get(at("session_history", changed), {"page": 2}).context
    assert [one.revision.number for one in second["changes"]] == [3, 2, 1]
    assert second["changes"][2].said == ("“Arrival”: 12 min, was 10",)
    assert (first["older"], second["older"], second["newer"]) == (2, None, 1)


def test_the_history_needs_as_many_queries_for_one_change_as_for_three(
    small_plan: Session, amara: HttpClient
) -> None:
    url = at("session_history", small_plan)
    first = block(small_plan, 0)
    amara.post(at("block_edit", first), filled(first, minutes=1))
    amara.get(url)
    with_one = queries(amara, url)
    for version, minutes in ((2, 2), (3, 3)):
        amara.post(at("block_edit", first), filled(first, minutes=minutes, version=version))
    assert queries(amara, url) == with_one
