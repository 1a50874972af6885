"""Forms for the rest of a record: a stop, what was unwanted, what a group made, a private note."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.forms.fields import DayField, Label
from clients.forms.uncut import UncutForm
from clients.models import Client
from planner.models import Block, CoCreated, OwnRecord, StillThere, Stop, UnwantedEffect
from planner.plan import MOST_MINUTES

from .record import Answer

MOST_STEPS = 20
MOST_SECONDS = 3600


class StopForm(UncutForm):
    """How a session ended that stopped early."""

    seen = forms.CharField(label=_("What was seen"), max_length=500, required=False)
    helped = forms.CharField(label=_("What helped"), max_length=500, required=False)
    back_after = forms.IntegerField(
        label=_("Back after, minutes"), min_value=0, max_value=MOST_MINUTES, required=False
    )
    who_stayed = forms.CharField(label=_("Who stayed"), max_length=200, required=False)
    way_home = forms.CharField(label=_("Way home"), max_length=200, required=False)
    call_on = DayField(label=_("Call on"), required=False)

    def __init__(self, data: Any, *, stop: Stop) -> None:
        initial = {name: getattr(stop, name) for name in Stop.FACTS}
        super().__init__(data, prefix="stop", initial=initial)
        self.stop = stop

    def applied(self) -> Stop | None:
        """The stop with what was answered, not saved; None where nothing was ever said."""
        for name, value in self.cleaned_data.items():
            setattr(self.stop, name, value)
        return self.stop if self.stop.pk or any(self.cleaned_data.values()) else None


class EffectForm(UncutForm):
    """Something unpleasant that came up: for whom, with which practice, whether it lasted."""

    person = forms.ChoiceField(
        label=_("For whom"), error_messages={"invalid_choice": _("Unknown choice.")}
    )
    work = forms.ChoiceField(
        label=_("With which part"),
        required=False,
        error_messages={"invalid_choice": _("Unknown choice.")},
    )
    effect = forms.CharField(label=_("What came up"), max_length=300, required=False)
    still = forms.ChoiceField(
        label=_("At the end"),
        choices=StillThere.choices,
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(
        self,
        data: Any,
        *,
        effect: UnwantedEffect,
        key: str,
        people: Sequence[Client],
        blocks: Sequence[Block],
        naming: Label,
    ) -> None:
        whose: Any = effect.client if effect.client_id else None
        initial = {
            "person": str(whose.uid) if whose else "",
            "work": str(effect.work or ""),
            "effect": effect.effect,
            "still": effect.still,
        }
        super().__init__(data, prefix=f"u-{key}", initial=initial)
        self.kept = effect
        self.people = {str(person.uid): person for person in people}
        self.blocks = {str(block.uid): block for block in blocks}
        fields: Any = self.fields
        told = [(uid, naming(person)) for uid, person in self.people.items()]
        fields["person"].choices = [("", "—"), *told]
        titles = [(uid, block.title) for uid, block in self.blocks.items()]
        if effect.work and str(effect.work) not in self.blocks:
            titles.append((str(effect.work), effect.title))
        fields["work"].choices = [("", _("The session as a whole")), *titles]
        fields["person"].required = False

    @property
    def alone(self) -> bool:
        """Whether it can only be about one client, so that nobody is asked whom."""
        return len(self.people) == 1

    def clean(self) -> dict[str, Any]:
        """What came up belongs to somebody."""
        found = super().clean() or {}
        is_told = found.get("person") or self.alone or "person" in self.errors
        if found.get("effect") and not is_told:
            self.add_error("person", _("Please say for whom."))
        return found

    def applied(self) -> UnwantedEffect | None:
        """The row with what was answered, not saved; without words it is to be taken away."""
        facts, row = self.cleaned_data, self.kept
        if not row.pk and not facts["effect"]:
            return None
        person = self.people.get(facts["person"]) or next(iter(self.people.values()), None)
        if person is not None:
            row.client = person
        block = self.blocks.get(facts["work"])
        if block is not None:
            row.work, row.title, row.practice = block.uid, block.title, block.practice
        elif not facts["work"]:
            row.work, row.title, row.practice = None, "", ""
        row.effect, row.still = facts["effect"], facts["still"]
        return row


class OwnRecordForm(UncutForm):
    """What goes into the own record of one of a couple or family, and into nobody else's."""

    text = forms.CharField(
        max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data: Any, *, record: OwnRecord, called: str) -> None:
        prefix = f"o-{record.client.uid}"
        super().__init__(data, prefix=prefix, initial={"text": record.text})
        self.kept = record
        self.fields["text"].label = _("Only for the record of %(who)s") % {"who": called}

    def applied(self) -> OwnRecord | None:
        """The row with what was written, not saved; None where nothing stood or stands."""
        before, self.kept.text = self.kept.text, self.cleaned_data["text"]
        return self.kept if self.kept.text != before else None


STEP = re.compile(
    r"(?:(?P<minutes>[0-9]{1,2}):(?=[0-9]{2}\s))?(?P<seconds>[0-9]{1,5})"
    r"\s*(?:s|sec|seconds)?[:.,–-]?\s+(?P<text>\S.*)"
)
"""A step: `60 Feel both feet`, `60 s: ...` or `1:30 ...`."""


class StepsField(forms.CharField):
    """Steps, one a line, seconds first: `60 Feel both feet`. Gives a list of steps."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 5})
        super().__init__(required=False, strip=False, max_length=8000, widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Stored steps as they are typed."""
        if not isinstance(value, list):
            return value
        return "\n".join(f"{step['seconds']} {step['text']}" for step in value)

    def clean(self, value: Any) -> list[dict[str, Any]]:
        """The steps; raises ValidationError naming the line that does not fit."""
        lines = [line.strip() for line in str(super().clean(value)).splitlines()]
        steps = [self._step(number, line) for number, line in enumerate(lines, 1) if line]
        if len(steps) > MOST_STEPS:
            raise forms.ValidationError(
                _("At most %(most)s steps; these are %(count)s."),
                params={"most": MOST_STEPS, "count": len(steps)},
            )
        return steps

    def _step(self, number: int, line: str) -> dict[str, Any]:
        found = STEP.fullmatch(line)
        if found is None:
            raise forms.ValidationError(
                _("Line %(number)s: seconds first, then the step, as in “60 Feel both feet”."),
                params={"number": number},
            )
        seconds = 60 * int(found["minutes"] or 0) + int(found["seconds"])
        if not 1 <= seconds <= MOST_SECONDS:
            raise forms.ValidationError(
                _("Line %(number)s: a step takes 1 to %(most)s seconds."),
                params={"number": number, "most": MOST_SECONDS},
            )
        if len(found["text"]) > 300:
            raise forms.ValidationError(
                _("Line %(number)s: at most 300 letters a step."), params={"number": number}
            )
        return {"seconds": seconds, "text": found["text"]}


class MadeForm(UncutForm):
    """An exercise that the group made. `names` are the participants', which do not belong in it."""

    title = forms.CharField(label=_("Title"), max_length=120, required=False)
    purpose = forms.CharField(label=_("What it is for"), max_length=300, required=False)
    steps = StepsField(
        label=_("Steps"),
        help_text=_("One a line, seconds first: 60 Feel both feet. No names."),
    )
    reuse = Answer(label=_("Everybody agrees that it may be used again"))
    anyway = forms.BooleanField(
        label=_("It is a word here, nobody's name"), required=False, widget=forms.HiddenInput
    )

    WRITTEN = ("title", "purpose", "steps")

    def __init__(self, data: Any, *, made: CoCreated, key: str, names: Iterable[str]) -> None:
        initial = {name: getattr(made, name) for name in (*self.WRITTEN, "reuse")}
        super().__init__(data, prefix=f"m-{key}", initial=initial)
        self.kept = made
        self.names = {part.casefold() for name in names for part in name.split() if len(part) > 2}

    def clean(self) -> dict[str, Any]:
        """An exercise has a title and steps, and nobody's name."""
        found = super().clean() or {}
        if self.errors or not any(found[name] for name in self.WRITTEN):
            return found
        if not found["title"]:
            self.add_error("title", _("Please give it a title."))
        if not found["steps"]:
            self.add_error("steps", _("Please write at least one step."))
        if not self.errors:
            self._seek_names(found)
        return found

    def _seek_names(self, found: dict[str, Any]) -> None:
        """Ask again where a participant's name seems to stand in it."""
        texts = [found["title"], found["purpose"], *(step["text"] for step in found["steps"])]
        words = re.findall(r"\w+", " ".join(texts))
        name = next((word for word in words if word.casefold() in self.names), None)
        if name is None or found["anyway"]:
            return
        self.fields["anyway"].widget = forms.CheckboxInput()
        self.add_error(
            "anyway",
            _("“%(name)s” is the name of a participant. Write it without, or tick here.")
            % {"name": name},
        )

    def applied(self) -> CoCreated | None:
        """The exercise with what was written, not saved; without a title it is to be taken away."""
        for name in (*self.WRITTEN, "reuse"):
            setattr(self.kept, name, self.cleaned_data[name])
        return self.kept if self.kept.pk or self.kept.title else None


class NoteForm(UncutForm):
    """A private note, read by its author alone."""

    text = forms.CharField(
        label=_("Private process note"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only you read it: not the team, no text, paper or export."),
    )

    def __init__(self, data: Any, *, text: str) -> None:
        super().__init__(data, prefix="note", initial={"text": text})
