"""Entries that a phone sealed while it had no network: opened, checked, and answered one by one."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from clients.access import own, portal_only
from clients.actions.devices import note_unsent
from clients.actions.logs import Rating
from clients.actions.sync import Change, receive_change
from clients.forms.sealed import Reading, read_kindly
from clients.models import Assignment, PortalDevice
from clients.mutations import Clock, Mutation, MutationError
from clients.sealing import Envelope, UnreadableError, open_sealed, parsed
from config.errors import error_page

from .practices import scale_of

BYTES_MOST = 512 * 1024
ENTRIES_MOST = 50
"""So much may be sent at once."""

type Answer = dict[str, str]


@dataclass
class Post:
    """What came at once: the phone's request, and the homework that was looked up for it."""

    request: Any
    homework: dict[UUID, Assignment | None] = field(default_factory=dict)

    def assignment(self, uid: UUID) -> Assignment | None:
        """The homework of the phone's own client, or None (also for another client's)."""
        if uid not in self.homework:
            try:
                found = own(self.request, Assignment, uid)
                prefetch_related_objects([found], "editions")
            except Http404:
                found = None
            self.homework[uid] = found
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
    post = Post(request)
    answers = [_answer(post, one) for one in entries]
    there = sent.get("unsent")
    if isinstance(there, int):
        gone = sum(answer["is"] in ("kept", "known") for answer in answers)
        note_unsent(device=request.device, count=there - gone)
    return JsonResponse({"answers": answers})


def _answer(post: Post, data: object) -> Answer:
    """What became of one envelope."""
    uid = data.get("uid") if isinstance(data, dict) else None
    answer = {"uid": uid[:36] if isinstance(uid, str) else "", "is": "unreadable", "why": ""}
    try:
        envelope = Envelope.from_data(data)
        device = _sealed_on(post.request.device, envelope)
        if device is None:
            return answer | {"is": "elsewhere"}
        content = open_sealed(envelope, (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))
    except UnreadableError:
        return answer
    try:
        return answer | _received(post, envelope, device, Mutation.from_data(content))
    except MutationError:
        return answer | _refused(_("This entry could not be read. Please write it down once more."))


def _sealed_on(here: PortalDevice, envelope: Envelope) -> PortalDevice | None:
    """The phone that sealed it, if it speaks for the same client: it stands, or is this one anew."""
    if envelope.device == here.uid:
        return here
    other: PortalDevice | None = here.client.devices.filter(uid=envelope.device).first()
    if other is None or (other.ended_at is not None and other.replaced_by_id is None):
        return None
    return other


def _received(post: Post, envelope: Envelope, device: PortalDevice, said: Mutation) -> Answer:
    """Keep one change; raises MutationError when it says nothing."""
    assignment = post.assignment(said.homework)
    if assignment is None:
        return _refused(_("This entry belongs to a practice that is not yours any more."))
    client = post.request.device.client
    reading = Reading()
    if said.act != "take_back":
        suds = scale_of(assignment.edition_on(client.today()), client)
        reading = read_kindly(said.form, entry=said.entry, scale=client.rating_scale, suds=suds)
        if reading.says_nothing:
            raise MutationError("form", "nothing is said")
    is_new = receive_change(
        change=_change(envelope.uid, said, reading, _clock(said, device), assignment),
        assignment=assignment,
        device=device,
        by=post.request.device,
    )
    return {"is": "kept", "why": reading.remark} if is_new else {"is": "known"}


def _clock(said: Mutation, device: PortalDevice) -> Clock:
    return Clock(at=said.at, since=device.invited_at, now=now())


def _change(
    uid: UUID, said: Mutation, reading: Reading, clock: Clock, assignment: Assignment
) -> Change:
    """What is to be kept. A day outside of what was agreed is kept as it is."""
    zone = assignment.client.zone
    first = min(assignment.starts, assignment.given_at.astimezone(zone).date())
    rating = None
    if reading.rated:
        rating = Rating(**reading.rated, order_shown=reading.order_shown)
    return Change(
        uid=uid,
        entry=said.entry,
        number=said.number,
        written_at=said.at,
        clock_off=clock.is_off,
        day=clock.day(reading.day, first, zone),
        says_day=said.act == "create" or reading.day is not None,
        takes_back=said.act == "take_back",
        facts=reading.facts,
        rating=rating,
        unpleasant=reading.unpleasant,
    )


def _refused(why: str) -> Answer:
    return {"is": "refused", "why": why}
