"""The newest figure of each indicator and unit, and what it is compared with, stays right under every load."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, select

from data.ingest.latest import refresh_latest
from data.schema import latest_value
from tests.data.ingest.little import load

WITH_STATUS = "indicator,entity,period,value,vintage,status"


def latest(engine: Engine, unit: int = 1) -> tuple[object, ...]:
    columns = latest_value.c
    wanted = (columns.grain, columns.period_end, columns.value, columns.previous_value, columns.year_ago_value)
    with engine.connect() as connection:
        return tuple(connection.execute(select(*wanted).where(columns.entity_id == unit)).one())


def test_the_newest_period_is_compared_with_the_one_before_and_a_year_before(either: Engine, file: Path) -> None:
    load(either, file, "TRD01,VN,2026-09,9\nTRD01,VN,2026-08,8\nTRD01,VN,2025-09,5\nTRD01,VN,2025-08,4")
    assert latest(either) == ("M", date(2026, 9, 30), 9, 8, 5)


def test_an_older_period_loaded_later_is_taken_into_the_comparison(either: Engine, file: Path) -> None:
    load(either, file, "TRD01,VN,2026-09,9")
    assert latest(either) == ("M", date(2026, 9, 30), 9, None, None)
    load(either, file, "TRD01,VN,2025-09,5")
    assert latest(either) == ("M", date(2026, 9, 30), 9, None, 5)


def test_of_figures_that_end_together_the_indicator_s_own_frequency_counts(either: Engine, file: Path) -> None:
    load(either, file, "TRD01,VN,2025-12,12\nTRD01,VN,2025-Q4,30\nTRD01,VN,2025,100")
    assert latest(either)[:3] == ("M", date(2025, 12, 31), 12)


def test_without_its_own_frequency_the_finest_counts(either: Engine, file: Path) -> None:
    load(either, file, "TRD01,VN,2025-Q4,30\nTRD01,VN,2025,100\nTRD01,VN,2025-H2,60")
    assert latest(either)[:3] == ("Q", date(2025, 12, 31), 30)


def test_forecasts_and_missing_figures_are_not_the_newest(either: Engine, file: Path) -> None:
    load(either, file, "TRD01,VN,2026-08,8,,A\nTRD01,VN,2026-09,9,,F\nTRD01,VN,2026-10,,,M", WITH_STATUS)
    assert latest(either)[:3] == ("M", date(2026, 8, 31), 8)


def test_a_figure_that_is_withdrawn_gives_way_to_the_one_before(either: Engine, file: Path) -> None:
    load(either, file, "TRD01,VN,2026-08,8\nTRD01,VN,2026-09,9")
    load(either, file, "TRD01,VN,2026-09,,,M", WITH_STATUS)
    assert latest(either)[:3] == ("M", date(2026, 8, 31), 8)


def test_a_merged_unit_is_compared_with_the_sum_of_its_parts(either: Engine, file: Path) -> None:
    load(
        either,
        file,
        "TRD01,24,2025-07,7,,A\nTRD01,24,2025-06,2,,A\nTRD01,27,2025-06,3,,S\nTRD01,24,2024-07,1,,A",
        WITH_STATUS,
    )
    assert latest(either, unit=6) == ("M", date(2025, 7, 31), 7, 5, None)
    with either.connect() as connection:
        status = select(latest_value.c.previous_status).where(latest_value.c.entity_id == 6)
        assert connection.execute(status).scalar_one() == "S"


def test_a_late_part_completes_the_comparison_of_its_successor(either: Engine, file: Path) -> None:
    load(either, file, "TRD01,24,2025-07,7\nTRD01,24,2025-06,2")
    assert latest(either, unit=6)[3] is None
    load(either, file, "TRD01,27,2025-06,3")
    assert latest(either, unit=6)[3] == 5


def test_a_rate_is_not_summed_but_a_lone_predecessor_hands_it_on(either: Engine, file: Path) -> None:
    load(
        either,
        file,
        "GRO02,24,2025-Q3,7\nGRO02,24,2025-Q2,2\nGRO02,27,2025-Q2,3\nGRO02,01,2025-Q3,8\nGRO02,01,2025-Q2,6",
    )
    assert latest(either, unit=6)[3] is None
    assert latest(either, unit=5)[3] == 6


def test_a_unit_s_own_figure_goes_before_its_parts(either: Engine, file: Path) -> None:
    load(either, file, "TRD01,01,2025-07,7,2025,\nTRD01,01,2025-06,5,2024,\nTRD01,01,2025-06,6,2025,", WITH_STATUS)
    assert latest(either, unit=5)[3] == 6


@pytest.mark.parametrize(
    ("period", "before", "year_ago"), [("2024-02-29", "2024-02-28", "2023-02-28"), ("2025-9M", "2025-8M", "2024-9M")]
)
def test_days_and_spans_are_compared_by_the_calendar(
    little: Engine, file: Path, period: str, before: str, year_ago: str
) -> None:
    load(little, file, f"TRD01,VN,{period},3\nTRD01,VN,{before},2\nTRD01,VN,{year_ago},1")
    assert latest(little)[2:] == (3, 2, 1)


def test_refreshing_everything_gives_what_the_loads_kept_up(either: Engine, file: Path) -> None:
    load(either, file, "TRD01,24,2025-07,7\nTRD01,24,2025-06,2\nTRD01,VN,2025-06,9")
    load(either, file, "TRD01,27,2025-06,3\nTRD01,VN,2025-07,8\nGRO01,VN,2025-Q2,8")
    with either.begin() as connection:
        kept = sorted(connection.execute(select(latest_value)).all())
        connection.execute(delete(latest_value))
        refresh_latest(connection)
        assert sorted(connection.execute(select(latest_value)).all()) == kept
