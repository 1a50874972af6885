"""Random secrets: how they are made and in which form they are kept."""

import hashlib
import secrets


def hashed(secret: str) -> str:
    """The form in which a random secret is kept and sought.

    A plain SHA-256 is enough: the secrets are random and long, nobody can try them one by one.
    """
    return hashlib.sha256(secret.encode()).hexdigest()


def new_secret() -> str:
    """A fresh secret of 192 random bits, as 32 letters that fit into an address."""
    return secrets.token_urlsafe(24)


def same(given: str, kept: str) -> bool:
    """Whether two texts are equal, taking the same time whatever they hold."""
    return secrets.compare_digest(given.encode(), kept.encode())
