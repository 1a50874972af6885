"""Forms about the tasks of a session."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.forms.uncut import UncutForm
from planner.models import Moment

TASK_LENGTH = 200


class TaskForm(UncutForm):
    """One more task. `uid` is made with the form, so that sending it twice adds one."""

    uid = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(label=_("What"), max_length=TASK_LENGTH)
    moment = forms.ChoiceField(label=_("When"), choices=Moment.choices, initial=Moment.BEFORE)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="task-%s")
        self.fields["uid"].initial = uuid.uuid4


class TickForm(forms.Form):
    """What becomes of a task."""

    DONE, OPEN, AWAY = "done", "open", "away"

    act = forms.ChoiceField(choices=[(DONE, ""), (OPEN, ""), (AWAY, "")])
