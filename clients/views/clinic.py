"""The clinic: its facts, its members, whom to call at other hours."""

from typing import Any

from allauth.account.forms import ResetPasswordForm
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.access import Capability, fetch, needs, reach
from clients.actions.clinics import (
    add_crisis_contact,
    add_member,
    change_clinic,
    remove_crisis_contact,
    remove_member,
)
from clients.forms.clinics import ClinicForm, ContactForm, InviteForm
from clients.forms.fields import changes_of
from clients.models import Clinic, CrisisContact, Member
from clients.models.knocks import knocks_at
from clients.wallclock import zone_names
from config.htmx import answer, leave

from .steps import posted, status_of


def _clinic_url(request: Any) -> str:
    return reverse("clients:clinic_page", args=[request.member.clinic.uid])


@needs(Capability.VIEW)
def clinic_page(request: Any) -> HttpResponse:
    """The clinic's facts, whom to call, and who works here."""
    clinic = fetch(request, Clinic, request.member.clinic.uid)
    members = reach(request, Capability.VIEW, Member).active().select_related("user")
    context = {
        "clinic": clinic,
        "contacts": list(reach(request, Capability.VIEW, CrisisContact)),
        "members": members,
        "is_owner": request.member.is_owner,
        "knocks": knocks_at(clinic) if request.member.is_owner else [],
    }
    return answer(request, "clients/clinic_page.html", context)


@needs(Capability.MANAGE, methods=("GET", "POST"))
def clinic_change(request: Any) -> HttpResponse:
    """Change the clinic's facts."""
    clinic = fetch(request, Clinic, request.member.clinic.uid)
    form = ClinicForm(posted(request), instance=clinic)
    if form.is_valid():
        change_clinic(clinic=clinic, changes=changes_of(form), by=request.member)
        messages.success(request, _("Saved."))
        return leave(request, _clinic_url(request))
    context = {"form": form, "zones": zone_names()}
    return answer(request, "clients/clinic_change.html", context, status=status_of(form))


@needs(Capability.MANAGE, methods=("GET", "POST"))
def crisis_contacts(request: Any) -> HttpResponse:
    """The lines to call at other hours: all of them, and one more."""
    clinic = fetch(request, Clinic, request.member.clinic.uid)
    initial = {"country": clinic.country, "language": clinic.language}
    form = ContactForm(posted(request), initial=initial)
    if form.is_valid():
        add_crisis_contact(clinic=clinic, by=request.member, **form.cleaned_data)
        messages.success(request, _("Added."))
        return leave(request, request.path)
    contacts = list(reach(request, Capability.MANAGE, CrisisContact))
    context = {"form": form, "contacts": contacts}
    return answer(request, "clients/crisis_contacts.html", context, status=status_of(form))


@needs(Capability.MANAGE, methods=("POST",))
def crisis_contact_remove(request: Any, uid: Any) -> HttpResponse:
    """Take one line away."""
    contact = fetch(request, CrisisContact, uid)
    remove_crisis_contact(contact=contact, by=request.member)
    messages.success(request, _("Removed."))
    return leave(request, reverse("clients:crisis_contacts", args=[request.member.clinic.uid]))


@needs(Capability.MANAGE, methods=("GET", "POST"))
def member_invite(request: Any) -> HttpResponse:
    """Invite somebody: they get a mail with a link to choose a password."""
    clinic = fetch(request, Clinic, request.member.clinic.uid)
    form = InviteForm(posted(request))
    if form.is_valid() and _keeps_an_owner(request, form):
        member = add_member(clinic=clinic, by=request.member, **form.cleaned_data)
        _send_password_mail(request, member)
        messages.success(request, _("Invited. The mail with the link is on its way."))
        return leave(request, _clinic_url(request))
    return answer(request, "clients/member_invite.html", {"form": form}, status=status_of(form))


def _keeps_an_owner(request: Any, form: InviteForm) -> bool:
    """Whether somebody still runs the clinic when a member is invited anew with other rights."""
    owners = reach(request, Capability.MANAGE, Member).active().filter(is_owner=True)
    others = owners.exclude(user__email__iexact=form.cleaned_data["email"])
    if form.cleaned_data["is_owner"] or others.exists():
        return True
    form.add_error("is_owner", _("Nobody else runs the clinic, so this has to stay."))
    return False


def _send_password_mail(request: Any, member: Member) -> None:
    """The same mail as for a forgotten password: it says nothing of clinic or work."""
    form = ResetPasswordForm({"email": member.user.email})
    if form.is_valid():
        form.save(request)


@needs(Capability.MANAGE, methods=("GET", "POST"))
def member_remove(request: Any, uid: Any) -> HttpResponse:
    """Take somebody's access away at once; what they wrote stays."""
    member = fetch(request, Member, uid)
    is_last_owner = member.is_owner and not _other_owners(request, member).exists()
    if request.method == "POST" and not is_last_owner:
        remove_member(member=member, by=request.member)
        messages.success(request, _("Removed. The access ended in this moment."))
        return leave(request, _clinic_url(request) if member != request.member else "/")
    today = member.clinic.today()
    context = {
        "member": member,
        "is_last_owner": is_last_owner,
        "places": member.teams.on(today).select_related("client", "group"),
    }
    status = 422 if request.method == "POST" else 200
    return answer(request, "clients/member_remove.html", context, status=status)


def _other_owners(request: Any, member: Member) -> Any:
    """The active owners besides this one."""
    owners = reach(request, Capability.MANAGE, Member).active().filter(is_owner=True)
    return owners.exclude(pk=member.pk)
