"""The clinic's limits for the safety rules: each with its default, bounds and reason."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.access import Capability, fetch, may, needs
from clients.models import Clinic
from config.htmx import answer, leave
from planner.actions.limits import set_limit
from planner.forms.limits import LimitForm
from planner.models.limits import limits_of
from planner.safety import Limits
from planner.safety.limits import SETTINGS, TOPICS, Setting, number_of

PAGE = "planner/limits.html"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One limit as the page shows it."""

    setting: Setting
    number: int
    form: Form

    @property
    def is_own(self) -> bool:
        """Whether the clinic set it otherwise than by default."""
        return self.number != self.setting.default

    @property
    def default_text(self) -> str:
        """The default with its unit."""
        return self.setting.said(self.setting.default)

    @property
    def text(self) -> str:
        """The number with its unit."""
        return self.setting.said(self.number)

    @property
    def unit_text(self) -> str:
        """The unit alone, as it follows the number in its field."""
        return self.setting.said(self.number).replace(str(self.number), "").strip()


@needs(Capability.VIEW)
def clinic_limits(request: Any) -> HttpResponse:
    """All limits with their reasons, for everybody who works here; owners change them."""
    clinic = fetch(request, Clinic, request.member.clinic.uid)
    may_change = may(request.member, Capability.MANAGE, clinic)
    return answer(request, PAGE, _page(limits_of(clinic), {}, may_change=may_change))


@needs(Capability.MANAGE, methods=("POST",))
def limit_set(request: Any) -> HttpResponse:
    """One limit changed, or set back; what does not fit stands at its field."""
    clinic = fetch(request, Clinic, request.member.clinic.uid)
    limits = limits_of(clinic)
    name = request.POST.get("name", "")
    setting = SETTINGS.get(name)
    if setting is None:
        messages.warning(request, _("There is no such limit."))
        return answer(request, PAGE, _page(limits, {}, may_change=True), status=422)
    form = LimitForm(request.POST, setting=setting, number=number_of(limits, name))
    if _set(request, clinic, setting, form):
        place = reverse("planner:clinic_limits", args=[clinic.uid])
        return leave(request, f"{place}#limit-{name}")
    return answer(request, PAGE, _page(limits, {name: form}, may_change=True), status=422)


def _set(request: Any, clinic: Clinic, setting: Setting, form: LimitForm) -> bool:
    """Set the limit, or set it back; whether it was done. What was refused stands at its field."""
    number = None
    if "reset" not in request.POST:
        if not form.is_valid():
            return False
        number = form.cleaned_data["number"]
    try:
        set_limit(clinic=clinic, name=setting.name, number=number, by=request.member)
    except ValidationError as refusal:
        form.is_valid()
        form.add_error("number", refusal)
        return False
    words = {"label": setting.label}
    if number is None:
        messages.success(request, _("Back to the default: %(label)s.") % words)
    else:
        messages.success(request, _("Saved: %(label)s.") % words)
    return True


def _page(limits: Limits, sent: dict[str, Form], *, may_change: bool) -> dict[str, Any]:
    """Every limit by topic, with its form; `sent` are forms that did not fit."""
    topics = [
        (topic, [_row(setting, limits, sent) for setting in settings]) for topic, settings in TOPICS
    ]
    own = sum(row.is_own for _topic, rows in topics for row in rows)
    return {"topics": topics, "own": own, "may_change": may_change, "section": "clinic"}


def _row(setting: Setting, limits: Limits, sent: dict[str, Form]) -> Row:
    number = number_of(limits, setting.name)
    form = sent.get(setting.name) or LimitForm(setting=setting, number=number)
    return Row(setting=setting, number=number, form=form)
