"""Forms about clients."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.caseload import CODE_MOST, MOST_BYTES, looks_like_code
from clients.models import (
    Channel,
    Client,
    Ending,
    HomeSafety,
    ReviewSubject,
    RiskOutcome,
)

from .fields import DayField, DraftForm, ZoneField


class SearchForm(forms.Form):
    """Whom the list shows: a part of a name or code, and whether those whose work has ended."""

    q = forms.CharField(label=_("Name or code"), max_length=120, required=False)
    ended = forms.BooleanField(label=_("Show those whose work has ended"), required=False)


class QuickAddForm(forms.Form):
    """One field: a code ("M-18") or a name ("Leila Haddad")."""

    who = forms.CharField(
        label=_("Add a client"),
        help_text=_("A name, or a code like M-18. A name gets a free code by itself."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_who(self) -> dict[str, str]:
        """Either {"code": ...} or {"name": ...}."""
        written = " ".join(self.cleaned_data["who"].split())
        if looks_like_code(written):
            return {"code": written.upper()}
        return {"name": written}


class RecordForm(DraftForm):
    """All facts of a client's record, in calm groups (`groups`)."""

    timezone = ZoneField(
        label=_("Time zone, if not the clinic's"), required=False, help_text=_("Like Europe/Lisbon")
    )
    home = forms.ChoiceField(
        label=_("Home"),
        choices=HomeSafety.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Seen by the care team only; never on paper, on the phone or in a group."),
    )
    safety_plan_on = DayField(label=_("Safety plan made or reviewed on"), required=False)

    class Meta:
        model = Client
        fields = [
            *("name", "code", "pronouns", "age_group"),
            *("language", "timezone", "rating_scale", "suds_scale", "profile", "portal_unwanted"),
            "goals",
            "stop_signal",
            *Client.FLAGS,
            *("home", "safety_plan_on", "quiet_mode", "discreet_paper"),
        ]
        widgets = {
            "goals": forms.Textarea(attrs={"rows": 3}),
            "rating_scale": forms.RadioSelect,
            "suds_scale": forms.RadioSelect,
            "profile": forms.RadioSelect,
            "age_group": forms.RadioSelect,
        }
        help_texts = {
            "name": _("May stay empty: a code is enough."),
            "profile": _(
                "Paper only: no phone is invited, and a diary goes with the homework. Pictures: marks and"
                " faces, few words. By voice: read aloud from the start, in large type."
            ),
            "portal_unwanted": _("Then a day without a note counts as nothing at all."),
            "rating_scale": _("One scale on phone and paper alike; fixed once there are answers."),
            "suds_scale": _("Fixed once there are values."),
            "stop_signal": _("A word or sign that ends an exercise at once."),
            "trauma": _("Practices name eyes open and leaving out first; exposure is checked."),
            "dissociation": _("Grounding comes first; long closed-eyes practices are questioned."),
            "touch_unsafe": _("Practices are given in their form without touch."),
            "breath_unsafe": _(
                "Practices are given in their form without the breath as a place to rest."
            ),
            "movement_unsafe": _("Practices are given in their form that is done sitting."),
            "attachment_figure_unsafe": _("Images of a caring figure are questioned."),
            "quiet_mode": _(
                "The phone shows today's practice and nothing else, and nothing is ever sent."
            ),
            "discreet_paper": _("No letterhead, name, code or number; a plain second title."),
        }

    GROUPS = (
        (_("Who"), ("name", "code", "pronouns", "age_group")),
        (
            _("How to work together"),
            (
                *("goals", "stop_signal", "language", "timezone", "profile", "portal_unwanted"),
                *("rating_scale", "suds_scale"),
            ),
        ),
        (
            _("What to know"),
            (
                *Client.FLAGS,
                *("home", "safety_plan_on"),
            ),
        ),
        (_("Paper and phone"), ("quiet_mode", "discreet_paper")),
    )

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields in their groups: (legend, fields)."""
        return [(legend, [self[name] for name in names]) for legend, names in self.GROUPS]

    def clean_code(self) -> str:
        """The code without margins or inner spaces."""
        return "-".join(self.cleaned_data["code"].split())


class RiskForm(forms.Form):
    """The risk question as it was asked today."""

    outcome = forms.ChoiceField(
        label=_("What was answered"), choices=RiskOutcome.choices, widget=forms.RadioSelect
    )
    action = forms.CharField(
        label=_("What was done"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed when anything but the first was answered."),
    )
    safety_plan_on = DayField(label=_("Safety plan made or reviewed on"), required=False)

    def clean(self) -> dict[str, Any]:
        """A positive answer asks for what was done."""
        found = super().clean() or {}
        if found.get("outcome", RiskOutcome.NONE) != RiskOutcome.NONE and not found.get("action"):
            self.add_error("action", _("Please add in a few words what was done."))
        return found


class ReviewForm(forms.Form):
    """A review of an open risk or of safety at home."""

    subject = forms.ChoiceField(
        label=_("What was reviewed"), choices=ReviewSubject.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("What was found and agreed"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class WayForm(forms.Form):
    """One way of reaching: whether it is safe, and who else sees it."""

    channel = forms.ChoiceField(choices=Channel.choices, widget=forms.HiddenInput)
    safe = forms.TypedChoiceField(
        label=_("Is it safe?"),
        choices=[("yes", _("Safe to use")), ("no", _("Not safe"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    address = forms.CharField(label=_("Number or address"), max_length=200, required=False)
    who_else_sees = forms.CharField(label=_("Who else sees it"), max_length=200, required=False)


class EndingForm(forms.Form):
    """How and when the work ended."""

    ending = forms.ChoiceField(
        label=_("How it ended"), choices=Ending.choices, widget=forms.RadioSelect
    )
    ended_on = DayField(label=_("Ended on"))


class EraseForm(forms.Form):
    """The client's code, typed by hand."""

    code = forms.CharField(
        label=_("Type the client's code"),
        max_length=CODE_MOST,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, expected: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected = expected

    def clean_code(self) -> str:
        """Raises ValidationError unless it is this client's code."""
        if self.cleaned_data["code"] != self.expected:
            raise forms.ValidationError(_("This is not the code of this client."))
        return self.expected


class CaseloadForm(forms.Form):
    """Many clients at once: pasted, or a file. What is sent is looked at before anything is kept."""

    text = forms.CharField(
        label=_("Paste your list"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=_("One client a line: a code, a name, or both as in “M-41, Robin Hale”."),
    )
    file = forms.FileField(
        label=_("Or a CSV file"),
        required=False,
        help_text=_("With the columns code and name; up to 200 lines and 100 KB."),
    )

    def clean_text(self) -> str:
        """The text; raises ValidationError for one that is too long."""
        text: str = self.cleaned_data["text"]
        if len(text.encode(errors="replace")) > MOST_BYTES:
            raise forms.ValidationError(_("This is more than 100 KB. Please paste it in parts."))
        return text

    def clean_file(self) -> str:
        """The text of the file; raises ValidationError for one that is too large or no text."""
        sent = self.cleaned_data["file"]
        if sent is None:
            return ""
        if sent.size > MOST_BYTES:
            raise forms.ValidationError(_("This is more than 100 KB. Please send it in parts."))
        try:
            return str(sent.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise forms.ValidationError(
                _("This is no text in UTF-8. Save it as “CSV UTF-8” and send it again.")
            ) from None

    def clean(self) -> dict[str, Any]:
        """One of the two; the file where both are sent. The text stands in `text`."""
        found = super().clean() or {}
        written = found.get("file") or found.get("text", "")
        if not written.strip() and not self.errors:
            self.add_error("text", _("Please paste a list or choose a file."))
        return found | {"text": written}
