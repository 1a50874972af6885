"""Giving homework: its form, its words, its gates, and nothing told of anybody."""

import datetime as dt
import re
from typing import Any

import pytest

from clients.models import Assignment, Journal
from tests import factories as make
from tests.cast import Cast
from tests.clients.views.asking import address as of_clients
from tests.clients.views.asking import errors_of, queries, sent_to, text_of
from tests.planner import shelves
from tests.planner.shelves import CYCLE, FRAME, PAUSE, TOGETHER_FIRST, TOUCH

from .asking import address

NAMED = re.compile(r'name="uid" value="[\w-]+"')
CARD = {"stay": "Stay.", "stop": "Stop.", "then": "Feet down."}
EXPOSURE = {"led_by": "self", "activating": True, "leave_out_when": [], "exposure_homework": True}


def fields(cast: Cast, **changes: Any) -> dict[str, Any]:
    """What a filled form sends: every day, for a week."""
    today = cast.harbour.today()
    plain = {"kind": "daily", "times_a_day": "1", "when": "", "title": "", "anchor": ""}
    plain |= {"variant": "", "starts": today.isoformat()}
    return plain | {"ends": (today + dt.timedelta(days=6)).isoformat()} | changes


def give(cast: Cast, code: str, who: str = "amara", **changes: Any) -> Any:
    """Give M-17 this practice."""
    url = address("homework_give", cast.harbour, cast.m17)
    return cast.staff(who).post(f"{url}?practice={code}", fields(cast, **changes))


def give_all(cast: Cast, code: str, **changes: Any) -> Any:
    """Give the participants of group A this practice, as its leader."""
    url = address("group_homework_give", cast.harbour, cast.group_a)
    ticked = {"participants": [str(cast.m17.uid)]}
    return cast.staff("gina").post(f"{url}?practice={code}", fields(cast, **ticked | changes))


def open_form(cast: Cast, query: str) -> Any:
    """The form for M-17."""
    return cast.staff("amara").get(address("homework_give", cast.harbour, cast.m17) + query)


def test_sent_twice_it_is_given_once_to_each(cast: Cast) -> None:
    shelves.practice(CYCLE)
    make.participation(cast.m18, cast.group_a)
    sent = open_form(cast, f"?practice={CYCLE}").context["form"]["uid"].value()
    both = {"participants": [str(cast.m17.uid), str(cast.m18.uid)], "variant": "eyes_open"}
    pages = [sent_to(give(cast, CYCLE, uid=str(sent))) for _ in range(2)]
    assert pages == [of_clients("client_page", cast.harbour, cast.m17)] * 2
    for _ in range(2):
        give_all(cast, CYCLE, uid="11111111-2222-4333-8444-555555555555", **both)
    # The name of somebody else's homework is none of this client's.
    theirs = cast.m18.assignments.get()
    give(cast, CYCLE, uid=str(theirs.uid), besides="on")
    assert [one.assignments.count() for one in (cast.m17, cast.m18)] == [3, 1]
    assert Journal.objects.filter(act="created", object_uid__in=[theirs.uid]).count() == 1
    assert give(cast, CYCLE, uid="x").status_code == 422


def test_the_choice_says_what_stands_against(cast: Cast) -> None:
    for code in (CYCLE, FRAME, TOGETHER_FIRST):
        shelves.practice(code)
    page = text_of(open_form(cast, ""))
    assert f'href="?practice={CYCLE}"' in page
    assert f"?practice={FRAME}" not in page
    assert "Do this practice together in a session first; then it can go home." in page


def test_the_choice_is_searched_while_typing(cast: Cast) -> None:
    for code in (CYCLE, FRAME, TOUCH, TOGETHER_FIRST):
        shelves.practice(code)
    url = address("homework_give", cast.harbour, cast.m17)
    found = cast.staff("amara").get(f"{url}?q=soothing&minutes=45", headers={"HX-Request": "true"})
    assert [card.entry.code for card in found.context["choice"].shown] == [TOUCH]
    page = text_of(found)
    assert "<html" not in page
    assert '<p id="found-count" hx-swap-oob="innerHTML">1 practice.' in page
    assert f'href="?practice={TOUCH}"' in page
    refused = cast.staff("amara").get(f"{url}?q=exposure&phase=exposure")
    assert refused.context["choice"].shown == ()
    assert [card.entry.code for card, _why in refused.context["refused"]] == [FRAME]
    assert refused.status_code == 200
    assert cast.staff("amara").get(f"{url}?phase=nap").status_code == 422


def test_a_group_finds_only_what_suits_everybody(cast: Cast) -> None:
    for code in (TOUCH, FRAME):
        shelves.practice(code)
    url = address("group_homework_give", cast.harbour, cast.group_a)
    for words in ("touch", "exposure"):
        found = cast.staff("gina").get(f"{url}?q={words}").context
        assert [card.entry.code for card in found["choice"].shown] in ([TOUCH], [])
        assert "refused" not in found


def test_an_empty_library_says_how_it_is_filled(cast: Cast) -> None:
    assert "The library is empty" in text_of(open_form(cast, ""))


def test_homework_is_given_as_a_frozen_copy(cast: Cast) -> None:
    row = shelves.practice(CYCLE)
    answer = give(
        cast,
        CYCLE,
        variant="eyes_open",
        anchor="feet",
        title="My three steps",
        kind="chosen_days",
        weekdays=["1", "4"],
        times_a_day="2",
        when="after the coffee",
    )
    assert sent_to(answer) == of_clients("client_page", cast.harbour, cast.m17)
    given = Assignment.objects.get()
    assert (given.client, given.code, given.title, given.by) == (
        cast.m17,
        CYCLE,
        "My three steps",
        cast.amara,
    )
    assert given.ends == given.starts + dt.timedelta(days=6)
    edition = given.editions.get()
    schedule, prescription = edition.schedule, edition.prescription
    assert (schedule.kind, schedule.weekdays, schedule.times_a_day) == ("chosen_days", (1, 4), 2)
    assert schedule.when == "after the coffee"
    assert (prescription.variant, prescription.anchor) == ("eyes_open", "feet")
    row.delete()
    assert given.editions.get().prescription == prescription
    line = Journal.objects.get(act="created", object_uid=given.uid)
    assert (line.client_uid, line.actor_uid) == (cast.m17.uid, cast.amara.uid)


def test_own_phrases_are_kept_and_counted(cast: Cast) -> None:
    shelves.practice("loving-kindness-phrases")
    code = "loving-kindness-phrases"
    low, high = shelves.library().practice(code).phrases_allowed or (0, 0)
    lines = [f"May I be {number}" for number in range(high)]
    assert errors_of(give(cast, code, phrases="\n".join([*lines, "one more"]))).keys() == {
        "phrases"
    }
    assert low > 1
    sent_to(give(cast, code, phrases="\n\n".join([*lines, "  "])))
    assert Assignment.objects.get().editions.get().prescription.phrases == tuple(lines)


def test_the_form_starts_with_what_suits_the_client(cast: Cast) -> None:
    shelves.practice(CYCLE)
    form = open_form(cast, f"?practice={CYCLE}").context["form"]
    assert form["variant"].initial == "eyes_open"  # M-17 is flagged for trauma
    assert form["starts"].initial == cast.m17.today()
    chosen = open_form(cast, f"?practice={CYCLE}&variant=no_touch").context["form"]
    assert chosen["variant"].initial == "no_touch"
    unknown = open_form(cast, f"?practice={CYCLE}&variant=nothing").context["form"]
    assert unknown["variant"].initial == "eyes_open"


@pytest.mark.parametrize("query", [f"?practice={FRAME}", "?practice=no-such", "?practice=%00"])
def test_what_cannot_be_given_is_not_found(cast: Cast, query: str) -> None:
    shelves.practice(FRAME)
    assert open_form(cast, query).status_code == 404
    url = address("homework_preview", cast.harbour, cast.m17)
    assert cast.staff("amara").post(url + query, fields(cast)).status_code == 404
    assert Assignment.objects.count() == 0


def test_a_gate_refuses_and_nothing_is_lost(cast: Cast) -> None:
    shelves.practice(TOUCH)
    cast.m17.touch_unsafe = True
    cast.m17.save(update_fields=["touch_unsafe"])
    refused = give(cast, TOUCH, when="at six")
    assert errors_of(refused) == {"__all__": ["This practice is left out when: touch is not safe."]}
    assert refused.context["form"]["when"].value() == "at six"
    assert Assignment.objects.count() == 0
    sent_to(give(cast, TOUCH, variant="no_touch"))
    assert Assignment.objects.get().title == "Something warm"


def test_together_first_is_refused_by_address_too(cast: Cast) -> None:
    shelves.practice(TOGETHER_FIRST)
    refused = give(cast, TOGETHER_FIRST)
    assert "together in a session first" in errors_of(refused)["__all__"][0]
    assert Assignment.objects.count() == 0


def test_exposure_homework_asks_r14_on_the_form(cast: Cast) -> None:
    shelves.practice(PAUSE, code="a-walk", gates=EXPOSURE, stay_or_stop=CARD)
    cast.m17.home = "safe"
    cast.m17.save(update_fields=["home"])
    page = text_of(open_form(cast, "?practice=a-walk"))
    assert "The place was judged safe in fact" in page
    refused = give(cast, "a-walk", rehearsed="on")
    assert list(errors_of(refused)) == ["place_safe"]
    assert list(errors_of(give(cast, "a-walk"))) == ["rehearsed", "place_safe"]
    sent_to(give(cast, "a-walk", rehearsed="on", place_safe="on"))
    assert Assignment.objects.get().editions.get().prescription.stay_or_stop is not None


@pytest.mark.parametrize(
    ("changes", "at"),
    [
        ({"starts": ""}, "starts"),
        ({"starts": "2026-02-30"}, "starts"),
        ({"starts": "0001-01-01"}, "starts"),
        ({"ends": "2020-01-01"}, "ends"),
        ({"ends": "2099-01-01"}, "ends"),
        ({"kind": "hourly"}, "kind"),
        ({"kind": "chosen_days"}, "weekdays"),
        ({"kind": "n_a_week", "times_a_week": "0"}, "times_a_week"),
        ({"variant": "no such"}, "variant"),
        ({"anchor": "the moon"}, "anchor"),
        ({"title": "x" * 81}, "title"),
        ({"title": "a\x00b"}, "title"),
    ],
)
def test_bad_input_is_refused_at_its_field(cast: Cast, changes: dict[str, Any], at: str) -> None:
    shelves.practice(CYCLE)
    assert list(errors_of(give(cast, CYCLE, **changes))) == [at]
    assert Assignment.objects.count() == 0


def test_an_empty_post_is_refused(cast: Cast) -> None:
    shelves.practice(CYCLE)
    url = address("homework_give", cast.harbour, cast.m17)
    answer = cast.staff("amara").post(f"{url}?practice={CYCLE}", {})
    assert errors_of(answer).keys() == {"kind", "starts"}


def test_the_preview_shows_and_gives_nothing(cast: Cast) -> None:
    shelves.practice(CYCLE)
    url = address("homework_preview", cast.harbour, cast.m17) + f"?practice={CYCLE}"
    sent = fields(cast, title="<b>Mine</b>", when="at six")
    whole = cast.staff("amara").post(url, sent)
    part = cast.staff("amara").post(url, sent, headers={"HX-Request": "true"})
    for answer in (whole, part):
        page = text_of(answer)
        assert "What the client will see" in page
        assert "&lt;b&gt;Mine&lt;/b&gt;" in page
        assert "Three steps, about four minutes. At six." in page
    assert b"<html" in whole.content
    assert b"<html" not in part.content
    assert Assignment.objects.count() == 0
    refused = cast.staff("amara").post(url, fields(cast, kind=""))
    assert refused.status_code == 422
    assert "What the client will see" not in text_of(refused)


def test_the_preview_shows_the_pages_that_follow_and_can_send_nothing(cast: Cast) -> None:
    shelves.practice("mindful-compassion-mapping")
    url = address("homework_preview", cast.harbour, cast.m17)
    url += "?practice=mindful-compassion-mapping"
    page = cast.staff("amara").post(url, fields(cast), headers={"HX-Request": "true"})
    frame = page.content.decode().partition('class="phone-frame"')[2]
    said = (
        *("Step by step", "Eyes open", "Stop and steady", "When it is done", "Add a note"),
        *("The sheet: A map of my day", "Which plan helped most, even a little?"),
        *("Did something unpleasant come up?", "Is it still there?", "If you need somebody now"),
    )
    assert [part for part in said if part not in frame] == []
    ids = re.findall(r' id="([^"]+)"', page.content.decode())
    assert sorted(ids) == sorted(set(ids))
    assert [part for part in ("<form", "<a href=", " action=") if part in frame] == []
    assert re.findall(r'aria-pressed="true" data-(voice|larger)', frame) == []
    cast.m17.profile = "voice"
    cast.m17.save()
    page = cast.staff("amara").post(url, fields(cast), headers={"HX-Request": "true"})
    frame = page.content.decode().partition('class="phone-frame"')[2]
    assert re.findall(r'aria-pressed="true" data-(voice|larger)', frame) == ["voice", "larger"]
    cast.m17.quiet_mode = True
    cast.m17.save()
    quiet = cast.staff("amara").post(url, fields(cast), headers={"HX-Request": "true"})
    frame = quiet.content.decode().partition('class="phone-frame"')[2]
    leaks = ("If you need somebody now", 'name="note"', "data-bell", "The sheet", "have spoken")
    assert [leak for leak in leaks if leak in frame] == ['name="note"']  # of what came up
    assert Assignment.objects.count() == 0


def test_only_those_who_plan_for_the_client_give(cast: Cast) -> None:
    shelves.practice(CYCLE)
    found = {who: give(cast, CYCLE, who).status_code for who in ("sara", "ben", "gina", "nils")}
    assert found == {"sara": 403, "ben": 404, "gina": 404, "nils": 404}
    assert Assignment.objects.count() == 0


def test_the_choice_asks_the_same_for_one_and_many(cast: Cast) -> None:
    browser, url = cast.staff("amara"), address("homework_give", cast.harbour, cast.m17)
    shelves.practice(CYCLE)
    with_one = queries(browser, url)
    shelves.practice(FRAME)
    shelves.practice(TOUCH)
    assert queries(browser, url) == with_one


def test_a_group_is_offered_what_suits_everybody(cast: Cast) -> None:
    for code in (CYCLE, TOUCH, FRAME, TOGETHER_FIRST):
        shelves.practice(code)
    url = address("group_homework_give", cast.harbour, cast.group_a)
    found = cast.staff("gina").get(url).context["choice"].shown
    assert [card.entry.code for card in found] == [TOUCH, CYCLE]
    form = cast.staff("gina").get(f"{url}?practice={TOUCH}").context["form"]
    assert form["variant"].initial == "no_touch"


def test_all_participants_get_the_same(cast: Cast) -> None:
    shelves.practice(CYCLE)
    second = make.client(cast.harbour, "M-20")
    make.participation(second, cast.group_a)
    answer = give_all(cast, CYCLE, participants=[str(cast.m17.uid), str(second.uid)])
    assert sent_to(answer) == of_clients("group_page", cast.harbour, cast.group_a)
    found = {(one.client.code, one.group, one.by) for one in Assignment.objects.all()}
    assert found == {("M-17", cast.group_a, cast.gina), ("M-20", cast.group_a, cast.gina)}


@pytest.mark.parametrize("flag", ["touch_unsafe", "dissociation", "attachment_figure_unsafe"])
def test_a_group_learns_nothing_of_a_participant(cast: Cast, flag: str) -> None:
    shelves.practice(TOUCH)
    url = address("group_homework_give", cast.harbour, cast.group_a) + f"?practice={TOUCH}"

    def seen() -> tuple[int, str, int, str]:
        # What differs from one request to the next is the token and the name of what is given.
        browser = cast.staff("gina")
        shown, refused = browser.get(url), give_all(cast, TOUCH)
        pages = [
            NAMED.sub("", text_of(answer))
            .partition('<main class="page"')[2]
            .split("csrfmiddlewaretoken")
            for answer in (shown, refused)
        ]
        kept = [pages[number][0] + pages[number][1][90:] for number in (0, 1)]
        return shown.status_code, kept[0], refused.status_code, kept[1]

    before = seen()
    setattr(cast.m17, flag, True)
    cast.m17.save(update_fields=[flag])
    assert seen() == before
    assert before[2] == 422
    assert "not for everybody" in before[3]
    assert Assignment.objects.count() == 0


@pytest.mark.parametrize("who", ["m18", "m19"])
def test_who_is_not_in_the_group_is_an_unknown_choice(cast: Cast, who: str) -> None:
    shelves.practice(CYCLE)
    sent = [str(cast.m17.uid), str(getattr(cast, who).uid)]
    assert errors_of(give_all(cast, CYCLE, participants=sent)) == {
        "participants": ["Unknown choice."]
    }
    assert Assignment.objects.count() == 0


@pytest.mark.parametrize("odd", ["no-uid", "00000000-0000-4000-8000-000000000000", "\x00", "1"])
def test_odd_participants_are_an_unknown_choice(cast: Cast, odd: str) -> None:
    shelves.practice(CYCLE)
    assert errors_of(give_all(cast, CYCLE, participants=[odd])) == {
        "participants": ["Unknown choice."]
    }


def test_nobody_ticked_is_said(cast: Cast) -> None:
    shelves.practice(CYCLE)
    assert errors_of(give_all(cast, CYCLE, participants=[])) == {
        "participants": ["Tick at least one participant."]
    }


def test_the_groups_form_names_participants_as_the_screen_may(cast: Cast) -> None:
    shelves.practice(CYCLE)
    url = address("group_homework_give", cast.harbour, cast.group_a) + f"?practice={CYCLE}"
    page = text_of(cast.staff("gina").get(url))
    assert "Leila Haddad (M-17)" in page
    assert "M-19" not in page
    cast.gina.hide_names = True
    cast.gina.save(update_fields=["hide_names"])
    assert "Leila" not in text_of(cast.staff("gina").get(url))


def test_the_groups_form_asks_the_same_for_one_and_many(cast: Cast) -> None:
    shelves.practice(CYCLE)
    browser = cast.staff("gina")
    url = address("group_homework_give", cast.harbour, cast.group_a) + f"?practice={CYCLE}"
    with_one = queries(browser, url)
    for number in (31, 32):
        make.participation(make.client(cast.harbour, f"M-{number}"), cast.group_a)
    assert queries(browser, url) == with_one


def test_where_there_is_no_phone_the_diary_is_printed_with_the_homework(cast: Cast) -> None:
    shelves.practice(CYCLE)
    cast.m17.profile = "paper"
    cast.m17.save(update_fields=["profile"])
    answer = give(cast, CYCLE)
    assert sent_to(answer) == address("diary_print", cast.harbour, cast.m17.assignments.get())
