"""Care teams, by leads and by owners."""

import datetime as dt
from typing import Any

import pytest

from clients.models import CareTeam
from tests import factories as make
from tests.cast import Cast

from .asking import address, errors_of, queries, sent_to, text_of


def joining(cast: Cast, who: Any, **changes: str) -> dict[str, str]:
    """What the form sends to add somebody from today on."""
    sent = {"member": str(who.uid), "role": "cover", "starts": cast.harbour.today().isoformat()}
    return sent | changes


def test_a_lead_adds_a_cover(cast: Cast) -> None:
    browser, url = cast.staff("amara"), address("care_team", cast.harbour, cast.m17)
    until = cast.harbour.today() + dt.timedelta(days=7)
    assert sent_to(browser.post(url, joining(cast, cast.ben, ends=until.isoformat()))) == url
    place = cast.m17.care_team.get(member=cast.ben)
    assert (place.role, place.ends, place.clinic) == ("cover", until, cast.harbour)
    page = address("client_page", cast.harbour, cast.m17)
    assert cast.staff("ben").get(page).status_code == 200


@pytest.mark.parametrize("who", ["nils", "rita", "olga"])
def test_only_clinicians_of_this_clinic_can_be_chosen(cast: Cast, who: str) -> None:
    before = CareTeam.objects.count()
    url = address("care_team", cast.harbour, cast.m17)
    answer = cast.staff("amara").post(url, joining(cast, getattr(cast, who)))
    assert errors_of(answer) == {"member": ["Unknown choice."]}
    assert CareTeam.objects.count() == before


@pytest.mark.parametrize(
    ("changes", "faulty"),
    [
        ({"member": "17"}, ["member"]),
        ({"member": ""}, ["member"]),
        ({"role": "king"}, ["role"]),
        ({"starts": ""}, ["starts"]),
        ({"starts": "2101-01-01"}, ["starts"]),
        ({"ends": "2020-01-01"}, ["ends"]),
    ],
)
def test_what_does_not_fit(cast: Cast, changes: dict[str, str], faulty: list[str]) -> None:
    url = address("care_team", cast.harbour, cast.m17)
    answer = cast.staff("amara").post(url, joining(cast, cast.ben) | changes)
    assert list(errors_of(answer)) == faulty


def test_who_is_there_already_is_not_added_again(cast: Cast) -> None:
    url = address("care_team", cast.harbour, cast.m17)
    answer = cast.staff("amara").post(url, joining(cast, cast.sara))
    assert list(errors_of(answer)) == ["member"]


def test_the_page_tells_now_from_before(cast: Cast) -> None:
    context = cast.staff("amara").get(address("care_team", cast.harbour, cast.m17)).context
    assert {place.member.name for place in context["now"]} == {"Dr. Amara Osei", "Sara Vitale"}
    assert {place.member.name for place in context["before"]} == {"Kofi Mensah", "Rita Moss"}
    assert context["later"] == []


def test_a_place_ends_on_its_last_day(cast: Cast) -> None:
    place = cast.m17.care_team.get(member=cast.sara)
    today = cast.harbour.today()
    browser, url = cast.staff("amara"), address("team_leave", cast.harbour, place)
    answer = browser.post(url, {"ends": today.isoformat()})
    assert sent_to(answer) == address("care_team", cast.harbour, cast.m17)
    place.refresh_from_db()
    assert place.ends == today
    page = address("client_page", cast.harbour, cast.m17)
    assert cast.staff("sara").get(page).status_code == 200
    browser.post(url, {"ends": (today - dt.timedelta(days=1)).isoformat()})
    assert cast.staff("sara").get(page).status_code == 404


def test_the_only_lead_goes_after_a_second_look(cast: Cast) -> None:
    place = cast.m17.care_team.get(member=cast.amara)
    yesterday = cast.harbour.today() - dt.timedelta(days=1)
    browser, url = cast.staff("amara"), address("team_leave", cast.harbour, place)
    refused = browser.post(url, {"ends": yesterday.isoformat()})
    assert list(errors_of(refused)) == ["anyway"]
    assert 'type="checkbox" name="anyway"' in text_of(refused)
    place.refresh_from_db()
    assert place.ends is None
    done = browser.post(url, {"ends": yesterday.isoformat(), "anyway": "on"})
    assert sent_to(done) == address("client_list", cast.harbour)
    assert browser.get(address("client_page", cast.harbour, cast.m17)).status_code == 404


def test_a_last_day_is_a_day(cast: Cast) -> None:
    place = cast.m17.care_team.get(member=cast.sara)
    url = address("team_leave", cast.harbour, place)
    assert list(errors_of(cast.staff("amara").post(url, {"ends": "soon"}))) == ["ends"]


def test_a_leader_adds_another_leader(cast: Cast) -> None:
    browser, url = cast.staff("gina"), address("group_team", cast.harbour, cast.group_a)
    assert "Gina Ross" in text_of(browser.get(url))
    browser.post(url, joining(cast, cast.ben, role="co_therapist"))
    assert cast.group_a.care_team.get(member=cast.ben).role == "co_therapist"
    group = address("group_page", cast.harbour, cast.group_a)
    assert cast.staff("ben").get(group).status_code == 200


def test_an_owner_sees_codes_and_teams_and_no_name(cast: Cast) -> None:
    answer = cast.staff("olga").get(address("caseload", cast.harbour))
    page = text_of(answer)
    assert [client.code for client in answer.context["clients"]] == ["M-17", "M-18", "M-19"]
    assert "Dr. Amara Osei (lead), Sara Vitale (supervisor who reads)" in page
    assert "Tuesday group" in page
    for name in ("Haddad", "Weber", "Prado"):
        assert name not in page


def test_an_owner_gives_a_client_into_other_hands(cast: Cast) -> None:
    browser, url = cast.staff("olga"), address("caseload_client", cast.harbour, cast.m17)
    page = text_of(browser.get(url))
    assert "M-17" in page
    assert "Haddad" not in page
    assert sent_to(browser.post(url, joining(cast, cast.ben, role="lead"))) == url
    place = cast.m17.care_team.get(member=cast.amara)
    ended = browser.post(
        address("caseload_leave", cast.harbour, place),
        {"ends": (cast.harbour.today() - dt.timedelta(days=1)).isoformat()},
    )
    assert sent_to(ended) == url
    seen = {
        who: cast.staff(who).get(address("client_page", cast.harbour, cast.m17)).status_code
        for who in ("ben", "amara", "olga")
    }
    assert seen == {"ben": 200, "amara": 404, "olga": 404}


def test_an_owner_changes_who_leads_a_group(cast: Cast) -> None:
    browser, url = cast.staff("olga"), address("caseload_group", cast.harbour, cast.group_a)
    assert browser.post(url, joining(cast, cast.hugo, role="lead")).status_code == 303
    assert cast.group_a.care_team.filter(member=cast.hugo, role="lead").exists()


def test_the_caseload_asks_the_same_for_one_and_many(cast: Cast) -> None:
    browser, url = cast.staff("olga"), address("caseload", cast.harbour)
    before = queries(browser, url)
    for number in range(3):
        make.team(make.client(cast.harbour, f"Q-{number}"), cast.ben)
        make.team(make.group(cast.harbour, f"Group {number}"), cast.ben)
    assert queries(browser, url) == before


def test_a_team_asks_the_same_for_one_and_many(cast: Cast) -> None:
    browser, url = cast.staff("amara"), address("care_team", cast.harbour, cast.m17)
    before = queries(browser, url)
    for member in (cast.ben, cast.gina, cast.hugo):
        make.team(cast.m17, member, "supervisor")
    assert queries(browser, url) == before
