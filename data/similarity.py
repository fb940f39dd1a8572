"""How alike units are: robust standard scores, and the distance between them where figures are missing.

Pure arithmetic on a table with a row a unit and a column a measure. The method, its reasons and its limits stand in
docs/compare.md.
"""

import numpy as np
import pandas as pd

TO_DEVIATION = 1.4826
"""The median absolute deviation of a normal distribution times this is its standard deviation."""

FARTHEST = 3.0
"""Scores beyond this count as this: one extreme must not decide alone."""

LEAST_SHARE = 0.5
"""Part of the measures that two units must both have before a distance between them says anything."""


def scores(table: pd.DataFrame, in_logarithms: frozenset[str] = frozenset()) -> pd.DataFrame:
    """Each measure in robust standard scores: (value − median) / (1,4826 × median absolute deviation), within ±3.

    Measures of size are compared `in_logarithms`, where twice as much is as far as half; what is not above nothing is
    missing there. Where more than half of the units have one and the same value the mean absolute deviation stands in;
    where all have, the measure tells nobody from another and is nothing for all.
    """
    return pd.DataFrame({name: _scored(table[name], name in in_logarithms) for name in table}, index=table.index)


def _scored(values: "pd.Series[float]", in_logarithms: bool) -> "pd.Series[float]":
    known: pd.Series[float] = values.astype(float)
    if in_logarithms:
        known = pd.Series(np.log(known.where(known > 0)), index=values.index)
    away = known - known.median()
    spread = away.abs().median() * TO_DEVIATION or away.abs().mean() * np.sqrt(np.pi / 2)
    if not spread > 0:
        return away * 0.0
    return (away / spread).clip(-FARTHEST, FARTHEST)


def distances(scored: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Every other unit by its distance from `unit`, the nearest first: index unit; distance, shared (measures).

    The distance is the root of the mean square of the differences over the measures that both have. Units with fewer
    than half of the measures in common are left out: they are not near, they are unknown.
    """
    if unit not in scored.index:
        return pd.DataFrame({"distance": [], "shared": []}).astype({"distance": float, "shared": int})
    apart = scored.drop(index=unit) - scored.loc[unit]
    shared = apart.notna().sum(axis=1)
    distance = np.sqrt((apart**2).sum(axis=1) / shared.where(shared > 0))
    found = pd.DataFrame({"distance": distance, "shared": shared.astype(int)})
    enough = found[found["shared"] >= max(1, LEAST_SHARE * scored.shape[1])]
    return enough.sort_values("distance", kind="stable")


def standing(value: float, peers: "pd.Series[float]") -> str:
    """Whether a figure is "higher", "similar" or "lower" than its peers: outside or inside their middle half.

    "unknown" with fewer than three peers, whose quartiles say nothing.
    """
    known = peers.dropna()
    if len(known) < 3 or pd.isna(value):
        return "unknown"
    low, high = known.quantile(0.25), known.quantile(0.75)
    return "higher" if value > high else "lower" if value < low else "similar"
