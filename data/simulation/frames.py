"""Panels turned into rows, leaving out every key for which a figure was published."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.catalogue import NATION_KEY
from data.simulation.derived import running_mean
from data.simulation.panels import Panel, Rules
from data.simulation.profiles import Profile
from data.simulation.timeline import FIRST_SHOWN, MONTHS_BETWEEN, Floats, Ints, Timeline
from data.simulation.units import Geography

Key = tuple[str, str, "np.datetime64"]

# A year's figure is made for rates that cannot be computed from their periods, since targets are set for years.
# Change on the month before has no meaning over a year.
NO_YEAR = {"PRI02", "IND02"}
AT_YEAR_END = {"ytdgrowth", "ytdmean"}


def rows_of(profile: Profile, level: str, rules: Rules, panel: Panel, geo: Geography) -> pd.DataFrame:
    """All rows of one indicator: entity, grain, period_end, value, recorded_at."""
    pieces = list(_pieces(profile, level, rules, panel, geo))
    if panel.line.grain != "A" and rules.rule_time == "none" and profile.code not in NO_YEAR:
        pieces += _pieces(profile, level, rules, _by_year(profile, rules, panel), geo)
    return pd.concat(pieces, ignore_index=True)


def _by_year(profile: Profile, rules: Rules, panel: Panel) -> Panel:
    """The panel at the ends of years: the last value where it counts from January, else the mean of the year."""
    places = np.flatnonzero(panel.line.month == 12)
    line = panel.line
    years = Timeline("A", line.year[places], line.month[places], line.ends[places], line.released[places])

    def yearly(values: Floats) -> Floats:
        chosen = values if profile.mode in AT_YEAR_END else running_mean(values, line)
        rounded: Floats = np.round(chosen[places], rules.decimals)
        return rounded

    return Panel(
        years,
        yearly(panel.nation),
        yearly(panel.old),
        yearly(panel.new),
        panel.old_weights[places],
        panel.new_weights[places],
    )


def _pieces(profile: Profile, level: str, rules: Rules, panel: Panel, geo: Geography) -> Iterator[pd.DataFrame]:
    line = panel.line
    first = max(float(FIRST_SHOWN), profile.begins)
    shown = line.time - MONTHS_BETWEEN[line.grain] / 24 >= first - 1e-6
    if level != "province":
        yield _long(line, np.flatnonzero(shown), [NATION_KEY], panel.nation[:, None])
    if level == "national":
        return
    eras = (
        (geo.old_era(line), geo.old, geo.old_regions, panel.old, panel.old_weights),
        (geo.new_era(line), geo.new, geo.new_regions, panel.new, panel.new_weights),
    )
    for era, units, regions, values, weights in eras:
        places = era[shown[era]]
        yield _long(line, places, list(regions), _regional(rules, values, weights, list(regions.values())))
        yield _long(line, places, units, values)


def _regional(rules: Rules, values: Floats, weights: Floats, members: list[Ints]) -> Floats:
    """Regions by the indicator's rule: sums, or means by the same weights as the nation's."""
    if rules.rule_space == "sum":
        return np.stack([np.round(values[:, own].sum(axis=1), rules.decimals + 4) for own in members], axis=1)
    means = [(values[:, own] * weights[:, own]).sum(axis=1) / weights[:, own].sum(axis=1) for own in members]
    return np.round(np.stack(means, axis=1), rules.decimals)


def _long(line: Timeline, places: Ints, units: list[str], values: Floats) -> pd.DataFrame:
    """Rows for some periods of some units, unit by unit."""
    chosen = values[places].T.ravel()
    return pd.DataFrame(
        {
            "entity": np.repeat(np.array(units, dtype=object), len(places)),
            "grain": line.grain,
            "period_end": np.tile(line.ends[places], len(units)),
            "value": chosen + 0.0,  # adding zero takes the sign from a negative zero
            "recorded_at": np.tile(line.released[places], len(units)),
        }
    )[~np.isnan(chosen)]


def without_published(rows: pd.DataFrame, published: pd.DataFrame) -> pd.DataFrame:
    """Rows whose unit, grain and period no published figure has."""
    if published.empty:
        return rows
    key = ["entity", "grain", "period_end"]
    known = pd.MultiIndex.from_frame(published[key].astype({"period_end": "datetime64[s]"}))
    asked = pd.MultiIndex.from_frame(rows[key].astype({"period_end": "datetime64[s]"}))
    kept: NDArray[np.bool_] = ~asked.isin(known)
    return rows[kept]
