"""What a refit did, and what it could not do, in one sentence."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planner.plan import Phase, PlannedBlock, total_minutes
from planner.refit.fitting import Refit


@dataclass(frozen=True, kw_only=True)
class Changed:
    """One block whose minutes change; `before` is 0 for a new one."""

    block: PlannedBlock
    before: int

    @property
    def name(self) -> str:
        """Its title, or the word of its phase."""
        return named(self.block)


def named(block: PlannedBlock) -> str:
    """A block's title, or the word of its phase."""
    return block.title or block.phase.label


def changes(found: Refit, before: tuple[PlannedBlock, ...]) -> tuple[Changed, ...]:
    """The blocks whose minutes differ from those in `before`, in order."""
    was = {block.uid: block.minutes for block in before}
    return tuple(
        Changed(block=block, before=was.get(block.uid, 0))
        for block in found.blocks
        if was.get(block.uid) != block.minutes
    )


def left_out(found: Refit) -> tuple[PlannedBlock, ...]:
    """The blocks that a refit leaves out, in order."""
    there = {block.uid for block in found.blocks}
    return tuple(block for block in found.before if block.uid not in there)


def sentence(found: Refit, plan: tuple[PlannedBlock, ...] | None = None) -> str:
    """One sentence: what gave minutes and what was kept, or how many minutes are missing.

    `plan` is what stood before, where it is not what was fitted: an interpreter's session is made
    longer first.
    """
    plan = found.before if plan is None else plan
    if not found.fits:
        return _cannot(found)
    if found.blocks == plan:
        return _("The plan fits into %(length)s min as it is.") % {"length": found.length}
    parts = [*_given(found, plan), *_kept(found)]
    said = "; ".join(parts)
    words = {"length": found.length, "said": said}
    if found.drops_exposure:
        return _("Without exposure, %(length)s min: %(said)s.") % words
    return _("Fitted into %(length)s min: %(said)s.") % words


def _given(found: Refit, plan: tuple[PlannedBlock, ...]) -> list[str]:
    """What was left out, what is shorter or longer, and what is new."""
    said = []
    if out := left_out(found):
        said.append(_("left out: %(names)s") % {"names": ", ".join(named(one) for one in out)})
    changed = changes(found, plan)
    kept = [one for one in changed if one.before]
    shorter = [one for one in kept if one.block.minutes < one.before]
    new = [one for one in changed if not one.before]
    if shorter:
        said.append(_("shorter: %(names)s") % {"names": _told(shorter)})
    if kept and not shorter and len(kept) + len(new) == len(found.blocks):
        said.append(_("every block is longer"))
    elif len(kept) > len(shorter):
        longer = [one for one in kept if one not in shorter]
        said.append(_("longer: %(names)s") % {"names": _told(longer)})
    for one in new:
        words = {"name": one.name, "minutes": one.block.minutes}
        said.append(_("new: %(name)s, %(minutes)s min") % words)
    return said


def _told(blocks: Iterable[Changed]) -> str:
    """Each block with its minutes before and after."""
    return ", ".join(
        _("%(name)s %(before)s to %(after)s")
        % {"name": one.name, "before": one.before, "after": one.block.minutes}
        for one in blocks
    )


def _kept(found: Refit) -> list[str]:
    """What was protected, what is spare, and which locks could not be kept."""
    said = []
    grounding = total_minutes(b for b in found.blocks if b.phase is Phase.GROUNDING)
    if grounding:
        said.append(_("grounding has %(minutes)s min") % {"minutes": grounding})
    if found.kept_after is not None:
        said.append(_("%(minutes)s min follow the exposure") % {"minutes": found.kept_after})
    if found.spare:
        text = ngettext("%(minutes)s min is spare", "%(minutes)s min are spare", found.spare)
        said.append(text % {"minutes": found.spare})
    if found.remarks:
        locks = {one.block: one for one in found.remarks}
        names = [named(block) for block in found.blocks if block.uid in locks]
        said.append(_("its lock cannot be kept: %(names)s") % {"names": ", ".join(names)})
    return said


def _cannot(found: Refit) -> str:
    """How much is missing, and where."""
    if len(found.missing) > 1:
        where = ", ".join(
            _("%(minutes)s min before %(time)s") % {"minutes": one.minutes, "time": one.before}
            for one in found.missing
        )
        return _("It does not fit, with every block at its shortest: %(where)s are missing.") % {
            "where": where
        }
    if found.drops_exposure:
        text = _("Without exposure it does not fit into %(length)s min either: %(missing)s.")
    elif any(block.phase is Phase.EXPOSURE for block in found.before):
        text = ngettext(
            "%(length)s min is too little for this exposure and what has to follow it: with every"
            " block at its shortest %(missing)s.",
            "%(length)s min are too few for this exposure and what has to follow it: with every"
            " block at its shortest %(missing)s.",
            found.length,
        )
    else:
        text = _(
            "It does not fit into %(length)s min: with every block at its shortest %(missing)s."
        )
    lost = ngettext(
        "%(minutes)s min is missing", "%(minutes)s min are missing", found.missing_minutes
    )
    return text % {"length": found.length, "missing": lost % {"minutes": found.missing_minutes}}
