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
    """The frame of a series at the grain `to`: a period is there only when all of its parts are.

    Its status is that of its least certain part, its day of recording the newest; sources and notes are of the last.
    An empty frame where the rule gives none.
    """
    if series.empty or Grain(series["grain"].iloc[0]) is to:
        return series
    grain = Grain(series["grain"].iloc[0])
    if not can_be_coarser(rule_time, grain, to):
        return series.iloc[0:0]
    held = series[series["value"].notna()]
    whole = [_containing(Period.parse(text), to) for text in held["period"]]
    groups = held.groupby([str(one) for one in whole], sort=False)
    expected = STEPS_IN_YEAR[grain] // STEPS_IN_YEAR[to]
    made = [_made(Period.parse(str(text)), rows, rule_time) for text, rows in groups if len(rows) == expected]
    return pd.DataFrame(made, columns=list(series.columns)).astype(series.dtypes.to_dict()) if made else held.iloc[0:0]


def _made(period: Period, rows: pd.DataFrame, rule_time: str) -> dict[str, object]:
    last = rows.iloc[-1].to_dict()
    return last | {
        "period": str(period),
        "period_end": pd.Timestamp(period.end),
        "grain": period.grain.value,
        "value": RULES[rule_time](rows["value"].tolist()),
        "status": max(rows["status"], key=SEVERITY.index),
        "recorded_at": rows["recorded_at"].max(),
    }


def _containing(period: Period, to: Grain) -> Period:
    """The period of the grain `to` that this one is in."""
    months = 12 // STEPS_IN_YEAR[to]
    number = (period.end.month - 1) // months + 1
    texts = {Grain.QUARTER: f"{period.year}-Q{number}", Grain.HALF: f"{period.year}-H{number}"}
    return Period.parse(texts.get(to, f"{period.year:04d}"))
