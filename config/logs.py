"""Logs that say what happened without saying to whom.

No bodies, no query strings, no e-mail addresses and no invitation tokens; of an exception its kind
and the lines it passed, never its message, because a database repeats the refused value there.
"""

import logging
import re
import traceback
from types import TracebackType
from typing import Any

# Invitations, password resets and calendars of members carry their secret in the path.
SECRET_PATH = re.compile(r"(/p/in/|/reset/key/|/confirm-email/|(?<!\w)/calendar/)[^/\s?]+")
QUERY = re.compile(r"\?\S*")
ADDRESS = re.compile(r"[^\s@/<>\"']+@[^\s@/<>\"']+")


def without_people(line: str) -> str:
    """The line without query strings, e-mail addresses and secrets in paths."""
    line = SECRET_PATH.sub(r"\1...", line)
    line = ADDRESS.sub("(address)", line)
    return QUERY.sub("", line)


class Formatter(logging.Formatter):
    """One line per event; exceptions as kind and places."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        """The line itself, without people."""
        return without_people(super().formatMessage(record))

    def formatException(self, ei: Any) -> str:  # noqa: N802
        """Kind of the exception and the lines it passed; not its message."""
        kind: type[BaseException] | None
        trace: TracebackType | None
        kind, _, trace = ei
        places = [
            f"  {frame.filename}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(trace)
        ]
        return "\n".join([*places, f"  {kind.__module__}.{kind.__qualname__}" if kind else ""])


def config(*, requests: bool) -> dict[str, Any]:
    """Django's logging settings; `requests` asks for one line per request."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": "config.logs.Formatter",
                "format": "{levelname} {name} {message}",
                "style": "{",
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            # Django's own handlers (a mail to admins with the whole request; a console line with the
            # query) are replaced by ours.
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
            # Everybody's robots try other hosts; the request line says 400.
            "django.security.DisallowedHost": {"handlers": [], "propagate": False},
            "site": {"level": "INFO"},
            "site.requests": {"level": "INFO" if requests else "ERROR"},
            # WeasyPrint and fontTools report every glyph they subset.
            "fontTools": {"level": "ERROR"},
        },
    }
