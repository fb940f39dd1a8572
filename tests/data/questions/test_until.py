"""Questions up to a day are answered as if figures of later periods had not come."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from data.periods import Period
from data.questions import Questions
from data.records import Boundary

DAY = date(2025, 5, 31)
ONCE = ("series", "change", "within_year")


def frames(asked: Questions, boundary: Boundary) -> dict[str, pd.DataFrame]:
    """Every answer that has a row a figure, of two indicators and the nation with its provinces."""
    nation, found = asked.nation(), dict[str, pd.DataFrame]()
    for indicator in asked.known(["TRD01", "GRO02"]):
        for name in ONCE:
            found[f"{name} {indicator.code}"] = getattr(asked, name)(indicator, nation, boundary=boundary)
        found[f"panel {indicator.code}"] = asked.panel(indicator)
        found[f"latest of all {indicator.code}"] = asked.latest_of_all([indicator])
        found[f"revisions {indicator.code}"] = asked.revisions(indicator, nation)
    found["latest"] = asked.latest(nation, boundary=boundary)
    found["headline"] = asked.headline(nation, boundary=boundary)
    found["histories"] = asked.histories(nation, asked.known(["TRD01", "GRO02"]), boundary=boundary)
    return found


@pytest.mark.parametrize("boundary", list(Boundary))
def test_no_figure_of_a_later_period_is_told(ask: Questions, boundary: Boundary) -> None:
    whole, ended = frames(ask, boundary), frames(ask.up_to(DAY), boundary)
    assert any(one["period_end"].max() > pd.Timestamp(DAY) for one in whole.values() if len(one))
    assert sum(map(len, ended.values())) > 0
    assert [name for name, one in ended.items() if len(one) and one["period_end"].max() > pd.Timestamp(DAY)] == []


def test_what_came_before_is_told_as_ever(ask: Questions) -> None:
    exports, nation = ask.indicator("TRD01"), ask.nation()
    whole = ask.series(exports, nation)
    told = ask.up_to(DAY).series(exports, nation)
    before = whole[whole["period_end"] <= pd.Timestamp(DAY)].reset_index(drop=True)
    pd.testing.assert_frame_equal(told.reset_index(drop=True), before)


def test_the_newest_and_the_telling_period_are_the_last_ones_before_it(ask: Questions) -> None:
    exports = ask.indicator("TRD01")
    periods: dict[Any, int] = ask.up_to(DAY).periods(exports)
    assert all(one.end <= DAY for one in periods)
    assert periods.keys() == {one for one in ask.periods(exports) if one.end <= DAY}
    assert Period.parse("2025-07") in ask.periods(exports)


def test_a_question_without_an_end_is_the_same_one_and_sights_stay(ask: Questions) -> None:
    assert ask.up_to(None) is ask
    assert ask.up_to(DAY).sight == ask.sight
    assert ask.up_to(DAY).up_to(None).until is None
