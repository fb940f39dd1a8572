"""The running total of a year ends where the year itself is expected to end."""

import pytest
from sqlalchemy import Engine

from data.periods import month
from data.questions import Questions
from data.targets.rules import YearRule
from forecasting.kept import law_of
from forecasting.targets.path import running_total
from forecasting.targets.year import year_of
from tests.pages.foretold import keep_some


def test_the_last_point_is_the_year_and_the_first_the_total_so_far_with_one_month_more(own_warehouse: Engine) -> None:
    keep_some(own_warehouse)
    asked = Questions(own_warehouse)
    kept = asked.forecasts(asked.indicator("TRD01"), asked.nation(), most=1)[0]
    known = {month(2026, number): 40.0 for number in range(1, 10)}
    points = running_total(kept, 360.0, 3)
    year = year_of(law_of(kept), kept.origin, 2026, YearRule.SUM, known)
    assert year is not None
    assert list(points["period"]) == ["2026-10", "2026-11", "2026-12"]
    assert points["mean"].iloc[0] == pytest.approx(360.0 + kept.points["mean"].iloc[0])
    assert points["mean"].iloc[-1] == pytest.approx(year.mean)
    assert (points["lower_80"].iloc[-1], points["upper_80"].iloc[-1]) == pytest.approx(year.interval())
    assert (points["lower_95"] < points["lower_80"]).all()
