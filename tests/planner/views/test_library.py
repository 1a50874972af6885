"""The library: what can be found, read, printed for nobody yet, and given."""

from typing import Any

import pytest

from tests import factories as make
from tests.cast import Cast
from tests.clients.views.asking import queries, text_of
from tests.planner import shelves
from tests.planner.shelves import CYCLE, FRAME, PAUSE, TOUCH

from .asking import address


def titles(answer: Any) -> list[str]:
    """Titles of the cards on the page, wing by wing."""
    return [card.document.title for wing in answer.context["wings"] for card in wing.cards]


def look_up(cast: Cast, who: str = "amara", **words: str) -> Any:
    """The library's page for this member."""
    return cast.staff(who).get(address("library", cast.harbour), words)


def practice_of(cast: Cast, code: str, who: str = "amara", **words: str) -> Any:
    """The page of a practice."""
    return cast.staff(who).get(address("practice_page", cast.harbour, code), words)


def test_an_empty_library_says_how_it_is_filled(cast: Cast) -> None:
    assert "The library is empty" in text_of(look_up(cast))


def test_practices_stand_by_wing_and_title(cast: Cast) -> None:
    for code in (TOUCH, PAUSE, FRAME, CYCLE):
        shelves.practice(code)
    answer = look_up(cast)
    assert [(wing.code, len(wing.cards)) for wing in answer.context["wings"]] == [
        ("both", 2),
        ("awareness", 1),
        ("compassion", 1),
    ]
    assert titles(answer) == [
        "Micro-Pause",
        "Three-Step Integration Cycle",
        "Imaginal exposure frame",
        "Soothing touch",
    ]
    assert text_of(answer).count("Therapist only") == 1


def test_words_are_sought_in_title_and_purpose(cast: Cast) -> None:
    shelves.practice(TOUCH)
    shelves.practice(CYCLE)
    assert titles(look_up(cast, q="SOOTH")) == ["Soothing touch"]
    assert titles(look_up(cast, q="kindness breath")) == ["Three-Step Integration Cycle"]
    assert titles(look_up(cast, q="kindness nothing-of-that")) == []
    assert "Nothing found" in text_of(look_up(cast, q="nothing-of-that"))


def test_practices_are_found_by_phase(cast: Cast) -> None:
    shelves.practice(TOUCH)
    shelves.practice(FRAME)
    assert titles(look_up(cast, phase="exposure")) == ["Imaginal exposure frame"]
    assert titles(look_up(cast, phase="no such phase")) == [
        "Imaginal exposure frame",
        "Soothing touch",
    ]


def test_typing_sends_the_shelf_alone(cast: Cast) -> None:
    shelves.practice(TOUCH)
    url = address("library", cast.harbour)
    part = cast.staff("amara").get(url, {"q": "touch"}, headers={"HX-Request": "true"})
    assert "Soothing touch" in text_of(part)
    assert b"<html" not in part.content


def test_an_own_practice_stands_for_the_shared_one(cast: Cast) -> None:
    shelves.practice(TOUCH)
    shelves.practice(TOUCH, clinic=cast.harbour, title="Our own touch")
    shelves.practice(TOUCH, clinic=cast.lakeside, title="The lake's secret")
    assert titles(look_up(cast)) == ["Our own touch"]
    page = text_of(practice_of(cast, TOUCH))
    assert "Our own touch" in page
    assert "secret" not in page


def test_protocols_can_be_read(cast: Cast) -> None:
    shelves.protocol("trauma-90")
    shelves.protocol("individual-50")
    answer = look_up(cast, show="protocols")
    assert [one.code for one in answer.context["protocols"]] == [
        "individual-50",
        "trauma-90",
    ]
    page = text_of(answer)
    assert "Its 7 blocks" in page
    assert "Never shortened to catch up. SUDS after grounding." in page
    assert "50–65" in page


def test_the_library_asks_the_same_for_one_and_many(cast: Cast) -> None:
    browser, url = cast.staff("amara"), address("library", cast.harbour)
    shelves.practice(TOUCH)
    with_one = queries(browser, url)
    shelves.practice(CYCLE)
    shelves.practice(PAUSE)
    assert queries(browser, url) == with_one


def test_a_practice_can_be_read_whole(cast: Cast) -> None:
    shelves.practice(TOUCH)
    shelves.practice(CYCLE)
    page = text_of(practice_of(cast, TOUCH))
    assert "3 min (1 to 6)" in page
    assert "Straight after, 1 minute" in page
    assert "Left out when: touch is not safe." in page
    assert "The client can do it alone." in page
    assert "Clinical tradition" in page
    # A wrapped line of the file is no line of the script.
    assert "This is about your own hand only. Or about no hand at all: a warm cup" in page
    assert "<br>" not in page.partition('class="script"')[2].partition("</div>")[0]


def test_a_form_shows_its_own_steps_and_gates(cast: Cast) -> None:
    shelves.practice(TOUCH)
    page = text_of(practice_of(cast, TOUCH, form="no_touch"))
    assert "Choose something warm" in page
    assert "Try a place" not in page.partition("To read aloud")[0]
    assert "Left out when:" not in page
    assert '<a href="?form=no_touch" aria-current="page">Without touch</a>' in page
    assert "Try a place" in text_of(practice_of(cast, TOUCH, form="no such form"))


def test_what_only_a_therapist_leads_has_no_way_home(cast: Cast) -> None:
    shelves.practice(FRAME)
    page = text_of(practice_of(cast, FRAME))
    assert "Only the therapist leads it. It is never given or printed." in page
    assert "Give as homework" not in page
    assert "Print blank" not in page
    give = address("practice_give", cast.harbour, FRAME)
    assert cast.staff("amara").get(give).status_code == 404


def test_an_owner_reads_and_prints_nothing(cast: Cast) -> None:
    shelves.practice(TOUCH)
    assert "Print blank" not in text_of(practice_of(cast, TOUCH, "olga"))
    url = address("practice_print", cast.harbour, TOUCH)
    assert cast.staff("olga").get(url).status_code == 403


@pytest.mark.parametrize("name", ["practice_page", "practice_print", "practice_give"])
def test_a_practice_that_is_not_here_is_not_found(cast: Cast, name: str) -> None:
    shelves.practice(TOUCH, clinic=cast.lakeside)
    for code in (TOUCH, "no-such-thing"):
        assert cast.staff("amara").get(address(name, cast.harbour, code)).status_code == 404


def test_a_retired_practice_is_not_found(cast: Cast) -> None:
    row = shelves.practice(TOUCH)
    row.retired_at = row.versions.get().made_at
    row.save(update_fields=["retired_at"])
    assert practice_of(cast, TOUCH).status_code == 404
    assert "Soothing touch" not in text_of(look_up(cast))


def test_giving_leads_to_ones_own_clients(cast: Cast) -> None:
    shelves.practice(TOUCH)
    make.team(make.client(cast.harbour, "E-1", status="ended"), cast.amara)
    url = address("practice_give", cast.harbour, TOUCH)
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
