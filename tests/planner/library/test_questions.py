"""Twenty things that a clinician types, and what has to come first in the library that ships."""

import pytest

from planner.library.entries import entry_of
from planner.library.search import Index
from tests.planner.shelves import library

INDEX = Index.of(entry_of(one) for one in library().documents if one.language == "en")

QUESTIONS = {
    "grounding": ("compassionate-grounding", "five-senses-grounding"),
    "groundng": ("compassionate-grounding", "five-senses-grounding"),
    "breath": ("breath-anchor", "slow-out-breath"),
    "anxious before exam": ("before-the-exam",),
    "critic": ("inner-critic-dialogue", "critic-dialogue-sheet"),
    "self critical": ("inner-critic-dialogue", "critic-dialogue-sheet"),
    "no time": ("no-time", "embedding-in-routines", "micro-pause"),
    "sleep commute coffee": ("if-then-routine", "daily-life-pack", "kind-commute"),
    "touch": ("soothing-touch",),
    "numb": ("something-cold-or-textured", "stand-and-walk"),
    "letter": ("compassionate-letter", "letter-sheet"),
    "burnout": ("boundary-light", "feeling-with-to-feeling-for", "ten-minutes-for-myself"),
    "parents": ("family-pack",),
    "shame": ("compassionate-figure", "compassionate-labelling", "compassionate-letter"),
    "kindness feels fake": ("phrases-feel-fake", "phrase-builder"),
    "5 senses": ("five-senses-grounding",),
    "exposure ladder": ("ladder-step", "exposure-ladder"),
    "safety plan": ("safety-plan", "trauma-pack"),
    "group first session": ("group-90",),
    "urge relapse": ("setback-pause", "setback-sheet"),
}


@pytest.mark.parametrize(("question", "first"), QUESTIONS.items(), ids=str)
def test_what_comes_first(question: str, first: tuple[str, ...]) -> None:
    found = INDEX.search(question)
    best = [one.code for one in found.entries + found.near]
    assert tuple(best[: len(first)]) == first


def test_every_item_is_found_first_by_its_whole_title() -> None:
    # Two items may share a title's words; then the practice stands before its sheet.
    lost = [
        one.title
        for one in INDEX.entries
        if one.code not in [two.code for two in INDEX.search(one.title).entries[:2]]
    ]
    assert lost == []


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_beginning_finds_it_too(question: str) -> None:
    for end in range(4, len(question)):
        found = INDEX.search(question[:end])
        assert found.entries + found.near != (), question[:end]
