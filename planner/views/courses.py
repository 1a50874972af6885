"""Courses: starting one with its dates looked at first, the page of a running one, and the list."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.access import Capability, fetch, may, needs, reach
from clients.actions.journal import note_opening
from clients.models import TOOK_PLACE, Appointment, AppointmentStatus, Client, Group
from clients.views.groups import naming
from clients.views.steps import attempt, posted, status_of
from clients.wallclock import is_skipped
from config.htmx import answer, leave
from planner.actions.courses import Booked, start_course, starts_of
from planner.actions.sessions import Start
from planner.forms.courses import StartCourseForm
from planner.laying import LOOK_BACK, NoRoom, lay, stepped_over, usual_of
from planner.library.courses import CourseDocument
from planner.library.documents import COURSES, PROTOCOLS
from planner.models import CourseRun, CourseStep, Item, SessionKind
from planner.models.choices import is_joint, speaking, suits_joint
from planner.models.course_standing import named_at_home, progress_in, standing_of

from .items import text_of

RUN_PAGE = "planner/course_run.html"
GROUP_SETTING = "group"


@dataclass(frozen=True, kw_only=True)
class Day:
    """One day of a preview: a session with what else is planned then, or a day off (`number` 0)."""

    day: dt.date
    number: int = 0
    title: str = ""
    minutes: int = 0
    clashes: tuple[Appointment, ...] = ()
    has_protocol: bool = True


def address(run: CourseRun) -> str:
    """The address of a running course."""
    return reverse("planner:course_run", args=[run.clinic.uid, run.uid])


def courses_of(run: CourseRun) -> str:
    """The address of all courses of those whom it is for."""
    name = "client_courses" if run.client_id else "group_courses"
    return reverse(f"planner:{name}", args=[run.clinic.uid, run.whom.uid])


def digest(*facts: Any) -> str:
    """A mark for what was looked at, so that nothing else is done than what was seen."""
    return sha256(repr(facts).encode()).hexdigest()[:32]


def known_starts(request: Any, codes: Sequence[str], language: str) -> dict[str, Start]:
    """The protocols of these codes that this clinic can use, by code. Two queries."""
    usable = reach(request, Capability.VIEW, Item).usable_in(request.member.clinic)
    wanted = usable.filter(shelf=PROTOCOLS, code__in=set(codes)).with_texts()
    return {
        item.code: Start.from_protocol(item, version, in_course=True)
        for item, version in speaking(wanted, language)
    }


@needs(Capability.PLAN, methods=("GET", "POST"))
def course_start(request: Any, code: str) -> HttpResponse:
    """For whom and when; then all dates to look at; then one act makes the sessions."""
    item = fetch(request, Item, code=code, retired_at=None, shelf=COURSES)
    document: Any = text_of(item, request.member.clinic.language)
    codes = [one.protocol for one in document.sessions]
    known = known_starts(request, codes, request.member.clinic.language)
    people = _people(request, document, known)
    form = StartCourseForm(
        posted(request),
        people=_choices(request, people),
        initial={"weeks": max(1, document.every // 7), **_proposed(request, people)},
    )
    context: dict[str, Any] = {"item": item, "document": document, "people": people, "form": form}
    if form.is_valid():
        whom = people[form.cleaned_data["whom"]]
        if again := _runs_of(request, whom).filter(uid=form.cleaned_data["uid"]).first():
            return leave(request, address(again))
        if isinstance(whom, Client) and whom.language != request.member.clinic.language:
            document = text_of(item, whom.language)
            known = known_starts(request, codes, whom.language)
        group = isinstance(whom, Group) and not is_joint(whom)
        starts = starts_of(document, known, group=group)
        days = _laid(form, whom, len(starts))
        if days:
            shown = _preview(request, form, document, starts, days)
            mark = digest(whom.uid, days, form.cleaned_data["time"], [one.minutes for one in shown])
            free = form.are_free([one.clashes for one in shown if one.number])
            if free and form.cleaned_data["seen"] == mark and "look" not in request.POST:
                made = _start(request, form, item, document, whom, starts, days, shown)
                if made is not None:
                    return leave(request, address(made))
            seen = form.cleaned_data["seen"]
            context |= {"days": shown, "mark": mark, "other": seen not in ("", mark)}
            context["past"] = days[0] < whom.clinic.today()
            context |= {"running": _running(request, whom, code), "joint": is_joint(whom)}
    context["section"] = "library"
    return answer(request, "planner/course_start.html", context, status=status_of(form))


def _people(
    request: Any, document: CourseDocument, known: dict[str, Start]
) -> dict[str, Client | Group]:
    """Whom this course can be given to, by uid: a group's course to groups, others to clients, and
    to couples and families where it suits them."""
    kinds = {start.kind for start in known.values()}
    people = reach(request, Capability.PLAN, Client).in_care().select_related("clinic")
    groups = reach(request, Capability.PLAN, Group).running().select_related("clinic")
    found: list[Client | Group] = list(groups)
    if not (SessionKind.GROUP in kinds or (not kinds and GROUP_SETTING in document.settings)):
        joint = found if suits_joint(document.settings, kinds) else []
        found = [*(one for one in joint if is_joint(one)), *people]
    return {str(one.uid): one for one in found}


def _proposed(request: Any, people: dict[str, Client | Group]) -> dict[str, Any]:
    """Whom the address names, or the only one there is, with the weekday and time usual for them.

    A day or time that the address has and nobody proposed stays.
    """
    only = next(iter(people)) if len(people) == 1 else ""
    key = request.GET.get("whom", only)[:36]
    typed = {name: request.GET[name][:20] for name in ("first", "time") if request.GET.get(name)}
    if typed and " ".join(typed.values()) != request.GET.get("proposed"):
        return {"whom": key, **typed}
    if request.method == "POST" or key not in people:
        return {"whom": key}
    whom = people[key]
    side, today = "client" if isinstance(whom, Client) else "group", whom.clinic.today()
    met = reach(request, Capability.PLAN, Appointment).filter(
        **{side: whom, "day__gte": today - LOOK_BACK, "time__isnull": False},
        status__in=(AppointmentStatus.PLANNED, *TOOK_PLACE),
    )
    usual = usual_of(met.values_list("day", "time"), today)
    if usual is None:
        return {"whom": key}
    proposed = f"{usual.first:%Y-%m-%d} {usual.time:%H:%M}"
    return {"whom": key, "first": usual.first, "time": usual.time, "proposed": proposed}


def _choices(request: Any, people: dict[str, Client | Group]) -> list[tuple[Any, Any]]:
    called = naming(request.member)
    return [
        (key, one.name if isinstance(one, Group) else called(one)) for key, one in people.items()
    ]


def _laid(form: StartCourseForm, whom: Client | Group, count: int) -> tuple[dt.date, ...]:
    """The days of the sessions; () where there is no room, or the clock skips the time on one."""
    facts = form.cleaned_data
    try:
        days = lay(facts["first"], count, form.rhythm)
    except NoRoom:
        said = _("There are not enough days before 2101. Take days off out, or begin earlier.")
        form.add_error("days_off" if facts["days_off"] else "first", said)
        return ()
    skipped = [day for day in days if is_skipped(day, facts["time"], whom.clinic.zone)]
    for day in skipped:
        said = _("On %(day)s the clocks go forward and there is no such time.")
        form.add_error("time", said % {"day": day.isoformat()})
    return () if skipped else days


def _preview(
    request: Any,
    form: StartCourseForm,
    document: CourseDocument,
    starts: list[Start],
    days: tuple[dt.date, ...],
) -> list[Day]:
    """All days in order, days off that are stepped over among them."""
    facts, zone = form.cleaned_data, request.member.clinic.timezone
    lengths = [facts["minutes"] or start.minutes for start in starts]
    wanted = [
        Appointment(day=day, time=facts["time"], minutes=length, timezone=zone)
        for day, length in zip(days, lengths, strict=True)
    ]
    clashes = reach(request, Capability.PLAN, Appointment).clashing_any(wanted)
    found = [Day(day=day) for day in stepped_over((facts["first"], *days), form.rhythm)]
    for number, (day, session, start) in enumerate(
        zip(days, document.sessions, starts, strict=True), 1
    ):
        found.append(
            Day(
                day=day,
                number=number,
                title=session.title,
                minutes=lengths[number - 1],
                clashes=tuple(clashes[number - 1]),
                has_protocol=start.protocol is not None,
            )
        )
    return sorted(found, key=lambda one: one.day)


def _start(
    request: Any,
    form: StartCourseForm,
    item: Item,
    document: CourseDocument,
    whom: Client | Group,
    starts: list[Start],
    days: tuple[dt.date, ...],
    shown: list[Day],
) -> CourseRun | None:
    """Start the course; None when the verb refused, which then stands on the form."""
    facts, made = form.cleaned_data, []

    def start() -> None:
        made.append(
            start_course(
                item=item,
                document=document,
                whom=whom,
                starts=starts,
                days=days,
                time=facts["time"],
                minutes=facts["minutes"],
                rhythm=form.rhythm,
                booked=Booked(
                    setting=facts["setting"], room=facts["room"], why=facts["double_booked_why"]
                ),
                clashing={one.day for one in shown if one.clashes},
                uid=facts["uid"],
                by=request.member,
            )
        )

    return made[0] if attempt(form, start) else None


def _running(request: Any, whom: Client | Group, code: str) -> CourseRun | None:
    """The same course where it runs already for them."""
    runs = _runs_of(request, whom).filter(course__code=code, ended_on=None)
    found: CourseRun | None = runs.first()
    return found


def _runs_of(request: Any, whom: Client | Group) -> Any:
    """The courses of a client or group that this member may see."""
    side = "client" if isinstance(whom, Client) else "group"
    return reach(request, Capability.VIEW, CourseRun).filter(**{side: whom})


@needs(Capability.VIEW)
def course_run(request: Any, uid: Any) -> HttpResponse:
    """A running course: its sessions in order, how each stands, and what goes home."""
    run = fetch(request, CourseRun, uid)
    if run.client is not None:
        note_opening(thing=run.client, by=request.member)
    return answer(request, RUN_PAGE, standing_page(request, run))


def standing_page(request: Any, run: CourseRun, refusal: str = "") -> dict[str, Any]:
    """What the page of a running course shows; `refusal` says why something was not done."""
    language = run.client.language if run.client else run.clinic.language
    usable = reach(request, Capability.VIEW, Item).standing_in(run.clinic)
    steps = list(reach(request, Capability.VIEW, CourseStep).filter(run=run).with_plans())
    today = run.clinic.today()
    return {
        "run": run,
        "refusal": refusal,
        "client": run.client,
        "group": run.group,
        "standing": standing_of(run, steps, named_at_home(usable, run, language), today),
        "today": today,
        "may_plan": may(request.member, Capability.PLAN, run),
        "section": "groups" if run.group else "clients",
    }


@needs(Capability.VIEW)
def client_courses(request: Any, uid: Any) -> HttpResponse:
    """The courses of a client, and those that can be started."""
    client = fetch(request, Client, uid)
    return _list(request, client, {"client": client, "group": None})


@needs(Capability.VIEW)
def group_courses(request: Any, uid: Any) -> HttpResponse:
    """The courses of a group, and those that can be started."""
    group = fetch(request, Group, uid)
    return _list(request, group, {"client": None, "group": group})


def _list(request: Any, whom: Client | Group, who: dict[str, Any]) -> HttpResponse:
    today = whom.clinic.today()
    runs = reach(request, Capability.VIEW, CourseRun).for_whom(whom)
    rows = [(run, progress_in(run, run.steps.all(), today)) for run in runs]
    may_plan = may(request.member, Capability.PLAN, whom)
    context = who | {
        "whom": whom,
        "running": [(run, progress) for run, progress in rows if progress.runs],
        "over": [(run, progress) for run, progress in rows if not progress.runs],
        "may_plan": may_plan,
        "to_start": _to_start(request, whom) if may_plan and not request.htmx else [],
        "section": "groups" if who["group"] else "clients",
    }
    return answer(request, "planner/course_list.html", context, part="slot")


def _to_start(request: Any, whom: Client | Group) -> list[CourseDocument]:
    """The courses that fit: a group's for a group, the others for a client, what is for families for
    couples too."""
    usable = reach(request, Capability.VIEW, Item).usable_in(whom.clinic).filter(shelf=COURSES)
    language = whom.language if isinstance(whom, Client) else whom.clinic.language
    documents = [version.read() for _item, version in speaking(usable.with_texts(), language)]
    return [
        one
        for one in documents
        if (GROUP_SETTING in one.settings) is isinstance(whom, Group)
        or (is_joint(whom) and suits_joint(one.settings, ()))
    ]
