"""Phones: invited once, unlocked by a PIN together with the secret, locked, ended."""

import datetime as dt

import pytest
from django.contrib.auth.hashers import check_password
from django.utils.timezone import now

from clients.actions.consents import give_consent, withdraw_consent
from clients.actions.devices import (
    PortalClosedError,
    activate_device,
    end_device,
    invite_device,
    leave_sitting,
    unlock_device,
)
from clients.models import Client, ClientStatus, CrisisContact, Journal, PortalDevice
from clients.tokens import hashed
from tests.cast import PIN, Cast, secret_of


def tried(device: PortalDevice, pin: str) -> str | None:
    return unlock_device(device=device, secret=secret_of("M-17"), pin=pin, by=device)


def test_an_invitation_is_kept_as_a_hash_for_seven_days(cast: Cast) -> None:
    device, token = invite_device(client=cast.m17, by=cast.amara)
    assert device.invitation_hash == hashed(token)
    assert len(token) == 32
    assert round((device.invited_until - now()) / dt.timedelta(days=1), 3) == 7
    assert (device.is_invited, device.is_active) == (True, False)
    line = Journal.objects.first()
    assert line is not None
    assert (line.act, line.object_uid, line.actor_uid) == ("created", device.uid, cast.amara.uid)


def test_where_no_phone_is_offered_none_is_invited(cast: Cast) -> None:
    for facts in ({"profile": "paper"}, {"profile": "phone", "portal_unwanted": True}):
        for name, value in facts.items():
            setattr(cast.m17, name, value)
        cast.m17.save()
        with pytest.raises(PortalClosedError, match="paper"):
            invite_device(client=cast.m17, by=cast.amara)
    assert list(cast.m17.devices.all()) == [cast.phones["M-17"]]


def test_a_new_invitation_ends_the_one_that_was_not_used_and_no_phone(cast: Cast) -> None:
    first, _token = invite_device(client=cast.m17, by=cast.amara)
    second, _token = invite_device(client=cast.m17, by=cast.amara)
    first.refresh_from_db()
    assert first.ended_at is not None
    assert list(cast.m17.devices.standing()) == [second, cast.phones["M-17"]]


def test_nobody_is_invited_without_somebody_to_call(cast: Cast) -> None:
    CrisisContact.objects.of_clinic(cast.harbour).delete()
    with pytest.raises(PortalClosedError, match="contacts"):
        invite_device(client=cast.m17, by=cast.amara)
    assert cast.m17.devices.count() == 1


def test_nobody_is_invited_after_the_work_has_ended(cast: Cast) -> None:
    cast.m17.status = ClientStatus.ENDED
    with pytest.raises(PortalClosedError, match="ended"):
        invite_device(client=cast.m17, by=cast.amara)


def test_setting_up_uses_the_invitation_up(cast: Cast) -> None:
    device, token = invite_device(client=cast.m17, by=cast.amara)
    keys = activate_device(device=device, token=token, pin=PIN, by=device)
    assert keys is not None
    device.refresh_from_db()
    assert device.secret_hash == hashed(keys.secret)
    assert device.session_hash == hashed(keys.nonce)
    assert check_password(f"{PIN}:{keys.secret}", device.pin_hash)
    assert not check_password(PIN, device.pin_hash)
    assert activate_device(device=device, token=token, pin=PIN, by=device) is None


def test_an_invitation_out_of_date_sets_nothing_up(cast: Cast) -> None:
    device, token = invite_device(client=cast.m17, by=cast.amara)
    PortalDevice.objects.filter(pk=device.pk).update(invited_until=now() - dt.timedelta(seconds=1))
    assert activate_device(device=device, token=token, pin=PIN, by=device) is None


def test_consent_given_on_paper_counts_for_the_phone(cast: Cast) -> None:
    device, token = invite_device(client=cast.m17, by=cast.amara)
    activate_device(device=device, token=token, pin=PIN, by=device)
    device.refresh_from_db()
    assert device.consent_version == "1"
    assert device.consented_at is not None


def test_a_pin_opens_only_together_with_the_secret(cast: Cast) -> None:
    device = cast.phones["M-17"]
    nonce = tried(device, PIN)
    device.refresh_from_db()
    assert nonce is not None
    assert device.session_hash == hashed(nonce)
    assert unlock_device(device=device, secret=secret_of("M-18"), pin=PIN, by=device) is None


def test_five_wrong_pins_lock_for_a_quarter_of_an_hour(cast: Cast) -> None:
    device = cast.phones["M-17"]
    for number in range(5):
        device.refresh_from_db()
        assert device.locked_for() is None, number
        assert tried(device, "000000") is None
    device.refresh_from_db()
    locked = device.locked_for()
    assert locked is not None
    assert dt.timedelta(minutes=14, seconds=50) < locked <= dt.timedelta(minutes=15)
    assert tried(device, PIN) is None


def test_the_fifth_try_may_still_be_right(cast: Cast) -> None:
    device = cast.phones["M-17"]
    for _number in range(4):
        tried(device, "000000")
    assert tried(device, PIN) is not None
    device.refresh_from_db()
    assert (device.failed_tries, device.locked_until) == (0, None)


def test_the_lock_ends_by_itself(cast: Cast) -> None:
    device = cast.phones["M-17"]
    for _number in range(5):
        tried(device, "000000")
    PortalDevice.objects.filter(pk=device.pk).update(locked_until=now())
    assert tried(device, PIN) is not None


def test_leaving_ends_the_sitting_and_ending_the_phone(cast: Cast) -> None:
    device = cast.phones["M-17"]
    tried(device, PIN)
    device.refresh_from_db()
    leave_sitting(device=device, by=device)
    assert device.session_hash == ""
    end_device(device=device, by=cast.amara)
    device.refresh_from_db()
    assert (device.pin_hash, device.is_active) == ("", False)
    assert tried(device, PIN) is None
    ended = device.ended_at
    end_device(device=device, by=cast.amara)
    assert device.ended_at == ended


def test_consent_is_one_row_and_withdrawing_ends_every_phone(cast: Cast) -> None:
    standing = cast.m17.consents.get()
    assert give_consent(client=cast.m17, by=cast.phones["M-17"]) == standing
    invite_device(client=cast.m17, by=cast.amara)
    withdraw_consent(client=cast.m17, by=cast.phones["M-17"])
    standing.refresh_from_db()
    assert standing.withdrawn_at is not None
    assert [device.ended_at is None for device in cast.m17.devices.all()] == [False, False]
    assert cast.m18.devices.standing().count() == 1
    again = give_consent(client=cast.m17, by=cast.amara)
    assert (again.pk == standing.pk, again.version) == (False, "1")


def test_what_the_journal_says_of_phones_holds_no_secret(cast: Cast) -> None:
    device, token = invite_device(client=Client.objects.get(code="M-18"), by=cast.ben)
    activate_device(device=device, token=token, pin="740291", by=device)
    lines = " ".join(str(vars(line)) for line in Journal.objects.all())
    assert all(secret not in lines for secret in (token, "740291", device.invitation_hash))
