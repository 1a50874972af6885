"""What the pages of a plan share: the desk with its board, and the ways an edit is answered."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django_htmx.http import reswap, retarget

from clients.access import Capability, ask, reach
from clients.actions.journal import note_opening
from clients.models import Client, Setting
from config.htmx import answer, leave, wants_part
from planner.actions.history import standing_of
from planner.board import Board, lay_board, ordinal
from planner.differing import differs_from
from planner.forms.lesstime import PRESETS as LESS
from planner.forms.lesstime import LessTimeForm
from planner.forms.reasons import PRESETS
from planner.forms.tasks import TaskForm
from planner.forms.video import VideoForm
from planner.models import ExposureRecord, Item, Moment, Session, SessionKind
from planner.models.facts import (
    at_desk,
    facts_for,
    judged,
    past_records,
    session_before,
    start_of,
)
from planner.models.giving import UNSAFE
from planner.models.limits import limits_of
from planner.models.protocols import blocks_of, protocol_version
from planner.plan import PlannedBlock
from planner.timegrid import WingTotals

PAGE = "planner/session.html"


def address(session: Session, name: str = "session_page") -> str:
    """The address of one of a session's own pages."""
    return reverse(f"planner:{name}", args=[session.clinic.uid, session.uid])


def board_of(request: Any, desk: Session, *, may_plan: bool) -> dict[str, Any]:
    """What the board shows, for a session from `at_desk`."""
    appointment: Any = desk.appointment
    facts = facts_for(desk)
    found = judged(desk, facts)
    client = appointment.client
    row: Any = desk
    board = lay_board(
        desk.blocks.all(),
        found.plan,
        length=appointment.minutes,
        start=start_of(appointment),
        standings=found.standings,
        stop_signal=client.stop_signal if client else "",
        unsafe=[one for one in UNSAFE if client and getattr(client, one)],
        module_shortest=limits_of(desk.clinic).module_shortest,
    )
    settled = [(one, found.reason_for(one)) for one in board.shown.settled]
    return {
        "session": desk,
        "appointment": appointment,
        "client": client,
        "group": appointment.group,
        "board": board,
        "settled": settled,
        "wings": _wings(row, board),
        "nth": ordinal(row.earlier + 1),
        "closed": (),
        "begun": appointment.took_place or has_begun(appointment),
        "differs": _differs(request, desk, found.plan),
        "presets": PRESETS,
        "less_time": LessTimeForm(session=desk),
        "less_presets": LESS,
        "video": VideoForm(session=desk) if appointment.setting == Setting.VIDEO else None,
        "zone": desk.clinic.zone,
        "section": "sessions",
    } | _may(row, may_plan=may_plan)


def _may(desk: Any, *, may_plan: bool) -> dict[str, bool]:
    """What this member may do here; the plan of a session that was held is not changed any more."""
    may_edit = may_plan and not desk.appointment.took_place
    can_undo, can_redo = _can_go(desk) if may_edit else (False, False)
    return {
        "may_plan": may_plan,
        "may_edit": may_edit,
        "can_undo": can_undo,
        "can_redo": can_redo,
    }


def _wings(desk: Any, board: Board) -> WingTotals | None:
    """Cool and warm minutes; not in trauma sessions, where they would invite trimming."""
    if desk.kind == SessionKind.TRAUMA or board.has_exposure or not board.wings.total:
        return None
    return board.wings


def _differs(request: Any, desk: Session, plan: tuple[PlannedBlock, ...]) -> tuple[str, ...]:
    """What the plan does otherwise than its protocol; () also where that is not to be seen."""
    if desk.protocol_id is None:
        return ()
    version = protocol_version(desk, reach(request, Capability.VIEW, Item))
    return differs_from(blocks_of(version), plan) if version else ()


def _can_go(desk: Any) -> tuple[bool, bool]:
    """Whether the plan can be undone and redone; a query only after an undo or a redo."""
    if desk.last_act.partition(" ")[0] not in ("undo", "redo"):
        return desk.last_revision > 0, False
    standing = standing_of(desk)
    return bool(standing.done), bool(standing.undone)


def has_begun(appointment: Any) -> bool:
    """Whether the day has come, so that recording comes before planning."""
    return appointment.day is not None and appointment.day <= appointment.clinic.today()


def full_page(request: Any, session: Session, **extra: Any) -> dict[str, Any]:
    """What the whole page of a plan shows: the board and the last session; notes the opening."""
    desk = at_desk(session.pk)
    if isinstance(desk.appointment.whom, Client):
        note_opening(thing=desk.appointment.whom, by=request.member)
    may_plan = bool(ask(request, Capability.PLAN, Session, _this, pk=session.pk))
    context = board_of(request, desk, may_plan=may_plan)
    closed = {request.GET.get("closed", "")}
    last = session_before(desk)
    context |= {"last": last, "ended": _ended(desk, last), "whole": True, "closed": closed}
    return context | tasks_of(desk) | extra


def _this(rows: Any, pk: Any) -> Any:
    """The one session of these, if it is among them."""
    return rows.filter(pk=pk).order_by()


def tasks_of(session: Session) -> dict[str, Any]:
    """The tasks of a session, those before it first, and the form for one more."""
    tasks = sorted(session.tasks.all(), key=lambda task: Moment.values.index(task.moment))
    return {"tasks": tasks, "task_form": TaskForm()}


def _ended(desk: Session, last: Session | None) -> list[ExposureRecord]:
    """What was recorded after the exposures of the last session."""
    client = desk.appointment.client
    if last is None or client is None:
        return []
    return [record for record in past_records(desk, client) if record.session_id == last.pk]


def done(request: Any, desk: Session, *closed: UUID | str, said: str = "") -> HttpResponse:
    """The answer to an edit: the board anew for htmx, otherwise back to the page.

    `closed` names the editors that are finished with (a block's uid, or "new"); others stay open
    with what was typed into them. `said` is a sentence on what was done, shown with Undo.
    """
    if not wants_part(request):
        place = f"#b-{closed[0]}" if closed and isinstance(closed[0], UUID) else ""
        return leave(request, address(desk) + place)
    context = board_of(request, desk, may_plan=True)
    context |= {"closed": {str(key) for key in closed}, "saved": True, "said": said}
    return to_board(answer(request, PAGE, context, part="board"))


def to_board(response: HttpResponse) -> HttpResponse:
    """Let htmx put this answer into the board, whatever asked for it."""
    return reswap(retarget(response, "#board"), "innerHTML")


def refused(request: Any, session: Session, status: int, **extra: Any) -> HttpResponse:
    """The page as it is now with a notice (`refusal`), 409 or 422."""
    if not wants_part(request):
        context = full_page(request, session, **extra)
        return answer(request, PAGE, context, status=status)
    context = board_of(request, at_desk(session.pk), may_plan=True) | extra
    return to_board(answer(request, PAGE, context, part="board", status=status))
