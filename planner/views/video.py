"""Ticking what was asked at the beginning of a video session."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from clients.access import Capability, fetch, needs
from planner.actions.sessions import note_video
from planner.forms.video import VideoForm
from planner.models import Session
from planner.models.facts import at_desk

from .desk import done, refused


@needs(Capability.PLAN, methods=("POST",))
def session_video(request: Any, uid: Any) -> HttpResponse:
    """Keep which of the four questions were asked."""
    session = fetch(request, Session, uid)
    form = VideoForm(request.POST, session=session)
    if not form.is_valid():
        return refused(request, session, 422, refusal=_("Nothing was changed."))
    note_video(session=session, asked=form.cleaned_data["asked"], by=request.member)
    return done(request, at_desk(session.pk))
