"""What a client writes down, checked: nothing but the state is ever required."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.models import LogState, Obstacle, RatingScale, SudsScale

from .fields import WholeField, WordsField

MINUTES_MOST = 600
"""Longest practice of a day that is believed: ten hours."""
TIMES_MOST = 99
CANNOT_SAY = "none"
SUDS = {
    "suds_before": _("The number before"),
    "suds_peak": _("The highest number"),
    "suds_end": _("The number at the end"),
}
"""The three numbers of exposure homework, on the client's own scale."""

PEAK_BELOW = _("This is the highest of the three. Look once more?")

DISTRESS = [(str(value), str(value)) for value in range(11)]
"""How hard it is just now, 0 to 10 (design: before and after a practice)."""


class DistressField(forms.TypedChoiceField):
    """0 to 10, unset until touched; `belongs_to` is the id of a form elsewhere on the page."""

    def __init__(self, belongs_to: str = "", **kwargs: Any) -> None:
        super().__init__(
            choices=DISTRESS,
            coerce=int,
            empty_value=None,
            required=False,
            widget=forms.RadioSelect(attrs={"form": belongs_to} if belongs_to else {}),
            **kwargs,
        )


class SudsField(WholeField):
    """A number on the client's SUDS scale, 0 to 100 or 0 to 10; `belongs_to` as above."""

    def __init__(self, scale: str, belongs_to: str = "", **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(
            required=False,
            min_value=0,
            max_value=int(scale),
            help_text=_("0 to %(top)s, on your scale") % {"top": scale},
            widget=forms.NumberInput(attrs=attrs | ({"form": belongs_to} if belongs_to else {})),
            **kwargs,
        )


def _asked_on(data: Mapping[str, Any], name: str, scales: Sequence[str], now: str) -> str:
    """The scale that the page says it asked on: `now` may have come while it lay open, or was sealed."""
    said = data.get(name, "")
    return said if said in scales else now


class LogForm(forms.Form):
    """One entry: the day's state, perhaps how hard it was before, perhaps an earlier day."""

    entry = forms.UUIDField(widget=forms.HiddenInput)
    day = forms.DateField(
        required=False,
        label=_("Which day?"),
        error_messages={"invalid": _("There is no such day. Choose another, please.")},
    )
    before = DistressField(belongs_to="entry", label=_("How hard is it just now?"))
    state = forms.ChoiceField(
        label=_("How did it go?"),
        choices=LogState.choices,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose one of the three, please.")
        ),
    )

    def __init__(
        self,
        *args: Any,
        first: dt.date,
        last: dt.date,
        today: dt.date,
        suds: str = "",
        **kwargs: Any,
    ) -> None:
        """`first` and `last` are the days the homework was given for; `today` the client's date.

        `suds` is the scale of exposure homework: it asks for that number in place of 0 to 10, on the
        scale that the page was made with.
        """
        super().__init__(*args, **kwargs)
        self.suds = suds and _asked_on(self.data, "suds", SudsScale.values, suds)
        if suds:
            del self.fields["before"]
            self.fields["suds_before"] = SudsField(
                self.suds, belongs_to="entry", label=SUDS["suds_before"]
            )
        self.first, self.last, self.today = first, last, today

    def clean_day(self) -> dt.date:
        """The day; raises ValidationError for one to come or outside of what was agreed."""
        day: dt.date = self.cleaned_data["day"] or min(self.last, self.today)
        if day > self.today:
            raise forms.ValidationError(_("That day is still to come."))
        if not self.first <= day <= self.last:
            raise forms.ValidationError(_("That day lies outside of what was agreed."))
        return day

    @property
    def facts(self) -> dict[str, Any]:
        """What is known besides state and day."""
        names = ("before", "suds_before")
        found = {name: self.cleaned_data[name] for name in names if name in self.fields}
        return found | _on_scale(found, self.suds)


def _on_scale(facts: Mapping[str, Any], suds: str) -> dict[str, str]:
    """The scale of the three numbers, where any was given."""
    return {"suds_scale": suds} if any(facts.get(name) is not None for name in SUDS) else {}


class MoreForm(forms.Form):
    """What may be added to an entry; all of it optional."""

    after = DistressField(label=_("How hard is it now?"))
    minutes = WholeField(
        label=_("How many minutes?"), required=False, min_value=0, max_value=MINUTES_MOST
    )
    times = WholeField(
        label=_("How many times?"), required=False, min_value=0, max_value=TIMES_MOST
    )
    obstacles = forms.MultipleChoiceField(
        label=_("Did something get in the way?"),
        choices=Obstacle.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = WordsField(
        label=_("A note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )
    readers = forms.ChoiceField(
        label=_("Who may read the note?"),
        choices=[("me", _("Only I")), ("both", _("My therapist too"))],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        *args: Any,
        scale: str,
        presence_first: bool,
        counts: str,
        suds: str = "",
        **kwargs: Any,
    ) -> None:
        """`scale` of the ratings; which of the two comes first; `counts`: minutes or times.

        `suds` as in LogForm: three numbers in place of "after". Both scales as the page was made with.
        """
        super().__init__(*args, **kwargs)
        self.scale = scale = _asked_on(self.data, "scale", RatingScale.values, scale)
        self.suds = suds and _asked_on(self.data, "suds", SudsScale.values, suds)
        if suds:
            del self.fields["after"]
            for name, label in SUDS.items():
                self.fields[name] = SudsField(self.suds, label=label)
        del self.fields["times" if counts == "minutes" else "minutes"]
        self.rating_names = ("presence", "kindness") if presence_first else ("kindness", "presence")
        self.fields["presence"] = rating(scale, _("How much were you there with it?"))
        self.fields["kindness"] = rating(scale, _("How kind were you to yourself?"))

    def without(self, *names: str) -> "MoreForm":
        """The same form without these fields: what is not asked cannot be sent either."""
        for name in names:
            self.fields.pop(name, None)
        return self

    def clean(self) -> dict[str, Any]:
        """The highest number cannot lie below the two others."""
        data = super().clean() or {}
        peak = data.get("suds_peak")
        others = [data.get(name) for name in ("suds_before", "suds_end")]
        if peak is not None and any(one is not None and one > peak for one in others):
            self.add_error("suds_peak", PEAK_BELOW)
        return data

    @property
    def numbers(self) -> list[forms.BoundField]:
        """The three numbers of exposure homework; none for all other."""
        return [self[name] for name in SUDS if name in self.fields]

    @property
    def ratings(self) -> list[forms.BoundField]:
        """The two ratings in the order in which they are shown; none where they are not asked."""
        return [self[name] for name in self.rating_names if name in self.fields]

    @property
    def rated(self) -> dict[str, int | None] | None:
        """What was answered, None for "cannot say"; None altogether when neither was touched."""
        given = {name: self.cleaned_data.get(name, "") for name in self.rating_names}
        if all(value in ("", None) for value in given.values()):
            return None
        return {
            name: int(value) if value not in ("", None, CANNOT_SAY) else None
            for name, value in given.items()
        }

    @property
    def facts(self) -> dict[str, Any]:
        """The fields of the entry itself."""
        names = ("after", *SUDS, "minutes", "times", "obstacles", "note")
        found = {name: self.cleaned_data[name] for name in names if name in self.fields}
        if "readers" in self.fields:
            found["note_shared"] = self.cleaned_data["readers"] == "both"
        return found | _on_scale(found, self.suds)


def rating(scale: str, label: Any) -> forms.Field:
    """One rating, unset until touched: points 1 to 7 with "Cannot say", or a number to 100."""
    if scale == RatingScale.HUNDRED:
        return WholeField(
            label=label,
            required=False,
            min_value=0,
            max_value=100,
            help_text=_("0 means not at all, 100 very much. Leave it empty if you cannot say."),
        )
    points = [(str(value), str(value)) for value in range(1, 8)]
    return forms.ChoiceField(
        label=label,
        choices=[*points, (CANNOT_SAY, _("Cannot say"))],
        required=False,
        widget=forms.RadioSelect,
    )


class UnpleasantForm(forms.Form):
    """Something unpleasant came up: what, whether it is still there, whether to let it rest."""

    still = forms.ChoiceField(
        label=_("Is it still there?"),
        choices=[("yes", _("Yes, still")), ("no", _("No, it has passed"))],
        required=False,
        widget=forms.RadioSelect,
    )
    rest = forms.ChoiceField(
        choices=[("yes", _("Let it rest")), ("no", _("Keep it"))],
        required=False,
        widget=forms.RadioSelect,
    )
    note = WordsField(
        label=_("What came up, if you like"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )

    @property
    def still_there(self) -> bool | None:
        """Yes, no, or not said."""
        return {"yes": True, "no": False}.get(self.cleaned_data["still"])

    def lets_rest(self, *, activating: bool) -> bool:
        """What was chosen; unsaid, it rests when it is still there or the practice is activating."""
        chosen = self.cleaned_data["rest"]
        return chosen == "yes" or (not chosen and (activating or self.still_there is True))
