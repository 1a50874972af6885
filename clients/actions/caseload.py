"""Adding many clients at once: looked at first, then all or none."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from clients.caseload import Line, read_caseload
from clients.models import Actor, Client, Clinic

from .people import admit_client


def preview_caseload(*, clinic: Clinic, text: str) -> tuple[Line, ...]:
    """What each line of a text would do; nothing is stored."""
    taken = Client.objects.of_clinic(clinic).values_list("code", flat=True)
    return read_caseload(text, taken)


@transaction.atomic
def import_caseload(*, clinic: Clinic, lines: Sequence[Line], by: Actor) -> list[Client]:
    """Admit the client of every line; whoever imports leads each. All or none.

    Raises ValidationError for lines with a fault, and for a code that was taken meanwhile.
    """
    if any(line.fault for line in lines):
        raise ValidationError({"text": _("Some lines cannot be added.")})
    coded = sorted(lines, key=lambda line: not line.code)
    try:
        # Codes that are given come first, so that no free one is found that stands further down.
        return [
            admit_client(clinic=clinic, code=line.code, name=line.name, by=by) for line in coded
        ]
    except ValidationError as refused:
        raise ValidationError({"text": refused.messages}) from refused
