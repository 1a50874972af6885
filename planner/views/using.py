"""What is done with an item: into a session, a session from it, home with a client."""

import datetime as dt
import uuid
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpResponse

from clients.access import Capability, fetch, needs, reach
from clients.models import Appointment, Client, Group
from clients.views.steps import posted, status_of
from config.htmx import answer, leave
from planner.actions.using import use_practice
from planner.forms.items import UseForm, WantedForm
from planner.library.documents import PRACTICES, PROTOCOLS
from planner.library.practices import PracticeDocument
from planner.models import Item, Practice, Session, SessionKind
from planner.models.choices import JOINT, protocols_of_courses, suits_joint
from planner.models.giving import form_for_everyone
from planner.pages.practices import chosen_form, form_label

from .desk import address
from .items import text_of

SOON = dt.timedelta(days=7)
"""How far ahead a list stands open; what is later is folded."""

COMING_ROWS = 100
"""Coming sessions shown: five weeks of a full practice."""

PEOPLE = ("appointment__client", "appointment__group")


@needs(Capability.PLAN, methods=("GET", "POST"))
def item_use(request: Any, code: str) -> HttpResponse:
    """Put a practice into a coming session, or begin a session with a practice or a protocol."""
    item = fetch(request, Item, code=code, retired_at=None, shelf__in=(PRACTICES, PROTOCOLS))
    document: Any = text_of(item, request.member.clinic.language)
    sessions = _sessions(request)
    form = UseForm(posted(request), sessions=sessions, initial={"uid": uuid.uuid4()})
    is_practice = item.shelf == PRACTICES
    shape = chosen_form(document, request.GET.get("form", "")).code if is_practice else ""
    if is_practice and form.is_valid():
        try:
            return _put_in(request, code, shape, form)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    context = {
        "item": item,
        "document": document,
        "shape": shape,
        "shape_label": form_label(shape) if shape else "",
        "form": form,
        "begin": _begin(item, shape),
        "section": "library",
    } | _starts(request, item, getattr(document, "kind", None))
    context |= _near_and_far(sessions if is_practice else sessions.none(), context["today"])
    return answer(request, "planner/item_use.html", context, status=status_of(form))


def _begin(item: Item, shape: str) -> str:
    """What the links to a new plan ask for."""
    if item.shelf == PROTOCOLS:
        return urlencode({"start": item.uid})
    return urlencode({"practice": item.code} | ({"form": shape} if shape else {}))


def _sessions(request: Any) -> Any:
    """The coming plans that this member may change, drafts at the end."""
    return reach(request, Capability.PLAN, Session).coming(request.member.clinic.today())


def is_later(day: dt.date | None, today: dt.date) -> bool:
    """Whether a day lies beyond what stands open; a draft without a day does not."""
    return day is not None and day > today + SOON


def _near_and_far(sessions: Any, today: dt.date) -> dict[str, list[Session]]:
    """The plans of the coming days and those without a date, and apart from them what is later."""
    rows = list(sessions.select_related(*PEOPLE)[:COMING_ROWS])
    far = [one for one in rows if is_later(one.appointment.day, today)]
    return {"sessions": [one for one in rows if one not in far], "later": far}


def _put_in(request: Any, code: str, shape: str, form: UseForm) -> HttpResponse:
    """The practice into the chosen plan, and there."""
    chosen = form.cleaned_data
    return leave(request, put_into(request, chosen["session"], code, shape, uid=chosen["uid"]))


def put_into(request: Any, session: Session, code: str, shape: str, uid: uuid.UUID) -> str:
    """Put a practice into a plan; the address of its block. Http404 for one that is not there."""
    practice = fetch(request, Practice, code=code, retired_at=None)
    use_practice(session=session, practice=practice, form=shape, uid=uid, by=request.member)
    return f"{address(session)}#b-{uid}"


def asked_practice(request: Any) -> tuple[PracticeDocument, str] | None:
    """The practice that `?practice=` wants in a new plan, and in which form; None where none."""
    wanted = WantedForm(request.GET)
    code = wanted.cleaned_data["practice"] if wanted.is_valid() else ""
    usable = reach(request, Capability.VIEW, Practice).standing_in(request.member.clinic)
    practice = usable.filter(code=code).with_texts().first() if code else None
    version = practice.version_in(request.member.clinic.language) if practice else None
    if version is None:
        return None
    document: PracticeDocument = version.read()
    return document, chosen_form(document, wanted.cleaned_data["form"]).code


def land(request: Any, session: Session) -> str:
    """Where a new plan opens: at the practice that the address wants in it, if it names one."""
    wanted = asked_practice(request)
    if wanted is None:
        return address(session)
    document, shape = wanted
    # A name of its own in this plan: what is sent twice at once is put in once.
    uid = uuid.uuid5(session.uid, document.code)
    return put_into(request, session, document.code, shape, uid=uid)


def _starts(request: Any, item: Item, kind: SessionKind | None) -> dict[str, Any]:
    """For whom a new session can be begun: appointments without a plan, clients, groups.

    A group's protocol is for groups, every other one for clients, and for couples and families
    where its course is; a practice (`kind` None) is for all.
    """
    today = request.member.clinic.today()
    bare = reach(request, Capability.PLAN, Appointment).filter(session=None)
    people = reach(request, Capability.PLAN, Client).in_care()
    groups = reach(request, Capability.PLAN, Group).running()
    if kind == SessionKind.GROUP:
        people, bare = people.none(), bare.exclude(group=None)
    elif kind is not None:
        usable = reach(request, Capability.VIEW, Item).usable_in(request.member.clinic)
        taught = protocols_of_courses(usable.with_texts(), request.member.clinic.language)
        together = suits_joint(taught.get(item.code, ()), [kind])
        groups = groups.filter(kind__in=JOINT) if together else groups.none()
        bare = bare.filter(Q(group=None) | Q(group__in=groups))
    return {
        "unplanned": bare.coming(today).select_related("client", "group")[:COMING_ROWS],
        "clients": people,
        "groups": groups,
        "today": today,
    }


@needs(Capability.PLAN)
def item_give(request: Any, code: str) -> HttpResponse:
    """To whom: one's own clients, each a link to giving a practice, or a sheet or text on paper."""
    item = fetch(request, Item, code=code, retired_at=None)
    document: Any = text_of(item, request.member.clinic.language)
    if not document.may_go_home:
        raise Http404
    is_practice = item.shelf == PRACTICES
    variant = request.GET.get("variant", "")
    context = {
        "item": item,
        "document": document,
        "is_practice": is_practice,
        "variant": chosen_form(document, variant).code if is_practice else "",
        "clients": reach(request, Capability.PLAN, Client).in_care(),
        "groups": _groups(request, document) if is_practice else [],
        "section": "library",
    }
    return answer(request, "planner/item_give.html", context)


def _groups(request: Any, document: PracticeDocument) -> Any:
    """The groups that may get a practice: none where no form of it suits everybody."""
    groups = reach(request, Capability.PLAN, Group).running()
    return groups if form_for_everyone(document) is not None else groups.none()
