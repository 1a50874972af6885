"""One limit of the clinic."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from planner.safety.limits import Setting


class LimitForm(forms.Form):
    """The number of one limit, within its bounds."""

    number = forms.IntegerField()

    def __init__(self, data: Any = None, *, setting: Setting, number: int) -> None:
        super().__init__(data, auto_id=f"{setting.name}-%s", initial={"number": number})
        field: Any = self.fields["number"]
        field.label = setting.label
        field.help_text = _("%(least)s to %(most)s") % {
            "least": setting.least,
            "most": setting.said(setting.most),
        }
        field.widget.attrs |= {
            "min": setting.least,
            "max": setting.most,
            "inputmode": "numeric",
            "required": True,
        }
