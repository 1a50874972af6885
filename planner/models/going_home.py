"""What can go home from a session: what its running course sends, then its own practices.

A session of no running course has what the library's courses send along with its protocol.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from clients.models import CAME, Client
from clients.prescription import Prescription
from planner.library.practices import PracticeDocument, to_prescription
from planner.safety import Standing
from planner.safety.facts import HomeworkAnswers

from .against import Speaking, speaking_against
from .giving import (
    Recorded,
    Refusing,
    document_of,
    first_form,
    form_for_everyone,
    one_per_code,
    refusing,
)
from .items import Item, ItemVersion, Practice
from .running import CourseStep
from .sessions import Session


@dataclass(frozen=True, kw_only=True)
class HomeItem:
    """A practice that could go home from a session.

    `form` is the one that is given in one click, or None: then `why` says what has to be answered
    or what stands against it. `is_open`: the form of giving can be opened. `against` is what else
    speaks against that form, or cannot be judged.
    """

    document: PracticeDocument
    form: Prescription | None
    why: str = ""
    is_open: bool = True
    against: tuple[Standing, ...] = ()


def home_codes(desk: Session, courses: Iterable[Item], step: CourseStep | None) -> list[str]:
    """The codes of what may go home, in order: those of its step, the plan's practices, its courses'.

    `step` is the session's place in a running course; its frozen copy then stands for `courses`,
    which are those of the library that this member can see, with their texts.
    """
    codes = step.sends_home if step else []
    codes += [block.practice for block in desk.blocks.all() if block.practice]
    if desk.protocol and step is None:
        for course in courses:
            version = course.version_in(desk.language)
            codes += _sent_home(version, desk.protocol.code) if version else []
    return list(dict.fromkeys(codes))


def items_for(
    client: Client, practices: Iterable[Practice], codes: list[str], running: Collection[str] = ()
) -> list[HomeItem]:
    """These practices for one client: the first form that the gates allow, or what stands against.

    Of those that are `running` already none is given in one click.
    """
    documents = _documents(practices, codes, client.language)
    recorded = Recorded.of(client)
    refusal, against = refusing(recorded), speaking_against(recorded)
    items = [_for_client(client, document, refusal, against) for document in documents]
    return _asked_first(items, running)


def items_for_all(
    practices: Iterable[Practice],
    codes: list[str],
    language: str,
    refusal: str | None = None,
    running: Collection[str] = (),
) -> list[HomeItem]:
    """These practices for a group: in a form that suits everybody, judged without looking at anybody.

    `refusal` is what stands against giving anything to all of a couple or family.
    """
    found = []
    for document in _documents(practices, codes, language):
        code = form_for_everyone(document)
        if code is not None and refusal:
            found.append(HomeItem(document=document, form=None, why=refusal, is_open=False))
        elif code is not None:
            found.append(HomeItem(document=document, form=to_prescription(document, code or None)))
    return _asked_first(found, running)


def _asked_first(items: Iterable[HomeItem], running: Collection[str]) -> list[HomeItem]:
    """With those that run already in no single click: whether they are given besides is asked."""
    why = _("Runs already.")
    return [
        replace(one, form=None, why=why) if one.form and one.document.code in running else one
        for one in items
    ]


def present_in(desk: Session, people: Any) -> Any:
    """Of these participants those who came, once that was written down; until then all of them."""
    attended = desk.appointment.attendances.all()
    if not attended.exists():
        return people
    return people.filter(pk__in=attended.filter(state__in=CAME).values("client"))


def _sent_home(version: ItemVersion, protocol: str) -> list[str]:
    """What the course sends home after this protocol."""
    sessions = version.document.get("sessions", ())
    return [code for one in sessions if one["protocol"] == protocol for code in one["home"]]


def _documents(
    practices: Iterable[Practice], codes: list[str], language: str
) -> list[PracticeDocument]:
    """What they say, in this order; what never goes home is left out."""
    known = {one.code: one for one in one_per_code(practices)}
    found = (document_of(known[code], language) for code in codes if code in known)
    return [one for one in found if one is not None and one.may_go_home]


def _for_client(
    client: Client, document: PracticeDocument, refusal: Refusing, against: Speaking
) -> HomeItem:
    answers = HomeworkAnswers(rehearsed=True, place_safe=True)
    best = first_form(document, client)
    codes = dict.fromkeys((best, "", *(one.code for one in document.variants)))
    forms = [to_prescription(document, code or None) for code in codes]
    refusals = [refusal(form, answers) for form in forms]
    allowed = [form for form, why in zip(forms, refusals, strict=True) if why is None]
    if not allowed:
        return HomeItem(document=document, form=None, why=refusals[0] or "", is_open=False)
    if document.gates.exposure_homework:
        why = _("Exposure: three things are asked first.")
        return HomeItem(document=document, form=None, why=why)
    return HomeItem(document=document, form=allowed[0], against=against(allowed[0]).open)
