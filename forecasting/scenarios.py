"""What follows when an assumption takes the place of a forecast: both paths and their difference. Pure arithmetic.

Let m be the forecast path of a series and psi what is left of an error after so many periods: 1 at once, and one share
of it in every later period (`forecasting.memory`).

* Growth: x[t] = m[t] (1 + p/100) in the periods named; others stay.
* Shock at s: d = m[s] p/100, and x[s + k] = m[s + k] + psi[k] d.
* Fixed figures: they stand as given; what they miss the forecast by is undone by the errors that would explain them,
  which live on: d[t] = x[t] - m[t] - sum of psi[k] e[t - k] is the new error e[t], and later x[t] = m[t] + sum of
  psi[k] e[t - k].

The interval of a period that is given has no width; later ones keep the forecast's width less what the given periods
have taken from it. Another indicator reaches this one through an identity (the whole moves by sign x the part's
difference, to the last digit) or through an effect estimated from both histories, whose uncertainty widens the
interval. Nothing else moves: what no rule and no estimate says is not assumed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from data.forecasts.records import KeptForecast
from data.periods import STEPS_IN_YEAR, Period
from forecasting.assumptions import Assumption, Fixed, Growth, Shock
from forecasting.effects import Effect
from forecasting.errors import ForecastError
from forecasting.kept import law_of
from forecasting.memory import memory, share_that_stays
from forecasting.record import Floats

LEVELS = np.array([0.8, 0.95])


class NoLink(ForecastError):
    """An assumption is about an indicator that does not reach the one that is looked at, or not in its periods."""


class Kind(StrEnum):
    """How another indicator reaches the one that is looked at."""

    IDENTITY = "identity"
    ESTIMATED = "estimated"


@dataclass(frozen=True, eq=False)
class Link:
    """A driver: its own forecast, and how a difference of it reaches the target."""

    base: KeptForecast
    kind: Kind
    sign: int = 1
    effect: Effect | None = None
    in_points: bool = False
    """Of an estimated effect: it is in points, because the target is a rate."""


@dataclass(frozen=True, eq=False)
class Scenario:
    """Both paths. `table` has one row a period: period, period_end, base, scenario, difference, base_lower_80 …
    upper_95, and lower_80, upper_80, lower_95, upper_95 of the scenario.
    """

    table: pd.DataFrame
    given: frozenset[Period]
    kinds: frozenset[Kind]


def scenario(
    code: str, base: KeptForecast, assumptions: Sequence[Assumption], links: Mapping[str, Link] | None = None
) -> Scenario:
    """Return what the assumptions make of a forecast.

    Args:
        code: of the indicator that is looked at; assumptions about it change its path outright.
        base: its kept forecast.
        assumptions: in the order in which they are applied.
        links: other indicators that assumptions are about.

    Raises:
        NoLink: An assumption is about something that does not reach this forecast; the message says what and why.
    """
    periods = periods_of(base)
    path, width, given = _own([one for one in assumptions if one.code == code], base, periods)
    kinds: set[Kind] = set()
    for other in dict.fromkeys(one.code for one in assumptions if one.code != code):
        if other not in (links or {}):
            raise NoLink(f"{other} does not reach {code}: the catalogue names no rule between them.")
        link = (links or {})[other]
        moved, extra = _through(link, [one for one in assumptions if one.code == other], periods, path, other)
        path, width = path + moved, np.hypot(width, extra)
        kinds.add(link.kind)
    return Scenario(_table(base, path, width), frozenset(given), frozenset(kinds))


def periods_of(base: KeptForecast) -> list[Period]:
    """The periods that a forecast is of."""
    return [base.origin.shift(step) for step in range(1, len(base.points) + 1)]


def stays(base: KeptForecast) -> float:
    """The share of a shock that later periods keep, as the errors of this forecast do."""
    return share_that_stays(base.points["spread"].to_numpy(dtype=float), STEPS_IN_YEAR[base.origin.grain])


def _own(
    assumptions: Sequence[Assumption], base: KeptForecast, periods: Sequence[Period]
) -> tuple[Floats, Floats, set[Period]]:
    """The path under assumptions about the series itself, the scale of its width, and the periods that are given."""
    mean = base.points["mean"].to_numpy(dtype=float)
    spread = base.points["spread"].to_numpy(dtype=float)
    psi = memory(spread, STEPS_IN_YEAR[base.origin.grain])
    path, given = mean.copy(), set[Period]()
    for one in assumptions:
        places = _places(one, periods)
        match one:
            case Growth(percent=percent):
                path[places] *= 1 + percent / 100
            case Shock(percent=percent):
                start = places[0]
                path[start:] += psi[: len(path) - start] * mean[start] * percent / 100
            case Fixed(values=values):
                path = _through_given(path, psi, places[0], values)
                given |= {periods[place] for place in places}
    return path, _left(spread, psi, [period in given for period in periods]), given


def _through_given(path: Floats, psi: Floats, start: int, values: Sequence[float]) -> Floats:
    """The path with given figures from `start` on; what they miss it by lives on after them."""
    found = path.copy()
    for ahead, value in enumerate(values):
        place = start + ahead
        found[place:] += psi[: len(found) - place] * (value - found[place])
        found[place] = value
    return found


def _left(spread: Floats, psi: Floats, given: Sequence[bool]) -> Floats:
    """Spreads when some periods are known: the errors that came with those periods are known too."""
    unknown = np.array([not one for one in given], dtype=float)
    if unknown.all():
        return spread
    reach = [float(np.sum(psi[: place + 1][::-1] ** 2 * unknown[: place + 1])) for place in range(len(spread))]
    whole = np.cumsum(psi**2)
    return np.asarray(spread * np.sqrt(np.array(reach) / whole) * unknown)


def _places(one: Assumption, periods: Sequence[Period]) -> list[int]:
    """Where an assumption lies in the forecast."""
    first = one.at if isinstance(one, Shock) else one.first
    if first not in periods:
        raise NoLink(f"{one.code} is forecast from {periods[0]} to {periods[-1]}; {first} is not among these periods.")
    start = periods.index(first)
    match one:
        case Growth(last=None):
            return list(range(start, len(periods)))
        case Growth(last=last):
            return [
                place for place in range(start, len(periods)) if last is not None and periods[place].end <= last.end
            ]
        case Fixed(values=values):
            if start + len(values) > len(periods):
                raise NoLink(f"{one.code} is forecast until {periods[-1]}; {len(values)} figures reach beyond that.")
            return list(range(start, start + len(values)))
    return [start]


def _through(
    link: Link, assumptions: Sequence[Assumption], periods: Sequence[Period], path: Floats, code: str
) -> tuple[Floats, Floats]:
    """What a driver's difference does to the target, and by how much its uncertainty widens the interval."""
    theirs = periods_of(link.base)
    if theirs[0].grain is not periods[0].grain:
        raise NoLink(f"{code} is forecast by other periods than the indicator that is looked at; compare their grains.")
    own, _, _ = _own(assumptions, link.base, theirs)
    mean = link.base.points["mean"].to_numpy(dtype=float)
    change = {period: (a - b, b) for period, a, b in zip(theirs, own, mean, strict=True)}
    gaps = np.array([change.get(period, (0.0, 1.0)) for period in periods])
    if link.kind is Kind.IDENTITY:
        return link.sign * gaps[:, 0], np.zeros(len(periods))
    if link.effect is None:
        raise NoLink(f"The effect of {code} could not be estimated: too few common figures.")
    percent = np.divide(gaps[:, 0] * 100, gaps[:, 1], out=np.zeros(len(periods)), where=gaps[:, 1] != 0)
    scale = np.ones(len(periods)) if link.in_points else path / 100
    return link.effect.size * percent * scale, np.abs(link.effect.error * percent * scale)


def _table(base: KeptForecast, path: Floats, width: Floats) -> pd.DataFrame:
    law, points = law_of(base), base.points
    path = law.bounds.clip(path)
    scores = law.half_widths(LEVELS) / np.where(law.spread > 0, law.spread, 1.0)
    table = points[["period", "period_end"]].assign(base=points["mean"], scenario=path)
    table["difference"] = table["scenario"] - table["base"]
    for place, level in enumerate((80, 95)):
        half = scores[place] * width
        table[f"base_lower_{level}"], table[f"base_upper_{level}"] = points[f"lower_{level}"], points[f"upper_{level}"]
        table[f"lower_{level}"] = law.bounds.clip(path - half)
        table[f"upper_{level}"] = law.bounds.clip(path + half)
    return table
