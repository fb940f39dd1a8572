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
    own: pd.DataFrame,
    *,
    hidden: bool = False,
) -> pd.DataFrame:
    """Members by what they did to the change, the largest first; see `Questions.contribution`.

    `own` is the series of the unit that they make up; `hidden` says that some of its parts may be out of sight.
    """
    reason = why_not(indicator)
    found = _both(asking, indicator, members, periods)
    known = found.dropna(subset=["before", "after"]).reset_index(drop=True)
    if reason is None and len(known) < FEWEST:
        reason = Reason.NO_MEMBERS
    if hidden:
        reason = Reason.HIDDEN  # what is left of the whole would give the hidden figure away
    told: dict[Hashable, Any] = {}
    if reason is None and indicator.rule_space != "sum":
        known, told = _weighed(asking, indicator, weight, members, periods, known)
        reason = Reason.WEIGHT_MISSING if len(known) < FEWEST else None
    frame, whole = _split(known, indicator, _own_pair(own, periods), reason)
    present, expected = len(frame), len(members)
    there = set(frame["entity"])
    told |= {"reason": reason, "rule": indicator.rule_space, "expected": expected, "present": present}
    told |= {"missing": tuple(one.code for one in members if one.code not in there)}
    told |= {"complete": expected > 0 and present / expected >= indicator.share_required}
    frame.attrs |= {"weight": None, **told, **whole}
    return frame


def why_not(indicator: Indicator) -> Reason | None:
    """Why the change of this indicator can never be told by its members; None where it can."""
    if indicator.level == "national":
        return Reason.NATIONAL
    if indicator.rule_space == "none":
        return Reason.NOT_ADDITIVE
    return Reason.NO_WEIGHT if indicator.rule_space == "wmean" and indicator.weight_code is None else None


def _split(
    known: pd.DataFrame, indicator: Indicator, own: tuple[float, float] | None, reason: Reason | None
) -> tuple[pd.DataFrame, dict[Hashable, Any]]:
    """The members with their parts, the largest first, and the whole; parts are missing where a reason stands."""
    if reason is Reason.HIDDEN:
        return known.iloc[0:0].assign(change=nan, points=nan), {}
    if reason:
        away = (known["after"] - known["before"]).abs()
        return known.assign(change=nan, points=nan).loc[away.sort_values(ascending=False).index], {}
    split = of_sum(known, own[0] if own else None) if indicator.rule_space == "sum" else of_mean(known)
    frame = split.sort_values("change", key=lambda one: -one.abs(), kind="stable").reset_index(drop=True)
    return frame, _whole(frame, indicator, own)


def _whole(frame: pd.DataFrame, indicator: Indicator, own: tuple[float, float] | None) -> dict[Hashable, Any]:
    """The whole of the members: see `_against`."""
    if indicator.rule_space == "sum":
        return _against(frame, (fsum(frame["before"]), fsum(frame["after"])), own, grows=True)
    mine = mean_of(frame["before"], frame["weight_before"]), mean_of(frame["after"], frame["weight_after"])
    return _against(frame, mine, own, grows=False)


def _against(
    frame: pd.DataFrame, mine: tuple[float, float], own: tuple[float, float] | None, *, grows: bool
) -> dict[Hashable, Any]:
    """The change of the whole: published where it is, else that of the members together; and what they leave of it.

    `rest` is of the published whole alone: what is in no member that is here. What is left then is rounding.
    """
    (first, last), change = own or mine, mine[1] - mine[0]
    rest = (last - first) - change if own else 0.0
    per_unit = 1.0 if not grows else 100 / first if first and bool(frame["points"].notna().all()) else nan
    return {
        "published": own is not None,
        "before": first,
        "after": last,
        "change": last - first,
        "rest": rest,
        "rest_points": rest * per_unit,
        "remainder": remainder(last - first - rest, frame["change"]),
    }


def _own_pair(own: pd.DataFrame, periods: tuple[Period, Period]) -> tuple[float, float] | None:
    """The unit's own figures at both periods; None unless both are there."""
    held = dict(zip(own["period"], own["value"], strict=True))
    before, after = (float(held.get(str(one), nan)) for one in periods)
    return None if before != before or after != after else (before, after)


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


def components(
    parts: Sequence[tuple[Indicator, int, pd.DataFrame]], periods: tuple[Period, Period], own: pd.DataFrame
) -> pd.DataFrame:
    """The signed parts of a whole at both periods, split as a sum; see `Questions.components`."""
    rows = []
    for indicator, sign, series in parts:
        held: dict[str, Any] = {str(row.period): row for row in series.itertuples()}
        rows.append(_row_of_part(indicator, sign, *(held.get(str(one)) for one in periods)))
    columns = ["entity", "name_vi", "name_en", "before", "after", "status", "source", "recorded_at"]
    frame = pd.DataFrame(rows, columns=columns).astype({"before": float, "after": float})
    whole = _own_pair(own, periods)
    if frame.empty or whole is None or bool(frame[["before", "after"]].isna().any(axis=None)):
        return frame.assign(change=nan, points=nan).iloc[0:0]
    frame = of_sum(frame, whole[0]).sort_values("change", key=lambda one: -one.abs(), ignore_index=True)
    frame.attrs |= _against(frame, (fsum(frame["before"]), fsum(frame["after"])), whole, grows=True)
    return frame


def _row_of_part(indicator: Indicator, sign: int, before: Any, after: Any) -> tuple[Any, ...]:
    newest = after if after is not None else before
    statuses = [str(one.status) for one in (before, after) if one is not None]
    values = tuple(None if one is None else sign * float(one.value) for one in (before, after))
    names = (indicator.code, indicator.short_vi, indicator.short_en)
    known = (None, None) if newest is None else (newest.source, newest.recorded_at)
    return (*names, *values, max(statuses, key="AEPFMS".index, default="M"), *known)
