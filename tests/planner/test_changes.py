"""What differs between two plans, in sentences."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planner.changes import changes_between, moved_in_all, moved_in_words
from planner.plan import Phase, PlannedBlock

A, B, C, D = (
    PlannedBlock(uid=letter, phase=Phase.AWARENESS, title=letter.upper(), minutes=5)
    for letter in "abcd"
)


def test_nothing_is_said_of_what_is_the_same() -> None:
    assert changes_between((A, B), (A, B)) == ()
    assert changes_between((), ()) == ()


def test_what_came_and_went_is_named() -> None:
    assert changes_between((A, B), (A, C)) == ("“C” added", "“B” taken out")


def test_the_one_that_moved_is_named_and_not_all_that_made_room() -> None:
    assert changes_between((A, B, C, D), (D, A, B, C)) == ("“D” moved",)
    assert changes_between((A, B, C, D), (B, C, A, D)) == ("“A” moved",)
    assert changes_between((A, B, C), (A, D, B, C)) == ("“D” added",)


def test_each_field_that_changed_is_named_once() -> None:
    changed = replace(
        A,
        title="Anchor",
        minutes=8,
        phase=Phase.GROUNDING,
        shortest=5,
        longest=10,
        module=2,
        practice="breath",
        notes="a secret note",
        memory="the staircase",
        materials="a chair",
        leader="Ben",
        lock_at="10:30",
        optional=True,
    )
    assert changes_between((A,), (changed,)) == (
        "“Anchor”: title was “A”, 8 min, was 5, phase Grounding, was Awareness, shortest 5 min, "
        "longest 10 min, module 2, was 0, another practice, notes changed, another memory label, "
        "materials changed, led by Ben, locked to 10:30, optional",
    )
    less = replace(changed, lock_at="", leader="", optional=False)
    assert changes_between((changed,), (less,)) == (
        "“Anchor”: led by nobody named, no longer locked, no longer optional",
    )


def test_percent_signs_in_titles_are_only_words() -> None:
    odd = replace(A, title="100 % %s %(old)s")
    assert changes_between((odd,), (replace(odd, title="%d"),)) == (
        "“%d”: title was “100 % %s %(old)s”",
    )
    assert changes_between((), (odd,)) == ("“100 % %s %(old)s” added",)


def test_what_moved_besides_the_blocks() -> None:
    moved: dict[str, list[Any]] = {
        "minutes": [60, 50],
        "time": ["09:00:00", "09:10:00"],
        "interpreter": [False, True],
    }
    assert moved_in_words(moved) == (
        "length 50 min, was 60 min",
        "start 09:10, was 09:00",
        "with an interpreter",
    )
    assert moved_in_words({}) == ()


def test_several_changes_are_told_as_one() -> None:
    moves: list[dict[str, list[Any]]] = [
        {"minutes": [60, 50]},
        {},
        {"minutes": [50, 40], "interpreter": [False, True]},
    ]
    assert moved_in_all(moves) == {"minutes": [60, 40], "interpreter": [False, True]}
    assert moved_in_all([{"minutes": [60, 50]}, {"minutes": [50, 60]}]) == {}


@given(st.permutations([A, B, C, D]))
def test_a_permutation_needs_fewer_moves_than_blocks(order: list[PlannedBlock]) -> None:
    moved = changes_between((A, B, C, D), order)
    assert len(moved) < 4
    assert (moved == ()) is (order == [A, B, C, D])
