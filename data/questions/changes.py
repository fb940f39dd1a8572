"""What the newest load changed, found through the counts that each load leaves behind."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from data.questions import frames
from data.questions.asking import Asking
from data.questions.holdings import open_to
from data.recast import end_of_day
from data.recast.known import same_key
from data.schema import batch, current_value, entity, indicator, observation
from data.schema_counts import batch_count

GROUP = ("indicator_id", "grain", "period_end")
COLUMNS = (
    *("indicator", "indicator_id", "entity_id", "entity"),
    *("grain", "period_end", "value", "status", "recorded_at", "before"),
)


def last_changes(asking: Asking, most: int) -> pd.DataFrame:
    """Figures of the newest committed load of real data, each with what was known before it.

    Asked as of a day, of the newest load that holds something known by then, and only what was. Of a load of millions
    only the periods that come first are read, until nothing that is left can come before what was found.
    """
    number = asking.connection.execute(_newest_load(asking)).scalar() or 0
    parts: list[pd.DataFrame] = []
    found: list[tuple[Any, ...]] = []
    for group in _groups(asking, number):
        if len(found) >= most and sorted(found)[most - 1] <= _order(group.last_recorded, group):
            break
        part = asking.read(_of_group(asking, number, group, most))
        found += [_order(row.recorded_at, row) for row in part.itertuples()]
        parts.append(part)
    frame = pd.concat(parts, ignore_index=True) if parts else frames.tidy(pd.DataFrame(columns=list(COLUMNS)))
    by = ["recorded_at", "period_end", "indicator_id"]
    frame = frame.sort_values(by, ascending=[False, False, True], kind="stable", ignore_index=True).head(most)
    frame["before"] = frame["before"].astype(float)
    pairs = zip(frame["indicator_id"], frame["entity_id"], strict=True)
    asking.noted.update((int(one), int(unit)) for one, unit in pairs if one in asking.restricted)
    return frame.drop(columns="indicator_id")


def _order(recorded: Any, row: Any) -> tuple[float, float, int]:
    """Sort key: the newest recorded first, then the newest period, then the order of the catalogue."""
    ends = pd.Timestamp(row.period_end)
    return -pd.Timestamp(recorded).timestamp(), -ends.timestamp(), int(row.indicator_id)


def _newest_load(asking: Asking) -> Select[Any]:
    counted, now = batch_count.c, observation.c
    of_load = [counted.batch_id == batch.c.id, *_begun(asking.as_of)]
    shown: ColumnElement[bool] = exists().where(*of_load, *open_to(asking, batch_count))
    if asking.sight.hidden:
        hidden = now.indicator_id.in_(sorted(asking.sight.hidden)) & now.entity_id.in_(sorted(asking.sight.units))
        shown = or_(shown, exists().where(now.batch_id == batch.c.id, hidden, *_by_then(asking.as_of)))
    loads = select(batch.c.id).where(batch.c.state == "committed", batch.c.kind != "simulated")
    return loads.where(batch.c.data_version.is_not(None), shown).order_by(batch.c.id.desc()).limit(1)


def _groups(asking: Asking, number: int) -> Iterator[Any]:
    """Indicators and periods of a load, those that may hold the newest figures first."""
    counted, sight = batch_count.c, asking.sight
    hidden = [counted.indicator_id.not_in(sorted(sight.hidden))] if sight.hidden and not sight.units else []
    last = func.max(counted.last_recorded).label("last_recorded")
    query = (
        select(*(counted[name] for name in GROUP), last)
        .where(counted.batch_id == number, counted.status != "M", *_begun(asking.as_of), *hidden)
        .group_by(*(counted[name] for name in GROUP))
        .order_by(last.desc(), counted.period_end.desc(), counted.indicator_id)
    )
    yield from asking.connection.execute(query)


def _begun(as_of: date | None) -> list[ColumnElement[bool]]:
    return [] if as_of is None else [batch_count.c.first_recorded < end_of_day(as_of)]


def _by_then(as_of: date | None, table: Any = observation) -> list[ColumnElement[bool]]:
    return [] if as_of is None else [table.c.recorded_at < end_of_day(as_of)]


def _of_group(asking: Asking, number: int, group: Any, most: int) -> Select[Any]:
    """Figures of one indicator and period: through what is known now, whose key begins with them, to the history."""
    now, older = observation.alias("now"), observation.alias("older")
    of_group: Sequence[ColumnElement[bool]] = [current_value.c[name] == getattr(group, name) for name in GROUP]
    earlier = (same_key(older, now), older.c.recorded_at < now.c.recorded_at)
    before = select(older.c.value).where(*earlier).order_by(older.c.recorded_at.desc()).limit(1).scalar_subquery()
    columns: dict[str, ColumnElement[Any]] = {name: now.c[name] for name in COLUMNS if name in now.c}
    columns |= {"indicator": indicator.c.code, "entity": entity.c.code, "before": before}
    return (
        select(*(columns[name].label(name) for name in COLUMNS))
        .select_from(now)
        .join(current_value, and_(same_key(current_value, now), *of_group))
        .join(indicator, indicator.c.id == now.c.indicator_id)
        .join(entity, entity.c.id == now.c.entity_id)
        .where(now.c.batch_id == number, now.c.value.is_not(None), *_by_then(asking.as_of, now), *asking.seen(now))
        .order_by(now.c.recorded_at.desc(), now.c.entity_id)
        .limit(most)
    )
