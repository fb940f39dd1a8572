"""Calls: what is said of a target today, by its figures where the year is over and by the forecast where it is not."""

from collections.abc import Mapping, Sequence
from datetime import date
from math import isinf

from data.forecasts.records import Basis, KeptForecast
from data.periods import Period
from data.questions import Questions
from data.questions.standing import Stands, better
from data.records import Indicator, Target
from data.targets import Measure, State, Thresholds, wanted
from data.targets.rules import YearRule, rule_for
from data.targets.said import Call
from forecasting.kept import law_of
from forecasting.targets.year import Year, year_of

MEASURES = (Measure.YEAR, Measure.AVERAGE, Measure.CUMULATIVE, Measure.CHANGE)
"""What a forecast of one series can speak of."""


Told = Mapping[tuple[str, int], KeptForecast]
"""Forecasts by code of the indicator and id of the unit."""


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
    figures = questions.target_figures(open_, as_of=as_of)
    told = forecasts_of(questions, open_, as_of) if told is None else told
    found = {one.number: _of_figure(stands[one.number]) for one in targets}
    for one in open_:
        kept = told.get((one.indicator, one.entity_id))
        indicator = questions.indicator(one.indicator)
        said = None if kept is None else call(one, indicator, kept, figures[one.number], limits)
        if said is not None:
            found[one.number] = said
    return found


def call(
    target: Target,
    indicator: Indicator,
    kept: KeptForecast,
    figures: tuple[Mapping[Period, float], Mapping[Period, float]],
    thresholds: Thresholds,
) -> Call | None:
    """What a forecast says of a target; None where it says nothing of that year."""
    if Measure(target.measure) not in MEASURES:
        return None
    rule = YearRule.SUM if target.measure == Measure.CUMULATIVE else rule_for(indicator).year
    real, every = figures
    used = real if kept.basis is Basis.PUBLISHED else every
    year = year_of(law_of(kept), kept.origin, target.year_to, rule, used)
    if year is None:
        return None
    simulated = kept.basis is not Basis.PUBLISHED
    return said_of(target, indicator, year, rule, thresholds, until=kept.origin, simulated=simulated)


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
    registry = questions.registry()
    ids = {one.entity_id for one in targets}
    units = [one for one in registry.entities if one.id in ids]
    indicators = [questions.indicator(code) for code in dict.fromkeys(one.indicator for one in targets)]
    return questions.newest_forecasts(indicators, units, as_of=as_of) if targets else {}
