"""Which week a diary is printed for, and how the paper shall be."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clients.forms.fields import DayField
from clients.models import Assignment
from clients.models.diaries import asked_on
from clients.paperdiary import DAYS

from .handouts import LookForm


class DiaryForm(LookForm):
    """One week of one piece of homework on paper."""

    first = DayField(label=_("First day of the week"))

    field_order = ("first", "paper", "large", "discreet")

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.assignment = assignment

    def clean_first(self) -> dt.date:
        """The day; raises ValidationError for a week in which nothing is due."""
        first: dt.date = self.cleaned_data["first"]
        if len(asked_on(self.assignment, first).free) < DAYS:
            return first
        raise forms.ValidationError(_span_of(self.assignment))


def first_to_print(assignment: Assignment, today: dt.date) -> dt.date:
    """The first day of the week from today on; of homework that is over, of its last week."""
    ends = assignment.ends
    last_week = ends - dt.timedelta(days=DAYS - 1) if ends and ends < today else today
    return max(assignment.starts, last_week)


def _span_of(assignment: Assignment) -> str:
    """From when to when it is given."""
    starts = date_format(assignment.starts, "j F Y")
    if assignment.ends is None:
        said = gettext("Nothing is due in this week. It runs from %(starts)s on.")
        return said % {"starts": starts}
    said = gettext("Nothing is due in this week. It runs from %(starts)s to %(ends)s.")
    return said % {"starts": starts, "ends": date_format(assignment.ends, "j F Y")}
