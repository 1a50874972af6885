"""What is asked after an activating practice while nobody asked about trauma."""

import datetime as dt

import pytest
from django.test import Client as HttpClient

from clients.models import Client
from tests import factories as make
from tests.cast import Cast
from tests.planner.views.test_record import at


@pytest.fixture
def amara(cast: Cast) -> HttpClient:
    return cast.staff("amara")


@pytest.mark.parametrize(("asked", "expected"), [(False, ["R7"]), (True, [])])
def test_an_activating_practice_is_asked_after_until_trauma_is_known_to_be_none(
    cast: Cast, amara: HttpClient, *, asked: bool, expected: list[str]
) -> None:
    flags_on = cast.harbour.today() if asked else None
    Client.objects.filter(pk=cast.m17.pk).update(trauma=False, flags_on=flags_on)
    day = cast.harbour.today() - dt.timedelta(days=1)
    held = make.appointment(cast.m17, day=day, minutes=50, status="held")
    session = make.session(cast.m17, appointment=held)
    make.block(session, "compassion", 20, gates_data={"activating": True})
    found = amara.get(at("session_after", session)).context["findings"]
    assert [one.code for one in found] == expected
