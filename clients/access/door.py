"""The one door of the staff site: who enters, what is loaded, what is answered otherwise."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, OrderBy, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed

from clients.models import Act, Clinic, Journal, Member
from config.prepared import prepared

from .rights import Capability, Standing, rows_for, standing_of, visible_to

View = Callable[..., HttpResponse]

FIXED = (bool, tuple, type(None))
"""Values of a lookup that belong to the question; any other is asked for anew."""


class StaffRequest(HttpRequest):
    """A request that came through the door: it knows its member."""

    member: Member
    door: "Door"


@dataclass(frozen=True)
class Door:
    """What a view demands, and the methods it answers."""

    capability: Capability
    methods: tuple[str, ...]


class WrongMethod(Exception):
    """The member may do this, but not by this method."""


def needs(capability: Capability, methods: tuple[str, ...] = ("GET",)) -> Callable[[View], View]:
    """Mark a staff view: who may, and by which methods (HEAD goes with GET).

    The clinic comes from the URL; whoever is no active member of it gets the same 404 as for
    a clinic that does not exist. The view gets `request.member` and no `clinic` argument.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def enter(request: Any, clinic: UUID, **kwargs: Any) -> HttpResponse:
            request.member = _member(request, clinic)
            request.door = Door(capability, methods)
            try:
                return view(request, **kwargs)
            except WrongMethod:
                return HttpResponseNotAllowed(methods)

        enter.door = capability  # type: ignore[attr-defined]
        return enter

    return mark


def open_to_all(because: str) -> Callable[[View], View]:
    """Mark a view that anybody may see, with the reason."""

    def mark(view: View) -> View:
        @wraps(view)
        def enter(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            return view(request, *args, **kwargs)

        enter.door = "open"  # type: ignore[attr-defined]
        enter.because = because  # type: ignore[attr-defined]
        enter.login_required = False  # type: ignore[attr-defined]
        return enter

    return mark


def memberships(request: Any) -> list[Member]:
    """The active memberships of whoever is signed in."""
    if not request.user.is_authenticated:
        return []
    return _memberships(user=request.user.pk)


@prepared
def _memberships(user: Any) -> QuerySet[Member]:
    return Member.objects.active().filter(user=user).select_related("clinic", "user")


def fetch(request: Any, model: Any, uid: UUID | None = None, **lookup: Any) -> Any:
    """One row, by uid or another lookup, on which the member has the view's capability.

    Raises Http404 when the member may not see it or it does not exist (the same answer),
    PermissionDenied when the member may see it but not do this, WrongMethod after that.
    """
    if uid is not None:
        lookup["uid"] = uid
    door: Door = request.door
    row = _first(request.member, door.capability, model, lookup)
    if row is None:
        if _first(request.member, Capability.VIEW, model, lookup) is not None:
            raise PermissionDenied
        _note_refusal(request.member, model, lookup)
        raise Http404
    _check_method(request)
    return row


def browse(request: Any, model: Any) -> Any:
    """All rows on which the member has the view's capability."""
    _check_method(request)
    return visible_to(request.member, request.door.capability, model)


def reach(request: Any, capability: Capability, model: Any) -> Any:
    """All rows on which the member has another capability: for choices of forms and for links."""
    return visible_to(request.member, capability, model)


def ask(
    request: Any, capability: Capability, model: Any, build: Callable[..., Any], **values: Any
) -> list[Any]:
    """What `build` makes of all rows on which the member has the capability, prepared once a process.

    `build` stands at the top of a module; it gets the rows and, by name, a hole for each value.
    """
    who = standing_of(request.member)
    return _built(build, model, capability, who.powers, **who.keys, **values)


@prepared
def _built(
    build: Callable[..., QuerySet[Any]],
    model: Any,
    capability: Capability,
    powers: tuple[bool, bool, bool],
    **values: Any,
) -> QuerySet[Any]:
    return build(rows_for(Standing.of(powers, values), capability, model), **values)


def _member(request: Any, clinic: UUID) -> Member:
    """The active member who is signed in, or Http404."""
    for member in memberships(request):
        if member.clinic.uid == clinic:
            return member
    _note_stranger(request, clinic)
    raise Http404


def _note_stranger(request: Any, uid: UUID) -> None:
    """Write a line when somebody knocked at a clinic where they do not work, or no longer do."""
    clinic = Clinic.objects.filter(uid=uid).first()
    places = Member.objects.filter(user=request.user).order_by(
        F("removed_at").asc(nulls_first=True), "pk"
    )
    who = places.filter(clinic=clinic).first() or places.first()
    if clinic is not None and who is not None:
        with transaction.atomic():
            Journal.objects.write(act=Act.DENIED, thing=clinic, by=who, clinic=clinic)


def _first(member: Member, capability: Capability, model: Any, lookup: dict[str, Any]) -> Any:
    """The row of this lookup on which the member has the capability, or None."""
    who = standing_of(member)
    fixed = {name: value for name, value in lookup.items() if isinstance(value, FIXED)}
    open_values = {name: value for name, value in lookup.items() if name not in fixed}
    question = (model, capability, who.powers, tuple(fixed.items()))
    return next(iter(_sought(*question, **who.keys, **open_values)), None)


@prepared
def _sought(
    model: Any,
    capability: Capability,
    powers: tuple[bool, bool, bool],
    fixed: tuple[tuple[str, Any], ...],
    **values: Any,
) -> QuerySet[Any]:
    """The row; of the same code one in use before a retired one, a clinic's own before a shared one."""
    rows = rows_for(Standing.of(powers, values), capability, model)
    rows = rows.filter(**dict(fixed), **values)
    related = [name for name in ("clinic", "client", "group") if _is_relation(model, name)]
    if related:
        rows = rows.select_related(*related)
    if "clinic" in related and "uid" not in values:
        rows = rows.order_by(*_in_use_first(model), F("clinic").asc(nulls_last=True))
    return (rows if rows.ordered else rows.order_by("pk"))[:1]


def _in_use_first(model: Any) -> list[OrderBy]:
    """What is not retired before what is, where rows of this model can be."""
    names = {field.name for field in model._meta.get_fields()}
    return [F("retired_at").asc(nulls_first=True)] if "retired_at" in names else []


def _is_relation(model: Any, name: str) -> bool:
    """Whether the model has a foreign key of this name."""
    return any(field.name == name and field.many_to_one for field in model._meta.get_fields())


def _check_method(request: Any) -> None:
    """Raise WrongMethod unless the view answers this method."""
    method = "GET" if request.method == "HEAD" else request.method
    if method not in request.door.methods:
        raise WrongMethod


def _note_refusal(member: Member, model: Any, lookup: dict[str, Any]) -> None:
    """Write a line when somebody reached for an existing row that they may not see."""
    thing = model._default_manager.filter(**lookup).first()
    if thing is not None:
        with transaction.atomic():
            Journal.objects.write(act=Act.DENIED, thing=thing, by=member, clinic=member.clinic)
