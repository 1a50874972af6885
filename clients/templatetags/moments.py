"""A moment as the day it was where the clinic is."""

import datetime as dt
from typing import Any

from django import template

register = template.Library()


@register.filter
def day_at(moment: dt.datetime, clinic: Any) -> dt.date:
    """The date of a moment on the clinic's wall clock."""
    return moment.astimezone(clinic.zone).date()
