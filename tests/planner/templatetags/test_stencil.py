"""The stencil of a plan's blocks: drawn once in a process, and nobody's words stay in it."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client as HttpClient

from planner.models import Block, Session
from planner.templatetags import stencil
from tests import factories as make
from tests.cast import Cast
from tests.planner.views.reading import HTMX, at

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


def signs(answer: Any) -> dict[str, str]:
    return dict(re.findall(r'id="b-([^"]+)" data-sign="([^"]+)"', answer.content.decode()))


def kept(answer: Any) -> list[str]:
    """The blocks for which the answer has only a place."""
    return re.findall(r'<li id="b-([^"]+)" hx-preserve></li>', answer.content.decode())


def test_a_block_that_the_page_shows_already_does_not_come_again(
    cast: Cast, amara: HttpClient
) -> None:
    plan = make.session(cast.m17)
    made = [
        make.block(plan, phase, 10) for phase in ("arrival", "awareness", "grounding", "closing")
    ]
    first, second, third, last = (str(one.uid) for one in made)
    shown = signs(amara.get(at("session_page", plan)))
    assert list(shown) == [first, second, third, last]

    def step(minutes: int, version: int, headers: dict[str, str] | None = None) -> Any:
        sent = {"only": "minutes", "minutes": minutes, "version": version}
        seen = {"shown": " ".join(shown.values())}
        return amara.post(at("block_edit", made[0]), sent | seen, headers=headers)

    answer = step(11, 1, HTMX)
    assert (kept(answer), list(signs(answer))) == ([second, third], [first, last])
    starts = plan.appointment.starts_at
    assert starts is not None
    clock = f"{(starts + dt.timedelta(minutes=11)).astimezone(plan.clinic.zone):%H:%M}"
    oob = f'id="s-{second}" hx-swap-oob="true"><span class="visually-hidden">Starts </span>{clock}<'
    assert oob in answer.content.decode()
    shown |= signs(answer)
    Block.objects.filter(pk=made[2].pk).update(title="By somebody else", version=2)
    answer = step(12, 2, HTMX)
    assert (kept(answer), list(signs(answer))) == ([second], [first, third, last])
    shown |= signs(answer)
    answer = step(12, 3, HTMX)
    assert first in signs(answer)  # it closes its editor, though nothing was changed
    assert kept(step(12, 3)) == []  # a page of its own comes whole
    seen = {"shown": " ".join(shown.values())}
    moved = seen | {"to": "2", "order_version": "1"}
    answer = amara.post(at("block_move", made[0]), moved, headers=HTMX)
    assert (kept(answer), len(signs(answer))) == ([], 4)
    assert kept(amara.get(at("session_page", plan), seen, headers=HTMX)) == []
