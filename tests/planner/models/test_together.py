"""Who comes together: what is known of all, and what may be given to a couple or family (R19)."""

import datetime as dt
from typing import Any

import pytest
from django.utils.timezone import now
from pytest_django import DjangoAssertNumQueries

from clients.models import Assignment, Client, Group, SafetyReview
from planner import safety
from planner.models.diary_paper import diary_sheet
from planner.models.facts import at_desk, facts_for
from planner.models.giving import goes_on_refusal
from planner.models.going_home import items_for_all
from planner.models.held_back import held_back
from planner.models.paper import HandoutRefused
from planner.models.together import group_facts, refusal_together
from planner.sheets import Look
from planner.views import packets
from tests import factories as make
from tests.cast import Cast
from tests.clients.views.asking import errors_of, sent_to, text_of
from tests.planner import shelves
from tests.planner.shelves import CYCLE
from tests.planner.views.asking import address
from tests.planner.views.test_homework import fields

SAID = (
    "It is not recorded of everybody that home is safe. Ask each alone, and record it or a review in"
    " their own record; or give it to each alone."
)


def two(cast: Cast, kind: str = "couple", homes: tuple[str, str] = ("safe", "not_safe")) -> Group:
    """M-17 and M-18 as a couple that Gina leads, with what is recorded of each one's home."""
    made = make.group(cast.harbour, "Two", kind=kind)
    make.team(made, cast.gina)
    for one, home in zip((cast.m17, cast.m18), homes, strict=True):
        make.participation(one, made)
        Client.objects.filter(pk=one.pk).update(home=home)
    return made


def reviewed(whom: Client, **ago: int) -> None:
    """A review of safety at home, so long ago."""
    SafetyReview.objects.create(
        **{"clinic": whom.clinic, "client": whom, "subject": "home", "note": "x"},
        reviewed_at=now() - dt.timedelta(**ago),
    )


@pytest.mark.parametrize("kind", ["couple", "family"])
@pytest.mark.parametrize(
    ("homes", "said"),
    [
        (("safe", "safe"), None),
        (("safe", "not_safe"), SAID),
        (("not_safe", "safe"), SAID),
        (("safe", ""), SAID),
        (("", "not_safe"), SAID),
    ],
)
def test_a_couple_gets_homework_where_home_is_safe_for_all(
    cast: Cast, kind: str, homes: tuple[str, str], said: str | None
) -> None:
    assert refusal_together(two(cast, kind, homes)) == said


def test_a_group_that_does_not_live_together_is_not_asked(cast: Cast) -> None:
    assert refusal_together(two(cast, "group")) is None


def test_a_fresh_review_for_each_whose_home_is_not_safe_settles_it(cast: Cast) -> None:
    pair = two(cast, homes=("not_safe", ""))
    reviewed(cast.m17, days=1)
    assert refusal_together(pair) == SAID
    reviewed(cast.m18, days=30, hours=1)
    assert refusal_together(pair) == SAID
    reviewed(cast.m18, days=29)
    assert refusal_together(pair) is None


def test_a_review_makes_a_hint_of_the_finding_about_a_joint_session(cast: Cast) -> None:
    plan = make.session(two(cast), kind="no_exposure")
    known = facts_for(at_desk(plan.pk))
    assert (known.home, known.home_reviewed) == (None, safety.NEVER)
    assert severity_of("R19", known) == "review"
    reviewed(cast.m17, days=2)
    assert severity_of("R19", facts_for(at_desk(plan.pk))) == "review"
    reviewed(cast.m18, days=1)
    assert severity_of("R19", facts_for(at_desk(plan.pk))) == "hint"


def severity_of(code: str, known: safety.Facts) -> str:
    """How grave this rule's finding is, or "" where there is none."""
    return next((one.severity.value for one in safety.judge((), known) if one.code == code), "")


def post(cast: Cast, pair: Group, *whom: Client, **more: Any) -> Any:
    """Give the Cycle to these from the page of both."""
    sent = fields(cast, participants=[str(one.uid) for one in whom], variant="eyes_open", **more)
    url = address("group_homework_give", cast.harbour, pair)
    return cast.staff("gina").post(f"{url}?practice={CYCLE}", sent)


def test_it_is_refused_in_the_same_words_whoever_is_ticked(cast: Cast) -> None:
    shelves.practice(CYCLE)
    pair = two(cast)
    for whom in ((cast.m17, cast.m18), (cast.m17,), (cast.m18,)):
        assert errors_of(post(cast, pair, *whom)) == {"__all__": [SAID]}
    assert Assignment.objects.count() == 0
    reviewed(cast.m18, days=1)
    post(cast, pair, cast.m17, cast.m18)
    assert Assignment.objects.count() == 2


def test_from_a_session_nothing_is_offered_and_why_is_said(cast: Cast) -> None:
    row, pair = shelves.practice(CYCLE), two(cast)
    refusal = refusal_together(pair)
    (item,) = items_for_all([row], [CYCLE], "en", refusal)
    assert (item.form, item.why, item.is_open) == (None, SAID, False)
    session = make.session(pair, kind="no_exposure")
    make.block(session, "awareness", 5, practice=CYCLE)
    url = address("session_homework", cast.harbour, session)
    assert SAID in text_of(cast.staff("gina").get(url))
    assert cast.staff("gina").post(url, {"give": CYCLE}).status_code == 422
    assert Assignment.objects.count() == 0


def test_what_was_given_to_both_does_not_go_on_for_one(cast: Cast) -> None:
    pair = two(cast, homes=("safe", "safe"))
    shelves.practice(CYCLE)
    post(cast, pair, cast.m17, cast.m18)
    mine = cast.m17.assignments.get()
    today = cast.harbour.today()
    assert goes_on_refusal(mine, today) is None
    Client.objects.filter(pk=cast.m18.pk).update(home="not_safe")
    assert goes_on_refusal(Assignment.objects.get(pk=mine.pk), today) == SAID
    url = address("group_homework_again", cast.harbour, pair)
    Assignment.objects.update(ends=today, starts=today - dt.timedelta(days=6))
    browser = cast.staff("gina")
    assert SAID in text_of(browser.get(sent_to(browser.post(url))))
    assert set(Assignment.objects.values_list("ends", flat=True)) == {today}


def test_what_runs_already_is_named_and_no_longer_printed(cast: Cast) -> None:
    pair, today = two(cast, homes=("safe", "safe")), cast.m17.today()
    make.contact(cast.harbour)
    mine = make.assignment(cast.m17, group=pair)
    alone = make.assignment(cast.m17)
    give = address("handout_give", cast.harbour, cast.m17)
    asked = (
        (f"{give}?assignment={mine.uid}", {"paper": "A4"}),
        (address("diary_print", cast.harbour, mine), {"first": str(today), "paper": "A4"}),
    )
    assert held_back(cast.m17, today) == []
    assert diary_sheet(mine, today, Look()).week_from == today
    Client.objects.filter(pk=cast.m18.pk).update(home="not_safe")
    mine.refresh_from_db()
    assert held_back(cast.m17, today) == [(mine, SAID)]
    browser = cast.staff("amara")
    for url, sent in asked:
        assert errors_of(browser.post(url, sent)) == {"__all__": [SAID]}
    with pytest.raises(HandoutRefused, match="home is safe"):
        diary_sheet(mine, today, Look())
    assert (diary_sheet(alone, today, Look()).week_from, cast.m17.handouts.count()) == (today, 0)


def test_what_is_not_safe_for_one_counts_for_all(cast: Cast) -> None:
    couple = two(cast, homes=("safe", "safe"))
    plan = make.session(couple, kind="no_exposure")
    names = ("touch_unsafe", "breath_unsafe", "movement_unsafe")
    for number, name in enumerate(names):
        known = facts_for(at_desk(plan.pk))
        assert [getattr(known, one) for one in names] == [place < number for place in range(3)]
        Client.objects.filter(pk=cast.m18.pk).update(**{name: True})
    known = facts_for(at_desk(plan.pk))
    assert [getattr(known, one) for one in names] == [True] * 3


def test_paper_for_both_asks_the_same(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    shelves.item(CYCLE)
    monkeypatch.setattr(packets, "packet_pdfs", lambda parts, asker: (b"all", [b"%"] * len(parts)))
    pair, gina = two(cast), cast.staff("gina")
    url = address("group_packet_give", cast.harbour, pair)
    sent = {"items": CYCLE, "paper": "A4", "participants": str(cast.m17.uid)}
    assert errors_of(gina.post(url, sent)) == {"__all__": [SAID]}
    assert cast.m17.handouts.count() == 0
    reviewed(cast.m18, days=1)
    assert gina.post(url, sent).content == b"all"
    assert cast.m17.handouts.count() == 1


KNOWN = (*Client.FLAGS, "risk_open", "participants_flagged")


def test_what_is_held_back_asks_a_couple_once(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    pair, today = two(cast), cast.harbour.today()
    for count in (1, 3):
        while cast.m17.assignments.filter(group=pair).count() < count:
            make.assignment(cast.m17, group=pair)
        held_back(cast.m17, today)
        with django_assert_num_queries(7):
            assert [why for _one, why in held_back(cast.m17, today)] == [SAID] * count


@pytest.mark.parametrize("kind", ["couple", "group"])
def test_where_nobody_takes_part_nothing_is_known(cast: Cast, kind: str) -> None:
    empty = make.group(cast.harbour, "Two", kind=kind)
    make.team(empty, cast.gina)
    known = group_facts(empty, cast.harbour.today())
    assert [known[name] for name in KNOWN] == [None] * len(KNOWN)
    assert (known["participants"], known["home"]) == (0, None)


@pytest.mark.parametrize(
    ("asked", "unsafe", "known"),
    [
        ((True, True), (False, False), False),
        ((True, True), (False, True), True),
        ((True, False), (False, False), None),
        ((False, False), (False, False), None),
        ((True, False), (True, False), True),
    ],
)
def test_a_flag_is_a_no_when_everybody_was_asked(
    cast: Cast, asked: tuple[bool, bool], unsafe: tuple[bool, bool], known: bool | None
) -> None:
    pair, today = two(cast), cast.harbour.today()
    for whom, was_asked, is_unsafe in zip((cast.m17, cast.m18), asked, unsafe, strict=True):
        flags: dict[str, Any] = {"touch_unsafe": is_unsafe, "trauma": is_unsafe}
        flags["flag_days"] = Client.all_asked_on(today) if was_asked else {}
        Client.objects.filter(pk=whom.pk).update(**flags)
    found = group_facts(pair, today)
    assert (found["touch_unsafe"], found["trauma"]) == (known, known)
    assert found["participants_flagged"] == (None if known is None else sum(unsafe))
