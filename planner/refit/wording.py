"""What a refit did, and what it could not do, in one sentence."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planner.plan import Phase, PlannedBlock, total_minutes
from planner.refit.fitting import Refit


@dataclass(frozen=True, kw_only=True)
class Shortened:
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


def shortened(found: Refit, before: tuple[PlannedBlock, ...]) -> tuple[Shortened, ...]:
    """The blocks whose minutes differ from those in `before`, in order."""
    was = {block.uid: block.minutes for block in before}
    return tuple(
        Shortened(block=block, before=was.get(block.uid, 0))
        for block in found.blocks
        if was.get(block.uid) != block.minutes
    )


def left_out(found: Refit) -> tuple[PlannedBlock, ...]:
    """The blocks that a refit leaves out, in order."""
    there = {block.uid for block in found.blocks}
    return tuple(block for block in found.before if block.uid not in there)


def sentence(found: Refit) -> str:
    """One sentence: what gave minutes and what was kept, or how many minutes are missing."""
    if not found.fits:
        return _cannot(found)
    if found.is_same:
        return _("The plan fits into %(length)s min as it is.") % {"length": found.length}
    parts = [*_given(found), *_kept(found)]
    said = "; ".join(parts)
    words = {"length": found.length, "said": said}
    if found.drops_exposure:
        return _("Without exposure, %(length)s min: %(said)s.") % words
    return _("Fitted into %(length)s min: %(said)s.") % words


def _given(found: Refit) -> list[str]:
    """What was left out and what is shorter."""
    said = []
    if out := left_out(found):
        said.append(_("left out: %(names)s") % {"names": ", ".join(named(one) for one in out)})
    names = [
        _("%(name)s %(before)s to %(after)s")
        % {"name": one.name, "before": one.before, "after": one.block.minutes}
        for one in shortened(found, found.before)
    ]
    if names:
        said.append(_("shorter: %(names)s") % {"names": ", ".join(names)})
    return said


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
        text = _(
            "%(length)s min are too few for this exposure and what has to follow it: with every"
            " block at its shortest %(missing)s."
        )
    else:
        text = _(
            "It does not fit into %(length)s min: with every block at its shortest %(missing)s."
        )
    lost = ngettext(
        "%(minutes)s min is missing", "%(minutes)s min are missing", found.missing_minutes
    )
    return text % {"length": found.length, "missing": lost % {"minutes": found.missing_minutes}}
