"""Calls: what is said of a target today, by its figures where the year is over and by the forecast where it is not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isinf

from data.forecasts.records import Basis, KeptForecast
from data.periods import Period
from data.questions import Questions
from data.questions.standing import Stands, better
from data.records import Indicator, Target
from data.targets import Measure, State, Thresholds, wanted
from data.targets.rules import TargetRule, YearRule, rule_for
from data.targets.said import Call
from data.targets.years import months_of
from forecasting.kept import law_of
from forecasting.targets.year import Year, year_of

MEASURES = (Measure.YEAR, Measure.AVERAGE, Measure.CUMULATIVE, Measure.CHANGE)
"""What a forecast of one series can speak of."""


Told = Mapping[tuple[str, int], KeptForecast]
"""Forecasts by code of the indicator and id of the unit."""

Known = Mapping[tuple[str, int, Period], float]
"""Figures by code of the indicator, id of the unit, and period."""


def calls(
    questions: Questions,
    targets: Sequence[Target],
    *,
    thresholds: Thresholds | None = None,
    as_of: date | None = None,
    told: Told | None = None,
) -> dict[int, Call]:
    """What is said of each target, by its number; by the kept forecasts unless others are `told`."""
    limits = thresholds or Thresholds()
    stands = questions.standing(targets, as_of=as_of)
    open_ = [one for one in targets if stands[one.number].state is State.NO_DATA or stands[one.number].simulated]
    material = questions.target_material(open_, as_of=as_of)
    told = forecasts_of(questions, open_, as_of) if told is None else told
    found = {one.number: _of_figure(stands[one.number]) for one in targets}
    for one in open_:
        indicator = questions.indicator(one.indicator)
        grounds = grounds_of(one, rule_for(indicator), told, material[one.number])
        said = [made for ground in grounds if (made := call(one, indicator, ground, limits)) is not None]
        if said:
            found[one.number] = said[0]
    return found


@dataclass(frozen=True, eq=False)
class Ground:
    """What a call can rest on: a forecast, how the year follows from its periods, and those that are known."""

    kept: KeptForecast
    rule: YearRule
    figures: Mapping[Period, float]


def call(target: Target, indicator: Indicator, ground: Ground, thresholds: Thresholds) -> Call | None:
    """What a forecast says of a target; None where it says nothing of that year."""
    if Measure(target.measure) not in MEASURES:
        return None
    kept, rule = ground.kept, ground.rule
    year = year_of(law_of(kept), kept.origin, target.year_to, rule, ground.figures)
    if year is None:
        return None
    simulated = kept.basis is not Basis.PUBLISHED
    return said_of(target, indicator, year, rule, thresholds, until=kept.origin, simulated=simulated)


def grounds_of(target: Target, rule: TargetRule, told: Told, material: tuple[Known, Known]) -> Iterator[Ground]:
    """What a target can rest on, the best first: the months of a running mean, then its own forecast."""
    months, unit = rule.months_of, target.entity_id
    source = told.get((months, unit)) if months else None
    if months and source is not None:
        known = material[source.basis is not Basis.PUBLISHED]
        own, of_months = _series(known, target.indicator, unit), _series(known, months, unit)
        yield Ground(source, YearRule.MEAN, months_of(own, of_months, target.year_to))
    kept = told.get((target.indicator, unit))
    if kept is not None:
        known = material[kept.basis is not Basis.PUBLISHED]
        by = YearRule.SUM if target.measure == Measure.CUMULATIVE else rule.year
        yield Ground(kept, by, _series(known, target.indicator, unit))


def _series(known: Known, code: str, unit: int) -> dict[Period, float]:
    return {period: value for (of, at, period), value in known.items() if (of, at) == (code, unit)}


def said_of(
    target: Target,
    indicator: Indicator,
    year: Year,
    rule: YearRule,
    thresholds: Thresholds,
    *,
    until: Period,
    simulated: bool,
) -> Call:
    """The call that a year's distribution makes of a target."""
    base = target.base_value or 0.0
    low, high = (end + base for end in wanted(target, better(indicator)))
    chance = year.probability(low, high)
    lower, upper = year.interval()
    return Call(
        target.number,
        thresholds.state(chance),
        probability=chance,
        expected=year.mean - base,
        lower=lower - base,
        upper=upper - base,
        needed=_needed(year, low, high, rule),
        so_far=year.so_far,
        left=year.ahead,
        known_until=until.end,
        simulated=simulated,
        grain=until.grain,
    )


def _needed(year: Year, low: float, high: float, rule: YearRule) -> float | None:
    """The pace from now on; none where only the last figure counts and there is no pace."""
    goal = high if isinf(low) else low
    return None if isinf(goal) or rule is YearRule.LAST else year.needed(goal)


def _of_figure(stands: Stands) -> Call:
    return Call(stands.number, stands.state, value=stands.value, why=stands.why, simulated=stands.simulated)


def forecasts_of(questions: Questions, targets: Sequence[Target], as_of: date | None = None) -> Told:
    """The newest kept forecasts that targets can rest on."""
    needed = [series for one in targets for series in series_of(questions, one)]
    ids = {unit for _, unit in needed}
    units = [one for one in questions.registry().entities if one.id in ids]
    indicators = questions.known(dict.fromkeys(code for code, _ in needed))
    return questions.newest_forecasts(indicators, units, as_of=as_of) if targets else {}


def series_of(questions: Questions, target: Target) -> list[tuple[str, int]]:
    """The series whose forecasts a target can rest on, by code of the indicator and id of the unit."""
    months = rule_for(questions.indicator(target.indicator)).months_of
    return [(code, target.entity_id) for code in (target.indicator, months) if code]
