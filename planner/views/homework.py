"""Giving homework: choose a practice, shape it, see it as the client will, give it."""

import datetime as dt
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.access import Capability, fetch, needs, reach
from clients.actions.homework import assign_homework, assign_to_group
from clients.models import Assignment, Client, Group
from clients.prescription import Gates
from clients.views.groups import naming
from clients.views.steps import posted, status_of
from config.htmx import answer, leave
from planner.actions.bookmarks import note_use
from planner.forms.choosing import ChooseForm
from planner.forms.handouts import ChosenForm
from planner.forms.homework import GiveForm, GroupGiveForm
from planner.library.practices import PracticeDocument, to_prescription
from planner.models import Practice, Session
from planner.models.against import speaking_against
from planner.models.choosing import choose_among, found_codes
from planner.models.giving import (
    Recorded,
    document_of,
    first_form,
    form_for_everyone,
    offers_for,
    one_per_code,
    rungs_of,
    suits_everyone,
)
from planner.models.together import refusal_together

from .choosing import catalogue_of
from .desk import address
from .giving import Form, asked, keep_said, preview_of, refused, sent, unexplained
from .homework_twice import is_there_already, running_codes, running_of, undo_of

GIVE = "planner/homework_give.html"
GET_POST = ("GET", "POST")


@needs(Capability.PLAN, methods=GET_POST)
def homework_give(request: Any, uid: UUID) -> HttpResponse:
    """Choose a practice for a client; with `?practice=CODE` shape it and give it."""
    client = fetch(request, Client, uid)
    document = document_named(request, client.language)
    if document is None:
        return _choose(request, client)
    form = form_for(request, client, document, posted(request))
    if request.method == "POST" and form.is_valid() and not _held_up(form, client):
        session = _session(request, client)
        if is_there_already(request, form, client):
            return leave(request, _page_after(client, session))
        keep_said(form, client, request.member)
        given = assign_homework(
            client=client,
            prescription=form.prescription,
            schedule=form.schedule,
            agreement=form.agreement,
            by=request.member,
            starts=form.cleaned_data["starts"],
            ends=form.cleaned_data["ends"],
            appointment=session.appointment if session else None,
            uid=form.cleaned_data["uid"],
        )
        note_use(code=form.prescription.code, by=request.member)
        said = _("“%s” is given as homework.") % form.prescription.title
        if not client.is_offered_phone:
            on_paper = _("This client gets paper: print the week here, the sheet under “Hand out”.")
            said = f"{said} {on_paper}"
        messages.success(request, said, extra_tags=undo_of(request, client, [given]))
        return leave(request, _page_after(client, session, given))
    return shape(request, client, document, form)


def _held_up(form: GiveForm, client: Client) -> bool:
    """Whether something stands against giving it as it was sent; it is then said on the form."""
    return refused(form, client) or unexplained(form) or form.is_doubled([client])


def _page_after(client: Client, session: Session | None, given: Assignment | None = None) -> str:
    """The session's homework or the client's page; without a phone, the week to print with it."""
    if given and not client.is_offered_phone:
        return reverse("planner:diary_print", args=[client.clinic.uid, given.uid])
    if session:
        return address(session, "session_homework")
    return reverse("clients:client_page", args=[client.clinic.uid, client.uid])


@needs(Capability.PLAN, methods=("POST",))
def homework_preview(request: Any, uid: UUID) -> HttpResponse:
    """The form again, perhaps made smaller, with what the client will see; nothing is given yet."""
    client = fetch(request, Client, uid)
    document = document_named(request, client.language)
    if document is None:
        return leave(request, reverse("planner:homework_give", args=[client.clinic.uid, uid]))
    form, said = sent(request, lambda data: form_for(request, client, document, data))
    shown = form.is_valid() and not refused(form, client)
    preview = preview_of(form, client, client.today()) if shown else None
    return shape(request, client, document, form, preview=preview, said=said)


@needs(Capability.PLAN, methods=GET_POST)
def group_homework_give(request: Any, uid: UUID) -> HttpResponse:
    """The same homework for all participants of a group, in one act."""
    group = fetch(request, Group, uid)
    document = document_named(request, request.member.clinic.language)
    if document is None:
        return _choose_for_all(request, group)
    form = group_form(request, group, document)
    preview = None
    if request.method == "POST" and form.is_valid() and not refused_for_all(form, group):
        if "preview" in request.POST:
            preview = preview_of(form, None, group.clinic.today())
        elif not form.is_doubled(form.cleaned_data["participants"]):
            return _given_to_all(request, group, form)
    return group_page(request, group, document, form, preview)


def _given_to_all(request: Any, group: Group, form: GroupGiveForm) -> HttpResponse:
    """Give it, and say how many got it; whoever has no phone gets paper on the page that follows."""
    session = _session(request, group)
    given = assign_to_group(
        group=group,
        clients=form.cleaned_data["participants"],
        prescription=form.prescription,
        schedule=form.schedule,
        agreement=form.agreement,
        by=request.member,
        starts=form.cleaned_data["starts"],
        ends=form.cleaned_data["ends"],
        appointment=session.appointment if session else None,
        uid=form.cleaned_data["uid"],
    )
    note_use(code=form.prescription.code, by=request.member)
    say_given(request, given, undo_of(request, group, given))
    if session:
        return leave(request, address(session, "session_homework"))
    return leave(request, reverse("clients:group_page", args=[group.clinic.uid, group.uid]))


def say_given(request: Any, given: list[Assignment], undo: str = "") -> None:
    """Say how many got it, and who has to get it on paper; `undo`: where it is taken back."""
    said = ngettext("Given to %d participant.", "Given to %d participants.", len(given))
    words = [said % len(given)]
    on_paper = [one.client.code for one in given if not one.client.is_offered_phone]
    if on_paper:
        listed = _("On paper for %(who)s: print it under “Paper for all”.")
        words.append(listed % {"who": ", ".join(on_paper)})
    messages.success(request, " ".join(words), extra_tags=undo)


def _session(request: Any, whom: Client | Group) -> Session | None:
    """The session that the address names, in which it is given; None where there is none such."""
    chosen = ChosenForm(request.GET)
    uid = chosen.cleaned_data.get("session") if chosen.is_valid() else None
    if uid is None:
        return None
    side = "client" if isinstance(whom, Client) else "group"
    mine = reach(request, Capability.PLAN, Session).filter(**{f"appointment__{side}": whom})
    found: Session | None = mine.select_related("appointment", "clinic").filter(uid=uid).first()
    return found


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
    session = _session(request, client)
    context = {
        "client": client,
        "in_session": session.uid if session else None,
        "finder": finder,
        "choice": choose_among(catalogue, finder.wish, open_codes),
        "refused": [(card, offers[card.entry.code].refusal) for card in refused.cards],
        "running": running_codes(request, client),
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
    session = _session(request, group)
    context = {"group": group, "finder": finder, "choice": choice}
    context["running"] = running_codes(request, group)
    context["in_session"] = session.uid if session else None
    page = "planner/group_homework_choose.html"
    return answer(request, page, context, "found", status_of(finder))


def document_named(request: Any, language: str) -> PracticeDocument | None:
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


def form_for(
    request: Any, client: Client, document: PracticeDocument, data: QueryDict | None
) -> GiveForm:
    """The form, filled with what fits this client."""
    today = client.today()
    wanted = (request.GET if data is None else data).get("variant", "")
    known = {variant.code for variant in document.variants}
    first = first_form(document, client) if data is None else ""
    variant = wanted if wanted in known else first
    initial = {"variant": variant, "starts": today, "ends": today + dt.timedelta(days=6)}
    form = GiveForm(data, document=document, today=today, initial=initial)
    form.stand_against(
        speaking_against(Recorded.of(client))(to_prescription(document, variant or None))
    )
    form.stand_beside(running_of(request, client).filter(code=document.code))
    return form


def group_form(request: Any, group: Group, document: PracticeDocument) -> GroupGiveForm:
    """The form for all who take part now."""
    people = reach(request, Capability.ROSTER, Client).in_care()
    people = people.filter(participations__in=group.participations.on(group.clinic.today()))
    people = people.distinct()
    today = request.member.clinic.today()
    initial = {
        "variant": form_for_everyone(document),
        "starts": today,
        "ends": today + dt.timedelta(days=6),
        "participants": [person.uid for person in people],
    }
    form = GroupGiveForm(
        posted(request),
        document=document,
        people=people,
        naming=naming(request.member),
        today=today,
        initial=initial,
    )
    form.stand_beside(running_of(request, group).filter(code=document.code))
    return form


def group_page(
    request: Any,
    group: Group,
    document: PracticeDocument,
    form: GroupGiveForm,
    preview: dict[str, Any] | None = None,
) -> HttpResponse:
    """The page of giving to all."""
    context = {"group": group, "document": document, "preview": preview} | asked(form)
    context["query"] = request.GET.urlencode()
    if not form.is_bound:
        first = form_for_everyone(document) or None
        context["refusal"] = _refusal_for_all(to_prescription(document, first).gates, group)
    return answer(request, "planner/group_homework_give.html", context, "form", status_of(form))


def refused_for_all(form: GroupGiveForm, group: Group) -> bool:
    """Whether something stands against giving this form to all; it is then said on the form."""
    refusal = _refusal_for_all(form.prescription.gates, group)
    if refusal:
        of_form = not suits_everyone(form.prescription.gates) and "variant" in form.fields
        form.add_error("variant" if of_form else None, refusal)
    return refusal is not None


def _refusal_for_all(gates: Gates, group: Group) -> str | None:
    """Why a form of the practice is not for everybody, or R19 that stands against it; None: neither.

    Judged without looking at anybody: a refusal for one participant would tell leaders a flag that
    they may not know of. Of a couple or family everybody is looked at, also who is not ticked.
    """
    if suits_everyone(gates):
        return refusal_together(group)
    return _("This form is not for everybody. Choose one that suits all, or give it one by one.")


def shape(
    request: Any,
    client: Client,
    document: PracticeDocument,
    form: Form,
    preview: dict[str, Any] | None = None,
    said: str = "",
) -> HttpResponse:
    """The page of giving to one client."""
    context = {"client": client, "document": document, "preview": preview} | asked(form, said)
    context["rungs"] = rungs_of(client) if "rung" in form.fields else []
    context["query"] = request.GET.urlencode()
    return answer(request, GIVE, context, "form", status_of(form))
