"""What a record says beside minutes and exposures: who was there, a stop, what was unwanted or made."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.timezone import now

from clients.actions.appointments import Came, record_attendance, record_guests
from clients.models import Act, AppointmentStatus, Journal, Member
from planner.models import CoCreated, OwnRecord, ProcessNote, Session, Stop, UnwantedEffect


@dataclass(frozen=True, kw_only=True)
class Beside:
    """The rest of a record; None leaves a part as it is.

    Rows are kept or new, with the answers set. Of `effects`, `made` and `own` a row without its words
    (`effect`, `title`, `text`) is taken away; an empty `note` takes the private note away.
    """

    stop: Stop | None = None
    effects: Sequence[UnwantedEffect] = ()
    made: Sequence[CoCreated] = ()
    own: Sequence[OwnRecord] = ()
    note: str | None = None
    guests: Sequence[Member | str] | None = None
    came: Sequence[Came] = ()


@transaction.atomic
def write_beside(*, session: Session, beside: Beside, by: Member) -> list[str]:
    """Write these parts; returns the names of those that the session's own line names."""
    appointment = session.appointment
    told = []
    if beside.stop is not None and appointment.status == AppointmentStatus.STOPPED_EARLY:
        _write_stop(beside.stop)
        told.append("stop")
    elif appointment.status == AppointmentStatus.HELD and hasattr(session, "stop"):
        session.stop.delete()
        told.append("stop")
    for effect in beside.effects:
        _write_words(effect, ("effect", "still", "work"), by)
    for record in beside.own:
        _write_words(record, ("text",), by)
    if beside.made and _write_made(beside.made):
        told.append("made")
    if beside.guests is not None:
        record_guests(appointment=appointment, guests=beside.guests, by=by)
    if beside.came:
        record_attendance(appointment=appointment, came=beside.came, by=by)
    if beside.note is not None:
        write_process_note(session=session, text=beside.note, by=by)
    return told


def _write_stop(stop: Stop) -> None:
    """Keep how it stopped; a call that is agreed for another day is still to be made."""
    if stop.pk and not Stop.objects.filter(pk=stop.pk, call_on=stop.call_on).exists():
        stop.called_at = None
    stop.save()


@transaction.atomic
def tick_call(*, stop: Stop, done: bool, by: Member) -> None:
    """The call that was agreed after a stop is made, or is still to be made after all."""
    stop.called_at = now() if done else None
    stop.save(update_fields=["called_at"])
    Journal.objects.write(act=Act.CHANGED, thing=stop, by=by, fields=["called_at"])


@transaction.atomic
def write_process_note(*, session: Session, text: str, by: Member) -> ProcessNote | None:
    """Keep a private note, which only its author reads; an empty text takes it away."""
    note: ProcessNote | None = session.process_notes.filter(author=by).first()
    if (note.text if note else "") == text:
        return note
    if not text and note is not None:
        Journal.objects.write(act=Act.REMOVED, thing=note, by=by)
        note.delete()
        return None
    act = Act.CHANGED if note else Act.CREATED
    note = note or ProcessNote(clinic=session.clinic, session=session, author=by)
    note.text, note.at = text, now()
    note.save()
    Journal.objects.write(act=act, thing=note, by=by, fields=["text"])
    return note


def _write_words(row: UnwantedEffect | OwnRecord, fields: Sequence[str], by: Member) -> None:
    """Keep what was written of one person, or take it away where the first of these fields is empty.

    Each has its own line in the journal.
    """
    if not getattr(row, fields[0]):
        if row.pk:
            Journal.objects.write(act=Act.REMOVED, thing=row, by=by)
            row.delete()
        return
    act = Act.CHANGED if row.pk else Act.CREATED
    row.save()
    Journal.objects.write(act=act, thing=row, by=by, fields=list(fields))


def _write_made(made: Sequence[CoCreated]) -> bool:
    """Keep or take away exercises; whether there was anything to write."""
    told = any(exercise.title or exercise.pk for exercise in made)
    for exercise in made:
        if exercise.title:
            exercise.save()
        elif exercise.pk:
            exercise.delete()
    return told
