"""The rest of a record: stop, guests, what was unwanted, the private note; a group's own page."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client as HttpClient
from django.urls import reverse

from clients.models import Attendance, Guest, Journal
from planner.models import CoCreated, ProcessNote, Session, Stop, UnwantedEffect
from tests import factories as make
from tests.cast import Cast
from tests.planner.views.counting import real_queries
from tests.planner.views.test_record import as_planned, at, text_of


@pytest.fixture
def held(cast: Cast) -> Session:
    """Awareness and compassion for M-17, yesterday."""
    day = cast.harbour.today() - dt.timedelta(days=1)
    session = make.session(cast.m17, appointment=make.appointment(cast.m17, day=day))
    make.block(session, "awareness", 20, title="Body scan", practice="body-scan")
    make.block(session, "compassion", 30)
    return session


def send(browser: HttpClient, session: Session, **said: Any) -> Any:
    """A record as sent; underscores twice stand for the dash of a prefix."""
    sent = {"status": "held"} | {name.replace("__", "-"): value for name, value in said.items()}
    return browser.post(at("session_after", session), sent)


def lines(**about: Any) -> list[tuple[str, list[str]]]:
    return [(line.act, line.fields) for line in Journal.objects.filter(**about).order_by("pk")]


# --- a stop -------------------------------------------------------------------------------------


def test_how_it_stopped_is_kept(held: Session, amara: HttpClient, cast: Cast) -> None:
    call = cast.harbour.today() + dt.timedelta(days=1)
    facts = {"seen": "stared, no answer", "helped": "cold water", "back_after": "6"}
    facts |= {"who_stayed": "Ben", "way_home": "taxi with sister", "call_on": str(call)}
    said = {f"stop__{name}": value for name, value in facts.items()}
    assert send(amara, held, status="stopped", stopped_minute="17", **said).status_code == 303
    stop = held.stop
    assert {name: str(getattr(stop, name)) for name in Stop.FACTS} == facts
    text = amara.get(at("session_text", held)).context["text"]
    assert "What was seen: stared, no answer\nWhat helped: cold water\nBack after 6 min" in text
    assert "Way home: taxi with sister" in text
    shown = text_of(amara.get(at("client_sessions", cast.m17)))
    assert "stared, no answer" in shown
    # The minute may be unknown: the rest stands in the text all the same.
    assert send(amara, held, status="stopped", **said).status_code == 303
    whole = amara.get(at("session_text", held)).context["text"]
    assert whole == text.replace("Stopped at minute 17\n", "", 1)
    send(amara, held, status="held", **said)
    assert not Stop.objects.exists()


def test_a_stop_without_words_leaves_no_row(held: Session, amara: HttpClient) -> None:
    send(amara, held, status="stopped", stopped_minute="17")
    assert not Stop.objects.exists()


@pytest.mark.parametrize(
    ("name", "wrong"), [("back_after", "-1"), ("back_after", "601"), ("call_on", "soon")]
)
def test_a_stop_that_does_not_fit(held: Session, amara: HttpClient, name: str, wrong: str) -> None:
    said = {f"stop__{name}": wrong, "stop__seen": "kept words"}
    answer = send(amara, held, status="stopped", **said)
    assert (answer.status_code, list(answer.context["forms"].stop.errors)) == (422, [name])
    assert "kept words" in answer.content.decode()
    assert not Stop.objects.exists()


# --- where, who, what was agreed ------------------------------------------------------------------


def test_setting_guests_and_agreements(held: Session, amara: HttpClient, cast: Cast) -> None:
    said = {"setting": "video", "agreements": "Write first, then call"}
    send(amara, held, there__roles=["partner"], there__others="Ben Adler", **said)
    held.appointment.refresh_from_db()
    assert held.appointment.setting == "video"
    assert [(row.role, row.member) for row in held.appointment.guests.all()] == [
        ("partner", None),
        ("", cast.ben),
    ]
    text = amara.get(at("session_text", held)).context["text"]
    assert "By video. Held\nAlso there: partner, Ben Adler" in text
    assert "Agreed: Write first, then call" in text
    send(amara, held, there__others="Ben Adler")
    assert [str(row) for row in Guest.objects.all()] == ["Ben Adler"]
    assert [act for act, _fields in lines(object_kind="clients.Guest")] == [
        "created",
        "created",
        "removed",
    ]


def test_what_was_agreed_stands_beside_the_next_plan(
    held: Session, amara: HttpClient, cast: Cast
) -> None:
    send(amara, held, agreements="Write first")
    later = make.appointment(cast.m17, day=cast.harbour.today() + dt.timedelta(days=6))
    plan = make.session(cast.m17, appointment=later)
    assert "Agreed: Write first" in text_of(amara.get(at("session_page", plan)))


def test_a_colleague_of_another_clinic_is_only_a_word(
    held: Session, amara: HttpClient, cast: Cast
) -> None:
    send(amara, held, there__others=f"{cast.nils.name}, {cast.rita.name}")
    assert [row.member for row in Guest.objects.all()] == [None, None]


# --- what was unwanted ----------------------------------------------------------------------------


def test_something_unpleasant_with_one_practice(
    held: Session, amara: HttpClient, cast: Cast
) -> None:
    scan = held.blocks.get(practice="body-scan")
    said = {"u-new1-work": str(scan.uid), "u-new1-effect": "felt far away", "u-new1-still": "yes"}
    assert send(amara, held, **said).status_code == 303
    row = held.effects.get()
    assert (row.client, row.work, row.title, row.practice) == (
        cast.m17,
        scan.uid,
        "Body scan",
        "body-scan",
    )
    assert (row.effect, row.still) == ("felt far away", "yes")
    text = amara.get(at("session_text", held)).context["text"]
    assert "Unwanted, with Body scan: felt far away. Still there" in text
    assert "felt far away" in text_of(amara.get(at("client_sessions", cast.m17)))
    send(amara, held, **{f"u-{row.uid}-effect": "felt far", f"u-{row.uid}-work": str(scan.uid)})
    assert [one.effect for one in held.effects.all()] == ["felt far"]
    send(amara, held)
    assert [one.effect for one in held.effects.all()] == ["felt far"]
    send(amara, held, **{f"u-{row.uid}-effect": ""})
    assert not UnwantedEffect.objects.exists()
    acts = lines(object_kind="planner.UnwantedEffect", client_uid=cast.m17.uid)
    assert [act for act, _fields in acts] == ["created", "changed", "removed"]


def test_of_a_participant_only_leaders_and_the_own_team_read_it(
    together: Session, gina: HttpClient, amara: HttpClient, cast: Cast
) -> None:
    said = {"u-new1-person": str(cast.m17.uid), "u-new1-effect": "mkr-one"}
    said |= {"u-new2-person": str(cast.m18.uid), "u-new2-effect": "mkr-two"}
    assert send(gina, together, **said).status_code == 303
    assert [(row.client, row.effect) for row in UnwantedEffect.objects.all()] == [
        (cast.m17, "mkr-one"),
        (cast.m18, "mkr-two"),
    ]
    shown = gina.get(at("session_after", together)).content.decode()
    assert ("mkr-one" in shown, "mkr-two" in shown) == (True, True)
    mine = text_of(amara.get(at("client_sessions", cast.m17)))
    assert ("mkr-one" in mine, "mkr-two" in mine) == (True, False)
    theirs = text_of(cast.staff("ben").get(at("client_sessions", cast.m18)))
    assert ("mkr-one" in theirs, "mkr-two" in theirs) == (False, True)
    text = gina.get(at("session_text", together)).context["text"]
    assert "Unwanted effects noted in people's own records: 2" in text
    assert ("mkr" in text, "M-17" in text) == (False, False)


def test_nobody_outside_the_group_is_named(together: Session, gina: HttpClient, cast: Cast) -> None:
    said = {"u-new1-person": str(cast.m19.uid), "u-new1-effect": "x"}
    answer = send(gina, together, **said)
    assert answer.status_code == 422
    assert answer.context["forms"].effects[0].errors == {"person": ["Unknown choice."]}


# --- the private note -----------------------------------------------------------------------------


def test_the_private_note_is_its_authors_alone(
    held: Session, amara: HttpClient, cast: Cast
) -> None:
    make.team(cast.m17, cast.ben, "co_therapist")
    ben = cast.staff("ben")
    send(amara, held, note__text="mkr of Amara")
    send(ben, held, note__text="mkr of Ben")
    assert [(row.author, row.text) for row in ProcessNote.objects.all()] == [
        (cast.amara, "mkr of Amara"),
        (cast.ben, "mkr of Ben"),
    ]
    pages = ("session_after", "session_text", "session_page")
    for browser, own in ((amara, "mkr of Amara"), (ben, "mkr of Ben")):
        found = [browser.get(at(name, held)).content.decode() for name in pages]
        assert [own in page for page in found] == [True, False, False]
        assert [page.count("mkr of") for page in found] == [1, 0, 0]
    sara = [cast.staff("sara").get(at(name, held)) for name in ("session_page", "session_text")]
    assert ["mkr" in page.content.decode() for page in sara] == [False, False]


def test_an_empty_note_takes_it_away_and_the_journal_says_no_word_of_it(
    held: Session, amara: HttpClient
) -> None:
    for text in ("mkr", "mkr", "mkr more", ""):
        send(amara, held, note__text=text)
    assert not ProcessNote.objects.exists()
    assert lines(object_kind="planner.ProcessNote") == [
        ("created", ["text"]),
        ("changed", ["text"]),
        ("removed", []),
    ]


def test_a_note_is_kept_where_nothing_took_place(held: Session, amara: HttpClient) -> None:
    send(amara, held, status="no_show", note__text="the third time", agreements="call")
    held.refresh_from_db()
    assert (ProcessNote.objects.get().text, held.agreements) == ("the third time", "call")


# --- minutes --------------------------------------------------------------------------------------


def test_planned_against_held_minutes(together: Session, gina: HttpClient) -> None:
    first, second = together.blocks.all()
    said = {f"b-{first.uid}-minutes": "33", f"b-{second.uid}-minutes": "0"}
    send(gina, together, **said, **{f"b-{second.uid}-why": "fire alarm"})
    found = gina.get(at("session_after", together)).context["minutes"]
    assert [(one.module, one.planned, one.held, one.left_out) for one in found] == [
        (0, 90, 33, 1),
        (1, 40, 33, 0),
        (2, 50, 0, 1),
    ]


def test_before_anything_is_recorded_nothing_counts_as_held(
    together: Session, gina: HttpClient
) -> None:
    found = gina.get(at("session_after", together)).context["minutes"]
    assert [one.held for one in found] == [None, None, None]


# --- a group's own page ---------------------------------------------------------------------------


def test_as_planned_in_one_tap_says_that_all_were_present(
    together: Session, gina: HttpClient, cast: Cast
) -> None:
    make.client(cast.harbour, "M-20")
    Attendance.objects.create(
        clinic=cast.harbour, appointment=together.appointment, client=cast.m18, state="late"
    )
    as_planned(gina, together)
    rows = Attendance.objects.values_list("client__code", "state")
    assert list(rows) == [("M-17", "present"), ("M-18", "late")]
    assert "Came: 2 of 2" in gina.get(at("session_text", together)).context["text"]


def test_attendance_stands_on_the_same_page(
    together: Session, gina: HttpClient, cast: Cast
) -> None:
    shown = gina.get(f"{at('session_after', together)}?present=all")
    assert [row["state"].value() for row in shown.context["rows"]] == ["present", "present"]
    said = {f"{cast.m17.uid}-state": "absent", f"{cast.m17.uid}-comment": "ill"}
    said |= {f"{cast.m17.uid}-contacted": "on"}
    said |= {f"{cast.m18.uid}-state": "present", f"{cast.m18.uid}-comment": ""}
    assert send(gina, together, **said).status_code == 303
    rows = Attendance.objects.values_list("client__code", "state", "comment", "contacted")
    assert list(rows) == [("M-17", "absent", "ill", True), ("M-18", "present", "", False)]


def test_a_wrong_state_is_said_and_nothing_is_written(
    together: Session, gina: HttpClient, cast: Cast
) -> None:
    said = {f"{cast.m17.uid}-state": "asleep", f"{cast.m18.uid}-state": "present"}
    answer = send(gina, together, summary="kept words", **said)
    assert answer.status_code == 422
    assert "kept words" in answer.content.decode()
    assert not Attendance.objects.exists()


def test_an_exercise_made_together(together: Session, gina: HttpClient, cast: Cast) -> None:
    said = {"m-new-title": "Warm stone", "m-new-purpose": "When it is loud"}
    said |= {"m-new-steps": "30 Hold it\n60 Feel its weight", "m-new-reuse": "yes"}
    assert send(gina, together, **said).status_code == 303
    row = together.made.get()
    assert (row.title, row.purpose, row.reuse, row.seconds) == (
        "Warm stone",
        "When it is loud",
        True,
        90,
    )
    text = gina.get(at("session_text", together)).context["text"]
    assert "Made together: Warm stone\n- Hold it (30 s)\n- Feel its weight (60 s)" in text
    kept = {f"m-{row.uid}-title": "Cool stone", f"m-{row.uid}-steps": "30 Hold it"}
    send(gina, together, **kept)
    assert [(one.title, one.reuse) for one in CoCreated.objects.all()] == [("Cool stone", None)]
    send(gina, together, **{f"m-{row.uid}-title": "", f"m-{row.uid}-steps": ""})
    assert not CoCreated.objects.exists()


def test_a_name_in_an_exercise_is_asked_about(
    together: Session, gina: HttpClient, cast: Cast
) -> None:
    said = {"m-new-title": "Stone", "m-new-steps": "30 As Leila does"}
    answer = send(gina, together, **said)
    assert answer.status_code == 422
    assert "“Leila” is the name of a participant" in text_of(answer)
    # M-18 is Ben's: Gina knows the participant's name through the group alone.
    assert send(gina, together, **(said | {"m-new-anyway": "on"})).status_code == 303


@pytest.mark.parametrize("rows", [1, 3])
def test_what_a_group_made_stands_on_its_page(
    together: Session, gina: HttpClient, cast: Cast, rows: int
) -> None:
    other = make.session(cast.group_b, kind="group")
    own = {"clinic": cast.harbour, "steps": [{"text": "Hold it", "seconds": 95}]}
    CoCreated.objects.create(session=other, title="of the others", **own)
    for number in range(rows):
        CoCreated.objects.create(session=together, title=f"Stone {number}", **own)
    address = at("group_made", cast.group_a)
    gina.get(address)
    with real_queries() as asked:
        shown = gina.get(address, headers={"HX-Request": "true"})
    assert len(asked) == 5, asked
    assert [one.title for one in shown.context["made"]] == [
        f"Stone {number}" for number in reversed(range(rows))
    ]
    assert ("<html" in shown.content.decode(), "1:35" in text_of(shown)) == (False, True)
    page = gina.get(reverse("clients:group_page", args=[cast.harbour.uid, cast.group_a.uid]))
    assert address in page.content.decode()


def test_a_group_that_made_nothing_is_told_where_it_goes(gina: HttpClient, cast: Cast) -> None:
    assert "Nothing yet." in text_of(gina.get(at("group_made", cast.group_a)))
    assert cast.staff("hugo").get(at("group_made", cast.group_a)).status_code == 404


def test_one_client_makes_no_groups_exercise(held: Session, amara: HttpClient) -> None:
    assert amara.get(at("session_after", held)).context["forms"].made == []
    assert amara.get(at("session_after", held)).context["rows"] == []


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_of_a_group_is_constant_in_queries(
    cast: Cast, gina: HttpClient, people: int
) -> None:
    session = make.session(cast.group_a, kind="group")
    make.block(session, "grounding", 10)
    for number in range(1, people):
        person = make.client(cast.harbour, f"G-{number}")
        make.participation(person, cast.group_a)
        own = {"clinic": cast.harbour, "session": session}
        UnwantedEffect.objects.create(client=person, effect="x", **own)
        CoCreated.objects.create(title="x", **own)
    address = at("session_after", session)
    gina.get(address)
    with real_queries() as asked:
        gina.get(address)
    assert len(asked) == 15, asked
