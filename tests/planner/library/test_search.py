"""The search: what matches, and in which order."""

import random

import pytest

from planner.library.entries import Entry
from planner.library.search import Index, terms_of
from tests.planner.library.entries import entry, found

BREATH = entry("breath-anchor", "Breath anchor", tags=("calm",), purpose="Rest.", text="Sit down.")


def test_the_place_of_a_word_decides_the_order() -> None:
    entries = [
        entry("four", "A", text="An anchor."),
        entry("three", "B", purpose="An anchor."),
        entry("two", "C", tags=("anchor",)),
        entry("one", "The anchor"),
    ]
    assert found("anchor", *entries) == ["one", "two", "three", "four"]


def test_the_better_a_word_fits_the_higher() -> None:
    entries = [
        entry("slip", "Growndix"),
        entry("ending", "Grounded"),
        entry("longer", "Groundwork"),
        entry("whole", "Ground"),
    ]
    assert found("ground", *entries) == ["whole", "ending"]
    assert found("groun", *entries) == ["whole", "ending", "longer"]
    assert found("grounds", *entries) == ["whole", "ending"]
    assert found("growndi", *entries) == ["slip"]


def test_every_word_has_to_match_somewhere() -> None:
    other = entry("feet", "Feet", text="Your breath comes and goes.")
    assert found("breath anchor", BREATH, other) == ["breath-anchor"]
    assert found("breath sit", BREATH, other) == ["breath-anchor"]
    near = Index.of([BREATH, other]).search("breath anchor").near
    assert [one.code for one in near] == ["feet"]


def test_equals_stand_by_shelf_then_title_then_code() -> None:
    entries = [
        entry("b-two", "Breath", tags=("x",)),
        entry("b-one", "Breath"),
        entry("a", "Breath awake"),
    ]
    assert found("breath", *entries) == ["b-one", "b-two", "a"]
    shuffled = [*entries, BREATH]
    order = found("breath", *shuffled)
    for seed in range(10):
        random.Random(seed).shuffle(shuffled)
        assert found("breath", *shuffled) == order


def test_words_side_by_side_in_the_title_come_first() -> None:
    apart = entry("apart", "Anchor for the first breath")
    beside = entry("beside", "Breath anchor for all")
    assert found("breath anchor", apart, beside) == ["beside", "apart"]


@pytest.mark.parametrize(
    "query",
    [
        "BREATH",
        "bréath",
        "breathing",
        "brath",
        "breaths",
        "braeth anchr",
        "breathanchor",
        "ca",
        "breathin",
    ],
)
def test_it_forgives(query: str) -> None:
    assert found(query, BREATH) == ["breath-anchor"]


@pytest.mark.parametrize("query", ["brth", "clm", "breath and chaos", "xyz"])
def test_it_does_not_forgive_everything(query: str) -> None:
    assert found(query, BREATH) == []


def test_a_known_word_is_not_taken_for_the_beginning_of_another() -> None:
    numb, number = entry("numb", "Numb"), entry("number", "Numbers")
    assert found("numb", numb, number) == ["numb"]
    assert found("num", numb, number) == ["numb", "number"]


def test_a_slip_counts_only_where_nothing_else_is_found() -> None:
    shame, share = entry("shame", "Shame"), entry("share", "Share")
    assert found("shame", shame, share) == ["shame"]
    assert found("shame", share) == ["share"]


def test_words_for_the_same_thing_count_least_and_not_in_a_text() -> None:
    exact = entry("exact", "Z", tags=("anxious",))
    kin = entry("kin", "A", tags=("nerves",))
    text = entry("text", "B", text="Nerves and worry.")
    assert found("anxiety", exact, kin, text) == ["exact", "kin"]


def test_small_words_do_not_have_to_match() -> None:
    assert found("what do I offer when the client is in need of an anchor", BREATH) == []
    assert terms_of("What do I offer for the breath?") == ["breath"]
    assert terms_of("the") == ["the"]
    assert terms_of("e mail 5") == ["mail", "5"]
    assert terms_of(" - ") == []
    assert len(terms_of(" ".join(f"word{n}" for n in range(50)))) == 8


def test_a_single_sign_matches_itself_alone() -> None:
    five = entry("five", "Senses", tags=("5-4-3-2-1",))
    fifty = entry("fifty", "50 minutes senses")
    assert found("5 senses", five, fifty) == ["five"]


def test_what_kind_it_is_can_be_typed_along() -> None:
    assert found("psychoeducation anchor", BREATH) == ["breath-anchor"]


def test_an_unknown_word_comes_with_the_nearest() -> None:
    result = Index.of([BREATH]).search("anxxhor calm")
    assert result.missing == (("anxxhor", ("anchor",)),)
    assert result.entries == ()
    assert [one.code for one in result.near] == ["breath-anchor"]
    assert Index.of([BREATH]).search("wxyz").missing == (("wxyz", ()),)


def test_it_says_by_which_words_it_was_found() -> None:
    assert {"breath"} == Index.of([BREATH]).search("breathing").matched
    assert Index.of([BREATH]).search("").matched == frozenset()
    tired = Index.of([entry("a", "Tired")]).search("tired")
    assert "fatigue" in tired.kindred
    assert tired.matched - tired.kindred == {"tired"}


def test_an_empty_library_finds_nothing() -> None:
    result = Index.of(()).search("breath")
    assert (result.entries, result.near) == ((), ())
    assert Index.of(()).search("").entries == ()


@pytest.mark.parametrize("query", ["a" * 80, "\u202eא\u0301😀", "%_*\\", "' OR 1=1 --", "́", "…"])
def test_odd_queries_find_nothing_and_break_nothing(query: str) -> None:
    assert found(query, BREATH) == []


def many(count: int) -> list[Entry]:
    return [entry(f"item-{n}", f"Anchor number {n}", text="breath " * 20) for n in range(count)]


def test_everything_is_found_not_the_first_few() -> None:
    assert len(found("anchor breath", *many(300))) == 300
