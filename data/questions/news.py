"""What came to be known within a span of days: figures that are new, figures that were revised, and loads.

The counts that each load leaves behind say which periods of which indicators to look at, so that a quiet day costs
nothing; of a load of thousands the nation comes first, then the newest periods.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Select, and_, not_, or_, select

from data.clock import VIET_NAM, utc_now
from data.periods import Grain, Period
from data.questions import frames
from data.questions.asking import Asking, among
from data.questions.holdings import batches, open_to
from data.recast.known import same_key
from data.schema import batch, current_value, entity, indicator, observation
from data.schema_counts import batch_count

MOST_READ = 600
"""Of the figures of a span, so many are weighed against the past of their series."""
MOST_GROUPS = 400
PAST = timedelta(days=6 * 366)
KEY = ("indicator_id", "entity_id", "grain", "period_end")
COLUMNS = ("indicator", "entity_id", "period", "value", "status", "recorded_at", "before", "earlier", "against", "size")
NO_NEWS = ("M", "S", "F")
"""Statuses of what is no published figure: missing, simulated, forecast."""


@dataclass(frozen=True, slots=True)
class Span:
    """From a moment (inclusive) until another (exclusive), in UTC."""

    first: datetime
    last: datetime

    def of(self, column: ColumnElement[Any]) -> ColumnElement[bool]:
        """Whether a moment is within it."""
        return and_(column >= self.first, column < self.last)


@dataclass(frozen=True)
class News:
    """Figures of a span. `figures` are the farthest moved, `new` and `revised` how many there are in all.

    `figures` has the columns `COLUMNS`: `before` is what was known when the span began (NaN: nothing was), `earlier`
    the figure of the same period a year before (`against` "year"), or of the period before where there is none
    ("period"; "" where there is neither). `size` is how many times
    its usual step the figure moved (NaN where nobody knows). `whole` is False where there were too many to count: then
    the counts are the least that there are.
    """

    figures: pd.DataFrame
    new: int
    revised: int
    whole: bool


def days(first: date, last: date, hours: int = 0) -> Span:
    """Days of Viet Nam, both included, as moments in UTC; with `hours`, the last ones up to this minute."""
    if hours:
        now = utc_now().replace(second=0, microsecond=0) + timedelta(minutes=1)
        return Span(now - timedelta(hours=hours), now)
    ends = (first, last + timedelta(days=1))
    begun, over = (datetime.combine(day, time(), VIET_NAM).astimezone(UTC).replace(tzinfo=None) for day in ends)
    return Span(begun, over)


def news(asking: Asking, span: Span, units: Sequence[int], most: int) -> News:
    """Published figures of these units (ids) that came or changed within the span, those that moved farthest first."""
    groups = asking.rows(_groups(asking, span))
    if not groups:
        return News(_shaped(pd.DataFrame(columns=list(COLUMNS))), 0, 0, whole=True)
    frame = asking.read(_came(asking, span, [tuple(one) for one in groups[:MOST_GROUPS]], units))
    whole = len(frame) <= MOST_READ and len(groups) <= MOST_GROUPS
    frame = frame.head(MOST_READ).reset_index(drop=True)
    frame["before"] = frame["before"].astype(float)
    revised = int(frame["before"].notna().sum())
    frame = _weighed(frame, _past(asking, span, frame))
    asking.noted.update(
        (int(one), int(unit))
        for one, unit in zip(frame["indicator_id"], frame["entity_id"], strict=True)
        if one in asking.restricted
    )
    return News(_shaped(frame).head(most), len(frame) - revised, revised, whole=whole)


def _groups(asking: Asking, span: Span) -> Select[Any]:
    """Indicators and periods of which loads brought published figures within the span, the newest periods first."""
    counted = batch_count.c
    key = (counted.indicator_id, counted.grain, counted.period_end)
    mine = open_to(asking, batch_count)
    if asking.sight.hidden and asking.sight.units:
        mine = []  # a figure of one's own may be among them; which are seen is asked of the figures themselves
    within = (counted.last_recorded >= span.first, counted.first_recorded < span.last)
    real = (counted.status.not_in(NO_NEWS), batch.c.state == "committed", batch.c.kind != "simulated")
    query = select(*key).join(batch, batch.c.id == counted.batch_id).where(*within, *real, *mine).group_by(*key)
    return query.order_by(counted.period_end.desc(), counted.indicator_id, counted.grain).limit(MOST_GROUPS + 1)


def _came(asking: Asking, span: Span, groups: Sequence[tuple[Any, ...]], units: Sequence[int]) -> Select[Any]:
    """The newest figure of the span of each unit and period, with what was known when it began."""
    now, older, newer = observation.alias("now"), observation.alias("older"), observation.alias("newer")
    known = (same_key(older, now), older.c.recorded_at < span.first, older.c.status.not_in(NO_NEWS))
    before = select(older.c.value).where(*known).order_by(older.c.recorded_at.desc()).limit(1).scalar_subquery()
    later = select(newer.c.value).where(same_key(newer, now), span.of(newer.c.recorded_at))
    later = later.where(newer.c.recorded_at > now.c.recorded_at)
    told = {"before": before, "indicator": indicator.c.code}
    query = (
        select(
            *(now.c[name] for name in (*KEY, "value", "status", "recorded_at")),
            *(column.label(name) for name, column in told.items()),
        )
        .select_from(current_value)
        .join(now, same_key(current_value, now))
        .join(indicator, indicator.c.id == now.c.indicator_id)
        .join(entity, entity.c.id == now.c.entity_id)
        .where(or_(*_of_groups(groups)), among(units)(current_value), span.of(now.c.recorded_at), *asking.seen(now))
        .where(now.c.value.is_not(None), now.c.status.not_in(NO_NEWS), not_(later.exists()))
        .where(or_(before.is_(None), before != now.c.value))
    )
    order = (entity.c.kind != "nation", now.c.period_end.desc(), now.c.indicator_id, now.c.entity_id)
    return query.order_by(*order).limit(MOST_READ + 1)


def _of_groups(groups: Sequence[tuple[Any, ...]]) -> Iterator[ColumnElement[bool]]:
    """Conditions for indicators and periods, each a step along the key of what is known now: 19 million lie beside."""
    ends: dict[tuple[int, str], list[date]] = {}
    for one, grain, end in groups:
        ends.setdefault((int(one), str(grain)), []).append(end)
    now = current_value.c
    return (
        and_(now.indicator_id == one, now.grain == grain, now.period_end.in_(found))
        for (one, grain), found in ends.items()
    )


def _past(asking: Asking, span: Span, frame: pd.DataFrame) -> pd.DataFrame:
    """The last years of the series that changed: what is known now and was known at the end of the span."""
    if frame.empty:
        return frame
    now, by_unit = current_value.c, dict[int, set[int]]()
    for one, unit in zip(frame["indicator_id"], frame["entity_id"], strict=True):
        by_unit.setdefault(int(unit), set()).add(int(one))
    of_series = (
        and_(now.entity_id == unit, now.indicator_id.in_(sorted(indicators))) for unit, indicators in by_unit.items()
    )
    conditions = [
        or_(*of_series),
        now.period_end >= (frame["period_end"].min() - PAST).date(),
        now.recorded_at < span.last,
        now.value.is_not(None),
        now.status.not_in(NO_NEWS),
    ]
    query = select(*(now[name] for name in (*KEY, "value"))).where(*conditions, *asking.seen(current_value))
    return asking.read(query)


def _weighed(frame: pd.DataFrame, past: pd.DataFrame) -> pd.DataFrame:
    """With the figure that each is held against, and how many times the usual step it moved."""
    known: dict[tuple[int, int, str], dict[Period, float]] = {}
    for row in past.itertuples():
        series = known.setdefault((row.indicator_id, row.entity_id, row.grain), {})  # type: ignore[arg-type]  # rows of a frame have no types
        series[Period(row.period_end.date(), Grain(row.grain))] = float(row.value)  # type: ignore[union-attr, arg-type]  # as above
    held = [_held(row, known) for row in frame.itertuples()]
    for place, name in enumerate(("earlier", "against", "size")):
        frame[name] = [one[place] for one in held]
    return frame.sort_values("size", ascending=False, kind="stable", na_position="last", ignore_index=True)


def _held(row: Any, known: dict[tuple[int, int, str], dict[Period, float]]) -> tuple[float, str, float]:
    """The earlier figure and which it is, and by how many usual steps the figure moved from what was known, or that."""
    series = known.get((row.indicator_id, row.entity_id, row.grain), {})
    here = Period(row.period_end.date(), Grain(row.grain))
    back = Period.year_before if here.year_before() in series else Period.previous
    earlier = series.get(back(here), float("nan"))
    against = "" if pd.isna(earlier) else "year" if back is Period.year_before else "period"
    steps = sorted(abs(series[one] - series[back(one)]) for one in series if one != here and back(one) in series)
    usual = steps[len(steps) // 2] if steps else 0.0
    known_before = earlier if pd.isna(row.before) else row.before
    return earlier, against, abs(row.value - known_before) / usual if usual else float("nan")


def _shaped(frame: pd.DataFrame) -> pd.DataFrame:
    found = frames.tidy(frame) if "period" not in frame else frame
    return found[list(COLUMNS)].astype({"before": float, "earlier": float, "size": float})


def loads(asking: Asking, span: Span, most: int) -> pd.DataFrame:
    """Loads that ended within the span, the newest first: see `holdings.batches`."""
    return batches(asking, most, span.of(batch.c.finished_at))
