"""Small forms about a clinic's own items; what writes their files is in `forms.writing`."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from clients.forms.uncut import UncutForm
from planner.library.documents import CODE
from planner.library.words import SHELF_ONE_LABELS

CODE_MOST = 60
KINDS = (
    ("practices", _("An exercise with steps, a script and cautions.")),
    ("worksheets", _("Questions that a client fills in.")),
    ("pieces", _("Something to explain or to hand out.")),
    ("challenges", _("What gets in the way, and what to offer.")),
    ("protocols", _("The order of a session, to the minute.")),
    ("courses", _("Several sessions in order.")),
    ("packs", _("A drawer of the library for one setting.")),
)
WRITERS_ONLY = ("challenges", "protocols", "courses", "packs")
"""Kinds that are written as a file, without a form."""


def code_of(title: str) -> str:
    """A code made from a title; empty when nothing of it can stand in an address."""
    return re.sub(r"-+", "-", slugify(title).replace("_", "-"))[:CODE_MOST].strip("-")


class CodeField(forms.CharField):
    """The code of an item; empty: made from its title."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Code"), max_length=CODE_MOST, required=False, **kwargs)

    def clean(self, value: Any) -> str:
        """The code; raises ValidationError for signs that no code has."""
        code = str(super().clean(value))
        if code and not CODE.fullmatch(code):
            raise ValidationError(_("Small letters, digits and single hyphens are expected."))
        return code


class NamedForm(UncutForm):
    """A title, and the code that goes with it."""

    title = forms.CharField(label=_("Title"), max_length=80)
    code = CodeField(help_text=_("Its name in addresses and files. Empty: made from the title."))

    def clean(self) -> dict[str, Any]:
        """The code is made from the title where none is given."""
        found = super().clean() or {}
        if "code" not in self.errors and not found.get("code"):
            found["code"] = code_of(found.get("title") or "")
            if not found["code"] and "title" in found:
                self.add_error(
                    "code", _("Please write a code in small Latin letters, like our-pause.")
                )
        return found


class NewItemForm(NamedForm):
    """A new item from nothing but its kind and its title."""

    shelf = forms.ChoiceField(label=_("What is it?"), widget=forms.RadioSelect)
    field_order = ("shelf", "title", "code")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["shelf"]
        field.choices = [(shelf, SHELF_ONE_LABELS[shelf]) for shelf, _text in KINDS]


class StartForm(NamedForm):
    """An own item from a shared one: instead of it, or beside it under a title of its own."""

    place = forms.ChoiceField(
        label=_("Where shall it stand?"),
        choices=[
            ("instead", _("In place of the shared one, in this clinic")),
            ("beside", _("Beside it, under a title of its own")),
        ],
        initial="instead",
        widget=forms.RadioSelect,
    )
    field_order = ("place", "title", "code")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["code"].required = False

    def clean(self) -> dict[str, Any]:
        """A title is asked for only beside the shared one."""
        found = forms.Form.clean(self) or {}
        if found.get("place") != "beside":
            return found | {"title": "", "code": ""}
        if not found.get("title") and "title" not in self.errors:
            self.add_error("title", _("Please give it a title of its own."))
            return found
        return super().clean()


class ImportForm(forms.Form):
    """Files from another clinic, or from the same one earlier."""

    file = forms.FileField(
        label=_("The file"),
        help_text=_("A zip as this page exports it, or a single .md file. 4 MB at most."),
    )
    share = forms.ChoiceField(
        label=_("Who sees what is new?"),
        choices=[
            ("", _("Only me, until I share it")),
            ("all", _("Everybody in the clinic")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )


class EditForm(forms.Form):
    """What goes along with the text of an item: what is wanted, and the version that was seen."""

    do = forms.CharField(max_length=40, required=False)
    way = forms.CharField(max_length=8, required=False)
    seen = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    fresh = forms.BooleanField(required=False)


class RestoreForm(forms.Form):
    """The version that shall be said again, and the one that was seen."""

    language = forms.CharField(max_length=8)
    number = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    seen = forms.IntegerField(min_value=0, max_value=2**31 - 1)
