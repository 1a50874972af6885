"""Where each block stands on the clock: locks, stretches, spare and overrun.

Minutes are real minutes: everything is reckoned in UTC and shown on the local clock, so a
session over midnight or over a change of the clocks comes out right.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext as _

from planner.plan import PlannedBlock, total_minutes

EARLIEST_YEAR, LATEST_YEAR = 1980, 2200
"""Years in which zones have whole-minute offsets and date arithmetic cannot overflow."""

MINUTE = timedelta(minutes=1)


class StartError(ValueError):
    """A start that no clock can show: unknown zone or a year out of range."""


@dataclass(frozen=True, kw_only=True)
class Start:
    """The planned start: local date, local time (to the minute) and IANA zone.

    A time that the clocks skip is read as if they had not changed yet (02:30 becomes 03:30);
    of a time that comes twice, the first one. Raises StartError.
    """

    day: date
    at: time
    zone: str

    def __post_init__(self) -> None:
        if not EARLIEST_YEAR <= self.day.year <= LATEST_YEAR:
            raise StartError(f"year {self.day.year} is out of range")
        try:
            ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise StartError(f"time zone {self.zone!r} is not known") from error

    @cached_property
    def instant(self) -> datetime:
        """The start in UTC."""
        return _instant(self.day, self.at, ZoneInfo(self.zone), fold=0)

    def local(self, offset: int) -> datetime:
        """The local clock `offset` real minutes after the start."""
        return (self.instant + offset * MINUTE).astimezone(ZoneInfo(self.zone))

    @property
    def is_skipped(self) -> bool:
        """Whether the clocks skip this time, so that the real start reads differently."""
        return self.local(0).time() != self.at.replace(second=0, microsecond=0)


@dataclass(frozen=True, kw_only=True)
class Slot:
    """The place of one block. `offset` and `end` are minutes after the session's start;
    `starts` and `ends` are local clock times, None for a plan without a date.
    `waits` minutes stand empty before it because of its lock.
    """

    block: PlannedBlock
    offset: int
    starts: datetime | None
    ends: datetime | None
    waits: int = 0

    @property
    def end(self) -> int:
        """Minutes from the session's start to the end of the block."""
        return self.offset + self.block.minutes

    @property
    def start_text(self) -> str:
        """The start to read: "15:10", or "+0:10" without a date."""
        return clock_text(self.starts, self.offset)

    @property
    def end_text(self) -> str:
        """The end to read: "15:15", or "+0:15" without a date."""
        return clock_text(self.ends, self.end)


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """The part between two fixed points (start, locks, end), in minutes after the start.

    `spare` is below zero when more is planned than fits. `blocks` are the uids of its blocks.
    """

    begins: int
    ends: int
    planned: int
    begin_text: str
    end_text: str
    blocks: tuple[str, ...] = ()

    @property
    def spare(self) -> int:
        """Minutes left over in this stretch; negative: too many."""
        return self.ends - self.begins - self.planned

    @property
    def over(self) -> int:
        """Minutes that are too many before the next fixed point; 0 if none."""
        return max(0, -self.spare)


@dataclass(frozen=True, kw_only=True)
class Remark:
    """Something about the times that the clinician should know, in plain words.

    `block` is the uid it concerns or None. `is_error`: the lock cannot be kept as it stands.
    """

    code: str
    block: str | None
    text: str
    is_error: bool = True


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A plan on the clock. All numbers are minutes."""

    length: int
    slots: tuple[Slot, ...]
    stretches: tuple[Stretch, ...]
    remarks: tuple[Remark, ...]
    start: Start | None

    @property
    def planned(self) -> int:
        """Minutes of all blocks together."""
        return total_minutes(slot.block for slot in self.slots)

    @property
    def spare(self) -> int:
        """Length less planned minutes; negative: the plan is longer than the session."""
        return self.length - self.planned

    @property
    def overrun(self) -> int:
        """Minutes by which the last block ends after the session, locks included; 0 if none."""
        return max(0, self._last_end - self.length)

    @property
    def fits(self) -> bool:
        """Whether every block ends within the session."""
        return self.overrun == 0

    @property
    def end_text(self) -> str:
        """The session's end to read."""
        return clock_text(self.start.local(self.length) if self.start else None, self.length)

    @cached_property
    def by_uid(self) -> dict[str, Slot]:
        """The slots by the uid of their block."""
        return {slot.block.uid: slot for slot in self.slots}

    @property
    def span(self) -> int:
        """Minutes to draw: the session's length, or up to the last block if that is later."""
        return max(self.length, self._last_end)

    @property
    def _last_end(self) -> int:
        return self.slots[-1].end if self.slots else 0


def lay_out(blocks: Iterable[PlannedBlock], *, length: int, start: Start | None = None) -> Grid:
    """Put the blocks on the clock, one after the other; `length` in minutes.

    A lock that can be kept holds its block back to that time and leaves spare minutes before
    it; a block that is late for its lock follows at once. Locks that lie before the start,
    after the end, before an earlier lock or at a time that the clocks skip are left aside and
    remarked upon. Without a start, locks wait.
    """
    plan = tuple(blocks)
    locks, remarks = _kept_locks(plan, length, start)
    slots, cursor = [], 0
    for block in plan:
        begin = max(cursor, locks.get(block.uid, 0))
        end = begin + block.minutes
        slots.append(
            Slot(
                block=block,
                offset=begin,
                starts=start.local(begin) if start else None,
                ends=start.local(end) if start else None,
                waits=begin - cursor,
            )
        )
        cursor = end
    stretches = tuple(_stretches(plan, locks, length, start))
    remarks += [*_late(plan, locks, slots)]
    if start and start.is_skipped:
        text = _("The clocks change that night: %(at)s does not exist, it begins at %(real)s.")
        text %= {"at": f"{start.at:%H:%M}", "real": f"{start.local(0):%H:%M}"}
        remarks.insert(0, Remark(code="start_skipped", block=None, text=text, is_error=False))
    return Grid(
        length=length,
        slots=tuple(slots),
        stretches=stretches,
        remarks=tuple(remarks),
        start=start,
    )


def earliest_minutes(
    blocks: Iterable[PlannedBlock], *, length: int, start: Start | None
) -> tuple[int, ...]:
    """The minute after the start before which each block does not begin.

    That is where its lock holds it; 0 without one, and where it cannot be kept.
    """
    plan = tuple(blocks)
    locks, _remarks = _kept_locks(plan, length, start)
    return tuple(locks.get(block.uid, 0) for block in plan)


def clock_text(at: datetime | None, offset: int) -> str:
    """A local time as "15:10"; without one the hours and minutes after the start, "+0:10"."""
    if at is None:
        return f"+{offset // 60}:{offset % 60:02}"
    return f"{at:%H:%M}"


def _instant(day: date, at: time, zone: ZoneInfo, *, fold: int) -> datetime:
    wall = datetime(day.year, day.month, day.day, at.hour, at.minute, fold=fold, tzinfo=zone)
    return wall.astimezone(UTC)


def _lock_offset(lock_at: str, length: int, start: Start) -> int | None:
    """Minutes from the start to the lock's clock time; negative: before; None: skipped.

    The lock is the first such time at or after the start when that lies within the session
    (so 00:15 is after midnight), otherwise that time on the day of the start.
    """
    zone, at = ZoneInfo(start.zone), time.fromisoformat(lock_at)
    first = start.local(0).date()
    offsets = []
    for day in (first, first + timedelta(days=1)):
        for fold in (0, 1):
            instant = _instant(day, at, zone, fold=fold)
            if instant.astimezone(zone).time() == at:
                offsets.append((instant - start.instant) // MINUTE)
    within = [offset for offset in offsets if 0 <= offset <= length]
    if within:
        return min(within)
    same_day = _instant(first, at, zone, fold=0)
    if same_day.astimezone(zone).time() != at:
        return None
    return (same_day - start.instant) // MINUTE


def _kept_locks(
    plan: Sequence[PlannedBlock], length: int, start: Start | None
) -> tuple[dict[str, int], list[Remark]]:
    """The locks that can be kept, as minutes after the start, and why others cannot."""
    kept: dict[str, int] = {}
    remarks: list[Remark] = []
    last = 0
    for block in plan:
        if not block.lock_at:
            continue
        if start is None:
            code, text = "lock_waits", _("The lock to %(lock)s counts once the session has a time.")
        else:
            offset = _lock_offset(block.lock_at, length, start)
            code, text = _lock_fault(offset, last, length)
            if offset is not None and not code:
                kept[block.uid] = last = offset
                continue
        text %= {"lock": block.lock_at}
        remarks.append(Remark(code=code, block=block.uid, text=text, is_error=start is not None))
    return kept, remarks


def _lock_fault(offset: int | None, last: int, length: int) -> tuple[str, str]:
    if offset is None:
        return "lock_skipped", _("The clocks change: %(lock)s does not exist that night.")
    if offset < 0:
        return "lock_before_start", _("Locked to %(lock)s, which is before the session begins.")
    if offset > length:
        return "lock_after_end", _("Locked to %(lock)s, which is after the session ends.")
    if offset < last:
        return "lock_crosses", _("Locked to %(lock)s, but a block before it is locked to later.")
    return "", ""


def _stretches(
    plan: Sequence[PlannedBlock], locks: dict[str, int], length: int, start: Start | None
) -> Iterator[Stretch]:
    begins, among = 0, list[PlannedBlock]()
    for block in plan:
        lock = locks.get(block.uid)
        if lock is not None:
            if among or lock > begins:
                yield _stretch(begins, lock, among, start)
            begins, among = lock, []
        among.append(block)
    yield _stretch(begins, length, among, start)


def _stretch(begins: int, ends: int, among: Sequence[PlannedBlock], start: Start | None) -> Stretch:
    return Stretch(
        begins=begins,
        ends=ends,
        planned=total_minutes(among),
        blocks=tuple(block.uid for block in among),
        begin_text=clock_text(start.local(begins) if start else None, begins),
        end_text=clock_text(start.local(ends) if start else None, ends),
    )


def _late(
    plan: Sequence[PlannedBlock], locks: dict[str, int], slots: Sequence[Slot]
) -> Iterator[Remark]:
    for block, slot in zip(plan, slots, strict=True):
        late = slot.offset - locks.get(block.uid, slot.offset)
        if late > 0:
            text = _("Begins %(late)s min after its lock at %(lock)s: shorten what comes before.")
            text %= {"late": late, "lock": block.lock_at}
            yield Remark(code="late_for_lock", block=block.uid, text=text)
