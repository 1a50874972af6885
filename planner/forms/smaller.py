"""Making homework smaller, where the client is not sure to do it: one click refills the form.

Nothing is forced: the ways are offered below 7 of 10, and the form can be given as it is.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.adapting import first_step_alone
from clients.prescription import Prescription
from planner.library.practices import PracticeDocument, to_prescription

from .homework import ChangeForm, GiveForm

SHORT = "short"
FEWER = {"daily": ("n_a_week", "3"), "every_two_hours": ("daily", "")}
"""A kind of schedule and the next smaller one, with its times a week."""

LABELS = {
    "fewer": gettext_lazy("Fewer times"),
    "short": gettext_lazy("The short form"),
    "one_step": gettext_lazy("Only the first step"),
}


class SmallerForm(forms.Form):
    """Which way was chosen."""

    smaller = forms.ChoiceField(choices=list(LABELS.items()), required=False)


def ways(form: GiveForm | ChangeForm) -> list[tuple[str, Any]]:
    """The ways that this practice has, each with its label."""
    return [(code, LABELS[code]) for code in _codes(form)]


def made_smaller(form: GiveForm | ChangeForm, way: str, data: QueryDict) -> tuple[QueryDict, str]:
    """What the form shall hold then, and a sentence that says what was done."""
    changed = data.copy()
    # How sure the client was, was said of the larger one.
    changed.pop("confidence", None)
    if way not in _codes(form):
        return changed, _("This practice has no smaller form of this kind.")
    act: Callable[..., str] = {"fewer": _fewer, "short": _short, "one_step": _one_step}[way]
    said = act(form, changed)
    return changed, _("%(said)s Ask once more how sure it feels.") % {"said": said}


def _codes(form: GiveForm | ChangeForm) -> Iterator[str]:
    yield "fewer"
    if isinstance(form, GiveForm) and _has_short(form.document):
        yield SHORT
    if any(first_step_alone(plain) for plain in _plain(form)):
        yield "one_step"


def _plain(form: GiveForm | ChangeForm) -> Iterator[Prescription]:
    if isinstance(form, ChangeForm):
        yield form.given
    else:
        for one in form.sets:
            yield to_prescription(form.document, one.codes[0] or None)


def _has_short(document: PracticeDocument) -> bool:
    """Whether there is a short form that takes less time than the practice as it stands."""
    short = next((one for one in document.variants if one.code == SHORT), None)
    return short is not None and (short.minutes or document.minutes).usual < document.length


def _fewer(form: GiveForm | ChangeForm, data: QueryDict) -> str:
    kind = data.get("kind", "")
    a_day, a_week = _number(data, "times_a_day", 1), _number(data, "times_a_week", 1)
    if kind in ("daily", "chosen_days") and a_day > 1:
        data["times_a_day"] = str(a_day - 1)
    elif kind == "chosen_days" and len(days := data.getlist("weekdays")) > 1:
        data.setlist("weekdays", days[:-1])
    elif kind == "n_a_week" and a_week > 1:
        data["times_a_week"] = str(a_week - 1)
    elif kind in FEWER:
        data["kind"], data["times_a_week"] = FEWER[kind]
        data["times_a_day"] = "1"
    else:
        return _("It is as seldom as it can be already.")
    return _("Now it is fewer times.")


def _short(form: GiveForm | ChangeForm, data: QueryDict) -> str:
    data["variant"] = SHORT
    return _("Now it is the short form.")


def _one_step(form: GiveForm | ChangeForm, data: QueryDict) -> str:
    fields = form.steps_of(data.get("variant", ""))
    for number in range(2, len(fields.steps) + 1):
        data[fields.name(number, "out")] = "on"
    for name in form.back.names() if isinstance(form, ChangeForm) else ():
        data.pop(name, None)
    return _("Now it is the first step alone.")


def _number(data: QueryDict, name: str, otherwise: int) -> int:
    written = data.get(name, "")
    return (
        int(written)
        if written.isascii() and written.isdecimal() and len(written) < 4
        else otherwise
    )
