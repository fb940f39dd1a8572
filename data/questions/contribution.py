"""Which members, or which components, made the change of a figure between two periods."""

from collections.abc import Hashable, Iterable, Sequence
from enum import StrEnum
from math import fsum, nan
from typing import Any

import pandas as pd

from data.contribution import mean_of, of_mean, of_sum, remainder
from data.periods import Grain, Period
from data.questions.asking import Asking, about
from data.records import Entity, Indicator

COLUMNS = ("entity", "name_vi", "name_en", "before", "after", "change", "points")
OF_LAST_YEAR = "năm trước"
"""In the words of a weight: growth is weighed by the level that it grew from."""

FEWEST = 2


class Reason(StrEnum):
    """Why a change cannot be told by its members; pages put it in words."""

    NATIONAL = "national"
    NOT_ADDITIVE = "not_additive"
    NO_WEIGHT = "no_weight"
    WEIGHT_MISSING = "weight_missing"
    NO_MEMBERS = "no_members"
    HIDDEN = "hidden"


def contribution(
    asking: Asking,
    indicator: Indicator,
    weight: Indicator | None,
    members: Sequence[Entity],
    periods: tuple[Period, Period],
) -> pd.DataFrame:
    """Members by what they did to the change, the largest first; see `Questions.contribution`."""
    reason = why_not(indicator)
    found = _both(asking, indicator, members, periods)
    known = found.dropna(subset=["before", "after"]).reset_index(drop=True)
    present, expected = len(known), len(members)
    if reason is None and present < FEWEST:
        reason = Reason.NO_MEMBERS
    if reason is None and present < expected and indicator.classification == "restricted":
        reason = Reason.HIDDEN  # what is left of the whole would give the hidden figure away
    told: dict[Hashable, Any] = {}
    if reason is None and indicator.rule_space != "sum":
        known, told = _weighed(asking, indicator, weight, members, periods, known)
        reason = Reason.WEIGHT_MISSING if len(known) < FEWEST else None
    split = known.assign(change=nan, points=nan) if reason else _split(known, indicator)
    present = 0 if reason is Reason.HIDDEN else len(known)
    missing = tuple(one.code for one in members if one.code not in set(known["entity"]))
    shown = split.iloc[0:0] if reason is Reason.HIDDEN else split
    frame = shown.sort_values("change", key=lambda one: -one.abs(), kind="stable").reset_index(drop=True)
    whole: dict[Hashable, Any] = {} if reason else _whole(frame, indicator)
    complete = expected > 0 and present / expected >= indicator.share_required
    frame.attrs |= {"reason": reason, "rule": indicator.rule_space, "expected": expected, "present": present}
    frame.attrs |= {"missing": missing, "complete": complete, "weight": None, **told, **whole}
    return frame


def why_not(indicator: Indicator) -> Reason | None:
    """Why the change of this indicator can never be told by its members; None where it can."""
    if indicator.level == "national":
        return Reason.NATIONAL
    if indicator.rule_space == "none":
        return Reason.NOT_ADDITIVE
    return Reason.NO_WEIGHT if indicator.rule_space == "wmean" and indicator.weight_code is None else None


def _split(known: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    return of_sum(known) if indicator.rule_space == "sum" else of_mean(known)


def _whole(frame: pd.DataFrame, indicator: Indicator) -> dict[Hashable, Any]:
    """The members' own whole before and after, and what is left of its change after the parts."""
    if indicator.rule_space == "sum":
        before, after = fsum(frame["before"]), fsum(frame["after"])
    else:
        before = mean_of(frame["before"], frame["weight_before"])
        after = mean_of(frame["after"], frame["weight_after"])
    change = after - before
    return {"before": before, "after": after, "change": change, "remainder": remainder(change, frame["change"])}


def _both(
    asking: Asking, indicator: Indicator, members: Sequence[Entity], periods: tuple[Period, Period]
) -> pd.DataFrame:
    """A row a member: names, before, after, the less certain status of both, and parts of the later figure."""
    grain, ends = periods[0].grain, [one.end for one in periods]
    where = about([indicator.id], lambda table: table.c.grain == grain, lambda table: table.c.period_end.in_(ends))
    frame = asking.long(where, [one.id for one in members])
    held: dict[tuple[str, str], Any] = {(str(row.entity), str(row.period)): row for row in frame.itertuples()}
    first, last = map(str, periods)
    rows = [_row(one, held.get((one.code, first)), held.get((one.code, last))) for one in members]
    columns = ["entity", "name_vi", "name_en", "before", "after", "status", "source", "recorded_at", "parts"]
    made = pd.DataFrame(rows, columns=columns).astype({"before": float, "after": float, "status": "str"})
    return made.assign(recorded_at=pd.to_datetime(made["recorded_at"]))


def _row(unit: Entity, before: Any, after: Any) -> tuple[Any, ...]:
    newest = after if after is not None else before
    statuses = [str(one.status) for one in (before, after) if one is not None]
    told = (max(statuses, key="AEPFMS".index, default="M"),)
    values = tuple(None if one is None else one.value for one in (before, after))
    rest = (None, None, 0) if newest is None else (newest.source, newest.recorded_at, int(newest.parts))
    return (unit.code, unit.name_vi, unit.name_en, *values, *told, *rest)


# --- weights ----------------------------------------------------------------------------------------------------------


def _weighed(
    asking: Asking,
    indicator: Indicator,
    weight: Indicator | None,
    members: Sequence[Entity],
    periods: tuple[Period, Period],
    known: pd.DataFrame,
) -> tuple[pd.DataFrame, dict[Hashable, Any]]:
    """The members that have weights at both periods, with them; and which weight of which period was taken."""
    if weight is None:  # a plain mean: everyone weighs the same
        return known.assign(weight_before=1.0, weight_after=1.0), {}
    candidates = [weight_periods(indicator, one) for one in periods]
    held = _weights(asking, weight, members, {one for many in candidates for one in many})
    told: dict[Hashable, Any] = {"weight": weight.code}
    for name, many in zip(("weight_before", "weight_after"), candidates, strict=True):
        best = max(many, key=lambda one: len(held.get(one, {})))  # the first of equals
        told[name] = str(best)
        known = known.assign(**{name: known["entity"].map(held.get(best, {})).astype(float)})
    return known.dropna(subset=["weight_before", "weight_after"]).reset_index(drop=True), told


def weight_periods(indicator: Indicator, period: Period) -> list[Period]:
    """Where a weight is looked for: the same period, what contains or ends it, the year, the two years before."""
    base = period.year_before() if OF_LAST_YEAR in (indicator.weight_vi or "") else period
    around = [Period(base.end, grain) for grain in (Grain.QUARTER, Grain.MONTH) if _ends(base, grain)]
    years = [Period.parse(f"{base.year - back:04d}") for back in range(3)]
    return list(dict.fromkeys([base, *around, *years]))


def _ends(period: Period, grain: Grain) -> bool:
    """Whether a period of this grain ends on the same day."""
    month_over = Period(period.end, Grain.MONTH).shift(1).shift(-1).end == period.end
    return month_over and (grain is Grain.MONTH or period.end.month % 3 == 0)


def _weights(
    asking: Asking, weight: Indicator, members: Sequence[Entity], periods: Iterable[Period]
) -> dict[Period, dict[str, float]]:
    wanted = list(periods)
    where = about([weight.id], lambda table: table.c.period_end.in_(sorted({one.end for one in wanted})))
    frame = asking.long(where, [one.id for one in members])
    frame = frame[frame["value"] > 0]
    found: dict[Period, dict[str, float]] = {}
    for row in frame.itertuples():
        found.setdefault(Period.parse(str(row.period)), {})[str(row.entity)] = float(str(row.value))
    return {period: found[period] for period in wanted if period in found}


# --- components -------------------------------------------------------------------------------------------------------


def components(parts: Sequence[tuple[Indicator, int, pd.DataFrame]], periods: tuple[Period, Period]) -> pd.DataFrame:
    """The signed parts of a whole at both periods, split as a sum; entity holds the code of the part's indicator."""
    first, last = map(str, periods)
    rows = []
    for indicator, sign, series in parts:
        held: dict[str, Any] = {str(row.period): row for row in series.itertuples()}
        made = _row_of_part(indicator, sign, held.get(first), held.get(last))
        rows.append(made)
    frame = pd.DataFrame(rows, columns=["entity", "name_vi", "name_en", "before", "after", "status"])
    frame = frame.astype({"before": float, "after": float})
    if frame.empty or frame[["before", "after"]].isna().any(axis=None):
        return frame.assign(change=nan, points=nan).iloc[0:0]
    return of_sum(frame)


def _row_of_part(indicator: Indicator, sign: int, before: Any, after: Any) -> tuple[Any, ...]:
    statuses = [str(one.status) for one in (before, after) if one is not None]
    values = tuple(None if one is None else sign * float(one.value) for one in (before, after))
    names = (indicator.code, indicator.short_vi, indicator.short_en)
    return (*names, *values, max(statuses, key="AEPFMS".index, default="M"))
