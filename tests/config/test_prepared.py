"""A prepared query answers as the same query put together anew would."""

import datetime as dt
import threading
import uuid
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, models
from django.db.models import Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Upper

from clients.models import Appointment, CareTeam, Client, Member
from config.prepared import Hole, keep_related, prepared
from planner.models import Block, Session
from tests import factories as make
from tests.cast import Cast
from tests.planner.views.counting import real_queries

pytestmark = pytest.mark.django_db


@prepared
def plans_of(client: Any, day: Any) -> models.QuerySet[Session]:
    """Plans of one client from a day on, with values of other rows and rows beside them."""
    mine = Block.objects.filter(session=OuterRef("pk")).order_by("position")
    code = Client.objects.filter(pk=OuterRef("appointment__client")).values("code")
    rows = Session.objects.select_related("appointment__client").prefetch_related("blocks")
    return (
        rows.annotate(
            exposed=Exists(mine.filter(phase="exposure")),
            first=Subquery(mine.values("minutes")[:1]),
            called=Subquery(code),
        )
        .filter(appointment__client=client, appointment__day__gte=day)
        .order_by("pk")
    )


def test_it_says_the_same_whoever_asks(cast: Cast) -> None:
    plans = [make.session(cast.m17), make.session(cast.m17), make.session(cast.m18)]
    make.block(plans[0], "exposure", 20)
    make.block(plans[2], "closing", 5)
    day: Any = plans[0].appointment.day

    def said(whom: Client, since: Any) -> list[Any]:
        found: list[Any] = plans_of(client=whom.pk, day=since)
        return [
            (one.exposed, one.first, one.called, one.appointment.client.code, len(one.blocks.all()))
            for one in found
        ]

    later = day + dt.timedelta(days=1)
    assert [said(*one) for one in ((cast.m17, day), (cast.m18, day), (cast.m17, later))] == [
        [(True, 20, "M-17", "M-17", 1), (False, None, "M-17", "M-17", 0)],
        [(False, 5, "M-18", "M-18", 1)],
        [],
    ]


def test_it_is_put_into_sql_once_and_never_keeps_an_answer(cast: Cast) -> None:
    made = []

    @prepared
    def named(name: Any) -> models.QuerySet[Client]:
        made.append(name)
        return Client.objects.filter(name=name)

    assert named(name="Nobody at all") == []
    client = make.client(cast.harbour, "M-99", name="Nobody at all")
    with real_queries() as seen:
        assert named(name="Nobody at all") == [client]
    assert (len(seen), len(made), type(made[0])) == (1, 1, Hole)


def test_what_belongs_to_the_question_is_prepared_for_itself(cast: Cast) -> None:
    @prepared
    def counted(model: Any, mine: bool, **key: Any) -> models.QuerySet[Any]:
        return model.objects.filter(Q(pk__isnull=not mine), **key).order_by("pk")[:1]

    assert counted(Client, True, uid=cast.m17.uid) == [cast.m17]
    assert counted(Client, True, pk=cast.m17.pk) == [cast.m17]
    assert counted(Client, False, uid=cast.m17.uid) == []
    assert counted(Appointment, True, uid=cast.m17.uid) == []


def test_each_kind_of_value_is_written_as_the_field_would(cast: Cast) -> None:
    plan = make.session(cast.m17)
    booked = Appointment.objects.get(pk=plan.appointment_id)
    place = CareTeam.objects.filter(client=cast.m17).first()
    assert place is not None
    for row, values in (
        (booked, {"uid": booked.uid, "day": booked.day, "time": booked.time}),
        (cast.m17, {"code": "M-17", "trauma": cast.m17.trauma}),
        (place, {"role": place.role, "starts": place.starts}),
        (cast.amara, {"joined_at": cast.amara.joined_at}),
    ):

        @prepared
        def found(model: Any, **given: Any) -> models.QuerySet[Any]:
            return model.objects.filter(**given)

        kind: Any = type(row)
        assert row in found(kind, **values)
        assert list(found(kind, **values)) == list(kind.objects.filter(**values))


@pytest.mark.parametrize("value", [None, ["a"], object()])
def test_what_would_be_another_question_is_refused(value: object) -> None:
    @prepared
    def coded(code: Any) -> models.QuerySet[Client]:
        return Client.objects.filter(code=code)

    with pytest.raises(TypeError, match="code cannot be"):
        coded(code=value)


def test_a_question_with_a_day_of_its_own_is_refused() -> None:
    """It would go on asking for the day on which it was first asked."""

    @prepared
    def later(field: str, since: Any, pk: Any) -> models.QuerySet[Member]:
        return Member.objects.filter(**{field: since}, pk=pk)

    for field, since in (
        ("teams__starts__gte", dt.date(2026, 3, 4)),
        ("joined_at__gte", dt.datetime(2026, 3, 4, 5, tzinfo=dt.UTC)),
    ):
        with pytest.raises(ImproperlyConfigured, match="would never pass"):
            later(field, since, pk=1)


def test_the_last_day_of_all_may_stand_in_a_question() -> None:
    @prepared
    def ever(pk: Any) -> models.QuerySet[Appointment]:
        return Appointment.objects.filter(pk=pk).annotate(end=Value(dt.date.max))

    assert ever(pk=1) == []


def test_a_question_that_nothing_can_answer_asks_nothing() -> None:
    @prepared
    def none(uid: Any) -> models.QuerySet[Client]:
        return Client.objects.none().filter(uid=uid)

    with real_queries() as seen:
        assert none(uid=uuid.uuid4()) == []
    assert len(seen) == 0


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_over_its_own_connection(cast: Cast) -> None:
    @prepared
    def coded(code: Any) -> models.QuerySet[Client]:
        return Client.objects.filter(code=code, clinic=cast.harbour.pk)

    answers: list[Any] = [coded(code="M-17")]

    def ask() -> None:
        answers.append(coded(code="M-18"))
        connection.close()

    others = [threading.Thread(target=ask) for _ in range(3)]
    for other in others:
        other.start()
    for other in others:
        other.join()
    assert answers == [[cast.m17], *[[cast.m18]] * 3]


def test_rows_at_hand_stand_for_what_would_be_asked(cast: Cast) -> None:
    plan = make.session(cast.m17)
    blocks = [make.block(plan, "closing", 5), make.block(plan, "arrival", 5)]
    keep_related(plan, "blocks", blocks[::-1])
    with real_queries() as seen:
        assert list(plan.blocks.all()) == blocks[::-1]
    assert len(seen) == 0
    assert plan.blocks.aggregate(n=Count("pk")) == {"n": 2}
    assert list(plan.blocks.filter(phase="arrival")) == [blocks[1]]


def test_a_kept_insert_writes_what_an_insert_writes(cast: Cast) -> None:
    """The later rows of a kind use the text of the first; expressions go Django's own way."""
    plan = make.session(cast.m17)
    said = ["a 'bell'", "%s \u200f{}", ""]
    rows = [make.block(plan, "closing", 5, notes=words) for words in said]
    with real_queries() as seen:
        rows.append(make.block(plan, "closing", 5, notes="four"))
    assert len([text for text in seen if "INSERT" in text]) == 1
    kept = Block.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk")
    assert [row.notes for row in kept] == [*said, "four"]
    assert [row.uid for row in kept] == [row.uid for row in rows]
    copied = Block.objects.get(pk=rows[0].pk)
    copied.pk, copied.uid, copied.position = None, uuid.uuid4(), 9
    title: Any = Upper(Value("an expression"))
    copied.title = title
    copied.save()
    assert Block.objects.get(pk=copied.pk).title == "AN EXPRESSION"
