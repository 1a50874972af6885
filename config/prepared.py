"""Queries that Django puts into SQL once a process, not at every request.

What a page asks is always the same question about other rows. Putting a question with relations into
SQL takes Django many times as long as the database needs to answer it, and it keeps nothing of that
work. A prepared query keeps the SQL, with holes where the values go; a kept insert its text.
"""

import datetime as dt
import re
import uuid
from collections.abc import Callable
from copy import copy
from functools import wraps
from typing import Any

from django.core.exceptions import EmptyResultSet, ImproperlyConfigured
from django.db import connections, models
from django.db.models.expressions import Expression
from django.db.models.sql import InsertQuery

FIELDS: dict[type, Any] = {
    bool: models.BooleanField(),
    int: models.BigIntegerField(),
    str: models.TextField(),
    uuid.UUID: models.UUIDField(),
    dt.datetime: models.DateTimeField(),
    dt.date: models.DateField(),
    dt.time: models.TimeField(),
}
"""What can fill a hole, and the field that writes it for the database; the narrower kind first."""

A_DAY = re.compile(r"(?!9999)\d{4}-\d\d-\d\d")


class Hole(Expression):
    """A value that is not known yet; it stands in a filter where the value would."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """A place for one value."""
        return "%s", [self]

    def filled(self, values: dict[str, Any], connection: Any) -> Any:
        """The value of this name as the database takes it; TypeError for one of no known kind."""
        value = values[self.name]
        field = next((one for kind, one in FIELDS.items() if isinstance(value, kind)), None)
        if field is None:
            raise TypeError(f"{self.name} cannot be {value!r}: it would be another question")
        return field.get_db_prep_value(value, connection)


def prepared[Row](build: Callable[..., models.QuerySet[Any]]) -> Callable[..., list[Row]]:
    """Make a function that builds a query into one that answers it with a list of rows.

    Positional arguments belong to the question: it is prepared once for each of them. Keyword
    arguments are values (a number, text, uid, day or moment, never None): `build` gets a hole for
    each. Raises ImproperlyConfigured for a question with a fixed day in it, since it outlives the
    day.
    """
    ready: dict[tuple[Any, ...], _Ready] = {}

    @wraps(build)
    def ask(*question: Any, **values: Any) -> list[Row]:
        key = (*question, *values)
        if key not in ready:
            holes = {name: Hole(name) for name in values}
            ready[key] = _Ready(build(*question, **holes))
        return ready[key].answer(values)

    return ask


class _Ready:
    """A query with its SQL, and what makes Python's values of the database's."""

    def __init__(self, rows: models.QuerySet[Any]) -> None:
        self.rows = rows
        self.compiler = rows.query.get_compiler(rows.db)
        self.converters: dict[int, Any] = {}
        try:
            self.sql, params = self.compiler.as_sql()
        except EmptyResultSet:
            self.sql, params = "", ()
        else:
            columns = [column for column, *_sql in self.compiler.select[: self.compiler.col_count]]
            self.converters = self.compiler.get_converters(columns)
        self.params = tuple(params)
        for param in self.params:
            if A_DAY.match(str(param)):
                raise ImproperlyConfigured(f"{rows.model.__name__}: {param} would never pass")

    def answer(self, values: dict[str, Any]) -> list[Any]:
        """The rows for these values, with what they prefetch."""
        if not self.sql:
            return []
        compiler = copy(self.compiler)
        compiler.connection = connections[self.rows.db]
        params = tuple(
            one.filled(values, compiler.connection) if isinstance(one, Hole) else one
            for one in self.params
        )
        asked = self.rows.all()
        compiler.as_sql = lambda *args, **kwargs: (self.sql, params)
        compiler.get_converters = lambda columns: self.converters
        asked.query.get_compiler = lambda *args, **kwargs: compiler  # type: ignore[method-assign]
        return list(asked)


class KeptInsert(models.Model):
    """A row that is saved as any other; the text of its INSERT is made once a process."""

    class Meta:
        abstract = True

    def _do_insert(
        self, manager: Any, using: str, fields: Any, returning_fields: Any, raw: bool
    ) -> Any:
        """Insert the row with the kept text; as Django does where a value is an expression."""
        connection = connections[using]
        values = [field.pre_save(self, add=True) for field in fields]
        is_plain = returning_fields and not any(
            hasattr(one, "resolve_expression") for one in values
        )
        if raw or not is_plain:
            return super()._do_insert(manager, using, fields, returning_fields, raw)  # type: ignore[misc]
        key = (type(self), connection.vendor, *(field.attname for field in fields))
        if key not in _inserts:
            query = InsertQuery(type(self))
            query.insert_values(fields, [self])
            compiler = query.get_compiler(using=using)
            compiler.returning_fields = returning_fields
            [(_inserts[key], _params)] = compiler.as_sql()
        with connection.cursor() as cursor:
            pairs = zip(fields, values, strict=True)
            params = [field.get_db_prep_save(value, connection) for field, value in pairs]
            cursor.execute(_inserts[key], params)
            return [cursor.fetchone()]


_inserts: dict[tuple[Any, ...], str] = {}


def keep_related(row: models.Model, name: str, rows: list[Any]) -> None:
    """Let `row.name.all()` answer with rows at hand, as if they had been prefetched."""
    answer = getattr(row, name).all()
    answer._result_cache = rows
    row._prefetched_objects_cache = {  # type: ignore[attr-defined]
        **getattr(row, "_prefetched_objects_cache", {}),
        name: answer,
    }
