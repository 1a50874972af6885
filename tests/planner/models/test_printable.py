"""What may go on paper for whom: practices, worksheets that obey two gates, pieces."""

import dataclasses
import datetime as dt
from typing import Any

import pytest

from clients.models import Client, SafetyReview
from planner.library.documents import Document
from planner.models import Item
from planner.models.printable import (
    Known,
    Wanted,
    by_shelf,
    choices_for,
    choices_for_all,
    form_for_all,
    wanted_of,
)
from planner.models.stock import Stock, about
from tests import factories as make
from tests.cast import Cast
from tests.planner import shelves
from tests.planner.documents.examples import piece, practice, worksheet
from tests.planner.shelves import CYCLE, FRAME, TOGETHER_FIRST, TOUCH

MAP, MAPPING = "day-map", "mindful-compassion-mapping"


def gates(**changes: Any) -> dict[str, Any]:
    """Gates as data."""
    return {"led_by": "self", "activating": False, "leave_out_when": []} | changes


def stock(language: str = "en") -> Stock:
    """Everything that is on the shelves."""
    return Stock(Item.objects.with_texts(), language)


def refusal(client: Client, code: str, **changes: Any) -> str | None:
    """What stands against this item for this client."""
    found = stock()
    document = found.find(code)
    assert document is not None
    wanted = dataclasses.replace(wanted_of(document, found), **changes)
    return Known.of(client).refusal(wanted)


def shelve(*documents: Document) -> None:
    """Put them into the shared library."""
    for document in documents:
        shelves.shelved(document)


def deliver(client: Client, code: str) -> None:
    """A session in which this was done."""
    held = make.appointment(client, status="held")
    done = make.session(client, appointment=held, recorded_at=client.clinic.now())
    make.block(done, "awareness", 5, practice=code, delivered_minutes=5)


def test_a_worksheet_for_everybody_may_be_printed(cast: Cast) -> None:
    shelve(worksheet())
    assert refusal(cast.m17, "small-map") is None
    cast.m17.status = "ended"
    assert (
        refusal(cast.m17, "small-map")
        == "The work with this client has ended. Nothing was printed."
    )


def test_a_worksheet_obeys_its_own_gates(cast: Cast) -> None:
    shelve(worksheet(gates=gates(leave_out_when=["touch_unsafe"])))
    assert refusal(cast.m17, "small-map") is None
    cast.m17.touch_unsafe = True
    assert "touch is not safe" in str(refusal(cast.m17, "small-map"))


def test_a_worksheet_obeys_the_practice_that_brings_it(cast: Cast) -> None:
    shelves.item(MAP)
    shelves.item(MAPPING, gates=gates(leave_out_when=["attachment_figure_unsafe"]))
    assert refusal(cast.m17, MAP) is None
    cast.m17.attachment_figure_unsafe = True
    assert "attachment figure is not safe" in str(refusal(cast.m17, MAP))


def test_one_practice_that_may_be_given_is_enough(cast: Cast) -> None:
    shelves.item(MAP)
    shelves.item(MAPPING, gates=gates(leave_out_when=["attachment_figure_unsafe"]))
    shelves.item(MAPPING, code="another-way", gates=gates())
    cast.m17.attachment_figure_unsafe = True
    assert refusal(cast.m17, MAP) is None


def test_a_form_of_the_practice_that_lifts_the_reason_is_enough(cast: Cast) -> None:
    lifting = {"code": "no_touch", "lifts": ["touch_unsafe"]}
    shelves.item(MAP)
    shelves.item(MAPPING, gates=gates(leave_out_when=["touch_unsafe"]), variants=[lifting])
    cast.m17.touch_unsafe = True
    assert refusal(cast.m17, MAP) is None


def test_together_first_is_met_by_the_practice_in_a_session(cast: Cast) -> None:
    shelves.item(MAP, gates=gates(led_by="therapist_first"))
    shelves.item(MAPPING)
    assert "together in a session first" in str(refusal(cast.m17, MAP))
    assert "together in a session first" in str(refusal(cast.m17, MAP, together=True))
    deliver(cast.m17, MAPPING)
    assert refusal(cast.m17, MAP) is None
    assert "together in a session first" in str(refusal(cast.m18, MAP))


def test_a_sheet_that_no_practice_brings_is_met_by_the_clinicians_word(cast: Cast) -> None:
    shelve(worksheet(gates=gates(led_by="therapist_first")))
    assert "together in a session first" in str(refusal(cast.m17, "small-map"))
    assert refusal(cast.m17, "small-map", together=True) is None
    deliver(cast.m17, "small-map")
    assert refusal(cast.m17, "small-map") is None


def test_the_clinicians_word_lifts_nothing_else(cast: Cast) -> None:
    shelve(worksheet(gates=gates(led_by="therapist_first", leave_out_when=["touch_unsafe"])))
    cast.m17.touch_unsafe = True
    assert "touch is not safe" in str(refusal(cast.m17, "small-map", together=True))


def test_exposure_at_home_goes_on_paper_once_it_was_given(cast: Cast) -> None:
    cast.m17.home = "safe"
    shelve(worksheet(gates=gates(exposure_homework=True)))
    assert "Exposure homework still needs" in str(refusal(cast.m17, "small-map"))
    make.assignment(cast.m17, code="small-map")
    assert refusal(cast.m17, "small-map") is None
    cast.m17.home = "not_safe"
    assert "Home is not safe" in str(refusal(cast.m17, "small-map"))


@pytest.mark.parametrize(("limit", "days", "refused"), [(7, 10, True), (45, 40, False)])
def test_paper_counts_the_days_of_a_review_as_the_clinic_does(
    cast: Cast, limit: int, days: int, refused: bool
) -> None:
    shelve(worksheet(gates=gates(exposure_homework=True)))
    make.assignment(cast.m17, code="small-map")
    cast.m17.home = "not_safe"
    cast.m17.clinic.limits = {"home_review_days": limit}
    SafetyReview.objects.create(
        clinic=cast.harbour,
        client=cast.m17,
        subject="home",
        reviewed_at=cast.harbour.now() - dt.timedelta(days=days),
    )
    assert (refusal(cast.m17, "small-map") is not None) is refused


def test_what_only_the_therapist_leads_goes_nowhere(cast: Cast) -> None:
    shelves.item(FRAME)
    shelve(worksheet(gates=gates(led_by="therapist_only"), real_danger_line=""))
    for code in (FRAME, "small-map"):
        assert "Only the therapist" in str(refusal(cast.m17, code))
        document = stock().find(code)
        assert document
        assert wanted_of(document, stock()).may_go_home is False


def test_a_sheet_of_a_practice_that_only_the_therapist_leads_goes_nowhere(cast: Cast) -> None:
    shelves.item(MAP)
    shelves.item(MAPPING, gates=gates(led_by="therapist_only"), real_danger_line="")
    document = stock().find(MAP)
    assert document
    assert wanted_of(document, stock()).may_go_home is False
    assert "Only the therapist" in str(refusal(cast.m17, MAP))


def test_a_practice_with_its_worksheet_obeys_both(cast: Cast) -> None:
    shelves.item(MAP, gates=gates(leave_out_when=["touch_unsafe"]))
    shelves.item(MAPPING)
    cast.m17.touch_unsafe = True
    said = str(refusal(cast.m17, MAPPING))
    assert said.startswith("Its worksheet cannot go along. This practice is left out when: touch")
    document = stock().find(MAPPING)
    assert document
    assert Known.of(cast.m17).refusal(wanted_of(document, stock()).alone()) is None


def test_a_piece_for_clinicians_is_for_no_client(cast: Cast) -> None:
    shelve(piece(), piece(code="for-us", reader="clinician"))
    assert refusal(cast.m17, "the-kettle") is None
    assert refusal(cast.m17, "for-us") == (
        "This piece is for clinicians; it is never given or printed."
    )


def test_choices_say_what_stands_against_each(cast: Cast) -> None:
    for code in (TOUCH, FRAME, TOGETHER_FIRST, MAP):
        shelves.item(code)
    shelve(piece(), piece(code="for-us", reader="clinician"))
    shelve(worksheet(gates=gates(led_by="therapist_first")))
    found = {one.slip.code: one for one in choices_for(cast.m17, stock())}
    assert sorted(found) == sorted((TOUCH, FRAME, TOGETHER_FIRST, MAP, "the-kettle", "small-map"))
    assert {code for code, one in found.items() if one.refusal is None} == {
        TOUCH,
        MAP,
        "the-kettle",
    }
    assert [code for code, one in found.items() if one.asks] == ["small-map"]


def test_choices_stand_to_read_to_do_to_fill_in(cast: Cast) -> None:
    shelve(worksheet(), worksheet(code="a-map", title="Another"), piece())
    shelves.item(TOUCH)
    shelves.item(CYCLE)
    shelved = by_shelf(choices_for(cast.m17, stock()))
    assert [(shelf.code, [one.slip.title for one in shelf.choices]) for shelf in shelved] == [
        ("pieces", ["The kettle that sings"]),
        ("practices", ["Soothing touch", "Three-Step Integration Cycle"]),
        ("worksheets", ["A map of small things", "Another"]),
    ]
    assert [shelf.label for shelf in shelved] == ["To explain", "Practices", "Worksheets"]
    assert by_shelf([]) == []


def test_for_all_is_what_suits_everybody(cast: Cast) -> None:
    for code in (TOUCH, FRAME, TOGETHER_FIRST, CYCLE):
        shelves.item(code)
    shelves.item(MAP)
    shelves.item(MAPPING, variants=[], gates=gates(leave_out_when=["trauma"]))
    shelve(worksheet(), worksheet(code="b-map", gates=gates(leave_out_when=["open_risk"])))
    shelve(piece(), piece(code="for-us", reader="clinician"))
    codes = [one.slip.code for one in choices_for_all(stock())]
    assert codes == ["the-kettle", TOUCH, CYCLE, "small-map"]
    slip = stock().slip(TOUCH)
    assert slip
    assert form_for_all(slip) == "no_touch"


def test_choices_ask_the_same_for_one_and_many(cast: Cast, django_assert_num_queries: Any) -> None:
    for count in (1, 5):
        for number in range(count):
            shelve(worksheet(code=f"sheet-{count}-{number}"))
        shelves.item((TOUCH, CYCLE)[count // 5])
        found = stock()
        with django_assert_num_queries(5):
            choices_for(cast.m17, found)


def test_the_gentlest_form_that_may_be_given_is_printed(cast: Cast) -> None:
    shelves.item(TOUCH)
    slip = stock().slip(TOUCH)
    assert slip
    assert Known.of(cast.m17).form_of(slip, cast.m17) == ""
    cast.m17.touch_unsafe = True
    assert Known.of(cast.m17).form_of(slip, cast.m17) == "no_touch"


def test_own_items_stand_for_the_shared_ones(cast: Cast) -> None:
    shelves.item(TOUCH)
    shelves.item(TOUCH, clinic=cast.harbour, title="Our own touch")
    assert [slip.title for slip in stock()] == ["Our own touch"]


def test_a_stock_speaks_a_language_and_falls_back_on_english(cast: Cast) -> None:
    shelve(worksheet(), piece())
    row = Item.objects.get(code="small-map")
    shelves.version(row, worksheet(language="de", title="Eine kleine Karte"))
    assert [slip.title for slip in stock("de")] == ["The kettle that sings", "Eine kleine Karte"]
    assert [slip.title for slip in stock("es")] == [
        "The kettle that sings",
        "A map of small things",
    ]


@pytest.mark.parametrize("code", [MAP, MAPPING])
def test_what_decides_on_an_item_is_found_together(cast: Cast, code: str) -> None:
    for one in (MAP, MAPPING, TOUCH, CYCLE):
        shelves.item(one)
    found = about(Item.objects.all(), code)
    assert sorted(item.code for item in found) == [MAP, MAPPING]


def test_a_practice_without_a_worksheet_stands_alone(cast: Cast) -> None:
    shelves.item(TOUCH)
    assert [item.code for item in about(Item.objects.all(), TOUCH)] == [TOUCH]
    assert [item.code for item in about(Item.objects.all(), "no-such-thing")] == []
    wanted = Wanted(given=practice())
    assert (wanted.alone(), wanted.may_go_home, wanted.suits_everyone) == (wanted, True, True)
