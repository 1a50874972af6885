"""What is asked at the beginning of a video session."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from planner.models import Session
from planner.models.video import ASKED, video_answers

QUESTIONS = {
    "where": _("Where the client is"),
    "others_at_home": _("Who else is in the home"),
    "phone": _("A phone if the line drops"),
    "emergency_number": _("The local emergency number"),
}


class VideoForm(forms.Form):
    """The four questions of R23, each ticked once it was asked and answered."""

    asked = forms.MultipleChoiceField(
        label=_("Asked and answered"),
        choices=[(name, QUESTIONS[name]) for name in ASKED],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, session: Session) -> None:
        answers = video_answers(session)
        asked = [name for name in ASKED if getattr(answers, name)]
        super().__init__(data, initial={"asked": asked}, auto_id="video-%s")
        self.is_complete = len(asked) == len(ASKED)
