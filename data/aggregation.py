"""Adding up over time by the indicator's own rule; pure functions on small frames."""

from collections import defaultdict
from collections.abc import Callable, Sequence

import pandas as pd

from data.periods import Grain, Period
from data.recast import SEVERITY

Rule = Callable[[Sequence[float]], float]

RULES: dict[str, Rule] = {
    "sum": lambda values: float(sum(values)),
    "mean": lambda values: float(sum(values)) / len(values),
    "max": lambda values: float(max(values)),
    "last": lambda values: float(values[-1]),
}


def within_year(series: pd.DataFrame, rule_time: str) -> pd.DataFrame:
    """A monthly or quarterly series counted from 1 January, by the indicator's rule over time.

    Args:
        series: The columns of `Questions.series`, one grain, oldest first.
        rule_time: sum, mean, max or last; any other rule cannot be counted up and gives an empty frame.

    Returns:
        The same columns; a period is left out when any period of its year before it is missing, because an incomplete
        sum must never look whole. Its status is that of its least certain part.
    """
    rule = RULES.get(rule_time)
    if rule is None or series.empty:
        return series.iloc[0:0]
    running: dict[int, list[tuple[float, str]]] = defaultdict(list)
    kept: dict[int, tuple[float, str]] = {}
    for row, (text, value, status) in enumerate(zip(series["period"], series["value"], series["status"], strict=True)):
        period = Period.parse(text)
        parts = running[period.year]
        if value == value and len(parts) == _place_in_year(period) - 1:
            parts.append((float(value), str(status)))
            kept[row] = rule([part[0] for part in parts]), max((part[1] for part in parts), key=SEVERITY.index)
    found = series.iloc[list(kept)].copy()
    found["value"] = [value for value, _ in kept.values()]
    found["status"] = [status for _, status in kept.values()]
    return found.reset_index(drop=True)


def _place_in_year(period: Period) -> int:
    """1 for January or the first quarter; a day has no place, so that daily series are never counted up."""
    if period.grain is Grain.DAY:
        return -1
    return period.end.month // (period.end.month - period.start.month + 1)
