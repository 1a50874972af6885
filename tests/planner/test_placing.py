"""Where a practice goes in a plan."""

import pytest

from planner.placing import module_at, place_for
from planner.plan import Phase, PlannedBlock

TRAUMA = ("arrival", "awareness", "exposure", "processing", "grounding", "homework", "closing")


def plan(*phases: str, modules: tuple[int, ...] = ()) -> list[PlannedBlock]:
    """Blocks of ten minutes."""
    return [
        PlannedBlock(
            uid=str(place),
            phase=Phase(phase),
            title=phase,
            minutes=10,
            module=modules[place] if modules else 0,
        )
        for place, phase in enumerate(phases)
    ]


@pytest.mark.parametrize(
    ("phases", "phase", "place"),
    [
        (TRAUMA, Phase.AWARENESS, 2),
        (TRAUMA, Phase.GROUNDING, 5),
        (TRAUMA, Phase.COMPASSION, 5),
        (TRAUMA, Phase.HOMEWORK, 6),
        (("arrival", "awareness", "compassion", "awareness", "closing"), Phase.AWARENESS, 4),
        (("arrival", "grounding"), Phase.COMPASSION, 2),
        (("closing",), Phase.AWARENESS, 0),
        ((), Phase.AWARENESS, 0),
    ],
)
def test_behind_its_like_or_before_the_end(
    phases: tuple[str, ...], phase: Phase, place: int
) -> None:
    assert place_for(plan(*phases), phase) == place


def test_a_groups_last_grounding_stays_the_last() -> None:
    phases = ("arrival", "awareness", "grounding", "co_creation", "closing", "grounding")
    blocks = plan(*phases, modules=(0, 1, 2, 3, 3, 3))
    assert place_for(blocks, Phase.COMPASSION) == 4
    assert place_for(blocks, Phase.AWARENESS) == 2
    assert [module_at(blocks, place) for place in (0, 2, 4)] == [0, 1, 3]
