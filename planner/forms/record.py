"""Forms for what is written down after a session."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from clients.forms.appointments import fitting_status, fitting_stop
from clients.forms.uncut import UncutForm
from clients.models import AppointmentStatus, Member, RiskOutcome, Setting
from planner.models import Block, ExposureEnd, ExposureRecord, Session
from planner.models.choices import is_joint
from planner.plan import MEMORY_LENGTH, MOST_MINUTES
from planner.suds import MOST_RATINGS, RowError, SudsRow, read_row, write_row

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


class SudsField(forms.CharField):
    """Ratings typed one after the other: `30 45 70 80 60 35`. Gives a SudsRow."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=400, **kwargs)
        self.top = 100
        self.widget.attrs.update({"autocomplete": "off", "spellcheck": "false"})

    def clean(self, value: Any) -> SudsRow:
        """The ratings; raises ValidationError naming the number that does not fit."""
        try:
            return read_row(str(super().clean(value)), self.top)
        except RowError as fault:
            facts = {"word": fault.word, "place": fault.place, "top": self.top}
            facts["most"] = MOST_RATINGS
            raise forms.ValidationError(SAID[fault.why], params=facts) from None


SAID = {
    "scale": _("“%(word)s”, number %(place)s of the row, is outside this client's 0 to %(top)s."),
    "number": _("“%(word)s”, number %(place)s of the row, is not a whole number."),
    "short": _(
        "At least three are needed: before, end, after grounding. A dash stands for one that was "
        "not asked, as in 40 80 -."
    ),
    "gap": _(
        "Number %(place)s of the row is a dash. Leave out what was not rated in between; only "
        "before, end and after grounding may be a dash."
    ),
    "long": _("At most %(most)s ratings."),
}
"""What is said of a row that cannot be read."""


class HeldForm(UncutForm):
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
        required=False,
        help_text=_(
            "Counted from the start. Of the blocks whose minutes you leave as they stand, those "
            "before it count as planned, the one in which it fell in part, later ones as left out."
        ),
    )
    setting = forms.ChoiceField(
        label=_("Where"), choices=Setting.choices, widget=forms.RadioSelect, required=False
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
    agreements = forms.CharField(label=_("Agreed for next time"), max_length=1000, required=False)
    next_note = forms.CharField(label=_("One note for next time"), max_length=500, required=False)

    def __init__(self, data: Any, *, session: Session) -> None:
        names = ("summary", "agreements", "next_note", "grounding_helped")
        initial = {name: getattr(session, name) for name in names}
        appointment = session.appointment
        initial |= {name: getattr(appointment, name) for name in ("stopped_minute", "setting")}
        if appointment.status != AppointmentStatus.PLANNED:
            initial["status"] = appointment.status
        elif appointment.is_ahead:
            initial["status"] = None
        super().__init__(data, initial=initial)
        self.appointment = appointment
        self.stopped_before = bool(
            session.recorded_at and appointment.status == AppointmentStatus.STOPPED_EARLY
        )
        if is_joint(appointment.whom):
            summary = self.fields["summary"]
            summary.label = _("What was done, for the records of all")
            summary.help_text = _("What one of them told alone does not belong here.")
        if appointment.client_id is None:
            del self.fields["risk_outcome"], self.fields["risk_action"]

    def clean_status(self) -> str:
        """One that can be said of its day."""
        return fitting_status(self.cleaned_data["status"], self.appointment)

    def clean_stopped_minute(self) -> int | None:
        """A minute that fits the planned length."""
        return fitting_stop(self.cleaned_data, self.appointment.minutes)

    @property
    def minute_before(self) -> int | None:
        """Where the session stopped by the record that this form began with."""
        minute: int | None = self.initial["stopped_minute"]
        return minute if self.stopped_before else None


class HeldBlockForm(UncutForm):
    """What became of one block: 0 minutes means left out."""

    minutes = forms.IntegerField(
        label=_("Held minutes"), min_value=0, max_value=MOST_MINUTES, required=False
    )
    why = forms.CharField(label=_("Left out because"), max_length=200, required=False)

    def __init__(self, data: Any, *, block: Block) -> None:
        initial = {"minutes": block.minutes_so_far, "why": block.left_out_why}
        super().__init__(data, prefix=f"b-{block.uid}", initial=initial)
        self.block = block

    @property
    def differs(self) -> bool:
        """Whether something else than the plan is recorded."""
        held = self.block.delivered_minutes
        return bool(self.block.left_out_why) or held not in (None, self.block.minutes)


class ExposureForm(UncutForm):
    """SUDS on the client's scale, how it ended, and R7's four questions.

    `planned` holds the planned minutes of its blocks by uid, empty where it was not in the plan;
    `stood` is how many minutes its blocks have on the page as it is shown.
    """

    memory = forms.CharField(label=_("Memory"), max_length=MEMORY_LENGTH, required=False)
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=0, max_value=MOST_MINUTES, required=False
    )
    suds = SudsField(
        label=_("SUDS"),
        help_text=_(
            "Before, every five minutes, end, after grounding, as in 30 45 70 80 60 35. "
            "A dash: not asked."
        ),
    )
    peak = forms.IntegerField(label=_("Peak, if it lay between"), min_value=0, required=False)
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
    felt_nothing = Answer(label=_("Felt nothing, or numb"))
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

    RATED = ("suds", "peak")

    def __init__(
        self,
        data: Any,
        *,
        record: ExposureRecord,
        key: str,
        title: str,
        team: Sequence[Member],
        planned: Mapping[UUID, int],
        stood: int,
    ) -> None:
        initial = {name: getattr(record, name) for name in self.base_fields if name != "suds"}
        initial |= _rated(record)
        confirmed: Any = record.confirmed_by
        initial["confirmed_by"] = str(confirmed.uid) if confirmed else ""
        super().__init__(data, prefix=f"e-{key}", initial=initial)
        self.record, self.title, self.key = record, title, key
        self.planned, self.stood = planned, stood
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
            for name in (*self.RATED, "felt_nothing", "memory"):
                del fields[name]
        fields["ended"].required = bool(record.ended and self.is_about_the_plan)

    @property
    def says_something(self) -> bool:
        """Whether anything was answered beyond what stands there from the start."""
        return bool(set(self.changed_data) - {"ended"})

    @property
    def follows_blocks(self) -> bool:
        """Whether its minutes were those of its blocks, and nobody typed others."""
        untouched = "minutes" not in self.changed_data
        return bool(self.planned) and untouched and self.initial["minutes"] == self.stood

    @property
    def is_about_the_plan(self) -> bool:
        """Whether what it asks about was in the plan, or something is kept of it."""
        return bool(self.record.pk or self.record.work)

    @property
    def ended_by_default(self) -> bool:
        """Whether it ended as planned only because that stood there from the start."""
        left = "ended" not in self.changed_data
        return left and self.cleaned_data["ended"] == ExposureEnd.AS_PLANNED

    def _set_scale(self, top: int) -> None:
        """Let the ratings end where the client's scale ends."""
        fields: Any = self.fields
        self.top = fields["suds"].top = top
        fields["peak"].validators.append(MaxValueValidator(top))
        fields["peak"].widget.attrs["max"] = top

    def clean_peak(self) -> int | None:
        """The peak, which is not below a rating of the row; empty: the highest of the row."""
        peak: int | None = self.cleaned_data["peak"]
        highest = self.cleaned_data.get("suds", SudsRow()).peak
        if peak is not None and highest is not None and peak < highest:
            raise forms.ValidationError(
                _("The row goes up to %(highest)s."), params={"highest": highest}
            )
        return highest if peak is None else peak

    def applied(self) -> ExposureRecord:
        """The record with what was answered; nothing is saved."""
        facts = dict(self.cleaned_data)
        row = facts.pop("suds", None)
        if row is not None:
            facts |= {
                "before": row.before,
                "series": row.series,
                "end": row.end,
                "after_grounding": row.after_grounding,
            }
        self.record.confirmed_by = self.team.get(facts.pop("confirmed_by"))
        self.record.ended = facts.pop("ended") or ExposureEnd.AS_PLANNED
        for name, value in facts.items():
            setattr(self.record, name, value)
        return self.record


def _rated(record: ExposureRecord) -> dict[str, Any]:
    """The row of a record as it is typed, and the peak where the row does not say it."""
    row = write_row(record.before, record.series, record.end, record.after_grounding)
    rated = (record.before, *record.series, record.end)
    highest = max((one for one in rated if one is not None), default=None)
    return {"suds": row, "peak": None if record.peak == highest else record.peak}
