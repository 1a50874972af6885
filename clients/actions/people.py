"""What is done to clients: admitting, changing, asking about risk, ending the work."""

import datetime as dt
import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from clients.models import (
    Act,
    Actor,
    AssignmentStatus,
    CareTeam,
    Client,
    ClientStatus,
    Clinic,
    Journal,
    Member,
    RiskQuestion,
    Role,
    SafetyReview,
    WayOfReaching,
    scales_in_use,
)

from .homework import set_homework_status

CODE_LETTERS = "ABCDEFGHKLMNPRSTUVWXYZ"
"""Letters of automatic codes: without those that are mistaken for digits or for each other."""


@transaction.atomic
def admit_client(
    *,
    clinic: Clinic,
    by: Actor,
    name: str = "",
    code: str = "",
    lead: Member | None = None,
    **fields: Any,
) -> Client:
    """A new client; whoever adds leads the care team from today, unless `lead` says otherwise.

    Without a code a free one is found. Further fields as in Client; the language is the clinic's
    where none is given. Raises ValidationError for a code that another client of the clinic has.
    """
    if code:
        _refuse_taken_code(clinic, code)
    client = Client.objects.create(
        **{"language": clinic.language} | fields,
        clinic=clinic,
        name=name,
        code=code or free_code(clinic),
    )
    Journal.objects.write(act=Act.CREATED, thing=client, by=by)
    lead = lead or (by if isinstance(by, Member) else None)
    if lead is not None:
        place = CareTeam.objects.create(
            clinic=clinic, client=client, member=lead, role=Role.LEAD, starts=clinic.today()
        )
        Journal.objects.write(act=Act.CREATED, thing=place, by=by, fields=["member", "role"])
    return client


def free_code(clinic: Clinic) -> str:
    """A code that nobody in the clinic has and that says nothing, also not who came first."""
    taken = set(Client.objects.of_clinic(clinic).values_list("code", flat=True))
    digits = 2 if len(taken) < 500 else 4
    while True:
        number = secrets.randbelow(10**digits)
        code = f"{secrets.choice(CODE_LETTERS)}-{number:0{digits}d}"
        if code not in taken:
            return code


@transaction.atomic
def change_client(
    *, client: Client, changes: dict[str, Any], by: Actor, asked: bool = False
) -> Client:
    """Change fields of a client; saves and notes only what is really different.

    `asked`: the flags were asked about, so that those that are not set mean no from now on.
    Raises ValidationError for a code that is taken, and for a scale with values on it: one series
    never mixes two scales.
    """
    before = Client.objects.select_for_update().get(pk=client.pk)
    changes = {name: value for name, value in changes.items() if getattr(before, name) != value}
    if "code" in changes:
        _refuse_taken_code(client.clinic, changes["code"])
    if changes.keys() & {"rating_scale", "suds_scale"}:
        _refuse_mixed_scales(client, changes)
    for name, value in changes.items():
        setattr(client, name, value)
    fields = list(changes)
    changed = changes.keys() & set(Client.FLAGS)
    if asked and not set(Client.FLAGS) <= before.flag_days.keys():
        fields.append("flag_days")
        changed |= set(Client.FLAGS) - before.flag_days.keys()
    today = client.clinic.today().isoformat()
    client.flag_days = before.flag_days | dict.fromkeys(sorted(changed), today)
    if fields:
        client.save(update_fields={*fields, "flag_days"})
        Journal.objects.write(act=Act.CHANGED, thing=client, by=by, fields=fields)
    return client


def _refuse_taken_code(clinic: Clinic, code: str) -> None:
    """Raise ValidationError for a code that another client of this clinic has."""
    if Client.objects.of_clinic(clinic).filter(code=code).exists():
        raise ValidationError({"code": _("Somebody in this clinic already has this code.")})


def _refuse_mixed_scales(client: Client, changes: dict[str, Any]) -> None:
    """Raise ValidationError when a scale would change under values that stand on it."""
    said = _(
        "There are already answers or printed sheets on this client's scale, and one series never "
        "mixes two. The scale stays as it is."
    )
    if mixed := sorted(scales_in_use(client) & changes.keys()):
        raise ValidationError(dict.fromkeys(mixed, said))


@transaction.atomic
def ask_risk(
    *,
    client: Client,
    outcome: str,
    by: Actor,
    action: str = "",
    asked_at: dt.datetime | None = None,
) -> RiskQuestion:
    """Record that the risk question was asked, what was answered and what was done."""
    asked = RiskQuestion.objects.create(
        clinic=client.clinic,
        client=client,
        outcome=outcome,
        action=action,
        asked_at=asked_at or now(),
        by=_member(by),
    )
    Journal.objects.write(act=Act.CREATED, thing=asked, by=by, fields=["outcome", "action"])
    return asked


@transaction.atomic
def review_safety(*, client: Client, subject: str, note: str, by: Actor) -> SafetyReview:
    """Record a review of an open risk or of safety at home (`subject`: risk or home)."""
    review = SafetyReview.objects.create(
        clinic=client.clinic, client=client, subject=subject, note=note, by=_member(by)
    )
    Journal.objects.write(act=Act.CREATED, thing=review, by=by, fields=["subject", "note"])
    return review


@transaction.atomic
def record_way(
    *,
    client: Client,
    channel: str,
    safe: bool,
    by: Actor,
    address: str = "",
    who_else_sees: str = "",
) -> WayOfReaching:
    """Record, as of today, whether a way of reaching the client is safe and who else sees it."""
    facts = {"safe": safe, "address": address, "who_else_sees": who_else_sees}
    way, made = WayOfReaching.objects.update_or_create(
        client=client,
        channel=channel,
        defaults=facts | {"recorded_on": client.clinic.today(), "by": _member(by)},
        create_defaults=facts
        | {"recorded_on": client.clinic.today(), "by": _member(by), "clinic": client.clinic},
    )
    act = Act.CREATED if made else Act.CHANGED
    Journal.objects.write(act=act, thing=way, by=by, fields=list(facts))
    return way


@transaction.atomic
def set_quiet_mode(*, client: Client, on: bool, by: Actor) -> Client:
    """Quiet mode on or off; switching it on makes paper discreet too (care.md)."""
    changes = {"quiet_mode": on} | ({"discreet_paper": True} if on else {})
    return change_client(client=client, changes=changes, by=by)


@transaction.atomic
def end_client(*, client: Client, ending: str, by: Actor, on: dt.date | None = None) -> Client:
    """End the work: homework, phones, places in groups and on lists stop in this minute."""
    on = on or client.clinic.today()
    change_client(
        client=client,
        changes={"status": ClientStatus.ENDED, "ending": ending, "ended_on": on},
        by=by,
    )
    for homework in client.assignments.exclude(status=AssignmentStatus.ENDED):
        set_homework_status(assignment=homework, status=AssignmentStatus.ENDED, by=by)
    for device in client.devices.standing():
        device.ended_at = now()
        device.session_hash = device.invitation_hash = ""
        device.save(update_fields=["ended_at", "session_hash", "invitation_hash"])
        Journal.objects.write(act=Act.CHANGED, thing=device, by=by, fields=["ended_at"])
    today = client.clinic.today()
    unbegun = client.participations
    for place in [*unbegun.waiting(), *unbegun.coming(today)]:
        Journal.objects.write(act=Act.REMOVED, thing=place, by=by)
        place.delete()
    for place in client.participations.on(today):
        place.ends = on
        place.save(update_fields=["ends"])
        Journal.objects.write(act=Act.CHANGED, thing=place, by=by, fields=["ends"])
    return client


@transaction.atomic
def resume_client(*, client: Client, by: Actor) -> Client:
    """Take the work up again; homework, phones and groups stay ended until given anew."""
    changes = {"status": ClientStatus.ACTIVE, "ending": "", "ended_on": None}
    return change_client(client=client, changes=changes, by=by)


def _member(by: Actor) -> Member | None:
    """The acting member, or None for programs."""
    return by if isinstance(by, Member) else None
