"""Less time on the plan's page: what it would do, doing it, and one click back."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client as HttpClient

from planner.actions.blocks import change_block
from planner.models import Revision, Session
from tests import factories as make
from tests.cast import Cast
from tests.planner.views.counting import real_queries
from tests.planner.views.reading import HTMX, at, text_of

DO = {"less": 20, "revision": 0, "length": 90}


def minutes(session: Session) -> list[int]:
    return list(session.blocks.order_by("position").values_list("minutes", flat=True))


def test_the_plan_has_the_panel_beside_the_meter(trauma_plan: Session, amara: HttpClient) -> None:
    html = amara.get(at("session_page", trauma_plan)).content.decode()
    assert html.count('id="less-time"') == 1
    assert html.count('name="preset" value=') == 4
    assert f'hx-get="{at("session_refit", trauma_plan)}"' in html


def test_a_preset_shows_what_it_would_do_and_changes_nothing(
    trauma_plan: Session, amara: HttpClient
) -> None:
    answer = amara.get(f"{at('session_refit', trauma_plan)}?preset=20&less=", headers=HTMX)
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (200, "#refit")
    text = text_of(answer)
    assert "It would become 70 min, 15:00 to 16:10 · 38 min after the exposure" in text
    assert "Exposure 35 to 20 min" in text
    assert "<html" not in answer.content.decode()
    assert (minutes(trauma_plan)[2], Revision.objects.count()) == (35, 0)


def test_without_javascript_it_is_a_page_of_its_own(
    trauma_plan: Session, amara: HttpClient
) -> None:
    page = amara.get(at("session_refit", trauma_plan), {"less": 20})
    html = page.content.decode()
    assert "<h1>Less time?</h1>" in html
    assert "hx-get" not in html.split("<main", 1)[1]
    answer = amara.post(at("session_refit", trauma_plan), DO)
    assert (answer.status_code, answer.headers["Location"]) == (
        303,
        at("session_page", trauma_plan),
    )
    text = text_of(amara.get(at("session_page", trauma_plan)))
    assert "Fitted into 70 min: shorter:" in text
    assert "Planned 70 of 70 min" in text


def test_by_htmx_the_board_comes_back_with_a_sentence_and_undo(
    trauma_plan: Session, amara: HttpClient
) -> None:
    answer = amara.post(at("session_refit", trauma_plan), DO, headers=HTMX)
    html = answer.content.decode()
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (200, "#board")
    assert "Fitted into 70 min: shorter: Arrival 10 to 8" in text_of(answer)
    assert html.count('id="undo-refit"') == 1
    assert '<input type="hidden" name="revision" value="1">' in html
    back = amara.post(at("session_undo", trauma_plan), {"revision": 1}, headers=HTMX)
    assert "Planned 90 of 90 min" in text_of(back)
    assert minutes(trauma_plan) == [10, 5, 35, 15, 10, 10, 5]


def test_too_little_time_offers_the_session_without_exposure(
    trauma_plan: Session, amara: HttpClient
) -> None:
    answer = amara.get(at("session_refit", trauma_plan), {"less": 50}, headers=HTMX)
    text = text_of(answer)
    assert "40 min are too few for this exposure and what has to follow it" in text
    assert "Without exposure 40 min, 15:00 to 15:40" in text
    assert "Exposure left out Processing left out" in text
    assert 'name="without_exposure" value="on"' in answer.content.decode()
    done = amara.post(
        at("session_refit", trauma_plan),
        {"less": 50, "without_exposure": "on", "revision": 0, "length": 90},
        headers=HTMX,
    )
    assert "Without exposure, 40 min: left out: Exposure, Processing" in text_of(done)


def test_far_too_little_time_offers_nothing(trauma_plan: Session, amara: HttpClient) -> None:
    answer = amara.get(at("session_refit", trauma_plan), {"less": 80}, headers=HTMX)
    text = text_of(answer)
    assert "Without exposure it does not fit into 10 min either: 16 min are missing." in text
    assert '<form method="post"' not in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"less": "-1"}, "greater than or equal to 0"),
        ({"less": "x"}, "Enter a whole number."),
        ({"less": "601"}, "less than or equal to 600"),
        ({"less": "9" * 40}, "less than or equal to 600"),
        ({"less": "90"}, "Only 90 min are there."),
        ({"start": "14:00"}, "Please give a time from 15:00 on and before 16:30."),
        ({"start": "later"}, "A time of the clock, please, as in 10:30."),
        ({"interpreter": "x"}, "Select a valid choice."),
    ],
)
def test_bad_input_is_said_at_the_field(
    trauma_plan: Session, amara: HttpClient, sent: dict[str, str], said: str
) -> None:
    answer = amara.get(at("session_refit", trauma_plan), sent, headers=HTMX)
    assert (answer.status_code, said in text_of(answer)) == (422, True)
    page = amara.post(at("session_refit", trauma_plan), sent | {"revision": 0, "length": 90})
    assert (page.status_code, said in text_of(page)) == (422, True)
    assert Revision.objects.count() == 0


@pytest.mark.parametrize(
    "sent", [{}, {"revision": "x", "length": 90}, {"revision": 0, "length": "9" * 30}]
)
def test_without_what_the_editor_saw_nothing_is_done(
    trauma_plan: Session, amara: HttpClient, sent: dict[str, Any]
) -> None:
    answer = amara.post(at("session_refit", trauma_plan), {"less": 20} | sent, headers=HTMX)
    assert answer.status_code == 422
    assert minutes(trauma_plan)[2] == 35


def test_the_second_of_two_is_told(cast: Cast, trauma_plan: Session, amara: HttpClient) -> None:
    first = trauma_plan.blocks.all()[0]
    change_block(block=first, version=1, changes={"title": "Theirs"}, by=cast.amara)
    for headers in ({}, HTMX):
        answer = amara.post(at("session_refit", trauma_plan), DO, headers=headers)
        assert answer.status_code == 409
        assert "Somebody changed the plan since you looked." in answer.content.decode()
    assert minutes(trauma_plan)[2] == 35


def test_a_plan_that_is_too_long_can_be_fitted(trauma_plan: Session, amara: HttpClient) -> None:
    make.block(trauma_plan, "reflection", 10)
    html = amara.get(at("session_page", trauma_plan)).content.decode()
    assert 'name="preset" value="0"' in html
    answer = amara.get(at("session_refit", trauma_plan), {"preset": 0}, headers=HTMX)
    assert "Exposure 35 to 25 min" in text_of(answer)


def test_a_held_session_and_an_empty_plan_have_no_panel(
    cast: Cast, trauma_plan: Session, amara: HttpClient
) -> None:
    empty = make.session(cast.m17)
    assert 'id="less-time"' not in amara.get(at("session_page", empty)).content.decode()
    trauma_plan.appointment.status = "held"
    trauma_plan.appointment.save()
    assert 'id="less-time"' not in amara.get(at("session_page", trauma_plan)).content.decode()
    assert amara.post(at("session_refit", trauma_plan), DO).status_code == 422


def test_a_group_is_not_asked_for_an_interpreter(cast: Cast) -> None:
    session = make.session(cast.group_a, kind="group")
    make.block(session, "compassion", 40)
    gina = cast.staff("gina")
    html = gina.get(at("session_page", session)).content.decode()
    assert ('name="less"' in html, 'name="interpreter"' in html) == (True, False)


def test_a_plan_without_a_date_has_no_start_to_slip(cast: Cast, amara: HttpClient) -> None:
    session = make.session(cast.m17, appointment=make.appointment(cast.m17, day=None, time=None))
    make.block(session, "compassion", 40)
    html = amara.get(at("session_page", session)).content.decode()
    assert ('name="less"' in html, 'name="start"' in html) == (True, False)
    answer = amara.get(at("session_refit", session), {"less": 20}, headers=HTMX)
    assert "30 min, +0:00 to +0:30" in text_of(answer)


@pytest.mark.parametrize(("who", "status"), [("sara", 403), ("ben", 404), ("nils", 404)])
def test_who_may_not(cast: Cast, trauma_plan: Session, who: str, status: int) -> None:
    browser = cast.staff(who)
    assert browser.get(at("session_refit", trauma_plan), {"less": 20}).status_code == status
    assert browser.post(at("session_refit", trauma_plan), DO).status_code == status
    assert minutes(trauma_plan)[2] == 35


def test_a_supervisor_sees_no_panel(cast: Cast, trauma_plan: Session) -> None:
    html = cast.staff("sara").get(at("session_page", trauma_plan)).content.decode()
    assert 'id="less-time"' not in html


def test_what_it_would_do_asks_few_questions(trauma_plan: Session, amara: HttpClient) -> None:
    for number in range(23):
        make.block(trauma_plan, "reflection", 1, position=number)
    amara.get(at("session_page", trauma_plan))
    with real_queries() as asked:
        amara.get(at("session_refit", trauma_plan), {"less": 5}, headers=HTMX)
    assert len(asked) == 6, asked


def test_a_start_that_slips_is_shown_on_the_clock(trauma_plan: Session, amara: HttpClient) -> None:
    answer = amara.get(at("session_refit", trauma_plan), {"start": "15:20"}, headers=HTMX)
    assert "70 min, 15:20 to 16:30" in text_of(answer)
    sent = {"less": 0, "start": "15:20", "revision": 0, "length": 90}
    amara.post(at("session_refit", trauma_plan), sent)
    trauma_plan.appointment.refresh_from_db()
    assert (trauma_plan.appointment.time, trauma_plan.appointment.minutes) == (dt.time(15, 20), 70)


def test_an_interpreter_sent_twice_stretches_once(trauma_plan: Session, amara: HttpClient) -> None:
    sent = {"less": 0, "interpreter": "longer", "revision": 0, "length": 90}
    for _time in range(2):
        answer = amara.post(at("session_refit", trauma_plan), sent, headers=HTMX)
        assert answer.status_code == 200
    assert (sum(minutes(trauma_plan)), Revision.objects.count()) == (140, 1)
    html = amara.get(at("session_page", trauma_plan)).content.decode()
    assert 'name="interpreter"' not in html


def test_a_time_at_which_one_is_booked_already_needs_a_reason(
    cast: Cast, trauma_plan: Session, amara: HttpClient
) -> None:
    day = trauma_plan.appointment.day
    make.team(cast.m18, cast.amara)
    make.appointment(cast.m18, day=day, time=dt.time(16, 30), minutes=50)
    during = make.appointment(cast.m18, day=day, time=dt.time(16), minutes=20)
    url = at("session_refit", trauma_plan)
    shown = text_of(amara.get(url, {"interpreter": "longer"}, headers=HTMX))
    assert "You are booked already" in shown
    assert "16:30–17:20" in shown
    assert "16:00–16:20" not in shown  # it was so before
    wish = {"interpreter": "longer", "revision": 0, "length": 90}
    answer = amara.post(url, wish, headers=HTMX)
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (422, "#refit")
    assert "Choose another time, or say why all the same." in text_of(answer)
    assert (minutes(trauma_plan)[2], Revision.objects.count()) == (35, 0)
    why = {"double_booked_why": "Ben takes the other one"}
    for _time in range(2):
        assert amara.post(url, wish | why, headers=HTMX).status_code == 200
    trauma_plan.appointment.refresh_from_db()
    now = trauma_plan.appointment
    assert (now.minutes, now.double_booked_why) == (140, "Ben takes the other one")
    assert (during.pk is not None, Revision.objects.count()) == (True, 1)
    # Less time, and a start that slips, are never new to the calendar.
    assert "booked already" not in text_of(amara.get(url, {"start": "15:10"}, headers=HTMX))
