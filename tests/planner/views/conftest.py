"""What the tests of plans share: a browser of the lead, and plans to work on."""

import datetime as dt

import pytest
from django.test import Client as HttpClient

from clients.models import RiskQuestion
from planner.models import ItemVersion, Practice, Protocol, Session
from planner.plan import Phase, PlannedBlock, plan_to_data
from tests import factories as make
from tests.cast import Cast

PLAN = (
    (Phase.ARRIVAL, 10),
    (Phase.AWARENESS, 5),
    (Phase.EXPOSURE, 35),
    (Phase.PROCESSING, 15),
    (Phase.GROUNDING, 10),
    (Phase.HOMEWORK, 10),
    (Phase.CLOSING, 5),
)


@pytest.fixture
def amara(cast: Cast) -> HttpClient:
    """A browser in which M-17's lead is signed in."""
    return cast.staff("amara")


@pytest.fixture
def gina(cast: Cast) -> HttpClient:
    """A browser in which the leader of group A is signed in."""
    return cast.staff("gina")


@pytest.fixture
def together(cast: Cast) -> Session:
    """A session of group A today, with M-17 and M-18; M-19 has left."""
    make.participation(cast.m18, cast.group_a)
    session = make.session(cast.group_a, kind="group")
    make.block(session, "awareness", 40, module=1, title="Sounds")
    make.block(session, "compassion", 50, module=2)
    return session


@pytest.fixture
def couple(cast: Cast) -> Session:
    """A session today of a couple, M-17 (cared for by Amara) and M-18 (by Ben), led by Gina."""
    two = make.group(cast.harbour, "The two of 2026", kind="couple")
    for person in (cast.m17, cast.m18):
        make.participation(person, two)
    make.team(two, cast.gina)
    return make.session(two, kind="no_exposure")


@pytest.fixture
def trauma_plan(cast: Cast) -> Session:
    """A trauma-focused plan of 90 minutes for M-17, in four days, in whose past nothing is open."""
    day = cast.harbour.today() + dt.timedelta(days=4)
    session = make.session(cast.m17, appointment=make.appointment(cast.m17, day=day, minutes=90))
    for phase, minutes in PLAN:
        gates = {"compassionate": True} if phase == Phase.GROUNDING else {}
        memory = "staircase" if phase == Phase.EXPOSURE else ""
        make.block(session, phase, minutes, gates_data=gates, memory=memory)
    RiskQuestion.objects.create(clinic=cast.harbour, client=cast.m17, outcome="none", by=cast.amara)
    cast.m17.home = "safe"
    cast.m17.save(update_fields=["home"])
    return session


def two_blocks(
    code: str, kind: str, title: str, minutes: int, blocks: list[PlannedBlock]
) -> Protocol:
    """A shared protocol that says just this."""
    made: Protocol = Protocol.objects.create(code=code)
    document = {"kind": kind, "minutes": minutes, "plan": plan_to_data(blocks)}
    ItemVersion.objects.create(
        item=made, language="en", number=1, content_hash=code, title=title, document=document
    )
    return made


@pytest.fixture
def protocol(cast: Cast) -> Protocol:
    """A shared protocol of two blocks."""
    blocks = [
        PlannedBlock(uid="a", phase=Phase.ARRIVAL, title="Arrive", minutes=20),
        PlannedBlock(uid="b", phase=Phase.COMPASSION, title="A kind word", minutes=30),
    ]
    return two_blocks("short", "no_exposure", "Short", 50, blocks)


@pytest.fixture
def small_plan(cast: Cast) -> Session:
    """Arrival 10, awareness 5, compassion 20 for M-17."""
    session = make.session(cast.m17, kind="no_exposure")
    for phase, minutes in (("arrival", 10), ("awareness", 5), ("compassion", 20)):
        make.block(session, phase, minutes)
    return session


@pytest.fixture
def practice(cast: Cast) -> Practice:
    """An activating practice of the shared library."""
    made = Practice.objects.create(code="younger-self")
    document = {
        "gates": {"led_by": "therapist_only", "activating": True, "leave_out_when": []},
        "phases": ["compassion", "processing"],
        "wing": "compassion",
    }
    ItemVersion.objects.create(
        **{"item": made, "language": "en", "number": 1, "content_hash": "x"},
        **{"title": "The younger self", "minutes": 12, "document": document},
    )
    found: Practice = made
    return found
