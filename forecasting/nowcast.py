"""What a quarter looks like before it is published: a dynamic factor of monthly indicators, read at the quarter.

The model is statsmodels' DynamicFactorMQ (one factor of order one; Banbura and Modugno 2014; quarters as averages of
months after Mariano and Murasawa 2003) on year-on-year rates. Two things are minded: a prediction of a quarter is taken
with the information of its own last month (`information_set="smoothed"`; the default leaves it out), and news are held
against the change that they explain. It is tried at past quarters, with as many months known as today, against the last
value and an autoregression; where most months are simulated, it says so before anything else.
"""

import math
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from data.forecasts.records import NewNowcast, News
from data.periods import Grain, Period
from forecasting.feeding import histories

TARGET = "GRO01"
GROWTH, LEVEL = "growth", "level"
MEMBERS: Mapping[str, str] = {
    "IND01": LEVEL,
    "IND13": LEVEL,
    "TRD01": GROWTH,
    "TRD02": GROWTH,
    "TRD13": GROWTH,
    "SVC07": GROWTH,
}
"""Monthly indicators, and how they enter: as they are (rates, balances), or as growth on the year before in percent."""
FEWEST_QUARTERS, FEWEST_MONTHS = 16, 36
ORIGINS = 12
HALF = 0.5
ITERATIONS, TOLERANCE = 100, 1e-4
TOO_LITTLE_REAL, BETTER, NOT_BETTER, UNTRIED = "too_little_real", "better", "not_better", "untried"


@dataclass(frozen=True, eq=False)
class Material:
    """What a nowcast is made from: months by indicator code and quarters, each with its statuses."""

    months: pd.DataFrame
    quarters: "pd.Series[float]"
    statuses: pd.DataFrame

    @property
    def published(self) -> int:
        """Monthly figures that are no simulated ones."""
        return int((self.statuses.notna() & (self.statuses != "S")).sum().sum())

    @property
    def simulated(self) -> int:
        return int((self.statuses == "S").sum().sum())

    @property
    def target(self) -> pd.Period:
        """The quarter after the newest known one."""
        newest: pd.Period = self.quarters.index[-1] + 1
        return newest

    def until(self, quarter: pd.Period, ahead: int) -> "Material":
        """What was known of months up to `ahead` after the quarter before, and of quarters up to that one."""
        last = (quarter - 1).asfreq("M", "end") + ahead
        return Material(
            self.months[self.months.index <= last],
            self.quarters[self.quarters.index < quarter],
            self.statuses[self.statuses.index <= last],
        )

    def without_newest_month(self) -> "Material":
        return Material(self.months.iloc[:-1], self.quarters, self.statuses.iloc[:-1])


def material_of(
    figures: Mapping[str, pd.DataFrame], quarters: "pd.Series[float]", entity_id: int, kind: str
) -> Material:
    """Return what the model reads, from the figures of the months as the warehouse has them (by indicator code)."""
    months, statuses = {}, {}
    for code, frame in figures.items():
        if code not in MEMBERS or frame.empty:
            continue
        taken = histories(frame, Grain.MONTH, {entity_id: kind})[0].figures
        index = pd.PeriodIndex(pd.to_datetime(frame["period_end"]), freq="M")
        months[code], statuses[code] = taken, pd.Series(frame["status"].to_numpy(), index=index).reindex(taken.index)
    return material(months, statuses, quarters)


def material(
    months: Mapping[str, "pd.Series[float]"], statuses: Mapping[str, "pd.Series[str]"], quarters: "pd.Series[float]"
) -> Material:
    """Return what the model reads: indicators that there are enough figures of, each as it enters."""
    taken = {code: entering(series, MEMBERS[code]) for code, series in months.items()}
    enough = [code for code, series in taken.items() if series.notna().sum() >= FEWEST_MONTHS]
    table = pd.DataFrame({code: taken[code] for code in enough})
    if not table.empty:
        table = table.loc[table.first_valid_index() : table.last_valid_index()].asfreq("M")
    marks = pd.DataFrame({code: statuses[code] for code in enough}).reindex(table.index).where(table.notna())
    return Material(table, quarters.sort_index().asfreq("Q"), marks)


def entering(series: "pd.Series[float]", how: str) -> "pd.Series[float]":
    """A monthly series as it enters the model."""
    if how == LEVEL:
        return series
    before = series.reindex(series.index - 12).to_numpy()
    with np.errstate(divide="ignore", invalid="ignore"):
        grown = np.where(before > 0, (series.to_numpy() / before - 1) * 100, np.nan)
    return pd.Series(grown, index=series.index)


def nowcast(given: Material, ids: Mapping[str, int], entity_id: int) -> NewNowcast | None:
    """Return the nowcast of the quarter after the newest known one; None where there is too little to fit a model.

    `ids` are the numbers of the indicators, the target's among them.
    """
    if len(given.quarters.dropna()) < FEWEST_QUARTERS or given.months.empty:
        return None
    target = given.target
    ahead = (given.months.index[-1] - (target - 1).asfreq("M", "end")).n
    if ahead < 1:  # no month of the quarter is known: this would be a forecast
        return None
    fitted = Fitted.of(given, target)
    mean = fitted.at(target)
    older = given.without_newest_month()
    known = (older.months.index[-1] - (target - 1).asfreq("M", "end")).n >= 0
    before, news = fitted.news(older, target, ids, given.statuses) if known else (None, [])
    errors, last, ar = tried(given, min(ahead, 3))
    error, benchmark, benchmark_error = _scores(errors, last, ar)
    return NewNowcast(
        indicator_id=ids[TARGET],
        entity_id=entity_id,
        period=Period(target.end_time.date(), Grain.QUARTER),
        known_until=_day(given.months.index[-1]),
        mean=mean,
        spread=error if error is not None else float(given.quarters.diff().std()),
        before=before,
        published=given.published,
        simulated=given.simulated,
        origins=len(errors),
        error=error,
        benchmark=benchmark,
        benchmark_mean=_simple(given.quarters.dropna(), benchmark) if benchmark else None,
        benchmark_error=benchmark_error,
        verdict=_verdict(given, error, benchmark_error),
        news=tuple(news),
    )


def _verdict(given: Material, error: float | None, benchmark_error: float | None) -> str:
    if given.published < HALF * (given.published + given.simulated):
        return TOO_LITTLE_REAL
    if error is None or benchmark_error is None:
        return UNTRIED
    return BETTER if error < benchmark_error else NOT_BETTER


@dataclass(frozen=True, eq=False)
class Fitted:
    """A model with its parameters, on the data that it was fitted on."""

    results: Any

    @classmethod
    def of(cls, given: Material, target: pd.Period) -> "Fitted":
        from statsmodels.tsa.statespace.dynamic_factor_mq import DynamicFactorMQ

        months, quarters = _frames(given, target)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of starting values and of steps that were enough
            model = DynamicFactorMQ(
                months, endog_quarterly=quarters, factors=1, factor_orders=1, idiosyncratic_ar1=False
            )
            return cls(model.fit(disp=False, maxiter=ITERATIONS, tolerance=TOLERANCE))

    def at(self, quarter: pd.Period) -> float:
        """What the model says of a quarter with all that it knows, its own last month included."""
        month = quarter.asfreq("M", "end")
        said = self.results.get_prediction(start=month, end=month, information_set="smoothed")
        return float(said.predicted_mean[TARGET].iloc[0])

    def news(
        self, older: Material, quarter: pd.Period, ids: Mapping[str, int], statuses: pd.DataFrame
    ) -> tuple[float, list[News]]:
        """What the same model said without the newest month, and what each of its figures did to that."""
        months, quarters = _frames(older, quarter)
        month = quarter.asfreq("M", "end")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            before = self.results.apply(months, endog_quarterly=quarters, retain_standardization=True)
            told = self.results.news(before, impact_date=month, impacted_variable=TARGET)
        table = told.details_by_impact.reset_index()
        found = [_news(row, ids, statuses) for row in table.to_dict("records")]
        return Fitted(before).at(quarter), sorted(found, key=lambda one: (-abs(one.impact), one.indicator_id))


def _news(row: Mapping[str, Any], ids: Mapping[str, int], statuses: pd.DataFrame) -> News:
    code, month = str(row["updated variable"]), row["update date"]
    status = statuses[code].get(month, "A") if code in statuses else "A"
    return News(
        indicator_id=ids[code],
        period=Period(_day(month), Grain.MONTH),
        status=str(status),
        expected=float(row["forecast (prev)"]),
        came=float(row["observed"]),
        weight=float(row["weight"]),
        impact=float(row["impact"]),
    )


def _frames(given: Material, target: pd.Period) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Months up to the last one of the target, empty where nothing is known yet; quarters up to the newest known."""
    first, last = given.months.index[0], max(given.months.index[-1], target.asfreq("M", "end"))
    months = given.months.reindex(pd.period_range(first, last, freq="M"))
    quarters = given.quarters[given.quarters.index >= first.asfreq("Q")].to_frame(TARGET)
    return months, quarters


def tried(given: Material, ahead: int) -> tuple[list[float], list[float], list[float]]:
    """Errors at past quarters with as many months known as today: of the model, the last value, an autoregression."""
    known = given.quarters.dropna()
    quarters = [one for one in known.index[-ORIGINS:] if (known.index < one).sum() >= FEWEST_QUARTERS]
    errors: list[float] = []
    last: list[float] = []
    ar: list[float] = []
    for quarter in quarters:
        past = given.until(quarter, ahead)
        if len(past.months) < FEWEST_MONTHS or past.quarters.dropna().index[-1] != quarter - 1:
            continue
        came, before = float(known[quarter]), past.quarters.dropna()
        errors.append(came - Fitted.of(past, quarter).at(quarter))
        last.append(came - _simple(before, "last_value"))
        ar.append(came - _simple(before, "ar"))
    return errors, last, ar


def _scores(
    errors: Sequence[float], last: Sequence[float], ar: Sequence[float]
) -> tuple[float | None, str | None, float | None]:
    """Root mean square errors of the model and of the better of the simple ways, with its name."""
    if not errors:
        return None, None, None
    simple = {"last_value": _root(last), "ar": _root(ar)}
    best = min(simple, key=simple.__getitem__)
    return _root(errors), best, simple[best]


def _root(errors: Sequence[float]) -> float:
    return math.sqrt(sum(one * one for one in errors) / len(errors))


def _simple(known: "pd.Series[float]", way: str) -> float:
    """The last value, or one step of an autoregression of order one by least squares."""
    values = known.to_numpy(dtype=float)
    if way == "last_value":
        return float(values[-1])
    slope, level = np.polyfit(values[:-1], values[1:], 1)
    return float(level + slope * values[-1])


def _day(month: pd.Period) -> date:
    end: date = month.end_time.date()
    return end
