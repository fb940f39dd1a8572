"""The data dictionary, written from the comments of the schema."""

from sqlalchemy import Column, Table
from sqlalchemy.dialects import postgresql

import data.schema_access  # its tables join the metadata
import data.schema_alerts
import data.schema_boundaries
import data.schema_counts
import data.schema_forecasts
import data.schema_packs
import data.schema_targets
import data.schema_tasks
import data.schema_wall  # noqa: F401  # so do these
from data.schema import metadata

HEAD = """# Data dictionary

Generated from `data/schema.py` by `python -m data dictionary`; a test fails when it is out of date. Types are those of
PostgreSQL; SQLite holds the same.
"""


def dictionary() -> str:
    """Markdown with one section a table, in alphabetical order."""
    tables = sorted(metadata.tables.values(), key=lambda table: table.name)
    return "\n".join([HEAD, *(_section(table) for table in tables)])


def _section(table: Table) -> str:
    head = f"## {table.name}\n\n{table.comment}\n\n| column | type | | meaning |\n|---|---|---|---|\n"
    return head + "".join(_line(column) for column in table.columns)


def _line(column: Column[object]) -> str:
    kind = column.type.compile(dialect=postgresql.dialect()).lower()  # type: ignore[no-untyped-call]
    return f"| `{column.name}` | {kind} | {_role(column)} | {column.comment or ''} |\n"


def _role(column: Column[object]) -> str:
    roles = ["key"] if column.primary_key else []
    roles += [f"→ {key.column.table.name}" for key in column.foreign_keys]
    roles += ["may be empty"] if column.nullable else []
    return ", ".join(roles)
