"""Loads as a whole: what changes, what does not, and what is kept of them."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, select

from data.engine import open_engine
from data.errors import LoadRefused, WarehouseNotBuilt
from data.ingest import Fault, Import
from data.ingest.numbers import as_text
from data.migrations import upgrade
from data.schema import batch, current_value, observation, refused_row, source
from tests.data.ingest.little import contents, faults, furnish, known, load

WITH_MOMENT = "indicator,entity,period,value,recorded_at"


def test_new_figures_are_known_and_raise_the_data_version(either: Engine, file: Path) -> None:
    result = load(either, file, "TRD01,VN,2026-09,40.5\nTRD01,01,2026-09,3.25")
    assert (result.rows_new, result.rows_revised, result.rows_unchanged, result.data_version) == (2, 0, 0, 2)
    september = date(2026, 9, 30)
    assert known(either) == [("TRD01", 1, september, 40.5, "A"), ("TRD01", 5, september, 3.25, "A")]


def test_the_same_file_twice_changes_nothing(either: Engine, file: Path) -> None:
    rows = "TRD01,VN,2026-09,40.5\nTRD01,01,2026-09,3.25"
    load(either, file, rows)
    before = contents(either)
    result = load(either, file, rows)
    assert (result.rows_unchanged, result.data_version) == (2, None)
    assert contents(either) == before


def test_a_changed_value_becomes_a_revision_beside_the_old_one(either: Engine, file: Path) -> None:
    load(either, file, "TRD01,VN,2026-09,40.5\nTRD01,VN,2026-08,39.5")
    result = load(either, file, "TRD01,VN,2026-09,41.5\nTRD01,VN,2026-08,39.5")
    assert (result.rows_new, result.rows_revised, result.rows_unchanged, result.data_version) == (0, 1, 1, 3)
    with either.connect() as connection:
        history = connection.execute(select(observation.c.value).order_by(observation.c.value)).scalars().all()
    assert list(history) == [39.5, 40.5, 41.5]
    assert [row[3] for row in known(either)] == [39.5, 41.5]


def test_a_changed_status_alone_is_a_revision(either: Engine, file: Path) -> None:
    load(either, file, "TRD01,VN,2026-09,40.5,E", "indicator,entity,period,value,status")
    result = load(either, file, "TRD01,VN,2026-09,40.5,A", "indicator,entity,period,value,status")
    assert result.rows_revised == 1
    assert known(either)[0][4] == "A"


def test_a_published_figure_in_the_place_of_a_simulated_one_revises_nothing(either: Engine, file: Path) -> None:
    heads = "indicator,entity,period,value,status"
    load(either, file, "TRD01,VN,2026-09,40.5,S\nTRD01,VN,2026-08,39.5,S", heads)
    result = load(either, file, "TRD01,VN,2026-09,41.5,E\nTRD01,VN,2026-08,39.7,S", heads)
    assert (result.rows_new, result.rows_revised, result.rows_replaced, result.rows_unchanged) == (0, 1, 1, 0)
    with either.connect() as connection:
        kept = connection.execute(select(batch.c.rows_replaced).order_by(batch.c.id.desc())).scalars().first()
    assert kept == 1
    again = load(either, file, "TRD01,VN,2026-09,42.5,A", heads)
    assert (again.rows_revised, again.rows_replaced) == (1, 0)


def test_an_older_figure_goes_into_the_history_without_changing_what_is_known(either: Engine, file: Path) -> None:
    load(either, file, "TRD01,VN,2026-09,40.5,2026-10-06", WITH_MOMENT)
    result = load(either, file, "TRD01,VN,2026-09,38.5,2026-09-29", WITH_MOMENT)
    assert (result.rows_revised, result.data_version) == (1, 3)
    assert [row[3] for row in known(either)] == [40.5]


def test_a_figure_that_came_back_to_an_older_value_is_a_revision_again(either: Engine, file: Path) -> None:
    for day, value in (("06", 40.5), ("07", 41.5), ("08", 40.5)):
        result = load(either, file, f"TRD01,VN,2026-09,{value},2026-10-{day}", WITH_MOMENT)
    assert result.rows_revised == 1
    assert [row[3] for row in known(either)] == [40.5]


def test_one_file_may_tell_a_whole_history(either: Engine, file: Path) -> None:
    rows = "TRD01,VN,2026-09,40.5,2026-10-08\nTRD01,VN,2026-09,38.5,2026-10-06\nTRD01,VN,2026-09,38.5,2026-10-07"
    result = load(either, file, rows, WITH_MOMENT)
    assert (result.rows_new, result.rows_revised, result.rows_unchanged) == (1, 1, 1)
    assert [row[3] for row in known(either)] == [40.5]
    assert load(either, file, rows, WITH_MOMENT).rows_unchanged == 3


def test_a_contradiction_of_the_very_same_moment_is_refused(either: Engine, file: Path) -> None:
    load(either, file, "TRD01,VN,2026-09,40.5,2026-10-06", WITH_MOMENT)
    before = contents(either)
    found = faults(
        either,
        file,
        "TRD01,VN,2026-08,1\nTRD01,VN,2026-09,41.5,2026-10-06".replace(",1\n", ",1,2026-10-06\n"),
        WITH_MOMENT,
    )
    assert found == [(3, "value", Fault.ALREADY_RECORDED)]
    assert contents(either) == before


def test_a_missing_figure_is_a_figure_without_value(either: Engine, file: Path) -> None:
    load(either, file, "TRD01,VN,2026-09,40.5\nTRD01,VN,2026-08,39", "indicator,entity,period,value")
    load(either, file, "TRD01,VN,2026-09,,M", "indicator,entity,period,value,status")
    assert known(either)[1][3:] == (None, "M")
    assert load(either, file, "TRD01,VN,2026-09,,M", "indicator,entity,period,value,status").rows_unchanged == 1


def test_a_dry_run_says_what_would_change_and_changes_nothing(either: Engine, file: Path) -> None:
    load(either, file, "TRD01,VN,2026-09,40.5")
    before = contents(either)
    file.write_text(
        "indicator,entity,period,value,source\nTRD01,VN,2026-09,41,somewhere\nTRD01,VN,2026-08,39,elsewhere\n"
    )
    result = Import(either, file).run(dry_run=True)
    assert (result.rows_new, result.rows_revised, result.data_version) == (1, 1, None)
    assert contents(either) == before
    with either.connect() as connection:
        assert connection.execute(select(source.c.name)).scalars().all() == [f"tệp {file.name}"]


def test_one_bad_row_keeps_the_good_ones_out(either: Engine, file: Path) -> None:
    before = contents(either)
    with pytest.raises(LoadRefused, match=r"figures\.csv was refused: 1 fault\. Nothing was loaded"):
        load(either, file, "TRD01,VN,2026-09,40.5\nTRD99,VN,2026-09,40.5")
    assert contents(either) == before


def test_a_refused_load_is_kept_with_its_reasons(either: Engine, file: Path) -> None:
    faults(either, file, "TRD01,VN,2026-09,40.5\nTRD99,VN,2026-13,x")
    with either.connect() as connection:
        kept = connection.execute(select(batch)).one()
        rows = connection.execute(select(refused_row.c.line, refused_row.c.code).order_by(refused_row.c.number)).all()
    assert (kept.state, kept.rows_read, kept.rows_refused, kept.data_version) == ("refused", 2, 1, None)
    assert [tuple(row) for row in rows] == [(3, "indicator_unknown"), (3, "period"), (3, "value_text")]


def test_a_dry_run_of_a_bad_file_keeps_nothing(little: Engine, file: Path) -> None:
    file.write_text("indicator,entity,period,value\nTRD99,VN,2026-09,1\n")
    with pytest.raises(LoadRefused):
        Import(little, file).run(dry_run=True)
    with little.connect() as connection:
        assert connection.execute(select(batch)).all() == []


def test_only_the_first_thousand_refusals_are_kept(little: Engine, file: Path) -> None:
    faults(little, file, "\n".join(f"TRD99,VN,2026-09,{number}" for number in range(1100)))
    with little.connect() as connection:
        assert len(connection.execute(select(refused_row.c.number)).all()) == 1000
        assert connection.execute(select(batch.c.rows_refused)).scalar_one() == 1100


def test_a_figure_says_where_it_comes_from(either: Engine, file: Path) -> None:
    load(either, file, "TRD01,VN,2026-09,1,Hải quan\nTRD01,VN,2026-08,1,", "indicator,entity,period,value,source")
    with either.connect() as connection:
        names = select(source.c.name, source.c.name_en).join(observation, observation.c.source_id == source.c.id)
        found = sorted(tuple(row) for row in connection.execute(names))
    # What a file says of itself stands as it is in both languages.
    assert found == [("Hải quan", "Hải quan"), ("tệp figures.csv", "file figures.csv")]


def test_every_value_keeps_all_its_digits(either: Engine, file: Path) -> None:
    values = [0.1 + 0.2, 1e-7, 123456789.123456789, 5e15, 0.0]
    load(either, file, "\n".join(f"TRD01,VN,2026-0{n},{value!r}" for n, value in enumerate(values, start=1)))
    assert [row[3] for row in known(either)] == values


def test_a_file_that_is_not_there_leaves_no_trace(little: Engine, file: Path) -> None:
    with pytest.raises(LoadRefused, match="cannot be read: No such file"):
        Import(little, file).run()
    with little.connect() as connection:
        assert connection.execute(select(batch)).all() == []


def test_an_empty_database_asks_to_be_built(either_engine: Engine, file: Path) -> None:
    upgrade(either_engine)
    with pytest.raises(WarehouseNotBuilt, match="python -m data init"):
        load(either_engine, file, "TRD01,VN,2026-09,1")


def test_loads_wait_for_each_other(little: Engine, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.engine.BUSY_SECONDS", 0)
    other = open_engine(little.url.render_as_string())
    with little.connect() as holder:
        holder.exec_driver_sql("BEGIN IMMEDIATE")
        with pytest.raises(Exception, match="has been locked by another process"):
            load(other, file, "TRD01,VN,2026-09,1")
    assert load(other, file, "TRD01,VN,2026-09,1").rows_new == 1
    other.dispose()


def _text(value: float | None) -> str:
    return "" if value is None else as_text(value)


def _status(value: float | None) -> str:
    return "M" if value is None else "A"


def _learn(history: dict[int, float | None], day: int, value: float | None) -> None:
    """The rule in plain words: what says nothing new at its own moment is not written."""
    before = [known for known in history if known <= day]
    if not before or history[max(before)] != value:
        history[day] = value


FIGURE = st.tuples(
    st.sampled_from(["2026-01", "2026-02", "2026-Q1", "2026-3M", "2026-01-31"]),
    st.one_of(st.none(), st.floats(0, 1e12)),
    st.integers(1, 5),
)


@given(st.lists(st.lists(FIGURE, max_size=8), max_size=4))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_known_is_the_newest_of_what_said_something_new(
    tmp_path: Path, loads: list[list[tuple[str, float | None, int]]]
) -> None:
    engine = furnish(create_engine("sqlite://"))
    model: dict[str, dict[int, float | None]] = {}
    for number, figures in enumerate(loads):
        rows = {(period, day): value for period, value, day in figures if day not in model.get(period, {})}
        if not rows:
            continue
        lines = "\n".join(
            f"TRD01,VN,{period},{_text(value)},{_status(value)},2026-10-0{day}" for (period, day), value in rows.items()
        )
        load(engine, tmp_path / f"{number}.csv", lines, "indicator,entity,period,value,status,recorded_at")
        for (period, day), value in sorted(rows.items(), key=lambda row: row[0][1]):
            _learn(model.setdefault(period, {}), day, value)
    expected = sorted((series[max(series)] is None, series[max(series)] or 0) for series in model.values())
    with engine.connect() as connection:
        found = connection.execute(select(current_value.c.value)).scalars().all()
    assert sorted((value is None, value or 0) for value in found) == expected
    engine.dispose()
