"""A plausible history around the published facts, marked as simulated wherever it goes.

Nothing here is knowledge about Viet Nam: profiles, seasons and weights in the CSV files of this folder are assumptions.
What is real is the frame they are bent into: published figures are kept, and the simulated ones run through them.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from data.catalogue import NATION_KEY, Catalogue
from data.periods import Period
from data.records import Status
from data.simulation.frames import rows_of, without_published
from data.simulation.panels import FINER, seeded
from data.simulation.timeline import released_on
from data.simulation.workshop import Workshop

__all__ = ["SOURCE", "SOURCE_EN", "simulate"]

SOURCE = "Mô phỏng (không phải số liệu thật)"
SOURCE_EN = "Simulated (not real figures)"
SEED = 20260101

REVISED = {"GRO02": 0.15, "TRD01": 0.012, "IND01": 0.4}
"""Indicators whose first figures are revised a quarter later: size of a usual revision, in points or as a part."""
REVISED_SINCE = np.datetime64("2023-01-01")
COLUMNS = ["indicator", "entity", "grain", "period_end", "value", "status", "recorded_at", "note"]


def simulate(catalogue: Catalogue, until: Period, seed: int = SEED) -> Iterator[pd.DataFrame]:
    """Yield a frame for each indicator, in the order of the catalogue.

    Args:
        catalogue: The facts; no row is made for a unit and period that has a published figure.
        until: The last month.
        seed: The same seed gives the same figures.

    Yields:
        Frames with the columns indicator (code), entity (key), grain, period_end, value, status (S), recorded_at
        (when such a figure would have been released) and note, ordered by the first four and recorded_at.
    """
    shop = Workshop(catalogue, until, seed)
    published = dict(tuple(catalogue.observations.groupby("indicator")))
    last_release = np.datetime64(released_on(until.end))
    for code, indicator in shop.indicators.items():
        rows = rows_of(shop.profiles[code], indicator["level"], shop.rules_of(code), shop.panel(code), shop.geo)
        rows = without_published(rows, published.get(code, catalogue.observations.iloc[:0]))
        rows = rows.assign(note=None)
        if code in REVISED:
            rows = _with_first_figures(code, rows, int(indicator["decimals"]), last_release, seed)
        yield rows.assign(indicator=code, status=Status.SIMULATED.value)[COLUMNS]


def _with_first_figures(
    code: str, rows: pd.DataFrame, decimals: int, last_release: np.datetime64, seed: int
) -> pd.DataFrame:
    """Add what was said first for recent periods; the values as they stand become known a quarter later."""
    rows = rows.reset_index(drop=True)
    later = rows["recorded_at"] + pd.DateOffset(months=3)
    revised = (rows["period_end"] >= REVISED_SINCE) & (later <= last_release)
    off = REVISED[code] * seeded(seed + 1, code).standard_normal(int(revised.sum()))
    final = rows.loc[revised, "value"]
    amount = code.startswith("TRD")
    said_first = final * (1 + off) if amount else final + off
    finer = (rows.loc[revised, "entity"] != NATION_KEY) & amount
    said_first = said_first.round(decimals + FINER).where(finer, said_first.round(decimals))
    first = rows[revised].assign(value=said_first)
    rows.loc[revised, "recorded_at"] = later[revised]
    differs = said_first != final
    return pd.concat([rows, first[differs]], ignore_index=True).sort_values(
        ["entity", "grain", "period_end", "recorded_at"], kind="stable"
    )
