"""Risk, safety at home, and which ways of reaching are safe."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.access import Capability, fetch, needs
from clients.actions.people import ask_risk, change_client, record_way, review_safety
from clients.forms.people import ReviewForm, RiskForm, WayForm
from clients.forms.plainline import PlainLineForm
from clients.models import Channel, Client, ReviewSubject, safety_now
from config.htmx import answer, leave

from .people import page_of
from .steps import posted, status_of, way_back


@needs(Capability.EDIT, methods=("GET", "POST"))
def risk_ask(request: Any, uid: Any) -> HttpResponse:
    """Record the risk question: what was answered, what was done, the safety plan's date."""
    client = fetch(request, Client, uid)
    form = RiskForm(posted(request), initial={"safety_plan_on": client.safety_plan_on})
    if form.is_valid():
        facts = form.cleaned_data
        ask_risk(client=client, outcome=facts["outcome"], action=facts["action"], by=request.member)
        if facts["safety_plan_on"]:
            changes = {"safety_plan_on": facts["safety_plan_on"]}
            change_client(client=client, changes=changes, by=request.member)
        messages.success(request, _("Recorded: risk was asked today."))
        return leave(request, way_back(request, page_of(client)))
    context = {
        "client": client,
        "form": form,
        "asked": client.risk_questions.select_related("by")[:10],
    }
    return answer(request, "clients/risk_ask.html", context, status=status_of(form))


@needs(Capability.EDIT, methods=("GET", "POST"))
def safety_review(request: Any, uid: Any) -> HttpResponse:
    """Record a review of an open risk or of safety at home; nothing else settles those."""
    client = fetch(request, Client, uid)
    subject = request.GET.get("subject", ReviewSubject.RISK)
    form = ReviewForm(posted(request), initial={"subject": subject})
    if form.is_valid():
        review_safety(client=client, by=request.member, **form.cleaned_data)
        messages.success(request, _("The review is recorded."))
        return leave(request, way_back(request, page_of(client)))
    context = {
        "client": client,
        "form": form,
        "safety": safety_now(client),
        "reviews": client.safety_reviews.select_related("by")[:10],
    }
    return answer(request, "clients/safety_review.html", context, status=status_of(form))


@needs(Capability.EDIT, methods=("GET", "POST"))
def reaching(request: Any, uid: Any) -> HttpResponse:
    """Which ways of reaching the client are safe; each is off until recorded, and asked again."""
    client = fetch(request, Client, uid)
    sent = posted(request)
    line = _line_form(client, sent)
    if line.is_valid():
        changes = {"plain_line": line.cleaned_data["line"]}
        change_client(client=client, changes=changes, by=request.member)
        messages.success(request, _("Recorded: what a message may say."))
        return leave(request, reverse("clients:reaching", args=[client.clinic.uid, client.uid]))
    sent = None if line.is_bound else sent
    form = WayForm(sent, prefix=_prefix(sent)) if sent is not None else None
    if form is not None and form.is_valid():
        record_way(client=client, by=request.member, **form.cleaned_data)
        messages.success(request, _("Recorded, as of today."))
        return leave(request, reverse("clients:reaching", args=[client.clinic.uid, client.uid]))
    context = {"client": client, "ways": _ways(client, form), "line": line}
    status = 422 if line.errors else status_of(form) if form else 200
    return answer(request, "clients/reaching.html", context, status=status)


def _line_form(client: Client, sent: Any) -> PlainLineForm:
    """What a message may say; bound where it was sent rather than a way."""
    is_sent = sent is not None and "which" in sent
    names = client.names_around() if is_sent else ()
    return PlainLineForm(sent if is_sent else None, line=client.plain_line, names=names)


def _prefix(sent: Any) -> str | None:
    """The prefix of the one form that was sent; an unknown one is sent back as a fault."""
    return next((name for name in Channel.values if f"{name}-channel" in sent), None)


def _ways(client: Client, sent: WayForm | None) -> list[dict[str, Any]]:
    """Each channel with what is recorded, whether to ask again, and its form."""
    known = {way.channel: way for way in client.ways.all()}
    today = client.clinic.today()
    rows = []
    for channel in Channel:
        way = known.get(channel)
        form = sent if sent is not None and sent.prefix == channel else None
        rows.append(
            {
                "label": channel.label,
                "way": way,
                "is_stale": way is not None and way.is_stale(today),
                "form": form or WayForm(prefix=channel.value, initial=_recorded(channel, way)),
            }
        )
    return rows


def _recorded(channel: Channel, way: Any) -> dict[str, Any]:
    """What a channel's form starts with."""
    if way is None:
        return {"channel": channel.value}
    return {
        "channel": channel.value,
        "safe": "yes" if way.safe else "no",
        "address": way.address,
        "who_else_sees": way.who_else_sees,
    }
