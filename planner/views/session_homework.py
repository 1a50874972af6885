"""Homework from a session, and the same as last week for a group: one act, then each by itself."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.access import Capability, fetch, needs, reach
from clients.actions.homework import (
    assign_homework,
    assign_to_group,
    set_homework_course,
    take_back_homework,
)
from clients.models import Assignment, AssignmentStatus, Client, Group
from clients.schedule import Schedule
from clients.views.groups import page_of
from clients.views.homework import done_at, standing_of
from clients.views.steps import status_of
from config.htmx import answer, leave
from planner.actions.bookmarks import note_use
from planner.forms.session_homework import HomeForm
from planner.library.documents import COURSES
from planner.models import CourseStep, Item, Practice, Session
from planner.models.facts import at_desk
from planner.models.giving import goes_on_refusal, suits_everyone
from planner.models.going_home import HomeItem, home_codes, items_for, items_for_all, present_in
from planner.models.together import refusal_together

from .desk import address
from .homework import say_given
from .homework_twice import running_of

PAGE = "planner/session_homework.html"
A_WEEK = dt.timedelta(days=6)
"""From the first to the last day of a week."""


@needs(Capability.PLAN, methods=("GET", "POST"))
def session_homework(request: Any, uid: UUID) -> HttpResponse:
    """What may go home from this session, to the client or to all who came, each in one click."""
    session = fetch(request, Session, uid)
    desk = at_desk(session.pk)
    step = _step(request, desk)
    items = _items(request, desk, step)
    form = HomeForm(request.POST or None, codes=[one.document.code for one in items if one.form])
    if request.method == "POST" and form.is_valid():
        return _done(request, desk, items, form.cleaned_data)
    context = _page(request, desk, items, step) | {"form": form}
    return answer(request, PAGE, context, status=status_of(form))


@needs(Capability.PLAN, methods=("POST",))
def group_homework_again(request: Any, uid: UUID) -> HttpResponse:
    """Same as last week for everybody in the group who had it; `undo` takes that back."""
    group = fetch(request, Group, uid)
    page = page_of(group)
    if "undo" in request.POST:
        _undo_for_all(request, group)
        return leave(request, page)
    return leave(request, f"{page}?did=again" if _again_for_all(request, group) else page)


def _step(request: Any, desk: Session) -> CourseStep | None:
    """The place of this session in a running course, or None."""
    steps = reach(request, Capability.VIEW, CourseStep).filter(appointment=desk.appointment)
    found: CourseStep | None = steps.select_related("run").first()
    return found


def _items(request: Any, desk: Session, step: CourseStep | None) -> list[HomeItem]:
    usable = reach(request, Capability.VIEW, Item).filter(retired_at=None)
    codes = home_codes(desk, usable.filter(shelf=COURSES).with_texts(), step)
    found = reach(request, Capability.VIEW, Practice).filter(retired_at=None, code__in=codes)
    practices = list(found.with_texts())
    before = running_of(request, desk.appointment.whom).exclude(appointment=desk.appointment)
    running = set(before.values_list("code", flat=True))
    if desk.appointment.client:
        return items_for(desk.appointment.client, practices, codes, running)
    refusal = refusal_together(desk.appointment.group) if desk.appointment.group else None
    return items_for_all(practices, codes, desk.language, refusal, running)


def _page(
    request: Any, desk: Session, items: list[HomeItem], step: CourseStep | None
) -> dict[str, Any]:
    """What the page shows: what was given already, the same as last week, and what could be given."""
    appointment = desk.appointment
    today = desk.clinic.today()
    given = list(_given(request, desk))
    mine = reach(request, Capability.EDIT, Assignment)
    changeable = set(mine.filter(pk__in=[one.pk for one in given]).values_list("pk", flat=True))
    whom = appointment.whom
    before = _last_given(request, whom, today)
    return {
        "session": desk,
        "appointment": appointment,
        "client": appointment.client,
        "group": appointment.group,
        "step": step,
        "of_step": [one for one in items if step and one.document.code in step.sends_home],
        "items": [one for one in items if not step or one.document.code not in step.sends_home],
        "given": _by_code(given, changeable),
        "last": before if before and before.pk not in {one.pk for one in given} else None,
        "did_again": request.GET.get("did") == "again",
        "people": _people(request, desk) if appointment.group else [],
        "section": "sessions",
    }


def _given(request: Any, desk: Session) -> Any:
    """What was given in this session: the client's, or what the group's participants got."""
    mine = reach(request, Capability.ROSTER, Assignment).filter(appointment=desk.appointment)
    return mine.select_related("client__clinic", "clinic").order_by("code", "client__code")


def _by_code(given: list[Assignment], changeable: set[int]) -> list[dict[str, Any]]:
    """What was given, one entry a practice, with everybody who got it."""
    found: dict[str, dict[str, Any]] = {}
    for one in given:
        entry = found.setdefault(one.code, {"code": one.code, "title": one.title, "rows": []})
        on_paper = not one.client.is_offered_phone
        entry["rows"].append((one, one.pk in changeable, on_paper))
    for entry in found.values():
        entry["on_paper"] = [one.client for one, _may, on_paper in entry["rows"] if on_paper]
    return list(found.values())


def _people(request: Any, desk: Session) -> Any:
    """The participants who came, or all while nobody has written down who did."""
    group = desk.appointment.group
    assert group is not None  # asked for sessions of groups alone
    people = reach(request, Capability.ROSTER, Client).in_care()
    people = people.filter(participations__in=group.participations.on(desk.clinic.today()))
    return present_in(desk, people.distinct())


def _done(request: Any, desk: Session, items: list[HomeItem], said: dict[str, Any]) -> HttpResponse:
    """Give, give again, or take back; then the same page, or the homework's own with its undo."""
    page = address(desk, "session_homework")
    if said["undo"]:
        given = _given(request, desk).filter(code=said["undo"])
        count = take_back_homework(assignments=given, by=request.member)
        if count:
            messages.success(request, _("Taken back. Nobody has it any more."))
        else:
            messages.warning(request, _("It was written on already: end it on its own page."))
        return leave(request, page)
    chosen = next((one for one in items if one.document.code == said["give"]), None)
    if chosen and chosen.form:
        _give(request, desk, chosen)
    elif said["again"] and desk.appointment.group:
        done = _again_for_all(request, desk.appointment.group)
        return leave(request, f"{page}?did=again" if done else page)
    elif said["again"] and desk.appointment.client:
        return leave(request, _again_for(request, desk.appointment.client) or page)
    return leave(request, page)


def _give(request: Any, desk: Session, chosen: HomeItem) -> None:
    """Every day for a week, once in a session; each may be adapted afterwards."""
    appointment, today = desk.appointment, desk.clinic.today()
    assert chosen.form is not None  # the form offers only those
    facts: dict[str, Any] = {
        "prescription": chosen.form,
        "schedule": Schedule(),
        "by": request.member,
        "starts": today,
        "ends": today + A_WEEK,
        "appointment": appointment,
        "uid": uuid5(appointment.uid, chosen.document.code),
    }
    note_use(code=chosen.document.code, by=request.member)
    if appointment.client:
        assign_homework(client=appointment.client, **facts)
        messages.success(request, _("“%s” is given as homework.") % chosen.form.title)
        return
    people, group = list(_people(request, desk)), appointment.group
    if not people or group is None:
        messages.warning(request, _("Nobody takes part now, so nothing was given."))
        return
    say_given(request, assign_to_group(group=group, clients=people, **facts))


def _last_given(request: Any, whom: Client | Group, today: dt.date) -> Assignment | None:
    """What was given last and went on last week; one practice by default."""
    mine = reach(request, Capability.ROSTER, Assignment).of_last_week(today)
    side = "client" if isinstance(whom, Client) else "group"
    found: Assignment | None = mine.filter(**{side: whom}).select_related("client__clinic").first()
    return found


def _again_for(request: Any, client: Client) -> str:
    """The client's homework of last week once more; the address of its page, with undo, or ""."""
    today = client.today()
    found = _last_given(request, client, today)
    if found is None:
        messages.warning(request, _("There was no homework last week."))
        return ""
    refusal = goes_on_refusal(found, today)
    if refusal:
        messages.warning(request, _("%(reason)s It was not given again.") % {"reason": refusal})
        return ""
    before = standing_of(found)
    _one_more_week(request, found, today)
    return done_at(found, "again", before)


def _again_for_all(request: Any, group: Group) -> bool:
    """What the group was given last, for one more week, with everybody who had it; whether any did.

    Judged by the form alone: a refusal for one would tell leaders a flag that they may not know.
    What a participant's own therapist paused or ended stays so.
    """
    refusal = refusal_together(group)
    if refusal:
        messages.warning(request, refusal)
        return False
    today = group.clinic.today()
    last = _last_given(request, group, today)
    mine = reach(request, Capability.ROSTER, Assignment).of_last_week(today)
    places = group.participations.on(today)
    rows = mine.filter(
        group=group,
        code=last.code if last else "",
        status=AssignmentStatus.ACTIVE,
        client__participations__in=places,
    )
    fit = [one for one in rows.distinct().select_related("client__clinic") if _suits(one, today)]
    if last is None or not fit:
        messages.warning(request, _("There was no homework last week that could go on."))
        return False
    request.session[_key(group)] = [[str(one.uid), str(one.ends)] for one in fit]
    for one in fit:
        _one_more_week(request, one, today)
    said = ngettext(
        "“%(title)s” for one more week: %(n)d participant.",
        "“%(title)s” for one more week: %(n)d participants.",
        len(fit),
    )
    messages.success(request, said % {"title": last.title, "n": len(fit)})
    return True


def _undo_for_all(request: Any, group: Group) -> None:
    """Let the homework end again when it ended before."""
    before = dict(request.session.pop(_key(group), []))
    mine = reach(request, Capability.ROSTER, Assignment).filter(group=group)
    for one in mine.filter(uid__in=before).select_related("client__clinic"):
        ends = dt.date.fromisoformat(before[str(one.uid)])
        set_homework_course(assignment=one, status=one.status, ends=ends, by=request.member)
    messages.success(request, _("Undone.") if before else _("There was nothing to undo."))


def _key(group: Group) -> str:
    """Where the sign-in remembers what "same as last week" changed."""
    return f"again-{group.uid}"


def _suits(assignment: Assignment, today: dt.date) -> bool:
    in_care = assignment.client.is_in_care
    return in_care and suits_everyone(assignment.edition_on(today).prescription.gates)


def _one_more_week(request: Any, assignment: Assignment, today: dt.date) -> None:
    set_homework_course(
        assignment=assignment,
        status=AssignmentStatus.ACTIVE,
        ends=assignment.a_week_on(today),
        by=request.member,
    )
