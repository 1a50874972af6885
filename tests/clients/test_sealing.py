"""Envelopes: only the server opens them, and only as they were sealed."""

import uuid
from typing import Any

import pytest

from clients.sealing import (
    ORDER,
    Envelope,
    UnreadableError,
    as_uid,
    decoded,
    encoded,
    key_of,
    open_sealed,
    parsed,
)
from tests.phones import seal, site_key

SECRET, OLDER = "a secret of this site, long enough " * 2, "the secret of last year, as long " * 2
DEVICE = uuid.UUID("6f1f6f0a-8d5e-4d1c-9d0c-2f3a3b1c5d7e")


def opened(data: dict[str, Any], *secrets: str) -> object:
    """What the envelope holds."""
    return open_sealed(Envelope.from_data(data), secrets or (SECRET,))


def test_a_secret_has_one_key_pair() -> None:
    key_of.cache_clear()
    first = key_of(SECRET)
    key_of.cache_clear()
    again, other = key_of(SECRET), key_of(OLDER)
    assert (again.public, again.uid) == (first.public, first.uid)
    assert other.public != first.public
    assert (len(first.public), first.public[0], len(first.uid)) == (65, 4, 16)
    assert decoded(first.public_text) == first.public
    assert 0 < first.private.private_numbers().private_value < ORDER


def test_the_derivation_is_the_one_that_phones_have_sealed_to() -> None:
    """Another number here would make every envelope on a phone unreadable."""
    assert key_of("x" * 50).uid == "40fa370eea487ffa"


def test_what_was_sealed_is_opened_also_with_an_older_secret() -> None:
    content = {"note": "ä 🌱", "number": 3, "form": {"obstacles": ["tired"]}}
    kept = seal(content, DEVICE, key=key_of(OLDER))
    assert opened(kept, SECRET, OLDER) == content
    with pytest.raises(UnreadableError):
        opened(kept, SECRET)
    assert "tired" not in repr(kept)


def test_two_envelopes_of_the_same_content_have_nothing_in_common() -> None:
    uid = uuid.uuid4()
    first, second = (seal({"a": 1}, DEVICE, uid=uid, key=key_of(SECRET)) for _time in range(2))
    assert {name for name in first if first[name] == second[name]} == {
        "format", "uid", "device", "key",
    }  # fmt: skip
    assert opened(first) == opened(second) == {"a": 1}


@pytest.mark.parametrize(
    "change",
    [
        {"uid": str(uuid.uuid4())},
        {"device": str(uuid.uuid4())},
        {"key": "0" * 16},
        {"epk": site_key().public_text},
        {"epk": encoded(b"\x04" + b"\x01" * 64)},
        {"iv": encoded(b"\x00" * 12)},
        {"box": ""},
        {"box": encoded(b"\x00" * 40)},
        {"box": "?" * 40},
        {"box": None},
        {"box": "a" * 600_000},
        {"epk": encoded(b"\x04" * 33)},
        {"iv": encoded(b"\x00" * 16)},
        {"iv": [1, 2]},
        {"iv": "a"},
        {"uid": "no uid"},
        {"uid": str(DEVICE).upper()},
        {"uid": DEVICE.hex},
        {"uid": 7},
        {"key": "\ud800"},
        {"format": 2},
        {"more": "than there is"},
    ],
)
def test_what_was_changed_does_not_open(change: dict[str, Any]) -> None:
    with pytest.raises(UnreadableError):
        opened(seal({"a": 1}, DEVICE, key=key_of(SECRET)) | change)


@pytest.mark.parametrize("data", [None, [], "x", 1, {}, {"format": 1}, [[]] * 9])
def test_what_is_no_envelope_is_said_to_be_none(data: Any) -> None:
    with pytest.raises(UnreadableError):
        Envelope.from_data(data)


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"NaN", b'{"a": Infinity}', b"\xff", b"[" * 200_000, b"1" * 5000],
    ids=["empty", "half", "NaN", "Infinity", "no UTF-8", "deep", "huge number"],
)
def test_what_is_no_json_is_refused_or_unreadable(text: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parsed(text)
    with pytest.raises(UnreadableError):
        opened(seal(text, DEVICE, key=key_of(SECRET)))


def test_a_uid_has_one_spelling() -> None:
    assert as_uid(str(DEVICE)) == DEVICE
    for text in (DEVICE.hex, str(DEVICE).upper(), f"{{{DEVICE}}}", f"urn:uuid:{DEVICE}", ""):
        with pytest.raises(ValueError, match=r".*"):
            as_uid(text)
