"""The list of clients, one client's page and record, ending and erasing."""

import datetime as dt

import pytest
from django.utils.timezone import now

from clients.models import Act, Client, Journal
from tests import factories as make
from tests.cast import Cast

from .asking import address, errors_of, queries, sent_to, text_of

HTMX = {"HX-Request": "true"}


def names_in(answer: object) -> list[str]:
    """The codes that a list shows."""
    return [client.code for client in answer.context["clients"]]  # type: ignore[attr-defined]


# --- the list -----------------------------------------------------------------------------------


def test_a_clinician_sees_own_clients_only(cast: Cast) -> None:
    answer = cast.staff("ben").get(address("client_list", cast.harbour))
    assert names_in(answer) == ["M-18", "M-19"]
    assert "Leila Haddad" not in text_of(answer)


def test_an_owner_without_clinical_work_sees_nobody_and_no_field_to_add(cast: Cast) -> None:
    answer = cast.staff("olga").get(address("client_list", cast.harbour))
    assert names_in(answer) == []
    assert address("client_add", cast.harbour) not in text_of(answer)


def test_the_list_says_when_somebody_was_and_will_be_seen(cast: Cast) -> None:
    today = cast.harbour.today()
    make.appointment(cast.m17, day=today + dt.timedelta(days=1))
    make.appointment(cast.m17, day=today + dt.timedelta(days=9))
    make.appointment(cast.m17, day=today - dt.timedelta(days=1), status="held")
    make.appointment(cast.m17, day=today + dt.timedelta(days=2), status="cancelled")
    make.appointment(cast.m17, day=None, time=None)
    page = text_of(cast.staff("amara").get(address("client_list", cast.harbour)))
    assert "seen yesterday" in page
    assert "next tomorrow" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=haddad", ["M-17"]),
        ("?q=m-2", ["M-20"]),
        ("?q=nobody", []),
        ("?q=weber", []),
        ("?q=", ["M-17", "M-20"]),
        ("?ended=on", ["M-17", "M-20", "M-21"]),
        ("?q=%00", ["M-17", "M-20"]),
        (f"?q={'a' * 500}", ["M-17", "M-20"]),
    ],
)
def test_search_by_name_or_code(cast: Cast, query: str, found: list[str]) -> None:
    make.team(make.client(cast.harbour, "M-20"), cast.amara)
    make.team(make.client(cast.harbour, "M-21", status="ended"), cast.amara)
    answer = cast.staff("amara").get(address("client_list", cast.harbour) + query)
    assert (answer.status_code, names_in(answer)) == (200, found)


def test_htmx_gets_the_rows_alone(cast: Cast) -> None:
    answer = cast.staff("amara").get(address("client_list", cast.harbour), headers=HTMX)
    assert "Leila Haddad" in text_of(answer)
    assert "<html" not in text_of(answer)
    assert "HX-Request" in answer.headers["Vary"]


def test_hidden_names_are_nowhere_on_the_list(cast: Cast) -> None:
    cast.amara.hide_names = True
    cast.amara.save()
    page = text_of(cast.staff("amara").get(address("client_list", cast.harbour)))
    assert "M-17" in page
    assert "Haddad" not in page


def test_the_list_asks_the_same_for_one_and_many(cast: Cast) -> None:
    browser, url = cast.staff("amara"), address("client_list", cast.harbour)
    with_one = queries(browser, url)
    for number in range(200):
        made = make.client(cast.harbour, f"Q-{number}")
        make.team(made, cast.amara)
        make.appointment(made)
    assert queries(browser, url) == with_one
    assert with_one <= 12
    assert len(names_in(browser.get(url))) == 200


# --- quick add ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "name", "code"),
    [("M-40", "", "M-40"), ("  m-41 ", "", "M-41"), ("2026/7", "", "2026/7")],
)
def test_a_word_like_a_code_becomes_the_code(
    cast: Cast, written: str, name: str, code: str
) -> None:
    browser = cast.staff("amara")
    answer = browser.post(address("client_add", cast.harbour), {"who": written})
    assert sent_to(answer) == address("client_list", cast.harbour)
    made = Client.objects.latest("pk")
    assert (made.name, made.code, made.clinic) == (name, code, cast.harbour)
    assert made.care_team.get().member == cast.amara


def test_a_name_gets_a_code_by_itself(cast: Cast) -> None:
    cast.staff("amara").post(address("client_add", cast.harbour), {"who": "Ada  Wong"})
    made = Client.objects.latest("pk")
    assert made.name == "Ada Wong"
    assert made.code not in ("", "M-17")


@pytest.mark.parametrize("written", ["", "   ", "M-18", "a\x00b", "x" * 121])
def test_what_cannot_be_added_is_said_and_kept(cast: Cast, written: str) -> None:
    answer = cast.staff("amara").post(address("client_add", cast.harbour), {"who": written})
    assert errors_of(answer, "quick_add") != {}
    assert Client.objects.count() == 3
    assert names_in(answer) == ["M-17"]


def test_an_owner_without_clinical_work_adds_nobody(cast: Cast) -> None:
    answer = cast.staff("olga").post(address("client_add", cast.harbour), {"who": "Ada"})
    assert answer.status_code == 403
    assert Client.objects.count() == 3


# --- one client's page --------------------------------------------------------------------------


def test_the_page_is_for_the_care_team(cast: Cast) -> None:
    url = address("client_page", cast.harbour, cast.m17)
    seen = {name: cast.staff(name).get(url).status_code for name in cast.members}
    assert seen == {
        "olga": 404,
        "amara": 200,
        "ben": 404,
        "sara": 200,
        "kofi": 404,
        "gina": 404,
        "hugo": 404,
        "rita": 404,
        "nils": 404,
    }


def test_the_title_names_the_code_only(cast: Cast) -> None:
    page = text_of(cast.staff("amara").get(address("client_page", cast.harbour, cast.m17)))
    title = page[page.index("<title>") : page.index("</title>")]
    assert title == "<title>M-17 · Two Wings"
    assert "Leila Haddad</h1>" in page


def test_opening_is_noted_once_in_ten_minutes(cast: Cast) -> None:
    browser, url = cast.staff("amara"), address("client_page", cast.harbour, cast.m17)
    browser.get(url)
    browser.get(url)
    opened = Journal.objects.filter(act=Act.OPENED).values_list("actor_uid", "client_uid")
    assert list(opened) == [(cast.amara.uid, cast.m17.uid)]
    make.team(cast.m17, cast.ben, "cover")
    team = cast.staff("ben").get(url).context["team"]
    assert [place.member.name for place in team][::2] == ["Dr. Amara Osei", "Ben Adler"]
    Journal.objects.all().update(at=now() - dt.timedelta(minutes=11))
    browser.get(url)
    actors = (
        Journal.objects.filter(act=Act.OPENED).order_by("pk").values_list("actor_uid", flat=True)
    )
    assert list(actors) == [cast.amara.uid, cast.ben.uid, cast.amara.uid]


def test_risk_comes_first_and_asking_is_one_click(cast: Cast) -> None:
    page = text_of(cast.staff("amara").get(address("client_page", cast.harbour, cast.m17)))
    assert page.index("Risk question is due") < page.index("Homework")
    assert 'name="outcome" value="none"' in page


def test_a_supervisor_reads_and_is_offered_nothing_to_do(cast: Cast) -> None:
    cast.m17.risk_questions.create(clinic=cast.harbour, outcome="active", action="stayed")
    answer = cast.staff("sara").get(address("client_page", cast.harbour, cast.m17))
    page = text_of(answer)
    assert "Open risk, not reviewed yet" in page
    assert answer.context["readonly"]
    assert "<form" not in page[page.index("<main") :]
    for name in ("client_record", "risk_ask", "safety_review", "reaching", "care_team"):
        assert address(name, cast.harbour, cast.m17) not in page


def test_the_next_appointment_is_planned_by_its_day(cast: Cast) -> None:
    day = cast.harbour.today() + dt.timedelta(days=3)
    make.appointment(cast.m17, day=day)
    page = text_of(cast.staff("amara").get(address("client_page", cast.harbour, cast.m17)))
    assert f"Plan {day:%A}" in page


def test_the_page_asks_the_same_for_one_and_many(cast: Cast) -> None:
    def grow() -> None:
        given = make.assignment(cast.m17)
        make.log(given)
        make.checkin(cast.m17, 4, 4)
        make.appointment(cast.m17, status="held")
        cast.m17.risk_questions.create(clinic=cast.harbour, outcome="passive")
        cast.m17.safety_reviews.create(clinic=cast.harbour, subject="home", note="n")

    grow()
    browser, url = cast.staff("amara"), address("client_page", cast.harbour, cast.m17)
    assert queries(browser, url) == 12
    grow()
    grow()
    assert queries(browser, url) == 12


# --- the record ---------------------------------------------------------------------------------


def record(client: Client, **changes: str) -> dict[str, str]:
    """What the record's form sends when only `changes` were typed."""
    names = ("name", "code", "age_group", "language", "rating_scale", "suds_scale", "profile")
    facts = {name: getattr(client, name) for name in names}
    facts |= {"trauma": "on"} if client.trauma else {}
    return facts | changes


def test_the_record_saves_what_was_changed(cast: Cast) -> None:
    url = address("client_record", cast.harbour, cast.m17)
    sent = record(cast.m17, stop_signal="hand up", timezone="Europe/Lisbon", goals="To sleep")
    answer = cast.staff("amara").post(url, sent)
    assert sent_to(answer) == address("client_page", cast.harbour, cast.m17)
    fresh = Client.objects.get(pk=cast.m17.pk)
    assert (fresh.stop_signal, fresh.timezone, fresh.goals) == (
        "hand up",
        "Europe/Lisbon",
        "To sleep",
    )
    line = Journal.objects.get(act=Act.CHANGED)
    assert line.fields == ["goals", "stop_signal", "timezone"]


def test_an_unsafe_home_offers_quiet_mode(cast: Cast) -> None:
    url = address("client_record", cast.harbour, cast.m17)
    browser = cast.staff("amara")
    quiet = address("quiet_mode", cast.harbour, cast.m17)
    assert sent_to(browser.post(url, record(cast.m17, home="not_safe"))) == quiet
    browser.post(quiet, {"on": "yes"})
    fresh = Client.objects.get(pk=cast.m17.pk)
    assert (fresh.home, fresh.quiet_mode, fresh.discreet_paper) == ("not_safe", True, True)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("timezone", "Europe/Atlantis"),
        ("timezone", "../../etc/passwd"),
        ("code", ""),
        ("code", "M-18"),
        ("code", "x" * 21),
        ("name", "a\x00b"),
        ("goals", "x" * 2001),
        ("home", "perhaps"),
        ("language", "xx"),
        ("safety_plan_on", "0001-01-01"),
        ("safety_plan_on", "31.02.2026"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(cast: Cast, field: str, value: str) -> None:
    url = address("client_record", cast.harbour, cast.m17)
    answer = cast.staff("amara").post(url, record(cast.m17, name="Somebody") | {field: value})
    assert list(errors_of(answer)) == [field]
    assert Client.objects.get(pk=cast.m17.pk).name == "Leila Haddad"
    if "\x00" not in value and len(value) < 30:
        assert answer.context["form"][field].value() == value


def test_a_scale_with_answers_is_kindly_kept(cast: Cast) -> None:
    make.checkin(cast.m17, 4, 5)
    url = address("client_record", cast.harbour, cast.m17)
    answer = cast.staff("amara").post(url, record(cast.m17, rating_scale="0-100"))
    assert list(errors_of(answer)) == ["rating_scale"]
    assert "one series never mixes two" in text_of(answer)
    assert Client.objects.get(pk=cast.m17.pk).rating_scale == "1-7"


def test_a_reader_does_not_change_the_record(cast: Cast) -> None:
    url = address("client_record", cast.harbour, cast.m17)
    assert cast.staff("sara").post(url, record(cast.m17, name="X")).status_code == 403
    assert cast.staff("ben").post(url, record(cast.m17, name="X")).status_code == 404
    assert Client.objects.get(pk=cast.m17.pk).name == "Leila Haddad"


# --- ending and erasing -------------------------------------------------------------------------


def test_the_work_ends_and_can_be_taken_up_again(cast: Cast) -> None:
    make.assignment(cast.m17)
    browser, url = cast.staff("amara"), address("client_ending", cast.harbour, cast.m17)
    today = cast.harbour.today()
    browser.post(url, {"ending": "completed", "ended_on": today.isoformat()})
    fresh = Client.objects.get(pk=cast.m17.pk)
    assert (fresh.status, fresh.assignments.get().status) == ("ended", "ended")
    page = text_of(browser.get(address("client_page", cast.harbour, cast.m17)))
    assert "The work ended on" in page
    assert "Give homework" not in page
    browser.post(url, {"resume": "yes"})
    assert Client.objects.get(pk=cast.m17.pk).status == "active"


@pytest.mark.parametrize(
    ("sent", "faulty"),
    [
        ({}, ["ending", "ended_on"]),
        ({"ending": "gone", "ended_on": "2026-01-01"}, ["ending"]),
        ({"ending": "died", "ended_on": "soon"}, ["ended_on"]),
    ],
)
def test_an_ending_needs_its_words(cast: Cast, sent: dict[str, str], faulty: list[str]) -> None:
    url = address("client_ending", cast.harbour, cast.m17)
    assert list(errors_of(cast.staff("amara").post(url, sent))) == faulty
    assert Client.objects.get(pk=cast.m17.pk).status == "active"


def test_coming_appointments_are_named_before_the_end(cast: Cast) -> None:
    coming = make.appointment(cast.m17, day=cast.harbour.today() + dt.timedelta(days=2))
    page = text_of(cast.staff("amara").get(address("client_ending", cast.harbour, cast.m17)))
    assert address("appointment_page", cast.harbour, coming) in page


def test_an_owner_erases_by_typing_the_code(cast: Cast) -> None:
    browser, url = cast.staff("olga"), address("client_erase", cast.harbour, cast.m17)
    page = text_of(browser.get(url))
    assert "Haddad" not in page
    assert list(errors_of(browser.post(url, {"code": "M-18"}))) == ["code"]
    assert Client.objects.filter(code="M-17").exists()
    assert sent_to(browser.post(url, {"code": "M-17"})) == address("caseload", cast.harbour)
    assert list(Client.objects.values_list("code", flat=True)) == ["M-18", "M-19"]
    assert Journal.objects.filter(act=Act.ERASED).count() == 1


def test_nobody_else_erases(cast: Cast) -> None:
    url = address("client_erase", cast.harbour, cast.m17)
    answers = {name: cast.staff(name).post(url, {"code": "M-17"}) for name in ("amara", "ben")}
    assert {name: answer.status_code for name, answer in answers.items()} == {
        "amara": 403,
        "ben": 404,
    }
    assert Client.objects.filter(code="M-17").exists()


def test_safety_at_home_stays_off_paper(cast: Cast) -> None:
    cast.m17.home = "not_safe"
    cast.m17.save()
    page = text_of(cast.staff("amara").get(address("client_page", cast.harbour, cast.m17)))
    before = page.split("Home is not safe")[:-1]
    assert len(before) == 2
    for part in before:
        assert part.rindex("no-print") > part.rindex("</section>" if "<aside" in part else "<main")
