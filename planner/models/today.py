"""A member's day: whom they meet, and the few things that need a look, gravest first.

The view hands in how its member's rows are asked for; nothing here says who may see what.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    prefetch_related_objects,
)
from django.utils.timezone import now

from clients.models import (
    TOOK_PLACE,
    Appointment,
    AppointmentStatus,
    Assignment,
    AssignmentStatus,
    Attendance,
    AttendanceState,
    Client,
    Consent,
    ConsentKind,
    Group,
    HomeSafety,
    Log,
    ReviewSubject,
    RiskOutcome,
    RiskQuestion,
    SafetyReview,
    Source,
)
from clients.models.streams import days_are_off

from .held import Stop
from .sessions import ExposureRecord, Session

RECENT = dt.timedelta(days=3)
"""What needs a look the day after stays this long: Friday's is still there on Monday."""

UNRECORDED = dt.timedelta(days=14)
"""How far back appointments are looked through for ones that nobody has recorded."""

STANDS_OPEN = 6
"""Things shown at once; the rest behind "more"."""


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """One appointment of the day. `session` is its plan, `recorded` whether it was written down.

    `days_off`: the client does not share the days of practice, so that nothing is known of them.
    """

    appointment: Appointment
    session: Session | None
    recorded: bool
    begun: bool
    over: bool
    off: bool
    days_off: bool


@dataclass(frozen=True, kw_only=True)
class Look:
    """Something that needs a look.

    `what` is risk, not_safe, call, unpleasant, missed or unrecorded. `day` is when; `words` what was
    written for the next day; `thing` what a link leads to; `ways` the safe ways of reaching; `done`
    whether it was ticked today.
    """

    what: str
    whom: Client | Group
    day: dt.date
    thing: Any
    words: str = ""
    ways: tuple[str, ...] = ()
    done: bool = False


@dataclass(frozen=True, kw_only=True)
class Day:
    """The page: today's meetings, what needs a look, tomorrow's meetings."""

    today: dt.date
    meetings: tuple[Meeting, ...]
    tomorrow: tuple[Meeting, ...]
    looks: tuple[Look, ...]

    @property
    def first_looks(self) -> tuple[Look, ...]:
        """Those that stand open."""
        return self.looks[:STANDS_OPEN]

    @property
    def more_looks(self) -> tuple[Look, ...]:
        """Those behind "more"."""
        return self.looks[STANDS_OPEN:]

    @cached_property
    def next(self) -> Meeting | None:
        """The meeting that is on or comes next."""
        open_ones = (one for one in self.meetings if not (one.over or one.off or one.recorded))
        return next(open_ones, None)

    @property
    def count(self) -> int:
        """Meetings that take place."""
        return sum(not one.off for one in self.meetings)


def day_of(today: dt.date, mine: Callable[..., list[Any]]) -> Day:
    """Read the day: six queries and one for the safe ways, whatever the number of rows; one more
    where one of a couple or family was not safe to leave.

    `mine(model, build, **values)` answers what `build` makes of the rows that the member may plan for.
    """
    tomorrow, recent = today + dt.timedelta(days=1), today - RECENT
    rows = mine(Appointment, _days, first=today - UNRECORDED, last=tomorrow)
    at_risk = mine(Client, _open_risks)
    records = mine(ExposureRecord, _left_unsafe, first=recent, last=today)
    joint = any(record.client_id for record in records)
    theirs = mine(Session, _these, first=recent, last=today) if joint else []
    stops = mine(Stop, _to_call, day=today, since=now() - dt.timedelta(days=1))
    resting = mine(Assignment, _resting)
    absent = mine(Client, _absent, first=recent, last=today - dt.timedelta(days=1))
    looks = (
        *(_risk(one) for one in at_risk),
        *(_not_safe(one, {session.pk for session in theirs}) for one in records),
        *_calls(stops, today),
        *(_unpleasant(one, today) for one in resting),
        *_missed(_stayed_away(rows, absent, today), {one.pk for one in at_risk}),
        *_unrecorded(rows, today),
    )
    return Day(
        today=today,
        meetings=tuple(_meeting(row) for row in rows if row.day == today),
        tomorrow=tuple(_meeting(row) for row in rows if row.day == tomorrow),
        looks=looks,
    )


def _meeting(row: Any) -> Meeting:
    session = getattr(row, "session", None)
    starts, ends, moment = row.starts_at, row.ends_at, now()
    return Meeting(
        appointment=row,
        session=session,
        recorded=session is not None and session.recorded_at is not None,
        begun=starts is not None and starts <= moment,
        over=ends is not None and ends <= moment,
        off=row.status not in (AppointmentStatus.PLANNED, *TOOK_PLACE),
        days_off=row.days_off,
    )


def _days(appointments: Any, *, first: Any, last: Any) -> QuerySet[Appointment]:
    """The appointments of these days, both included, in order of time."""
    off = ExpressionWrapper(days_are_off("client"), BooleanField())
    found = appointments.dated().filter(day__gte=first, day__lte=last).annotate(days_off=off)
    return found.select_related("client__clinic", "group__clinic", "session")


def _open_risks(clients: Any) -> QuerySet[Client]:
    """Clients in care with a positive answer that no review is dated after (R9), longest first."""
    reviewed = SafetyReview.objects.filter(
        client=OuterRef("client"),
        subject=ReviewSubject.RISK,
        reviewed_at__gt=OuterRef("asked_at"),
    )
    waiting = (
        RiskQuestion.objects.filter(client=OuterRef("pk"))
        .exclude(outcome=RiskOutcome.NONE)
        .exclude(Exists(reviewed))
    )
    since = Subquery(waiting.order_by("-asked_at").values("asked_at")[:1])
    found = clients.in_care().annotate(risk_since=since).exclude(risk_since=None)
    return found.select_related("clinic").order_by("risk_since", "pk")


def _risk(client: Any) -> Look:
    day = client.risk_since.astimezone(client.clinic.zone).date()
    return Look(what="risk", whom=client, day=day, thing=client)


def _left_unsafe(records: QuerySet[Any], *, first: Any, last: Any) -> QuerySet[ExposureRecord]:
    """Who was not safe to leave (R7: appears on the next day's Today)."""
    day = "session__appointment__day"
    found = records.filter(safe_to_leave=False, **{f"{day}__gte": first, f"{day}__lte": last})
    found = found.select_related("session__appointment__client__clinic", "client__clinic")
    return found.order_by(f"-{day}", "pk")


def _these(sessions: QuerySet[Any], *, first: Any, last: Any) -> QuerySet[Session]:
    """Joint sessions of these days, by key: only whom the case is theirs may open the record."""
    return sessions.filter(
        appointment__group__isnull=False, appointment__day__gte=first, appointment__day__lte=last
    ).only("pk")


def _not_safe(record: Any, opened: Collection[int]) -> Look:
    """One of a couple or family stands here alone, and leads to what the member may open."""
    appointment, person = record.session.appointment, record.client
    is_own = person is not None and record.session.pk not in opened
    return Look(
        what="not_safe",
        whom=person or appointment.whom,
        day=appointment.day,
        thing=person if is_own else record.session,
        words=record.if_not_safe,
    )


def _to_call(stops: QuerySet[Any], *, day: Any, since: Any) -> QuerySet[Stop]:
    """Whom it was agreed to call by this day after a session that stopped early.

    It stands there until it is ticked, and ticked to the end of that day.
    """
    lately = Q(called_at=None) | Q(called_at__gte=since)
    found = stops.filter(lately, call_on__lte=day).select_related(
        "session__appointment__client__clinic", "session__appointment__group__clinic"
    )
    found = found.prefetch_related("session__appointment__client__ways")
    return found.order_by("call_on", "pk")


def _calls(stops: Iterable[Any], today: dt.date) -> Iterable[Look]:
    """Only by the safe way."""
    for stop in stops:
        whom = stop.session.appointment.whom
        done = stop.called_at is not None
        if done and stop.called_at.astimezone(whom.clinic.zone).date() != today:
            continue
        if isinstance(whom, Client) and not whom.is_in_care:
            continue
        ways = whom.safe_ways() if isinstance(whom, Client) else ()
        yield Look(
            what="call",
            whom=whom,
            day=stop.call_on,
            thing=stop,
            ways=ways,
            done=done,
        )


def _resting(assignments: QuerySet[Any]) -> QuerySet[Assignment]:
    """Practices that rest since something unpleasant came up and nobody has decided yet.

    What a client took back is not looked at; nor what a phone sent when the client has since taken
    the portal's agreement back: a stream that is not shared asks for nothing.
    """
    agreed = Consent.objects.standing().filter(client=OuterRef("client"), kind=ConsentKind.PORTAL)
    said = (
        Log.objects.standing()
        .filter(Q(Exists(agreed)) | ~Q(source=Source.PHONE))
        .filter(assignment=OuterRef("pk"), unpleasant=True)
    )
    latest = Subquery(said.order_by("-local_date").values("local_date")[:1])
    resting = assignments.filter(
        client__status="active", status=AssignmentStatus.ACTIVE, resting_since__isnull=False
    )
    found = resting.annotate(unpleasant_on=latest).exclude(unpleasant_on=None)
    return found.select_related("client__clinic").order_by("-unpleasant_on", "pk")


def _unpleasant(one: Any, today: dt.date) -> Look:
    return Look(
        what="unpleasant",
        whom=one.client,
        day=min(one.unpleasant_on, today),
        thing=one,
        words=one.title,
    )


def _absent(clients: Any, *, first: Any, last: Any) -> QuerySet[Attendance]:
    """Who of these clients stayed away from a group without notice."""
    missed = Attendance.objects.filter(
        client__in=clients,
        state=AttendanceState.ABSENT,
        appointment__day__gte=first,
        appointment__day__lte=last,
    )
    return missed.select_related("appointment", "client__clinic")


def _stayed_away(
    rows: Sequence[Appointment], absent: Iterable[Attendance], today: dt.date
) -> list[tuple[dt.date, Client]]:
    """Who did not come of late, latest first: to an own appointment, or without notice to a group.

    Of a group's participants only those that the member cares for: its leaders know no flags.
    """
    since, until = today - RECENT, today - dt.timedelta(days=1)
    found = [
        (row.day, row.client)
        for row in rows
        if row.status == AppointmentStatus.DID_NOT_COME
        and row.client is not None
        and row.day is not None
        and since <= row.day <= until
    ]
    found += [(row.appointment.day or until, row.client) for row in absent]
    prefetch_related_objects([client for _day, client in found], "ways")
    return sorted(found, key=lambda one: one[0], reverse=True)


def _missed(away: Iterable[tuple[dt.date, Client]], at_risk: set[int]) -> Iterable[Look]:
    """Who stayed away and is at risk or not safe at home: only by the safe way (care.md)."""
    for day, client in away:
        if client.is_in_care and (client.pk in at_risk or client.home == HomeSafety.NOT_SAFE):
            ways = client.safe_ways()
            yield Look(what="missed", whom=client, day=day, thing=client, ways=ways)


def _unrecorded(rows: Sequence[Appointment], today: dt.date) -> Iterable[Look]:
    """Appointments of the last days of which nobody has written down what became of them."""
    for row in reversed(rows):
        if row.day is None or row.day >= today:
            continue
        session = getattr(row, "session", None)
        unsaid = row.status == AppointmentStatus.PLANNED
        unwritten = row.status in TOOK_PLACE and session is not None and not session.recorded_at
        if unsaid or unwritten:
            yield Look(what="unrecorded", whom=row.whom, day=row.day, thing=session or row)
