"""Homework that goes on: one more week, other words, a smaller measure; the gates are asked again."""

import datetime as dt
from typing import Any

import pytest

from clients.adapting import adapted
from clients.models import Assignment, Journal
from planner.library.practices import to_prescription
from planner.models.giving import document_of, whole_of
from tests import factories as make
from tests.cast import Cast
from tests.clients.views.asking import address as of_clients
from tests.clients.views.asking import errors_of, sent_to, text_of
from tests.planner import shelves
from tests.planner.shelves import CYCLE

from .asking import address

DAY = dt.timedelta(days=1)
DAILY = {"kind": "daily", "times_a_day": "1", "when": "", "ends": "", "title": "A short pause"}
CARD = {"stay": "Stay.", "stop": "Stop.", "then": "Feet down."}
EXPOSURE: dict[str, Any] = {
    "gates": {
        "led_by": "self",
        "activating": True,
        "leave_out_when": [],
        "exposure_homework": True,
    },
    "stay_or_stop": CARD,
}
NOT_WITH_TOUCH = {
    "gates": {"led_by": "self", "activating": False, "leave_out_when": ["touch_unsafe"]}
}


def change(cast: Cast, given: Assignment, who: str = "amara", **fields: Any) -> Any:
    """Change it."""
    url = address("homework_change", cast.harbour, given)
    return cast.staff(who).post(url, DAILY | fields)


def again(cast: Cast, given: Assignment, who: str = "amara", act: str = "again") -> Any:
    """One more week, or on after a pause."""
    return cast.staff(who).post(address("homework_again", cast.harbour, given), {act: "1"})


def of_today(given: Assignment) -> Any:
    """The edition that holds now."""
    return given.edition_on(given.clinic.today())


def test_one_more_week_counts_from_its_end_and_can_be_undone(cast: Cast) -> None:
    today = cast.harbour.today()
    running = make.assignment(cast.m17, ends=today + 2 * DAY)
    over = make.assignment(cast.m17, ends=today - 3 * DAY, status="ended")
    page = sent_to(again(cast, running))
    again(cast, over)
    running.refresh_from_db()
    over.refresh_from_db()
    assert (running.ends, running.editions.count()) == (today + 9 * DAY, 1)
    assert (over.status, over.ends) == ("active", today + 6 * DAY)
    undo = cast.staff("amara").get(page).context["undo"]
    assert (undo["said"], undo["ends"]) == ("Given for one more week.", today + 2 * DAY)
    fields = {"status": undo["status"], "ends": undo["ends"].isoformat()}
    cast.staff("amara").post(address("homework_undo", cast.harbour, running), fields)
    running.refresh_from_db()
    assert running.ends == today + 2 * DAY


def test_the_same_as_last_week_is_the_practice_given_last(cast: Cast) -> None:
    today, url = cast.harbour.today(), address("client_homework_again", cast.harbour, cast.m17)
    browser = cast.staff("amara")
    assert "There was no homework last week." in text_of(browser.get(sent_to(browser.post(url))))
    first = make.assignment(cast.m17, ends=today - DAY, title="The first")
    last = make.assignment(cast.m17, ends=today, title="The last")
    make.assignment(cast.m17, ends=None, title="Without an end")
    make.assignment(cast.m17, ends=today, status="ended", title="Ended on purpose")
    make.assignment(cast.m17, ends=today - 30 * DAY, starts=today - 40 * DAY, title="Long ago")
    page = text_of(cast.staff("amara").get(of_clients("client_page", cast.harbour, cast.m17)))
    assert "Same as last week: The last</button>" in page
    supervised = text_of(cast.staff("sara").get(of_clients("client_page", cast.harbour, cast.m17)))
    assert "Same as last week" not in supervised
    assert sent_to(cast.staff("amara").post(url)).startswith(
        of_clients("homework_page", cast.harbour, last) + "?did=again"
    )
    first.refresh_from_db()
    last.refresh_from_db()
    assert (first.ends, last.ends) == (today - DAY, today + 7 * DAY)


def test_what_the_gates_no_longer_allow_is_said_and_not_given(cast: Cast) -> None:
    today = cast.harbour.today()
    given = make.assignment(cast.m17, ends=today, prescription=NOT_WITH_TOUCH)
    exposure = make.assignment(cast.m17, ends=today, prescription=EXPOSURE, status="paused")
    cast.m17.touch_unsafe, cast.m17.home = True, "not_safe"
    cast.m17.save(update_fields=["touch_unsafe", "home"])
    asked = [
        (address("homework_again", cast.harbour, given), {"again": "1"}),
        (address("homework_again", cast.harbour, exposure), {"go_on": "1"}),
        (address("client_homework_again", cast.harbour, cast.m17), {}),
    ]
    browser = cast.staff("amara")
    said = [text_of(browser.get(sent_to(browser.post(url, sent)))) for url, sent in asked]
    assert "left out when: touch is not safe. It was not given again." in said[0]
    assert "record a safety review before exposure homework. It was not given again." in said[1]
    assert "It was not given again." in said[2]
    assert errors_of(change(cast, given))["__all__"] == [
        "This practice is left out when: touch is not safe."
    ]
    assert Journal.objects.filter(act="changed").count() == 0
    assert (given.editions.count(), exposure.editions.count()) == (1, 1)
    assert list(Assignment.objects.order_by("pk").values_list("status", "ends")) == [
        ("active", today),
        ("paused", today),
    ]


def test_a_pause_goes_on_by_itself_or_by_hand(cast: Cast) -> None:
    today = cast.harbour.today()
    given = make.assignment(cast.m17)
    url = of_clients("homework_course", cast.harbour, given)
    for wrong in (today, today - DAY, today + 400 * DAY):
        cast.staff("amara").post(url, {"act": "pause", "resumes_on": wrong.isoformat()})
    cast.staff("amara").post(url, {"act": "pause", "resumes_on": "someday"})
    given.refresh_from_db()
    assert (given.status, given.pauses) == ("active", [])
    on = today + 3 * DAY
    page = cast.staff("amara").post(url, {"act": "pause", "resumes_on": on.isoformat()})
    given.refresh_from_db()
    assert given.pauses == [[today.isoformat(), on.isoformat()]]
    assert [given.status_on(today + n * DAY) for n in (0, 2, 3)] == ["paused", "paused", "active"]
    running = [
        Assignment.objects.running_on(today + n * DAY).filter(pk=given.pk).exists()
        for n in (0, 2, 3)
    ]
    assert running == [False, False, True]
    assert "Paused, goes on" in text_of(cast.staff("amara").get(sent_to(page)))
    again(cast, given, act="go_on")
    given.refresh_from_db()
    assert (given.status, given.resumes_on, given.pauses) == ("active", None, [])


TWICE_A_WEEK: dict[str, Any] = {
    "kind": "chosen_days",
    "weekdays": ["1", "4"],
    "when": "at six",
    "to_time": "9:00",
}


def test_a_change_holds_from_today_and_leaves_the_past(cast: Cast) -> None:
    given = make.assignment(
        cast.m17, schedule={"format": 1, "kind": "daily", "where": "in the park"}
    )
    make.log(given, local_date=cast.harbour.today() - DAY)
    url = address("homework_change", cast.harbour, given)
    form = cast.staff("amara").get(url).context["form"]
    assert (form["kind"].value(), form["where"].value()) == ("daily", "in the park")
    sent_to(
        change(
            cast,
            given,
            **TWICE_A_WEEK,
            **{"title": "Mine", "why": "To be\r\nthere for Ada", "confidence": "8"},
            **{"obstacle": "I come home late", "then": "in the hallway"},
            **{"steps-1-text": "Notice the rain.", "steps-1-length": "1:00", "steps-2-words": "oh"},
        )
    )
    first, second = given.editions.all()
    assert (first.schedule.kind, first.from_date, first.agreement.why) == (
        "daily",
        given.starts,
        "",
    )
    assert (second.schedule.kind, second.schedule.weekdays) == ("chosen_days", (1, 4))
    assert second.from_date == cast.harbour.today()
    assert [step.text for step in second.prescription.steps] == [
        "Notice the rain.",
        "Say what you found.",
    ]
    assert (second.prescription.steps[0].seconds, second.prescription.steps[1].words) == (60, "oh")
    assert first.prescription.steps[0].text == "Notice what is here."
    agreed = second.agreement
    assert (agreed.why, agreed.confidence) == ("To be\nthere for Ada", 8)
    given.refresh_from_db()
    assert given.title == "Mine"
    page = text_of(cast.staff("amara").get(of_clients("homework_page", cast.harbour, given)))
    for part in ("On Mon, Thu, at six", "Every day", "8 of 10", "in the hallway", "there for Ada"):
        assert part in page
    assert cast.staff("sara").get(url).status_code == 403


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"kind": "hourly"}, "kind"),
        ({"kind": "chosen_days"}, "weekdays"),
        ({"kind": "n_a_week", "times_a_week": "9999"}, "times_a_week"),
        ({"kind": "every_two_hours", "from_time": "09:00", "to_time": "10:00"}, "to_time"),
        ({"kind": "tally", "trigger": "opening e-mail"}, "trigger"),
        ({"ends": "2020-01-01"}, "ends"),
        ({"ends": "9999-12-31"}, "ends"),
        ({"when": "x" * 121}, "when"),
        ({"where": "a\x07b"}, "where"),
        ({"times_a_day": "9999"}, "times_a_day"),
        ({"confidence": "11"}, "confidence"),
        ({"confidence": "-1"}, "confidence"),
        ({"why": "x" * 1_000_000}, "why"),
        ({"why": "\n" * 3 + "a\x1bb"}, "why"),
        ({"obstacle": "x" * 161}, "obstacle"),
        ({"steps-1-length": "9999:00"}, "steps-1-length"),
        ({"steps-1-length": "60:01"}, "steps-1-length"),
        ({"steps-1-length": "soon"}, "steps-1-length"),
        ({"steps-1-length": "30:00"}, "steps-1-length"),
        ({"steps-1-repeats": "9999"}, "steps-1-repeats"),
        ({"steps-1-repeats": "60"}, "steps-1-length"),
        ({"steps-1-text": ""}, "steps-1-text"),
        ({"steps-2-words": "x" * 201}, "steps-2-words"),
        ({"steps-1-out": "on", "steps-2-out": "on"}, "steps-1-out"),
    ],
)
def test_bad_changes_are_refused_at_their_field(
    cast: Cast, fields: dict[str, Any], at: str
) -> None:
    given = make.assignment(cast.m17)
    answer = change(cast, given, **{"obstacle": "kept as typed"} | fields)
    assert list(errors_of(answer)) == [at]
    assert "_" not in errors_of(answer)[at][0]
    if at != "obstacle":
        assert 'value="kept as typed"' in text_of(answer)
    assert given.editions.count() == 1


def test_another_rung_asks_again_what_was_asked_for_the_first(cast: Cast) -> None:
    given = make.assignment(cast.m17, prescription=EXPOSURE)
    cast.m17.home = "safe"
    cast.m17.save(update_fields=["home"])
    agreed = {"format": 1, "rung": "The bench", "rehearsed": True, "place_safe": True}
    given.editions.update(agreement_data=agreed)
    refused = change(cast, given, rung="One stop by bus", rehearsed="on")
    assert list(errors_of(refused)) == ["place_safe"]
    sent_to(change(cast, given, rung="The bench", kind="once"))
    assert (of_today(given).schedule.kind, of_today(given).agreement.place_safe) == ("once", True)
    fixed = change(cast, given, rung="The bench", **{"steps-1-out": "on"})
    assert sent_to(fixed)  # no step of exposure homework can be left out, so nothing was asked
    assert len(of_today(given).prescription.steps) == 2


def test_smaller_refills_the_form_and_changes_nothing(cast: Cast) -> None:
    given = make.assignment(cast.m17)
    fewer = change(cast, given, times_a_day="2", confidence="4", smaller="fewer")
    form = fewer.context["form"]
    assert (form["times_a_day"].value(), form["confidence"].value()) == ("1", None)
    assert "Now it is fewer times. Ask once more how sure it feels." in text_of(fewer)
    one = change(cast, given, smaller="one_step", **{"steps-1-text": "Rain."})
    assert [one.context["form"][f"steps-{n}-out"].value() for n in (1, 2)] == [False, True]
    shown = text_of(one)
    assert "What the client will see" in shown
    assert "Rain." in shown
    assert given.editions.count() == 1
    sent_to(change(cast, given, smaller="nothing"))  # no such way: as if it was not asked
    assert of_today(given).prescription.steps[0].text == "Notice what is here."


def test_the_look_at_it_shows_what_the_phone_shows_and_keeps_nothing(cast: Cast) -> None:
    given = make.assignment(cast.m17, prescription=EXPOSURE)
    fields = {"preview": "1", "rung": "The <b>bench</b>", "rehearsed": "on", "place_safe": "on"}
    page = text_of(change(cast, given, **fields, then="I walk <i>slowly</i>"))
    for part in (
        "Two steps, about four minutes.",
        "Stop whenever you like. Press your feet down.",
        "Feet down.",
        "The &lt;b&gt;bench&lt;/b&gt;",
        "I walk &lt;i&gt;slowly&lt;/i&gt;",
        "0 to 100, on your scale",
    ):
        assert part in page, part
    assert given.editions.get().agreement.rung == ""
    cast.m17.quiet_mode = True
    cast.m17.save(update_fields=["quiet_mode"])
    quiet = text_of(change(cast, given, **fields, then="I walk slowly"))
    frame = quiet[quiet.index("phone-frame") :]
    assert "The &lt;b&gt;bench" not in frame
    assert "I walk slowly" not in frame


def test_ended_work_is_not_changed(cast: Cast) -> None:
    given = make.assignment(cast.m17, ends=cast.harbour.today(), status="ended")
    cast.m17.status = "ended"
    cast.m17.save(update_fields=["status"])
    for answer in (again(cast, given), change(cast, given)):
        assert sent_to(answer) == of_clients("homework_page", cast.harbour, given)
    given.refresh_from_db()
    assert (given.status, given.editions.count()) == ("ended", 1)


def test_the_second_of_two_who_change_it_is_told(cast: Cast) -> None:
    given = make.assignment(cast.m17)
    make.team(cast.m17, cast.ben, "co_therapist")
    url = address("homework_change", cast.harbour, given)
    seen = str(cast.staff("amara").get(url).context["edition"].number)
    sent_to(change(cast, given, "ben", why="From Ben", edition=seen))
    late = change(cast, given, why="From Amara", edition=seen)
    page = text_of(late)
    assert late.status_code == 409
    assert "Ben Adler changed this homework while you wrote." in page
    assert "From Amara" in page
    assert of_today(given).agreement.why == "From Ben"
    again_seen = str(late.context["edition"].number)
    assert again_seen != seen
    sent_to(change(cast, given, why="From Amara", edition=again_seen))
    assert of_today(given).agreement.why == "From Amara"


def test_a_step_that_was_left_out_is_brought_back_as_it_was_last(cast: Cast) -> None:
    given = make.assignment(cast.m17)
    make.log(given, local_date=cast.harbour.today() - DAY)
    page = cast.staff("amara").get(address("homework_change", cast.harbour, given))
    assert page.context["form"].back.names() == []
    sent_to(change(cast, given, **{"steps-2-words": "no wonder"}))
    make.log(given)
    sent_to(change(cast, given, **{"steps-2-out": "on"}))
    make.log(given)
    assert [step.label for step in of_today(given).prescription.steps] == ["Notice"]
    page = cast.staff("amara").get(address("homework_change", cast.harbour, given))
    shown = text_of(page)
    for part in ("1 step is left out", "2. Name it kindly", "no wonder", "Bring it back"):
        assert part in shown
    assert page.context["form"].back.is_open is False
    for wrong in ({"back-1": "on"}, {"back-9": "on"}, {"back-2": ""}):
        change(cast, given, preview="1", **wrong)
    bad = change(cast, given, **{"back-2": "on", "steps-1-length": "5:59", "steps-1-repeats": "9"})
    assert list(errors_of(bad)) == ["steps-1-length"]
    assert bad.context["form"].back.is_open is True
    preview = text_of(change(cast, given, preview="1", **{"back-2": "on"}))
    assert "Two steps, about four minutes." in preview
    before = list(given.editions.values_list("number", "prescription_data"))
    sent_to(change(cast, given, **{"back-2": "on", "steps-1-text": "Rain."}))
    now = of_today(given).prescription
    assert [(step.text, step.words) for step in now.steps] == [
        *(("Rain.", ""), ("Say what you found.", "no wonder")),
    ]
    assert (now.steps[1].gap_allowed, now.minutes.usual) == (False, 4)
    assert list(given.editions.values_list("number", "prescription_data"))[:3] == before


def test_what_was_left_out_when_it_was_given_is_known_from_the_library(cast: Cast) -> None:
    practice = shelves.practice(CYCLE)
    document = document_of(practice, "en")
    assert document is not None
    data = adapted(to_prescription(document, "short"), left_out=[1]).to_data()
    given = make.assignment(cast.m17, prescription=data)
    whole = whole_of(given)
    assert [step.label for step in whole.steps] == [
        step.label for step in to_prescription(document, "short").steps
    ]
    smaller = change(cast, given, smaller="one_step", **{"back-1": "on"})
    assert [row.back.value() for row in smaller.context["form"].back.rows()] == [False]
    sent_to(change(cast, given, **{"back-1": "on"}))
    assert of_today(given).prescription.steps == whole.steps
    given.editions.update(prescription_data=data | {"version": "gone"})
    assert len(whole_of(given).steps) == len(data["steps"])
    given.editions.update(prescription_data=data | {"variant": "no_such"})
    assert len(whole_of(given).steps) == len(data["steps"])
