"""Reasons for which one goes on in spite of findings, kept for the client or group and the rule."""

from collections.abc import Iterable

from django.db import transaction

from clients.models import Act, Client, Group, Journal, Member
from planner import safety
from planner.models import Settlement


@transaction.atomic
def keep_reason(
    *, whom: Client | Group, findings: Iterable[safety.Finding], reason: str, by: Member
) -> list[Settlement]:
    """Settle these findings with one reason; the journal keeps that it was given."""
    side = "client" if isinstance(whom, Client) else "group"
    kept = [
        Settlement.objects.create(
            **{side: whom},
            clinic=whom.clinic,
            code=finding.code,
            facts_hash=finding.facts_hash,
            reason=reason,
            by=by,
        )
        for finding in findings
    ]
    for settled in kept:
        Journal.objects.write(act=Act.CREATED, thing=settled, by=by, fields=["code", "reason"])
    return kept
