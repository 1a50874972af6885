"""Joining, waiting, the talk before, leaving; who is kept apart, and what a refusal tells whom."""

import datetime as dt
from typing import Any

import pytest

from clients.actions.people import end_client
from clients.actions.teams import join_group, keep_apart
from clients.models import Apart, Client, Journal, Participation
from tests import factories as make
from tests.cast import Cast

from .asking import address, errors_of, queries, sent_to, text_of

REFUSED = "Cannot join this group. Please ask the lead of their care team."


def waiting(cast: Cast, client: Client, **fields: Any) -> Participation:
    """Somebody on the waiting list of group A."""
    since = cast.harbour.today() - dt.timedelta(days=3)
    facts = {"starts": None, "waiting_since": since} | fields
    return make.participation(client, cast.group_a, **facts)


def group_page(cast: Cast, who: str = "gina") -> str:
    return text_of(cast.staff(who).get(address("group_page", cast.harbour, cast.group_a)))


def lead_of_both(cast: Cast) -> None:
    """Ben, who cares for M-18, leads group A too."""
    make.team(cast.group_a, cast.ben, "co_therapist")


# --- the frame of a group -------------------------------------------------------------------------


def test_frame_and_whether_one_comes_every_time(cast: Cast) -> None:
    assert "Group, closed" in group_page(cast)
    sent = {"name": "Tuesday group", "kind": "group", "frame": "open"}
    answer = cast.staff("gina").post(address("group_change", cast.harbour, cast.group_a), sent)
    assert answer.status_code == 303
    cast.group_a.refresh_from_db()
    assert (cast.group_a.frame, cast.group_a.mandatory) == ("open", False)
    assert "Group, open, come when you can" in group_page(cast)


def test_a_frame_that_does_not_exist(cast: Cast) -> None:
    sent = {"name": "Tuesday group", "kind": "group", "frame": "secret"}
    answer = cast.staff("gina").post(address("group_change", cast.harbour, cast.group_a), sent)
    assert list(errors_of(answer)) == ["frame"]


def test_a_closed_group_that_has_met_is_said(cast: Cast) -> None:
    lead_of_both(cast)
    ask = address("participant_add", cast.harbour, cast.group_a)
    assert "closed group that has met already" not in text_of(cast.staff("ben").get(ask))
    make.appointment(cast.group_a, status="held")
    assert "closed group that has met already" in text_of(cast.staff("ben").get(ask))


# --- waiting --------------------------------------------------------------------------------------


def test_onto_the_list_and_into_the_group(cast: Cast) -> None:
    lead_of_both(cast)
    ben, today = cast.staff("ben"), cast.harbour.today()
    add = address("participant_add", cast.harbour, cast.group_a)
    ben.post(add, {"client": str(cast.m18.uid), "waiting": "on", "starts": str(today)})
    place = Participation.objects.get(client=cast.m18)
    assert (place.starts, place.waiting_since) == (None, today)
    assert cast.group_a.participations.on(today).filter(client=cast.m18).count() == 0
    again = ben.post(add, {"client": str(cast.m18.uid), "waiting": "on"})
    assert errors_of(again) == {"client": ["Is on the waiting list already."]}
    begin = address("participant_place", cast.harbour, place)
    ben.post(begin, {"what": "begin", "starts": str(today)})
    place.refresh_from_db()
    assert (place.starts, Participation.objects.filter(client=cast.m18).count()) == (today, 1)


def test_whoever_waits_and_is_added_begins_from_the_list(cast: Cast) -> None:
    lead_of_both(cast)
    place, today = waiting(cast, cast.m18), cast.harbour.today()
    sent = {"client": str(cast.m18.uid), "starts": str(today)}
    cast.staff("ben").post(address("participant_add", cast.harbour, cast.group_a), sent)
    assert list(Participation.objects.filter(client=cast.m18)) == [place]
    place.refresh_from_db()
    assert place.starts == today


def test_neither_a_day_nor_the_list(cast: Cast) -> None:
    lead_of_both(cast)
    add = address("participant_add", cast.harbour, cast.group_a)
    answer = cast.staff("ben").post(add, {"client": str(cast.m18.uid)})
    assert list(errors_of(answer)) == ["starts"]


def test_the_list_stands_in_its_order_and_names_whom_one_may_know(cast: Cast) -> None:
    lead_of_both(cast)
    waiting(cast, cast.m19, waiting_since=cast.harbour.today())
    waiting(cast, cast.m18)
    later = cast.harbour.today() + dt.timedelta(days=7)
    make.participation(
        make.client(cast.harbour, "M-20", name="Ada Lund"), cast.group_a, starts=later
    )
    page = group_page(cast, "ben")
    order = [page.index(word) for word in ("M-20", "Jonas Weber", "Ines Prado")]
    assert order == sorted(order)
    assert "Ada Lund" not in page
    # Gina leads the group and cares for neither: she reads codes.
    page = group_page(cast)
    assert [word in page for word in ("M-18", "Jonas", "M-19", "Prado")] == [
        True,
        False,
        True,
        False,
    ]


def test_the_list_is_put_in_another_order(cast: Cast) -> None:
    lead_of_both(cast)
    ben, add = cast.staff("ben"), address("participant_add", cast.harbour, cast.group_a)
    first = waiting(cast, make.client(cast.harbour, "M-20"))
    second = waiting(cast, cast.m18)
    ben.post(add, {"client": str(cast.m19.uid), "waiting": "on"})
    third = Participation.objects.get(client=cast.m19, starts=None)

    def order() -> list[Participation]:
        return list(cast.group_a.participations.waiting())

    assert order() == [first, second, third]
    gina = cast.staff("gina")
    page = gina.get(address("group_page", cast.harbour, cast.group_a))
    assert [place.turns for place in page.context["unbegun"]] == [
        {"top": None, "up": None, "down": 1},
        {"top": None, "up": 0, "down": 2},
        {"top": 0, "up": 1, "down": None},
    ]
    assert "M-19 to the top" in text_of(page)
    move = address("participant_place", cast.harbour, third)
    for _time in range(2):
        answer = gina.post(move, {"what": "turn", "to": "0"})
        there = f"{address('group_page', cast.harbour, cast.group_a)}#w-{third.uid}"
        assert sent_to(answer) == there
    assert order() == [third, first, second]
    gina.post(move, {"what": "turn", "to": "1"})
    assert order() == [first, third, second]
    for odd in ("-1", "x", "", "1001"):
        gina.post(move, {"what": "turn", "to": odd})
    assert order() == [first, third, second]
    lines = Journal.objects.filter(object_uid=third.uid, act="changed")
    assert [line.fields for line in lines] == [["turn"], ["turn"]]


def test_who_waits_is_no_participant(cast: Cast) -> None:
    waiting(cast, cast.m18)
    gina = cast.staff("gina")
    assert "1 participant" in group_page(cast)
    meeting = make.appointment(cast.group_a)
    rows = gina.get(address("attendance", cast.harbour, meeting)).context["rows"]
    assert [row.participant for row in rows] == [cast.m17]
    assert gina.get(address("client_page", cast.harbour, cast.m18)).status_code == 404


def test_off_the_list_leaves_nothing(cast: Cast) -> None:
    place = waiting(cast, cast.m18)
    page = address("participant_place", cast.harbour, place)
    assert cast.staff("gina").post(page, {"what": "off"}).status_code == 303
    assert not Participation.objects.filter(client=cast.m18).exists()


def test_a_place_that_has_begun_does_not_vanish(cast: Cast) -> None:
    place = cast.m17.participations.get(group=cast.group_a)
    page = address("participant_place", cast.harbour, place)
    today = str(cast.harbour.today())
    for sent in ({"what": "off"}, {"what": "begin", "starts": today}):
        assert cast.staff("gina").post(page, sent).status_code == 200
    before = place.starts
    place.refresh_from_db()
    assert place.starts == before


def test_the_end_of_the_work_takes_off_every_list(cast: Cast) -> None:
    waiting(cast, cast.m18)
    make.participation(cast.m18, cast.group_b, starts=cast.harbour.today() + dt.timedelta(days=9))
    end_client(client=cast.m18, ending="completed", by=cast.ben)
    assert not cast.m18.participations.exists()


def test_nobody_leaves_before_having_come(cast: Cast) -> None:
    page = address("participant_leave", cast.harbour, waiting(cast, cast.m18))
    assert cast.staff("gina").get(page).status_code == 404


# --- the talk before ------------------------------------------------------------------------------


def test_the_talk_before_the_group(cast: Cast) -> None:
    place = waiting(cast, cast.m18)
    page, today = address("participant_place", cast.harbour, place), cast.harbour.today()
    shown = cast.staff("gina").get(page).context["form"]
    assert shown.initial["screened_by"] == cast.gina.uid
    sent = {"what": "talk", "screened_on": str(today), "screened_by": str(cast.hugo.uid)}
    assert sent_to(cast.staff("gina").post(page, sent)).endswith(f"{cast.group_a.uid}/")
    place.refresh_from_db()
    assert (place.screened_on, place.screened_by) == (today, cast.hugo)
    assert "Hugo Brandt" in group_page(cast)
    cast.staff("gina").post(page, {"what": "talk", "screened_on": ""})
    place.refresh_from_db()
    assert (place.screened_on, place.screened_by) == (None, None)


def test_a_wrong_day_is_said(cast: Cast) -> None:
    page = address("participant_place", cast.harbour, waiting(cast, cast.m18))
    for sent in (
        {"what": "talk", "screened_on": "soon"},
        {"what": "begin", "starts": "1066-10-14"},
    ):
        assert cast.staff("gina").post(page, sent).status_code == 422


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_is_constant_in_queries(cast: Cast, rows: int) -> None:
    for number in range(rows):
        waiting(
            cast,
            make.client(cast.harbour, f"W-{number}"),
            screened_on=cast.harbour.today(),
            screened_by=cast.hugo,
        )
    gina, url = cast.staff("gina"), address("group_page", cast.harbour, cast.group_a)
    gina.get(url)
    assert queries(gina, url) == 16


# --- kept apart -----------------------------------------------------------------------------------


def test_noting_and_lifting(cast: Cast) -> None:
    ben, page = cast.staff("ben"), address("kept_apart", cast.harbour, cast.m19)
    assert ben.post(page, {"other": str(cast.m18.uid)}).status_code == 303
    ben.post(page, {"other": str(cast.m18.uid)})
    row = Apart.objects.get()
    assert (row.client, row.other) == (cast.m18, cast.m19)
    for client, other in ((cast.m18, "Ines Prado"), (cast.m19, "Jonas Weber")):
        shown = cast.staff("ben").get(address("kept_apart", cast.harbour, client))
        assert [str(one.name) for _row, one, _both in shown.context["rows"]] == [other]
    assert ben.post(address("apart_lift", cast.harbour, row)).status_code == 303
    assert not Apart.objects.exists()
    kinds = Journal.objects.filter(object_kind="clients.Apart").order_by("pk")
    assert [line.act for line in kinds] == ["created", "removed"]


def test_those_who_share_a_group_already_are_said(cast: Cast) -> None:
    today = cast.harbour.today()
    other, gone = make.client(cast.harbour, "M-77"), make.client(cast.harbour, "M-78")
    for one in (other, gone):
        make.team(one, cast.amara)
        keep_apart(client=cast.m17, other=one, by="test")
    make.participation(cast.m17, cast.group_a)
    make.participation(other, cast.group_a)
    make.participation(gone, cast.group_a, ends=today - dt.timedelta(days=1))
    page = cast.staff("amara").get(address("kept_apart", cast.harbour, cast.m17)).content.decode()
    assert page.count("both are in “Tuesday group”") == 1


def test_with_a_person_out_of_sight_the_page_stays_silent(cast: Cast) -> None:
    row = keep_apart(client=cast.m17, other=cast.m18, by="test")
    shown = cast.staff("amara").get(address("kept_apart", cast.harbour, cast.m17))
    assert shown.context["rows"] == []
    assert [word in text_of(shown) for word in ("M-18", "Jonas")] == [False, False]
    for who in ("amara", "ben", "gina", "olga", "nils"):
        lifted = cast.staff(who).post(address("apart_lift", cast.harbour, row))
        assert (who, lifted.status_code) == (who, 404)


def refusal(cast: Cast, who: str, client: Client) -> list[str]:
    """What this member is told who adds the client to group A."""
    sent = {"client": str(client.uid), "starts": str(cast.harbour.today())}
    answer = cast.staff(who).post(address("participant_add", cast.harbour, cast.group_a), sent)
    assert answer.status_code == 422
    assert not Participation.objects.filter(client=client, starts=cast.harbour.today()).exists()
    return list(errors_of(answer)["client"])


def test_whoever_may_see_both_is_told_who(cast: Cast) -> None:
    lead_of_both(cast)
    make.team(cast.m17, cast.ben, "supervisor")
    keep_apart(client=cast.m17, other=cast.m18, by="test")
    assert refusal(cast, "ben", cast.m18) == [
        "Leila Haddad (M-17) and Jonas Weber (M-18) must not share a group."
    ]


def test_others_learn_one_sentence_and_leave_a_trace(cast: Cast) -> None:
    lead_of_both(cast)
    row = keep_apart(client=cast.m18, other=cast.m17, by="test")
    assert refusal(cast, "ben", cast.m18) == [REFUSED]
    lines = Journal.objects.filter(act="denied", object_uid=row.uid)
    assert [line.actor_uid for line in lines] == [cast.ben.uid]


def test_one_of_two_in_sight_is_not_enough_for_either_name(cast: Cast) -> None:
    lead_of_both(cast)
    make.participation(cast.m19, cast.group_a)
    keep_apart(client=cast.m18, other=cast.m17, by="test")
    keep_apart(client=cast.m18, other=cast.m19, by="test")
    # Ben may see M-18 and M-19; naming that pair alone would leave M-17 to be told by the rest.
    assert refusal(cast, "ben", cast.m18) == [REFUSED]


def test_from_the_waiting_list_the_same_holds(cast: Cast) -> None:
    keep_apart(client=cast.m18, other=cast.m17, by="test")
    place = waiting(cast, cast.m18)
    sent = {"what": "begin", "starts": str(cast.harbour.today())}
    answer = cast.staff("gina").post(address("participant_place", cast.harbour, place), sent)
    assert answer.status_code == 422
    assert REFUSED in text_of(answer)
    assert [word in text_of(answer) for word in ("M-17", "Leila", "Jonas")] == [False] * 3
    place.refresh_from_db()
    assert place.starts is None


def test_who_has_left_or_waits_stands_in_nobodys_way(cast: Cast) -> None:
    lead_of_both(cast)
    keep_apart(client=cast.m18, other=cast.m19, by="test")
    waiting(cast, cast.m19)
    today = cast.harbour.today()
    place = join_group(group=cast.group_a, client=cast.m18, starts=today, by=cast.ben)
    assert place.starts == today


def test_who_joins_later_stands_in_the_way_already(cast: Cast) -> None:
    lead_of_both(cast)
    keep_apart(client=cast.m18, other=cast.m19, by="test")
    make.participation(cast.m19, cast.group_a, starts=cast.harbour.today() + dt.timedelta(days=9))
    assert refusal(cast, "ben", cast.m18) != []
