"""The same practice twice: what runs already of it, and taking back what was just given."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.access import Capability, fetch, needs, reach
from clients.actions.homework import take_back_homework
from clients.models import Assignment, Client, Group, given_uid
from clients.views.groups import page_of as page_of_group
from clients.views.people import page_of as page_of_client
from config.htmx import leave
from planner.forms.homework import GiveForm


def running_of(request: Any, whom: Client | Group) -> Any:
    """What is not over of a client's homework, or of what was given in a group, as this member knows."""
    side = "client" if isinstance(whom, Client) else "group"
    mine = reach(request, Capability.ROSTER, Assignment).filter(**{side: whom})
    return mine.not_over_on(whom.clinic.today()).select_related("client", "clinic")


def running_codes(request: Any, whom: Client | Group) -> set[str]:
    """The practices that run already, where one chooses."""
    return set(running_of(request, whom).values_list("code", flat=True))


def is_there_already(request: Any, form: GiveForm, client: Client) -> bool:
    """Whether this very form gave it before; then that is said. The form is valid."""
    uid = form.cleaned_data["uid"]
    if not uid or not client.assignments.filter(uid=given_uid(client, uid)).exists():
        return False
    said = _("“%s” was given already, and is there once. To change it, open its page.")
    messages.warning(request, said % form.prescription.title)
    return True


def undo_of(request: Any, whom: Client | Group, given: list[Assignment]) -> str:
    """Where what was just given is taken back; of a group the sign-in remembers what it was."""
    if isinstance(whom, Client):
        return reverse("planner:homework_take_back", args=[whom.clinic.uid, given[0].uid])
    request.session[_key(whom)] = [str(one.uid) for one in given]
    return reverse("planner:group_homework_take_back", args=[whom.clinic.uid, whom.uid])


@needs(Capability.EDIT, methods=("POST",))
def homework_take_back(request: Any, uid: UUID) -> HttpResponse:
    """Take back what was given by mistake, unless something was written on it."""
    assignment = fetch(request, Assignment, uid)
    page = page_of_client(assignment.client)
    _say_taken_back(request, take_back_homework(assignments=[assignment], by=request.member))
    return leave(request, page)


@needs(Capability.PLAN, methods=("POST",))
def group_homework_take_back(request: Any, uid: UUID) -> HttpResponse:
    """Take back what all of a group were just given; what somebody wrote on stays."""
    group = fetch(request, Group, uid)
    just = request.session.pop(_key(group), [])
    mine = reach(request, Capability.ROSTER, Assignment).filter(group=group, uid__in=just)
    _say_taken_back(request, take_back_homework(assignments=mine, by=request.member))
    return leave(request, page_of_group(group))


def _say_taken_back(request: Any, count: int) -> None:
    if count:
        messages.success(request, _("Taken back. Nobody has it any more."))
    else:
        messages.warning(request, _("Nothing was taken back: end it on its own page."))


def _key(group: Group) -> str:
    """Where the sign-in remembers what was just given."""
    return f"gave-{group.uid}"
