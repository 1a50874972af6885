"""Why one goes on in spite of a finding: a reason chosen, written, or both."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

PRESETS = [
    ("", _("In your own words")),
    ("talked", _("Talked over with the client, who agrees")),
    ("supervision", _("Talked over in supervision")),
    ("outweighed", _("Waiting would do more harm")),
    ("known", _("Known, and looked after elsewhere")),
]
"""Reasons that can be chosen instead of written."""

WRITTEN_LENGTH = 220
"""What may be written beside the longest that can be chosen: together they fit the row."""


def in_one(said: Mapping[str, Any]) -> str:
    """What was chosen (`preset`) and written (`reason`) as one text; "" where neither was."""
    chosen = str(dict(PRESETS)[said["preset"]]) if said.get("preset") else ""
    return ". ".join(filter(None, (chosen, said.get("reason", ""))))
