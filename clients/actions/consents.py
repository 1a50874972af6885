"""What a client agrees to, and takes back."""

from django.db import transaction
from django.utils.timezone import now

from clients.models import Act, Actor, Client, Consent, ConsentKind, Journal, PortalDevice

from .devices import end_device, note_consent

PORTAL_TEXT = "1"
"""Version of the text in templates/portal/parts/agreement.html; raise it when the text changes."""
STREAMS_TEXT = "1"
"""Version of the questions in clients/portal/choices.py; raise it when their meaning changes."""


@transaction.atomic
def give_consent(
    *, client: Client, by: Actor, kind: str = ConsentKind.PORTAL, version: str = PORTAL_TEXT
) -> Consent:
    """Record that the client agrees: on the phone (`by` is the device) or on paper (a member).

    One that stands already is kept as it is.
    """
    standing = client.consents.standing().filter(kind=kind).first()
    if standing is None:
        standing = Consent.objects.create(
            clinic=client.clinic, client=client, kind=kind, version=version
        )
        Journal.objects.write(act=Act.CREATED, thing=standing, by=by, fields=["kind", "version"])
    if isinstance(by, PortalDevice) and kind == ConsentKind.PORTAL:
        note_consent(device=by, version=standing.version)
    return standing


@transaction.atomic
def answer_stream(*, client: Client, kind: str, shares: bool, by: Actor) -> None:
    """Record whether the client shares a stream, or wants it; at once, for earlier entries too.

    A "no" is kept as well, so that it is not asked again.
    """
    standing = client.consents.standing().filter(kind=kind)
    if shares:
        give_consent(client=client, by=by, kind=kind, version=STREAMS_TEXT)
    elif standing.exists():
        withdraw_consent(client=client, by=by, kind=kind)
    elif not client.consents.filter(kind=kind).exists():
        moment = now()
        declined = Consent.objects.create(
            clinic=client.clinic,
            client=client,
            kind=kind,
            version=STREAMS_TEXT,
            given_at=moment,
            withdrawn_at=moment,
        )
        Journal.objects.write(act=Act.CREATED, thing=declined, by=by, fields=["kind", "version"])


@transaction.atomic
def withdraw_consent(*, client: Client, by: Actor, kind: str = ConsentKind.PORTAL) -> None:
    """Take an agreement back, at once. Without the portal's, all phones of the client are ended.

    What was sent before stays with the client's record until it is erased.
    """
    for consent in client.consents.standing().filter(kind=kind):
        consent.withdrawn_at = now()
        consent.save(update_fields=["withdrawn_at"])
        Journal.objects.write(act=Act.CHANGED, thing=consent, by=by, fields=["withdrawn_at"])
    if kind == ConsentKind.PORTAL:
        for device in client.devices.standing():
            end_device(device=device, by=by)
