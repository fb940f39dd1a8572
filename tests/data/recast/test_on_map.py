from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, insert, select

from data.ingest.latest import refresh_latest
from data.ingest.recasting import Recasting
from data.periods import month
from data.rebuild import rebuild_current
from data.recast import SEVERITY, end_of_day, on_map
from data.records import Boundary
from data.schema import current_value, metadata, observation
from tests.data.questions.little import IDS, NUMBERS, furnish

FORMER = ("01~2024", "24~2024", "27~2024", "48~2024", "49~2024", "04~2024")
PRESENT = ("01~2025", "24~2025", "48~2025", "04~2025")
MAY = month(2025, 5)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The little warehouse without figures."""
    from data.engine import open_engine

    engine = furnish(open_engine(f"sqlite:///{tmp_path_factory.mktemp('recast') / 'w.db'}", create=True))
    put(engine, {})
    return engine


def put(engine: Engine, values: dict[str, tuple[float, str]]) -> None:
    """Let the warehouse hold these exports of May 2025 alone."""
    with engine.begin() as connection:
        connection.execute(observation.delete())
        rows = [
            {
                "indicator_id": NUMBERS["TRD01"],
                "entity_id": IDS[unit],
                "grain": "M",
                "period_end": MAY.end,
                "recorded_at": datetime(2025, 6, 6),
                "value": value,
                "status": status,
                "source_id": 1,
                "batch_id": 1,
            }
            for unit, (value, status) in values.items()
        ]
        if rows:
            connection.execute(insert(observation), rows)
        rebuild_current(connection)
        Recasting(connection).everything()
        refresh_latest(connection)


def on_the_map_of_today(engine: Engine, as_of: date | None = None) -> dict[str, tuple[float | None, str]]:
    found = on_map(Boundary.MAP_2025, as_of, lambda table: [], [IDS[unit] for unit in PRESENT]).c
    codes = {number: key for key, number in IDS.items()}
    with engine.connect() as connection:
        rows = connection.execute(select(found.entity_id, found.value, found.status))
        return {codes[number]: (value, status) for number, value, status in rows}


VALUES = st.integers(-1000, 1000).map(float)
FIGURES = st.tuples(VALUES, st.sampled_from("AEPFS"))
quick = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


@quick
@given(st.fixed_dictionaries(dict.fromkeys(FORMER, FIGURES)))
def test_a_recast_keeps_the_total(bare: Engine, values: dict[str, tuple[float, str]]) -> None:
    put(bare, values)
    found = on_the_map_of_today(bare)
    assert set(found) == set(PRESENT)
    assert sum(value for value, _ in found.values()) == sum(value for value, _ in values.values())


@quick
@given(st.dictionaries(st.sampled_from(FORMER), FIGURES))
def test_a_sum_is_as_uncertain_as_its_worst_part_and_one_with_a_part_missing_has_no_value(
    bare: Engine, values: dict[str, tuple[float, str]]
) -> None:
    put(bare, values)
    parts = {"01~2025": FORMER[:1], "24~2025": FORMER[1:3], "48~2025": FORMER[3:5], "04~2025": FORMER[5:]}
    expected = {
        unit: (sum(values[one][0] for one in of), max((values[one][1] for one in of), key=SEVERITY.index))
        if set(of) <= set(values)
        else (None, "M")
        for unit, of in parts.items()
        if set(of) & set(values)
    }
    assert on_the_map_of_today(bare) == expected


@quick
@given(FIGURES, FIGURES, FIGURES)
def test_a_unit_is_counted_once_though_it_and_its_parts_have_figures(
    bare: Engine, one: tuple[float, str], other: tuple[float, str], own: tuple[float, str]
) -> None:
    put(bare, {"24~2024": one, "27~2024": other, "24~2025": own})
    assert on_the_map_of_today(bare) == {"24~2025": own}
    assert on_the_map_of_today(bare, as_of=date(2025, 6, 6)) == {"24~2025": own}


@quick
@given(st.dictionaries(st.sampled_from(FORMER + PRESENT), FIGURES))
def test_the_past_of_a_day_after_everything_is_the_present(bare: Engine, values: dict[str, tuple[float, str]]) -> None:
    put(bare, values)
    assert on_the_map_of_today(bare, as_of=date(2030, 1, 1)) == on_the_map_of_today(bare)


def test_before_a_figure_was_recorded_it_is_not_there(bare: Engine) -> None:
    put(bare, {"24~2024": (1.0, "A"), "27~2024": (2.0, "A")})
    assert on_the_map_of_today(bare, as_of=date(2025, 6, 5)) == {}
    assert on_the_map_of_today(bare, as_of=date(2025, 6, 6)) == {"24~2025": (3.0, "A")}


def test_what_was_recorded_during_a_day_of_viet_nam_was_known_at_its_end() -> None:
    assert end_of_day(date(2025, 12, 31)) == datetime(2025, 12, 31, 17)


def test_the_key_of_what_is_known_now_is_that_of_the_history() -> None:
    now = {column.name for column in metadata.tables[current_value.name].primary_key}
    assert now | {"recorded_at"} == {column.name for column in observation.primary_key}
