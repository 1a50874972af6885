"""The library's front page: finding, filters, stars, contents."""

from typing import Any

import pytest
from django.utils.timezone import now

from planner.models import Bookmark, Item
from tests.cast import Cast
from tests.clients.views.asking import queries, sent_to, text_of
from tests.planner import shelves
from tests.planner.library.entries import piece
from tests.planner.shelves import CYCLE, FRAME, PAUSE, TOUCH

from .asking import address

HTMX = {"HX-Request": "true"}


def look_up(cast: Cast, who: str = "amara", **words: Any) -> Any:
    """The library's page for this member."""
    return cast.staff(who).get(address("library", cast.harbour), words)


def titles(answer: Any) -> list[str]:
    """Titles of the cards on the page."""
    return [card.entry.title for card in answer.context["cards"]]


def four() -> None:
    """Four practices: both wings twice, awareness, compassion."""
    for code in (TOUCH, PAUSE, FRAME, CYCLE):
        shelves.practice(code)


def test_an_empty_library_says_how_it_is_filled(cast: Cast) -> None:
    assert "The library is empty" in text_of(look_up(cast))


def test_it_opens_with_the_contents_by_wing_and_phase(cast: Cast) -> None:
    four()
    answer = look_up(cast)
    wings = answer.context["wings"]
    assert [(wing.label, sum(len(one.entries) for one in wing.places)) for wing in wings] == [
        ("Awareness", 1),
        ("Compassion", 1),
        ("Both wings together", 2),
    ]
    assert f'<a href="{FRAME}/">' in text_of(answer)


def test_it_opens_with_what_clients_say(cast: Cast) -> None:
    shelves.guide("stuck", [PAUSE, TOUCH])
    shelves.practice(PAUSE)
    page = text_of(look_up(cast))
    assert '<a href="?challenge=stuck">“I am stuck”</a>' in page
    answer = look_up(cast, challenge="stuck")
    assert titles(answer) == ["Micro-Pause"]
    page = text_of(answer)
    assert "Try micro-pause." in page
    assert "Let us look." in page
    assert "What to offer, in this order" in page


def test_the_best_come_first_on_every_database(cast: Cast) -> None:
    four()
    assert titles(look_up(cast, q="kind")) == [
        "Three-Step Integration Cycle",
        "Micro-Pause",
        "Soothing touch",
    ]
    assert titles(look_up(cast, q="soothng")) == ["Soothing touch"]
    assert titles(look_up(cast, q="Tóuch", wing="compassion")) == ["Soothing touch"]


def test_filters_are_in_words_and_can_be_taken_away(cast: Cast) -> None:
    four()
    answer = look_up(cast, phase="exposure", minutes="45")
    assert titles(answer) == ["Imaginal exposure frame"]
    assert answer.context["chosen"] == [
        ("phase", "Exposure", "?minutes=45"),
        ("minutes", "45 min or less", "?phase=exposure"),
    ]
    assert "1 found." in text_of(answer)
    assert text_of(answer).count("Therapist only") == 1


def test_a_practice_that_fits_only_in_its_shortest_form_says_so(cast: Cast) -> None:
    four()
    assert "3 min</span> (1 min at least)" in text_of(look_up(cast, q="touch", minutes=2))
    assert "at least" not in text_of(look_up(cast, q="touch", minutes=5))


def test_shelves_say_how_much_stands_on_them(cast: Cast) -> None:
    four()
    shelves.protocol("trauma-90")
    tabs = look_up(cast).context["tabs"]
    assert [(str(tab["label"]), tab["count"]) for tab in tabs] == [
        ("Everything", 5),
        ("Practices", 4),
        ("Protocols", 1),
    ]
    answer = look_up(cast, shelf="protocols")
    assert titles(answer) == ["Trauma-focused session, 90 minutes"]
    assert [tab["current"] for tab in answer.context["tabs"]] == [False, False, True]


def test_nothing_found_says_what_would_help(cast: Cast) -> None:
    four()
    page = text_of(look_up(cast, q="touch", wing="awareness", phase="exposure"))
    assert "Nothing fits." in page
    page = text_of(look_up(cast, q="soothing", phase="exposure"))
    assert '<a href="?q=soothing">1 without “Exposure”</a>' in page
    page = text_of(look_up(cast, q="sootthng"))
    assert "No item has “sootthng”." in page
    assert '<a href="?q=soothing">soothing</a>?' in page


def test_words_that_are_not_all_there_bring_what_is_near(cast: Cast) -> None:
    four()
    answer = look_up(cast, q="soothing exposure")
    assert titles(answer) == []
    near = [card.entry.title for card in answer.context["near"]]
    assert near == ["Imaginal exposure frame", "Soothing touch"]
    assert "Nothing has all of these words; 2 have some of them." in text_of(answer)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"phase": "no such phase"}, "phase"),
        ({"minutes": "soon"}, "minutes"),
        ({"challenge": "gone"}, "challenge"),
        ({"shelf": "x"}, "shelf"),
        ({"mine": "x"}, "mine"),
        ({"q": "a" * 81}, "q"),
    ],
)
def test_what_nobody_knows_is_told_at_its_field_and_passed_over(
    cast: Cast, words: dict[str, str], field: str
) -> None:
    four()
    answer = look_up(cast, **{"wing": "compassion"} | words)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert titles(answer) == ["Soothing touch"]
    assert "field-error" in text_of(answer)


@pytest.mark.parametrize("number", ["2", "0", "-1", "x", "9" * 30])
def test_a_page_that_is_not_there_is_the_nearest(cast: Cast, number: str) -> None:
    four()
    assert len(titles(look_up(cast, shelf="practices", page=number))) == 4


def test_many_come_in_pages(cast: Cast) -> None:
    for number in range(30):
        shelves.shelved(piece(f"p-{number}", f"Piece {number:02}"))
    first = look_up(cast, q="piece")
    assert (len(titles(first)), first.context["count"]) == (24, 30)
    assert 'href="?q=piece&amp;page=2"' in text_of(first)
    second = look_up(cast, q="piece", page=2)
    assert titles(second) == [f"Piece {number:02}" for number in range(24, 30)]
    assert "Page 2 of 2" in text_of(second)


def test_typing_sends_the_part_and_a_clean_address(cast: Cast) -> None:
    four()
    url = address("library", cast.harbour)
    part = cast.staff("amara").get(url, {"q": "touch", "phase": "", "minutes": ""}, headers=HTMX)
    assert "Soothing" in text_of(part)
    assert b"<html" not in part.content
    assert part.headers["HX-Replace-Url"] == f"{url}?q=touch"
    empty = cast.staff("amara").get(url, {"q": " ", "phase": ""}, headers=HTMX)
    assert empty.headers["HX-Replace-Url"] == url


def test_typed_text_comes_back_as_text(cast: Cast) -> None:
    four()
    page = text_of(look_up(cast, q='"><b>x</b>'))
    assert "<b>" not in page


def test_found_words_are_marked(cast: Cast) -> None:
    four()
    assert "Soothing <mark>touch</mark></a>" in text_of(look_up(cast, q="touch"))


def test_an_own_practice_stands_for_the_shared_one(cast: Cast) -> None:
    shelves.practice(TOUCH)
    shelves.practice(TOUCH, clinic=cast.harbour, title="Our own touch")
    shelves.practice(TOUCH, clinic=cast.lakeside, title="The lake's secret")
    answer = look_up(cast, shelf="practices")
    assert titles(answer) == ["Our own touch"]
    assert '<span class="tag">Own</span>' in text_of(answer)
    assert "1 item of the clinic’s own" in text_of(look_up(cast))
    near = look_up(cast, q="secret lake touch").context["near"]
    assert [card.entry.title for card in near] == ["Our own touch"]


def test_a_draft_is_its_authors_alone(cast: Cast) -> None:
    row = shelves.practice(TOUCH, clinic=cast.harbour, title="Not yet touch")
    Item.objects.filter(pk=row.pk).update(draft_of=cast.amara)
    shelves.practice(CYCLE)
    answer = look_up(cast, mine="drafts")
    assert titles(answer) == ["Not yet touch"]
    assert '<span class="tag tag-note">Draft</span>' in text_of(answer)
    for words in ({"q": "not yet touch"}, {"mine": "drafts"}, {"shelf": "practices"}):
        assert "Not yet" not in text_of(look_up(cast, "ben", **words))


def test_a_star_by_a_plain_form(cast: Cast) -> None:
    four()
    url, here = address("favourite", cast.harbour, TOUCH), address("library", cast.harbour)
    browser = cast.staff("amara")
    answer = browser.post(url, {"favourite": "on", "back": f"{here}?q=touch"})
    assert sent_to(answer) == f"{here}?q=touch"
    assert [card.entry.title for card in look_up(cast).context["favourites"]] == ["Soothing touch"]
    assert titles(look_up(cast, mine="favourites")) == ["Soothing touch"]
    assert look_up(cast, "ben").context["favourites"] == []
    answer = browser.post(url, {"favourite": "off", "back": "https://elsewhere.example/"})
    assert sent_to(answer) == here
    assert look_up(cast).context["favourites"] == []


def test_a_star_by_htmx_sends_the_button(cast: Cast) -> None:
    four()
    url = address("favourite", cast.harbour, TOUCH)
    part = cast.staff("amara").post(url, {"favourite": "on"}, headers=HTMX)
    page = text_of(part)
    assert 'value="off" aria-pressed="true" aria-label="Favourite: Soothing touch"' in page
    assert b"<html" not in part.content
    page = text_of(cast.staff("amara").post(url, {"favourite": "off"}, headers=HTMX))
    assert 'value="on" aria-pressed="false"' in page


def test_a_star_on_what_one_may_not_see_is_refused(cast: Cast) -> None:
    shelves.practice(TOUCH, clinic=cast.lakeside)
    draft = shelves.practice(PAUSE, clinic=cast.harbour)
    Item.objects.filter(pk=draft.pk).update(draft_of=cast.ben)
    shelves.practice(CYCLE)
    Item.objects.filter(code=CYCLE).update(retired_at=now())
    for code in (TOUCH, PAUSE, CYCLE, "no-such-thing"):
        url = address("favourite", cast.harbour, code)
        assert cast.staff("amara").post(url, {"favourite": "on"}).status_code == 404
    assert Bookmark.objects.count() == 0


def test_what_was_used_lately_is_at_hand(cast: Cast) -> None:
    four()
    for code in (TOUCH, PAUSE):
        item = Item.objects.get(code=code)
        Bookmark.objects.create(member=cast.amara, item=item, used_at=now())
    page = text_of(look_up(cast))
    assert "Used lately" in page
    assert "Used lately" not in text_of(look_up(cast, "ben"))


@pytest.mark.parametrize("words", ["", "?q=kind", "?shelf=practices", "?mine=favourites"])
def test_the_library_asks_the_same_for_one_and_many(cast: Cast, words: str) -> None:
    browser, url = cast.staff("amara"), address("library", cast.harbour) + words
    shelves.practice(TOUCH)
    shelves.guide("stuck", [TOUCH])
    mark = {"member": cast.amara, "favourite": True, "used_at": now()}
    Bookmark.objects.create(item=Item.objects.get(code=TOUCH), **mark)
    with_one = queries(browser, url)
    for code in (CYCLE, PAUSE, FRAME):
        Bookmark.objects.create(item=shelves.practice(code), **mark)
    assert queries(browser, url) == with_one
    assert with_one <= 12
