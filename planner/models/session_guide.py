"""The facilitator's guide and the participants' agenda of a session. Nothing is written here."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, cast

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from clients.models import Client
from clients.shapes import ShapeError
from planner import safety
from planner.library.documents import PRACTICES
from planner.library.practices import PracticeDocument, Variant
from planner.library.words import VARIANT_LABELS
from planner.plan import Phase, PlannedBlock, total_minutes
from planner.sheets import (
    AgendaLine,
    AgendaSheet,
    GuideBlock,
    GuidePart,
    GuideSheet,
    Paper,
    SessionSheet,
)
from planner.timegrid import module_totals

from .facts import facts_for, judged
from .giving import first_form
from .items import Item, shared_or_of
from .session_paper import grid_of, head_of, printed_findings, session_sheet
from .sessions import Session

GUIDE, AGENDA = "guide", "agenda"
"""What can be printed of a session besides its sheet."""

SAFE_FOR_ALL = ("group", "no_touch", "eyes_open")
"""Forms that are read to a group, the one that fits best first; one that needs no movement before
the last."""

PLAIN = {
    Phase.ARRIVAL: _lazy("Arriving"),
    Phase.AWARENESS: _lazy("Noticing what is here"),
    Phase.EXPOSURE: _lazy("The main part"),
    Phase.REGULATION: _lazy("Steadying"),
    Phase.PROCESSING: _lazy("Talking it over"),
    Phase.GROUNDING: _lazy("Coming back to the room"),
    Phase.COMPASSION: _lazy("Kindness"),
    Phase.REFLECTION: _lazy("Looking back"),
    Phase.CO_CREATION: _lazy("Making something together"),
    Phase.PSYCHOEDUCATION: _lazy("Something to know"),
    Phase.HOMEWORK: _lazy("For the days until next time"),
    Phase.BREAK: _lazy("Break"),
    Phase.CLOSING: _lazy("Closing"),
    Phase.DEBRIEF: _lazy("Talk among those who lead"),
}
"""What participants read instead of a block's title, which may be anybody's words."""


def paper_of(
    desk: Session, kind: str, *, clinician: str = ""
) -> SessionSheet | GuideSheet | AgendaSheet:
    """The paper of a session (`at_desk`) of this kind, with labels in the clinic's language."""
    if kind == AGENDA:
        return agenda_sheet(desk)
    with translation.override(desk.clinic.language):
        facts = facts_for(desk)
        standings = judged(desk, facts).standings
        if kind == GUIDE:
            return guide_sheet(desk, standings, seats=_seats(facts))
        return session_sheet(desk, standings, clinician=clinician)


def _seats(facts: safety.Facts) -> int:
    """The chairs of a group that meets in a room: those who take part and those who lead."""
    if not facts.participants or facts.setting is not safety.Setting.ROOM:
        return 0
    return facts.participants + (facts.leaders or 1)


def guide_sheet(
    session: Session, standings: Iterable[safety.Standing], *, seats: int = 0
) -> GuideSheet:
    """A session for whoever leads it; `session` comes from `at_desk`. Four queries.

    `standings` are how its findings stand; those still open are printed, except what only the care
    team's screen may show. Memory labels stay on the screen too.
    """
    blocks, grid = session.planned_blocks(), grid_of(session)
    practices = _practices(session, blocks, language_of(session))
    return GuideSheet(
        **head_of(session, grid),
        is_group=session.appointment.client is None,
        seats=seats,
        parts=_parts(blocks),
        blocks=tuple(_said_once(_guided(session, slot, practices) for slot in grid.slots)),
        findings=printed_findings(standings, blocks),
    )


def agenda_sheet(session: Session) -> AgendaSheet:
    """Times and plain titles of a session (`at_desk`) for those who take part. Two queries.

    A title is the practice's plain one or a word for the phase, in the participants' language;
    adjoining lines with the same title are one.
    """
    meeting, blocks = session.appointment, session.planned_blocks()
    language = language_of(session)
    grid = grid_of(session)
    practices = _practices(session, blocks, language)
    lines: list[AgendaLine] = []
    with translation.override(language):
        for slot in grid.slots:
            if not slot.block.minutes:
                continue
            title, minutes = _plain(slot.block, practices), slot.block.minutes
            starts = slot.start_text if slot.starts else ""
            if lines and lines[-1].title == title:
                before = lines.pop()
                starts, minutes = before.starts, before.minutes + minutes
            lines.append(AgendaLine(starts=starts, minutes=minutes, title=title))
    return AgendaSheet(
        language=language,
        paper=cast(Paper, session.clinic.paper),
        is_group=meeting.client is None,
        lines=tuple(lines),
    )


def language_of(session: Session) -> str:
    """The language in which a session is held: the client's, or the clinic's for a group."""
    whom = session.appointment.whom
    return str(whom.language if isinstance(whom, Client) else session.clinic.language)


def _practices(
    session: Session, blocks: Iterable[PlannedBlock], language: str
) -> dict[str, PracticeDocument]:
    """What the practices of the blocks say, by code; the clinic's own before the shared."""
    codes = {block.practice for block in blocks} - {""}
    rows = Item.objects.filter(
        shared_or_of(session.clinic), shelf=PRACTICES, code__in=codes, draft_of=None
    )
    found: dict[str, PracticeDocument] = {}
    for item in sorted(rows.with_texts(), key=lambda item: item.is_own):
        version = item.version_in(language)
        try:
            if version is not None:
                found[item.code] = PracticeDocument.kept(version.document)
        except ShapeError:
            continue
    return found


def _parts(blocks: tuple[PlannedBlock, ...]) -> tuple[GuidePart, ...]:
    """Minutes of each module and of what lies around them; () without modules."""
    modules = [
        GuidePart(name=_module(total.module), minutes=total.minutes)
        for total in module_totals(blocks)
    ]
    around = total_minutes(block for block in blocks if not block.module)
    return (*modules, GuidePart(name=_("Around them"), minutes=around)) if modules else ()


def _module(number: int) -> str:
    return _("Module %(n)s") % {"n": number} if number else ""


def _guided(session: Session, slot: Any, practices: Mapping[str, PracticeDocument]) -> GuideBlock:
    """A block with the script of its practice, in the form that is safe for whom it is for."""
    block = slot.block
    document = practices.get(block.practice) if block.phase is not Phase.BREAK else None
    form = _form(session, document) if document else None
    return GuideBlock(
        starts=slot.start_text,
        minutes=block.minutes,
        phase=block.phase.label,
        family=block.family,
        title=block.title,
        practice=_named(document, form, block.title) if document else "",
        leader=block.leader,
        part=_module(block.module),
        optional=block.optional,
        materials=block.things,
        notes=block.notes,
        script=(form or document).script if document else "",
        language=document.language if document else "",
        when_to_stop=document.when_to_stop if document else (),
    )


def _named(document: PracticeDocument, form: Variant | None, title: str) -> str:
    """The practice and its form, where the block's own title does not say it."""
    shape = str(VARIANT_LABELS[form.code]) if form else ""
    return ", ".join(filter(None, (document.title if document.title != title else "", shape)))


def _said_once(blocks: Iterable[GuideBlock]) -> Iterator[GuideBlock]:
    """The blocks, each script in the first that has it; the later ones name that block."""
    first: dict[str, int] = {}
    for number, block in enumerate(blocks, 1):
        if block.script in first:
            yield replace(block, script="", said_in=first[block.script])
            continue
        if block.script:
            first[block.script] = number
        yield block


def _form(session: Session, document: PracticeDocument) -> Variant | None:
    """The form that is said: a group's, or the one that leaves out what is not safe; None: as it stands.

    In a group nobody's flags are asked for: what is safe for all is read to all.
    """
    client = session.appointment.client
    *first, last = SAFE_FOR_ALL
    sitting = (one.code for one in document.variants if "movement_unsafe" in one.lifts)
    wanted = (first_form(document, client),) if client else (*first, *sitting, last)
    forms = {one.code: one for one in document.variants if one.script}
    return next((forms[code] for code in wanted if code in forms), None)


def _plain(block: PlannedBlock, practices: Mapping[str, PracticeDocument]) -> str:
    document = practices.get(block.practice)
    if document and block.phase not in (Phase.BREAK, Phase.HOMEWORK):
        return document.plain_title
    return str(PLAIN[block.phase])
