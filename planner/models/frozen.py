"""Values of a row that Django puts into SQL once a process, not once a query.

Where a page asks for many values of the past as subqueries, putting them together takes twenty times
as long as the database needs to answer.
"""

from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL


def frozen[Row: QuerySet[Any]](rows: Row, **values: Any) -> Row:
    """`rows.annotate(**values)`, with each value already as SQL.

    For whole rows only, not for their values or number: a value may refer to what `rows` selects as
    related, and that is left out where no rows are made.
    """
    query = rows.annotate(**values).query
    compiler = query.get_compiler(rows.db)
    compiler.pre_sql_setup()
    parts = {name: compiler.compile(query.annotations[name]) for name in values}
    return rows.annotate(
        **{
            name: RawSQL(sql, params, query.annotations[name].output_field)  # noqa: S611 - Django wrote it
            for name, (sql, params) in parts.items()
        }
    )
