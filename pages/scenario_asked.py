"""What a scenario's address asks: the assumptions, what reaches the indicator in view, and what they make of it."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from components.formatting import is_share
from data.components import families
from data.forecasts.records import KeptForecast
from data.periods import STEPS_IN_YEAR, Period
from data.records import Entity, Indicator
from forecasting.assumptions import BETWEEN, MOST, Assumption, Fault, InvalidAssumption, read, written
from forecasting.effects import estimated
from forecasting.feeding import FREQUENCY
from forecasting.scenarios import Kind, Link, NoLink, Scenario, periods_of, scenario
from pages.forecast_panel import figures_in, history_of
from pages.view import View

PARAMETER = "if"


@dataclass(frozen=True)
class LeftOut:
    """An assumption that is not used, as it was written: it was not read (`fault`), is not about periods that are
    forecast (`span`, the first and last that are), or reaches nothing here.
    """

    text: str
    fault: Fault | None = None
    span: tuple[Period, Period] | None = None


@dataclass(frozen=True)
class Asked:
    """A scenario of one indicator of one unit. `links` are those of the drivers that the assumptions name."""

    indicator: Indicator
    unit: Entity
    kept: KeptForecast
    used: tuple[Assumption, ...]
    left_out: tuple[LeftOut, ...]
    links: dict[str, Link]
    outcome: Scenario


def asked_of(view: View, indicator: Indicator, unit: Entity, kept: KeptForecast) -> Asked:
    """The scenario of the address; what cannot be used is left out and told."""
    given, misread = _read(view.params.get(PARAMETER, ""))
    links = _links(view, indicator, unit, kept, [one.code for one in given])
    used: list[Assumption] = []
    for one in given:
        try:
            scenario(indicator.code, kept, [one], links)
        except NoLink:
            misread.append(LeftOut(written([one]), span=_span(one, indicator, kept, links)))
        else:
            used.append(one)
    return Asked(indicator, unit, kept, tuple(used), tuple(misread), links, scenario(indicator.code, kept, used, links))


def _span(
    one: Assumption, indicator: Indicator, kept: KeptForecast, links: dict[str, Link]
) -> tuple[Period, Period] | None:
    """The periods that assumptions about this may be of; None where it reaches nothing, whatever the period."""
    link = links.get(one.code)
    if one.code != indicator.code and (link is None or (link.kind is Kind.ESTIMATED and link.effect is None)):
        return None
    periods = periods_of(kept if link is None else link.base)
    return periods[0], periods[-1]


def _read(text: str) -> tuple[list[Assumption], list[LeftOut]]:
    """Each assumption by itself: one that is wrong leaves the others."""
    good: list[Assumption] = []
    wrong: list[LeftOut] = []
    parts = [part for part in text.split(BETWEEN) if part]
    for part in parts[:MOST]:
        try:
            good.extend(read(part))
        except InvalidAssumption as problem:
            wrong.append(LeftOut(part, problem.fault))
    return good, wrong + [LeftOut(part, Fault.TOO_MANY) for part in parts[MOST:]]


# --- what reaches the indicator ---------------------------------------------------------------------------------------


def drivers(
    view: View, indicator: Indicator, unit: Entity, kept: KeptForecast
) -> tuple[list[Indicator], list[Indicator]]:
    """Other indicators that assumptions may be about: its parts, and what is forecast by the same periods."""
    parts = [one.part for one in families().get(indicator.code, ())]
    others = [one for one in view.questions.indicators() if one.code != indicator.code]
    said = view.questions.newest_forecasts(others, [unit], as_of=view.as_of)
    known = [
        one
        for one in others
        if (one.code, unit.id) in said and said[one.code, unit.id].origin.grain is kept.origin.grain
    ]
    return [one for one in known if one.code in parts], [one for one in known if one.code not in parts]


def _links(view: View, indicator: Indicator, unit: Entity, kept: KeptForecast, codes: Sequence[str]) -> dict[str, Link]:
    """How each driver that an assumption names reaches the indicator; those that do not are not among them."""
    known = {one.code: one for one in view.questions.indicators()}
    signs = {one.part: one.sign for one in families().get(indicator.code, ())}
    found: dict[str, Link] = {}
    for code in dict.fromkeys(codes):
        if code == indicator.code or code not in known:
            continue
        said = view.questions.forecasts(known[code], unit, most=1, as_of=view.as_of)
        if said and code in signs:
            found[code] = Link(said[0], Kind.IDENTITY, signs[code])
        elif said and said[0].origin.grain is kept.origin.grain:
            found[code] = _estimated_link(view, indicator, unit, kept, known[code], said[0])
    return found


def _estimated_link(
    view: View, indicator: Indicator, unit: Entity, kept: KeptForecast, driver: Indicator, own: KeptForecast
) -> Link:
    in_points = is_share(indicator)
    effect = estimated(
        _values(view, indicator, unit, kept),
        _values(view, driver, unit, own),
        in_points=in_points,
        season=STEPS_IN_YEAR[kept.origin.grain],
    )
    return Link(own, Kind.ESTIMATED, effect=effect, in_points=in_points)


def _values(view: View, indicator: Indicator, unit: Entity, kept: KeptForecast) -> "pd.Series[float]":
    """The figures that a forecast rests on by period, with a place for each that is missing."""
    figures = figures_in(kept, history_of(view, indicator, unit, kept))
    freq = FREQUENCY[kept.origin.grain]
    if not figures:
        return pd.Series(dtype=float)
    index = pd.PeriodIndex([pd.Timestamp(when.end) for when in figures], freq=freq)
    series = pd.Series(list(figures.values()), index=index, dtype=float)
    return series.reindex(pd.period_range(index.min(), index.max(), freq=freq))


def figures_of(view: View, asked: Asked) -> dict[Period, float]:
    """What is known of the indicator in view, by period."""
    return figures_in(asked.kept, history_of(view, asked.indicator, asked.unit, asked.kept))
