from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env

SQLITE = Path("/srv/wings/two-wings.sqlite3")
LONG = "a-long-and-random-looking-value-0123456789-abcdefghijkl"


def read_database(*, prepares: bool = True) -> Any:
    return env.database("X", sqlite=SQLITE, pool=7, prepares=prepares)


@pytest.mark.parametrize(
    ("value", "read", "expected"),
    [
        (None, lambda: env.text("X", "d"), "d"),
        ("  a b ", lambda: env.text("X"), "a b"),
        (None, lambda: env.choice("X", ("a", "b"), "b"), "b"),
        ("a", lambda: env.choice("X", ("a", "b"), "b"), "a"),
        (None, lambda: env.flag("X", True), True),
        ("Yes", lambda: env.flag("X", False), True),
        ("off", lambda: env.flag("X", True), False),
        (None, lambda: env.integer("X", 4, at_least=1, at_most=9), 4),
        ("9", lambda: env.integer("X", 4, at_least=1, at_most=9), 9),
        (None, lambda: env.words("X", ("d",)), ["d"]),
        ("a, b c", lambda: env.words("X"), ["a", "b", "c"]),
        (None, lambda: env.secret("X", "d"), "d"),
        (LONG, lambda: env.secret("X"), LONG),
        (None, lambda: env.origin("X", "http://localhost:8000"), "http://localhost:8000"),
        ("https://a.example/", lambda: env.origin("X", ""), "https://a.example"),
        ("https://a.example:8443", lambda: env.origin("X", ""), "https://a.example:8443"),
    ],
)
def test_a_reader_understands(
    monkeypatch: pytest.MonkeyPatch, value: str | None, read: Callable[[], object], expected: object
) -> None:
    monkeypatch.delenv("X", raising=False)
    if value is not None:
        monkeypatch.setenv("X", value)
    assert read() == expected


@pytest.mark.parametrize(
    ("value", "read", "sentence"),
    [
        (None, lambda: env.text("X"), "X is not set. It must be a line of text."),
        ("  ", lambda: env.text("X"), "X is not set. It must be a line of text."),
        ("c", lambda: env.choice("X", ("a", "b"), "b"), "X must be one of: a, b."),
        (
            "maybe",
            lambda: env.flag("X", True),
            "X must be yes or no (1, true, yes, on or 0, false, no, off).",
        ),
        *(
            (
                wrong,
                lambda: env.integer("X", 4, at_least=1, at_most=9),
                "X must be a whole number from 1 to 9.",
            )
            for wrong in ("0", "10", "-1", "1.5", "four", "٣", "9" * 5000)
        ),
        (
            None,
            lambda: env.secret("X"),
            "X is not set. It must be a secret of at least 50 random characters.",
        ),
        *(
            (wrong, lambda: env.secret("X"), "X must be a secret of at least 50 random characters.")
            for wrong in ("too-short-hunter2", "a" * 60)
        ),
        *(
            (
                wrong,
                lambda: env.origin("X", ""),
                "X must be an address like https://wings.example.org, without a path.",
            )
            for wrong in (
                "wings.example.org",
                "ftp://a.example",
                "https://a.example/path",
                "https://u:p@a.example",
                "https://a.example:port",
                "https://",
            )
        ),
        *(
            (
                wrong,
                read_database,
                "X must be like postgresql://user:password@host:5432/name or "
                "sqlite:////folder/file.sqlite3.",
            )
            for wrong in (
                "mysql://a/b",
                "postgresql://host",
                "postgresql://h:x/b",
                "sqlite://h/f",
                "x",
            )
        ),
    ],
)
def test_a_reader_names_the_variable_and_what_it_expected(
    monkeypatch: pytest.MonkeyPatch, value: str | None, read: Callable[[], object], sentence: str
) -> None:
    monkeypatch.delenv("X", raising=False)
    if value is not None:
        monkeypatch.setenv("X", value)
    with pytest.raises(ImproperlyConfigured) as refusal:
        read()
    assert str(refusal.value) == sentence


def test_the_default_database_is_a_durable_sqlite_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("X", raising=False)
    found = read_database()
    assert (found["ENGINE"], found["NAME"]) == ("django.db.backends.sqlite3", SQLITE)
    assert found["OPTIONS"] == {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
        "PRAGMA foreign_keys=ON;PRAGMA secure_delete=ON",
    }
    assert found["TEST"]["NAME"].parent == SQLITE.parent


def test_an_absolute_sqlite_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", "sqlite:////tmp/a b.sqlite3")
    assert read_database()["NAME"] == Path("/tmp/a b.sqlite3")


@pytest.mark.parametrize(
    ("value", "where", "options"),
    [
        (
            "postgresql://wings:p%40ss@db.example:6432/two_wings?sslmode=verify-full",
            ("two_wings", "wings", "p@ss", "db.example", "6432"),
            {"sslmode": "verify-full"},
        ),
        ("postgres://app@/w?host=/tmp/pg", ("w", "app", "", "/tmp/pg", ""), {}),
    ],
)
def test_a_postgresql_address(
    monkeypatch: pytest.MonkeyPatch,
    value: str,
    where: tuple[str, ...],
    options: dict[str, str],
) -> None:
    monkeypatch.setenv("X", value)
    found = read_database()
    assert tuple(found[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")) == where
    assert found["OPTIONS"] == options | {
        "pool": {"min_size": 1, "max_size": 7, "timeout": 10},
        "server_side_binding": True,
        "prepare_threshold": 5,
    }
    assert read_database(prepares=False)["OPTIONS"]["prepare_threshold"] is None
