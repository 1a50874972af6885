"""Groups: who leads, who takes part, and what leaders may know."""

import datetime as dt

import pytest

from clients.models import Attendance, Group, Participation
from tests import factories as make
from tests.cast import Cast

from .asking import address, errors_of, queries, sent_to, text_of


def test_each_leader_sees_own_groups(cast: Cast) -> None:
    url = address("group_list", cast.harbour)
    seen = {
        who: [group.name for group in cast.staff(who).get(url).context["groups"]]
        for who in ("gina", "hugo", "amara", "olga")
    }
    assert seen == {"gina": ["Tuesday group"], "hugo": ["Friday group"], "amara": [], "olga": []}


def test_the_list_counts_who_takes_part_today(cast: Cast) -> None:
    make.appointment(cast.group_a, day=cast.harbour.today() + dt.timedelta(days=1))
    make.appointment(cast.group_a, day=cast.harbour.today() + dt.timedelta(days=8))
    page = text_of(cast.staff("gina").get(address("group_list", cast.harbour)))
    assert "1 takes part" in page
    assert "next tomorrow" in page


def test_a_group_that_is_over_stands_apart(cast: Cast) -> None:
    cast.group_a.ended_on = cast.harbour.today() - dt.timedelta(days=1)
    cast.group_a.save()
    context = cast.staff("gina").get(address("group_list", cast.harbour)).context
    assert (context["groups"], context["over"]) == ([], [cast.group_a])


def test_whoever_adds_a_group_leads_it(cast: Cast) -> None:
    browser = cast.staff("ben")
    answer = browser.post(address("group_add", cast.harbour), {"name": "Webers", "kind": "couple"})
    group = Group.objects.get(name="Webers")
    assert sent_to(answer) == address("group_page", cast.harbour, group)
    assert (group.kind, group.clinic, group.care_team.get().member) == (
        "couple",
        cast.harbour,
        cast.ben,
    )
    assert "own record" in text_of(browser.get(sent_to(answer)))


@pytest.mark.parametrize(
    ("sent", "faulty"),
    [
        ({}, ["name", "kind"]),
        ({"name": "x" * 121, "kind": "group"}, ["name"]),
        ({"name": "A", "kind": "crowd"}, ["kind"]),
    ],
)
def test_a_group_that_does_not_fit(cast: Cast, sent: dict[str, str], faulty: list[str]) -> None:
    answer = cast.staff("gina").post(address("group_add", cast.harbour), sent)
    assert list(errors_of(answer)) == faulty
    assert Group.objects.count() == 2


def test_leaders_know_attendance_homework_of_the_group_and_open_risk_only(cast: Cast) -> None:
    meeting = make.appointment(
        cast.group_a, day=cast.harbour.today() - dt.timedelta(days=7), status="held"
    )
    Attendance.objects.create(
        clinic=cast.harbour, appointment=meeting, client=cast.m17, state="late"
    )
    make.assignment(cast.m17, group=cast.group_a, title="Evening pause")
    own = make.assignment(cast.m17, title="Exposure at the station")
    make.assignment(cast.m17, group=cast.group_b, title="Friday practice")
    make.log(own, note="a private word", note_shared=True)
    cast.m17.risk_questions.create(
        clinic=cast.harbour, outcome="active", action="called the night line"
    )
    cast.m17.goals, cast.m17.home = "to ride the bus", "not_safe"
    cast.m17.save()
    page = text_of(cast.staff("gina").get(address("group_page", cast.harbour, cast.group_a)))
    for shown in ("Leila Haddad", "came 1 of 1 times", "Evening pause", "open risk"):
        assert shown in page
    for hidden in (
        "Exposure at the station",
        "Friday practice",
        "a private word",
        "night line",
        "ride the bus",
        "not safe",
        "Active thoughts",
        "Prado",
        "M-19",
        address("client_page", cast.harbour, cast.m17),
    ):
        assert hidden not in page


def test_a_leader_who_also_cares_for_somebody_can_open_the_page(cast: Cast) -> None:
    make.team(cast.group_a, cast.amara)
    page = text_of(cast.staff("amara").get(address("group_page", cast.harbour, cast.group_a)))
    assert address("client_page", cast.harbour, cast.m17) in page


def test_two_missed_in_a_row_are_named(cast: Cast) -> None:
    for week in (1, 2):
        meeting = make.appointment(
            cast.group_a, day=cast.harbour.today() - dt.timedelta(weeks=week), status="held"
        )
        Attendance.objects.create(
            clinic=cast.harbour, appointment=meeting, client=cast.m17, state="absent"
        )
    page = text_of(cast.staff("gina").get(address("group_page", cast.harbour, cast.group_a)))
    assert "came 0 of 2 times" in page
    assert "missed the last two" in page


def test_names_can_be_hidden_here_too(cast: Cast) -> None:
    cast.gina.hide_names = True
    cast.gina.save()
    page = text_of(cast.staff("gina").get(address("group_page", cast.harbour, cast.group_a)))
    assert "M-17" in page
    assert "Haddad" not in page


def test_a_supervisor_of_a_group_reads(cast: Cast) -> None:
    make.team(cast.group_a, cast.ben, "supervisor")
    answer = cast.staff("ben").get(address("group_page", cast.harbour, cast.group_a))
    page = text_of(answer)
    assert "Leila Haddad" in page
    assert not answer.context["may_edit"]
    assert address("participant_add", cast.harbour, cast.group_a) not in page


def test_the_page_asks_the_same_for_one_and_many(cast: Cast) -> None:
    def grow(code: str) -> None:
        person = make.client(cast.harbour, code)
        make.participation(person, cast.group_a)
        make.assignment(person, group=cast.group_a)
        meeting = make.appointment(cast.group_a, status="held")
        person.risk_questions.create(clinic=cast.harbour, outcome="passive")
        Attendance.objects.create(
            clinic=cast.harbour, appointment=meeting, client=person, state="present"
        )

    grow("Q-1")
    browser, url = cast.staff("gina"), address("group_page", cast.harbour, cast.group_a)
    with_one = queries(browser, url)
    grow("Q-2")
    grow("Q-3")
    assert queries(browser, url) == with_one


def test_a_group_changes_its_name_and_ends(cast: Cast) -> None:
    url = address("group_change", cast.harbour, cast.group_a)
    sent = {"name": "Evening group", "kind": "group", "frame": "closed"}
    sent |= {"ended_on": "2026-12-01"}
    cast.staff("gina").post(url, sent)
    cast.group_a.refresh_from_db()
    assert (cast.group_a.name, str(cast.group_a.ended_on)) == ("Evening group", "2026-12-01")
    assert list(errors_of(cast.staff("gina").post(url, sent | {"name": ""}))) == ["name"]


# --- who takes part -----------------------------------------------------------------------------


def test_choices_are_own_clients_and_those_of_own_groups(cast: Cast) -> None:
    make.team(cast.group_b, cast.gina)
    make.team(cast.group_b, cast.ben)
    make.participation(cast.m18, cast.group_b)
    url = address("participant_add", cast.harbour, cast.group_a)
    form = cast.staff("gina").get(url).context["form"]
    assert [client.code for client in form.fields["client"].queryset] == ["M-18"]
    assert form.fields["client"].label_from_instance(cast.m18) == "Jonas Weber (M-18)"


def test_a_known_client_joins(cast: Cast) -> None:
    make.team(cast.m18, cast.gina)
    url = address("participant_add", cast.harbour, cast.group_a)
    day = cast.harbour.today().isoformat()
    answer = cast.staff("gina").post(url, {"client": str(cast.m18.uid), "starts": day})
    assert sent_to(answer) == address("group_page", cast.harbour, cast.group_a)
    place = cast.group_a.participations.get(client=cast.m18)
    assert (str(place.starts), place.ends, place.clinic) == (day, None, cast.harbour)


@pytest.mark.parametrize("who", ["m17", "m18", "m19"])
def test_somebody_unknown_or_there_already_is_an_unknown_choice(cast: Cast, who: str) -> None:
    before = Participation.objects.count()
    url = address("participant_add", cast.harbour, cast.group_a)
    sent = {"client": str(getattr(cast, who).uid), "starts": "2026-01-01"}
    answer = cast.staff("gina").post(url, sent)
    assert errors_of(answer) == {"client": ["Unknown choice."]}
    assert Participation.objects.count() == before


def test_a_client_of_another_clinic_is_an_unknown_choice(cast: Cast) -> None:
    far = make.client(cast.lakeside, "L-1")
    make.team(far, cast.nils)
    url = address("participant_add", cast.harbour, cast.group_a)
    answer = cast.staff("gina").post(url, {"client": str(far.uid), "starts": "2026-01-01"})
    assert errors_of(answer) == {"client": ["Unknown choice."]}


def test_an_earlier_time_in_the_group_is_not_doubled(cast: Cast) -> None:
    make.team(cast.m19, cast.gina)
    place = cast.group_a.participations.get(client=cast.m19)
    url = address("participant_add", cast.harbour, cast.group_a)
    sent = {"client": str(cast.m19.uid), "starts": str(place.starts)}
    assert list(errors_of(cast.staff("gina").post(url, sent))) == ["client"]


def test_leaving_takes_the_knowledge_with_it(cast: Cast) -> None:
    place = cast.group_a.participations.get(client=cast.m17)
    yesterday = cast.harbour.today() - dt.timedelta(days=1)
    browser = cast.staff("gina")
    url = address("participant_leave", cast.harbour, place)
    assert list(errors_of(browser.post(url, {"ends": ""}))) == ["ends"]
    answer = browser.post(url, {"ends": yesterday.isoformat()})
    assert sent_to(answer) == address("group_page", cast.harbour, cast.group_a)
    assert "Haddad" not in text_of(browser.get(sent_to(answer)))


def test_a_clients_own_lead_can_take_the_client_out_of_a_group(cast: Cast) -> None:
    place = cast.group_a.participations.get(client=cast.m17)
    url = address("participant_leave", cast.harbour, place)
    answer = cast.staff("amara").post(url, {"ends": cast.harbour.today().isoformat()})
    assert sent_to(answer) == address("client_page", cast.harbour, cast.m17)
