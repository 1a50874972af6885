"""Words as a search compares them."""

import pytest

from planner.library.spelling import (
    fold,
    joined,
    listed,
    slipped,
    slips,
    stem,
    unfinished,
    words_of,
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Grounding", "grounding"),
        ("ACCIÓN y año", "accion y ano"),
        ("Łódź, Øre, Straße, Œuvre", "lodz, ore, strasse, oeuvre"),
        ("don’t don't", "dont dont"),
        ("ﬁne ①", "fine 1"),
        ("İstanbul ı", "istanbul i"),
    ],
)
def test_case_accents_and_apostrophes_do_not_count(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_words_are_parted_by_whatever_is_no_letter_and_no_digit() -> None:
    assert words_of("Self-criticism, 5-4-3: “it’s” _me_") == [
        "self",
        "criticism",
        "5",
        "4",
        "3",
        "its",
        "me",
    ]
    assert words_of(" — ") == []


def test_neighbours_can_be_written_as_one() -> None:
    assert joined(["body", "scan", "lying"]) == ["bodyscan", "scanlying"]
    assert joined(["body"]) == []


FAMILIES = [
    "breath breaths breathing breathe breathed",
    "anxious anxiety",
    "critic critical criticism criticisms critics",
    "kind kindness kindly",
    "worry worries worried worrying",
    "compassion compassionate compassionately",
    "meditate meditation meditating meditative",
    "stop stopped stopping",
    "parent parents parenting",
    "ground grounding grounded",
    "emocion emociones",
    "respirar respirando",
]


@pytest.mark.parametrize("family", FAMILIES)
def test_endings_do_not_part_a_family(family: str) -> None:
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize("pair", ["letter let", "numb number", "exam example", "touch tough"])
def test_what_only_looks_alike_is_no_family(pair: str) -> None:
    one, other = pair.split()
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    "typed", ["groundng", "grounnding", "groumding", "gruonding", "groundingg"]
)
def test_one_slip(typed: str) -> None:
    assert slips(typed, "grounding") is True
    assert slips(typed + "xy", "grounding") is False


@pytest.mark.parametrize("typed", ["grounding", "ground", "gruondng", "sounding"])
def test_no_slip_or_two_are_not_one(typed: str) -> None:
    assert slips(typed, "grounding") is False


def test_every_slip_of_a_word_is_seen() -> None:
    word, letters = "anchor", "aeiouxyz"
    cut = {word[:n] + word[n + 1 :] for n in range(len(word))}
    swapped = {word[:n] + word[n + 1] + word[n] + word[n + 2 :] for n in range(len(word) - 1)}
    wrong = {word[:n] + sign + word[n + 1 :] for n in range(len(word)) for sign in letters}
    more = {word[:n] + sign + word[n:] for n in range(len(word) + 1) for sign in letters}
    mistakes = (cut | swapped | wrong | more) - {word, word[:-1]}
    assert [slip for slip in sorted(mistakes) if slipped(slip, listed([word])) != [word]] == []


def test_a_slip_in_an_unfinished_word_is_seen() -> None:
    assert slipped("groumd", listed(["grounding", "groups", "sound"])) == ["grounding"]


def test_an_ending_may_still_be_unfinished() -> None:
    assert "anx" in unfinished("anxiou")
    assert "breath" in unfinished("breathin")
    assert unfinished("ab") == []
