"""The track record: what would have been said of past targets at 3, 6 and 9 months, and what came.

Each call knows only the targets and the published figures of its day; nothing simulated, and nothing later, enters.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.periods import Grain, Period
from data.questions import Questions
from data.questions.standing import better
from data.records import Indicator, Status, Target
from data.targets import Measure, State, favourable, wanted
from data.targets.rules import YearRule, rule_for
from data.targets.years import of_year
from forecasting.door import forecast
from forecasting.feeding import FREQUENCY
from forecasting.kept import bounds_of
from forecasting.targets.year import Year, year_of

MONTHS = (3, 6, 9)
RELEASED = 10
"""Day of the next month by which a month's and a quarter's figures are out."""
FEWEST = 6
BINS = 5
ENDED = {State.MET: 1.0, State.EXCEEDED: 1.0, State.MISSED: 0.0}


@dataclass(frozen=True, slots=True)
class PastCall:
    """What was said of a target on a day, beside the two simple ways, and what came (1 reached, 0 missed)."""

    target: Target
    on: date
    months: int
    probability: float
    last_year: float
    pace: float
    came: float


@dataclass(frozen=True, slots=True)
class Score:
    """Mean squared errors of chances (Brier): 0 is perfect, 0.25 is what always saying one half gets."""

    calls: int
    brier: float
    last_year: float
    pace: float


def walk_back(questions: Questions, years: Sequence[int]) -> list[PastCall]:
    """Every call that could have been made of targets of these years whose end is known by published figures."""
    return [one for year in years for months in MONTHS for one in _of_day(questions, year, months)]


def score(past: Sequence[PastCall]) -> Score:
    """How good the calls were, beside last year's outcome and the pace so far carried on."""

    def brier(said: Callable[[PastCall], float]) -> float:
        return sum((said(one) - one.came) ** 2 for one in past) / len(past) if past else float("nan")

    return Score(
        len(past), brier(lambda one: one.probability), brier(lambda one: one.last_year), brier(lambda one: one.pace)
    )


def reliability(past: Sequence[PastCall]) -> list[tuple[float, float, int]]:
    """By fifths of what was said: the mean of what was said, the share that came, and how many there were."""
    found = []
    for place in range(BINS):
        within = [one for one in past if min(int(one.probability * BINS), BINS - 1) == place]
        if within:
            said = sum(one.probability for one in within) / len(within)
            found.append((said, sum(one.came for one in within) / len(within), len(within)))
    return found


def _of_day(questions: Questions, year: int, months: int) -> Iterator[PastCall]:
    on = date(year, months + 1, RELEASED)
    measured = (Measure.YEAR, Measure.AVERAGE, Measure.CUMULATIVE)
    targets = [one for one in questions.targets(year=year, as_of=on) if one.year_from == one.year_to]
    asked = [one for one in targets if one.measure in measured]
    ends = questions.standing(asked, published=True)
    for target in asked:
        came = ENDED.get(ends[target.number].state)
        if came is not None:
            said = _said(questions, target, on, months, came)
            if said is not None:
                yield said


def _said(questions: Questions, target: Target, on: date, months: int, came: float) -> PastCall | None:
    indicator = questions.indicator(target.indicator)
    figures, others = _known(questions, target, on)
    rule = rule_for(indicator)
    before = {year: of_year(year, rule, figures, others).value for year in range(2000, target.year_to)}
    yearly = {Period.parse(str(year)): value for year, value in before.items() if value is not None}
    year = _year(indicator, figures, target.year_to, rule.year) or _year(
        indicator, yearly, target.year_to, YearRule.LAST
    )
    last = before[target.year_to - 1]
    if year is None or last is None:
        return None
    side = better(indicator)
    pace = last if year.so_far is None else year.so_far
    return PastCall(
        target,
        on,
        months,
        year.probability(*wanted(target, side)),
        float(favourable(target, last, side)),
        float(favourable(target, pace * 12 / months if rule.year is YearRule.SUM else pace, side)),
        came,
    )


def _known(
    questions: Questions, target: Target, on: date
) -> tuple[dict[Period, float], dict[str, dict[Period, float]]]:
    """Published figures as known on a day: of the target, and of what its indicator can be made of."""
    unit = next(one for one in questions.registry().entities if one.id == target.entity_id)
    indicator = questions.indicator(target.indicator)

    def known(code: str) -> dict[Period, float]:
        found: dict[Period, float] = {}
        of = questions.indicator(code)
        for grain in (Grain.MONTH, Grain.QUARTER, Grain.CUMULATIVE, Grain.YEAR):
            frame = questions.series(of, unit, grain=grain, as_of=on)
            real = frame[(frame["status"] != Status.SIMULATED.value) & frame["value"].notna()]
            values = real["value"].to_numpy(dtype=float)
            found |= {Period.parse(str(one)): float(value) for one, value in zip(real["period"], values, strict=True)}
        return found

    return known(indicator.code), {code: known(code) for code in rule_for(indicator).sources}


def _year(indicator: Indicator, figures: Mapping[Period, float], year: int, rule: YearRule) -> Year | None:
    """The year by a forecast of the finest grain of which enough, and new enough, is known."""
    for grain in (Grain.MONTH, Grain.QUARTER, Grain.YEAR):
        periods = sorted((one for one in figures if one.grain is grain), key=lambda one: one.end)
        if (
            len(periods) < FEWEST
            or (year - periods[-1].year) > 1
            or (grain is not Grain.YEAR and periods[-1].year < year)
        ):
            continue
        index = pd.PeriodIndex([one.end for one in periods], freq=FREQUENCY[grain])
        history = pd.Series([figures[one] for one in periods], index=index).asfreq(FREQUENCY[grain])
        last = periods[-1]
        ahead = (year - last.year) * 12 + 12 - last.end.month
        horizon = ahead // {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}[grain]
        if horizon > 0:
            made = forecast(history, horizon, bounds=bounds_of(indicator.minimum, indicator.maximum))
            found = year_of(made.law, last, year, rule, figures)
            if found is not None:
                return found
    return None
