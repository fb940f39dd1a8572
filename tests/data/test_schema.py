"""The schema says what it holds, and the dictionary says what the schema says."""

import pytest
from sqlalchemy import Column, Table

from data.dictionary import dictionary
from data.schema import metadata
from tests.conftest import ROOT

TABLES = list(metadata.tables.values())
COLUMNS = [column for table in TABLES for column in table.columns]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_says_what_it_holds(table: Table) -> None:
    assert (table.comment or "").endswith(".")


@pytest.mark.parametrize("column", COLUMNS, ids=str)
def test_every_column_says_what_it_means(column: Column[object]) -> None:
    assert (column.comment or "").endswith(".")


def test_every_constraint_has_a_name_that_a_migration_can_use() -> None:
    unnamed = [str(constraint) for table in TABLES for constraint in table.constraints if constraint.name is None]
    assert unnamed == []


def test_the_data_dictionary_is_current() -> None:
    written = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert written == dictionary(), "Run: python -m data dictionary"
