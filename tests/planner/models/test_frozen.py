"""Values that are put into SQL once say the same as values put together anew."""

import pytest
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.expressions import RawSQL

from clients.models import Client
from planner.models import Block, Session
from planner.models.frozen import frozen
from tests import factories as make
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_they_are_the_same_values_of_the_same_kinds(cast: Cast) -> None:
    plans = [make.session(cast.m17), make.session(cast.m17), make.session(cast.m18)]
    make.block(plans[0], "exposure", 20)
    make.block(plans[2], "closing", 5)
    exposed = Block.objects.filter(
        session__appointment__client=OuterRef("appointment__client"), phase="exposure"
    )
    mine = Block.objects.filter(session=OuterRef("pk")).order_by("position")
    code = Client.objects.filter(pk=OuterRef("appointment__client")).values("code")
    values = {
        "exposed": Exists(exposed),
        "first": Subquery(mine.values("minutes")[:1]),
        "called": Subquery(code),
    }
    rows = Session.objects.select_related("appointment__client").order_by("pk")
    anew, once = (
        [(row.exposed, row.first, row.called, row.appointment.client.code) for row in found]
        for found in (rows.annotate(**values), frozen(rows, **values))
    )
    assert (
        once
        == anew
        == [
            (True, 20, "M-17", "M-17"),
            (True, None, "M-17", "M-17"),
            (False, 5, "M-18", "M-18"),
        ]
    )
    rows = frozen(rows, **values)
    assert [row.first for row in rows.filter(pk=plans[2].pk)] == [5]
    assert {type(one) for one in rows.query.annotations.values()} == {RawSQL}
