"""What a member sets about the calendar, and what other programs learn of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clients.access import Capability, feed_of, fetch, needs, open_to_all
from clients.actions.calendar import end_feed, renew_feed, set_hours, show_codes
from clients.actions.journal import note_export
from clients.forms.calendar import FeedForm, HoursForm
from clients.icalendar import Event, calendar_text
from clients.models import CANCELLED, Appointment, AppointmentStatus, Member
from config.htmx import answer, leave

from .steps import posted, status_of

PAGE = "clients/calendar_settings.html"
ICS = "text/calendar; charset=utf-8"


@needs(Capability.VIEW, methods=("GET", "POST"))
def calendar_settings(request: Any) -> HttpResponse:
    """When this member works, and the address of the calendar for other programs."""
    me = fetch(request, Member, request.member.uid)
    form = HoursForm(posted(request), hours=me.hours)
    if form.is_valid():
        set_hours(member=me, hours=form.cleaned_data["hours"], by=me)
        messages.success(request, _("Saved."))
        return leave(request, request.path)
    return answer(request, PAGE, _settings(me, form), status=status_of(form))


def _settings(me: Member, form: HoursForm) -> dict[str, Any]:
    feed = FeedForm(initial={"codes": me.feed_codes})
    return {"form": form, "feed": feed, "is_on": bool(me.feed_hash), "section": "sessions"}


@needs(Capability.VIEW, methods=("POST",))
def calendar_feed(request: Any) -> HttpResponse:
    """Make or renew the secret address, change what it says, or switch it off.

    A fresh address stands on the answer to this POST only, and is kept nowhere.
    """
    me = fetch(request, Member, request.member.uid)
    form = FeedForm(request.POST)
    codes = form.is_valid() and form.cleaned_data["codes"]
    act = request.POST.get("act", "")
    if act == "renew":
        token = renew_feed(member=me, codes=codes, by=me)
        link = request.build_absolute_uri(reverse("clients:calendar_ics", args=[token]))
        context = _settings(me, HoursForm(None, hours=me.hours)) | {"link": link}
        return answer(request, PAGE, context)
    if act == "off":
        end_feed(member=me, by=me)
        messages.success(request, _("Switched off. The address is worth nothing any more."))
    elif act == "codes":
        show_codes(member=me, codes=codes, by=me)
        messages.success(request, _("Saved. Other programs show it when they next look."))
    return leave(request, reverse("clients:calendar_settings", args=[me.clinic.uid]))


@open_to_all(
    because="a calendar program holds no sign-in; the secret in the address says whose it is"
)
@require_safe
def calendar_ics(request: Any, token: str) -> HttpResponse:
    """A member's appointments for other programs, in neutral words."""
    found = feed_of(token)
    if found is None:
        raise Http404
    member, rows = found
    events = [
        _event(row, codes=member.feed_codes)
        for row in rows
        if row.status != AppointmentStatus.MOVED
    ]
    return _ics(events)


@needs(Capability.PLAN)
def appointment_ics(request: Any, uid: Any) -> HttpResponse:
    """One appointment as a file for a calendar; without a day, or in quiet mode, there is none."""
    appointment = fetch(request, Appointment, uid)
    back = reverse("clients:appointment_page", args=[appointment.clinic.uid, appointment.uid])
    client = appointment.client
    if appointment.day is None or (client is not None and client.quiet_mode):
        messages.info(request, _("There is nothing to put into a calendar."))
        return leave(request, back)
    note_export(thing=appointment, by=request.member)
    response = _ics([_event(appointment, codes=False)])
    name = slugify(_("Appointment")) or "appointment"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


def _event(row: Appointment, *, codes: bool) -> Event:
    """What other programs learn of an appointment; a group has no code, and its name says much."""
    code = row.client.code if codes and row.client else ""
    starts = row.starts_at or row.day
    assert starts is not None  # only those with a day are asked for
    return Event(
        uid=str(row.uid),
        summary=f"{_('Appointment')} {code}".strip(),
        starts=starts,
        minutes=row.minutes,
        sequence=row.sequence,
        cancelled=row.status in CANCELLED,
    )


def _ics(events: list[Event]) -> HttpResponse:
    text = calendar_text(events, stamp=now(), name=_("Appointments"))
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(text.encode(), content_type=ICS, headers=headers)
