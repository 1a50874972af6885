"""Adding a whole caseload: pasted or as CSV, looked at first, kept only when it was confirmed."""

from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import ngettext

from clients.access import Capability, fetch, needs
from clients.actions.caseload import import_caseload, preview_caseload
from clients.caseload import MOST_LINES, Line, unread_columns
from clients.forms.people import CaseloadForm
from clients.models import Clinic
from config.htmx import answer, leave

from .steps import attempt, posted


@needs(Capability.PLAN, methods=("GET", "POST"))
def client_import(request: Any) -> HttpResponse:
    """Paste, look, confirm. Only the very text that was looked at can be confirmed."""
    clinic = fetch(request, Clinic, request.member.clinic.uid)
    form = CaseloadForm(posted(request), request.FILES or None)
    lines: tuple[Line, ...] = ()
    text = ""
    if form.is_bound and form.is_valid():
        text = form.cleaned_data["text"]
        lines = preview_caseload(clinic=clinic, text=text)
        is_seen = request.POST.get("seen") == _mark(text)
        if (
            is_seen
            and _can_be_added(lines)
            and attempt(form, import_caseload, clinic=clinic, lines=lines, by=request.member)
        ):
            said = ngettext("%(n)s client added.", "%(n)s clients added.", len(lines))
            messages.success(request, said % {"n": len(lines)})
            return leave(request, reverse("clients:client_list", args=[clinic.uid]))
    faulty = bool(lines) and not _can_be_added(lines)
    context = {
        "form": form,
        "typed": text or request.POST.get("text", ""),
        "lines": lines[:MOST_LINES],
        "unread": unread_columns(text),
        "too_many": len(lines) if len(lines) > MOST_LINES else 0,
        "faults": sum(bool(line.fault) for line in lines),
        "can_add": bool(lines) and not faulty and not form.errors,
        "seen": _mark(text),
        "section": "clients",
    }
    status = 422 if form.is_bound and (form.errors or faulty) else 200
    return answer(request, "clients/client_import.html", context, status=status)


def _can_be_added(lines: tuple[Line, ...]) -> bool:
    return 0 < len(lines) <= MOST_LINES and not any(line.fault for line in lines)


def _mark(text: str) -> str:
    """What tells one text from another, however a browser ends its lines."""
    return sha256("\n".join(text.splitlines()).strip().encode(errors="replace")).hexdigest()
