"""Worksheets that come late from a phone, and those that were taken back without a network."""

import uuid
from typing import Any

import pytest

from clients.actions.consents import answer_stream
from clients.actions.people import set_quiet_mode
from clients.models import Assignment, Edition, Log, SheetAnswer
from tests import factories as make
from tests.cast import Cast
from tests.clients.portal.test_sync import became, post, said
from tests.phones import seal


def sheets() -> list[tuple[Any, ...]]:
    """What each sheet says, the edition that asked it, whether it is finished and shared."""
    rows = SheetAnswer.objects.order_by("pk").select_related("edition")
    return [(row.answers, row.edition.number, row.is_finished, row.is_shared) for row in rows]


def test_a_sheet_arrives_once_by_the_questions_that_it_answered(cast: Cast) -> None:
    """Also after its homework ended and asks something else; what does not fit is said."""
    given = make.assignment(cast.m17, prescription={"worksheet": make.SHEET})
    device, phone, entry = cast.phones["M-17"].uid, cast.phone("M-17"), uuid.uuid4()
    other = make.SHEET | {"fields": [{"key": "other", "label": "Other", "kind": "short_text"}]}
    Edition.objects.create(
        clinic=given.clinic,
        assignment=given,
        number=2,
        from_date=given.starts,
        prescription_data=given.editions.get().prescription_data | {"worksheet": other},
        schedule_data=make.DAILY,
    )
    Assignment.objects.update(status="ended")

    def sealed(number: int, act: str = "sheet", **form: str) -> dict[str, Any]:
        named = {"edition": "1"} | {name.replace("_", "-"): text for name, text in form.items()}
        return seal(said(given, number, act, entry=entry, form=named), device)

    done = sealed(2, q_about="the bus", q_strange="x", then="done", readers="both")
    answer = post(phone, done, sealed(1, q_about="older", readers="me"), done)
    assert became(answer) == ["kept", "kept", "known"]
    strange = "Kept, but for an answer to a question that your sheet does not ask."
    assert [one["why"] for one in answer.json()["answers"]] == [strange, "", ""]
    assert sheets() == [({"about": "the bus"}, 1, True, True)]
    entry = uuid.uuid4()
    assert became(post(phone, sealed(3, edition="9", q_other="y", then="later"))) == ["kept"]
    assert sheets()[1:] == [({"other": "y"}, 2, False, False)]
    assert Log.objects.count() == 0


def test_a_sheet_that_is_not_shared_any_more_or_has_no_place(cast: Cast) -> None:
    asks, device, phone = {"worksheet": make.SHEET}, cast.phones["M-17"].uid, cast.phone("M-17")
    given, bare = make.assignment(cast.m17, prescription=asks), make.assignment(cast.m17)
    theirs = make.assignment(cast.m18, prescription=asks)
    form = {"q-about": "x", "readers": "both", "then": "done"}
    sent = [seal(said(one, 1, "sheet", form=form), device) for one in (given, bare, theirs)]
    answer_stream(client=cast.m17, kind="worksheets", shares=False, by=cast.phones["M-17"])
    set_quiet_mode(client=cast.m17, on=True, by=cast.amara)
    answer = post(phone, *sent)
    assert became(answer) == ["kept", "refused", "refused"]
    assert [one["why"] for one in answer.json()["answers"]] == [
        "",
        "This sheet belongs to a practice that does not ask for it any more.",
        "This entry belongs to a practice that is not yours any more.",
    ]
    assert sheets() == [({"about": "x"}, 1, True, False)]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_sheet_taken_back_without_a_network_is_gone_in_whatever_order(
    cast: Cast, order: tuple[int, int]
) -> None:
    given = make.assignment(cast.m17, prescription={"worksheet": make.SHEET})
    device, entry = cast.phones["M-17"].uid, uuid.uuid4()
    form = {"q-about": "words that go", "then": "done"}
    sent = [
        seal(said(given, 1, "sheet", entry=entry, form=form), device),
        seal(said(given, 2, "sheet_back", entry=entry), device),
    ]
    for place in order:
        assert became(post(cast.phone("M-17"), sent[place])) == ["kept"]
    assert became(post(cast.phone("M-17"), *sent)) == ["known", "known"]
    sheet = SheetAnswer.objects.get()
    assert (sheet.answers, sheet.taken_back_at is not None) == ({}, True)
    assert Log.objects.count() == 0
