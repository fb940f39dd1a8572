"""The nowcast: read with the quarter's own last month, moved by news to the last digit, honest about its material."""

import numpy as np
import pandas as pd
import pytest

from data.forecasts.records import NewNowcast
from forecasting import nowcast as subject
from forecasting.nowcast import Fitted, Material, entering, nowcast

IDS = {code: number for number, code in enumerate([subject.TARGET, *subject.MEMBERS], start=1)}
NATION = 1


def made(*, status: str = "A", months_known: int = 2) -> Material:
    """Months that follow one factor, and quarters that are its mean; two months of the last quarter are known."""
    rng = np.random.default_rng(3)
    months = pd.period_range("2018-01", "2023-12", freq="M")
    factor = np.zeros(len(months))
    for place in range(1, len(months)):
        factor[place] = 0.8 * factor[place - 1] + rng.normal()
    columns = {code: 5 + size * factor + 0.3 * rng.normal(size=len(months)) for size, code in enumerate(IDS, start=1)}
    table = pd.DataFrame(columns, index=months)[list(subject.MEMBERS)[:2]]
    quarters = pd.Series(6 + factor, index=months).groupby(months.asfreq("Q")).mean()
    last = months[-4] + months_known
    known = table[table.index <= last]
    marks = pd.DataFrame(status, index=known.index, columns=known.columns)
    return Material(known, quarters.iloc[:-1], marks)


@pytest.fixture(scope="module")
def found() -> NewNowcast:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subject, "ORIGINS", 7)  # so many that neither luck nor rounding decides: 0.49 against 1.09
        patch.setattr(subject, "ITERATIONS", 20)
        answer = nowcast(made(), IDS, NATION)
    assert answer is not None
    return answer


def test_it_is_of_the_quarter_after_the_newest_known_one(found: NewNowcast) -> None:
    assert (str(found.period), str(found.known_until)) == ("2023-Q4", "2023-11-30")


def test_the_news_explain_the_whole_change(found: NewNowcast) -> None:
    assert found.before is not None
    assert sum(one.impact for one in found.news) == pytest.approx(found.mean - found.before, abs=1e-6)
    assert {str(one.period) for one in found.news} == {"2023-11"}


def test_where_months_tell_it_beats_the_simple_ways(found: NewNowcast) -> None:
    assert found.origins == 7
    assert found.error is not None and found.benchmark_error is not None  # noqa: PT018
    assert found.error < 0.7 * found.benchmark_error
    assert found.verdict == subject.BETTER


def test_mostly_simulated_months_are_said_before_anything_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "ORIGINS", 1)
    monkeypatch.setattr(subject, "ITERATIONS", 5)
    answer = nowcast(made(status="S"), IDS, NATION)
    assert answer is not None
    assert (answer.verdict, answer.published) == (subject.TOO_LITTLE_REAL, 0)


def test_the_last_month_of_the_quarter_moves_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "ITERATIONS", 20)
    given = made(months_known=3)
    month = given.months.index[-1]
    other = given.months.copy()
    other.loc[month] += 3.0
    fitted = Fitted.of(given, given.target)
    quarters = given.quarters.to_frame(subject.TARGET)
    moved = Fitted(fitted.results.apply(other, endog_quarterly=quarters, retain_standardization=True))
    assert abs(moved.at(given.target) - fitted.at(given.target)) > 0.05


def test_no_month_of_the_quarter_is_no_nowcast() -> None:
    assert nowcast(made(months_known=0), IDS, NATION) is None


def test_too_few_quarters_are_no_nowcast() -> None:
    given = made()
    assert nowcast(Material(given.months, given.quarters.iloc[-8:], given.statuses), IDS, NATION) is None


def test_amounts_enter_as_growth_on_the_year_before() -> None:
    amounts = pd.Series(range(100, 126), index=pd.period_range("2024-01", periods=26, freq="M"), dtype=float)
    grown = entering(amounts, subject.GROWTH)
    assert grown.iloc[:12].isna().all()
    assert grown.iloc[12] == pytest.approx(12.0)
