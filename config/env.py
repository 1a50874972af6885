"""Typed readers of the environment.

Every reader names the variable and says what it expected when the value does not fit, so that a
wrong deployment stops at start-up with one sentence instead of failing later in a page.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off"})

# WAL lets readers go on beside one writer; FULL because NORMAL may lose the last acknowledged
# commit when the power goes; secure_delete so that an erased row is overwritten in the file.
SQLITE_START = ";".join(
    (
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",
        "PRAGMA foreign_keys=ON",
        "PRAGMA secure_delete=ON",
    )
)
SQLITE_BUSY_SECONDS = 20
POOL_WAIT_SECONDS = 10
PREPARE_AFTER = 5
"""PostgreSQL plans a statement once for all when a connection asks it for this many times (psycopg's
default)."""


def _raw(name: str) -> str | None:
    value = os.environ.get(name, "").strip()
    return value or None


def _wrong(name: str, expected: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name} must be {expected}.")


def text(name: str, default: str | None = None) -> str:
    """A line of text. Without a default the variable is required."""
    value = _raw(name)
    if value is not None:
        return value
    if default is None:
        raise ImproperlyConfigured(f"{name} is not set. It must be a line of text.")
    return default


def choice(name: str, options: tuple[str, ...], default: str) -> str:
    """One word out of `options`."""
    value = _raw(name)
    if value is None:
        return default
    if value not in options:
        raise _wrong(name, f"one of: {', '.join(options)}")
    return value


def flag(name: str, default: bool) -> bool:
    """Yes or no, written as 1, true, yes, on or 0, false, no, off."""
    value = _raw(name)
    if value is None:
        return default
    if value.lower() in YES:
        return True
    if value.lower() in NO:
        return False
    raise _wrong(name, "yes or no (1, true, yes, on or 0, false, no, off)")


def integer(name: str, default: int, *, at_least: int, at_most: int) -> int:
    """A whole number from `at_least` to `at_most`."""
    value = _raw(name)
    if value is None:
        return default
    expected = f"a whole number from {at_least} to {at_most}"
    # isdecimal also accepts other scripts' digits; ten characters keep int() away from huge
    # numbers.
    if not (value.isascii() and value.isdecimal() and len(value) <= 10):
        raise _wrong(name, expected)
    number = int(value)
    if not at_least <= number <= at_most:
        raise _wrong(name, expected)
    return number


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """Words separated by commas or spaces."""
    value = _raw(name)
    if value is None:
        return list(default)
    return value.replace(",", " ").split()


def secret(name: str, default: str | None = None) -> str:
    """A secret of at least 50 characters. The message never repeats the value."""
    value = _raw(name)
    if value is None:
        if default is None:
            raise ImproperlyConfigured(
                f"{name} is not set. It must be a secret of at least 50 random characters."
            )
        return default
    if len(value) < 50 or len(set(value)) < 5:
        raise _wrong(name, "a secret of at least 50 random characters")
    return value


def origin(name: str, default: str) -> str:
    """The address of a site: scheme and host, with a port if needed, without a path."""
    value = text(name, default)
    expected = "an address like https://wings.example.org, without a path"
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        raise _wrong(name, expected) from None
    extra = parts.path.strip("/") or parts.query or parts.fragment or parts.username
    if parts.scheme not in ("http", "https") or not parts.hostname or extra:
        raise _wrong(name, expected)
    return f"{parts.scheme}://{parts.hostname}{f':{port}' if port else ''}"


def database(name: str, *, sqlite: Path, pool: int, prepares: bool) -> dict[str, Any]:
    """Django's settings for the database: a SQLite file unless the variable says otherwise.

    `sqlite` is the file used when the variable is not set; `pool` the most connections that one
    process keeps to PostgreSQL; `prepares` whether each keeps what it asks often planned, which a
    pooler between them may forbid. Understands postgresql://user:password@host:port/name?sslmode=...
    (a folder as `host` in the query means a socket) and sqlite:////folder/file.
    """
    value = _raw(name)
    if value is None:
        return _sqlite(sqlite)
    expected = "like postgresql://user:password@host:5432/name or sqlite:////folder/file.sqlite3"
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        raise _wrong(name, expected) from None
    path = unquote(parts.path.removeprefix("/"))
    if parts.scheme == "sqlite" and not parts.netloc and path:
        return _sqlite(Path(path).absolute())
    if parts.scheme not in ("postgres", "postgresql") or not path or "/" in path:
        raise _wrong(name, expected)
    options = dict(parse_qsl(parts.query))
    return _postgresql(
        {
            "NAME": path,
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
            "PORT": str(port or ""),
        },
        options,
        {"min_size": 1, "max_size": pool, "timeout": POOL_WAIT_SECONDS},
        PREPARE_AFTER if prepares else None,
    )


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            # IMMEDIATE takes the write lock at the start of a transaction, where waiting is
            # possible.
            "transaction_mode": "IMMEDIATE",
            "timeout": SQLITE_BUSY_SECONDS,
            "init_command": SQLITE_START,
        },
        # A file, because threads that share one in-memory connection lock each other out. Named by
        # the process, so that two runs in one folder do not meet.
        "TEST": {"NAME": path.with_name(f"test-{os.getpid()}.sqlite3")},
    }


def _postgresql(
    where: Mapping[str, str], options: dict[str, str], pool: dict[str, int], prepare: int | None
) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        **where,
        "OPTIONS": {
            **options,
            "pool": pool,
            "server_side_binding": True,
            "prepare_threshold": prepare,
        },
    }
