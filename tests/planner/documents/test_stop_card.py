"""The stay-or-stop card on paper: straight after the stop box, with lines where nothing is known."""

from clients.agreement import Agreement
from clients.prescription import StayOrStop
from planner.documents.handouts import handout_html
from planner.sheets import Contact, HandoutSheet
from tests.planner.documents.examples import handout, practice

CARD = StayOrStop(stay="While it is fear.", stop="If lost.", then="Feet.")
AGREED = Agreement(go_to="The <library>", call="Rosa, 555 0134", call_hours="until 9")
OFFICE = Contact(name="Harbour Clinic", number="555 0100", hours="9 to 5")


def sheet(**changes: object) -> HandoutSheet:
    """A rung of the ladder for somebody."""
    return handout(practice(stay_or_stop=CARD), **{"office": OFFICE} | changes)


def card_of(page: str) -> str:
    """The card alone."""
    start = page.index('class="box card"')
    return page[start : page.index("</section>", start)]


def test_it_stands_before_the_steps_straight_after_the_stop_box() -> None:
    page = handout_html(sheet())
    boxes = [page.index(words) for words in ("box stop", "box card", "facts", "steps")]
    assert boxes == sorted(boxes)


def test_it_has_the_place_the_number_and_the_own_sign() -> None:
    card = card_of(handout_html(sheet(agreement=AGREED, stop_sign="the left hand")))
    said = ["The &lt;library&gt;", "Rosa, 555 0134, until 9.", "the left hand", "555 0100"]
    assert [words for words in said if words in card] == said
    assert "fill" not in card


def test_what_is_not_known_is_a_line_to_write_on() -> None:
    card = card_of(handout_html(sheet()))
    assert card.count('class="fill') == 3
    assert "My stop sign" not in card


def test_discreet_paper_names_nobody_and_no_number() -> None:
    page = handout_html(sheet(agreement=AGREED, stop_sign="the left hand", discreet=True))
    told = ["library", "Rosa", "until 9", "the left hand", "555 0100", "Harbour", "Call"]
    assert [words for words in told if words in page] == []
    assert card_of(page).count('class="fill') == 1
