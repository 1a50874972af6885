import logging
import sys

import pytest

from config.logs import Formatter, without_people


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Not Found: /c/3f/clients/", "Not Found: /c/3f/clients/"),
        ("Not Found: /p/in/s3cret-token/", "Not Found: /p/in/.../"),
        ("/accounts/password/reset/key/4-abc-def/ 404", "/accounts/password/reset/key/.../ 404"),
        ("Not Found: /calendar/s3cret-token.ics", "Not Found: /calendar/..."),
        ("Not Found: /c/3f/calendar/new/", "Not Found: /c/3f/calendar/new/"),
        ("GET /x?name=Anna&note=bad 200", "GET /x 200"),
        ("refused for anna.b@example.org today", "refused for (address) today"),
    ],
)
def test_a_line_without_people(line: str, expected: str) -> None:
    assert without_people(line) == expected


def test_an_exception_without_its_message() -> None:
    def save() -> None:
        raise ValueError("Key (email)=(anna@example.org) already exists")

    try:
        save()
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 0, "failed", None, sys.exc_info())
    lines = Formatter("{message}", style="{").format(record).splitlines()
    assert lines[0] == "failed"
    assert lines[-2].endswith("in save")
    assert lines[-1] == "  builtins.ValueError"
    assert "anna" not in "".join(lines)
