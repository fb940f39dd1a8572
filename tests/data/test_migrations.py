"""Migrations and the schema say the same, on both databases."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from data import migrations
from data.schema import SCHEMA_VERSION, metadata

WITHOUT_ROWID = ("current_value", "latest_value", "observation")


def differences(engine: Engine) -> list[object]:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))


def test_migrating_an_empty_database_gives_exactly_the_schema(either_engine: Engine) -> None:
    migrations.upgrade(either_engine)
    assert differences(either_engine) == []
    assert set(inspect(either_engine).get_table_names()) == {*metadata.tables, "alembic_version"}


def test_a_column_that_no_migration_makes_is_noticed(empty_engine: Engine) -> None:
    migrations.upgrade(empty_engine)
    with empty_engine.begin() as connection:
        connection.execute(text("ALTER TABLE source ADD extra TEXT"))
    assert [change[0] for change in differences(empty_engine)] == ["remove_column"]


def test_migrating_twice_changes_nothing(either_engine: Engine) -> None:
    assert migrations.current(either_engine) is None
    migrations.upgrade(either_engine)
    migrations.upgrade(either_engine)
    assert migrations.current(either_engine) == migrations.head() == SCHEMA_VERSION


def test_a_failed_migration_leaves_no_table_behind(either_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    from alembic.operations import Operations

    create = Operations.create_table

    def fail_late(self: Operations, name: str, *columns: object, **options: object) -> object:
        if name == "target":
            raise RuntimeError("the disk is full")
        return create(self, name, *columns, **options)

    monkeypatch.setattr(Operations, "create_table", fail_late)
    with pytest.raises(RuntimeError, match="the disk is full"):
        migrations.upgrade(either_engine)
    assert inspect(either_engine).get_table_names() == []


def test_the_big_tables_of_sqlite_are_kept_in_the_order_of_their_key(empty_engine: Engine) -> None:
    migrations.upgrade(empty_engine)
    with empty_engine.connect() as connection:
        made = dict(connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'")).all())
    assert [name for name in WITHOUT_ROWID if "WITHOUT ROWID" not in made[name]] == []
