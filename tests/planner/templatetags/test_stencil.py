"""The stencil of a plan's blocks: drawn once in a process, and nobody's words stay in it."""

import re

import pytest
from django.test import Client as HttpClient

from planner.models import Session
from planner.templatetags import stencil
from tests import factories as make
from tests.cast import Cast
from tests.planner.views.reading import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def amara(cast: Cast) -> HttpClient:
    return cast.staff("amara")


@pytest.fixture
def two_plans(cast: Cast) -> tuple[Session, Session]:
    plans = (make.session(cast.m17), make.session(cast.m17))
    for number, plan in enumerate(plans):
        make.block(plan, "arrival", 5 + number, title=f"<b>First of {number}</b>")
        make.block(plan, "closing", 7 + number, notes=f"Notes of {number}")
    return plans


def test_a_page_holds_nothing_of_the_page_before(
    two_plans: tuple[Session, Session], amara: HttpClient
) -> None:
    one, other = two_plans
    pages = {plan.pk: amara.get(at("session_page", plan)).content.decode() for plan in two_plans}
    for mine, theirs in ((one, other), (other, one)):
        html = pages[mine.pk]
        for block in mine.blocks.all():
            assert f'id="b-{block.uid}"' in html
        foreign = [str(theirs.uid), *(str(block.uid) for block in theirs.blocks.all())]
        assert [uid for uid in foreign if uid in html] == []
    assert "&lt;b&gt;First of 0&lt;/b&gt;" in pages[one.pk]
    assert "Notes of 1" not in pages[one.pk]


def test_no_mark_is_left_on_a_page(two_plans: tuple[Session, Session], amara: HttpClient) -> None:
    html = amara.get(at("session_page", two_plans[0])).content.decode()
    assert stencil.MARKS.findall(html) == []


def test_each_request_brings_its_own_token(
    two_plans: tuple[Session, Session], amara: HttpClient
) -> None:
    forms = [
        set(re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.content.decode()))
        for page in (amara.get(at("session_page", two_plans[0])) for _ in range(2))
    ]
    assert all(len(tokens) == 1 for tokens in forms)
    assert forms[0] != forms[1]
