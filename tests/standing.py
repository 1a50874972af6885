"""What nearly every test begins with, made once in each process and copied inside the database.

Made by Django's models it takes many times as long as its copy.
"""

import pickle
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Self

from django.db import connection, transaction
from django.db.models import Model


@dataclass(frozen=True)
class Standing:
    """Rows kept in tables beside those of the models, and what the code that made them gave.

    `name` begins the names of the tables, `tables` are those that have rows.
    """

    name: str
    tables: tuple[str, ...]
    given: bytes

    @classmethod
    def keep(cls, name: str, make: Callable[..., Any], *, upon: Self | None = None) -> Self:
        """Keep every row that `make` writes, and leave the tables empty. Where the rows stand upon
        others, those are there meanwhile, `make` is handed what belongs to them, and may not change
        them."""
        with transaction.atomic():
            base = (upon.put_back(),) if upon else ()
            given = make(*base)
            tables = tuple(filter(_has_rows, _tables()))
            for table in tables:
                under = upon.name if upon and table in upon.tables else ""
                others = f"WHERE id NOT IN (SELECT id FROM {under}_{table})" if under else ""
                _run(f"CREATE TABLE {name}_{table} AS SELECT * FROM {table} {others}")
            for table in reversed(tables):
                _run(f"DELETE FROM {table}")
        return cls(name, tables, _written(given, *base))

    def put_back(self, *base: Any) -> Any:
        """Write the rows, and give what belongs to them; `base` is what belongs to the rows that they
        stand upon. Their keys are nobody else's: what tests make counts on from them."""
        # Together, because a row may stand before the one that it points to.
        with transaction.atomic():
            for table in self.tables:
                _run(f"INSERT INTO {table} SELECT * FROM {self.name}_{table}")
        return self.read(*base)

    def read(self, *base: Any) -> Any:
        """What belongs to the rows, as it was given; in it the rows of `base` are these very ones."""
        reader = _Reader(BytesIO(self.given))
        reader.rows = _rows(*base)
        return reader.load()


class _Writer(pickle.Pickler):
    """Writes the place of a known row in place of the row."""

    rows: Sequence[Model] = ()

    def persistent_id(self, thing: Any) -> int | None:
        """The place of this very row, if it is known."""
        if not isinstance(thing, Model):
            return None
        return next((place for place, row in enumerate(self.rows) if row is thing), None)


class _Reader(pickle.Unpickler):
    """Reads the known row at a place."""

    rows: Sequence[Model] = ()

    def persistent_load(self, place: int) -> Model:
        """The row at this place."""
        return self.rows[place]


def _written(given: Any, *base: Any) -> bytes:
    file = BytesIO()
    writer = _Writer(file)
    writer.rows = _rows(*base)
    writer.dump(given)
    return file.getvalue()


def _rows(*base: Any) -> list[Model]:
    """The rows among the attributes of these, and in the dicts among them."""
    values = [value for one in base for value in vars(one).values()]
    inside = [row for value in values if isinstance(value, dict) for row in value.values()]
    return [row for row in (*values, *inside) if isinstance(row, Model)]


def _run(sql: str) -> Any:
    with closing(connection.cursor()) as cursor:
        cursor.execute(sql)
        return cursor.fetchone() if sql.startswith("SELECT 1") else None


def _tables() -> list[str]:
    """Our own tables; those of migrations and content types are filled before any test."""
    names = connection.introspection.django_table_names(only_existing=True)
    return [name for name in names if name.startswith(("clients_", "planner_"))]


def _has_rows(table: str) -> bool:
    return _run(f"SELECT 1 FROM {table} LIMIT 1") is not None
