"""A series at a coarser grain: months as quarters or years, by the indicator's own rule over time."""

import pandas as pd

from data.aggregation import RULES
from data.periods import STEPS_IN_YEAR, Grain, Period
from data.recast import SEVERITY

FINEST_FIRST = (Grain.DAY, Grain.MONTH, Grain.QUARTER, Grain.HALF, Grain.YEAR)
STEPPED = FINEST_FIRST[1:]
"""Grains whose number in a year is fixed, so that a part that is missing is noticed."""


def coarsest(grains: list[Grain]) -> Grain:
    """The grain at which all of them can meet."""
    return max(grains, key=FINEST_FIRST.index)


def can_be_coarser(rule_time: str, from_: Grain, to: Grain) -> bool:
    """Whether figures of one grain make figures of the other by this rule."""
    if from_ is to:
        return True
    known = from_ in STEPPED and to in STEPPED and rule_time in RULES
    return known and FINEST_FIRST.index(from_) < FINEST_FIRST.index(to)


def coarser(series: pd.DataFrame, rule_time: str, to: Grain) -> pd.DataFrame:
    """The frame of a series, or of a panel of several units, at the grain `to`: only periods with all of their parts.

    The status is that of the least certain part, the day of recording the newest; sources and notes are of the last.
    An empty frame where the rule gives none.
    """
    if series.empty or Grain(series["grain"].iloc[0]) is to:
        return series
    grain = Grain(series["grain"].iloc[0])
    held = series[series["value"].notna()]
    if held.empty or not can_be_coarser(rule_time, grain, to):
        return series.iloc[0:0]
    whole = _containing(held["period_end"], to)
    keys = [held["entity"] if "entity" in held else pd.Series("", index=held.index), whole]
    rank = held["status"].map(SEVERITY.index)
    made = held.assign(
        value=held["value"].groupby(keys).transform(rule_time),  # type: ignore[call-overload]  # one of RULES
        status=rank.groupby(keys).transform("max").map(dict(enumerate(SEVERITY))),
        recorded_at=held["recorded_at"].groupby(keys).transform("max"),
        period=[str(Period(end.date(), to)) for end in whole],
        period_end=whole,
        grain=to.value,
    )
    enough = rank.groupby(keys).transform("size") == STEPS_IN_YEAR[grain] // STEPS_IN_YEAR[to]
    last = ~pd.concat(keys, axis=1).duplicated(keep="last")
    return made[enough & last].astype(series.dtypes.to_dict()).reset_index(drop=True)


def _containing(ends: "pd.Series[pd.Timestamp]", to: Grain) -> "pd.Series[pd.Timestamp]":
    """The last day of the period of the grain `to` that each day is in."""
    months = 12 // STEPS_IN_YEAR[to]
    last = ((ends.dt.month - 1) // months + 1) * months
    first_days = pd.to_datetime({"year": ends.dt.year, "month": last, "day": 1})
    return (first_days + pd.offsets.MonthEnd(0)).rename("whole")
