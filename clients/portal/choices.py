"""What the client shares, offered one thing at a time; each answer can be changed in the settings.

In quiet mode there is no such page: it would tell of people who read.
"""

from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clients.access import note_asked, portal_only
from clients.actions.consents import answer_stream
from clients.models import Client, ConsentKind
from clients.models.streams import OFFERED, Shared, shared_by
from config.htmx import leave as send_on

from . import words

YES, NO = "yes", "no"


@dataclass(frozen=True, kw_only=True)
class Question:
    """How a stream is offered: its name, what yes and no mean, the two answers, what holds until one."""

    title: Promise
    text: Promise
    yes: Promise
    no: Promise
    until: Promise


QUESTIONS: Final[dict[str, Question]] = {
    ConsentKind.DAYS: Question(
        title=_("The days on which you practised"),
        text=_(
            "Shared: the day, whether you did it, a part or not, and what got in the way; never the hour."
            " Not shared: no day is asked about, and no empty day counts. If you report that something"
            " unpleasant came up, that is told all the same."
        ),
        yes=_("Share my days"),
        no=_("Keep my days to myself"),
        until=_("Your days are shared."),
    ),
    ConsentKind.RATINGS: Question(
        title=_("Your ratings"),
        text=_(
            "How hard it was, how much you were there with it, how kind you were to yourself, each with"
            " its day. You can give them for yourself alone."
        ),
        yes=_("Share my ratings"),
        no=_("Keep my ratings to myself"),
        until=_("Your ratings are shared."),
    ),
    ConsentKind.NOTES: Question(
        title=_("Notes"),
        text=_(
            "Every note starts as yours alone. You can let a single one be read. Or nobody reads any,"
            " whatever was chosen before."
        ),
        yes=_("I choose for each note"),
        no=_("Nobody reads my notes"),
        until=_("Each note is yours alone, unless you let it be read."),
    ),
    ConsentKind.WORKSHEETS: Question(
        title=_("Worksheets"),
        text=_(
            "Every sheet starts as yours alone. You can let a single one be read. Or nobody reads any,"
            " whatever was chosen before."
        ),
        yes=_("I choose for each sheet"),
        no=_("Nobody reads my sheets"),
        until=_("Each sheet is yours alone, unless you let it be read."),
    ),
    ConsentKind.CHECKINS: Question(
        title=_("Questions during the day"),
        text=_(
            "Two short questions, at most twice a day for seven days, at moments that you agree together."
            " What you leave out vanishes without a word. Nothing comes before it is agreed."
        ),
        yes=_("I would like to try that"),
        no=_("No questions during the day"),
        until=_("No questions come during the day."),
    ),
    ConsentKind.WEEK_MARKS: Question(
        title=_("The marks of your week"),
        text=_(
            "Under My path you can see the marks of each week in a row. Some like that, some feel watched"
            " by it. Nothing is counted either way."
        ),
        yes=_("Show me the marks"),
        no=_("Without marks"),
        until=_("No marks are shown."),
    ),
}
"""The words of each stream; a change of meaning raises STREAMS_TEXT."""


@portal_only(("GET", "POST"))
def choices(request: Any) -> HttpResponse:
    """The first question that is not answered yet, or with `?one=` a certain one; then the next.

    Whoever decides later is asked again after a week, and not at every PIN.
    """
    client: Client = request.device.client
    if client.is_quiet:
        return send_on(request, reverse("portal:today"))
    named = request.GET.get("one", "")
    if named and named not in QUESTIONS:
        raise Http404
    shared = shared_by(client)
    if request.method == "POST":
        return _answered(request, client, bool(named))
    kind = ConsentKind(named) if named else shared.next_question
    if kind is None:
        return send_on(request, reverse("portal:today"))
    context = {
        "kind": kind,
        "question": QUESTIONS[kind],
        "place": OFFERED.index(kind) + 1,
        "count": len(OFFERED),
        "is_alone": bool(named),
        "shares": kind in shared.on if kind in shared.said else None,
        "until": _until(kind, shared) if kind not in shared.said else [],
        "reading": words.reading(client, client.today()),
    }
    response = render(request, "portal/choices.html", context)
    if not named:
        note_asked(response)
    return response


def _until(kind: ConsentKind, shared: Shared) -> list[Promise]:
    """What holds while this question is left for later, and with it those that would follow."""
    follow = OFFERED[OFFERED.index(kind) :]
    return [QUESTIONS[one].until for one in follow if one not in shared.said]


def _answered(request: Any, client: Client, is_alone: bool) -> HttpResponse:
    """Keep one answer; what is neither yes nor no changes nothing."""
    kind, said = request.POST.get("stream", ""), request.POST.get("answer", "")
    if kind in QUESTIONS and said in (YES, NO):
        answer_stream(client=client, kind=kind, shares=said == YES, by=request.device)
    if is_alone:
        return send_on(request, f"{reverse('portal:settings')}#shared")
    return send_on(request, reverse("portal:choices"))


def page_after_signing_in(client: Client) -> str:
    """Where a phone goes on to after its PIN: what is not answered yet, else today."""
    if not client.is_quiet and shared_by(client).next_question is not None:
        return reverse("portal:choices")
    return reverse("portal:today")


def answers(shared: Shared) -> list[tuple[ConsentKind, Question, bool | None]]:
    """Every stream with the answer, for the settings; None while it is not answered."""
    return [
        (kind, QUESTIONS[kind], kind in shared.on if kind in shared.said else None)
        for kind in OFFERED
    ]
