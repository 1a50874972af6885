"""What may be given to a client: the library's practices held against the facts that are known."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from clients.adapting import as_last_worded, left_out_of
from clients.models import Assignment, Client, ReviewSubject, open_risk
from clients.models.streams import shared_by
from clients.prescription import Gates, Prescription
from clients.shapes import ShapeError
from planner.library.practices import PracticeDocument, to_prescription
from planner.safety.facts import NEVER, Facts, HomeSafety, HomeworkAnswers, Limits
from planner.safety.homework import may_be_given

from .items import ItemVersion, Practice, shared_or_of
from .limits import limits_of
from .past import done_together
from .together import refusal_of_all

UNSAFE = ("touch_unsafe", "breath_unsafe", "movement_unsafe")
"""What a practice may ask of the body that is not safe for everybody; some forms do without it."""

SHEETS_READ = 20
"""So many of the shared sheets are looked through for a ladder, newest first."""


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A practice as it could be given to this client, with why not where it cannot."""

    practice: Practice
    document: PracticeDocument
    refusal: str | None


def document_of(practice: Practice, language: str) -> PracticeDocument | None:
    """What the practice says in this language (else English), or None where it has no version."""
    version = practice.version_in(language)
    return PracticeDocument.from_data(version.document) if version else None


def one_per_code(practices: Iterable[Practice]) -> list[Practice]:
    """The practices in order of their codes; a clinic's own stands for the shared one of its code."""
    found = {one.code: one for one in sorted(practices, key=lambda one: one.clinic_id is not None)}
    return [found[code] for code in sorted(found)]


def facts_of(client: Client) -> Facts:
    """What is known of this client that gates look at. Three queries at most."""
    review = client.safety_reviews.filter(subject=ReviewSubject.HOME).first()
    risk = open_risk(client)
    flags: dict[str, Any] = client.known_flags
    return Facts(
        as_of=client.clinic.now(),
        risk_open=risk.asked_at if risk else NEVER,
        risk_reviewed=NEVER,
        home=HomeSafety(client.home),
        home_reviewed=review.reviewed_at if review else NEVER,
        **flags,
    )


def delivered_codes(client: Client) -> set[str]:
    """The practices that this client has done in a session, alone or in a group."""
    done = done_together(client).exclude(practice="")
    return set(done.values_list("practice", flat=True))


def offers_for(client: Client, practices: Iterable[Practice]) -> list[Offer]:
    """Every practice that has a text, in the order of the library, with what stands against it."""
    facts, delivered = facts_of(client), delivered_codes(client)
    limits = limits_of(client.clinic)
    found = []
    for practice in one_per_code(practices):
        document = document_of(practice, client.language)
        if document is None:
            continue
        answers = HomeworkAnswers(
            delivered_before=document.code in delivered,
            card=True,
            rehearsed=True,
            place_safe=True,
        )
        refusal = _refusal_of_all_forms(document, facts, answers, limits)
        found.append(Offer(practice=practice, document=document, refusal=refusal))
    return found


def _refusal_of_all_forms(
    document: PracticeDocument, facts: Facts, answers: HomeworkAnswers, limits: Limits
) -> str | None:
    """What stands against the practice as it is, unless one of its forms lifts it."""
    refusal = may_be_given(document.gates, facts, answers, limits=limits)
    for variant in document.variants:
        if refusal is None:
            break
        if variant.lifts:
            gates = to_prescription(document, variant.code).gates
            refusal = may_be_given(gates, facts, answers, limits=limits)
    return refusal


type Refusing = Callable[[Prescription, HomeworkAnswers], str | None]


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """What the rules of homework look at, read once for one client."""

    client: Client
    facts: Facts
    delivered: frozenset[str]
    limits: Limits

    @classmethod
    def of(cls, client: Client) -> "Recorded":
        """Four queries at most."""
        return cls(
            client=client,
            facts=facts_of(client),
            delivered=frozenset(delivered_codes(client)),
            limits=limits_of(client.clinic),
        )

    def answers(self, form: Prescription, said: HomeworkAnswers) -> HomeworkAnswers:
        """What was said of R14, with what is known unasked: the card, and what was done together."""
        return HomeworkAnswers(
            card=form.stay_or_stop is not None,
            rehearsed=said.rehearsed,
            place_safe=said.place_safe,
            delivered_before=form.code in self.delivered,
        )

    def refusal(self, gates: Gates, answers: HomeworkAnswers) -> str | None:
        """Why what has these gates cannot go home now, by the clinic's limits, in one sentence, or None."""
        return may_be_given(gates, self.facts, answers, limits=self.limits)


def refusing(recorded: Recorded) -> Refusing:
    """What stands against one form, by what is recorded of a client.

    That is why this very form cannot be given to this client now, in one sentence, or None.
    """
    if not recorded.client.is_in_care:
        return lambda _form, _answers: _("The work with this client has ended.")

    def refusal(form: Prescription, said: HomeworkAnswers) -> str | None:
        return recorded.refusal(form.gates, recorded.answers(form, said))

    return refusal


def refusal_of(client: Client, prescription: Prescription, answers: HomeworkAnswers) -> str | None:
    """Why this very form cannot be given to this client now, in one sentence, or None."""
    return refusing(Recorded.of(client))(prescription, answers)


def goes_on_refusal(assignment: Assignment, today: dt.date) -> str | None:
    """Why homework that was given cannot go on now, in one sentence, or None.

    R14's demands were met when it was given; everything else is judged anew.
    """
    edition = assignment.edition_on(today)
    answers = HomeworkAnswers(rehearsed=True, place_safe=True)
    refusal = refusal_of(assignment.client, edition.prescription, answers)
    return refusal or refusal_of_all(assignment)


def whole_of(assignment: Assignment) -> Prescription:
    """All the steps that this homework can have, each as it was last given.

    They are those of the practice in the version and form that was given, where the library still
    knows it, else those of the first edition. Two queries.
    """
    editions = [one.prescription for one in assignment.editions.all()]
    written = _as_written(assignment, editions[-1])
    knows_more = written is not None and left_out_of(written, editions[-1])
    return as_last_worded(written if written and knows_more else editions[0], editions)


def _as_written(assignment: Assignment, given: Prescription) -> Prescription | None:
    """The practice as it stood in the library when it was given, in the same form, or None."""
    version = (
        ItemVersion.objects.filter(
            item__in=Practice.objects.filter(shared_or_of(assignment.clinic), code=given.code),
            language=given.language,
            content_hash__startswith=given.version,
        )
        .order_by("pk")
        .first()
    )
    try:
        document = PracticeDocument.from_data(version.document) if version else None
        return to_prescription(document, given.variant or None) if document else None
    except (ShapeError, KeyError):  # written in another format, or without this form
        return None


def rungs_of(client: Client) -> list[str]:
    """The rungs of a ladder that the client shared: what stands in a table's column "rung"."""
    if not shared_by(client).worksheets:
        return []
    for sheet in client.sheets.shared_with_the_team()[:SHEETS_READ]:
        rows = [row for rows in sheet.answers.values() if isinstance(rows, list) for row in rows]
        rungs = [str(row["rung"]) for row in rows if isinstance(row, dict) and row.get("rung")]
        if rungs:
            return list(dict.fromkeys(rungs))
    return []


def first_form(document: PracticeDocument, client: Client) -> str:
    """The form that is offered first: the one that leaves out what is not safe for this client.

    That is the one that lifts most of what stands against the practice as it is.
    """
    unsafe = {one for one in UNSAFE if getattr(client, one)} & set(document.gates.leave_out_when)
    lifted = {one.code: len(unsafe & set(one.lifts)) for one in document.variants}
    best = max(lifted, key=lambda code: lifted[code], default="")
    return best if lifted.get(best) else gentlest_form(lifted, client)


def gentlest_form(codes: Collection[str], client: Client) -> str:
    """Of these forms the one that leaves out what is not safe for this client, or none ("")."""
    if client.touch_unsafe and "no_touch" in codes:
        return "no_touch"
    if (client.trauma or client.dissociation) and "eyes_open" in codes:
        return "eyes_open"
    return ""


def suits_everyone(gates: Gates) -> bool:
    """Whether a form may be given without knowing anything of a person."""
    return gates.led_by == "self" and not gates.leave_out_when and not gates.exposure_homework


def form_for_everyone(document: PracticeDocument) -> str | None:
    """The first form of a practice that suits everybody ("" as it stands), or None."""
    for code in ("", *(variant.code for variant in document.variants)):
        if suits_everyone(to_prescription(document, code or None).gates):
            return code
    return None
