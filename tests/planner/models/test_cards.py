"""An item as a card, and the contents by wing and phase."""

from dataclasses import replace

from planner.library.entries import Entry, entry_of
from planner.models.cards import CONTENTS_MOST, Card, contents_of
from planner.plan import Phase
from tests.planner.library.entries import entry
from tests.planner.library.test_passages import shown
from tests.planner.shelves import CYCLE, FRAME, PAUSE, TOUCH, library


def practice(code: str) -> Entry:
    """A practice of the library."""
    return entry_of(library().practice(code))


def test_title_and_purpose_show_the_words() -> None:
    card = Card(entry=practice(TOUCH), matched=frozenset({"touch", "warm"}))
    assert shown(card.title) == "Soothing [touch]"
    assert (card.under, card.passage) == ([], [])


def test_where_they_do_not_the_tags_do() -> None:
    tagged = entry("a", "Pause", purpose="Rest.", tags=("inner critic", "shame"), text="A critic.")
    card = Card(entry=tagged, matched=frozenset({"critic"}))
    assert card.under == ["inner critic"]
    assert card.passage == []


def test_where_nothing_else_does_a_passage_does() -> None:
    card = Card(
        entry=entry("a", "Pause", purpose="Rest.", text="Sit down. Feel the chair."),
        matched=frozenset({"chair"}),
    )
    assert shown(card.passage) == "Feel the [chair]."
    document = replace(library().practice(CYCLE), tags=())
    titled = Card(entry=entry_of(document), matched=frozenset({"name"}))
    assert shown(titled.passage) == "Notice, [name] it kindly, stay"


def test_a_passage_shows_no_word_that_only_means_the_same() -> None:
    card = Card(
        entry=entry("a", "Pause", purpose="Rest.", text="No fear. Then panic."),
        matched=frozenset({"fear", "panic"}),
        kindred=frozenset({"fear"}),
    )
    assert shown(card.passage) == "Then [panic]."


def test_without_words_there_is_nothing_to_explain() -> None:
    card = Card(entry=practice(TOUCH))
    assert (card.under, card.passage) == ([], [])
    assert shown(card.title) == "Soothing touch"


def test_what_stands_on_a_card() -> None:
    card = Card(entry=practice(TOUCH), within=2)
    assert (card.kind, card.family, card.is_said) == ("Practice", "compassion", False)
    assert card.phases[:2] == [Phase(one).label for one in card.entry.phases[:2]]
    assert card.is_shortened is True
    assert Card(entry=practice(TOUCH), within=5).is_shortened is False
    assert Card(entry=entry("a", "A")).phases == []


def test_each_practice_stands_once_in_the_contents() -> None:
    known = [practice(code) for code in (TOUCH, PAUSE, FRAME, CYCLE)]
    wings = contents_of(known)
    assert [wing.code for wing in wings] == ["awareness", "compassion", "both"]
    places = [(wing.code, place) for wing in wings for place in wing.places]
    named = [(code, place.phase, one.code) for code, place in places for one in place.entries]
    assert sorted(named) == sorted((one.wing, one.phases[0], one.code) for one in known)


def test_what_can_serve_a_phase_is_counted() -> None:
    touch = practice(TOUCH)
    (wing,) = contents_of([touch])
    (place,) = wing.places
    assert (place.serving, place.has_more) == (1, False)
    assert [one.phase.value for one in wing.also] == [
        phase.value for phase in Phase if phase.value in touch.phases[1:]
    ]


def test_a_long_list_is_cut() -> None:
    (wing,) = contents_of([practice(TOUCH)] * (CONTENTS_MOST + 3))
    assert len(wing.places[0].entries) == CONTENTS_MOST
    assert wing.places[0].has_more is True


def test_no_practices_no_contents() -> None:
    assert contents_of([]) == ()
