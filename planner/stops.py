"""How far the blocks of a session came that stopped early, by the clock.

Minutes count from the start of the session, block after block. `earliest` is the minute before which
each block does not begin, because it is locked to a clock time; 0 without a lock.
"""

from collections.abc import Iterable, Sequence


def reached(
    planned: Iterable[int], said: Iterable[int | None], minute: int, earliest: Iterable[int]
) -> tuple[int, ...]:
    """The minutes of each block of a session that stopped at `minute`.

    `said` is what somebody said of a block, which stands (None: the clock decides). A block before
    the stop has its planned minutes, the one in which it fell its part, a later one 0.
    """
    clock, found = 0, []
    for length, told, lock in zip(planned, said, earliest, strict=True):
        clock = max(clock, lock)
        took = by_clock(length, minute - clock) if told is None else told
        found.append(took)
        clock += took
    return tuple(found)


def follow_clock(
    planned: Sequence[int], held: Sequence[int | None], minute: int, earliest: Sequence[int]
) -> tuple[bool, ...]:
    """Of which blocks the recorded minutes are those that the clock gives; None is not recorded."""
    clock, found = 0, []
    for length, took, lock in zip(planned, held, earliest, strict=True):
        clock = max(clock, lock)
        expected = by_clock(length, minute - clock)
        found.append(took is None or took == expected)
        clock += expected if took is None else took
    return tuple(found)


def by_clock(planned: int, left: int) -> int:
    """What of a block's planned minutes fits into the minutes that are left, which may be below 0."""
    return max(0, min(planned, left))
