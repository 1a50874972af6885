"""What differs between two plans, in sentences. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from planner.plan import PlannedBlock

type Plan = Sequence[PlannedBlock]
type Moved = Mapping[str, Sequence[Any]]


def changes_between(before: Plan, after: Plan) -> tuple[str, ...]:
    """What happened from one plan to the next: added, taken out, moved, changed; () for nothing."""
    old = {block.uid: block for block in before}
    new = {block.uid: block for block in after}
    moved = _moved([uid for uid in old if uid in new], [uid for uid in new if uid in old])
    return (
        *(_("“%s” added") % new[uid].title for uid in new if uid not in old),
        *(_("“%s” taken out") % old[uid].title for uid in old if uid not in new),
        *(_("“%s” moved") % new[uid].title for uid in moved),
        *filter(None, (_changed(old[uid], new[uid]) for uid in new if uid in old)),
    )


def moved_in_all(moves: Iterable[Moved]) -> dict[str, list[Any]]:
    """What several changes, the oldest first, moved together: name -> before and after."""
    found: dict[str, list[Any]] = {}
    for moved in moves:
        for name, (before, after) in moved.items():
            found[name] = [found[name][0] if name in found else before, after]
    return {name: pair for name, pair in found.items() if pair[0] != pair[1]}


def moved_in_words(moved: Moved) -> tuple[str, ...]:
    """What a change moved besides the blocks (`Revision.moved`), in words."""
    named = {
        "minutes": _("length %(new)s min, was %(old)s min"),
        "day": _("day %(new)s, was %(old)s"),
        "time": _("start %(new)s, was %(old)s"),
    }
    said = [
        named[name] % {"old": _short(name, old), "new": _short(name, new)}
        for name, (old, new) in moved.items()
        if name in named
    ]
    if "interpreter" in moved:
        wanted = moved["interpreter"][1]
        said.append(_("with an interpreter") if wanted else _("without an interpreter"))
    return tuple(said)


def _short(name: str, value: Any) -> str:
    """A time without its seconds."""
    return str(value)[:5] if name == "time" else str(value)


def _moved(old: list[str], new: list[str]) -> list[str]:
    """The fewest uids whose moving makes one order of the other, as they stand now."""
    stay = set(_longest_rise([old.index(uid) for uid in new]))
    return [uid for uid in new if old.index(uid) not in stay]


def _longest_rise(numbers: Sequence[int]) -> list[int]:
    """The longest part of a sequence that rises; plans have 60 blocks at most."""
    best: list[list[int]] = []
    for place, number in enumerate(numbers):
        before = [best[n] for n in range(place) if numbers[n] < number]
        best.append([*max(before, key=len, default=[]), number])
    return max(best, key=len, default=[])


def _changed(old: PlannedBlock, new: PlannedBlock) -> str:
    """What changed in a block, in one sentence; "" for nothing."""
    said = ", ".join(_fields(old, new))
    return _("“%(title)s”: %(said)s") % {"title": new.title, "said": said} if said else ""


def _fields(old: PlannedBlock, new: PlannedBlock) -> Iterator[str]:
    """Numbers and short words with what they were; long texts only by name."""
    pairs: Iterable[tuple[str, Any, Any]] = (
        (_("title was “%(old)s”"), old.title, new.title),
        (_("%(new)s min, was %(old)s"), old.minutes, new.minutes),
        (_("phase %(new)s, was %(old)s"), old.phase.label, new.phase.label),
        (_("shortest %(new)s min"), old.shortest, new.shortest),
        (_("longest %(new)s min"), old.longest, new.longest),
        (_("module %(new)s, was %(old)s"), old.module, new.module),
        (_("another practice"), old.practice, new.practice),
        (_("notes changed"), old.notes, new.notes),
        (_("another memory label"), old.memory, new.memory),
        (_("materials changed"), old.materials, new.materials),
    )
    yield from (words % {"old": was, "new": now} for words, was, now in pairs if was != now)
    if old.leader != new.leader:
        led = _("led by %(name)s") % {"name": new.leader}
        yield led if new.leader else _("led by nobody named")
    if old.lock_at != new.lock_at:
        locked = _("locked to %(lock)s") % {"lock": new.lock_at}
        yield locked if new.lock_at else _("no longer locked")
    if old.optional != new.optional:
        yield _("optional") if new.optional else _("no longer optional")
