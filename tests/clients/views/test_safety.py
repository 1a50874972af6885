"""Risk, safety at home, ways of reaching."""

import pytest

from clients.models import Client, RiskQuestion, SafetyReview
from tests.cast import Cast

from .asking import address, errors_of, sent_to, text_of


def test_asked_today_none_is_one_click(cast: Cast) -> None:
    url = address("risk_ask", cast.harbour, cast.m17)
    answer = cast.staff("amara").post(url, {"outcome": "none"})
    assert sent_to(answer) == address("client_page", cast.harbour, cast.m17)
    asked = cast.m17.risk_questions.get()
    assert (asked.outcome, asked.action, asked.by) == ("none", "", cast.amara)


def test_one_click_keeps_the_safety_plans_date(cast: Cast) -> None:
    day = cast.harbour.today()
    cast.m17.safety_plan_on = day
    cast.m17.save()
    cast.staff("amara").post(address("risk_ask", cast.harbour, cast.m17), {"outcome": "none"})
    assert Client.objects.get(pk=cast.m17.pk).safety_plan_on == day


def test_a_positive_answer_says_what_was_done(cast: Cast) -> None:
    browser, url = cast.staff("amara"), address("risk_ask", cast.harbour, cast.m17)
    assert list(errors_of(browser.post(url, {"outcome": "plan"}))) == ["action"]
    assert not RiskQuestion.objects.exists()
    sent = {"outcome": "plan", "action": "stayed", "safety_plan_on": "2026-01-02"}
    assert browser.post(url, sent).status_code == 303
    fresh = Client.objects.get(pk=cast.m17.pk)
    assert str(fresh.safety_plan_on) == "2026-01-02"


@pytest.mark.parametrize(
    ("sent", "faulty"),
    [
        ({}, ["outcome"]),
        ({"outcome": "perhaps"}, ["outcome"]),
        ({"outcome": "none", "action": "x" * 501}, ["action"]),
        ({"outcome": "none", "safety_plan_on": "9999-99-99"}, ["safety_plan_on"]),
    ],
)
def test_risk_that_does_not_fit(cast: Cast, sent: dict[str, str], faulty: list[str]) -> None:
    answer = cast.staff("amara").post(address("risk_ask", cast.harbour, cast.m17), sent)
    assert list(errors_of(answer)) == faulty
    assert not RiskQuestion.objects.exists()


def test_a_review_closes_an_open_risk(cast: Cast) -> None:
    browser = cast.staff("amara")
    browser.post(
        address("risk_ask", cast.harbour, cast.m17), {"outcome": "active", "action": "stayed"}
    )
    page = address("client_page", cast.harbour, cast.m17)
    assert "Open risk, not reviewed yet" in text_of(browser.get(page))
    url = address("safety_review", cast.harbour, cast.m17)
    assert 'value="home" id="id_subject_1" checked' not in text_of(browser.get(url))
    browser.post(url, {"subject": "risk", "note": "Talked; the plan holds."})
    assert "Open risk, not reviewed yet" not in text_of(browser.get(page))


def test_the_subject_of_a_review_can_be_given(cast: Cast) -> None:
    url = address("safety_review", cast.harbour, cast.m17) + "?subject=home"
    answer = cast.staff("amara").get(url)
    assert answer.context["form"].initial == {"subject": "home"}


@pytest.mark.parametrize(
    ("sent", "faulty"),
    [
        ({"subject": "risk"}, ["note"]),
        ({"subject": "risk", "note": "   "}, ["note"]),
        ({"subject": "weather", "note": "fine"}, ["subject"]),
        ({"subject": "home", "note": "x" * 1001}, ["note"]),
    ],
)
def test_a_review_needs_its_note(cast: Cast, sent: dict[str, str], faulty: list[str]) -> None:
    answer = cast.staff("amara").post(address("safety_review", cast.harbour, cast.m17), sent)
    assert list(errors_of(answer)) == faulty
    assert not SafetyReview.objects.exists()


def test_each_way_is_off_until_it_is_recorded(cast: Cast) -> None:
    browser, url = cast.staff("amara"), address("reaching", cast.harbour, cast.m17)
    ways = browser.get(url).context["ways"]
    assert [(way["label"], way["way"]) for way in ways] == [
        ("Call", None),
        ("Text message", None),
        ("E-mail", None),
        ("Letter", None),
        ("Notice on the phone", None),
    ]
    sent = {"text-channel": "text", "text-safe": "no", "text-who_else_sees": "the partner"}
    assert sent_to(browser.post(url, sent)) == url
    way = cast.m17.ways.get()
    assert (way.channel, way.safe, way.who_else_sees) == ("text", False, "the partner")


@pytest.mark.parametrize(
    "sent",
    [
        {"text-channel": "text"},
        {"text-channel": "text", "text-safe": "perhaps"},
        {"text-channel": "pigeon", "text-safe": "yes"},
    ],
)
def test_a_way_that_does_not_fit_is_said_in_its_place(cast: Cast, sent: dict[str, str]) -> None:
    answer = cast.staff("amara").post(address("reaching", cast.harbour, cast.m17), sent)
    assert answer.status_code == 422
    bound = [way["label"] for way in answer.context["ways"] if way["form"].is_bound]
    assert bound == ["Text message"]
    assert not cast.m17.ways.exists()


@pytest.mark.parametrize("sent", [{}, {"pigeon-channel": "pigeon"}, {"safe": "yes"}])
def test_an_unknown_way_is_refused(cast: Cast, sent: dict[str, str]) -> None:
    answer = cast.staff("amara").post(address("reaching", cast.harbour, cast.m17), sent)
    assert answer.status_code == 422
    assert not cast.m17.ways.exists()
