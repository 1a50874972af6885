"""Homework as it was agreed: why, how sure, what may come in the way; steps, paper and what is smaller."""

from typing import Any

import pytest

from clients.actions.consents import answer_stream
from clients.models import Assignment
from tests import factories as make
from tests.cast import Cast
from tests.clients.views.asking import errors_of, sent_to, text_of
from tests.planner import shelves
from tests.planner.shelves import CYCLE, PAUSE, TOGETHER_FIRST

from .asking import address
from .test_homework import CARD, EXPOSURE, fields, give, give_all, open_form

AGREED = {
    "why": "For Ada",
    "where": "the chair by the window",
    "confidence": "8",
    "obstacle": "I come home late",
    "then": "in the hallway",
}


def test_what_was_agreed_and_adapted_is_kept_with_the_edition(cast: Cast) -> None:
    shelves.practice(CYCLE)
    words = {
        "steps-1-text": "Not of this form",
        "steps-eyes_open-1-text": "Look at the tree.",
        "steps-eyes_open-1-length": "1:00",
        "steps-eyes_open-2-words": "No wonder.",
        "steps-eyes_open-3-out": "on",
    }
    trigger = {"kind": "tally", "trigger": "opening e-mail", "side": "before"}
    sent_to(give(cast, CYCLE, variant="eyes_open", **AGREED, **words, **trigger))
    edition = Assignment.objects.get().editions.get()
    agreed, prescription = edition.agreement, edition.prescription
    assert (agreed.why, agreed.confidence, agreed.obstacle, agreed.then) == (
        *("For Ada", 8, "I come home late", "in the hallway"),
    )
    schedule = edition.schedule
    assert (schedule.where, schedule.trigger, schedule.side) == (
        *("the chair by the window", "opening e-mail", "before"),
    )
    first, second = prescription.steps
    assert (first.text, first.seconds, second.words) == ("Look at the tree.", 60, "No wonder.")
    assert prescription.about_minutes <= 2
    form = open_form(cast, f"?practice={CYCLE}").context["form"]
    forms = [code for one in form.sets for code in one.codes]
    assert sorted(forms) == sorted(["", *(one.code for one in form.document.variants)])
    assert form["steps-eyes_open-1-text"].value() != "Look at the tree."


@pytest.mark.parametrize(
    ("changes", "at"),
    [
        ({"confidence": "11"}, "confidence"),
        ({"why": "x" * 1_000_000}, "why"),
        ({"where": "x" * 121}, "where"),
        ({"kind": "tally", "side": "after"}, "trigger"),
        ({"steps-1-length": "9999:59"}, "steps-1-length"),
        ({"steps-1-repeats": "9999"}, "steps-1-repeats"),
        ({"steps-3-length": "59:00"}, "steps-3-length"),
        ({"steps-1-text": "x" * 601}, "steps-1-text"),
        ({"steps-1-out": "on", "steps-2-out": "on", "steps-3-out": "on"}, "steps-1-out"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field(
    cast: Cast, changes: dict[str, Any], at: str
) -> None:
    shelves.practice(CYCLE)
    refused = give(cast, CYCLE, **AGREED | {"then": "kept as typed"} | changes)
    assert list(errors_of(refused)) == [at]
    assert 'value="kept as typed"' in text_of(refused)
    assert Assignment.objects.count() == 0


def test_a_smaller_form_is_offered_and_never_forced(cast: Cast) -> None:
    shelves.practice(CYCLE)
    url = address("homework_preview", cast.harbour, cast.m17) + f"?practice={CYCLE}"
    sent = fields(cast, **AGREED | {"confidence": "4"})
    browser = cast.staff("amara")
    page = text_of(browser.post(url, sent))
    assert 'data-show-for="0 1 2 3 4 5 6"' in page
    short = browser.post(url, sent | {"smaller": "short"})
    assert short.context["form"]["variant"].value() == "short"
    assert short.context["preview"]["prescription"].variant == "short"
    assert "Now it is the short form. Ask once more how sure it feels." in text_of(short)
    fewer = browser.post(url, sent | {"smaller": "fewer"}).context["form"]
    assert (fewer["kind"].value(), fewer["times_a_week"].value()) == ("n_a_week", "3")
    one = browser.post(url, sent | {"smaller": "one_step"}).context
    assert len(one["preview"]["prescription"].steps) == 1
    assert one["form"]["then"].value() == "in the hallway"
    odd = browser.post(url, sent | {"smaller": "one_step", "variant": "\x00", "kind": "x"})
    assert odd.status_code == 422
    assert Assignment.objects.count() == 0
    sent_to(give(cast, CYCLE, **AGREED | {"confidence": "0"}))
    assert Assignment.objects.get().editions.get().agreement.is_shaky is True


def test_the_rungs_come_from_the_ladder_that_was_shared(cast: Cast) -> None:
    shelves.practice(PAUSE, code="a-walk", gates=EXPOSURE, stay_or_stop=CARD)
    cast.m17.home = "safe"
    cast.m17.save(update_fields=["home"])
    ladder = make.assignment(cast.m17, prescription={"worksheet": make.SHEET})
    rows = [{"rung": "The bench"}, {"rung": "One <stop>"}, {"rung": ""}]
    make.sheet(ladder, answers={"rungs": rows}, is_shared=True)
    make.sheet(ladder, answers={"rungs": [{"rung": "For myself alone"}]})
    page = open_form(cast, "?practice=a-walk")
    assert page.context["rungs"] == ["The bench", "One <stop>"]
    assert '<option value="One &lt;stop&gt;">' in text_of(page)
    answers = {"rehearsed": "on", "place_safe": "on", "go_to": "The library", "call": "Rosa"}
    sent_to(give(cast, "a-walk", **answers, call_hours="until 9", rung="The bench"))
    agreed = Assignment.objects.get(code="a-walk").editions.get().agreement
    assert (agreed.rung, agreed.rehearsed, agreed.place_safe) == ("The bench", True, True)
    assert (agreed.go_to, agreed.call, agreed.call_hours) == ("The library", "Rosa", "until 9")
    plain = give(cast, "a-walk", **{"steps-1-out": "on"}, rung="The bench")
    assert list(errors_of(plain)) == ["rehearsed", "place_safe"]
    answer_stream(client=cast.m17, kind="worksheets", shares=False, by=cast.phones["M-17"])
    assert open_form(cast, "?practice=a-walk").context["rungs"] == []


def test_paper_of_the_open_form_is_printed_and_nothing_is_kept(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelves.practice(PAUSE, code="a-walk", gates=EXPOSURE, stay_or_stop=CARD)
    printed: list[Any] = []

    def sheet_pdf(sheet: Any, asker: Any) -> bytes:
        printed.append(sheet)
        return b"%PDF"

    monkeypatch.setattr("planner.views.homework_paper.sheet_pdf", sheet_pdf)
    url = address("homework_paper", cast.harbour, cast.m17) + "?practice=a-walk"
    sent = fields(cast, title="Mine", rung="The bench", rehearsed="on", place_safe="on", **AGREED)
    answer = cast.staff("amara").post(url, sent)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    (sheet,) = printed
    assert (sheet.title, sheet.agreement.rung, sheet.where) == (
        *("Mine", "The bench", "the chair by the window"),
    )
    assert sheet.discreet is False
    cast.m17.discreet_paper = True
    cast.m17.save(update_fields=["discreet_paper"])
    cast.staff("amara").post(url, sent)
    assert printed[1].as_printed().agreement.says_something is False
    assert cast.staff("amara").post(url, sent | {"place_safe": ""}).status_code == 422
    assert cast.staff("amara").post(url, sent | {"why": "x" * 301}).status_code == 422
    assert cast.staff("sara").post(url, sent).status_code == 403
    assert (len(printed), Assignment.objects.count(), cast.m17.handouts.count()) == (2, 0, 0)


def test_a_group_is_not_asked_what_only_one_person_can_say(cast: Cast) -> None:
    shelves.practice(CYCLE)
    url = address("group_homework_give", cast.harbour, cast.group_a) + f"?practice={CYCLE}"
    form = cast.staff("gina").get(url).context["form"]
    assert [name for name in AGREED if name in form.fields] == ["why", "where"]
    preview = give_all(cast, CYCLE, preview="1", why="For <b>us</b>")
    assert "For &lt;b&gt;us&lt;/b&gt;" in text_of(preview)
    assert Assignment.objects.count() == 0
    cast.m17.profile = "paper"
    cast.m17.save(update_fields=["profile"])
    mine = cast.staff("amara")
    one = address("homework_give", cast.harbour, cast.m17) + f"?practice={CYCLE}"
    alone = text_of(mine.get(sent_to(mine.post(one, fields(cast)))))
    assert "This client gets paper: print the week here" in alone
    Assignment.objects.all().delete()
    browser = cast.staff("gina")
    ticked = fields(cast, participants=[str(cast.m17.uid)], why="For us")
    page = text_of(browser.get(sent_to(browser.post(url, ticked))))
    assert "On paper for M-17: print it under “Paper for all”." in page
    assert Assignment.objects.get().editions.get().agreement.why == "For us"


def test_the_groups_paper_is_for_nobody_yet_and_the_changed_one_for_the_client(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelves.practice(CYCLE)
    shelves.practice(TOGETHER_FIRST)
    printed: list[Any] = []

    def sheet_pdf(sheet: Any, asker: Any) -> bytes:
        printed.append(sheet)
        return b"%PDF"

    monkeypatch.setattr("planner.views.homework_paper.sheet_pdf", sheet_pdf)
    url = address("group_homework_paper", cast.harbour, cast.group_a)
    sent = fields(cast, participants=[str(cast.m17.uid)], why="For us", title="Ours")
    gina = cast.staff("gina")
    answer = gina.post(f"{url}?practice={CYCLE}", sent)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    (sheet,) = printed
    assert (sheet.title, sheet.agreement.why, sheet.for_whom) == ("Ours", "For us", "")
    assert (sheet.discreet, sheet.how_often) == (False, "every day")
    cast.m17.discreet_paper = True  # one record that asks for it is enough, and nobody learns whose
    cast.m17.save(update_fields=["discreet_paper"])
    gina.post(f"{url}?practice={CYCLE}", sent)
    assert printed[1].discreet is True
    for code, bad in ((TOGETHER_FIRST, {}), (CYCLE, {"why": "x" * 301}), (CYCLE, {"kind": ""})):
        assert gina.post(f"{url}?practice={code}", sent | bad).status_code == 422
    assert sent_to(gina.post(url, sent)) == address(
        "group_homework_give", cast.harbour, cast.group_a
    )
    given = make.assignment(cast.m17)
    paper = address("homework_change_paper", cast.harbour, given)
    assert cast.staff("amara").post(paper, sent | {"steps-2-out": "on"}).status_code == 200
    assert (printed[2].for_whom, printed[2].discreet) == ("M-17", True)
    assert [step.label for step in printed[2].prescription.steps] == ["Notice"]
    wrong = cast.staff("amara").post(paper, sent | {"why": "x" * 301})
    assert (wrong.status_code, wrong.context["assignment"]) == (422, given)
    assert cast.staff("sara").post(paper, sent).status_code == 403
    assert (len(printed), given.editions.count(), Assignment.objects.count()) == (3, 1, 1)
