"""Which week a diary is printed for, and how the paper shall be."""

from django.utils.translation import gettext_lazy as _

from clients.forms.fields import DayField

from .handouts import LookForm


class DiaryForm(LookForm):
    """One week of one piece of homework on paper."""

    first = DayField(label=_("First day of the week"))

    field_order = ("first", "paper", "large", "discreet")
