"""The forms of one record, which stand on one page and are sent together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any
from uuid import UUID

from django.forms import BoundField, Form
from django.utils.translation import gettext as _

from clients.access import Capability, reach
from clients.forms.appointments import AttendanceForm
from clients.forms.present import PresentForm
from clients.models import TOOK_PLACE, AppointmentStatus, Client, Member
from clients.views.attendance import attendance_rows, came_of
from clients.views.groups import naming
from planner.actions import records as verbs
from planner.actions.beside import Beside
from planner.forms.beside import EffectForm, MadeForm, NoteForm, OwnRecordForm, StopForm
from planner.forms.record import ExposureForm, HeldBlockForm, HeldForm
from planner.models import (
    Block,
    CoCreated,
    ExposureRecord,
    OwnRecord,
    ProcessNote,
    Session,
    Stop,
    UnwantedEffect,
)
from planner.models.aftermath import asked_after, records_for
from planner.models.choices import is_joint
from planner.models.facts import start_of
from planner.timegrid import earliest_minutes

from .record_clock import held_blocks, held_exposures

SPARE_EFFECTS = {"client": 1, "group": 2}
"""Empty rows for something unwanted, beside what is kept."""


@dataclass(frozen=True, kw_only=True)
class RecordForms:
    """Everything that a record asks; `earliest` is the minute where a lock holds each block.

    `left_out` are exposures that the page does not ask about, because all their blocks were recorded
    with 0 minutes.
    """

    held: HeldForm
    blocks: Sequence[HeldBlockForm]
    earliest: Sequence[int]
    exposures: Sequence[ExposureForm]
    left_out: Sequence[ExposureForm]
    stop: StopForm
    present: PresentForm
    rows: Sequence[AttendanceForm]
    own: Sequence[OwnRecordForm]
    effects: Sequence[EffectForm]
    made: Sequence[MadeForm]
    note: NoteForm

    @property
    def parts(self) -> list[tuple[OwnRecordForm, list[ExposureForm]]]:
        """What goes into the own record of each of a couple or family: words, and what is asked."""
        return [
            (form, [one for one in self.exposures if one.record.client_id == form.kept.client_id])
            for form in self.own
        ]

    @property
    def all(self) -> list[Form]:
        """Every form of the page."""
        single = (self.held, self.stop, self.present, self.note)
        several = (self.blocks, self.exposures, self.rows, self.own, self.effects, self.made)
        return [*single, *chain.from_iterable(several)]

    def are_valid(self) -> bool:
        """Whether all that was sent fits; every form says what does not."""
        return all(form.is_valid() for form in self.all)

    def demand_held(self) -> None:
        """Say that "held as planned" does not go with another answer, if one was chosen."""
        if self.held.is_valid() and self.held.cleaned_data["status"] != AppointmentStatus.HELD:
            self.held.add_error(
                "status",
                _("“Held as planned” does not go with this. Nothing is recorded yet: choose one."),
            )

    def said(self) -> tuple[verbs.Held, list[ExposureRecord], Beside]:
        """What the valid forms say; where nothing took place, only that and the notes are kept."""
        facts = self.held.cleaned_data
        note = self.note.cleaned_data["text"] if _was_sent(self.note, "text") else None
        own = [row for form in self.own if _was_sent(form, "text") and (row := form.applied())]
        if facts["status"] not in TOOK_PLACE:
            blocks = {form.block.uid: verbs.HeldBlock() for form in self.blocks}
            return verbs.Held(blocks=blocks, **facts), [], Beside(note=note, own=own)
        stopped = facts["status"] == AppointmentStatus.STOPPED_EARLY
        minute = facts["stopped_minute"] if stopped else None
        clock: Any = {"before": self.held.minute_before, "minute": minute}
        blocks = held_blocks(self.blocks, earliest=self.earliest, **clock)
        exposures = held_exposures(
            self.exposures,
            blocks,
            left_out=self.left_out,
            stopped=stopped,
            minute=minute,
            stopped_before=self.held.stopped_before,
        )
        effects = [form.applied() for form in self.effects if _was_sent(form, "effect")]
        made = [form.applied() for form in self.made if _was_sent(form, "title")]
        beside = Beside(
            stop=self.stop.applied() if _was_sent(self.stop, "seen") else None,
            effects=[row for row in effects if row is not None],
            made=[row for row in made if row is not None],
            guests=self.present.guests() if _was_sent(self.present, "others") else None,
            own=own,
            came=came_of([row for row in self.rows if _was_sent(row, "comment")]),
            note=note,
        )
        return verbs.Held(blocks=blocks, **facts), exposures, beside

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
    if isinstance(form, OwnRecordForm):
        return form.kept.client.code
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
    exposures, left_out = _exposure_forms(request, desk, data, people, named)
    return RecordForms(
        held=HeldForm(data, session=desk),
        blocks=[HeldBlockForm(data, block=block) for block in desk.blocks.all()],
        earliest=earliest_minutes(
            desk.planned_blocks(), length=appointment.minutes, start=start_of(appointment)
        ),
        exposures=exposures,
        left_out=left_out,
        stop=StopForm(data, stop=_stop_of(desk)),
        present=PresentForm(
            data,
            guests=list(appointment.guests.select_related("member")),
            members=reach(request, Capability.VIEW, Member).active(),
            interpreter=desk.interpreter,
        ),
        rows=rows,
        own=_own_forms(request, desk, data, people, named),
        effects=_effect_forms(request, desk, data, people, named),
        made=_made_forms(desk, data, [row.participant.name for row in rows if row.named]),
        note=NoteForm(data, text=mine.text if mine else ""),
    )


def _stop_of(desk: Session) -> Stop:
    """What is kept of a stop, or a blank."""
    kept: Stop | None = getattr(desk, "stop", None)
    return kept or Stop(clinic=desk.clinic, session=desk)


def _own_forms(
    request: Any, desk: Session, data: Any, people: Sequence[Client], named: set[int]
) -> list[OwnRecordForm]:
    """One for each of a couple or family, also of whom something is kept and who left since."""
    if not is_joint(desk.appointment.whom):
        return []
    kept = {row.client_id: row for row in desk.own_records.select_related("client")}
    blank = {"clinic": desk.clinic, "session": desk}
    there = {person.pk for person in people}
    rows = [kept.get(person.pk) or OwnRecord(client=person, **blank) for person in people]
    rows += [row for whose, row in kept.items() if whose not in there]
    call = naming(request.member)
    return [
        OwnRecordForm(
            data, record=row, called=call(row.client) if row.client.pk in named else row.client.code
        )
        for row in rows
    ]


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


def _exposure_forms(
    request: Any, desk: Session, data: Any, people: Sequence[Client], named: set[int]
) -> tuple[list[ExposureForm], list[ExposureForm]]:
    """One form for each exposure or activating practice, and one for an unplanned exposure; of a
    couple or family for each person.

    Those apart that are not asked: left out by the record, without anything kept or sent of them.
    """
    asked = asked_after(desk, people)
    if not asked:
        return [], []
    blocks: dict[UUID | None, Block] = {block.uid: block for block in desk.blocks.all()}
    planned = {demand.work: demand.blocks for one in asked.values() for demand in one}
    team, call = _team(request, desk), naming(request.member)
    forms = []
    for person, records in records_for(asked, desk).items():
        called = call(person) if person.pk in named else person.code
        for record in records:
            key, title = str(record.work or "unplanned"), _title_of(blocks.get(record.work))
            joint = record.client_id is not None
            forms.append(
                ExposureForm(
                    data,
                    record=record,
                    key=f"{person.uid}-{key}" if joint else key,
                    title=f"{called}: {title}" if joint else title,
                    team=team,
                    planned=planned.get(record.work, {}),
                    stood=sum(blocks[uid].minutes_so_far for uid in planned.get(record.work, ())),
                )
            )
    unasked = [form for form in forms if _is_left_out(form, blocks)]
    return [form for form in forms if form not in unasked], unasked


def _is_left_out(form: ExposureForm, blocks: Mapping[UUID | None, Block]) -> bool:
    """Whether nothing is kept or sent of it, and all its blocks were recorded with 0 minutes."""
    return bool(
        not form.record.pk
        and form.planned
        and all(blocks[uid].delivered_minutes == 0 for uid in form.planned)
        and not _was_sent(form, "ended")
    )


def _title_of(block: Block | None) -> str:
    return block.title if block else _("An exposure that was not in the plan")


def _team(request: Any, desk: Session) -> list[Member]:
    """Who can confirm that it is safe to leave: oneself first, then the rest of the care team."""
    places = desk.appointment.whom.care_team.on(desk.clinic.today()).select_related("member")
    others = {place.member.pk: place.member for place in places}
    others.pop(request.member.pk, None)
    return [request.member, *others.values()]
