"""Sessions: the list, a new plan, the plan's page, ready, undo, and settling findings."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import gettext as _

from clients.access import Capability, browse, fetch, needs, reach
from clients.models import Appointment, Client, Group
from clients.views.booking import is_free, proposed_when
from clients.views.steps import posted, status_of
from config.htmx import answer, leave
from planner.actions import history
from planner.actions import sessions as verbs
from planner.actions.blocks import Stale
from planner.forms.blocks import RevisionForm
from planner.forms.sessions import EMPTY, LAST, NewSessionForm, PageForm, ReasonForm, StartForm
from planner.library.documents import PROTOCOLS
from planner.models import Item, Session, SessionKind
from planner.models.choices import is_joint, protocols_of_courses, speaking, suits_joint
from planner.models.facts import at_desk, last_of

from .desk import PAGE, address, done, full_page, refused
from .using import COMING_ROWS, asked_practice, is_later, land

PAST_ROWS = 30


@needs(Capability.PLAN, methods=("GET", "POST"))
def session_new(request: Any, uid: Any) -> HttpResponse:
    """A new plan for a client, with its appointment; the date may stay open."""
    client = fetch(request, Client, uid)
    return _new(request, client, {"client": client})


@needs(Capability.PLAN, methods=("GET", "POST"))
def group_session_new(request: Any, uid: Any) -> HttpResponse:
    """A new plan for a group, with its appointment; the date may stay open."""
    group = fetch(request, Group, uid)
    return _new(request, group, {"group": group})


@needs(Capability.PLAN, methods=("GET", "POST"))
def session_plan(request: Any, uid: Any) -> HttpResponse:
    """The plan of an appointment that is there already; goes to the plan where it has one."""
    appointment = fetch(request, Appointment, uid)
    if hasattr(appointment, "session"):
        return leave(request, address(appointment.session))
    starts = _starts(request, appointment.whom)
    form = StartForm(posted(request), starts=_choices(starts), folded=_folded(starts))
    if form.is_valid():
        start = starts[form.cleaned_data["start"]][1]
        try:
            made = verbs.plan_session(appointment=appointment, start=start, by=request.member)
            return leave(request, land(request, made))
        except ValidationError as refusal:
            form.add_error(None, refusal)
    context = {
        "appointment": appointment,
        "client": appointment.client,
        "group": appointment.group,
        "form": form,
        "wanted": asked_practice(request),
        "section": "sessions",
    }
    return answer(request, "planner/session_new.html", context, status=status_of(form))


def _new(request: Any, whom: Client | Group, who: dict[str, Any]) -> HttpResponse:
    """The form for a new plan; afterwards to its page."""
    starts = _starts(request, whom)
    form = NewSessionForm(
        posted(request),
        starts=_choices(starts),
        folded=_folded(starts),
        initial=proposed_when(request),
    )
    if form.is_valid() and (made := _made_before(request, whom, form)):
        return leave(request, address(made))
    if form.is_valid() and is_free(request, form, minutes=_minutes(form, starts)):
        facts = dict(form.cleaned_data)
        start = starts[facts.pop("start")][1]
        try:
            made = verbs.plan_new_session(start=start, by=request.member, **who, **facts)
            return leave(request, land(request, made))
        except ValidationError as refusal:
            form.add_error(None, refusal)
    context = {"client": None, "group": None, "form": form, "section": "sessions"} | who
    context["wanted"] = asked_practice(request)
    return answer(request, "planner/session_new.html", context, status=status_of(form))


def _made_before(request: Any, whom: Client | Group, form: NewSessionForm) -> Session | None:
    """The plan that this very form made, when it is sent once more."""
    mine = reach(request, Capability.PLAN, Session).for_whom(whom)
    found: Session | None = mine.filter(uid=form.cleaned_data["uid"]).first()
    return found


def _minutes(form: NewSessionForm, starts: dict[str, tuple[str, verbs.Start]]) -> int:
    """The length of the start that was chosen, for a form that leaves it to the plan."""
    return starts[form.cleaned_data["start"]][1].minutes


def _starts(request: Any, whom: Client | Group) -> dict[str, tuple[str, verbs.Start]]:
    """What the plan may begin with, the likeliest first: key -> label and start.

    The one that a link proposes (`?start=`) comes before all others.
    """
    clinic = request.member.clinic
    language = whom.language if isinstance(whom, Client) else clinic.language
    found: dict[str, tuple[str, verbs.Start]] = {}
    last = last_of(whom)
    if last is not None and last.blocks.all():
        found[LAST] = (_("The last session's plan once more"), verbs.Start.from_session(last))
    usable = reach(request, Capability.VIEW, Item).usable_in(clinic).with_texts()
    taught = protocols_of_courses(usable, language)
    for protocol, version in speaking(usable.filter(shelf=PROTOCOLS), language):
        in_course = protocol.code in taught
        start = verbs.Start.from_protocol(protocol, version, in_course=in_course)
        together = is_joint(whom) and suits_joint(taught.get(protocol.code, ()), [start.kind])
        if together or (start.kind == SessionKind.GROUP) is isinstance(whom, Group):
            found[str(protocol.uid)] = (start.title, start)
    in_modules = isinstance(whom, Group) and not is_joint(whom)
    kind = SessionKind.GROUP if in_modules else SessionKind.NO_EXPOSURE
    minutes = 90 if isinstance(whom, Group) else 50
    found[EMPTY] = (_("An empty plan"), verbs.empty_start(kind, minutes))
    wished = request.GET.get("start", "")
    return {key: found[key] for key in (wished,) if key in found} | _likeliest_first(found, whom)


def _likeliest_first(
    found: dict[str, tuple[str, verbs.Start]], whom: Client | Group
) -> dict[str, tuple[str, verbs.Start]]:
    """The last plan, then protocols that suit the client's flags, the empty plan at the end."""
    trauma = isinstance(whom, Client) and whom.trauma
    wanted = [SessionKind.TRAUMA] if trauma else [SessionKind.NO_EXPOSURE]
    wanted += [SessionKind.GROUP] if isinstance(whom, Group) and not is_joint(whom) else []

    def rank(key: str) -> tuple[int, int]:
        start = found[key][1]
        if key in (LAST, EMPTY):
            return (0 if key == LAST else 8, 0)
        if start.in_course:
            return (9, 0)
        return (1 if start.kind in wanted else 2, -start.minutes)

    return {key: found[key] for key in sorted(found, key=rank)}


def _choices(starts: dict[str, tuple[str, verbs.Start]]) -> list[tuple[str, Any]]:
    return [(key, _named(label, start)) for key, (label, start) in starts.items()]


def _folded(starts: dict[str, tuple[str, verbs.Start]]) -> frozenset[str]:
    """The keys of the protocols that belong to a course."""
    return frozenset(key for key, (_label, start) in starts.items() if start.in_course)


def _named(label: str, start: verbs.Start) -> str:
    """A start with its length, unless its title says it."""
    minutes = str(start.minutes)
    if minutes in label:
        return label
    return _("%(label)s, %(minutes)s minutes") % {"label": label, "minutes": minutes}


@needs(Capability.VIEW)
def session_page(request: Any, uid: Any) -> HttpResponse:
    """The plan of one session: blocks on the clock, findings, and what happened last time."""
    session = fetch(request, Session, uid)
    return answer(request, PAGE, full_page(request, session), part="board")


@needs(Capability.PLAN, methods=("POST",))
def session_ready(request: Any, uid: Any) -> HttpResponse:
    """Mark a plan as ready, or take the mark away."""
    session = fetch(request, Session, uid)
    ready = request.POST.get("ready") == "on"
    verbs.mark_ready(session=session, ready=ready, by=request.member)
    return done(request, at_desk(session.pk))


@needs(Capability.PLAN, methods=("POST",))
def session_undo(request: Any, uid: Any) -> HttpResponse:
    """Take the last change of the plan back."""
    return _back(request, uid, history.undo, _("Nothing was undone."))


@needs(Capability.PLAN, methods=("POST",))
def session_redo(request: Any, uid: Any) -> HttpResponse:
    """Bring back what was undone."""
    return _back(request, uid, history.redo, _("Nothing was redone."))


def _back(request: Any, uid: Any, verb: Callable[..., Session], nothing: str) -> HttpResponse:
    session = fetch(request, Session, uid)
    form = RevisionForm(request.POST)
    if not form.is_valid():
        return refused(request, session, 422, refusal=nothing)
    try:
        desk = verb(session=session, revision=form.cleaned_data["revision"], by=request.member)
    except Stale:
        said = _("Somebody changed the plan since you looked. %(nothing)s See it first.")
        return refused(request, session, 409, refusal=said % {"nothing": nothing})
    except ValidationError as refusal:
        return refused(request, session, 422, refusal=" ".join(refusal.messages))
    return done(request, desk)


@needs(Capability.PLAN, methods=("POST",))
def finding_settle(request: Any, uid: Any) -> HttpResponse:
    """Settle one finding with a reason, or put a hint away."""
    session = fetch(request, Session, uid)
    form = ReasonForm(request.POST)
    if form.is_valid():
        facts = form.cleaned_data
        try:
            verbs.settle_finding(
                session=session,
                code=facts["code"],
                facts_hash=facts["facts_hash"],
                reason=facts["said"],
                by=request.member,
            )
            return done(request, at_desk(session.pk))
        except ValidationError as refusal:
            form.add_error(None, refusal)
    typed = {name: request.POST.get(name, "") for name in ("code", "preset", "reason")}
    typed["fault"] = " ".join(map(str, form.errors.pop("reason", ())))
    errors = [str(error) for errors in form.errors.values() for error in errors]
    return refused(request, session, 422, refusal=" ".join(errors), typed=typed)


@needs(Capability.VIEW)
def session_list(request: Any) -> HttpResponse:
    """What is coming, plans still without a date, and what was, latest first."""
    mine = browse(request, Appointment).select_related("client", "group", "session")
    today = request.member.clinic.today()
    page = PageForm(request.GET)
    number = page.cleaned_data["page"] or 1 if page.is_valid() else 1
    first = (number - 1) * PAST_ROWS
    past = list(mine.before(today)[first : first + PAST_ROWS + 1])
    coming = list(mine.coming(today)[:COMING_ROWS])
    drafts = list(mine.undated()[:COMING_ROWS])
    may_plan = reach(request, Capability.PLAN, Appointment)
    unplanned = [one.pk for one in (*coming, *drafts) if not hasattr(one, "session")]
    context = {
        "today": today,
        "soon": [one for one in coming if not is_later(one.day, today)],
        "later": [one for one in coming if is_later(one.day, today)],
        "drafts": drafts,
        "past": past[:PAST_ROWS],
        "older": number + 1 if len(past) > PAST_ROWS else None,
        "newer": number - 1,
        "plannable": set(may_plan.filter(pk__in=unplanned).values_list("pk", flat=True)),
        "section": "sessions",
    }
    return answer(request, "planner/session_list.html", context)
