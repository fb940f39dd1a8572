"""Questions about what the warehouse holds: coverage, freshness, loads and what they refused."""

from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Select, Table, exists, func, select, union, union_all
from sqlalchemy.sql.selectable import Subquery

from data.questions.asking import Asking
from data.questions.registry import Registry
from data.recast import Where, end_of_day
from data.schema import batch, current_value, observation, refused_row, source
from data.schema_counts import batch_count, figure_count

REAL = ("A", "E", "P")
TELLING = ["file_name", "rows_read", "rows_new", "rows_revised", "rows_unchanged", "rows_refused"]
"""What of a load could tell of hidden figures in it."""


def by_period(asking: Asking) -> pd.DataFrame:
    """How many figures each indicator has in each period, and how many of them are published.

    Columns: indicator_id, period_end, figures, published. What is known now is counted by every load; as of a day the
    table is walked once, in the order of its key, and a period that was revised since may have a second row.
    """
    if asking.as_of is None:
        parts = [_counted_by_loads(asking)]
        if asking.sight.units and asking.sight.hidden:
            parts += [_counted(part) for part in asking.known_parts(_hidden_ones(asking))]
    else:
        parts = [_counted(part) for part in asking.known_parts(lambda table: ())]
    rows = [row for part in parts for row in asking.rows(part)]
    frame = pd.DataFrame.from_records(rows, columns=["indicator_id", "period_end", "figures", "published"])
    return frame.assign(period_end=pd.to_datetime(frame["period_end"]))


def _counted_by_loads(asking: Asking) -> Select[Any]:
    """Figures of the indicators of which nothing is hidden."""
    table = figure_count.c
    return (
        select(
            table.indicator_id,
            table.period_end,
            func.sum(table.figures).label("figures"),
            func.coalesce(func.sum(table.figures).filter(table.status != "S"), 0).label("published"),
        )
        .where(table.status != "M", *open_to(asking, figure_count))
        .group_by(table.indicator_id, table.grain, table.period_end)
    )


def open_to(asking: Asking, counts: Table) -> list[ColumnElement[bool]]:
    """Conditions that leave out of a table of counts the indicators of which figures are hidden."""
    hidden = asking.sight.hidden
    return [counts.c.indicator_id.not_in(sorted(hidden))] if hidden else []


def _hidden_ones(asking: Asking) -> Where:
    """Conditions for the figures that are seen of indicators of which others are hidden."""
    hidden, units = sorted(asking.sight.hidden), sorted(asking.sight.units)
    return lambda table: [table.c.indicator_id.in_(hidden), table.c.entity_id.in_(units)]


def _counted(part: Select[Any]) -> Select[Any]:
    table = part.subquery("part").c
    return (
        select(
            table.indicator_id,
            table.period_end,
            func.count().label("figures"),
            func.count().filter(table.status != "S").label("published"),
        )
        .where(table.value.is_not(None))
        .group_by(table.indicator_id, table.grain, table.period_end)
    )


def coverage(held: pd.DataFrame, registry: Registry) -> pd.DataFrame:
    """Per indicator: real, simulated, state, first_period, last_period, last_real (last days, NaT when none)."""
    ends = held.assign(real_end=held["period_end"].where(held["published"] > 0)).groupby("indicator_id")
    found = pd.DataFrame(
        {
            "real": ends["published"].sum(),
            "simulated": ends["figures"].sum() - ends["published"].sum(),
            "first_period": ends["period_end"].min(),
            "last_period": ends["period_end"].max(),
            "last_real": ends["real_end"].max(),
        }
    ).reindex([item.id for item in registry.indicators])
    found[["real", "simulated"]] = found[["real", "simulated"]].fillna(0).astype(int)
    kinds = pd.Series("none", index=found.index)
    found["state"] = kinds.mask(found["simulated"] > 0, "simulated").mask(found["real"] > 0, "real")
    found.insert(0, "indicator", [item.code for item in registry.indicators])
    return found.reset_index(drop=True)


def coverage_by_year(held: pd.DataFrame, registry: Registry) -> pd.DataFrame:
    """For each indicator and year: whether any figure of it is published. Years without any figure have no row."""
    codes = held["indicator_id"].map({item.id: item.code for item in registry.indicators}).rename("indicator")
    years = held["period_end"].dt.year.rename("year")
    return (held["published"] > 0).groupby([codes, years], sort=False).max().reset_index()


def freshness(asking: Asking) -> pd.DataFrame:
    held = union_all(*_by_source(asking)).subquery("by_source").c
    query = (
        select(
            source.c.name.label("source"),
            func.sum(held.figures).label("figures"),
            func.max(held.last_recorded).label("last_recorded"),
            func.max(held.last_period).label("last_period"),
        )
        .join(source, source.c.id == held.source_id)
        .group_by(source.c.id, source.c.name)
        .order_by(func.max(held.last_recorded).desc(), source.c.name)
    )
    frame = asking.read(query)
    for column in ("last_recorded", "last_period"):
        frame[column] = pd.to_datetime(frame[column])
    return frame.astype({"figures": int})


def _by_source(asking: Asking) -> list[Select[Any]]:
    """Figures by source, in parts: as the loads count them, and one by one where they do not tell."""
    if asking.as_of is not None:
        return [_figures_by_source(asking.known(lambda table: ()))]
    counted = figure_count.c
    ends = (func.max(counted.last_recorded).label("last_recorded"), func.max(counted.period_end).label("last_period"))
    loads = select(counted.source_id, func.sum(counted.figures).label("figures"), *ends).group_by(counted.source_id)
    parts = [loads.where(*open_to(asking, figure_count))]
    if asking.sight.units and asking.sight.hidden:
        parts.append(_figures_by_source(asking.known(_hidden_ones(asking))))
    return parts


def _figures_by_source(known: Subquery) -> Select[Any]:
    table = known.c
    ends = (func.max(table.recorded_at).label("last_recorded"), func.max(table.period_end).label("last_period"))
    return select(table.source_id, func.count().label("figures"), *ends).group_by(table.source_id)


def sources_in_english(asking: Asking) -> dict[str, str]:
    """English names of the sources, by the names that frames carry; of those alone from which something is seen."""
    query = select(source.c.name, source.c.name_en)
    if asking.sight.hidden:
        mine = _hidden_ones(asking)(observation)
        seen = union(
            select(batch_count.c.source_id).where(*open_to(asking, batch_count)),
            select(observation.c.source_id).where(*mine),
        )
        query = query.where(source.c.id.in_(seen))
    return {str(name): str(english) for name, english in asking.rows(query)}


def batches(asking: Asking, most: int) -> pd.DataFrame:
    """The last loads; of one that may have brought hidden figures, neither its file nor its counts are told."""
    frame = asking.read(select(batch).order_by(batch.c.id.desc()).limit(most))
    frame[TELLING] = frame[TELLING].mask(_with_hidden(asking, frame))
    for column in ("started_at", "finished_at"):
        frame[column] = pd.to_datetime(frame[column])
    return frame


def _with_hidden(asking: Asking, loads: pd.DataFrame) -> "pd.Series[bool]":
    """Which loads brought a hidden figure; of a refused one nobody can tell, for its rows never became figures."""
    if not asking.sight.hidden:
        return pd.Series(data=False, index=loads.index)
    counted, fact = batch_count.c, observation.c
    not_mine = exists().where(
        fact.indicator_id == counted.indicator_id,
        fact.batch_id == counted.batch_id,
        fact.entity_id.not_in(sorted(asking.sight.units)),
    )
    brought = select(counted.batch_id).where(counted.indicator_id.in_(sorted(asking.sight.hidden)), not_mine)
    query = brought.distinct()
    return loads["id"].isin([number for (number,) in asking.rows(query)]) | (loads["state"] == "refused")


def refused(asking: Asking, batch_id: int, most: int) -> pd.DataFrame:
    """The rows of a refused load; where figures may be hidden, only which line and column, and the kind of fault."""
    columns = refused_row.c["line", "column_name", "value", "code", "reason", "expected"]
    query = select(*columns).where(refused_row.c.batch_id == batch_id)
    frame = pd.DataFrame(
        asking.connection.execute(query.order_by(refused_row.c.number).limit(most)).mappings().all(),
        columns=[column.name for column in columns],
    )
    return frame.assign(value=None, reason="", expected=None) if asking.sight.hidden else frame


def data_date(asking: Asking) -> date | None:
    """The day on which the newest real figure became known."""
    days = [asking.connection.execute(query).scalar() for query in _newest_recorded(asking)]
    found = max((day for day in days if day is not None), default=None)
    return found.date() if found else None


def _newest_recorded(asking: Asking) -> list[Select[Any]]:
    """When the newest real figure became known, of each part of what is seen."""
    if asking.as_of is None:
        parts = [(figure_count, figure_count.c.last_recorded, open_to(asking, figure_count))]
        if asking.sight.units and asking.sight.hidden:
            parts.append((current_value, current_value.c.recorded_at, [*_hidden_ones(asking)(current_value)]))
    else:
        recorded = observation.c.recorded_at
        parts = [(observation, recorded, [*asking.seen(observation), recorded < end_of_day(asking.as_of)])]
    return [select(func.max(day)).where(table.c.status.in_(REAL), *where) for table, day, where in parts]


def summary(asking: Asking, registry: Registry) -> dict[str, int]:
    """Numbers of what may be seen."""
    counted = select(func.coalesce(func.sum(batch_count.c.figures), 0)).where(*open_to(asking, batch_count))
    held = int(asking.connection.execute(counted).scalar_one())
    if asking.sight.units and asking.sight.hidden:
        mine = select(func.count()).select_from(observation).where(*_hidden_ones(asking)(observation))
        held += int(asking.connection.execute(mine).scalar_one())
    return {"indicators": len(registry.indicators), "entities": len(registry.entities), "observations": held}
