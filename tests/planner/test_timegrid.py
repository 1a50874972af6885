"""Clock times of a plan: contiguous, exact, over midnight and over changes of the clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.plan import Family, Phase, PlannedBlock, PracticeGates
from planner.timegrid import (
    ModuleTotal,
    Start,
    StartError,
    WingTotals,
    family_totals,
    lay_out,
    module_totals,
    ribbon,
    ribbon_ticks,
    wing_totals,
)

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC")
AFTERNOON = Start(day=date(2026, 11, 26), at=time(15), zone="Europe/Berlin")


def blocks(*minutes: int, **locks: str) -> list[PlannedBlock]:
    """Blocks b0, b1 ... of these minutes; `b1="15:30"` locks one."""
    return [
        PlannedBlock(
            uid=f"b{number}",
            phase=Phase.AWARENESS,
            title="",
            minutes=length,
            lock_at=locks.get(f"b{number}", ""),
        )
        for number, length in enumerate(minutes)
    ]


def times(plan: list[PlannedBlock], start: Start | None, length: int = 90) -> list[str]:
    return [slot.start_text for slot in lay_out(plan, length=length, start=start).slots]


def codes(plan: list[PlannedBlock], start: Start | None, length: int = 90) -> list[str]:
    return [remark.code for remark in lay_out(plan, length=length, start=start).remarks]


def test_the_ninety_minute_session_of_the_picture() -> None:
    plan = blocks(10, 5, 35, 15, 10, 10, 5)
    grid = lay_out(plan, length=90, start=AFTERNOON)
    expected = ["15:00", "15:10", "15:15", "15:50", "16:05", "16:15", "16:25"]
    assert [slot.start_text for slot in grid.slots] == expected
    assert (grid.slots[-1].end_text, grid.end_text) == ("16:30", "16:30")
    assert (grid.planned, grid.spare, grid.overrun, grid.fits) == (90, 0, 0, True)
    assert grid.remarks == ()
    assert grid.by_uid["b2"].offset == 15


@pytest.mark.parametrize(
    ("minutes", "spare", "overrun"), [((80,), 10, 0), ((90,), 0, 0), ((91,), -1, 1), ((), 90, 0)]
)
def test_spare_and_overrun(minutes: tuple[int, ...], spare: int, overrun: int) -> None:
    grid = lay_out(blocks(*minutes), length=90, start=AFTERNOON)
    assert (grid.spare, grid.overrun) == (spare, overrun)


def test_without_a_date_there_are_offsets_only_and_locks_wait() -> None:
    plan = blocks(10, 55, 5, b1="15:30")
    grid = lay_out(plan, length=90)
    assert [slot.start_text for slot in grid.slots] == ["+0:00", "+0:10", "+1:05"]
    assert [slot.starts for slot in grid.slots] == [None, None, None]
    assert [(r.code, r.block, r.is_error) for r in grid.remarks] == [("lock_waits", "b1", False)]


def test_a_lock_holds_back_and_each_stretch_has_its_spare_minutes() -> None:
    grid = lay_out(blocks(10, 20, 30, b1="15:30"), length=90, start=AFTERNOON)
    assert [slot.start_text for slot in grid.slots] == ["15:00", "15:30", "15:50"]
    assert [slot.waits for slot in grid.slots] == [0, 20, 0]
    stretches = [(s.begin_text, s.end_text, s.planned, s.spare) for s in grid.stretches]
    assert stretches == [("15:00", "15:30", 10, 20), ("15:30", "16:30", 50, 10)]
    assert (grid.spare, grid.overrun) == (30, 0)


def test_a_lock_that_waits_too_long_makes_the_session_late_though_the_sum_fits() -> None:
    grid = lay_out(blocks(10, 40, b1="16:00"), length=90, start=AFTERNOON)
    assert (grid.spare, grid.overrun, grid.fits) == (40, 10, False)


def test_a_block_late_for_its_lock_follows_at_once_and_is_remarked_upon() -> None:
    plan = blocks(40, 20, b1="15:30")
    grid = lay_out(plan, length=90, start=AFTERNOON)
    assert grid.slots[1].start_text == "15:40"
    assert [stretch.spare for stretch in grid.stretches] == [-10, 40]
    assert [(remark.code, remark.block, remark.text) for remark in grid.remarks] == [
        (
            "late_for_lock",
            "b1",
            "Begins 10 min after its lock at 15:30: shorten what comes before.",
        )
    ]


@pytest.mark.parametrize(
    ("locks", "expected"),
    [
        ({"b1": "14:59"}, ["lock_before_start"]),
        ({"b1": "15:00"}, ["late_for_lock"]),
        ({"b1": "15:10"}, []),
        ({"b1": "16:30"}, []),
        ({"b1": "16:31"}, ["lock_after_end"]),
        ({"b1": "15:40", "b2": "15:39"}, ["lock_crosses"]),
        ({"b1": "15:30", "b2": "15:40"}, []),
    ],
)
def test_locks_at_their_boundaries(locks: dict[str, str], expected: list[str]) -> None:
    assert codes(blocks(10, 10, 10, **locks), AFTERNOON) == expected


def test_a_lock_that_cannot_be_kept_is_left_aside() -> None:
    assert times(blocks(10, 10, b1="14:00"), AFTERNOON) == ["15:00", "15:10"]


def test_over_midnight() -> None:
    late = Start(day=date(2026, 11, 26), at=time(23, 30), zone="Europe/Berlin")
    plan = blocks(20, 20, 10, b2="00:15")
    grid = lay_out(plan, length=60, start=late)
    assert [slot.start_text for slot in grid.slots] == ["23:30", "23:50", "00:15"]
    assert grid.slots[2].starts == datetime(2026, 11, 27, 0, 15, tzinfo=ZoneInfo("Europe/Berlin"))
    assert grid.remarks == ()


def test_when_the_clocks_go_forward() -> None:
    night = Start(day=date(2026, 3, 29), at=time(1, 30), zone="Europe/Berlin")
    assert times(blocks(30, 30, 30), night) == ["01:30", "03:00", "03:30"]
    assert codes(blocks(10, 10, b1="02:15"), night) == ["lock_skipped"]


def test_when_the_clocks_go_back() -> None:
    night = Start(day=date(2026, 10, 25), at=time(1, 45), zone="Europe/Berlin")
    assert times(blocks(30, 60, 30), night, 120) == ["01:45", "02:15", "02:15"]
    # The first 02:15 is taken; from the second hour on only the second one lies ahead.
    assert lay_out(blocks(5, 5, b1="02:15"), length=120, start=night).slots[1].offset == 30
    second = Start(day=date(2026, 10, 25), at=time(2, 45), zone="Europe/Berlin")
    assert lay_out(blocks(5, 5, b1="02:15"), length=120, start=second).slots[1].offset == 30


def test_a_start_that_the_clocks_skip_is_said() -> None:
    skipped = Start(day=date(2026, 3, 29), at=time(2, 30), zone="Europe/Berlin")
    grid = lay_out(blocks(30), length=60, start=skipped)
    assert grid.slots[0].start_text == "03:30"
    assert [(remark.code, remark.is_error) for remark in grid.remarks] == [("start_skipped", False)]


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../etc/passwd", "Europe", "\x00"])
def test_unknown_zones_are_refused(zone: str) -> None:
    with pytest.raises(StartError):
        Start(day=date(2026, 1, 1), at=time(9), zone=zone)


@pytest.mark.parametrize("day", [date.min, date(1979, 12, 31), date(2201, 1, 1), date.max])
def test_years_out_of_range_are_refused(day: date) -> None:
    with pytest.raises(StartError):
        Start(day=day, at=time(9), zone="UTC")


starts = st.builds(
    Start,
    day=st.dates(date(1980, 1, 1), date(2200, 12, 31)),
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    zone=st.sampled_from(ZONES),
)
# Around the nights in which the clocks change, where it matters.
changes = st.builds(
    Start,
    day=st.sampled_from(
        [date(2026, 3, 28), date(2026, 3, 29), date(2026, 10, 25), date(2026, 4, 5)]
    ),
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    zone=st.sampled_from(ZONES),
)
lengths = st.lists(st.integers(0, 120), max_size=12)
clocks = st.one_of(st.just(""), st.times().map(lambda at: f"{at:%H:%M}"))


def locked(minutes: list[int], locks: list[str]) -> list[PlannedBlock]:
    named = {f"b{number}": lock for number, lock in enumerate(locks)}
    return blocks(*minutes, **named)


@settings(deadline=None)  # a busy machine is no fault of the grid
@given(minutes=lengths, start=st.one_of(starts, changes), length=st.integers(0, 600))
def test_without_locks_blocks_touch_and_the_sum_is_exact(
    minutes: list[int], start: Start, length: int
) -> None:
    grid = lay_out(blocks(*minutes), length=length, start=start)
    assert grid.planned + grid.spare == length
    assert grid.planned == sum(minutes)
    for before, after in zip(grid.slots, grid.slots[1:], strict=False):
        assert (before.end, before.ends) == (after.offset, after.starts)
    for slot in grid.slots:
        assert slot.starts is not None
        assert slot.ends is not None
        real = slot.ends.astimezone(UTC) - slot.starts.astimezone(UTC)
        assert real == timedelta(minutes=slot.block.minutes)


@settings(deadline=None)  # a busy machine is no fault of the grid
@given(
    minutes=lengths,
    start=st.one_of(starts, changes),
    length=st.integers(0, 600),
    locks=st.lists(clocks, max_size=12),
)
def test_with_any_locks_times_never_run_backwards_and_stretches_add_up(
    minutes: list[int], start: Start, length: int, locks: list[str]
) -> None:
    grid = lay_out(locked(minutes, locks), length=length, start=start)
    instants = [slot.starts.astimezone(UTC) for slot in grid.slots if slot.starts]
    assert instants == sorted(instants)
    assert sum(stretch.spare for stretch in grid.stretches) == grid.spare
    assert sum(stretch.planned for stretch in grid.stretches) == grid.planned
    held = sum(slot.waits for slot in grid.slots)
    assert (grid.slots[-1].end if grid.slots else 0) == grid.planned + held
    wrong = {remark.block for remark in grid.remarks}
    for slot in grid.slots:
        if slot.block.lock_at and slot.block.uid not in wrong:
            assert slot.start_text == slot.block.lock_at


@settings(deadline=None)  # a busy machine is no fault of the grid
@given(minutes=lengths, length=st.integers(0, 600))
def test_the_ribbon_is_contiguous_and_stays_inside(minutes: list[int], length: int) -> None:
    parts = ribbon(lay_out(blocks(*minutes), length=length))
    edge = 0
    for part in parts:
        assert (part.x, part.width >= 0) == (edge, True)
        edge = part.x + part.width
    assert edge <= 1000
    if parts and sum(minutes) >= max(length, 1):
        assert edge == 1000


def test_the_ribbon_of_the_picture() -> None:
    grid = lay_out(blocks(10, 5, 35, 15, 10, 10, 5), length=90, start=AFTERNOON)
    assert [(part.x, part.width) for part in ribbon(grid)] == [
        (0, 111),
        (111, 56),
        (167, 389),
        (556, 166),
        (722, 111),
        (833, 111),
        (944, 56),
    ]
    assert [(tick.x, tick.text) for tick in ribbon_ticks(grid)] == [
        (0, "15:00"),
        (333, "15:30"),
        (667, "16:00"),
        (1000, "16:30"),
    ]


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (50, ["+0:00", "+0:30", "+0:50"]),
        (70, ["+0:00", "+0:30", "+1:10"]),
        (240, ["+0:00", "+1:00", "+2:00", "+3:00", "+4:00"]),
    ],
)
def test_ticks_keep_clear_of_the_end(length: int, expected: list[str]) -> None:
    assert [tick.text for tick in ribbon_ticks(lay_out([], length=length))] == expected


def test_module_and_family_totals() -> None:
    def part(uid: str, phase: Phase, minutes: int, module: int) -> PlannedBlock:
        return PlannedBlock(uid=uid, phase=phase, title="", minutes=minutes, module=module)

    plan = [
        part("a", Phase.ARRIVAL, 10, 0),
        part("b", Phase.AWARENESS, 14, 1),
        part("c", Phase.COMPASSION, 22, 2),
        part("d", Phase.GROUNDING, 3, 2),
        part("e", Phase.CO_CREATION, 15, 3),
    ]
    assert module_totals(plan) == (
        ModuleTotal(module=1, minutes=14, most=25),
        ModuleTotal(module=2, minutes=25, most=25),
        ModuleTotal(module=3, minutes=15, most=25),
    )
    assert [total.is_short for total in module_totals(plan)] == [True, False, False]
    assert [total.share for total in module_totals(plan)] == [560, 1000, 600]
    assert ModuleTotal(module=1, minutes=5, most=5).share == 333
    own = module_totals(plan, shortest=20)
    assert [(total.is_short, total.least) for total in own] == [
        (True, 800),
        (False, 800),
        (True, 800),
    ]
    assert family_totals(plan) == {
        Family.AWARENESS: 14,
        Family.COMPASSION: 22,
        Family.EXPOSURE: 0,
        Family.GROUNDING: 3,
        Family.OTHER: 25,
    }


def practised(phase: Phase, minutes: int, *, kind: bool | None = None) -> PlannedBlock:
    """A block; `kind` says whether its practice has kindness in it, None that it has no practice."""
    return PlannedBlock(
        uid=f"{phase}-{minutes}-{kind}",
        phase=phase,
        title="",
        minutes=minutes,
        practice="" if kind is None else "some-practice",
        practice_gates=PracticeGates(compassionate=bool(kind)),
    )


@pytest.mark.parametrize(
    ("phase", "kind", "wing"),
    [
        (Phase.AWARENESS, None, "cool"),
        (Phase.AWARENESS, False, "cool"),
        (Phase.AWARENESS, True, "both"),
        (Phase.COMPASSION, None, "warm"),
        (Phase.COMPASSION, True, "warm"),
        (Phase.COMPASSION, False, "cool"),
        (Phase.ARRIVAL, None, ""),
        (Phase.ARRIVAL, False, "cool"),
        (Phase.GROUNDING, True, "both"),
        (Phase.CO_CREATION, True, "both"),
        (Phase.HOMEWORK, True, ""),
        (Phase.EXPOSURE, False, ""),
        (Phase.PSYCHOEDUCATION, None, ""),
    ],
)
def test_minutes_belong_to_a_wing(phase: Phase, kind: bool | None, wing: str) -> None:
    totals = wing_totals([practised(phase, 7, kind=kind)])
    expected = {"cool": 0, "both": 0, "warm": 0} | ({wing: 7} if wing else {})
    assert totals == WingTotals(**expected)


@pytest.mark.parametrize(
    ("cool", "both", "warm", "missing"),
    [
        (5, 0, 0, "warm"),
        (0, 0, 5, "cool"),
        (5, 0, 1, ""),
        (0, 5, 0, ""),
        (5, 1, 0, ""),
        (0, 1, 5, ""),
        (0, 0, 0, ""),
    ],
)
def test_a_wing_is_missing_only_where_there_is_nothing_of_it(
    cool: int, both: int, warm: int, missing: str
) -> None:
    assert WingTotals(cool=cool, both=both, warm=warm).missing == missing


@given(st.integers(0, 600), st.integers(0, 600), st.integers(0, 600))
def test_the_bar_of_the_wings_is_filled_exactly(cool: int, both: int, warm: int) -> None:
    totals = WingTotals(cool=cool, both=both, warm=warm)
    names, begins, widths = zip(*totals.parts, strict=True)
    assert names == ("cool", "both", "warm")
    assert list(begins) == [0, widths[0], widths[0] + widths[1]]
    assert sum(widths) == (1000 if totals.total else 0)


def test_what_is_too_many_before_a_lock() -> None:
    grid = lay_out(blocks(35, 20, 30, b1="15:30", b2="16:00"), length=90, start=AFTERNOON)
    found = [(one.begin_text, one.end_text, one.spare, one.over) for one in grid.stretches]
    assert found == [
        ("15:00", "15:30", -5, 5),
        ("15:30", "16:00", 10, 0),
        ("16:00", "16:30", 0, 0),
    ]
