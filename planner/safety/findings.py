"""What a rule says: a finding, and the fingerprint of the facts that it looked at."""

import hashlib
import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

CARE_TEAM_ONLY = frozenset({"R18", "R18a", "R19", "R23"})
"""Rules about the home: on the care team's screen only, never on paper."""


class Severity(StrEnum):
    """How much a finding asks for; listed from most to least."""

    STOP = "stop"
    REVIEW = "review"
    WARNING = "warning"
    HINT = "hint"

    @property
    def rank(self) -> int:
        """0 for stop to 3 for hint."""
        return list(Severity).index(self)

    @property
    def label(self) -> str:
        """The severity in the reader's language."""
        return {
            Severity.STOP: _("Stop"),
            Severity.REVIEW: _("Review"),
            Severity.WARNING: _("Warning"),
            Severity.HINT: _("Hint"),
        }[self]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing a rule found. No finding prevents printing, running or recording a session.

    `block` is the uid of the block it stands beside, None for the whole session. `settle` says
    what would settle it. `cannot_judge`: something is missing, the text says what.
    `screen_only`: care team's screen, never paper. `facts_hash` changes with the facts.
    """

    code: str
    severity: Severity
    title: str
    text: str
    settle: str
    source: str
    block: str | None = None
    cannot_judge: bool = False
    screen_only: bool = False
    facts_hash: str = ""


@dataclass(frozen=True)
class Rule:
    """A rule about to speak: its code, the block it stands beside, and what it looked at."""

    code: str
    looked_at: dict[str, Any] = field(default_factory=dict)
    block: str | None = None
    screen_only: bool = False

    def finds(
        self, severity: Severity, title: str, text: str, settle: str, source: str = ""
    ) -> Finding:
        """The finding, with the facts' fingerprint."""
        return Finding(
            code=self.code,
            severity=severity,
            title=title,
            text=text,
            settle=settle,
            source=source or _("Clinical default"),
            block=self.block,
            screen_only=self.screen_only or self.code in CARE_TEAM_ONLY,
            facts_hash=fingerprint(self.code, self.looked_at),
        )

    def cannot_judge(self, severity: Severity, title: str, missing: str, settle: str) -> Finding:
        """The finding for missing facts: never passed, and it says what is missing."""
        return Finding(
            code=self.code,
            severity=severity,
            title=title,
            text=_("Cannot judge: %(missing)s.") % {"missing": missing},
            settle=settle,
            source=_("Clinical default"),
            block=self.block,
            cannot_judge=True,
            screen_only=self.screen_only or self.code in CARE_TEAM_ONLY,
            facts_hash=fingerprint(self.code, self.looked_at),
        )


def fingerprint(code: str, looked_at: dict[str, Any]) -> str:
    """A short hash (32 hex signs) of a rule and the facts it looked at."""
    text = json.dumps([code, looked_at], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
