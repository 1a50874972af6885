"""A running course as its page shows it: its sessions in order, how each stands, how far it came."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from planner.laying import Progress, State, in_order, progress_of
from planner.pages import Named
from planner.pages.named import in_order as named_in_order

from .crossing import named_item
from .items import ItemQuerySet
from .running import CourseRun, CourseStep
from .sessions import Session


@dataclass(frozen=True, kw_only=True)
class CourseLine:
    """One session of a running course. `mark` is held, planned, open or off; `said` its state in words.

    `was` is the day it was first laid on, where that is another; `home` what is practised after it.
    """

    step: CourseStep
    plan: Session | None
    title: str
    theme: str
    mark: str
    said: str
    was: dt.date | None
    home: tuple[Named, ...]
    home_text: str
    can_change: bool
    can_lay_again: bool
    goes_home: bool


@dataclass(frozen=True, kw_only=True)
class CourseStanding:
    """All of a running course; `alone` are catch-up sessions with single participants."""

    run: CourseRun
    lines: tuple[CourseLine, ...]
    alone: tuple[CourseLine, ...]
    progress: Progress


def progress_in(run: CourseRun, steps: Iterable[CourseStep], today: dt.date) -> Progress:
    """How far a course has come; what was with one participant alone does not count."""
    own = [step for step in steps if step.is_of_its_run]
    left_out = {step.number for step in own if step.left_out}
    return progress_of(
        [step.laid() for step in own],
        left_out,
        total=run.total,
        today=today,
        ended_on=run.ended_on,
    )


def standing_of(
    run: CourseRun, steps: Sequence[CourseStep], named: Mapping[str, Named], today: dt.date
) -> CourseStanding:
    """The course with these of its steps (`with_plans`) that the reader may see."""
    for step in steps:
        step.run = run
    own = {str(step.uid): step for step in steps if step.is_of_its_run}
    live = {step.number for step in own.values() if not step.extra and step.state is not State.OFF}
    ordered = [own[one.key] for one in in_order(step.laid() for step in own.values())]
    alone = sorted(
        (step for step in steps if not step.is_of_its_run),
        key=lambda step: (step.appointment.day or dt.date.max, step.pk),
    )
    return CourseStanding(
        run=run,
        lines=tuple(_line(step, named, live, today) for step in ordered),
        alone=tuple(_line(step, named, live, today) for step in alone),
        progress=progress_in(run, steps, today),
    )


def named_at_home(items: ItemQuerySet, run: CourseRun, language: str) -> dict[str, Named]:
    """What a course sends home, by code, as far as the library still has it. Two queries."""
    codes = {code for one in run.said.sessions for code in one.home}
    found = {}
    for row in items.filter(code__in=codes).with_texts():
        version = row.version_in(language)
        if version is not None:
            found[row.code] = named_item(row, version)
    return found


def _line(
    step: CourseStep, named: Mapping[str, Named], live: set[int], today: dt.date
) -> CourseLine:
    session = step.run.said.sessions[step.number - 1]
    day, state = step.appointment.day, step.state
    goes_on = step.run.ended_on is None
    own = step.is_of_its_run
    return CourseLine(
        step=step,
        plan=getattr(step.appointment, "session", None),
        title=session.title,
        theme=session.theme,
        mark=_mark(step, today),
        said=_said(step, today),
        was=step.laid_on if state is State.OPEN and day and day != step.laid_on else None,
        home=named_in_order(session.home, named),
        home_text=session.home_text,
        can_change=own and goes_on and state is State.OPEN,
        can_lay_again=own
        and goes_on
        and state is State.OFF
        and not step.extra
        and step.number not in live,
        goes_home=state is State.HELD or (state is State.OPEN and day is not None and day <= today),
    )


def _mark(step: CourseStep, today: dt.date) -> str:
    if step.state is not State.OPEN:
        return str(step.state)
    day = step.appointment.day
    return "planned" if day and day >= today else "open"


def _said(step: CourseStep, today: dt.date) -> str:
    """The state in words."""
    if step.left_out and step.state is State.OFF:
        return _("Left out")
    if step.state is not State.OPEN:
        return str(step.appointment.get_status_display())
    day = step.appointment.day
    if day is None:
        return _("Its day is open")
    return _("To be recorded") if day < today else _("Planned")
