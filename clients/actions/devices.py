"""A client's phone: invited by a link, set up with a PIN, unlocked, left, ended.

All limits are clinical and technical defaults.
"""

import datetime as dt
from typing import NamedTuple

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.timezone import now

from clients.models import (
    Act,
    Actor,
    Client,
    ConsentKind,
    Journal,
    PortalDevice,
    why_closed,
)
from clients.tokens import hashed, new_secret

INVITATION = dt.timedelta(days=7)
"""How long an invitation can be used: until the next weekly appointment."""
TRIES = 5
"""So many wrong PINs in a row lock the phone. With the phone in hand, 480 guesses a day at most."""
LOCKED = dt.timedelta(minutes=15)
"""How long it stays locked; the lock ends by itself, since nobody may be there to lift it."""
UNSENT_MOST = 9999


class PortalClosedError(Exception):
    """No phone can be invited. `reason`: "ended", "contacts", or "paper" where none is offered."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Keys(NamedTuple):
    """What a phone gets when it is set up: its secret, and the name of its first sitting."""

    secret: str
    nonce: str


@transaction.atomic
def invite_device(*, client: Client, by: Actor) -> tuple[PortalDevice, str]:
    """A new phone for the client: the row, and the token of its link, which is kept nowhere.

    Earlier invitations that were not used end. Raises PortalClosedError while the work has ended
    or the clinic has nobody whom the client could call, and where the record offers no phone; the
    client's consent is asked on the phone.
    """
    reason = why_closed(client) if client.is_offered_phone else "paper"
    if reason not in ("", "consent"):
        raise PortalClosedError(reason)
    for unused in client.devices.standing().exclude(invitation_hash=""):
        end_device(device=unused, by=by)
    token = new_secret()
    device = PortalDevice.objects.create(
        clinic=client.clinic,
        client=client,
        invitation_hash=hashed(token),
        invited_until=now() + INVITATION,
    )
    Journal.objects.write(act=Act.CREATED, thing=device, by=by)
    return device, token


def activate_device(*, device: PortalDevice, token: str, pin: str, by: Actor) -> Keys | None:
    """Set the phone up with its PIN and open its first sitting; uses the invitation up.

    None when the invitation has been used, ended or run out in the meantime.
    """
    keys = Keys(new_secret(), new_secret())
    # Before the transaction: hashing a PIN is slow on purpose, and nobody should wait for it.
    pin_hash = make_password(_with_secret(pin, keys.secret))
    with transaction.atomic():
        row = _standing(device)
        if row is None or row.invitation_hash != hashed(token) or row.is_expired:
            return None
        row.invitation_hash, row.secret_hash = "", hashed(keys.secret)
        row.pin_hash, row.session_hash = pin_hash, hashed(keys.nonce)
        row.save(update_fields=["invitation_hash", "secret_hash", "pin_hash", "session_hash"])
        Journal.objects.write(act=Act.SIGNED_IN, thing=row, by=by)
        given = row.client.consents.standing().filter(kind=ConsentKind.PORTAL).first()
        if given is not None:
            note_consent(device=row, version=given.version)
    return keys


def unlock_device(*, device: PortalDevice, secret: str, pin: str, by: Actor) -> str | None:
    """Open a sitting with the PIN: the sitting's name, or None for a wrong PIN or a locked phone.

    A try is counted before the PIN is compared, so that tries at the same moment count too.
    """
    if not _count_try(device):
        return None
    if not check_password(_with_secret(pin, secret), device.pin_hash):
        return None
    nonce = new_secret()
    with transaction.atomic():
        row = _standing(device)
        if row is None:
            return None
        row.session_hash, row.failed_tries, row.locked_until = hashed(nonce), 0, None
        row.save(update_fields=["session_hash", "failed_tries", "locked_until"])
        Journal.objects.write(act=Act.SIGNED_IN, thing=row, by=by)
    return nonce


def waste_time(*, pin: str) -> None:
    """Take as long as comparing a PIN does, for phones that are not known."""
    make_password(pin)


@transaction.atomic
def leave_sitting(*, device: PortalDevice, by: Actor) -> None:
    """End the open sitting; the PIN opens the next one."""
    device.session_hash = ""
    device.save(update_fields=["session_hash"])
    Journal.objects.write(act=Act.CHANGED, thing=device, by=by, fields=["session_hash"])


def note_unsent(*, device: PortalDevice, count: int) -> None:
    """Keep how many sealed entries a phone says that it holds, so that ending it can say so."""
    count = max(0, min(count, UNSENT_MOST))
    if count != (device.unsent or 0):
        device.unsent = count
        device.save(update_fields=["unsent"])


@transaction.atomic
def end_device(*, device: PortalDevice, by: Actor) -> None:
    """End a phone or an unused invitation, at once and for good. What was sent stays."""
    if device.ended_at is not None:
        return
    device.ended_at = now()
    device.invitation_hash = device.session_hash = device.pin_hash = ""
    device.save(update_fields=["ended_at", "invitation_hash", "session_hash", "pin_hash"])
    Journal.objects.write(act=Act.CHANGED, thing=device, by=by, fields=["ended_at"])


@transaction.atomic
def replace_device(*, device: PortalDevice, replaced_by: PortalDevice, by: Actor) -> None:
    """End a phone that is set up anew as another; what is still sealed on it may come from there.

    One that was ended before stays ended, and the same is true of it.
    """
    end_device(device=device, by=by)
    device.replaced_by = replaced_by
    device.save(update_fields=["replaced_by"])


@transaction.atomic
def note_consent(*, device: PortalDevice, version: str) -> None:
    """Keep with the phone which text its client agreed to, and since when the phone may be used."""
    device.consent_version, device.consented_at = version, now()
    device.save(update_fields=["consent_version", "consented_at"])


def _with_secret(pin: str, secret: str) -> str:
    """What the PIN's hash is made of: the PIN alone, without this phone, opens nothing."""
    return f"{pin}:{secret}"


def _standing(device: PortalDevice) -> PortalDevice | None:
    """The row as it is now, locked until the end of the transaction; None when it was ended."""
    return PortalDevice.objects.standing().select_for_update().filter(pk=device.pk).first()


@transaction.atomic
def _count_try(device: PortalDevice) -> bool:
    """Count one try; the last one allowed locks the phone unless it succeeds. False when locked."""
    row = _standing(device)
    if row is None or row.locked_for() is not None:
        return False
    row.failed_tries += 1
    if row.failed_tries >= TRIES:
        row.failed_tries, row.locked_until = 0, now() + LOCKED
        Journal.objects.write(act=Act.CHANGED, thing=row, by=row, fields=["locked_until"])
    row.save(update_fields=["failed_tries", "locked_until"])
    return True
