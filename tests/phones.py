"""A phone that seals what it writes, as static/js does it in the browser."""

import json
import os
import uuid
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from clients.sealing import SealingKey, encoded, key_of


def site_key() -> SealingKey:
    """The key that this site's pages give to a phone."""
    return key_of(settings.SECRET_KEY)


def seal(
    content: Any, device: uuid.UUID, *, uid: uuid.UUID | None = None, key: SealingKey | None = None
) -> dict[str, Any]:
    """The content in an envelope; `content` may be bytes that are no JSON."""
    uid, key = uid or uuid.uuid4(), key or site_key()
    own = ec.generate_private_key(ec.SECP256R1())
    epk = own.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    shared = own.exchange(ec.ECDH(), key.private.public_key())
    secret = HKDF(hashes.SHA256(), 32, epk, b"portal.entry.1").derive(shared)
    text = content if isinstance(content, bytes) else json.dumps(content).encode()
    iv = os.urandom(12)
    box = AESGCM(secret).encrypt(iv, text, f"1|{uid}|{device}|{key.uid}".encode())
    return {
        "format": 1,
        "uid": str(uid),
        "device": str(device),
        "key": key.uid,
        "epk": encoded(epk),
        "iv": encoded(iv),
        "box": encoded(box),
    }
