"""What is done with an item: into a session, a session from it, home with a client."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client as HttpClient

from clients.models import Journal
from planner.models import Session
from planner.plan import MOST_BLOCKS
from tests import factories as make
from tests.cast import Cast
from tests.clients.views.asking import queries, text_of
from tests.planner import shelves, texts
from tests.planner.shelves import CYCLE, FRAME, PAUSE, TOUCH

from .asking import address
from .reading import at, titles

SHEET = texts.SHEET


def put(browser: HttpClient, cast: Cast, session: Session, code: str, **words: str) -> Any:
    """Put a practice into a session; `form` is asked for in the address."""
    form = words.pop("form", "")
    url = address("item_use", cast.harbour, code) + (f"?form={form}" if form else "")
    return browser.post(url, {"session": str(session.uid), "uid": str(uuid.uuid4())} | words)


def test_a_practice_goes_to_its_place_in_a_plan(
    cast: Cast, amara: HttpClient, small_plan: Session
) -> None:
    shelves.practice(TOUCH)
    uid = str(uuid.uuid4())
    answer = put(amara, cast, small_plan, TOUCH, uid=uid)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{at('session_page', small_plan)}#b-{uid}"
    block = small_plan.blocks.get(uid=uid)
    limits = (block.minutes, block.shortest, block.longest)
    assert (block.phase, block.practice, *limits) == ("compassion", TOUCH, 3, 1, 6)
    assert block.gates_data["leave_out_when"] == ["touch_unsafe"]
    assert titles(small_plan) == ["Arrival", "Awareness", "Compassion", "Soothing touch"]
    assert Journal.objects.filter(act="created", object_uid=uid).count() == 1
    # Sent twice it stands there once, and undo takes it out again.
    assert put(amara, cast, small_plan, TOUCH, uid=uid).status_code == 303
    assert small_plan.blocks.count() == 4
    amara.post(at("session_undo", small_plan), {"revision": "1"})
    assert titles(small_plan) == ["Arrival", "Awareness", "Compassion"]


def test_the_form_that_was_read_is_the_one_that_is_used(
    cast: Cast, amara: HttpClient, small_plan: Session
) -> None:
    shelves.practice(TOUCH)
    put(amara, cast, small_plan, TOUCH, form="no_touch")
    block = small_plan.blocks.get(practice=TOUCH)
    assert block.title == "Soothing touch, without touch"
    assert block.gates_data["leave_out_when"] == []
    put(amara, cast, small_plan, TOUCH, form="no_such")
    assert titles(small_plan)[-1] == "Soothing touch"


def test_what_only_a_therapist_leads_can_be_planned(
    cast: Cast, amara: HttpClient, small_plan: Session
) -> None:
    shelves.practice(FRAME)
    put(amara, cast, small_plan, FRAME)
    assert small_plan.blocks.get(practice=FRAME).phase == "exposure"


def test_a_full_plan_says_so(cast: Cast, amara: HttpClient, small_plan: Session) -> None:
    shelves.practice(PAUSE)
    for _number in range(MOST_BLOCKS - 3):
        make.block(small_plan, "reflection", 1)
    answer = put(amara, cast, small_plan, PAUSE)
    assert answer.status_code == 422
    assert "A plan has at most 60 blocks." in text_of(answer)
    assert small_plan.blocks.count() == MOST_BLOCKS


@pytest.mark.parametrize("sent", [{}, {"session": "x"}, {"uid": "x"}, {"session": "\x00"}])
def test_what_does_not_fit_changes_nothing(
    cast: Cast, amara: HttpClient, small_plan: Session, sent: dict[str, str]
) -> None:
    shelves.practice(PAUSE)
    given = {"session": str(small_plan.uid), "uid": str(uuid.uuid4())} | sent if sent else {}
    answer = amara.post(address("item_use", cast.harbour, PAUSE), given)
    assert answer.status_code == 422
    assert "Nothing was changed; choose another." in text_of(answer)
    assert small_plan.blocks.count() == 3


def test_the_plans_to_choose_from_are_ones_own_and_coming(cast: Cast, amara: HttpClient) -> None:
    shelves.practice(PAUSE)
    today = cast.harbour.today()
    coming = [
        make.session(cast.m17, appointment=make.appointment(cast.m17, day=today)),
        make.session(
            cast.m17, appointment=make.appointment(cast.m17, day=today + dt.timedelta(days=3))
        ),
        make.session(cast.m17, appointment=make.appointment(cast.m17, day=None, time=None)),
    ]
    make.block(coming[1], "arrival", 10)
    far = make.appointment(cast.m17, day=today + dt.timedelta(days=8))
    later = [make.session(cast.m17, appointment=far)]
    past = make.appointment(cast.m17, day=today - dt.timedelta(days=1))
    make.session(cast.m17, appointment=past)
    make.session(cast.m17, appointment=make.appointment(cast.m17, status="held"))
    make.session(cast.m18)
    make.session(cast.group_a)
    answer = amara.get(address("item_use", cast.harbour, PAUSE))
    assert [answer.context[name] for name in ("sessions", "later")] == [coming, later]
    page = text_of(answer)
    assert "10 of 50 min planned" in page
    assert "Without a date" in page
    assert "Jonas Weber" not in page
    assert "Tuesday group" not in page
    leader = cast.staff("gina").get(address("item_use", cast.harbour, PAUSE))
    assert [one.appointment.group for one in leader.context["sessions"]] == [cast.group_a]


def test_the_choice_asks_the_same_for_one_and_many(cast: Cast, amara: HttpClient) -> None:
    shelves.practice(PAUSE)
    url = address("item_use", cast.harbour, PAUSE)
    make.session(cast.m17)
    with_one = queries(amara, url)
    for number in range(3):
        make.session(cast.m17)
        make.appointment(cast.m17)
        make.team(make.client(cast.harbour, f"N-{number}"), cast.amara)
    assert queries(amara, url) == with_one


def test_a_new_session_begins_with_the_practice_in_it(cast: Cast, amara: HttpClient) -> None:
    shelves.practice(TOUCH)
    page = text_of(amara.get(address("item_use", cast.harbour, TOUCH), {"form": "no_touch"}))
    url = f"{at('session_new', cast.m17)}?practice={TOUCH}&form=no_touch"
    assert f'href="{url.replace("&", "&amp;")}"' in page
    assert "“Soothing touch” is put into the plan once it is made." in text_of(amara.get(url))
    answer = amara.post(url, {"start": "empty", "setting": "room"})
    block = Session.objects.get().blocks.get()
    assert block.title == "Soothing touch, without touch"
    assert answer.headers["Location"].endswith(f"#b-{block.uid}")


def test_an_appointment_without_a_plan_is_a_way_too(cast: Cast, amara: HttpClient) -> None:
    shelves.practice(PAUSE)
    meeting = make.appointment(cast.m17)
    page = text_of(amara.get(address("item_use", cast.harbour, PAUSE)))
    url = f"{at('session_plan', meeting)}?practice={PAUSE}"
    assert f'href="{url}"' in page
    amara.post(url, {"start": "empty"})
    assert [block.practice for block in meeting.session.blocks.all()] == [PAUSE]


@pytest.mark.parametrize("code", ["no-such-thing", "their-own-pause", "\x00", "x" * 300])
def test_a_new_plan_takes_in_nothing_unknown(cast: Cast, amara: HttpClient, code: str) -> None:
    shelves.practice(PAUSE, clinic=cast.lakeside, code="their-own-pause")
    answer = amara.post(
        f"{at('session_new', cast.m17)}?practice={code.replace(chr(0), '%00')}",
        {"start": "empty", "setting": "room"},
    )
    assert answer.status_code == 303
    assert Session.objects.get().blocks.count() == 0


def test_a_session_is_begun_from_a_protocol(cast: Cast, amara: HttpClient) -> None:
    protocol = shelves.protocol("trauma-60")
    shelves.protocol("trauma-90")
    page = text_of(amara.get(address("item_use", cast.harbour, "trauma-60")))
    url = f"{at('session_new', cast.m17)}?start={protocol.uid}"
    assert f'href="{url}"' in page
    form = amara.get(url).context["form"]
    assert form["start"].value() == str(protocol.uid)
    odd = amara.get(f"{at('session_new', cast.m17)}?start=nothing").context["form"]
    assert odd["start"].value() == odd.fields["start"].choices[0][0]
    assert amara.post(address("item_use", cast.harbour, "trauma-60"), {}).status_code == 422


def test_a_groups_protocol_is_for_groups(cast: Cast) -> None:
    shelves.protocol("group-90")
    shelves.protocol("trauma-60")
    make.team(cast.group_a, cast.amara)
    for code, groups, people in (("group-90", 1, 0), ("trauma-60", 0, 1)):
        page = text_of(cast.staff("amara").get(address("item_use", cast.harbour, code)))
        assert page.count("Tuesday group") == groups
        assert page.count("Leila Haddad") == people
    cast.group_a.ended_on = cast.harbour.today()
    cast.group_a.save()
    page = text_of(cast.staff("amara").get(address("item_use", cast.harbour, "group-90")))
    assert "Tuesday group" not in page


def test_a_couples_protocol_is_for_one_or_for_two(cast: Cast, amara: HttpClient) -> None:
    for code in ("family-1", "family-2", "trauma-60"):
        shelves.protocol(code)
    shelves.item("family-pair")
    couple = make.group(cast.harbour, "Two", kind="couple")
    for one in (couple, cast.group_a):
        make.team(one, cast.amara)
        make.appointment(one, day=cast.harbour.today())
    for code, times in (("family-1", 2), ("trauma-60", 0)):
        page = text_of(amara.get(address("item_use", cast.harbour, code)))
        assert page.count(">Two<") == times
        assert (page.count("Leila Haddad"), page.count("Tuesday group")) == (1, 0)


@pytest.mark.parametrize("code", [SHEET, "two-banks", "exams", "no-time"])
def test_only_practices_and_protocols_are_used(cast: Cast, amara: HttpClient, code: str) -> None:
    shelves.item(SHEET)
    for document in (texts.piece(), texts.pack(), texts.challenge()):
        shelves.shelved(document)
    assert amara.get(address("item_use", cast.harbour, code)).status_code == 404


def test_giving_leads_to_ones_own_clients(cast: Cast) -> None:
    shelves.practice(TOUCH)
    make.team(make.client(cast.harbour, "E-1", status="ended"), cast.amara)
    url = address("item_give", cast.harbour, TOUCH)
    page = text_of(cast.staff("amara").get(url, {"variant": "no_touch"}))
    give = address("homework_give", cast.harbour, cast.m17)
    assert f"{give}?practice={TOUCH}&amp;variant=no_touch" in page
    assert "Leila Haddad" in page
    assert "Jonas Weber" not in page
    assert "E-1" not in page
    odd = text_of(cast.staff("amara").get(url, {"variant": '"><b>'}))
    assert f'{give}?practice={TOUCH}"' in odd
    assert "<b>" not in odd
    assert "No clients yet" in text_of(cast.staff("sara").get(url))


def test_a_group_gets_only_what_suits_everybody(cast: Cast) -> None:
    shelves.practice(CYCLE)
    shelves.practice("body-scan-eyes-open")
    for code, shown in ((CYCLE, True), ("body-scan-eyes-open", False)):
        page = text_of(cast.staff("gina").get(address("item_give", cast.harbour, code)))
        url = f"{address('group_homework_give', cast.harbour, cast.group_a)}?practice={code}"
        assert (url in page) is shown


@pytest.mark.parametrize("code", [SHEET, "two-banks"])
def test_sheets_and_texts_go_out_on_paper(cast: Cast, amara: HttpClient, code: str) -> None:
    shelves.item(SHEET)
    shelves.shelved(texts.piece())
    page = text_of(amara.get(address("item_give", cast.harbour, code)))
    assert f"{address('handout_give', cast.harbour, cast.m17)}?item={code}" in page


@pytest.mark.parametrize("code", [FRAME, "trauma-90", "exams", "no-such-thing"])
def test_what_cannot_go_home_is_given_to_nobody(cast: Cast, amara: HttpClient, code: str) -> None:
    shelves.practice(FRAME)
    shelves.protocol("trauma-90")
    shelves.shelved(texts.pack())
    assert amara.get(address("item_give", cast.harbour, code)).status_code == 404


@pytest.mark.parametrize("name", ["item_use", "item_give"])
def test_retired_is_neither_used_nor_given(cast: Cast, amara: HttpClient, name: str) -> None:
    row = shelves.practice(TOUCH, clinic=cast.harbour)
    row.retired_at = row.versions.get().made_at
    row.save(update_fields=["retired_at"])
    assert amara.get(address(name, cast.harbour, TOUCH)).status_code == 404
