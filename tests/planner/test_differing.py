"""What a session's plan does otherwise than its protocol."""

from dataclasses import replace
from typing import Any

from planner.differing import differs_from
from planner.plan import Phase, PlannedBlock


def of(uid: str, phase: str, title: str, minutes: int, **more: object) -> PlannedBlock:
    """A block of the protocol."""
    return PlannedBlock.from_data(
        {"uid": uid, "phase": phase, "title": title, "minutes": minutes, **more}
    )


ARRIVE = of("block-1", "arrival", "Arrive", 10)
ANCHOR = of("block-2", "awareness", "Anchor", 5, practice="outer-anchor")
SCAN = of("block-3", "awareness", "Scan", 8, practice="body-scan")
CLOSE = of("block-4", "closing", "Close", 5)
PROTOCOL = (ARRIVE, ANCHOR, SCAN, CLOSE)
ITS_OWN: dict[str, Any] = {
    "notes": "n",
    "memory": "m",
    "lock_at": "10:15",
    "materials": "x",
    "leader": "y",
    "longest": 20,
}


def begun(*blocks: PlannedBlock) -> list[PlannedBlock]:
    """The blocks as a session has them: under uids of its own."""
    return [replace(block, uid=f"own-{block.uid}") for block in blocks]


def test_a_session_as_its_protocol_says_nothing() -> None:
    assert differs_from(PROTOCOL, begun(*PROTOCOL)) == ()
    assert differs_from((), ()) == ()


def test_what_is_the_sessions_own_does_not_count() -> None:
    plan = [replace(block, **ITS_OWN) for block in begun(*PROTOCOL)]
    plan[0] = replace(plan[0], title="The first five minutes")
    assert differs_from(PROTOCOL, plan) == ()


def test_each_change_is_one_sentence() -> None:
    longer = replace(ANCHOR, minutes=9, optional=True)
    added = of("block-9", "reflection", "A round", 5)
    assert differs_from(PROTOCOL, begun(ARRIVE, longer, added, CLOSE)) == (
        "“A round” added",
        "“Scan” taken out",
        "“Anchor”: 9 min, was 5, optional",
    )


def test_a_moved_block_is_moved_and_nothing_else() -> None:
    assert differs_from(PROTOCOL, begun(CLOSE, ARRIVE, ANCHOR, SCAN)) == ("“Close” moved",)


def test_another_practice_in_its_place_is_one_change() -> None:
    other = replace(SCAN, practice="scan-eyes-open", title="Scan, eyes open")
    assert differs_from(PROTOCOL, begun(ARRIVE, ANCHOR, other, CLOSE)) == (
        "“Scan, eyes open”: another practice",
    )


def test_two_alike_are_told_apart_by_their_order() -> None:
    twice = (SCAN, replace(SCAN, uid="block-5", minutes=3))
    assert differs_from(twice, begun(*twice)) == ()
    assert differs_from(twice, begun(twice[0])) == ("“Scan” taken out",)


def test_a_protocol_in_another_language_is_known_by_phase_and_practice() -> None:
    german = [replace(block, title=f"{block.title}-de") for block in PROTOCOL]
    assert differs_from(german, begun(*PROTOCOL)) == ()


def test_a_block_under_the_same_uid_is_not_taken_for_the_protocols() -> None:
    plan = [replace(CLOSE, uid=ARRIVE.uid)]
    assert differs_from((ARRIVE,), plan) == ("“Close” added", "“Arrive” taken out")


def test_every_phase_is_known_again() -> None:
    blocks = [of(f"block-{phase}", phase, "x", 1) for phase in Phase]
    assert differs_from(blocks, begun(*blocks)) == ()
