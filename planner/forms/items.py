"""What is asked of an item's page, and into which session a practice goes."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from clients.forms.fields import DayField, OneOf
from clients.forms.uncut import UncutForm


class AskedForm(forms.Form):
    """What an address asks of an item's page: a form of a practice, the day of a countdown."""

    form = forms.CharField(max_length=40, required=False)
    day = DayField(label=_("The day it leads up to"), required=False)


class WantedForm(forms.Form):
    """The practice, and its form, that an address wants in a new plan."""

    practice = forms.SlugField(max_length=60, required=False)
    form = forms.CharField(max_length=40, required=False)


class UseForm(UncutForm):
    """A coming session that a practice is put into. The view gives the sessions to choose from.

    `uid` is the new block's, made with the page, so that sending it twice adds one block.
    """

    session = OneOf()
    uid = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, sessions: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["session"]
        field.queryset = sessions
