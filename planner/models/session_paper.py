"""The sheet of a session, composed from its rows. Nothing is written here."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from planner import safety
from planner.plan import Phase, PlannedBlock, materials_of
from planner.safety.exposures import activating_works, exposures
from planner.sheets import SessionSheet, SheetBlock, SheetFinding, SudsGrid
from planner.timegrid import Grid, lay_out

from .facts import session_before, start_of
from .items import ItemVersion
from .sessions import Moment, Session


def session_sheet(
    session: Session, standings: Iterable[safety.Standing], *, clinician: str = ""
) -> SessionSheet:
    """A session's plan for the clipboard; `session` comes from `at_desk`.

    `standings` are how its findings stand; those still open are printed while the session is not
    marked ready, except what only the care team's screen may show.
    """
    blocks, grid = session.planned_blocks(), grid_of(session)
    client = session.appointment.client
    before = session_before(session)
    return SessionSheet(
        **head_of(session, grid),
        clinician=clinician,
        blocks=_sheet_blocks(session, grid.slots),
        grids=tuple(SudsGrid(memory=it.memory, minutes=it.minutes) for it in exposures(blocks)),
        suds_highest=int(client.suds_scale) if client else 100,
        stop_signal=client.stop_signal if client else "",
        individual=client is not None,
        after_exposure=bool(exposures(blocks) or activating_works(blocks)),
        last_note=before.next_note if before else "",
        open_findings=() if session.ready_at else printed_findings(standings, blocks),
    )


def grid_of(session: Session) -> Grid:
    """The session's blocks on the clock."""
    meeting = session.appointment
    return lay_out(session.planned_blocks(), length=meeting.minutes, start=start_of(meeting))


def head_of(session: Session, grid: Grid) -> dict[str, Any]:
    """The fields of SessionHead: what stands at the top of each paper of a session. One query."""
    meeting = session.appointment
    tasks = session.tasks.filter(moment=Moment.BEFORE, done_at=None)
    starts, ends = meeting.starts_at, meeting.ends_at
    return {
        "who": meeting.client.code if meeting.client else meeting.whom.name,
        "clinic": session.clinic.name,
        "language": session.clinic.language,
        "title": session.title or session.get_kind_display(),
        "paper": session.clinic.paper,
        "day": meeting.day,
        "starts": f"{starts:%H:%M}" if starts else "",
        "ends": f"{ends:%H:%M}" if ends else "",
        "minutes": meeting.minutes,
        "spare": grid.spare,
        "place": ", ".join(filter(None, (meeting.get_setting_display(), meeting.room))),
        "ready": (*materials_of(session.planned_blocks()), *tasks.values_list("text", flat=True)),
    }


def _sheet_blocks(session: Session, slots: Iterable[Any]) -> tuple[SheetBlock, ...]:
    """The blocks with their times, and the practice's own title where the block has another."""
    slots = tuple(slots)
    titles = practice_titles(session, {slot.block.practice for slot in slots})
    return tuple(
        SheetBlock(
            starts=slot.start_text,
            minutes=slot.block.minutes,
            phase=slot.block.phase.label,
            family=slot.block.family,
            title=slot.block.title,
            practice=_other_title(slot.block, titles),
            module=_("Module %(n)s") % {"n": slot.block.module} if slot.block.module else "",
            notes=slot.block.notes,
            optional=slot.block.optional,
        )
        for slot in slots
    )


def practice_titles(session: Session, codes: set[str]) -> dict[str, str]:
    """Titles by code: the clinic's own before the shared, its language before others."""
    versions = ItemVersion.objects.current().filter(
        Q(item__clinic=None) | Q(item__clinic=session.clinic), item__code__in=codes - {""}
    )
    ranked = sorted(
        versions.values_list("item__code", "title", "language", "item__clinic"),
        key=lambda row: (row[3] is not None, row[2] == session.clinic.language),
    )
    return {code: title for code, title, _language, _clinic in ranked}


def _other_title(block: PlannedBlock, titles: dict[str, str]) -> str:
    title = titles.get(block.practice, "")
    return "" if title == block.title or block.phase is Phase.BREAK else title


def as_sentence(text: str) -> str:
    """A title with a full stop, unless it ends with a mark of its own."""
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


def printed_findings(
    standings: Iterable[safety.Standing], blocks: Iterable[PlannedBlock]
) -> tuple[SheetFinding, ...]:
    """Open findings as words, gravest first; R18, R18a, R19 and R23 stay on the screen.

    Of several about one block the titles stand together in one line.
    """
    names = {block.uid: block.title or block.phase.label for block in blocks}
    about: dict[str, list[safety.Standing]] = {}
    for place, one in enumerate(standings):
        if one.is_open and not one.finding.screen_only:
            about.setdefault(one.finding.block or str(place), []).append(one)
    return tuple(
        SheetFinding(severity=some[0].severity.label, text=_printed(some, names))
        for some in about.values()
    )


def _printed(about: Sequence[safety.Standing], names: dict[str, str]) -> str:
    """What is said of one thing: in full, or the titles behind the name of the block."""
    first = about[0].finding
    if len(about) == 1:
        return f"{as_sentence(first.title)} {first.text}"
    titles = dict.fromkeys(one.finding.title for one in about)
    return f"{names.get(first.block or '', '')}: {as_sentence(' · '.join(titles))}"
