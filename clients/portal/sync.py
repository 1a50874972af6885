"""Entries that a phone sealed while it had no network: opened, checked, and answered one by one."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from clients.access import own_homework, portal_only
from clients.actions.devices import note_unsent
from clients.actions.logs import Rating
from clients.actions.sync import Change, SheetChange, receive_changes
from clients.forms.sealed import Reading, read_kindly, read_sheet, read_unpleasant
from clients.models import Assignment, Client, PortalDevice
from clients.models.streams import shared_by
from clients.mutations import SHEET, SHEET_BACK, Clock, Mutation, MutationError, ahead, moment
from clients.sealing import Envelope, UnreadableError, open_sealed, parsed
from config.errors import error_page

from .sheets import edition_meant

BYTES_MOST = 512 * 1024
ENTRIES_MOST = 50
"""So much may be sent at once."""

type Answer = dict[str, str]
type Read = Answer | tuple[Change | SheetChange, str]
"""What one envelope came to: an answer already, or a change and what to say when it is kept."""


@dataclass
class Post:
    """What came at once: the phone's request, how far its clock is ahead, and homework looked up for it."""

    request: Any
    ahead: dt.timedelta = field(default_factory=dt.timedelta)
    homework: dict[UUID, Assignment | None] = field(default_factory=dict)

    def assignment(self, uid: UUID) -> Assignment | None:
        """The homework of the phone's own client, or None (also for another client's)."""
        if uid not in self.homework:
            try:
                self.homework[uid] = own_homework(self.request, uid)
            except Http404:
                self.homework[uid] = None
        return self.homework[uid]


@portal_only(("POST",), by_itself=True)
def sync(request: Any) -> HttpResponse:
    """What became of each envelope, in the order sent; nothing that was kept is read back.

    kept or known (it came before): the phone may let it go. refused: it says why, and fits nothing.
    elsewhere: another client's, or of a phone that was ended. unreadable: no key opens it.
    """
    if len(request.body) > BYTES_MOST:
        return error_page(413)
    try:
        sent: Any = parsed(request.body)
    except ValueError:
        return error_page(400)
    entries = sent.get("entries") if isinstance(sent, dict) else None
    if not isinstance(entries, list) or len(entries) > ENTRIES_MOST:
        return error_page(400)
    post = Post(request, ahead(moment(sent.get("now")), now()))
    answers = _answers(post, entries)
    there = sent.get("unsent")
    if isinstance(there, int):
        gone = sum(answer["is"] in ("kept", "known") for answer in answers)
        note_unsent(device=request.device, count=there - gone)
    return JsonResponse({"answers": answers})


def _answers(post: Post, entries: list[object]) -> list[Answer]:
    """What became of each: all are read first, then all are kept at once."""
    read = [_read(post, one) for one in entries]
    changes = [one[0] for one in read if isinstance(one, tuple)]
    device = post.request.device
    new = iter(receive_changes(client=device.client, changes=changes, by=device) if changes else ())
    return [
        {"uid": _name(data)} | (_kept(next(new), one[1]) if isinstance(one, tuple) else one)
        for data, one in zip(entries, read, strict=True)
    ]


def _kept(is_new: bool, remark: str) -> Answer:
    return {"is": "kept", "why": remark} if is_new else {"is": "known", "why": ""}


def _name(data: object) -> str:
    """The uid as it was sent, for the phone to know which one is meant."""
    uid = data.get("uid") if isinstance(data, dict) else None
    return uid[:36] if isinstance(uid, str) else ""


def _read(post: Post, data: object) -> Read:
    """Open one envelope."""
    try:
        envelope = Envelope.from_data(data)
        device = _sealed_on(post.request.device, envelope)
        if device is None:
            return {"is": "elsewhere", "why": ""}
        content = open_sealed(envelope, (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))
    except UnreadableError:
        return {"is": "unreadable", "why": ""}
    try:
        return _change(post, envelope.uid, device, Mutation.from_data(content))
    except MutationError:
        return _refused(_("This entry could not be read. Please write it down once more."))


def _sealed_on(here: PortalDevice, envelope: Envelope) -> PortalDevice | None:
    """The phone that sealed it, if it speaks for the same client: it stands, or is this one anew."""
    if envelope.device == here.uid:
        return here
    other: PortalDevice | None = here.client.devices.filter(uid=envelope.device).first()
    if other is None or (other.ended_at is not None and other.replaced_by_id is None):
        return None
    return other


def _change(post: Post, uid: UUID, device: PortalDevice, said: Mutation) -> Read:
    """What is to be kept; raises MutationError when it says nothing."""
    assignment = post.assignment(said.homework)
    if assignment is None:
        return _refused(_("This entry belongs to a practice that is not yours any more."))
    at = said.at and said.at - post.ahead
    clock = Clock(at=at, since=device.invited_at, now=now())
    common: dict[str, Any] = {
        "uid": uid,
        "device": device,
        "assignment": assignment,
        "entry": said.entry,
        "number": said.number,
        "written_at": at,
        "clock_off": clock.is_off,
    }
    if said.act in (SHEET, SHEET_BACK):
        return _sheet(post.request.device.client, assignment, said, clock, common)
    reading = _reading(post.request.device.client, assignment, said)
    if reading.refusal:
        return _refused(reading.refusal)
    day = _day(reading.day, clock, assignment)
    reading.is_moved = _is_moved(reading.day, day, clock)
    change = Change(
        **common,
        day=day,
        says_day=said.act == "create" or reading.day is not None,
        takes_back=said.act == "take_back",
        facts=reading.facts,
        rating=_rating(reading),
        unpleasant=reading.unpleasant,
        told=reading.told,
    )
    return change, reading.remark


def _sheet(
    client: Client, assignment: Assignment, said: Mutation, clock: Clock, common: dict[str, Any]
) -> Read:
    """A worksheet, read by the questions that it was filled in under, whatever holds since."""
    day = _day(None, clock, assignment)
    sheet = client.sheets.filter(entry_uid=said.entry).select_related("edition").first()
    if sheet is None:
        edition = edition_meant(assignment, "".join(said.form.get("edition", ())), day)
    else:
        edition = sheet.edition if sheet.assignment_id == assignment.pk else None
    worksheet = edition.prescription.worksheet if edition else None
    if edition is None or worksheet is None:
        return _refused(_("This sheet belongs to a practice that does not ask for it any more."))
    if said.act == SHEET_BACK:
        return SheetChange(**common, day=day, edition=edition, takes_back=True), ""
    may_share = shared_by(client).worksheets
    reading = read_sheet(said.form, worksheet=worksheet, may_share=may_share)
    change = SheetChange(
        **common,
        day=day,
        edition=edition,
        answers=reading.answers,
        is_finished=reading.is_finished,
        is_shared=reading.is_shared,
    )
    return change, reading.remark


def _reading(client: Client, assignment: Assignment, said: Mutation) -> Reading:
    """What the page's form says; raises MutationError when that is nothing."""
    if said.act == "take_back":
        return Reading()
    edition = assignment.edition_on(client.today())
    if said.act == "unpleasant":
        activating = edition.prescription.gates.activating
        return read_unpleasant(said.form, activating=activating, whole=said.whole)
    scales = {"scale": client.rating_scale, "suds": edition.suds_scale(client)}
    form = _unshared(client, said.form)
    reading = read_kindly(form, entry=said.entry, whole=said.whole, **scales)
    if reading.says_nothing and not reading.left_out:
        raise MutationError("form", "nothing is said")
    return reading


def _unshared(client: Client, form: dict[str, list[str]]) -> dict[str, list[str]]:
    """The form, with the note private where no notes are shared any more."""
    if "readers" not in form or shared_by(client).notes:
        return form
    return form | {"readers": ["me"]}


def _day(chosen: dt.date | None, clock: Clock, assignment: Assignment) -> dt.date:
    """The day that is meant, also one outside of what was agreed, but none before it was given."""
    zone = assignment.client.zone
    first = min(assignment.starts, assignment.given_at.astimezone(zone).date())
    return clock.day(chosen, first, zone)


def _is_moved(chosen: dt.date | None, day: dt.date, clock: Clock) -> bool:
    """Whether the chosen day could not be kept. A wrong clock is marked elsewhere; tomorrow may be the
    phone's own today, further east."""
    if chosen is None or clock.is_off:
        return False
    return not dt.timedelta(0) <= chosen - day <= dt.timedelta(1)


def _rating(reading: Reading) -> Rating | None:
    rated = reading.rated
    if rated is None:
        return None
    return Rating(
        presence=rated["presence"],
        kindness=rated["kindness"],
        order_shown=reading.order_shown,
        scale=reading.scale,
    )


def _refused(why: str) -> Answer:
    return {"is": "refused", "why": why}
