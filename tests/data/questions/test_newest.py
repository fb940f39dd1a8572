from datetime import date

import pandas as pd
import pytest
from sqlalchemy import Engine

from data.questions import Questions
from data.questions.newest import LATEST_COLUMNS
from data.records import Boundary, Entity
from data.schema import current_value, latest_value, observation
from tests.data.questions.little import IDS

LONG_AFTER = date(2027, 1, 1)
EVERY_UNIT = [("province", "01", None), ("province", "24", None), ("province", "48", None), ("nation", "VN", None)]


def by_code(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.set_index("indicator")


def map_for(unit: Entity) -> Boundary:
    return Boundary.MAP_2024 if unit.vintage == "2024" else Boundary.MAP_2025


def test_the_newest_figure_of_each_indicator_in_catalogue_order(ask: Questions) -> None:
    frame = ask.latest(ask.nation())
    assert tuple(frame.columns) == LATEST_COLUMNS
    assert list(frame["indicator"]) == ["TRD01", "GRO01", "POV01"]
    assert list(frame["period"]) == ["2025-08", "2025-Q3", "2025"]


def test_a_forecast_is_never_the_newest_figure(ask: Questions) -> None:
    assert by_code(ask.latest(ask.nation())).loc["GRO01", "value"] == 8.25


def test_it_is_compared_with_the_period_and_the_year_before(ask: Questions) -> None:
    row = by_code(ask.latest(ask.nation())).loc["GRO01"]
    assert (row["previous_value"], row["previous_status"]) == (8.0, "A")
    assert (row["year_ago_value"], row["year_ago_status"]) == (7.4, "A")


def test_a_new_unit_is_compared_with_the_sum_of_its_parts(ask: Questions) -> None:
    row = by_code(ask.latest(ask.entity("province", "24"))).loc["TRD01"]
    assert (row["value"], row["previous_value"], row["year_ago_value"]) == (35, 33, 24)


def test_a_unit_without_figures_has_an_empty_frame_with_its_columns(ask: Questions) -> None:
    for frame in (ask.latest(ask.entity("ministry", "BTC")), ask.headline(ask.entity("ministry", "BTC"))):
        assert frame.empty
        assert tuple(frame.columns) == LATEST_COLUMNS


@pytest.mark.parametrize(("kind", "code", "vintage"), EVERY_UNIT)
@pytest.mark.parametrize("question", ["latest", "headline"])
def test_what_is_known_now_is_what_will_have_been_known(
    ask: Questions, kind: str, code: str, vintage: str | None, question: str
) -> None:
    """The two ways to the newest figure, kept by the loader and worked out from the history, say the same."""
    unit = ask.entity(kind, code, vintage)
    now = getattr(ask, question)(unit, boundary=map_for(unit))
    then = getattr(ask, question)(unit, boundary=map_for(unit), as_of=LONG_AFTER)
    assert list(now["indicator"])
    pd.testing.assert_frame_equal(now, then, check_dtype=False)


def test_as_of_a_day_the_newest_figure_is_the_one_of_that_day(ask: Questions) -> None:
    row = by_code(ask.latest(ask.entity("province", "24"), as_of=date(2025, 7, 10))).loc["TRD01"]
    assert (row["period"], row["value"], row["status"], row["previous_value"]) == ("2025-06", 32, "S", 30)


def test_before_anything_was_known_there_is_nothing(ask: Questions) -> None:
    assert ask.latest(ask.nation(), as_of=date(2001, 1, 1)).empty
    assert ask.headline(ask.nation(), as_of=date(2001, 1, 1)).empty
    assert ask.sparks(ask.nation(), as_of=date(2001, 1, 1)) == {}


def test_a_unit_of_today_has_figures_that_only_its_predecessors_reported(own: Engine) -> None:
    with own.begin() as connection:
        for table in (current_value, latest_value, observation):
            connection.execute(table.delete().where(table.c.entity_id == IDS["24~2025"]))
    questions = Questions(own)
    row = by_code(questions.latest(questions.entity("province", "24"))).loc["TRD01"]
    assert (row["period"], row["value"]) == ("2025-06", 32)


def test_on_the_former_map_the_newest_figure_may_be_of_the_heir(ask: Questions) -> None:
    former = ask.entity("province", "01", "2024")
    assert by_code(ask.latest(former, boundary=Boundary.MAP_2024)).loc["TRD01", "period"] == "2025-08"
    assert by_code(ask.latest(former, boundary=Boundary.REPORTED)).loc["TRD01", "period"] == "2025-06"


def test_a_headline_is_published_though_a_simulated_figure_is_newer(ask: Questions) -> None:
    row = by_code(ask.headline(ask.nation())).loc["TRD01"]
    assert (row["period"], row["value"], row["status"]) == ("2025-07", 170, "A")


def test_a_published_headline_is_compared_with_published_figures_alone(ask: Questions) -> None:
    row = by_code(ask.headline(ask.nation())).loc["TRD01"]
    assert pd.isna(row["previous_value"])
    assert row["year_ago_value"] == 100


def test_a_published_figure_that_is_too_old_gives_way_to_a_simulated_one(ask: Questions) -> None:
    row = by_code(ask.headline(ask.nation())).loc["POV01"]
    assert (row["period"], row["status"]) == ("2025", "S")


def test_the_newest_of_some_indicators_for_all_provinces(ask: Questions) -> None:
    frame = ask.latest_of_all([ask.indicator("TRD01"), ask.indicator("POV01")])
    assert list(frame.columns) == ["entity", *LATEST_COLUMNS]
    found = {(row.entity, row.indicator): row.value for row in frame.itertuples()}
    assert found[("24", "TRD01")] == 35
    assert found[("04", "TRD01")] == 1
    assert list(dict.fromkeys(frame["entity"])) == ["01", "24", "48", "04"]


def test_the_newest_of_all_is_the_same_when_asked_as_of_a_later_day(ask: Questions) -> None:
    every = ask.indicators()
    now, then = ask.latest_of_all(every), ask.latest_of_all(every, as_of=LONG_AFTER)
    pd.testing.assert_frame_equal(now, then, check_dtype=False)


def test_the_newest_of_a_kind_without_units_is_empty(ask: Questions) -> None:
    frame = ask.latest_of_all(ask.indicators(), kind="commune")
    assert frame.empty
    assert list(frame.columns) == ["entity", *LATEST_COLUMNS]


def test_sparks_are_the_last_values_at_the_grain_that_is_shown(ask: Questions) -> None:
    lines = ask.sparks(ask.entity("province", "24"), points=3, as_of=date(2026, 1, 31))
    assert lines["TRD01"] == ([32, 33, 35], ["S", "A", "A"])
    assert lines["GRO02"] == ([10], ["A"])
    assert "ENV09" not in lines
