"""What is asked after exposure beyond SUDS, and after an activating practice."""

import datetime as dt

import pytest
from django.test import Client as HttpClient

from clients.models import Client
from tests import factories as make
from tests.cast import Cast
from tests.planner.views.test_record import at


@pytest.mark.parametrize(("asked", "expected"), [(False, ["R7"]), (True, [])])
def test_an_activating_practice_is_asked_after_until_trauma_is_known_to_be_none(
    cast: Cast, amara: HttpClient, *, asked: bool, expected: list[str]
) -> None:
    days = Client.all_asked_on(cast.harbour.today()) if asked else {}
    Client.objects.filter(pk=cast.m17.pk).update(trauma=False, flag_days=days)
    day = cast.harbour.today() - dt.timedelta(days=1)
    held = make.appointment(cast.m17, day=day, minutes=50, status="held")
    session = make.session(cast.m17, appointment=held)
    make.block(session, "compassion", 20, gates_data={"activating": True})
    found = amara.get(at("session_after", session)).context["findings"]
    assert [one.code for one in found] == expected


def test_having_felt_nothing_makes_a_low_suds_no_all_clear(cast: Cast, amara: HttpClient) -> None:
    day = cast.harbour.today() - dt.timedelta(days=1)
    session = make.session(cast.m17, appointment=make.appointment(cast.m17, day=day, minutes=60))
    block = make.block(session, "exposure", 30, memory="stairs")
    other = make.block(session, "compassion", 20, gates_data={"activating": True})
    sent = {"suds": "20 25 15 10", "ended": "as_planned", "oriented": "yes", "dissociation": "0"}
    sent |= {"way_home": "yes", "safe_to_leave": "yes", "confirmed_by": str(cast.amara.uid)}
    address = at("session_after", session)
    forms = amara.get(address).context["exposures"]
    assert ["felt_nothing" in form.fields for form in forms] == [True, False, True]
    for answer, expected in (("no", []), ("yes", ["R8"])):
        said = sent | {"felt_nothing": answer, "memory": "stairs", "minutes": "30"}
        typed = {f"e-{block.uid}-{name}": value for name, value in said.items()}
        typed |= {"status": "held", f"e-{other.uid}-ended": "as_planned"}
        assert amara.post(address, typed).status_code == 303
        found = amara.get(address).context["findings"]
        assert [one.code for one in found if one.block == str(block.uid)] == expected
    text = amara.get(at("session_text", session)).context["text"]
    assert "Felt nothing, or numb: yes" in text
