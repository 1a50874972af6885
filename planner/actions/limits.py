"""What is done to a clinic's limits: setting one, and going back to the clinical default."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from clients.models import Act, Actor, Clinic, Journal
from planner.safety.limits import SETTINGS, crossed, limits_from


@transaction.atomic
def set_limit(*, clinic: Clinic, name: str, number: int | None, by: Actor) -> None:
    """Set one limit of the clinic; None, or the default itself, goes back to the default.

    The journal keeps its name. Raises ValidationError for a limit that is unknown, a number out
    of its bounds, or one that would stand above a limit that it belongs under.
    """
    setting = SETTINGS.get(name)
    if setting is None:
        raise ValidationError(_("There is no such limit."))
    if number is not None and not setting.allows(number):
        words = {"least": setting.least, "most": setting.most}
        raise ValidationError(_("Please give a number from %(least)s to %(most)s.") % words)
    # Two who change limits at once follow one another.
    before = Clinic.objects.select_for_update().get(pk=clinic.pk).limits
    numbers = {key: value for key, value in before.items() if key != name}
    if number not in (None, setting.default):
        numbers[name] = number
    if numbers == before:
        return
    if pair := crossed(limits_from(numbers)):
        words = {"low": pair[0].label, "high": pair[1].label}
        raise ValidationError(_("“%(low)s” cannot be more than “%(high)s”.") % words)
    clinic.limits = numbers
    clinic.save(update_fields=["limits"])
    Journal.objects.write(act=Act.CHANGED, thing=clinic, by=by, fields=[name], clinic=clinic)
