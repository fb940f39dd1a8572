"""The track record: what would have been said of past targets at 3, 6 and 9 months, and what came.

Each call knows only the targets and the published figures of its day; nothing simulated, and nothing later, enters.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date

import pandas as pd

from data.periods import Grain, Period
from data.questions import Questions
from data.questions.standing import Stands, better
from data.records import Indicator, Status, Target
from data.targets import Measure, State, favourable, wanted
from data.targets.rules import TargetRule, YearRule, rule_for
from data.targets.trials import Trial
from data.targets.years import Figures, months_of, of_year
from forecasting.door import forecast
from forecasting.feeding import FREQUENCY
from forecasting.kept import bounds_of
from forecasting.targets.year import Year, year_of

MONTHS = (3, 6, 9)
RELEASED = 10
"""Day of the next month by which a month's and a quarter's figures are out."""
FEWEST = 6
MEASURED = (Measure.YEAR, Measure.AVERAGE, Measure.CUMULATIVE)
ENDED = {State.MET: 1.0, State.EXCEEDED: 1.0, State.MISSED: 0.0}


def walk_back(questions: Questions, years: Sequence[int], codes: Set[str] | None = None) -> list[Trial]:
    """Every call that could have been made of targets of these years; `codes` of indicators leave out others.

    What came is known by published figures, or nobody knows yet.
    """
    return [one for year in years for months in MONTHS for one in _of_day(questions, year, months, codes)]


def _of_day(questions: Questions, year: int, months: int, codes: Set[str] | None) -> Iterator[Trial]:
    on = date(year, months + 1, RELEASED)
    targets = [one for one in questions.targets(year=year, as_of=on) if one.year_from == one.year_to]
    asked = [one for one in targets if one.measure in MEASURED and (codes is None or one.indicator in codes)]
    ends = questions.standing(asked, published=True)
    for target in asked:
        end = ends[target.number]
        if end.state in ENDED or end.state is State.NO_DATA:
            said = _said(questions, target, on, months, end)
            if said is not None:
                yield said


def _said(questions: Questions, target: Target, on: date, months: int, end: Stands) -> Trial | None:
    indicator = questions.indicator(target.indicator)
    figures, others = _known(questions, target, on)
    rule = rule_for(indicator)
    before = {year: of_year(year, rule, figures, others).value for year in range(2000, target.year_to)}
    yearly = {Period.parse(str(year)): value for year, value in before.items() if value is not None}
    year = _any_year(indicator, target.year_to, rule, figures, others, yearly)
    last = before[target.year_to - 1]
    if year is None or last is None:
        return None
    side, (lower, upper) = better(indicator), year.interval()
    pace = last if year.so_far is None else year.so_far * (year.count if rule.year is YearRule.SUM else 1)
    return Trial(
        target,
        on,
        months,
        probability=year.probability(*wanted(target, side)),
        expected=year.mean,
        lower=lower,
        upper=upper,
        last_year=float(favourable(target, last, side)),
        pace=float(favourable(target, pace, side)),
        value=end.value,
        came=ENDED.get(end.state),
    )


def _any_year(
    indicator: Indicator, year: int, rule: TargetRule, figures: Figures, others: Mapping[str, Figures], yearly: Figures
) -> Year | None:
    """The year by the months of a running mean, else by the indicator's own periods, else by the years before."""
    if rule.months_of:
        source = others[rule.months_of]
        found = _year(indicator, months_of(figures, source, year), year, YearRule.MEAN, of=source)
        if found is not None:
            return found
    return _year(indicator, figures, year, rule.year) or _year(indicator, yearly, year, YearRule.LAST)


def _known(
    questions: Questions, target: Target, on: date
) -> tuple[dict[Period, float], dict[str, dict[Period, float]]]:
    """Published figures as known on a day: of the target, and of what its indicator can be made of."""
    unit = next(one for one in questions.registry().entities if one.id == target.entity_id)
    indicator = questions.indicator(target.indicator)

    def known(code: str) -> dict[Period, float]:
        found: dict[Period, float] = {}
        of = questions.indicator(code)
        for grain in (Grain.MONTH, Grain.QUARTER, Grain.HALF, Grain.CUMULATIVE, Grain.YEAR):
            frame = questions.series(of, unit, grain=grain, as_of=on)
            real = frame[(frame["status"] != Status.SIMULATED.value) & frame["value"].notna()]
            values = real["value"].to_numpy(dtype=float)
            found |= {Period.parse(str(one)): float(value) for one, value in zip(real["period"], values, strict=True)}
        return found

    return known(indicator.code), {code: known(code) for code in rule_for(indicator).sources}


def _year(
    indicator: Indicator,
    figures: Figures,
    year: int,
    rule: YearRule,
    *,
    of: Figures | None = None,
) -> Year | None:
    """The year by a forecast of the finest grain of which enough, and new enough, is known.

    `figures` make up the year; the forecast is made of them, or of other ones.
    """
    history_of = figures if of is None else of
    for grain in (Grain.MONTH, Grain.QUARTER, Grain.YEAR):
        periods = sorted((one for one in history_of if one.grain is grain), key=lambda one: one.end)
        if (
            len(periods) < FEWEST
            or (year - periods[-1].year) > 1
            or (grain is not Grain.YEAR and periods[-1].year < year)
        ):
            continue
        index = pd.PeriodIndex([one.end for one in periods], freq=FREQUENCY[grain])
        history = pd.Series([history_of[one] for one in periods], index=index).asfreq(FREQUENCY[grain])
        last = periods[-1]
        ahead = (year - last.year) * 12 + 12 - last.end.month
        horizon = ahead // {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}[grain]
        if horizon > 0:
            made = forecast(history, horizon, bounds=bounds_of(indicator.minimum, indicator.maximum))
            found = year_of(made.law, last, year, rule, figures)
            if found is not None:
                return found
    return None
