"""Forecasts of many rows of one season at once: the models of the recipe, and their weighted mean."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from forecasting import ets, naive, theta
from forecasting.aggregated import aggregated
from forecasting.filters import Block, Ints, block_of
from forecasting.members import Member
from forecasting.recipes import Recipe, recipe
from forecasting.record import Floats, Used
from forecasting.seasonal import Season, season_of

CHUNK = 256  # rows at once: as many as stay in the processor's cache
WIDEST = 1.3  # how much longer the longest row of a chunk may be than its shortest
FEW = 24  # rows so few that setting up a block costs more than its empty places
FLATTEST = 1e-4  # logs only where the smallest figure is at least this share of the largest


@dataclass(frozen=True, slots=True)
class Combined:
    """The forecasts of some rows: `mean`, `spread` (standard deviation) and the seasonal naive's mean, rows by
    periods.
    """

    mean: Floats
    spread: Floats
    naive: Floats
    used: Callable[[int], tuple[Used, ...]]

    def first(self, count: int) -> "Combined":
        return Combined(self.mean[:count], self.spread[:count], self.naive[:count], self.used)

    def after(self, count: int) -> "Combined":
        return Combined(self.mean[count:], self.spread[count:], self.naive[count:], lambda row: self.used(row + count))


def combined(rows: Sequence[Floats], season: int, horizon: int) -> Combined:
    """Return the forecasts of rows of any lengths (at least two figures each), in the order they came."""
    lengths = np.array([len(row) for row in rows])
    mean, spread, plain = (np.empty((len(rows), horizon)) for _ in range(3))
    place_of: dict[int, tuple[Combined, int]] = {}
    for places in _chunks(lengths):
        part = _of_block(block_of([rows[place] for place in places]), season, horizon)
        mean[places], spread[places], plain[places] = part.mean, part.spread, part.naive
        place_of |= {int(place): (part, row) for row, place in enumerate(places)}

    def used(row: int) -> tuple[Used, ...]:
        part, place = place_of[row]
        return part.used(place)

    return Combined(mean, spread, plain, used)


def _chunks(lengths: Ints) -> Iterator[Ints]:
    """Places of rows of similar lengths, so that little is computed on what lies beyond the end of a row."""
    order = np.argsort(lengths, kind="stable")
    start = 0
    while start < len(order):
        stop = min(start + CHUNK, len(order))
        longest = np.searchsorted(lengths[order], lengths[order[start]] * WIDEST, side="right")
        stop = min(stop, max(int(longest), start + FEW))
        yield order[start:stop]
        start = stop


def _of_block(block: Block, season: int, horizon: int) -> Combined:
    chosen = recipe(season)
    plain = naive.seasonal_naive("seasonal_naive", block, season, horizon).mean
    members = _members(block, season, horizon, chosen)
    mean = sum((share * members[name].mean for name, share in chosen.weights.items()), np.zeros_like(plain))
    spread = np.mean([members[name].spread for name in chosen.spread], axis=0)

    def used(row: int) -> tuple[Used, ...]:
        return tuple(Used(name, share, members[name].parameters(row)) for name, share in chosen.weights.items())

    return Combined(mean, spread, plain, used)


def _members(block: Block, season: int, horizon: int, chosen: Recipe) -> dict[str, Member]:
    """Return the models by name, on the scale of the figures."""
    members: dict[str, Member] = {}
    names = {*chosen.weights, *chosen.spread}
    if "states" in names:
        members["states"] = _on_scale(partial(_states, season=season), "states", block, horizon)
    if "log_states" in names:
        members["log_states"] = _of_logs(partial(_states, season=season), "log_states", block, horizon)
    if "fading_growth" in names:
        members["fading_growth"] = _of_logs(naive.fading_drift, "fading_growth", block, horizon)
    members |= _without_season(block, season, horizon, names)
    return members


PLAIN: dict[str, Callable[[str, Block, int], Member]] = {
    "ets": lambda name, block, horizon: ets.smoothed(name, block, ets.plain_grid(), horizon),
    "theta": theta.theta,
    "dynamic_theta": theta.dynamic_theta,
    "drift": naive.drift,
}


def _without_season(block: Block, season: int, horizon: int, names: set[str]) -> dict[str, Member]:
    indices = season_of(block, season)
    plain = indices.off(block)
    found: dict[str, Member] = {}
    for name in sorted(names & PLAIN.keys()):
        found[name] = _on_scale(PLAIN[name], name, plain, horizon)
    for name in sorted(name for name in names if "_" in name and name.split("_")[-1].isdigit()):
        kind, _, every = name.rpartition("_")
        found[name] = aggregated(plain, int(every), horizon, partial(_on_scale, PLAIN[kind], name))
    return {name: _seasoned(one, indices, block) for name, one in found.items()}


def _seasoned(member: Member, indices: Season, block: Block) -> Member:
    mean, spread = indices.on(block, member.mean, member.spread)
    return replace(member, mean=mean, spread=spread)


def _states(name: str, block: Block, horizon: int, *, season: int) -> Member:
    points = ets.plain_grid()
    if block.values.shape[1] > season + 4:
        points += ets.seasonal_grid(season)
    return ets.smoothed(name, block, points, horizon)


def _on_scale(model: Callable[[str, Block, int], Member], name: str, block: Block, horizon: int) -> Member:
    """Return the model on rows that start at 0 and change by about 1: the same answer, but well conditioned."""
    start = block.values[:, :1]
    scale = _scale(block)
    member = model(name, block.having((block.values - start) / scale), horizon)
    return replace(member, mean=member.mean * scale + start, spread=member.spread * scale)


def _scale(block: Block) -> Floats:
    inside = block.inside[:, 1:]
    changes = np.where(inside, np.diff(block.values, axis=1), 0.0)
    size = np.sqrt((changes**2).sum(axis=1, keepdims=True) / np.maximum(inside.sum(axis=1, keepdims=True), 1))
    scale: Floats = np.where(size > 0, size, 1.0)
    return scale


def _of_logs(model: Callable[[str, Block, int], Member], name: str, block: Block, horizon: int) -> Member:
    """Return the model of the logarithms, read back at the median; of the figures themselves where they have none."""
    lowest = np.where(block.inside, block.values, np.inf).min(axis=1)
    highest = block.values.max(axis=1, where=block.inside, initial=-np.inf)
    logs = (lowest > 0) & (lowest >= FLATTEST * highest)
    values = np.where(logs[:, None] & block.inside, block.values, 1.0)
    taken = block.having(np.where(logs[:, None], np.log(values), block.values))
    member = _on_scale(model, name, taken, horizon)
    # A trend of logarithms may run away over many periods; the reach of the past, twice, is its limit.
    low, high = (np.log(np.where(logs, each, 1.0))[:, None] for each in (lowest, highest))
    reach = high - low + 3 * _scale(taken) * np.sqrt(np.arange(1, horizon + 1))
    back = np.exp(np.where(logs[:, None], member.mean.clip(low - reach, high + reach), 0.0))
    return replace(
        member,
        mean=np.where(logs[:, None], back, member.mean),
        spread=np.where(logs[:, None], back * member.spread, member.spread),
    )
