"""The national path of an indicator: what is assumed, bent through what was published."""

import numpy as np

from data.periods import Grain, Period
from data.simulation.anchors import Anchor, bend, useful
from data.simulation.profiles import KNOTS, RATE, SCALE, STEPS, YTD, Profile, points, season, season_of_year, shock
from data.simulation.timeline import FIRST_SHOWN, Floats, Timeline

Facts = dict[Period, float]
"""Published national figures of one indicator by period, the newest figure of each."""

WINDOW = (2016.5, 2025.5)  # the years that `start` and `end` of a profile speak of
SLOWER = 0.35  # a rate goes on at this part of its pace after the window: many near a bound
CALM = 0.6  # how much of a wandering is kept from one month to the next
QUIET = 0.85  # the same for what stands at a date, which moves more slowly than what flows


def national_path(
    profile: Profile,
    rule_time: str,
    line: Timeline,
    anchors: list[Anchor],
    rng: np.random.Generator,
    base: Floats | None = None,
) -> Floats:
    """National values for all periods of `line` (before the indicator begins too; the caller cuts).

    `base` is the path of another indicator that this one follows, in this one's size.
    """
    if profile.mode in (STEPS, KNOTS):
        return _through_points(profile, line, useful(anchors))
    if base is not None:
        prior = base
    elif profile.mode == YTD:
        prior = _ytd_prior(profile, line, rng)
    else:
        prior = _prior(profile, rule_time, line, rng)
    return bend(prior, line, useful(anchors), multiplicative=profile.mode != RATE)


def _through_points(profile: Profile, line: Timeline, anchors: list[Anchor]) -> Floats:
    """Steps from each assumed point to the next, or straight lines through the assumed and the published ones."""
    months, values = points(profile.code)
    places = line.year * 12 + line.month
    if profile.mode == STEPS:
        held: Floats = values[np.maximum(np.searchsorted(months, places, side="right") - 1, 0)]
        return held
    known = dict(zip(months.tolist(), values.tolist(), strict=True))
    known |= {int(places[anchor.places[0]]): anchor.total for anchor in anchors if len(anchor.places) == 1}
    listed = sorted(known.items())
    drawn: Floats = np.interp(places, [month for month, _ in listed], [value for _, value in listed])
    return drawn


def _prior(profile: Profile, rule_time: str, line: Timeline, rng: np.random.Generator) -> Floats:
    """Trend, season, shock and noise."""
    trend = _trend(profile, line)
    hit = profile.depth * shock(profile.shock, line)
    noise = wandering(len(line), QUIET if rule_time != "sum" else CALM, rng) * profile.noise
    if profile.mode == RATE:
        usual = season(profile.season, line) if profile.season != "none" else np.zeros(len(line))
        path: Floats = trend + usual + hit + noise
        return path
    path = trend * season(profile.season, line) * (1 + hit) * np.exp(noise)
    return path


def _trend(profile: Profile, line: Timeline) -> Floats:
    """From `start` to `end`: by a constant rate for amounts, in a straight line for rates."""
    first = max(WINDOW[0], profile.begins)
    part = np.maximum((line.time - first) / (WINDOW[1] - first), -0.2)
    if profile.mode == RATE:
        part = np.minimum(part, 1) + SLOWER * np.maximum(part - 1, 0)
        straight: Floats = profile.start + (profile.end - profile.start) * part
        return straight
    grown: Floats = profile.start * (profile.end / profile.start) ** part
    return grown


def _ytd_prior(profile: Profile, line: Timeline, rng: np.random.Generator) -> Floats:
    """A figure that rises from January to December and starts anew: the year's total times the usual path."""
    totals = _trend(profile, line)
    curve = season_of_year(profile.season)[line.month - 1]
    for year in np.unique(line.year):
        year_places = line.year == year
        totals[year_places] = totals[year_places][-1] * np.exp(profile.noise * rng.standard_normal())
    path: Floats = totals * curve
    return path


def wandering(length: int, memory: float, rng: np.random.Generator, width: int = 0) -> Floats:
    """Noise of unit size that remembers part of its last value; `width` series side by side when given."""
    shape = (length, width) if width else (length,)
    steps_taken = rng.standard_normal(shape)
    kept = np.sqrt(1 - memory**2)
    for index in range(1, length):
        steps_taken[index] = memory * steps_taken[index - 1] + kept * steps_taken[index]
    return steps_taken


def anchors_of(facts: Facts, rule_time: str, mode: str, line: Timeline) -> list[Anchor]:
    """What the published figures ask of the path."""
    found = []
    for period, value in facts.items():
        places = line.within(period)
        if len(places) == 0 or (mode in (SCALE, YTD) and value <= 0):
            continue
        if mode == YTD or rule_time == "last":
            places = places[-1:]
        weights = np.ones(len(places)) if rule_time == "sum" and mode != YTD else np.full(len(places), 1 / len(places))
        found.append(Anchor(places, weights, value))
    return found


def anchors_of_running_mean(facts: Facts, line: Timeline) -> list[Anchor]:
    """What published averages from January on ask of the monthly path they are the average of."""
    found = []
    for period, value in facts.items():
        places = _since_january(period, line)
        if len(places):
            found.append(Anchor(places, np.full(len(places), 1 / len(places)), value))
    return found


def anchors_of_growth(facts: Facts, line: Timeline) -> list[Anchor]:
    """What published growth of a sum from January on asks of the path: this year's sum is so much of last year's."""
    found = []
    for period, value in facts.items():
        places, earlier = _since_january(period, line), _since_january(period.year_before(), line)
        if period.year >= FIRST_SHOWN and len(places) and len(earlier):
            weights = np.concatenate([np.ones(len(places)), np.full(len(earlier), -(1 + value / 100))])
            found.append(Anchor(np.concatenate([places, earlier]), weights, 0.0))
    return found


def _since_january(period: Period, line: Timeline) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    places = np.flatnonzero((line.year == period.year) & (line.month <= period.end.month))
    whole = period.grain is not Grain.DAY and len(places) * 12 // line.per_year == period.end.month
    return places if whole else places[:0]
