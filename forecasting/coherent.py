"""Making the kept forecasts of an indicator agree: provinces with the nation, and regions with their provinces.

By which method is tried at past origins, and the one with the least error there is used. Where some of the forecasts
rest on published figures and others on simulated ones, nothing is moved: what is simulated must not move what was
published, and a simulated province that is pulled onto a published nation dips or leaps where its forecast begins,
though nothing happened there. Where the history itself does not add up, nothing is moved either. Both are said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import pandas as pd

from data.forecasts.reading import Unit
from data.forecasts.records import Basis, NewForecast
from data.periods import STEPS_IN_YEAR, Grain, Period
from data.records import Indicator
from forecasting.bounds import Bounds
from forecasting.door import MERGER, forecast_many
from forecasting.feeding import Fed
from forecasting.reconcile import Method, reconciled, shrunk_correlation
from forecasting.record import Floats

INCOMPLETE, INCOHERENT, APART = "incomplete", "incoherent", "apart"
TRIED = {Grain.MONTH: (12,), Grain.QUARTER: (4, 8), Grain.YEAR: (2,)}
"""Past origins, in periods before the end, at which the methods are tried."""
TOLERATED = {"sum": 0.005, "wmean": 0.02}
"""How far the parts of the last year may have missed the whole, in its own size, to be parts of it at all."""
YEARS = 3
MEAN = 0
SPREAD = 5


@dataclass(frozen=True, eq=False)
class Family:
    """The nation and its provinces, with the weights that make the one of the others."""

    nation: int
    members: tuple[int, ...]
    weights: Floats
    bounds: Bounds

    @property
    def ids(self) -> list[int]:
        return [self.nation, *self.members]


def family_of(
    indicator: Indicator, units: Sequence[Unit], weights: Mapping[int, float], bounds: Bounds
) -> Family | None:
    """The nation and the provinces where they add up by a rule with known weights; None where they do not."""
    nation = next((unit.id for unit in units if unit.kind == "nation"), None)
    members = tuple(unit.id for unit in units if unit.kind == "province")
    if nation is None or not members or indicator.level != "both":
        return None
    if indicator.rule_space == "sum":
        return Family(nation, members, np.ones(len(members)), bounds)
    if indicator.rule_space == "wmean" and all(weights.get(id, 0.0) > 0 for id in members):
        sizes = np.array([weights[id] for id in members])
        return Family(nation, members, sizes / sizes.sum(), bounds)
    return None


def coherent(
    made: Sequence[NewForecast],
    fed: Sequence[Fed],
    family: Family,
    indicator: Indicator,
    grain: Grain,
    units: Sequence[Unit],
) -> list[NewForecast]:
    """The forecasts, moved until they agree, with the method by which they do; or with the reason why they cannot."""
    by_id = {one.entity_id: one for one in made}
    history = {one.entity_id: one for one in fed}
    if not set(family.ids) <= by_id.keys():
        return [replace(one, coherence=INCOMPLETE) for one in made]
    if not adds_up(history, family, indicator.rule_space, grain):
        return [replace(one, coherence=INCOHERENT) for one in made]
    if len({history[id].basis is Basis.PUBLISHED for id in family.ids}) > 1:
        apart = {id: replace(by_id[id], coherence=APART) for id in family.ids}
        return list(_with_regions(by_id | apart, indicator, units).values())
    method = chosen(history, family, grain)
    moved = _moved(by_id, history, family, method, grain)
    if moved is None:
        return [replace(one, coherence=INCOMPLETE) for one in made]
    return list(_with_regions(by_id | moved, indicator, units).values())


def adds_up(history: Mapping[int, Fed], family: Family, rule: str, grain: Grain) -> bool:
    """Whether the parts of the last year made the whole; figures of the whole alone cannot say."""
    table = _table(history, family).dropna().iloc[-STEPS_IN_YEAR[grain] :]
    if table.empty:
        return False
    whole = table[family.nation].to_numpy()
    parts = table[list(family.members)].to_numpy() @ family.weights
    size = np.abs(whole).mean()
    return bool(size > 0 and np.median(np.abs(parts - whole)) <= TOLERATED[rule] * size)


def _table(history: Mapping[int, Fed], family: Family) -> pd.DataFrame:
    return pd.DataFrame({id: history[id].figures for id in family.ids})


def chosen(history: Mapping[int, Fed], family: Family, grain: Grain) -> Method:
    """The method with the least error at past origins; half of the error is the nation's, half its units'."""
    errors: dict[Method, list[float]] = {method: [] for method in Method}
    table = _table(history, family)
    for back in TRIED[grain]:
        past, came = table.iloc[:-back], table.iloc[-back:]
        if len(past) < 2 * STEPS_IN_YEAR[grain] + 2 or came.isna().any().any():
            continue
        base = forecast_many(
            {id: past[id].dropna() for id in family.ids}, len(came), bounds=family.bounds, breaks=(MERGER,)
        )
        mean = np.array([base[id].mean for id in family.ids])
        spread = np.array([base[id].law.spread for id in family.ids])
        together = correlation_of(past, grain)
        scale = _scales(past, grain)
        for method in Method:
            whole, parts = reconciled(
                mean[0], mean[1:], family.weights, method, spread=spread, correlation=together, bounds=family.bounds
            )
            missed = np.abs(np.vstack([whole, parts]) - came.to_numpy().T).mean(axis=1) / scale
            errors[method].append(float((missed[0] + np.nanmean(missed[1:])) / 2))
    tried = {method: float(np.mean(found)) for method, found in errors.items() if found}
    return min(tried, key=tried.__getitem__) if tried else Method.WLS


def _scales(past: pd.DataFrame, grain: Grain) -> Floats:
    changes = past.diff(STEPS_IN_YEAR[grain]).abs().mean().to_numpy()
    return np.where(changes > 0, changes, np.nan)


def correlation_of(past: pd.DataFrame, grain: Grain) -> Floats:
    """How errors of the nation and its units go together, read off their changes on the year before."""
    season = STEPS_IN_YEAR[grain]
    changes = past.diff(season).dropna().iloc[-YEARS * season :].to_numpy().T
    return shrunk_correlation(changes) if changes.shape[1] > 1 else np.eye(past.shape[1])


def _moved(
    by_id: Mapping[int, NewForecast], history: Mapping[int, Fed], family: Family, method: Method, grain: Grain
) -> dict[int, NewForecast] | None:
    """The nation and its units, moved over the periods that all of them have; None where they have none in common."""
    starts = [by_id[id].origin for id in family.ids]
    first = max(starts).shift(1)
    skipped = [_steps(start, first) - 1 for start in starts]
    count = min(len(by_id[id].points) - skip for id, skip in zip(family.ids, skipped, strict=True))
    if count < 1:
        return None
    places = [slice(skip, skip + count) for skip in skipped]
    points = [np.array(by_id[id].points[place]) for id, place in zip(family.ids, places, strict=True)]
    mean = np.array([one[:, MEAN] for one in points])
    spread = np.array([one[:, SPREAD] for one in points])
    together = correlation_of(_table(history, family), grain) if method is Method.MINT else None
    whole, parts = reconciled(
        mean[0], mean[1:], family.weights, method, spread=spread, correlation=together, bounds=family.bounds
    )
    found = {}
    for id, place, to in zip(family.ids, places, np.vstack([whole, parts]), strict=True):
        found[id] = shifted(by_id[id], place.start, to, method)
    return found


def _steps(before: Period, after: Period) -> int:
    """How many periods later one is than another of its grain."""
    months = (after.end.year - before.end.year) * 12 + after.end.month - before.end.month
    return months * STEPS_IN_YEAR[before.grain] // 12


def shifted(one: NewForecast, start: int, mean: Floats, method: Method) -> NewForecast:
    """The forecast with other means from a step on; its intervals go along, and stay within its bounds."""
    low = -np.inf if one.lower_bound is None else one.lower_bound
    high = np.inf if one.upper_bound is None else one.upper_bound
    points = [list(point) for point in one.points]
    for step, value in enumerate(mean, start=start):
        delta = float(value) - points[step][MEAN]
        points[step][1:SPREAD] = [float(np.clip(bound + delta, low, high)) for bound in points[step][1:SPREAD]]
        points[step][MEAN] = float(value)
    return replace(one, points=tuple(tuple(point) for point in points), coherence=method.value)


def _with_regions(
    by_id: Mapping[int, NewForecast], indicator: Indicator, units: Sequence[Unit]
) -> dict[int, NewForecast]:
    """The forecasts, with regions as the sums of their provinces, where these add up and stand at the same period."""
    found = dict(by_id)
    regions = [unit for unit in units if unit.kind == "region" and unit.id in by_id]
    for region in regions if indicator.rule_space == "sum" else ():
        parts = [by_id[unit.id] for unit in units if unit.parent_id == region.id and unit.id in by_id]
        own = by_id[region.id]
        whole = len(parts) == sum(unit.parent_id == region.id for unit in units)
        if parts and whole and all(a.origin == b.origin for a, b in pairwise([own, *parts])):
            total = np.sum([[point[MEAN] for point in one.points] for one in parts], axis=0)
            found[region.id] = shifted(own, 0, total, Method.BOTTOM_UP)
    return found
