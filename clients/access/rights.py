"""Who may do what: one table, and the twins `may` and `visible_to` that read it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Model, Q, QuerySet

from clients.models import CareTeam, Client, Clinic, Group, Member, Participation, Role


class Capability(StrEnum):
    """What a member may do with something."""

    VIEW = "view"
    EDIT = "edit"
    PLAN = "plan"
    PRINT = "print"
    ROSTER = "roster"
    MANAGE = "manage"


VIEW, EDIT, PLAN = Capability.VIEW, Capability.EDIT, Capability.PLAN
PRINT, ROSTER, MANAGE = Capability.PRINT, Capability.ROSTER, Capability.MANAGE

CARE_RIGHTS: dict[str, frozenset[Capability]] = {
    Role.LEAD: frozenset({VIEW, EDIT, PLAN, PRINT, ROSTER}),
    Role.CO_THERAPIST: frozenset({VIEW, EDIT, PLAN, PRINT, ROSTER}),
    Role.COVER: frozenset({VIEW, EDIT, PLAN, PRINT, ROSTER}),
    Role.SUPERVISOR: frozenset({VIEW, ROSTER}),
}
"""What a place on a care team grants on the client or group, and on all rows that belong to it."""

OWNER_RIGHTS = frozenset({VIEW, MANAGE})
"""What running the clinic grants on the clinic's own things (members, contacts, library)."""

CLINICIAN_RIGHTS = frozenset({VIEW, PLAN, PRINT})
"""What clinical work grants on the clinic's own things; PLAN on the clinic = may admit and plan."""


def clinic_rights(member: "Member | Standing") -> frozenset[Capability]:
    """What a member may do with what belongs to the clinic itself."""
    rights: frozenset[Capability] = frozenset()
    if member.is_owner:
        rights |= OWNER_RIGHTS
    if member.is_clinician:
        rights |= CLINICIAN_RIGHTS
    return rights


def rights_from(places: Iterable[CareTeam], member: Member) -> frozenset[Capability]:
    """What these places on a care team give to a member who does clinical work."""
    own = (CARE_RIGHTS[place.role] for place in places if place.member_id == member.pk)
    return frozenset().union(*own) if member.is_clinician else frozenset()


def roles_with(capability: Capability) -> list[str]:
    """The care-team roles that grant this capability."""
    return [role for role, rights in CARE_RIGHTS.items() if capability in rights]


def end_of(model: Any, path: str) -> Any:
    """The model that an owner path leads to: Client, Group or Clinic."""
    for step in filter(None, path.split("__")):
        model = model._meta.get_field(step).related_model
    return model


@dataclass(frozen=True)
class Standing:
    """What the rules ask about a member: keys and the day, which a prepared query leaves open."""

    member: Any
    clinic: Any
    today: Any
    is_active: bool
    is_clinician: bool
    is_owner: bool
    teams: dict[Any, QuerySet[Any]] = field(default_factory=dict, compare=False)

    @property
    def powers(self) -> tuple[bool, bool, bool]:
        """What shapes the question, whoever asks it."""
        return self.is_active, self.is_clinician, self.is_owner

    @property
    def keys(self) -> dict[str, Any]:
        """What is another for each member and day."""
        return {"who": self.member, "where": self.clinic, "today": self.today}

    @classmethod
    def of(cls, powers: tuple[bool, bool, bool], values: dict[str, Any]) -> "Standing":
        """Whoever has these powers; the keys are taken out of the values of a question."""
        return cls(values.pop("who"), values.pop("where"), values.pop("today"), *powers)


def standing_of(member: Member) -> Standing:
    """How this member stands today; the same one as long as nothing of it changes."""
    today = member.clinic.today()
    powers = member.is_active, member.is_clinician, member.is_owner
    now = Standing(member.pk, member.clinic_id, today, *powers)
    kept: Standing = member.__dict__.setdefault("_standing", now)
    if kept != now:
        kept = member.__dict__["_standing"] = now
    return kept


def teams(standing: Standing, capability: Capability, side: str) -> QuerySet[Any]:
    """Keys of the clients or groups (`side`) whose care team gives this member the capability today.

    Put together once for each member at hand, because every page asks for it again and again; it is
    a question that stands inside others and never holds an answer.
    """
    key = (capability, side)
    if key not in standing.teams:
        places = CareTeam.objects.on(standing.today).filter(
            member=standing.member, role__in=roles_with(capability)
        )
        standing.teams[key] = places.filter(**{f"{side}__isnull": False}).values(side)
    return standing.teams[key].all()


def participants_of(groups: QuerySet[Any], today: Any) -> QuerySet[Any]:
    """Keys of the clients who take part in these groups on this day."""
    return Participation.objects.on(today).filter(group__in=groups).values("client")


def visible_to(member: Member, capability: Capability, model: Any) -> QuerySet[Any]:
    """The rows of `model` on which this member has the capability. Twin of `may`."""
    return rows_for(standing_of(member), capability, model)


def rows_for(who: Standing, capability: Capability, model: Any) -> QuerySet[Any]:
    """The rows on which whoever stands so has the capability."""
    rows = model._default_manager.all()
    if not who.is_active:
        return rows.none()
    paths = [_through(who, capability, model, path) for path in model.owner]
    condition = reduce(and_ if _asks_every(model) else or_, paths)
    if capability is ROSTER and who.is_clinician:
        condition |= _by_roster(who, model)
    if capability is MANAGE and who.is_owner and getattr(model, "managed", False):
        condition |= Q(clinic=who.clinic)
    return rows.filter(_in_clinic(who, model) & _not_of_others(who, model) & condition)


def _asks_every(model: Any) -> bool:
    """Whether all owner paths must grant, not any one of them."""
    return getattr(model, "every_owner", False)


def _in_clinic(who: Standing, model: Any) -> Q:
    """Only this clinic's rows; shared library rows have no clinic."""
    if model is Clinic:
        return Q(pk=who.clinic)
    if model._meta.get_field("clinic").null:
        return Q(clinic=who.clinic) | Q(clinic=None)
    return Q(clinic=who.clinic)


def _not_of_others(who: Standing, model: Any) -> Q:
    """Rows that somebody keeps to themselves (`author_only` names their author) are theirs alone."""
    field = getattr(model, "author_only", "")
    return Q(**{f"{field}__isnull": True}) | Q(**{field: who.member}) if field else Q()


def _is_of_another(member: Member, thing: Any) -> bool:
    """Whether somebody else keeps this row to themselves."""
    field = getattr(thing, "author_only", "")
    author = getattr(thing, f"{field}_id") if field else None
    return author not in (None, member.pk)


def _through(who: Standing, capability: Capability, model: Any, path: str) -> Q:
    """The rows that one owner path makes visible."""
    end = end_of(model, path)
    if end is Clinic:
        return Q(pk__isnull=capability not in clinic_rights(who))
    if not who.is_clinician:
        return Q(pk__in=[])
    side = "client" if end is Client else "group"
    return Q(**{f"{path or 'pk'}__in": teams(who, capability, side)})


def _by_roster(who: Standing, model: Any) -> Q:
    """The rows that leaders of a group know of: its participants and what was given in it."""
    condition = Q(pk__in=[])
    led = teams(who, VIEW, "group")
    people = participants_of(led, who.today)
    for path in getattr(model, "roster", ()):
        if model is Client:
            condition |= Q(pk__in=people)
        else:
            condition |= Q(**{f"{path}__in": led, "client__in": people})
    return condition


def may(member: Member, capability: Capability, thing: Any) -> bool:
    """Whether this member has the capability on this row. Twin of `visible_to`."""
    if not member.is_active or not _same_clinic(member, thing) or _is_of_another(member, thing):
        return False
    if getattr(thing, "clinic_id", 0) is None:
        return capability in clinic_rights(member)
    granted = [_grants(member, capability, end) for end in _ends(thing, thing.owner)]
    if all(granted) if _asks_every(thing) else any(granted):
        return True
    if capability is MANAGE and member.is_owner and getattr(thing, "managed", False):
        return True
    return capability is ROSTER and member.is_clinician and _knows_of(member, thing)


def _same_clinic(member: Member, thing: Any) -> bool:
    """Whether the row is of the member's clinic, or shared by all."""
    if isinstance(thing, Clinic):
        return thing.pk == member.clinic_id
    return thing.clinic_id in (member.clinic_id, None)


def _ends(thing: Any, paths: tuple[str, ...]) -> list[Any]:
    """The clients, groups and clinics that the row's owner paths lead to."""
    found = []
    for path in paths:
        end: Any = thing
        for step in filter(None, path.split("__")):
            end = getattr(end, step, None)
        found.append(end)
    return found


def _grants(member: Member, capability: Capability, end: Model | None) -> bool:
    """Whether this end of a path gives the capability; a path that leads nowhere gives nothing."""
    if isinstance(end, Clinic):
        return end.pk == member.clinic_id and capability in clinic_rights(member)
    if not member.is_clinician or not isinstance(end, Client | Group):
        return False
    today = member.clinic.today()
    places = CareTeam.objects.on(today).filter(member=member, role__in=roles_with(capability))
    side = "client" if isinstance(end, Client) else "group"
    return places.filter(**{side: end}).exists()


def _knows_of(member: Member, thing: Any) -> bool:
    """Whether the member leads a group through which the row is known."""
    person: Any = thing if isinstance(thing, Client) else getattr(thing, "client", None)
    if not getattr(thing, "roster", ()) or person is None:
        return False
    today = member.clinic.today()
    led = teams(standing_of(member), VIEW, "group")
    shared = person.participations.on(today).filter(group__in=led)
    if isinstance(thing, Client):
        return shared.exists()
    group = getattr(thing, "group_id", None)
    return group is not None and led.filter(group=group).exists() and shared.exists()
