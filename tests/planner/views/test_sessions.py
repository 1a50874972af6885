"""The pages of plans: the plan itself, the list, ready and undo; who may."""

import datetime as dt
import re

import pytest
from django.test import Client as HttpClient
from django.urls import reverse
from django.utils.timezone import now

from clients.models import Journal
from planner.actions.blocks import change_block
from planner.models import (
    ExposureRecord,
    Revision,
    Session,
)
from tests import factories as make
from tests.cast import Cast
from tests.planner.views.counting import real_queries
from tests.planner.views.reading import at, block, text_of, titles


def test_a_plan_shows_its_blocks_on_the_clock(trauma_plan: Session, amara: HttpClient) -> None:
    answer = amara.get(at("session_page", trauma_plan))
    assert answer.status_code == 200
    times = re.findall(r'class="timeline-time"[^>]*>.*?</span>([0-9:]+)<', answer.content.decode())
    assert times == ["15:00", "15:10", "15:15", "15:50", "16:05", "16:15", "16:25"]
    assert "Planned 90 of 90 min fits" in text_of(answer)
    assert "ends at 16:30" in text_of(answer)
    assert "style=" not in answer.content.decode()


def test_the_tab_shows_the_code_and_never_the_name(trauma_plan: Session, amara: HttpClient) -> None:
    html = amara.get(at("session_page", trauma_plan)).content.decode()
    title = re.findall(r"<title>(.*?)</title>", html)[0]
    assert "M-17" in title
    assert "Leila" not in title
    assert "Leila Haddad, first session" in text_of(amara.get(at("session_page", trauma_plan)))


def test_hidden_names_show_the_code(cast: Cast, trauma_plan: Session, amara: HttpClient) -> None:
    cast.amara.hide_names = True
    cast.amara.save(update_fields=["hide_names"])
    answer = amara.get(at("session_page", trauma_plan))
    assert "M-17, first session" in text_of(answer)
    assert "Leila" not in answer.content.decode()


def test_only_held_and_earlier_sessions_count(
    cast: Cast, trauma_plan: Session, amara: HttpClient
) -> None:
    today = cast.harbour.today()
    for days, status in ((14, "held"), (7, "stopped"), (3, "cancelled"), (-11, "planned")):
        meeting = make.appointment(cast.m17, day=today - dt.timedelta(days=days), status=status)
        make.session(cast.m17, appointment=meeting)
    assert "third session" in text_of(amara.get(at("session_page", trauma_plan)))


def test_opening_a_plan_is_noted_once(cast: Cast, trauma_plan: Session, amara: HttpClient) -> None:
    for _time in range(2):
        amara.get(at("session_page", trauma_plan))
    opened = Journal.objects.filter(act="opened", client_uid=cast.m17.uid)
    assert [line.actor_uid for line in opened] == [cast.amara.uid]


def test_a_supervisor_reads_without_any_button(cast: Cast, trauma_plan: Session) -> None:
    answer = cast.staff("sara").get(at("session_page", trauma_plan))
    assert answer.status_code == 200
    assert "data-stepper" not in answer.content.decode()
    assert "Mark ready" not in answer.content.decode()


def test_the_last_session_stands_beside_the_plan(
    cast: Cast, trauma_plan: Session, amara: HttpClient
) -> None:
    day = cast.harbour.today() - dt.timedelta(days=3)
    held = make.session(
        cast.m17,
        appointment=make.appointment(cast.m17, day=day, status="held"),
        next_note="Slower at the landing",
        recorded_at=now(),
    )
    ExposureRecord.objects.create(
        **{"clinic": cast.harbour, "session": held, "suds_scale": "100", "memory": "staircase"},
        **{"before": 40, "peak": 80, "end": 50, "after_grounding": 35, "oriented": True},
        **{"safe_to_leave": True, "confirmed_by": cast.amara},
    )
    text = text_of(amara.get(at("session_page", trauma_plan)))
    assert "Arrived 40, peak 80, after grounding 35 (of 100)." in text
    assert "Safe to leave (Dr. Amara Osei)." in text
    assert "For this time: Slower at the landing" in text


def test_a_group_plan_shows_modules(cast: Cast) -> None:
    session = make.session(cast.group_a, kind="group")
    make.block(session, "awareness", 18, module=1)
    make.block(session, "compassion", 10, module=2)
    answer = cast.staff("gina").get(at("session_page", session))
    assert "Tuesday group, first session" in text_of(answer)
    assert "Module 1: 18 min" in text_of(answer)
    assert "Module 2: 10 min · 15 or more are suggested" in text_of(answer)
    cast.harbour.limits = {"module_shortest": 19}
    cast.harbour.save(update_fields=["limits"])
    answer = cast.staff("gina").get(at("session_page", session))
    assert "Module 1: 18 min · 19 or more are suggested" in text_of(answer)
    assert [one.shortest for one in answer.context["board"].modules] == [19, 19]


@pytest.mark.parametrize("blocks", [1, 30])
def test_the_page_needs_at_most_twelve_queries(
    cast: Cast, trauma_plan: Session, amara: HttpClient, blocks: int
) -> None:
    trauma_plan.blocks.all().delete()
    for number in range(blocks):
        make.block(trauma_plan, "exposure" if number % 3 else "grounding", 3, memory=str(number))
    for days in range(1, blocks):
        meeting = make.appointment(
            cast.m17, day=cast.harbour.today() - dt.timedelta(days=days), status="held"
        )
        held = make.session(cast.m17, appointment=meeting)
        ExposureRecord.objects.create(clinic=cast.harbour, session=held, suds_scale="100")
    amara.get(at("session_page", trauma_plan))
    with real_queries() as asked:
        amara.get(at("session_page", trauma_plan))
    assert len(asked) <= 12, asked


@pytest.mark.parametrize("who", ["olga", "ben", "kofi", "gina", "nils", "rita"])
def test_strangers_get_404(cast: Cast, trauma_plan: Session, who: str) -> None:
    browser = cast.staff(who)
    assert browser.get(at("session_page", trauma_plan)).status_code == 404
    assert browser.post(at("session_ready", trauma_plan), {"ready": "on"}).status_code == 404
    trauma_plan.refresh_from_db()
    assert trauma_plan.ready_at is None


def test_a_supervisor_may_not_change(cast: Cast, trauma_plan: Session) -> None:
    browser = cast.staff("sara")
    assert browser.post(at("session_ready", trauma_plan), {"ready": "on"}).status_code == 403
    assert browser.post(at("session_undo", trauma_plan), {"revision": 1}).status_code == 403
    assert browser.get(at("session_new", cast.m17)).status_code == 403


def test_the_list_tells_coming_drafts_and_past_apart(
    cast: Cast, trauma_plan: Session, amara: HttpClient
) -> None:
    make.session(cast.m17, appointment=make.appointment(cast.m17, day=None, time=None))
    make.appointment(cast.m17, day=cast.harbour.today() + dt.timedelta(days=9))
    make.appointment(cast.m17, day=cast.harbour.today() - dt.timedelta(days=9), status="held")
    make.session(cast.m18)
    answer = amara.get(reverse("planner:session_list", args=[cast.harbour.uid]))
    shown = answer.context
    assert [one.session for one in shown["soon"]] == [trauma_plan]
    assert [len(shown[name]) for name in ("soon", "later", "drafts", "past")] == [1, 1, 1, 1]
    assert "Later: 1 session" in answer.content.decode()
    assert "Jonas" not in answer.content.decode()
    assert "M-18" not in answer.content.decode()


def test_a_row_says_a_state_only_where_it_differs(
    cast: Cast, trauma_plan: Session, amara: HttpClient
) -> None:
    today = cast.harbour.today()
    make.session(cast.m17, appointment=make.appointment(cast.m17, day=None, time=None))
    states = ("held", "stopped", "late", "planned")
    for days, status in enumerate(states, 1):
        day = today - dt.timedelta(days=days)
        make.session(cast.m17, appointment=make.appointment(cast.m17, day=day, status=status))
    coming = make.appointment(cast.m17, day=today + dt.timedelta(days=1))
    make.session(cast.m17, appointment=coming, ready_at=cast.harbour.now())
    make.appointment(cast.m17, day=today + dt.timedelta(days=2))
    page = amara.get(reverse("planner:session_list", args=[cast.harbour.uid])).content.decode()
    assert re.findall(r'class="tag[^>]*>([^<]*)<', page) == [
        "Ready",
        "Stopped early",
        "Cancelled late",
        "Not recorded yet",
    ]
    assert re.findall(r'class="button" href="[^"]*">(Plan)<', page) == ["Plan"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_is_constant_in_queries(cast: Cast, amara: HttpClient, rows: int) -> None:
    for number in range(rows):
        make.session(
            cast.m17,
            appointment=make.appointment(
                cast.m17, day=cast.harbour.today() + dt.timedelta(days=number + 1)
            ),
        )
        for day in (-1, 1):
            make.appointment(cast.m17, day=cast.harbour.today() + day * dt.timedelta(number + 1))
    address = reverse("planner:session_list", args=[cast.harbour.uid])
    amara.get(address)
    with real_queries() as asked:
        amara.get(address)
    assert len(asked) == 7


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999999999", "2"])
def test_the_list_takes_any_page(cast: Cast, amara: HttpClient, page: str) -> None:
    address = reverse("planner:session_list", args=[cast.harbour.uid])
    assert amara.get(address, {"page": page}).status_code == 200


def test_ready_is_a_mark_and_can_be_taken_away(
    cast: Cast, trauma_plan: Session, amara: HttpClient
) -> None:
    answer = amara.post(at("session_ready", trauma_plan), {"ready": "on"})
    assert (answer.status_code, answer.headers["Location"]) == (
        303,
        at("session_page", trauma_plan),
    )
    trauma_plan.refresh_from_db()
    assert (trauma_plan.ready_at is not None, trauma_plan.ready_by) == (True, cast.amara)
    part = amara.post(at("session_ready", trauma_plan), headers={"HX-Request": "true"})
    assert (part.status_code, part.headers["HX-Retarget"]) == (200, "#board")
    assert "<html" not in part.content.decode()
    trauma_plan.refresh_from_db()
    assert trauma_plan.ready_at is None


def test_undo_goes_back_step_by_step_and_loses_nothing(
    cast: Cast, trauma_plan: Session, amara: HttpClient
) -> None:
    block = trauma_plan.blocks.all()[0]
    for version, title in enumerate(("One", "Two"), 1):
        block.refresh_from_db()
        change_block(block=block, version=version, changes={"title": title}, by=cast.amara)
    assert amara.post(at("session_undo", trauma_plan), {"revision": 2}).status_code == 303
    assert titles(trauma_plan)[0] == "One"
    amara.post(at("session_undo", trauma_plan), {"revision": 3})
    assert titles(trauma_plan)[0] == "Arrival"
    nothing_left = amara.post(at("session_undo", trauma_plan), {"revision": 4})
    assert nothing_left.status_code == 422
    assert "There is nothing left to undo." in text_of(nothing_left)
    kept = [one.plan["blocks"][0]["title"] for one in Revision.objects.order_by("number")]
    assert kept == ["Arrival", "One", "Two", "One"]


def test_undo_sent_twice_undoes_once(cast: Cast, trauma_plan: Session, amara: HttpClient) -> None:
    block = trauma_plan.blocks.all()[0]
    change_block(block=block, version=1, changes={"title": "One"}, by=cast.amara)
    change_block(block=block, version=2, changes={"title": "Two"}, by=cast.amara)
    for _time in range(2):
        assert amara.post(at("session_undo", trauma_plan), {"revision": 2}).status_code == 303
    assert titles(trauma_plan)[0] == "One"


def test_undo_of_what_somebody_changed_since_is_a_conflict(
    cast: Cast, trauma_plan: Session, amara: HttpClient
) -> None:
    block = trauma_plan.blocks.all()[0]
    change_block(block=block, version=1, changes={"title": "Mine"}, by=cast.amara)
    change_block(block=block, version=2, changes={"title": "Theirs"}, by=cast.amara)
    answer = amara.post(at("session_undo", trauma_plan), {"revision": 1})
    assert answer.status_code == 409
    assert titles(trauma_plan)[0] == "Theirs"


@pytest.mark.parametrize("revision", ["", "x", "-1", "99999999999999999999"])
def test_undo_takes_any_number(trauma_plan: Session, amara: HttpClient, revision: str) -> None:
    assert amara.post(at("session_undo", trauma_plan), {"revision": revision}).status_code == 422


def test_cool_and_warm_stand_under_the_ribbon_outside_trauma_sessions(
    small_plan: Session, amara: HttpClient
) -> None:
    answer = amara.get(at("session_page", small_plan))
    assert (answer.context["wings"].cool, answer.context["wings"].warm) == (5, 20)
    assert "awareness 5 min compassion 20 min" in text_of(answer)
    assert "alone so far" not in text_of(answer)
    small_plan.blocks.filter(phase="compassion").delete()
    assert "Awareness alone so far: nothing warm in this plan." in text_of(
        amara.get(at("session_page", small_plan))
    )
    small_plan.blocks.all().delete()
    assert amara.get(at("session_page", small_plan)).context["wings"] is None


def test_a_trauma_session_is_not_weighed(
    trauma_plan: Session, small_plan: Session, amara: HttpClient
) -> None:
    assert amara.get(at("session_page", trauma_plan)).context["wings"] is None
    make.block(small_plan, "exposure", 20)
    assert amara.get(at("session_page", small_plan)).context["wings"] is None


def test_each_stretch_between_locks_says_what_is_free_or_too_many(
    small_plan: Session, amara: HttpClient
) -> None:
    url = at("session_page", small_plan)
    assert "Between the locks" not in amara.get(url).content.decode()
    for place, lock in ((1, dt.time(15, 5)), (2, dt.time(15, 30))):
        one = block(small_plan, place)
        one.lock_at = lock
        one.save()
    page = text_of(amara.get(url))
    assert "15:00 – 15:05 5 min too many" in page
    assert "15:05 – 15:30 20 min free" in page
    assert "15:30 – 15:50 fits" in page
