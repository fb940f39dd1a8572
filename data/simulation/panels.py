"""One indicator simulated for the nation, the provinces of both editions and their regions."""

import zlib
from dataclasses import dataclass

import numpy as np

from data.simulation.paths import CALM, QUIET, wandering
from data.simulation.profiles import KNOTS, LEVEL, RATE, STEPS, YTD, Profile, shock
from data.simulation.timeline import Flags, Floats, Ints, Timeline
from data.simulation.units import Geography, merged_means, raked, scaled, shared_out

WINDOW_MIDDLE = 2021.0
DRIFT = 0.012  # how fast the shares of provinces move apart in a year
RATE_NOISE = 0.12  # noise of a province's rate, as part of the spread between provinces
FINER = 2  # provinces get two more decimals than a nation counted in thousand billions
LEAST_LEFT = 0.15  # of an amount, in the province and month that was hit hardest
OVERLAP = 1.3  # a traveller is counted in every province he visits


@dataclass(frozen=True, slots=True)
class Rules:
    """What the indicator itself says about its values."""

    rule_space: str
    rule_time: str
    decimals: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Held:
    """A published figure of a province: the mean or sum over `places` of the old provinces `columns`."""

    columns: Ints
    places: Ints
    value: float


@dataclass(frozen=True, slots=True)
class Panel:
    """Values of one indicator, periods by units; both editions over all periods, so that growth can look back."""

    line: Timeline
    nation: Floats
    old: Floats
    new: Floats
    old_weights: Floats
    new_weights: Floats


def seeded(seed: int, code: str) -> np.random.Generator:
    """Own random numbers for each indicator, so that a change to one leaves the others as they were."""
    return np.random.default_rng([seed, zlib.crc32(code.encode())])


def amounts(
    profile: Profile,
    rules: Rules,
    line: Timeline,
    nation: Floats,
    driver: Floats,
    geo: Geography,
    rng: np.random.Generator,
    held: list[Held],
    digits: int,
) -> Panel:
    """Share the nation's amount out by a driver that moves a little differently in each province."""
    hit = profile.depth * _wave(profile, line)[:, None]
    uneven = np.maximum((1 + hit * geo.severity) / (1 + hit), LEAST_LEFT)
    shares = driver * uneven * _own_ways(profile, rules, line, rng, driver.shape[1])
    shares = shares / shares.sum(axis=1, keepdims=True)
    for fact in held:
        shares = _hold_share(shares, nation, fact)
    # Where every unit counts the same, a merged one counts as one and not as the sum of its parts.
    merged = shares @ geo.heirs / (geo.heirs.sum(axis=0) if profile.driver == "equal" else 1)
    totals = nation * OVERLAP if rules.rule_space == "none" else nation
    decimals = max(digits, rules.decimals + FINER if rules.decimals else 0)
    return Panel(
        line, nation, shared_out(totals, shares, decimals), shared_out(totals, merged, decimals), shares, merged
    )


def _own_ways(profile: Profile, rules: Rules, line: Timeline, rng: np.random.Generator, width: int) -> Floats:
    """Factors around 1 by which the provinces leave their driver: a lasting one, a drift, and noise where it flows."""
    lasting = profile.spread * rng.standard_normal(width)
    drift = DRIFT * rng.standard_normal(width) * (line.time[:, None] - WINDOW_MIDDLE) if profile.spread else 0.0
    noise = wandering(len(line), CALM, rng, width) * min(0.5, max(1.5 * profile.noise, 0.02))
    if profile.mode in (YTD, STEPS, KNOTS) or rules.rule_time != "sum":
        noise = noise * 0.0
    factors: Floats = np.exp(lasting + drift + noise)
    return factors


def _wave(profile: Profile, line: Timeline) -> Floats:
    """Strength of the wave of 2021, which was not the same everywhere; other shocks were."""
    return shock(profile.shock, line) if profile.shock == "wave" else np.zeros(len(line))


def _hold_share(shares: Floats, nation: Floats, fact: Held) -> Floats:
    """Give the units of a fact the share of the nation that makes their sum over its periods the published one."""
    share = fact.value / nation[fact.places].sum()
    moved = shares.copy()
    block = np.ix_(fact.places, fact.columns)
    own = shares[block].sum(axis=1, keepdims=True)
    moved[fact.places] *= (1 - share) / (1 - own)
    moved[block] = shares[block] / own * share
    return moved


def rates(
    profile: Profile,
    rules: Rules,
    line: Timeline,
    nation: Floats,
    weights: Floats,
    geo: Geography,
    rng: np.random.Generator,
    held: list[Held],
) -> Panel:
    """Spread the provinces around the nation's rate, so that their mean by the rule is the nation's."""
    width = weights.shape[1]
    lasting = profile.spread * standing(profile, geo, rng)
    if profile.driver:
        lasting = geo.table[profile.driver] - np.average(geo.table[profile.driver], weights=weights[0])
    noise = wandering(len(line), QUIET, rng, width) * max(profile.noise, RATE_NOISE * profile.spread)
    room = np.minimum(nation - rules.low, rules.high - nation)
    calm = np.clip(room / (1.2 * max(profile.spread, profile.noise, 1e-9)), 0.0, 1.0)
    uneven = profile.depth * _wave(profile, line)[:, None] * (geo.severity - 1)
    values = nation[:, None] + (lasting + noise) * calm[:, None] + uneven
    fixed = np.zeros(values.shape, dtype=bool)
    for fact in held:
        block = np.ix_(fact.places, fact.columns)
        values[block] += fact.value - np.average(values[block], axis=1, weights=weights[block]).mean()
        fixed[block] = True
    return _averaged(rules, line, nation, values, weights, geo, fixed)


def factors(
    profile: Profile,
    rules: Rules,
    line: Timeline,
    nation: Floats,
    weights: Floats,
    geo: Geography,
    rng: np.random.Generator,
) -> Panel:
    """Spread the provinces around a positive figure by factors; the spread of a cumulated rate is in points."""
    width = weights.shape[1]
    spread = profile.spread / profile.end if profile.mode == YTD else profile.spread
    lasting = spread * standing(profile, geo, rng)
    noise = wandering(len(line), QUIET, rng, width) * max(profile.noise, 0.1 * spread)
    if profile.mode == YTD:  # one way through each year, so that a cumulated figure never falls within it
        noise = noise[np.searchsorted(line.year, line.year)]
    values = scaled(np.exp(lasting + noise), weights, nation)
    return _averaged(rules, line, nation, values, weights, geo, np.zeros(values.shape, dtype=bool))


def standing(profile: Profile, geo: Geography, rng: np.random.Generator) -> Floats:
    """How far each province stands from the nation, in units of the spread; `tilt` ties it to development."""
    own = rng.standard_normal(len(geo.old))
    mixed: Floats = profile.tilt * geo.development + np.sqrt(1 - profile.tilt**2) * own
    return np.clip(mixed, -2.4, 2.4)


def _averaged(
    rules: Rules, line: Timeline, nation: Floats, values: Floats, weights: Floats, geo: Geography, fixed: Flags
) -> Panel:
    """Move free values until the mean is the nation's on both maps, and round."""
    if rules.rule_space != "none":
        values = _raked_around(rules, nation, values, weights, fixed)
    values = np.clip(values, rules.low, rules.high)
    new_weights = weights @ geo.heirs if rules.rule_space != "mean" else np.ones((len(line), len(geo.new)))
    merged = merged_means(values, weights, geo.heirs)
    if rules.rule_space == "mean":
        merged = raked(merged, new_weights, nation, rules.low, rules.high)
    return Panel(line, nation, np.round(values, rules.decimals), np.round(merged, rules.decimals), weights, new_weights)


def _raked_around(rules: Rules, nation: Floats, values: Floats, weights: Floats, fixed: Flags) -> Floats:
    """Rake the values that are not fixed to what the fixed ones leave of the mean."""
    free = weights * ~fixed
    left = (nation * weights.sum(axis=1) - (values * weights * fixed).sum(axis=1)) / free.sum(axis=1)
    return np.where(fixed, values, raked(values, free, left, rules.low, rules.high))


def is_amount(profile: Profile, rules: Rules) -> bool:
    """Whether provinces share the figure out among them; otherwise it is a mean of theirs."""
    if profile.mode == RATE:
        return False
    return rules.rule_space == "sum" or (profile.mode in (LEVEL, STEPS))
