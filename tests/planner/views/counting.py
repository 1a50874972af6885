"""Counts the questions put to the database, without the words that begin and end a transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

CONTROL = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")


@contextmanager
def real_queries() -> Iterator[list[str]]:
    """The statements of the block; the list is filled when it ends."""
    found: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield found
    said = [query["sql"] for query in captured.captured_queries]
    found += [sql for sql in said if not sql.startswith(CONTROL)]
