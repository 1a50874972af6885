"""What is done to care teams and groups."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from clients.models import (
    Act,
    Actor,
    Apart,
    CareTeam,
    Client,
    Clinic,
    Group,
    Journal,
    Member,
    Participation,
    Role,
)


@transaction.atomic
def join_team(
    *,
    whom: Client | Group,
    member: Member,
    role: str,
    starts: dt.date,
    by: Actor,
    ends: dt.date | None = None,
) -> CareTeam:
    """Give a member a place on the care team of a client or group, from a day until a day.

    Raises ValidationError when the member has a place there at that time already, and when a
    cover asks for it.
    """
    _refuse_cover(whom, by, "member")
    side = "client" if isinstance(whom, Client) else "group"
    places = whom.care_team.filter(member=member)
    if any(_overlap(place.starts, place.ends, starts, ends) for place in places):
        raise ValidationError({"member": _("Is on this care team at that time already.")})
    place = CareTeam.objects.create(
        **{side: whom},
        clinic=whom.clinic,
        member=member,
        role=role,
        starts=starts,
        ends=ends,
    )
    fields = ["member", "role", "starts", "ends"]
    Journal.objects.write(act=Act.CREATED, thing=place, by=by, fields=fields)
    return place


@transaction.atomic
def arrange_cover(
    *,
    whom: Sequence[Client | Group],
    member: Member,
    starts: dt.date,
    ends: dt.date,
    by: Actor,
) -> list[Client | Group]:
    """A member covers for all of these, from a day to a day; all or none.

    Returns those whose care team the member is on at that time already: there nothing changes.
    Raises ValidationError when a cover asks for it.
    """
    already = []
    for one in whom:
        places = one.care_team.filter(member=member)
        if any(_overlap(place.starts, place.ends, starts, ends) for place in places):
            already.append(one)
            continue
        join_team(whom=one, member=member, role=Role.COVER, starts=starts, ends=ends, by=by)
    return already


@transaction.atomic
def leave_team(*, place: CareTeam, ends: dt.date, by: Actor) -> CareTeam:
    """End a place on a care team; `ends` is the last day with rights, yesterday ends it at once.

    Raises ValidationError when a cover asks for it.
    """
    whom = place.client or place.group
    assert whom is not None  # guaranteed by the constraint
    _refuse_cover(whom, by, "ends")
    place.ends = ends
    place.save(update_fields=["ends"])
    Journal.objects.write(act=Act.CHANGED, thing=place, by=by, fields=["ends"])
    return place


def _refuse_cover(whom: Client | Group, by: Actor, field: str) -> None:
    """Raise ValidationError for a member who only covers: a cover's rights end by their date, and
    would not if they could be given on."""
    if not isinstance(by, Member) or by.is_owner:
        return
    places = whom.care_team.on(whom.clinic.today()).filter(member=by)
    if set(places.values_list("role", flat=True)) == {Role.COVER}:
        raise ValidationError({field: _("A cover cannot change the care team.")})


def is_only_lead(place: CareTeam, after: dt.date) -> bool:
    """Whether nobody would lead the client or group after this day without this place."""
    if place.role != Role.LEAD:
        return False
    whom = place.client or place.group
    assert whom is not None  # guaranteed by the constraint
    others = whom.care_team.on(after + dt.timedelta(days=1)).filter(role=Role.LEAD)
    return not others.exclude(pk=place.pk).exists()


@transaction.atomic
def form_group(
    *, clinic: Clinic, name: str, by: Actor, kind: str = "group", lead: Member | None = None
) -> Group:
    """A new group, couple or family; whoever adds it leads it, unless `lead` says otherwise."""
    group = Group.objects.create(clinic=clinic, name=name, kind=kind)
    Journal.objects.write(act=Act.CREATED, thing=group, by=by, fields=["name", "kind"])
    lead = lead or (by if isinstance(by, Member) else None)
    if lead is not None:
        join_team(whom=group, member=lead, role=Role.LEAD, starts=clinic.today(), by=by)
    return group


@transaction.atomic
def change_group(*, group: Group, changes: dict[str, Any], by: Actor) -> Group:
    """Change a group's name, kind or end."""
    for name, value in changes.items():
        setattr(group, name, value)
    if changes:
        group.save(update_fields=list(changes))
        Journal.objects.write(act=Act.CHANGED, thing=group, by=by, fields=list(changes))
    return group


class KeptApart(ValidationError):
    """Somebody must not share this group with somebody in it; `rows` say who, for who may know."""

    def __init__(self, rows: list[Apart]) -> None:
        # One sentence, whoever asks and whatever the reason, so that it says no more than that.
        said = _("Cannot join this group. Please ask the lead of their care team.")
        super().__init__({"client": said})
        self.rows = rows


@transaction.atomic
def join_group(*, group: Group, client: Client, starts: dt.date | None, by: Actor) -> Participation:
    """A client takes part in a group from this day on; without a day, goes on the waiting list.

    Who is on the waiting list already begins from there. Raises ValidationError when the client
    takes part, or waits, at that time already, and KeptApart.
    """
    places = list(group.participations.filter(client=client).order_by("pk"))
    begun = [place for place in places if place.starts is not None]
    from_day = starts or group.clinic.today()
    if any(_overlap(place.starts, place.ends, from_day, None) for place in begun if place.starts):
        raise ValidationError({"client": _("Takes part in this group at that time already.")})
    waiting = next((place for place in places if place.starts is None), None)
    if starts is None:
        if waiting is not None:
            raise ValidationError({"client": _("Is on the waiting list already.")})
        turn = max((place.turn for place in group.participations.waiting()), default=0) + 1
        return _new_place(group, client, by, waiting_since=group.clinic.today(), turn=turn)
    if waiting is not None:
        return begin_participation(participation=waiting, starts=starts, by=by)
    _refuse_apart(group, client, starts)
    return _new_place(group, client, by, starts=starts)


def _new_place(group: Group, client: Client, by: Actor, **facts: Any) -> Participation:
    place = Participation.objects.create(clinic=group.clinic, group=group, client=client, **facts)
    Journal.objects.write(act=Act.CREATED, thing=place, by=by, fields=["client", *facts])
    return place


@transaction.atomic
def begin_participation(
    *, participation: Participation, starts: dt.date, by: Actor
) -> Participation:
    """From the waiting list into the group. Raises KeptApart."""
    _refuse_apart(participation.group, participation.client, starts)
    participation.starts = starts
    participation.save(update_fields=["starts"])
    Journal.objects.write(act=Act.CHANGED, thing=participation, by=by, fields=["starts"])
    return participation


@transaction.atomic
def note_screening(
    *, participation: Participation, on: dt.date | None, who: Member | None, by: Actor
) -> Participation:
    """When the talk before the group took place, and who held it."""
    participation.screened_on, participation.screened_by = on, who if on else None
    fields = ["screened_on", "screened_by"]
    participation.save(update_fields=fields)
    Journal.objects.write(act=Act.CHANGED, thing=participation, by=by, fields=fields)
    return participation


@transaction.atomic
def move_waiting(*, participation: Participation, to: int, by: Actor) -> None:
    """Put somebody at a place on the waiting list (0 = next); who stands there already stays."""
    Group.objects.select_for_update().only("pk").get(pk=participation.group_id)
    queue = list(Participation.objects.filter(group=participation.group_id).waiting())
    if participation not in queue or queue.index(participation) == to:
        return
    queue.remove(participation)
    queue.insert(to, participation)
    for turn, place in enumerate(queue, 1):
        place.turn = turn
    Participation.objects.bulk_update(queue, ["turn"])
    Journal.objects.write(act=Act.CHANGED, thing=participation, by=by, fields=["turn"])


@transaction.atomic
def stop_waiting(*, participation: Participation, by: Actor) -> None:
    """Off the waiting list; nothing of it is kept."""
    Journal.objects.write(act=Act.REMOVED, thing=participation, by=by)
    participation.delete()


def _refuse_apart(group: Group, client: Client, starts: dt.date) -> None:
    """Raise KeptApart when somebody is in the group whom the client must not meet."""
    rows = Apart.objects.in_group(group, client, starts).select_related("client", "other")
    if found := list(rows):
        raise KeptApart(found)


@transaction.atomic
def note_kept_apart(*, rows: list[Apart], by: Member) -> None:
    """Write into the journal who ran into this: whoever tries one after the other leaves a trace."""
    for row in rows:
        Journal.objects.write(act=Act.DENIED, thing=row, by=by)


@transaction.atomic
def keep_apart(*, client: Client, other: Client, by: Actor) -> Apart:
    """These two must not share a group. Raises ValidationError for one and the same client."""
    if client == other:
        raise ValidationError({"other": _("Please choose somebody else.")})
    first, second = sorted((client, other), key=lambda one: one.pk)
    row, made = Apart.objects.get_or_create(
        client=first,
        other=second,
        defaults={"clinic": client.clinic, "noted_on": client.clinic.today()},
    )
    if made:
        Journal.objects.write(act=Act.CREATED, thing=row, by=by, fields=["client", "other"])
    return row


@transaction.atomic
def lift_apart(*, apart: Apart, by: Actor) -> None:
    """These two may share a group again."""
    Journal.objects.write(act=Act.REMOVED, thing=apart, by=by)
    apart.delete()


@transaction.atomic
def leave_group(*, participation: Participation, ends: dt.date, by: Actor) -> Participation:
    """End a participation; `ends` is the last day in the group."""
    participation.ends = ends
    participation.save(update_fields=["ends"])
    Journal.objects.write(act=Act.CHANGED, thing=participation, by=by, fields=["ends"])
    return participation


def _overlap(
    starts: dt.date, ends: dt.date | None, other_starts: dt.date, other_ends: dt.date | None
) -> bool:
    """Whether two spans share a day; None is an open end."""
    return (ends is None or other_starts <= ends) and (other_ends is None or starts <= other_ends)
