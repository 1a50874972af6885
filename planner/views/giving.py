"""What giving and changing homework share: the gates, and what the client will see."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from clients.access import lines_to_call
from clients.adapting import on_suds_scale
from clients.agreement import SURE_ENOUGH
from clients.forms.logs import LogForm, UnpleasantForm
from clients.models import Client, Edition, Group, Member
from clients.portal.entries import more_form
from clients.portal.playing import played
from clients.portal.practices import card_calls, reading
from clients.portal.sheets import sheet_form
from clients.portal.words import length, moment
from clients.views.steps import posted
from planner.actions.reasons import keep_reason
from planner.forms.homework import ChangeForm, GiveForm
from planner.forms.smaller import SmallerForm, made_smaller, ways
from planner.models.giving import refusal_of
from planner.models.together import refusal_together
from planner.safety.facts import HomeworkAnswers

type Form = GiveForm | ChangeForm


def refused(form: Form, client: Client, together: Group | None = None) -> bool:
    """Whether a gate stands against it; the reason then stands on the form. The form is valid.

    `together` is the couple or family with which the client got it.
    """
    agreed = form.agreement
    if form.prescription.gates.exposure_homework and form.ask_ticks():
        return True
    answers = HomeworkAnswers(rehearsed=agreed.rehearsed, place_safe=agreed.place_safe)
    refusal = refusal_of(client, form.prescription, answers)
    if refusal is None and together:
        refusal = refusal_together(together)
    if refusal:
        form.add_error(None, refusal)
    return refusal is not None


def unexplained(form: Form) -> bool:
    """Whether a warning stands against it that nobody gave a reason for. The form is valid."""
    if form.against and form.against.warnings and not form.said:
        form.add_error("reason", _("Please give a reason: choose one, or write your own."))
        return True
    return False


def keep_said(form: Form, client: Client, by: Member) -> None:
    """Keep the reason for which it is given in spite of what is open. The form is valid."""
    if form.against and form.against.warnings:
        keep_reason(whom=client, findings=form.against.warnings, reason=form.said, by=by)


def sent[F: (GiveForm, ChangeForm)](request: Any, make: Callable[..., F]) -> tuple[F, str]:
    """The form that `make(data)` gives, and what was done to it where a smaller one was wished."""
    form = make(posted(request))
    wish = SmallerForm(request.POST)
    way = wish.cleaned_data["smaller"] if wish.is_valid() else ""
    if not way:
        return form, ""
    data, said = made_smaller(form, way, request.POST)
    return make(data), said


def asked(form: Form, said: str = "") -> dict[str, Any]:
    """What a page of the form shows besides it: the ways to make it smaller, and what was done."""
    return {
        "form": form,
        "ways": ways(form) if "confidence" in form.fields else [],
        "unsure": " ".join(str(number) for number in range(SURE_ENOUGH)),
        "smaller_said": said,
    }


def preview_of(form: Form, client: Client | None, today: dt.date) -> dict[str, Any]:
    """What the phone will say, with the portal's own words and parts; `client` None: of a group."""
    edition = form.edition
    if client:
        given = on_suds_scale(form.prescription, client.suds_scale)
        edition.prescription_data = given.to_data()
    given = edition.prescription
    suds = client.suds_scale if client and given.gates.exposure_homework else ""
    ends = form.cleaned_data.get("ends")
    is_quiet = client is not None and client.is_quiet
    return (
        reading(edition, client)
        | _pages_after(edition, client)
        | {
            "title": given.plain_title if is_quiet else given.title,
            "text": f"{length(given)} {moment(edition.schedule, ends)}".strip(),
            "log_form": LogForm(
                first=today, last=today, today=today, suds=suds, initial={"entry": uuid.uuid4()}
            ),
            "is_quiet": is_quiet,
        }
    )


def _pages_after(edition: Edition, client: Client | None) -> dict[str, Any]:
    """The player, the log after it and what follows, as forms that are never sent.

    Nothing of what the client shares is read: the forms ask as they do where all may be shared.
    """
    whom = client or Client()
    given = edition.prescription
    sheet = None if whom.is_quiet else given.worksheet
    found: dict[str, Any] = {
        "more": more_form(edition, whom, presence_first=True, shares_notes=True),
        "telling": UnpleasantForm(initial={"rest": "yes"} if given.gates.activating else {}),
        "sheet_form": sheet_form(sheet, shares=True) if sheet else None,
    }
    for name, form in found.items():
        if form is not None:
            form.auto_id = f"seen-{name}-%s"  # apart from the fields of the page around
    contacts = lines_to_call(client) if client else []
    return found | {
        "played": played(given, whom),
        "contacts": contacts,
        "card_calls": card_calls(edition, client, contacts) if client else [],
    }
