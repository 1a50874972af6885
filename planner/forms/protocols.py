"""The form that keeps a session's plan as a protocol of the clinic."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from planner.library.differences import field_label
from planner.library.faults import Fault
from planner.plan import TITLE_LENGTH, PlannedBlock

from .own_items import NamedForm

_BLOCK = re.compile(r"blocks\[([0-9]+)\](?:\.(\w+))?")


class ProtocolForm(NamedForm):
    """A title, what it is for, and the title of every block, so that each is looked at.

    `titles` are the neutral ones (by uid of the block) that stand there at first. `never` are names
    and codes of persons, which no text may hold.
    """

    purpose = forms.CharField(label=_lazy("What is it for?"), max_length=300)
    field_order = ("title", "purpose", "code")

    def __init__(
        self,
        *args: Any,
        plan: Sequence[PlannedBlock],
        titles: Mapping[str, str],
        never: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.never = never
        for number, block in enumerate(plan, 1):
            words = {"n": number, "phase": block.phase.label, "minutes": block.minutes}
            changed = titles[block.uid] != block.title
            self.fields[_name(block)] = forms.CharField(
                label=_("%(n)s. %(phase)s, %(minutes)s min") % words,
                max_length=TITLE_LENGTH,
                initial=titles[block.uid],
                help_text=_("In the plan: “%s”") % block.title if changed else "",
            )

    @property
    def block_fields(self) -> list[Any]:
        """The fields of the blocks, in their order."""
        return [self[_name(block)] for block in self.plan]

    @property
    def head(self) -> dict[str, str]:
        """Code, title and purpose."""
        return {name: self.cleaned_data[name] for name in ("code", "title", "purpose")}

    @property
    def titles(self) -> dict[str, str]:
        """What each block shall be called, by its uid."""
        return {block.uid: self.cleaned_data[_name(block)] for block in self.plan}

    def clean(self) -> dict[str, Any]:
        """No text names the person for whom the plan was made."""
        found = super().clean()
        for name, value in list(found.items()):
            if isinstance(value, str) and any(_holds(value, word) for word in self.never):
                said = _("This names the person. A protocol is for many: please say it without.")
                self.add_error(name, ValidationError(said))
        return found

    def show(self, faults: Iterable[Fault]) -> None:
        """Say what the gate found, each fault at its field."""
        for fault in faults:
            place, inner = self._place(fault.field)
            label = field_label(inner) if inner else ""
            self.add_error(place, f"{label}: {fault.reason}" if label else fault.reason)

    def _place(self, field: str) -> tuple[str | None, str]:
        """The field of the form where a fault of the file stands, and what else is to be named."""
        if field in self.fields:
            return field, ""
        found = _BLOCK.match(field)
        if found is None:
            return None, field
        inner = found[2] or ""
        return _name(self.plan[int(found[1]) - 1]), "" if inner == "title" else inner


def _name(block: PlannedBlock) -> str:
    """The name of a block's field."""
    return f"title-{block.uid}"


def _holds(text: str, word: str) -> bool:
    """Whether a word stands in a text as it is written, not as a part of another."""
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None
