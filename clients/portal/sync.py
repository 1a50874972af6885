"""Entries that a phone sealed while it had no network: opened, checked, and answered one by one."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from clients.access import own, portal_only
from clients.actions.logs import amend_log, record_log, take_back_log
from clients.forms.logs import LogForm
from clients.models import Assignment
from clients.sealing import Envelope, UnreadableError, open_sealed, parsed
from config.errors import error_page

BYTES_MOST = 512 * 1024
ENTRIES_MOST = 50
"""So much may be sent at once."""


@portal_only(("POST",), by_itself=True)
def sync(request: Any) -> HttpResponse:
    """What became of each envelope, in the order sent."""
    if len(request.body) > BYTES_MOST:
        return error_page(413)
    try:
        sent = parsed(request.body)
    except ValueError:
        return error_page(400)
    entries = sent.get("entries") if isinstance(sent, dict) else None
    if not isinstance(entries, list) or len(entries) > ENTRIES_MOST:
        return error_page(400)
    return JsonResponse({"answers": [_answer(request, one) for one in entries]})


def _answer(request: Any, data: object) -> dict[str, str]:
    uid = data.get("uid") if isinstance(data, dict) else None
    answer = {"uid": uid if isinstance(uid, str) else "", "is": "unreadable", "why": ""}
    try:
        envelope = Envelope.from_data(data)
        if envelope.device != request.device.uid:
            return answer | {"is": "elsewhere"}
        content: Any = open_sealed(envelope, (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))
    except UnreadableError:
        return answer
    return answer | _kept(request, content)


def _kept(request: Any, content: Any) -> dict[str, str]:
    client = request.device.client
    try:
        assignment = own(request, Assignment, content["homework"])
    except Http404:
        return {"is": "refused", "why": _("This practice is not yours.")}
    known = client.logs.filter(entry_uid=content["entry"]).first()
    if content["act"] == "take_back":
        if known is not None:
            take_back_log(log=known, by=request.device)
        return {"is": "kept"}
    form = LogForm(
        {"state": "part"} | content["form"] | {"entry": content["entry"]},
        first=assignment.starts,
        last=client.today(),
        today=client.today(),
    )
    if not form.is_valid():
        return {"is": "refused", "why": _("This could not be read.")}
    found = form.cleaned_data
    if known is None:
        known = record_log(
            uid=found["entry"],
            assignment=assignment,
            state=found["state"],
            day=found["day"],
            by=request.device,
            **form.facts,
        )
    if content["act"] == "edit":
        amend_log(log=known, changes={"note": content["form"].get("note", "")}, by=request.device)
    return {"is": "kept"}
