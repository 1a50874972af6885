"""The forms of one record, which stand on one page and are sent together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField, Form
from django.utils.translation import gettext as _

from clients.access import Capability, reach
from clients.forms.appointments import AttendanceForm
from clients.forms.present import PresentForm
from clients.models import TOOK_PLACE, Client, Member
from clients.views.attendance import attendance_rows, came_of
from clients.views.groups import naming
from planner.actions import records as verbs
from planner.actions.beside import Beside
from planner.forms.beside import EffectForm, MadeForm, NoteForm, StopForm
from planner.forms.record import ExposureForm, HeldBlockForm, HeldForm
from planner.models import CoCreated, ExposureRecord, ProcessNote, Session, Stop, UnwantedEffect
from planner.models.aftermath import UNPLANNED, blank_record, demands_of, records_for

SPARE_EFFECTS = {"client": 1, "group": 2}
"""Empty rows for something unwanted, beside what is kept."""


@dataclass(frozen=True, kw_only=True)
class RecordForms:
    """Everything that a record asks."""

    held: HeldForm
    blocks: Sequence[HeldBlockForm]
    exposures: Sequence[ExposureForm]
    stop: StopForm
    present: PresentForm
    rows: Sequence[AttendanceForm]
    effects: Sequence[EffectForm]
    made: Sequence[MadeForm]
    note: NoteForm

    @property
    def all(self) -> list[Form]:
        """Every form of the page."""
        single = (self.held, self.stop, self.present, self.note)
        return [*single, *self.blocks, *self.exposures, *self.rows, *self.effects, *self.made]

    def are_valid(self) -> bool:
        """Whether all that was sent fits; every form says what does not."""
        return all(form.is_valid() for form in self.all)

    def said(self) -> tuple[verbs.Held, list[ExposureRecord], Beside]:
        """What the valid forms say; where nothing took place, only that and the notes are kept."""
        facts = self.held.cleaned_data
        note = self.note.cleaned_data["text"] if _was_sent(self.note, "text") else None
        if facts["status"] not in TOOK_PLACE:
            blocks = {form.block.uid: verbs.HeldBlock() for form in self.blocks}
            return verbs.Held(blocks=blocks, **facts), [], Beside(note=note)
        blocks = {form.block.uid: verbs.HeldBlock(**form.cleaned_data) for form in self.blocks}
        effects = [form.applied() for form in self.effects if _was_sent(form, "effect")]
        made = [form.applied() for form in self.made if _was_sent(form, "title")]
        beside = Beside(
            stop=self.stop.applied() if _was_sent(self.stop, "seen") else None,
            effects=[row for row in effects if row is not None],
            made=[row for row in made if row is not None],
            guests=self.present.guests() if _was_sent(self.present, "others") else None,
            came=came_of([row for row in self.rows if _was_sent(row, "comment")]),
            note=note,
        )
        return verbs.Held(blocks=blocks, **facts), answered(self.exposures), beside

    def completed(self, sent: Any) -> Any:
        """What was sent, and for the parts that were not on that page what is recorded."""
        data = sent.copy()
        for form in self.all:
            if form.prefix and not any(name.startswith(f"{form.prefix}-") for name in sent):
                for field in form:
                    value = field.field.prepare_value(field.initial)
                    if value not in (None, "", False):
                        data.setlist(field.html_name, value if isinstance(value, list) else [value])
        return data

    def differing(self) -> list[tuple[str, str]]:
        """What is recorded otherwise than was typed: where it stands, and how it reads."""
        return [
            (f"{where}: {field.label}" if where else str(field.label), _in_words(field))
            for form in self.all
            for where in (_place_of(form),)
            for field in (form[name] for name in form.changed_data)
            if field.initial not in (None, "", [], False)
        ]


def _place_of(form: Form) -> str:
    """The block, exposure or person that a form is about."""
    if isinstance(form, HeldBlockForm):
        return form.block.title
    if isinstance(form, ExposureForm):
        return str(form.title)
    return form.participant.code if isinstance(form, AttendanceForm) else ""


def _in_words(field: BoundField) -> str:
    """The recorded value of a field as the page would say it."""
    value = field.field.prepare_value(field.initial)
    words = {str(key): str(label) for key, label in getattr(field.field, "choices", ())}
    values = value if isinstance(value, list) else [value]
    return ", ".join(words.get(str(one), str(one)) for one in values)


def _was_sent(form: Form, name: str) -> bool:
    """Whether this part of the page was sent at all; what was not is left as it is."""
    return form.add_prefix(name) in form.data


def record_forms(request: Any, desk: Session, data: Any) -> RecordForms:
    """The forms of the record of this session, which comes from `at_desk`."""
    appointment = desk.appointment
    client = appointment.client
    rows = [] if client else attendance_rows(request, appointment)
    people = [client] if client else [row.participant for row in rows]
    named = {row.participant.pk for row in rows if row.named}
    mine = reach(request, Capability.EDIT, ProcessNote).filter(session=desk).first()
    return RecordForms(
        held=HeldForm(data, session=desk),
        blocks=[HeldBlockForm(data, block=block) for block in desk.blocks.all()],
        exposures=_exposure_forms(request, desk, data),
        stop=StopForm(data, stop=_stop_of(desk)),
        present=PresentForm(
            data,
            guests=list(appointment.guests.select_related("member")),
            members=reach(request, Capability.VIEW, Member).active(),
            interpreter=desk.interpreter,
        ),
        rows=rows,
        effects=_effect_forms(request, desk, data, people, named),
        made=_made_forms(desk, data, [row.participant.name for row in rows if row.named]),
        note=NoteForm(data, text=mine.text if mine else ""),
    )


def _stop_of(desk: Session) -> Stop:
    """What is kept of a stop, or a blank."""
    kept: Stop | None = getattr(desk, "stop", None)
    return kept or Stop(clinic=desk.clinic, session=desk)


def _effect_forms(
    request: Any, desk: Session, data: Any, people: Sequence[Client], named: set[int]
) -> list[EffectForm]:
    """What is kept as unwanted, and empty rows for more; names only where they may be known."""
    side = "client" if desk.appointment.client_id else "group"
    kept = list(desk.effects.select_related("client"))
    rows = [(str(row.uid), row) for row in kept]
    for number in range(1, SPARE_EFFECTS[side] + 1):
        rows.append((f"new{number}", UnwantedEffect(clinic=desk.clinic, session=desk)))
    call = naming(request.member)
    whole = {person.pk: person for person in [*people, *(row.client for row in kept)]}
    return [
        EffectForm(
            data,
            effect=row,
            key=key,
            people=list(whole.values()),
            blocks=list(desk.blocks.all()),
            naming=lambda person: call(person) if person.pk in named else person.code,
        )
        for key, row in rows
    ]


def _made_forms(desk: Session, data: Any, names: Sequence[str]) -> list[MadeForm]:
    """What a group made, and an empty form for one more."""
    if desk.appointment.client_id is not None:
        return []
    kept = [(str(row.uid), row) for row in desk.made.all()]
    kept.append(("new", CoCreated(clinic=desk.clinic, session=desk)))
    return [MadeForm(data, made=row, key=key, names=names) for key, row in kept]


def _exposure_forms(request: Any, desk: Session, data: Any) -> list[ExposureForm]:
    """One form for each exposure or activating practice, and one for an unplanned exposure."""
    client = desk.appointment.client
    if client is None:
        return []
    demands = demands_of(desk, trauma=client.trauma)
    records = list(records_for(demands, desk, client.suds_scale))
    if all(record.work is not None for record in records):
        records.append(blank_record(desk, UNPLANNED, client.suds_scale))
    titles = {str(block.uid): block.title for block in desk.blocks.all()}
    team = _team(request, desk)
    return [
        ExposureForm(
            data,
            record=record,
            key=str(record.work or "unplanned"),
            title=titles.get(str(record.work), _("An exposure that was not in the plan")),
            team=team,
        )
        for record in records
    ]


def _team(request: Any, desk: Session) -> list[Member]:
    """Who can confirm that it is safe to leave: oneself first, then the rest of the care team."""
    places = desk.appointment.whom.care_team.on(desk.clinic.today()).select_related("member")
    others = {place.member.pk: place.member for place in places}
    others.pop(request.member.pk, None)
    return [request.member, *others.values()]


def answered(exposures: Sequence[ExposureForm]) -> list[ExposureRecord]:
    """The records to keep: planned ones, and others only where something was answered."""
    return [
        form.applied()
        for form in exposures
        if form.record.work is not None or form.record.pk or form.says_something
    ]
