"""What becomes of a running course: moving, leaving out, laying again, catching up, ending, going back."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from clients.access import Capability, fetch, needs, reach
from clients.models import Appointment, Client, Group
from clients.views.booking import is_free
from clients.views.groups import naming
from clients.views.steps import add_refusal, attempt, posted, status_of
from config.htmx import answer, leave
from planner.actions import course_changes as verbs
from planner.actions.courses import (
    CATCH_UP_MINUTES,
    Booked,
    catch_up,
    start_alone,
    starts_of,
)
from planner.actions.sessions import Start
from planner.forms import courses as forms
from planner.laying import (
    Laid,
    Moves,
    NoPlace,
    NoRoom,
    Rhythm,
    in_order,
    lay_again,
    move_one,
    move_rest,
    skip_week,
)
from planner.models import CourseRun, CourseStep
from planner.models.limits import limits_of

from .courses import RUN_PAGE, address, courses_of, digest, known_starts, standing_page
from .desk import address as session_address

ALL = "all"
"""A catch-up session for everybody the course is for."""


@dataclass(kw_only=True)
class Wanted:
    """A change that is looked at: what moves where, and the day of a session that is laid again."""

    moves: Moves = field(default_factory=dict)
    rhythm: Rhythm
    again: dt.date | None = None

    @property
    def rhythm_seen(self) -> tuple[Any, ...]:
        """The rhythm in one order, to tell whether it is the one that was looked at."""
        return sorted(self.rhythm.weekdays), self.rhythm.weeks, self.rhythm.off


@dataclass(frozen=True, kw_only=True)
class Moved:
    """One line of the preview: a session with its days before and after."""

    step: CourseStep
    title: str
    before: dt.date | None
    after: dt.date
    time: dt.time | None
    clashes: tuple[Appointment, ...]
    again: bool = False


@needs(Capability.PLAN, methods=("GET", "POST"))
def course_change(request: Any, uid: Any) -> HttpResponse:
    """One session of a course: move it alone or with all after it, skip a week, leave it out; or,
    when it did not take place, lay it again. The new dates are looked at first."""
    step = fetch(request, CourseStep, uid)
    run = step.run
    if not step.is_of_its_run:
        raise Http404
    own = reach(request, Capability.PLAN, CourseStep).filter(run=run).with_plans()
    steps = [one for one in own.select_related("run") if one.is_of_its_run]
    form = forms.ChangeCourseForm(posted(request), step=step, run=run, initial=_asked(request))
    context: dict[str, Any] = {"step": step, "run": run, "form": form, "today": run.clinic.today()}
    context |= {"client": run.client, "group": run.group, "other": False}
    context |= {"title": run.said.sessions[step.number - 1].title}
    context["section"] = "groups" if run.group else "clients"
    wanted = None
    if run.ended_on is None and form.is_valid():
        wanted = _wanted(form, step, [one.laid() for one in steps])
    if wanted is not None:
        shown = _shown(request, run, step, steps, wanted, form)
        what, seen = form.cleaned_data["what"], form.cleaned_data["seen"]
        mark = digest(run.changes, what, wanted.moves, wanted.again, wanted.rhythm_seen)
        free = form.are_free([one.clashes for one in shown])
        goes = free and "look" not in request.POST and _does_something(wanted, what, run)
        if goes and seen == mark and _carry_out(request, form, step, wanted, shown):
            return leave(request, address(run))
        context |= {"shown": shown, "mark": mark, "what": what, "other": goes and bool(seen)}
        context["empty"] = not _does_something(wanted, what, run)
    status = 409 if context["other"] and not form.errors else status_of(form)
    return answer(request, "planner/course_change.html", context, status=status)


def _does_something(wanted: Wanted, what: str, run: CourseRun) -> bool:
    """Whether anything becomes otherwise than it is."""
    other = bool(wanted.moves) or wanted.again is not None or what == forms.OUT
    return other or wanted.rhythm != run.rhythm


def _asked(request: Any) -> dict[str, str]:
    """What a link proposes; the form judges it when it is sent."""
    return {"what": request.GET["what"][:10]} if "what" in request.GET else {}


def _wanted(form: forms.ChangeCourseForm, step: CourseStep, laid: list[Laid]) -> Wanted | None:
    """What the valid form wants; None where that has no place, which then stands on the form."""
    facts, key, rhythm = form.cleaned_data, str(step.uid), form.rhythm
    what = facts["what"]
    try:
        if what == forms.OUT:
            return Wanted(rhythm=rhythm)
        if what == forms.WEEK:
            moves, rhythm = skip_week(laid, key, rhythm)
            return Wanted(moves=moves, rhythm=rhythm)
        if what in (forms.ONE, forms.REST):
            move = move_one if what == forms.ONE else move_rest
            return Wanted(moves=move(laid, key, facts["day"], facts["time"], rhythm), rhythm=rhythm)
        today, at_end = step.clinic.today(), what == forms.AT_END
        again, moves = lay_again(laid, key, rhythm, today=today, at_end=at_end)
        return Wanted(moves=moves, rhythm=rhythm, again=again)
    except NoPlace as refused:
        form.add_error("day" if "day" in form.fields else "what", str(refused))
    except NoRoom:
        form.add_error("what", _("There are not enough days before 2101."))
    return None


def _shown(
    request: Any,
    run: CourseRun,
    step: CourseStep,
    steps: list[CourseStep],
    wanted: Wanted,
    form: forms.ChangeCourseForm,
) -> list[Moved]:
    """What moves, in order of the new days, with what else is planned then."""
    by_key = {str(one.uid): one for one in steps}
    ordered = [one.key for one in in_order(one.laid() for one in steps)]
    moving = [(by_key[key], *wanted.moves[key]) for key in ordered if key in wanted.moves]
    rows = [(one, day, time, False) for one, day, time in moving]
    if wanted.again is not None:
        time = form.cleaned_data["time"] or step.appointment.time or run.time
        rows.insert(0, (step, wanted.again, time, True))
    planned = [
        Appointment(
            pk=None if again else one.appointment.pk,
            day=day,
            time=time,
            minutes=one.appointment.minutes,
            timezone=one.appointment.timezone,
        )
        for one, day, time, again in rows
    ]
    clashes = reach(request, Capability.PLAN, Appointment).clashing_any(planned)
    found = [
        Moved(
            step=one,
            title=run.said.sessions[one.number - 1].title,
            before=one.appointment.day,
            after=day,
            time=time,
            clashes=tuple(others),
            again=again,
        )
        for (one, day, time, again), others in zip(rows, clashes, strict=True)
    ]
    return sorted(found, key=lambda one: one.after)


def _carry_out(
    request: Any,
    form: forms.ChangeCourseForm,
    step: CourseStep,
    wanted: Wanted,
    shown: list[Moved],
) -> bool:
    """Do what was looked at; False when somebody was faster or the clock skips a time."""
    facts, run = form.cleaned_data, step.run
    what, by, seen = facts["what"], request.member, run.changes
    told = {"n": step.number}
    common: dict[str, Any] = {
        "moves": wanted.moves,
        "why": facts["double_booked_why"],
        "clashing": {str(one.step.uid) for one in shown if one.clashes},
    }
    try:
        if what == forms.OUT:
            said = _("Session %(n)d is left out.") % told
            verbs.leave_out(step=step, seen=seen, what=said, by=by)
        elif wanted.again is not None:
            said = _("Session %(n)d is laid again.") % told
            time = facts["time"] or step.appointment.time or run.time
            common |= {"day": wanted.again, "time": time, "what": said, "by": by}
            verbs.lay_session_again(step=step, seen=seen, **common)
        else:
            said = _("Session %(n)d is moved.") % told
            if len(wanted.moves) > 1:
                said = _("Session %(n)d and those after it are moved.") % told
            common |= {"rhythm": wanted.rhythm, "what": said, "by": by}
            verbs.move_sessions(run=run, seen=seen, **common)
    except verbs.ChangedMeanwhile:
        form.add_error(None, _meanwhile())
        return False
    except ValidationError as refused:
        add_refusal(form, refused)
        return False
    return True


def _meanwhile() -> str:
    return _("Somebody changed the course since you looked. Nothing was changed; look once more.")


@needs(Capability.PLAN, methods=("GET", "POST"))
def course_catch_up(request: Any, uid: Any) -> HttpResponse:
    """One more session for what was missed: with all, or with one participant alone."""
    run = fetch(request, CourseRun, uid)
    sessions = [
        (number, f"{number}. {one.title}") for number, one in enumerate(run.said.sessions, 1)
    ]
    alone = _alone(request, run)
    form = forms.CatchUpForm(
        posted(request),
        sessions=sessions,
        people=_with_whom(request, run, alone),
        initial={"number": request.GET.get("number", "")[:2], "time": run.time},
    )
    if form.is_valid() and _caught_up(request, run, form, alone):
        messages.success(request, _made(request, run, form.cleaned_data["uid"]))
        return leave(request, address(run))
    context = {
        "run": run,
        "client": run.client,
        "group": run.group,
        "form": form,
        "section": "groups" if run.group else "clients",
    }
    page = "planner/course_catch_up.html"
    return answer(request, page, context, status=status_of(form))


def _made(request: Any, run: CourseRun, uid: Any) -> str:
    """That a catch-up session is made, with a link to its plan."""
    said = _("The catch-up session is made, with its plan.")
    steps = reach(request, Capability.VIEW, CourseStep).filter(run=run, uid=uid)
    step = steps.with_plans().first()
    session = getattr(step.appointment, "session", None) if step else None
    if session is None:
        return said
    link = '{} <a href="{}">{}</a>'
    return format_html(link, said, session_address(session), _("Open its plan"))


def _caught_up(
    request: Any, run: CourseRun, form: forms.CatchUpForm, alone: dict[str, Client]
) -> bool:
    """Make the session of the valid form; False when another appointment stood against it."""
    facts = form.cleaned_data
    if reach(request, Capability.PLAN, CourseStep).filter(run=run, uid=facts["uid"]).exists():
        return True
    person = alone.get(facts["whom"])
    language = person.language if person else run.clinic.language
    start = _start_for(request, run, facts["number"], person, language, facts["minutes"])
    return is_free(request, form, minutes=facts["minutes"] or start.minutes) and attempt(
        form,
        catch_up,
        run=run,
        number=facts["number"],
        start=start,
        whom=person or run.whom,
        day=facts["day"],
        time=facts["time"],
        minutes=facts["minutes"],
        booked=Booked(why=form.cleaned_data["double_booked_why"]),
        uid=facts["uid"],
        by=request.member,
    )


def _alone(request: Any, run: CourseRun) -> dict[str, Client]:
    """The participants whom this member may plan for, by uid; none for a client's own course."""
    if run.group is None:
        return {}
    there = run.group.participations.on(run.clinic.today())
    people = reach(request, Capability.PLAN, Client).in_care().filter(participations__in=there)
    return {str(one.uid): one for one in people.distinct().select_related("clinic")}


def _with_whom(request: Any, run: CourseRun, alone: dict[str, Client]) -> list[tuple[str, str]]:
    called = naming(request.member)
    everybody = called(run.client) if run.client else _("The whole group")
    one_by_one = [(key, _("%s alone") % called(one)) for key, one in alone.items()]
    return [(ALL, everybody), *one_by_one]


def _start_for(
    request: Any,
    run: CourseRun,
    number: int,
    person: Client | None,
    language: str,
    minutes: int | None,
) -> Start:
    """What the catch-up session begins with."""
    session = run.said.sessions[number - 1]
    known = known_starts(request, [session.protocol], language)
    start = starts_of(run.said, known, group=isinstance(run.whom, Group))[number - 1]
    if person is None:
        return start
    return start_alone(start, minutes or CATCH_UP_MINUTES, limits_of(run.clinic))


@needs(Capability.PLAN, methods=("POST",))
def course_end(request: Any, uid: Any) -> HttpResponse:
    """End a course early: what is still to come of it is cancelled by us."""
    run = fetch(request, CourseRun, uid)
    today, said = run.clinic.today(), _("The course is ended early.")
    return _act(
        request,
        run,
        lambda seen: verbs.end_course(run=run, seen=seen, day=today, what=said, by=request.member),
    )


@needs(Capability.PLAN, methods=("POST",))
def course_back(request: Any, uid: Any) -> HttpResponse:
    """Take the last change of a course back."""
    run = fetch(request, CourseRun, uid)
    return _act(
        request,
        run,
        lambda seen: verbs.go_back(run=run, seen=seen, by=request.member),
        _("It is as it was before."),
    )


def _act(
    request: Any, run: CourseRun, verb: Callable[[int], CourseRun | None], said: str = ""
) -> HttpResponse:
    """Do it if the course is as it was when the page was opened; then back to its page, which says
    itself what can be undone."""
    form = forms.SeenForm(request.POST)
    try:
        left = verb(form.cleaned_data["changes"] if form.is_valid() else -1)
    except verbs.ChangedMeanwhile:
        run.refresh_from_db()
        return answer(request, RUN_PAGE, standing_page(request, run, _meanwhile()), status=409)
    if said:
        messages.success(request, said)
    return leave(request, address(run) if left else courses_of(run))
