"""Forms for what is written down after a session."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from clients.models import AppointmentStatus, Member, RiskOutcome
from planner.models import Block, ExposureEnd, ExposureRecord, Session
from planner.plan import MEMORY_LENGTH, MOST_MINUTES

MOST_RATINGS = 60
"""Ratings in one series: one every minute of the longest exposure."""

YES, NO, OPEN = "yes", "no", ""
ANSWERS = [(YES, _("Yes")), (NO, _("No")), (OPEN, _("Not asked"))]
NOT_AFTER = (AppointmentStatus.PLANNED, AppointmentStatus.MOVED)
"""What is not recorded of a session: still to come, or moved (its plan goes on to another day)."""
AFTER = [choice for choice in AppointmentStatus.choices if choice[0] not in NOT_AFTER]


class Answer(forms.TypedChoiceField):
    """Yes, no, or not asked (None), which is never taken for a yes."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=ANSWERS,
            widget=forms.RadioSelect,
            required=False,
            coerce=lambda value: value == YES,
            empty_value=None,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        """A stored answer as one of the words."""
        return {True: YES, False: NO, None: OPEN}.get(value, value)


class Series(forms.CharField):
    """Ratings typed one after the other: `30 45 70 80 60 35`. Gives a list of numbers."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=400, **kwargs)
        self.top = 100
        self.widget.attrs.update({"inputmode": "numeric", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        """A stored series as it is typed."""
        return " ".join(map(str, value)) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether something else was typed than what is stored."""
        return super().has_changed(self.prepare_value(initial or []), data)

    def clean(self, value: Any) -> list[int]:
        """The numbers; raises ValidationError naming the one that does not fit."""
        words = re.split(r"[\s,;]+", str(super().clean(value)).strip())
        numbers = []
        for word in filter(None, words):
            if not (word.isascii() and word.isdigit() and len(word) <= 3 and int(word) <= self.top):
                raise forms.ValidationError(
                    _("“%(word)s” is not a whole number from 0 to %(top)s."),
                    params={"word": word[:20], "top": self.top},
                )
            numbers.append(int(word))
        if len(numbers) > MOST_RATINGS:
            raise forms.ValidationError(
                _("At most %(most)s ratings."), params={"most": MOST_RATINGS}
            )
        return numbers


class HeldForm(forms.Form):
    """What became of the session as a whole. The risk question is for one client alone."""

    status = forms.ChoiceField(
        label=_("What became of it"),
        choices=AFTER,
        widget=forms.RadioSelect,
        initial=AppointmentStatus.HELD,
    )
    stopped_minute = forms.IntegerField(
        label=_("Stopped at minute"),
        min_value=0,
        max_value=MOST_MINUTES,
        required=False,
        help_text=_("Counted from the start; for one that stopped early."),
    )
    risk_outcome = forms.ChoiceField(
        label=_("Risk question, asked in arrival"),
        choices=[*RiskOutcome.choices, ("", _("Not asked"))],
        widget=forms.RadioSelect,
        required=False,
    )
    risk_action = forms.CharField(label=_("What was done"), max_length=500, required=False)
    grounding_helped = Answer(label=_("Grounding helped"))
    summary = forms.CharField(
        label=_("What was done"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    next_note = forms.CharField(label=_("One note for next time"), max_length=500, required=False)

    def __init__(self, data: Any, *, session: Session) -> None:
        names = ("summary", "next_note", "grounding_helped")
        initial = {name: getattr(session, name) for name in names}
        appointment = session.appointment
        initial["stopped_minute"] = appointment.stopped_minute
        if appointment.status != AppointmentStatus.PLANNED:
            initial["status"] = appointment.status
        super().__init__(data, initial=initial)
        if appointment.client_id is None:
            del self.fields["risk_outcome"], self.fields["risk_action"]


class HeldBlockForm(forms.Form):
    """What became of one block: 0 minutes means left out."""

    minutes = forms.IntegerField(
        label=_("Held minutes"), min_value=0, max_value=MOST_MINUTES, required=False
    )
    why = forms.CharField(label=_("Left out because"), max_length=200, required=False)

    def __init__(self, data: Any, *, block: Block) -> None:
        held = block.delivered_minutes
        initial = {"minutes": block.minutes if held is None else held, "why": block.left_out_why}
        super().__init__(data, prefix=f"b-{block.uid}", initial=initial)
        self.block = block

    @property
    def differs(self) -> bool:
        """Whether something else than the plan is recorded."""
        held = self.block.delivered_minutes
        return bool(self.block.left_out_why) or held not in (None, self.block.minutes)


class ExposureForm(forms.Form):
    """SUDS on the client's scale, how it ended, and R7's four questions."""

    memory = forms.CharField(label=_("Memory"), max_length=MEMORY_LENGTH, required=False)
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=0, max_value=MOST_MINUTES, required=False
    )
    before = forms.IntegerField(label=_("Before"), min_value=0, required=False)
    peak = forms.IntegerField(label=_("Peak"), min_value=0, required=False)
    end = forms.IntegerField(label=_("End"), min_value=0, required=False)
    after_grounding = forms.IntegerField(label=_("After grounding"), min_value=0, required=False)
    series = Series(label=_("Every five minutes"))
    ended = forms.ChoiceField(
        label=_("How it ended"), choices=ExposureEnd.choices, widget=forms.RadioSelect
    )
    oriented = Answer(label=_("Oriented to place, day and person"))
    dissociation = forms.TypedChoiceField(
        label=_("Dissociation"),
        choices=[*((str(n), str(n)) for n in range(11)), ("", _("Not asked"))],
        widget=forms.RadioSelect,
        coerce=int,
        empty_value=None,
        required=False,
    )
    way_home = Answer(label=_("Way home and next hour clear"))
    safe_to_leave = Answer(label=_("Safe to leave"))
    confirmed_by = forms.ChoiceField(
        label=_("Confirmed by"),
        required=False,
        error_messages={"invalid_choice": _("Unknown choice.")},
    )
    if_not_safe = forms.CharField(
        label=_("If not safe: who stays, how home, call when"), max_length=300, required=False
    )

    RATINGS = ("before", "peak", "end", "after_grounding")

    def __init__(
        self, data: Any, *, record: ExposureRecord, key: str, title: str, team: Sequence[Member]
    ) -> None:
        initial = {name: getattr(record, name) for name in self.base_fields}
        confirmed: Any = record.confirmed_by
        initial["confirmed_by"] = str(confirmed.uid) if confirmed else ""
        super().__init__(data, prefix=f"e-{key}", initial=initial)
        self.record, self.title, self.key = record, title, key
        self.team = {str(member.uid): member for member in team}
        if confirmed:
            self.team.setdefault(str(confirmed.uid), confirmed)
        fields: Any = self.fields
        fields["confirmed_by"].choices = [
            ("", _("Nobody yet")),
            *((uid, member.name) for uid, member in self.team.items()),
        ]
        self._set_scale(int(record.suds_scale))
        if not record.is_exposure:
            for name in (*self.RATINGS, "series", "memory"):
                del fields[name]
        if not record.pk and record.work is None:
            fields["ended"].required = False
            fields["ended"].initial = ExposureEnd.AS_PLANNED

    @property
    def says_something(self) -> bool:
        """Whether anything was answered beyond what stands there from the start."""
        return bool(set(self.changed_data) - {"ended"})

    def _set_scale(self, top: int) -> None:
        """Let the ratings end where the client's scale ends."""
        fields: Any = self.fields
        self.top = top
        for name in self.RATINGS:
            fields[name].validators.append(MaxValueValidator(top))
            fields[name].widget.attrs["max"] = top
        fields["series"].top = top

    def applied(self) -> ExposureRecord:
        """The record with what was answered; nothing is saved."""
        facts = dict(self.cleaned_data)
        self.record.confirmed_by = self.team.get(facts.pop("confirmed_by"))
        self.record.ended = facts.pop("ended") or ExposureEnd.AS_PLANNED
        for name, value in facts.items():
            setattr(self.record, name, value)
        return self.record
