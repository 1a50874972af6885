"""Fields that several forms share: days, clock times, and choices by uid."""

import copy
import uuid
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import EmailValidator, MaxValueValidator, MinValueValidator
from django.utils.encoding import punycode
from django.utils.translation import gettext_lazy as _

from clients.wallclock import EARLIEST, LATEST, is_zone

Label = Callable[[Any], str]

TOO_LONG = _(
    "This is longer than there is room for: %(show_value)s signs, and %(limit_value)s at most."
    " Shorten it a little, please."
)


class WholeField(forms.IntegerField):
    """A whole number; what does not fit is said as one person would say it to another."""

    default_error_messages = {
        "invalid": _("A whole number, please."),
        "min_value": _("%(limit_value)s is the least that can be entered here."),
        "max_value": _("%(limit_value)s is the most that can be entered here."),
    }


class WordsField(forms.CharField):
    """Free text of the client; as `WholeField`. What is too long is said (js/too-long.js), never cut."""

    default_error_messages = {
        "max_length": TOO_LONG,
        "null_characters_not_allowed": _("There is a sign in it that cannot be kept."),
    }

    def to_python(self, value: Any) -> str:
        """The text, whose line ends count once, as the browser counts them."""
        return str(super().to_python(value)).replace("\r\n", "\n")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without the length that a browser would cut a pasted text to, saying nothing."""
        attrs: dict[str, Any] = super().widget_attrs(widget)
        most = attrs.pop("maxlength", None)
        return attrs if most is None else attrs | {"data-most": most}


def in_own_words(label: Any, example: Any, most: int, **attrs: str) -> WordsField:
    """A line that may stay empty, of `most` characters, with an example in the empty field."""
    widget = forms.TextInput(attrs={"placeholder": example} | attrs)
    return WordsField(label=label, max_length=most, required=False, widget=widget)


class DayField(forms.DateField):
    """A day of the calendar, from 1900 to 2100."""

    default_error_messages = dict.fromkeys(
        ("min_value", "max_value"), _("A day between 1900 and 2100, please.")
    )

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(
            format="%Y-%m-%d", attrs={"type": "date", "min": EARLIEST, "max": LATEST}
        )
        kwargs.setdefault("widget", widget)
        super().__init__(**kwargs)
        self.validators += [MinValueValidator(EARLIEST), MaxValueValidator(LATEST)]


class ClockField(forms.TimeField):
    """A time on the wall clock, to the minute."""

    default_error_messages = {"invalid": _("A time of the clock, please, as in 10:30.")}

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
        kwargs.setdefault("widget", widget)
        super().__init__(input_formats=["%H:%M", "%H:%M:%S"], **kwargs)


class OnceField(forms.UUIDField):
    """The uid of what a form makes, made with the page, so that sending it twice makes one."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean(self, value: Any) -> uuid.UUID:
        """The uid; a new one where none was sent."""
        found: uuid.UUID | None = super().clean(value)
        return found or uuid.uuid4()


class OneOf(forms.ModelChoiceField):
    """One row of those the view gives, named by its uid; `naming` says how a row is called."""

    default_error_messages = {"invalid_choice": _("Unknown choice.")}

    def __init__(self, naming: Label = str, **kwargs: Any) -> None:
        self.naming = naming
        super().__init__(queryset=None, to_field_name="uid", **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """What the list shows for a row."""
        return self.naming(obj)


class SomeOf(forms.ModelMultipleChoiceField):
    """Some rows of those the view gives, named by their uids."""

    default_error_messages = {"invalid_choice": _("Unknown choice.")}
    naming: Label = str

    def clean(self, value: Any) -> Any:
        """The rows; raises ValidationError for one that is not there, also for what is no uid."""
        for one in value or ():
            try:
                UUID(str(one))
            except ValueError:
                raise forms.ValidationError(_("Unknown choice.")) from None
        return super().clean(value)

    def label_from_instance(self, obj: Any) -> str:
        """What the list shows for a row."""
        return self.naming(obj)


class ZoneField(forms.CharField):
    """The name of a time zone, as in Europe/Lisbon; a datalist `zones` may offer them."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"list": "zones", "autocomplete": "off"})
        super().__init__(max_length=64, widget=widget, **kwargs)

    def validate(self, value: str) -> None:
        """Raise ValidationError for a zone that does not exist."""
        super().validate(value)
        if value and not is_zone(value):
            raise forms.ValidationError(
                _("There is no time zone of this name. Choose one from the list, like %(like)s."),
                params={"like": "Europe/Lisbon"},
            )


class MailField(forms.EmailField):
    """An address that mail can be sent to: its domain can be written as the mail's headers need it."""

    def clean(self, value: Any) -> str:
        """The address; raises ValidationError where no mail could be addressed to it."""
        address = str(super().clean(value))
        try:
            punycode(address.rpartition("@")[2])
        except UnicodeError:
            raise forms.ValidationError(EmailValidator.message, code="invalid") from None
        return address


class CountryField(forms.CharField):
    """A country by two letters, kept in capitals."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=2, help_text=_("Two letters, like GB"), **kwargs)

    def clean(self, value: Any) -> str:
        """The two capitals; raises ValidationError for anything else."""
        country = str(super().clean(value)).upper()
        if not (len(country) == 2 and country.isascii() and country.isalpha()):
            raise forms.ValidationError(_("Two letters are expected, like GB."))
        return country


class DraftForm(forms.ModelForm):
    """A form over a copy of a row: it checks; the verb changes the row itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["instance"] = copy.copy(kwargs.get("instance"))
        super().__init__(*args, **kwargs)


def changes_of(form: forms.BaseForm) -> dict[str, Any]:
    """What was changed in a valid form: name of the field -> new value."""
    return {name: form.cleaned_data[name] for name in form.changed_data}
