"""A note longer than there is room for, and a number that cannot be: said at once, and nothing is lost."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.demo import LEILA, open_phone, phone_link
from tests.journeys.watching import PHONE
from tests.server import Site

MOST = 2000


def written_down(site: Site, visit: Visit) -> Page:
    """The page of what may be added to an entry that was just saved."""
    uid = site.ask(f"from tests.journeys import rows; rows.say_played({LEILA!r})")
    page = visit(site, viewport=PHONE)
    open_phone(page, phone_link(site, LEILA))
    page.goto(f"{site.url}/p/begin/{uid}/")
    page.get_by_role("button", name="I did it", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Saved")
    return page


def test_a_pasted_note_stays_whole_and_says_that_it_is_too_long(site: Site, visit: Visit) -> None:
    page = written_down(site, visit)
    page.get_by_text("Add a note").click()
    note = page.get_by_label("A note", exact=True)
    note.focus()
    page.keyboard.insert_text("z" * (MOST + 1))
    page.get_by_text("Add a note").click()  # folded away, it could not say anything
    page.get_by_role("button", name="Save", exact=True).click()
    expect(note).to_be_visible()
    assert note.evaluate("(one) => [one.value.length, one.validationMessage]") == [
        MOST + 1,
        "This is longer than there is room for. Shorten it a little, please.",
    ]
    note.fill("z" * MOST)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()


@pytest.mark.parametrize("is_cut", [False, True], ids=["online", "offline"])
def test_a_number_that_cannot_be_is_said_in_our_words(
    site: Site, visit: Visit, *, is_cut: bool
) -> None:
    page = written_down(site, visit)
    page.context.set_offline(is_cut)
    minutes = page.get_by_label("How many minutes?")
    for wrong in ("9999", "-1", "1.5", "1e"):
        minutes.fill("")
        minutes.press_sequentially(wrong)
        page.get_by_role("button", name="Save", exact=True).click()
        expect(minutes).to_be_focused()
        said = minutes.evaluate("(one) => one.validationMessage")
        assert said == "A whole number from 0 to 600 fits here.", wrong
    minutes.fill("12")
    page.get_by_role("button", name="Save", exact=True).click()
    there = "Kept on this phone" if is_cut else "Today"
    expect(page.get_by_role("heading", level=1)).to_have_text(there)
