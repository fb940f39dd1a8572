from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.periods import Grain, Period
from data.questions import Questions
from data.questions.ranking import RANKING_COLUMNS, ranked, telling_period
from data.records import Polarity

Q2, Q3, Y2024, Y2025 = (Period.parse(text) for text in ("2025-Q2", "2025-Q3", "2024", "2025"))


def test_best_first_and_equal_values_share_the_better_rank(ask: Questions) -> None:
    frame = ask.ranking(ask.indicator("GRO02"), Q3)
    assert list(frame.columns) == RANKING_COLUMNS
    assert list(zip(frame["entity"], frame["rank"], strict=True)) == [("24", 1), ("48", 1), ("01", 3), ("04", 4)]


def test_where_less_is_better_the_least_is_first(ask: Questions) -> None:
    frame = ask.ranking(ask.indicator("POV01"), Y2025)
    assert list(frame["entity"]) == ["01", "24", "48", "04"]
    assert list(frame["name_vi"]) == ["Hà Nội", "Bắc Ninh", "Đà Nẵng", "Cao Bằng"]


def test_a_ranking_of_years_before_the_merger_has_only_what_is_exact(ask: Questions) -> None:
    assert list(ask.ranking(ask.indicator("GRO02"), Q2)["entity"]) == ["01", "04"]
    sums = ask.ranking(ask.indicator("TRD01"), Period.parse("2025-06")).set_index("entity")
    assert dict(sums["value"]) == {"01": 110, "24": 32, "04": 1}


def test_on_the_former_map_the_former_units_are_ranked(ask: Questions) -> None:
    frame = ask.ranking(ask.indicator("GRO02"), Q2, vintage="2024")
    assert list(frame["name_vi"])[:2] == ["Bắc Giang", "Bắc Ninh"]


def test_a_ranking_as_of_a_day_has_the_figures_of_that_day(ask: Questions) -> None:
    may = Period.parse("2025-05")
    then = ask.ranking(ask.indicator("TRD01"), may, as_of=date(2025, 9, 1)).set_index("entity")
    now = ask.ranking(ask.indicator("TRD01"), may).set_index("entity")
    assert (then.loc["24", "value"], now.loc["24", "value"]) == (30, 32)


def test_several_rankings_at_once_are_the_ones_asked_for_alone(ask: Questions) -> None:
    indicators = tuple(ask.indicator(code) for code in ("GRO02", "POV01", "TRD01"))
    periods = dict.fromkeys([*(one for each in indicators for one in ask.periods(each)), Period.parse("1997")])
    wanted = [(indicator, period) for indicator in indicators for period in periods]
    at_once = ask.rankings(wanted)
    assert list(at_once) == [(indicator.code, period) for indicator, period in wanted]
    assert sum(len(frame) > 0 for frame in at_once.values()) > 3
    for indicator, period in wanted:
        alone = ask.ranking(indicator, period)
        pd.testing.assert_frame_equal(at_once[indicator.code, period], alone, check_dtype=len(alone) > 0)


def test_a_ranking_of_nothing_is_empty_with_its_columns(ask: Questions) -> None:
    for frame in (
        ask.ranking(ask.indicator("ENV09"), Y2025),
        ask.ranking(ask.indicator("TRD01"), Y2025, kind="commune"),
    ):
        assert frame.empty
        assert list(frame.columns) == RANKING_COLUMNS


def test_a_province_knows_its_rank_among_all(ask: Questions) -> None:
    frame = ask.ranks(ask.entity("province", "01")).set_index("indicator")
    assert dict(frame.loc["GRO02"]) == {"rank": 3, "of": 4}
    assert dict(frame.loc["POV01"]) == {"rank": 1, "of": 4}
    assert dict(frame.loc["TRD01"]) == {"rank": 1, "of": 3}


def test_ranks_and_ranking_agree(ask: Questions) -> None:
    for unit in ask.entities("province"):
        own = ask.ranks(unit).set_index("indicator")["rank"]
        newest = ask.latest(unit).set_index("indicator")["period"]
        for code, rank in own.items():
            table = ask.ranking(ask.indicator(str(code)), Period.parse(newest[code])).set_index("entity")
            assert table.loc[unit.code, "rank"] == rank


def test_a_unit_without_figures_has_no_ranks(ask: Questions) -> None:
    frame = ask.ranks(ask.entity("region", "DBSH"))
    assert frame.empty
    assert list(frame.columns) == ["indicator", "rank", "of"]


def test_periods_come_newest_first_with_the_number_of_units(ask: Questions) -> None:
    counted = ask.periods(ask.indicator("GRO02"))
    assert list(counted.items()) == [(Q3, 4), (Q2, 2)]
    assert ask.periods(ask.indicator("GRO02"), vintage="2024") == {Q3: 2, Q2: 4}
    assert ask.periods(ask.indicator("ENV09")) == {}
    assert ask.periods(ask.indicator("GRO02"), kind="commune") == {}


def test_a_map_opens_on_the_newest_period_of_most_units(ask: Questions) -> None:
    assert ask.telling_period(ask.indicator("GRO02")) == Q3
    assert ask.telling_period(ask.indicator("POV01")) == Y2025
    assert ask.telling_period(ask.indicator("ENV09")) is None


def test_a_year_of_many_units_tells_more_than_a_quarter_of_one() -> None:
    assert telling_period({Q3: 1, Y2025: 17, Y2024: 12}, Grain.QUARTER) == Y2025


def test_of_periods_that_tell_of_most_the_own_grain_goes_first() -> None:
    assert telling_period({Q3: 9, Q2: 10, Y2025: 17}, Grain.QUARTER) == Q3
    assert telling_period({Q3: 9, Y2025: 17}, Grain.YEAR) == Y2025


def test_members_make_up_the_nation(ask: Questions) -> None:
    frame = ask.members(ask.indicator("TRD01"), Period.parse("2025-07"))
    assert frame["share"].sum() == pytest.approx(100)
    assert frame.attrs == {"expected": 4, "present": 4, "total": 167, "complete": True}


def test_an_incomplete_sum_says_so(ask: Questions) -> None:
    frame = ask.members(ask.indicator("TRD01"), Period.parse("2025-08"))
    assert (frame.attrs["present"], frame.attrs["complete"]) == (3, False)


def test_rates_have_no_shares(ask: Questions) -> None:
    assert ask.members(ask.indicator("GRO02"), Q3)["share"].isna().all()


@given(st.lists(st.integers(-5, 5), min_size=1, max_size=20), st.sampled_from(list(Polarity)))
def test_a_rank_is_one_more_than_the_number_of_better_ones(values: list[int], polarity: Polarity) -> None:
    frame = pd.DataFrame({"entity": [f"{n:02d}" for n in range(len(values))], "value": [float(v) for v in values]})
    for row in ranked(frame, polarity).itertuples():
        better = [v for v in values if (v < row.value if polarity is Polarity.LOWER else v > row.value)]
        assert row.rank == len(better) + 1
