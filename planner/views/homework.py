"""Giving homework: choose a practice, shape it, see it as the client will, give it."""

import datetime as dt
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.access import Capability, fetch, needs, reach
from clients.actions.homework import assign_homework, assign_to_group
from clients.models import Assignment, Client, Group
from clients.views.groups import naming
from clients.views.steps import posted, status_of
from clients.wording import about_minutes, how_often, step_length
from config.htmx import answer, leave
from planner.actions.bookmarks import note_use
from planner.forms.choosing import ChooseForm
from planner.forms.handouts import ChosenForm
from planner.forms.homework import GiveForm, GroupGiveForm
from planner.library.practices import PracticeDocument
from planner.models import Practice
from planner.models.choosing import choose_among, found_codes
from planner.models.giving import (
    document_of,
    first_form,
    form_for_everyone,
    offers_for,
    one_per_code,
    refusal_of,
    suits_everyone,
)
from planner.safety.facts import HomeworkAnswers

from .choosing import catalogue_of

GIVE = "planner/homework_give.html"
GET_POST = ("GET", "POST")


@needs(Capability.PLAN, methods=GET_POST)
def homework_give(request: Any, uid: UUID) -> HttpResponse:
    """Choose a practice for a client; with `?practice=CODE` shape it and give it."""
    client = fetch(request, Client, uid)
    document = _document(request, client.language)
    if document is None:
        return _choose(request, client)
    form = _form_for(request, client, document)
    if request.method == "POST" and form.is_valid() and not _refused(form, client):
        given = assign_homework(
            client=client,
            prescription=form.prescription,
            schedule=form.schedule,
            by=request.member,
            starts=form.cleaned_data["starts"],
            ends=form.cleaned_data["ends"],
        )
        note_use(code=form.prescription.code, by=request.member)
        messages.success(request, _("“%s” is given as homework.") % form.prescription.title)
        return leave(request, _page_after(given))
    return _shape(request, client, document, form)


def _page_after(given: Assignment) -> str:
    """The client's page; where there is no phone, the week to print with the homework."""
    client = given.client
    if client.is_offered_phone:
        return reverse("clients:client_page", args=[client.clinic.uid, client.uid])
    return reverse("planner:diary_print", args=[client.clinic.uid, given.uid])


@needs(Capability.PLAN, methods=("POST",))
def homework_preview(request: Any, uid: UUID) -> HttpResponse:
    """The form again with what the client will see; nothing is given yet."""
    client = fetch(request, Client, uid)
    document = _document(request, client.language)
    if document is None:
        return leave(request, reverse("planner:homework_give", args=[client.clinic.uid, uid]))
    form = _form_for(request, client, document)
    shown = form.is_valid() and not _refused(form, client)
    return _shape(request, client, document, form, preview=_preview(form) if shown else None)


@needs(Capability.PLAN, methods=GET_POST)
def group_homework_give(request: Any, uid: UUID) -> HttpResponse:
    """The same homework for all participants of a group, in one act."""
    group = fetch(request, Group, uid)
    people = reach(request, Capability.ROSTER, Client).in_care()
    people = people.filter(participations__in=group.participations.on(group.clinic.today()))
    document = _document(request, request.member.clinic.language)
    if document is None:
        return _choose_for_all(request, group)
    form = _group_form(request, people.distinct(), document)
    if request.method == "POST" and form.is_valid() and not _is_for_some_only(form):
        given = assign_to_group(
            group=group,
            clients=form.cleaned_data["participants"],
            prescription=form.prescription,
            schedule=form.schedule,
            by=request.member,
            starts=form.cleaned_data["starts"],
            ends=form.cleaned_data["ends"],
        )
        note_use(code=form.prescription.code, by=request.member)
        said = ngettext("Given to %d participant.", "Given to %d participants.", len(given))
        messages.success(request, said % len(given))
        return leave(
            request, reverse("clients:group_page", args=[request.member.clinic.uid, group.uid])
        )
    context = {"group": group, "document": document, "form": form}
    return answer(request, "planner/group_homework_give.html", context, "form", status_of(form))


def _practices(request: Any, codes: Collection[str]) -> list[Practice]:
    """The practices of these codes that this clinic can use, with their versions."""
    usable = reach(request, Capability.VIEW, Practice).filter(retired_at=None, code__in=codes)
    return list(usable.with_texts())


def _choose(request: Any, client: Client) -> HttpResponse:
    """The practices that may be given to a client; of those that may not, why."""
    finder = ChooseForm(request.GET)
    catalogue = catalogue_of(request, client.language)
    known = _practices(request, found_codes(catalogue, finder.wish))
    offers = {one.document.code: one for one in offers_for(client, known)}
    open_codes = {code for code, one in offers.items() if one.refusal is None}
    refused = choose_among(catalogue, finder.wish, offers.keys() - open_codes)
    context = {
        "client": client,
        "finder": finder,
        "choice": choose_among(catalogue, finder.wish, open_codes),
        "refused": [(card, offers[card.entry.code].refusal) for card in refused.cards],
    }
    return answer(request, "planner/homework_choose.html", context, "found", status_of(finder))


def _choose_for_all(request: Any, group: Group) -> HttpResponse:
    """The practices that have a form for everybody, in the clinic's language."""
    language = request.member.clinic.language
    finder = ChooseForm(request.GET)
    catalogue = catalogue_of(request, language)
    known = one_per_code(_practices(request, found_codes(catalogue, finder.wish)))
    documents = (document_of(practice, language) for practice in known)
    codes = {one.code for one in documents if one and form_for_everyone(one) is not None}
    choice = choose_among(catalogue, finder.wish, codes)
    context = {"group": group, "finder": finder, "choice": choice}
    page = "planner/group_homework_choose.html"
    return answer(request, page, context, "found", status_of(finder))


def _document(request: Any, language: str) -> PracticeDocument | None:
    """The practice that the address names, or None; Http404 for one that this clinic has not."""
    chosen = ChosenForm(request.GET)
    if not chosen.is_valid():
        raise Http404
    code = chosen.cleaned_data["practice"]
    if not code:
        return None
    usable = reach(request, Capability.VIEW, Practice).filter(retired_at=None, code=code)
    practice = usable.own_first().with_texts().first()
    document = document_of(practice, language) if practice else None
    if document is None or document.gates.led_by == "therapist_only":
        raise Http404
    return document


def _form_for(request: Any, client: Client, document: PracticeDocument) -> GiveForm:
    """The form, filled with what fits this client."""
    today = client.today()
    wanted = request.GET.get("variant", "")
    known = {variant.code for variant in document.variants}
    initial = {
        "variant": wanted if wanted in known else first_form(document, client),
        "starts": today,
        "ends": today + dt.timedelta(days=6),
    }
    return GiveForm(posted(request), document=document, initial=initial)


def _group_form(request: Any, people: Any, document: PracticeDocument) -> GroupGiveForm:
    today = request.member.clinic.today()
    initial = {
        "variant": form_for_everyone(document),
        "starts": today,
        "ends": today + dt.timedelta(days=6),
        "participants": [person.uid for person in people],
    }
    return GroupGiveForm(
        posted(request),
        document=document,
        people=people,
        naming=naming(request.member),
        initial=initial,
    )


def _refused(form: GiveForm, client: Client) -> bool:
    """Whether a gate stands against it; the reason then stands on the form."""
    answers = HomeworkAnswers(
        rehearsed=form.cleaned_data.get("rehearsed"),
        place_safe=form.cleaned_data.get("place_safe"),
    )
    refusal = refusal_of(client, form.prescription, answers)
    if refusal:
        form.add_error(None, refusal)
    return refusal is not None


def _is_for_some_only(form: GroupGiveForm) -> bool:
    """Whether this form of the practice is not for everybody.

    Judged without looking at anybody: a refusal for one participant would tell leaders a flag that
    they may not know of.
    """
    if suits_everyone(form.prescription.gates):
        return False
    said = _("This form is not for everybody. Choose one that suits all, or give it one by one.")
    form.add_error("variant" if "variant" in form.fields else None, said)
    return True


def _preview(form: GiveForm) -> dict[str, Any]:
    """What phone and paper will say."""
    given = form.prescription
    return {
        "given": given,
        "steps": [(step, step_length(step)) for step in given.steps],
        "how_long": about_minutes(given.about_minutes),
        "how_often": how_often(form.schedule),
        "when": form.schedule.when,
    }


def _shape(
    request: Any,
    client: Client,
    document: PracticeDocument,
    form: GiveForm,
    preview: dict[str, Any] | None = None,
) -> HttpResponse:
    context = {"client": client, "document": document, "form": form, "preview": preview}
    return answer(request, GIVE, context, "form", status_of(form))
