"""A build makes a whole warehouse or none."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, func, inspect, select, text

from access import accounts, audit
from access.roles import Grant, Role
from data import build
from data.alerts.rules import RuleBook, RuleDraft
from data.build import build_warehouse
from data.engine import open_engine
from data.errors import WarehouseError
from data.periods import month
from data.questions.registry import read_registry
from data.schema import (
    batch,
    correction,
    current_value,
    entity,
    indicator,
    latest_value,
    observation,
    source,
    target,
    warehouse_state,
)
from data.schema_alerts import alert_rule
from tests.data.counters import counters_behind

EARLY = month(2016, 12)


def number_of(engine: Engine, table: object) -> int:
    with engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def assert_every_reference_exists(engine: Engine) -> None:
    """PostgreSQL has checked them itself; SQLite was told not to while building."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        else:
            assert len(inspect(connection).get_foreign_keys("observation")) == 4


def test_published_facts_alone_make_a_warehouse(either_engine: Engine) -> None:
    report = build_warehouse(either_engine, simulated=False)
    assert (report.indicators, report.entities, report.targets, report.published) == (210, 162, 255, 1082)
    assert number_of(either_engine, observation) == 1082
    assert number_of(either_engine, current_value) == 1076  # six first estimates were revised
    assert number_of(either_engine, target) == 255
    assert number_of(either_engine, correction) == 3
    with either_engine.connect() as connection:
        assert connection.execute(select(warehouse_state.c.data_version)).scalar_one() == 1
        assert connection.execute(select(source.c.id).where(source.c.name.startswith("Mô phỏng"))).first() is None
    assert counters_behind(either_engine) == []


def test_a_simulated_history_is_a_batch_of_its_own(either_engine: Engine) -> None:
    report = build_warehouse(either_engine, until=EARLY)
    with either_engine.connect() as connection:
        batches = connection.execute(select(batch.c.kind, batch.c.rows_read).order_by(batch.c.id)).all()
        marked = connection.execute(
            select(func.count())
            .select_from(observation)
            .where(observation.c.status == "S", observation.c.batch_id == 2)
        ).scalar_one()
        version = connection.execute(select(warehouse_state.c.data_version)).scalar_one()
    assert batches == [("catalogue", 1082), ("simulated", report.simulated)]
    assert marked == report.simulated > 50_000
    assert version == 2
    assert_every_reference_exists(either_engine)


def test_new_sources_can_be_added_after_a_build(either_engine: Engine) -> None:
    build_warehouse(either_engine, simulated=False)
    with either_engine.begin() as connection:
        made = connection.execute(source.insert().values(name="Tệp của một cơ quan", name_en="An office's own file"))
        assert made.inserted_primary_key[0] > 100


def test_the_newest_figure_is_the_current_one(small_warehouse: Engine) -> None:
    query = (
        select(current_value.c.value)
        .join(indicator, indicator.c.id == current_value.c.indicator_id)
        .where(indicator.c.code == "GRO01", current_value.c.grain == "Q", current_value.c.period_end == "2025-03-31")
    )
    with small_warehouse.connect() as connection:
        assert connection.execute(query.with_only_columns(current_value.c.value)).scalars().all() == [7.05]


def test_the_latest_figure_knows_the_year_before(small_warehouse: Engine) -> None:
    query = (
        select(latest_value.c.grain, latest_value.c.value, latest_value.c.year_ago_value)
        .join(indicator, indicator.c.id == latest_value.c.indicator_id)
        .join(entity, entity.c.id == latest_value.c.entity_id)
        .where(indicator.c.code == "GRO01", entity.c.code == "VN")
    )
    with small_warehouse.connect() as connection:
        assert connection.execute(query).one() == ("Q", 9.95, 8.25)


def test_building_twice_is_refused(own_warehouse: Engine) -> None:
    with pytest.raises(WarehouseError, match=r"A warehouse stands at .* already, .* Ask for that by --replace"):
        build_warehouse(own_warehouse, simulated=False)


def test_building_anew_replaces_what_was_there(own_warehouse: Engine) -> None:
    with own_warehouse.begin() as connection:
        connection.execute(source.insert().values(name="Something old", name_en="Something old"))
    build_warehouse(own_warehouse, simulated=False, replace=True)
    with own_warehouse.connect() as connection:
        assert connection.execute(select(source.c.id).where(source.c.name == "Something old")).first() is None
        # The pages of what was dropped are given back, so that the file is no larger than it need be.
        assert connection.execute(text("PRAGMA freelist_count")).scalar_one() == 0
    assert number_of(own_warehouse, observation) == 1082


def test_what_people_wrote_is_not_dropped_unless_they_say_so(own_warehouse: Engine) -> None:
    with own_warehouse.begin() as connection:
        registry = read_registry(connection)
        draft = RuleDraft("threshold", "a", "a", ("GRO01",), ("nation",), {"operator": "<", "value": 5}, "info")
        RuleBook(connection, "lan", registry).add(draft)
    before = number_of(own_warehouse, alert_rule)
    with pytest.raises(WarehouseError, match=r"drop: 1 rules of alerts\. Nothing was changed.*--replace --drop-work"):
        build_warehouse(own_warehouse, simulated=False, replace=True)
    assert number_of(own_warehouse, alert_rule) == before
    build_warehouse(own_warehouse, simulated=False, replace=True, drop_work=True)
    assert number_of(own_warehouse, alert_rule) == before - 1


def test_accounts_and_the_record_outlive_a_new_build(either_engine: Engine) -> None:
    build_warehouse(either_engine, simulated=False)
    with either_engine.begin() as connection:
        accounts.create(connection, "an.nguyen", None, grants=[Grant(Role.ADMINISTRATOR)])
        audit.write(connection, "command", audit.Event.ACCOUNT_CREATED, "an.nguyen")
    build_warehouse(either_engine, simulated=False, replace=True)
    with either_engine.connect() as connection:
        assert accounts.by_name(connection, "an.nguyen").grants == {Grant(Role.ADMINISTRATOR)}
        assert (audit.head(connection).sequence, audit.verify(connection)) == (1, None)
    assert number_of(either_engine, observation) == 1082


def test_a_build_that_fails_leaves_nothing_behind(either_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_connection: object) -> None:
        raise RuntimeError("no space left")

    monkeypatch.setattr(build, "rebuild_current", broken)
    with pytest.raises(RuntimeError, match="no space left"):
        build_warehouse(either_engine, simulated=False)
    assert inspect(either_engine).get_table_names() == []


def test_progress_goes_from_nothing_to_everything(tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    engine = open_engine(f"sqlite:///{tmp_path / 'new.db'}", create=True)
    build_warehouse(engine, simulated=False, progress=lambda what, part: told.append((what, part)))
    engine.dispose()
    parts = [part for _, part in told]
    assert parts == sorted(parts)
    assert (told[0], told[-1]) == (("catalogue", 0.0), ("done", 1.0))


def test_foreign_keys_are_checked_again_after_a_build(empty_engine: Engine) -> None:
    build_warehouse(empty_engine, simulated=False)
    with empty_engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
