"""What is pasted and too long: refused at its field and still there, never cut by the browser."""

import uuid
from typing import Any

import pytest
from django.test import Client as HttpClient

from planner.models import Session, Settlement
from tests import factories as make
from tests.cast import Cast
from tests.planner.views.reading import HTMX, at, block, text_of
from tests.planner.views.test_findings import past_exposure, short_grounding, stop_of

NOVEL = "It was a dark night. " * 400


@pytest.mark.parametrize(
    ("address", "name", "sent"),
    [
        ("block_copy_to", "title", {"uid": uuid.uuid4()}),
        ("session_protocol", "title", {"purpose": "For short days.", "revision": 0}),
        ("session_protocol", "purpose", {"title": "Short day", "revision": 0}),
        ("task_add", "text", {"uid": uuid.uuid4(), "moment": "before"}),
        ("session_after", "summary", {"status": "held"}),
        ("session_after", "stop-seen", {"status": "stopped"}),
        ("session_after", "note-text", {"status": "held"}),
    ],
)
def test_a_text_that_is_too_long(
    cast: Cast,
    small_plan: Session,
    amara: HttpClient,
    address: str,
    name: str,
    sent: dict[str, Any],
) -> None:
    make.session(cast.m17, kind="no_exposure")
    thing = block(small_plan, 0) if address == "block_copy_to" else small_plan
    page = at("session_page" if address == "task_add" else address, thing)
    assert "maxlength" not in amara.get(page).content.decode()
    answer = amara.post(at(address, thing), {**sent, name: NOVEL})
    html = answer.content.decode()
    error = html.index('class="field-error"', html.index(f'name="{name}"') - 500)
    assert (answer.status_code, answer.content.count(NOVEL.strip().encode())) == (422, 1)
    assert f"{len(NOVEL.strip())}" in html[error : error + 600]


def test_what_a_group_made_is_not_cut(cast: Cast) -> None:
    gina, session = cast.staff("gina"), make.session(cast.group_a, kind="group")
    assert "maxlength" not in gina.get(at("session_after", session)).content.decode()
    sent = {"status": "held", "m-new-title": NOVEL, "m-new-steps": "60 Feel both feet"}
    answer = gina.post(at("session_after", session), sent)
    assert (answer.status_code, answer.content.count(NOVEL.strip().encode())) == (422, 1)


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_reason_that_is_too_long_is_said_at_its_field(
    cast: Cast, trauma_plan: Session, amara: HttpClient, headers: dict[str, str]
) -> None:
    past_exposure(cast, cast.m17)
    short_grounding(trauma_plan)
    page = amara.get(at("session_page", trauma_plan))
    assert "maxlength" not in page.content.decode()
    sent = stop_of(page) | {"preset": "talked", "reason": NOVEL}
    answer = amara.post(at("finding_settle", trauma_plan), sent, headers=headers)
    key = "{code}-{facts_hash}".format(**stop_of(page))
    html = answer.content.decode()
    fault = html[html.index(f'id="fault-{key}"') :][:500]
    assert answer.status_code == 422
    assert f"{len(NOVEL.strip())} signs, and 220 at most" in fault
    assert f'aria-describedby="fault-{key}"' in html
    assert f'value="{NOVEL.strip()}' in html
    assert text_of(answer).count("longer than there is room for") == 1
    assert Settlement.objects.count() == 0
