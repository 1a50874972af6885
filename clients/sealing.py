"""Entries that a phone wrote without network, sealed so that only the server can open them. Pure.

The phone keeps nothing but envelopes: each is encrypted to the server's public key under a fresh key
of its own, which the phone forgets at once. Whoever holds the phone can count envelopes, not read
them. P-256, HKDF-SHA256 and AES-256-GCM, because browsers have them built in (Web Crypto).
"""

import base64
import binascii
import hashlib
import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from clients.shapes import Fields, ShapeError

FORMAT = 1
CURVE = ec.SECP256R1()
ORDER = int("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", 16)
"""The order of P-256's group (FIPS 186-5, SP 800-186)."""
SEED_BYTES = 48
"""128 bits more than the order has, so that the remainder is as good as even (FIPS 186-5, A.2.1)."""
POINT_BYTES = 65
IV_BYTES = 12
BOX_CHARACTERS = 512 * 1024
"""No envelope is longer than what a phone may send at once."""


class UnreadableError(Exception):
    """No envelope, sealed to a key that is not ours, or changed on its way."""


@dataclass(frozen=True)
class SealingKey:
    """The server's key pair; several machines with one secret have the same."""

    private: ec.EllipticCurvePrivateKey

    @cached_property
    def public(self) -> bytes:
        """The public key as 65 raw bytes (an uncompressed point)."""
        return _raw(self.private.public_key())

    @property
    def public_text(self) -> str:
        """The public key for a page."""
        return encoded(self.public)

    @cached_property
    def uid(self) -> str:
        """The key's name: the first 16 hex digits of SHA-256 over its raw bytes."""
        return hashlib.sha256(self.public).hexdigest()[:16]


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """What a phone keeps and sends: which mutation, of which phone, for which key, and the box."""

    uid: uuid.UUID
    device: uuid.UUID
    key: str
    epk: bytes
    iv: bytes
    box: bytes

    @classmethod
    def from_data(cls, data: object) -> "Envelope":
        """The envelope of parsed JSON; raises UnreadableError for anything else."""
        try:
            fields = Fields(data)
            fields.format(FORMAT)
            read = cls(
                uid=as_uid(fields.text("uid", 36)),
                device=as_uid(fields.text("device", 36)),
                key=fields.text("key", 16),
                epk=decoded(fields.text("epk", 100)),
                iv=decoded(fields.text("iv", 20)),
                box=decoded(fields.text("box", BOX_CHARACTERS)),
            )
            fields.done()
        except (ShapeError, ValueError) as error:
            raise UnreadableError from error
        if len(read.epk) != POINT_BYTES or len(read.iv) != IV_BYTES:
            raise UnreadableError
        return read

    @property
    def bound(self) -> bytes:
        """What the box is bound to: an envelope with another name or phone does not open."""
        return f"{FORMAT}|{self.uid}|{self.device}|{self.key}".encode()


@lru_cache(maxsize=8)
def key_of(secret: str) -> SealingKey:
    """The key pair that belongs to a secret of the site."""
    seed = _derived(secret.encode(), salt=None, info=b"portal.sealing.1", length=SEED_BYTES)
    number = int.from_bytes(seed) % (ORDER - 1) + 1
    return SealingKey(ec.derive_private_key(number, CURVE))


def open_sealed(envelope: Envelope, secrets: Iterable[str]) -> object:
    """The parsed JSON in an envelope; raises UnreadableError. `secrets`: the site's, newest first."""
    key = next((one for one in map(key_of, secrets) if one.uid == envelope.key), None)
    if key is None:
        raise UnreadableError
    try:
        point = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, envelope.epk)
        box = AESGCM(_box_key(key.private.exchange(ec.ECDH(), point), envelope.epk))
        return parsed(box.decrypt(envelope.iv, envelope.box, envelope.bound))
    except (InvalidTag, ValueError) as error:
        raise UnreadableError from error


def parsed(text: bytes) -> object:
    """JSON from outside; raises ValueError for anything else, also for NaN and bottomless depth."""
    try:
        return json.loads(text, parse_constant=_no_constant)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def as_uid(text: str) -> uuid.UUID:
    """The uid that is written in the usual form, and no other; raises ValueError."""
    uid = uuid.UUID(text)
    if str(uid) != text:
        raise ValueError("not in the usual form")
    return uid


def encoded(raw: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """The bytes of base64url without padding; raises ValueError."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError("not base64url") from error


def _box_key(shared: bytes, epk: bytes) -> bytes:
    return _derived(shared, salt=epk, info=b"portal.entry.1", length=32)


def _derived(secret: bytes, *, salt: bytes | None, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(secret)


def _raw(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")
