"""Erasing a client: a marker in every field of every row of theirs is gone from the whole database."""

from typing import Any

import pytest
from django.db import connection, models

from clients.access.rights import end_of
from clients.actions.erasure import erase_client
from clients.actions.teams import keep_apart
from clients.models import (
    Act,
    Client,
    Journal,
    Owned,
    RiskQuestion,
    SafetyReview,
    WayOfReaching,
    owned_models,
)
from planner.models import (
    CoCreated,
    ExposureRecord,
    OwnRecord,
    ProcessNote,
    Revision,
    Settlement,
    Stop,
    UnwantedEffect,
)
from tests import factories as make
from tests.cast import Cast

MARK = "mkr7q"


def client_paths(model: type[Owned]) -> list[str]:
    """The owner paths of a model that lead to a client."""
    return [path for path in model.owner if end_of(model, path) is Client]


def about(model: type[Owned], client: Client) -> Any:
    """All rows of this model that belong to the client."""
    condition = models.Q(pk__in=[])
    for path in client_paths(model):
        condition |= models.Q(**{path or "pk": client.pk})
    return model._default_manager.filter(condition)


def fill(cast: Cast) -> None:
    """At least one row of every model for M-17."""
    person = cast.m17
    session = make.session(person)
    make.block(session, "exposure", 20)
    make.task(session)
    own = {"clinic": cast.harbour}
    Revision.objects.create(session=session, number=1, plan={}, what="x", **own)
    ExposureRecord.objects.create(session=session, suds_scale="100", **own)
    ExposureRecord.objects.create(session=session, client=person, suds_scale="10", **own)
    Stop.objects.create(session=session, **own)
    UnwantedEffect.objects.create(session=session, client=person, effect="x", **own)
    OwnRecord.objects.create(session=session, client=person, text="x", **own)
    ProcessNote.objects.create(session=session, author=cast.amara, text="x", **own)
    CoCreated.objects.create(session=session, title="x", **own)
    session.appointment.guests.create(role="partner", **own)
    Settlement.objects.create(client=person, code="R10", facts_hash="x", **own)
    make.course_run(person, cast.harbour.today())
    given = make.assignment(person, group=cast.group_a)
    log = make.log(given)
    make.received(log, device=cast.phones["M-17"])
    make.checkin(person, 3, 4, log=log)
    make.sheet(given)
    make.diary(given)
    make.handout(person)
    RiskQuestion.objects.create(client=person, outcome="none", **own)
    SafetyReview.objects.create(client=person, subject="home", note="x", **own)
    today = cast.harbour.today()
    WayOfReaching.objects.create(client=person, channel="call", recorded_on=today, **own)
    keep_apart(client=cast.m18, other=person, by=cast.ben)
    meeting = make.appointment(cast.group_a)
    meeting.attendances.create(client=person, state="present", **own)


def marked(field: Any) -> Any:
    """The marker in the form that the field holds, or None where it holds no free text."""
    if field.choices or field.unique or field.is_relation or field.name == "timezone":
        return None
    if isinstance(field, models.JSONField):
        return {"said": MARK}
    if isinstance(field, models.BinaryField):
        return MARK.encode()
    if isinstance(field, models.CharField | models.TextField):
        return MARK
    return None


def mark_all(person: Client) -> dict[str, int]:
    """Put the marker into every text field of the client's rows; how many rows of each model."""
    counts = {}
    for model in owned_models():
        if not client_paths(model):
            continue
        rows = about(model, person)
        values = {
            field.name: marked(field)
            for field in model._meta.concrete_fields
            if marked(field) is not None
        }
        counts[model._meta.label] = rows.update(**values) if values else rows.count()
    return counts


def tables_with_marker() -> list[str]:
    """The tables of the whole database in which the marker stands, as text or as bytes."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                cells = [bytes(c) if isinstance(c, memoryview) else c for c in row]
                if MARK in repr(cells):
                    found.append(table)
                    break
    return sorted(found)


@pytest.mark.django_db
def test_nothing_of_an_erased_client_is_left(cast: Cast) -> None:
    fill(cast)
    counts = mark_all(cast.m17)
    assert [label for label, count in counts.items() if count == 0] == []
    assert len(tables_with_marker()) > 15
    erase_client(client=cast.m17, by=cast.olga)
    assert tables_with_marker() == []


def test_other_clients_keep_everything(cast: Cast) -> None:
    kept = make.log(make.assignment(cast.m18))
    make.log(make.assignment(cast.m17))
    erase_client(client=cast.m17, by=cast.olga)
    assert [client.code for client in Client.objects.all()] == ["M-18", "M-19"]
    kept.refresh_from_db()
    assert kept.state == "done"


def test_the_journal_keeps_that_it_happened(cast: Cast) -> None:
    uid = cast.m17.uid
    erase_client(client=cast.m17, by=cast.olga)
    line = Journal.objects.get(act=Act.ERASED)
    assert (line.client_uid, line.actor_uid, line.fields) == (uid, cast.olga.uid, [])
