"""Questions about what the warehouse holds: coverage, freshness, loads and what they refused."""

from datetime import date, datetime
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Select, Table, exists, extract, func, select, tuple_, union

from data.clock import day_of
from data.questions.asking import Asking
from data.questions.registry import Registry
from data.recast import Where, end_of_day
from data.recast.known import same_key
from data.schema import batch, current_value, observation, refused_row, source
from data.schema_counts import batch_count, figure_count

PERIOD = ("indicator_id", "grain", "period_end")
DAYS = ["first_period", "last_period", "last_real", "last_recorded"]
TOLD = ["figures", "published", *DAYS]
REAL = ("A", "E", "P")
TELLING = ["file_name", "rows_read", "rows_new", "rows_revised", "rows_replaced", "rows_unchanged", "rows_refused"]
"""What of a load could tell of hidden figures in it."""


def one_by_one(asking: Asking) -> pd.DataFrame:
    """Figures that the counts of loads do not tell, counted by reading each; none without a day and hidden figures.

    Columns: indicator_id, year, source_id, missing (whether it is of those that are marked as missing), figures,
    published, first_period, last_period, last_real, last_recorded. There may be several rows of the same.
    """
    rows = [row for part in _uncounted(asking) for row in asking.rows(_counted(part))]
    frame = pd.DataFrame.from_records(rows, columns=["indicator_id", "year", "source_id", "missing", *TOLD])
    return _dated(frame).astype({"missing": bool})


def by_year(asking: Asking, others: pd.DataFrame) -> pd.DataFrame:
    """How many figures each indicator has of each year, how many of them are published, and the last days of periods.

    Columns: indicator_id, year, figures, published, first_period, last_period, last_real (NaT where none is published).
    Every load counts what is known; `others` are those read one by one, of which there may be further rows.
    """
    columns = ["indicator_id", "year", *TOLD]
    loads = _dated(pd.DataFrame.from_records(asking.rows(_counted_by_loads(asking)), columns=columns))
    return pd.concat([loads, others.loc[~others["missing"], columns]]) if len(others) else loads


def _dated(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(**{name: pd.to_datetime(frame[name]) for name in DAYS if name in frame})


def _counted_by_loads(asking: Asking) -> Select[Any]:
    """Figures of the indicators of which nothing is hidden; as of a day, of the periods that are as they were then."""
    counted = figure_count.c
    recorded = func.max(counted.last_recorded)
    return _yearly(counted, func.sum(counted.figures), recorded).where(
        counted.status != "M", *open_to(asking, figure_count), *_known_then(asking.as_of)
    )


def _counted(part: Select[Any]) -> Select[Any]:
    table = part.subquery("part").c
    return _yearly(table, func.count(), func.max(table.recorded_at), table.source_id, table.value.is_(None))


def _yearly(table: Any, figures: Any, recorded: Any, *more: Any) -> Select[Any]:
    """By indicator and year, and by what `more` names, how many `figures` there are, and `TOLD`."""
    year, published = extract("year", table.period_end), table.status != "S"
    ends = (func.min(table.period_end), func.max(table.period_end), func.max(table.period_end).filter(published))
    told = (figures, func.coalesce(figures.filter(published), 0), *ends, recorded)
    return select(table.indicator_id, year, *more, *told).group_by(table.indicator_id, year, *more)


def _known_then(day: date | None) -> list[ColumnElement[bool]]:
    """Conditions for counts of figures that were all known by the end of the day asked about."""
    return [] if day is None else [figure_count.c.last_recorded < end_of_day(day)]


def _uncounted(asking: Asking) -> list[Select[Any]]:
    """Figures that the counts do not tell: as of a day, those counted together with later ones and those revised since;
    and what is seen of indicators of which others are hidden.
    """
    found = asking.known_parts(_hidden_ones(asking)) if asking.sight.units and asking.sight.hidden else []
    if asking.as_of is not None:
        moment = end_of_day(asking.as_of)
        found += asking.known_parts(_among_later_ones(asking, moment), _revised(asking, moment))
    return found


def _among_later_ones(asking: Asking, moment: datetime) -> Where:
    counted = figure_count.c
    mixed = [counted.first_recorded < moment, counted.last_recorded >= moment, *open_to(asking, figure_count)]

    def key(table: Table, *names: str) -> ColumnElement[bool]:
        return tuple_(*(table.c[name] for name in names)).in_(select(*(counted[name] for name in names)).where(*mixed))

    # The first finds them by the key of the table, the second takes them from there.
    return lambda table: [key(table, *PERIOD), key(table, *PERIOD, "source_id", "status")]


def _revised(asking: Asking, moment: datetime) -> Where:
    """Periods of which more was ever known than is known now, from before the day and from after it."""
    brought, counted = batch_count.c, figure_count.c
    now = select(func.sum(counted.figures)).where(*(counted[name] == brought[name] for name in PERIOD))
    periods = (
        select(*(brought[name] for name in PERIOD))
        .where(*open_to(asking, batch_count))
        .group_by(*(brought[name] for name in PERIOD))
        .having(
            func.min(brought.first_recorded) < moment,
            func.max(brought.last_recorded) >= moment,
            func.sum(brought.figures) > now.correlate(batch_count).scalar_subquery(),
        )
    )
    # The history is joined to what is known now by its whole key: asked once, there, it is enough.
    return lambda table: [_of(table).in_(periods)] if table is current_value else []


def _of(table: Table) -> ColumnElement[Any]:
    return tuple_(*(table.c[name] for name in PERIOD))


def open_to(asking: Asking, counts: Table) -> list[ColumnElement[bool]]:
    """Conditions that leave out of a table of counts the indicators of which figures are hidden."""
    hidden = asking.sight.hidden
    return [counts.c.indicator_id.not_in(sorted(hidden))] if hidden else []


def _hidden_ones(asking: Asking) -> Where:
    """Conditions for the figures that are seen of indicators of which others are hidden."""
    hidden, units = sorted(asking.sight.hidden), sorted(asking.sight.units)
    return lambda table: [table.c.indicator_id.in_(hidden), table.c.entity_id.in_(units)]


def coverage(held: pd.DataFrame, registry: Registry) -> pd.DataFrame:
    """Per indicator: real, simulated, state, first_period, last_period, last_real (last days, NaT when none)."""
    every = held.groupby("indicator_id")
    found = pd.DataFrame(
        {
            "real": every["published"].sum(),
            "simulated": every["figures"].sum() - every["published"].sum(),
            "first_period": every["first_period"].min(),
            "last_period": every["last_period"].max(),
            "last_real": every["last_real"].max(),
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
    return (held["published"] > 0).groupby([codes, held["year"]], sort=False).max().reset_index()


def freshness(asking: Asking, others: pd.DataFrame) -> pd.DataFrame:
    """By source how much is known, and since when; `others` are figures read one by one."""
    counted = figure_count.c
    loads = select(
        counted.source_id, func.sum(counted.figures), func.max(counted.last_recorded), func.max(counted.period_end)
    ).where(*open_to(asking, figure_count), *_known_then(asking.as_of))
    columns = ["source_id", "figures", "last_recorded", "last_period"]
    frame = _dated(pd.DataFrame.from_records(asking.rows(loads.group_by(counted.source_id)), columns=columns))
    ends = {"figures": "sum", "last_recorded": "max", "last_period": "max"}
    held = (pd.concat([frame, others[columns]]) if len(others) else frame).groupby("source_id").agg(ends)
    names = dict(asking.rows(select(source.c.id, source.c.name)))
    held.insert(0, "source", held.index.map(names).astype("str"))
    held = held.sort_values(["last_recorded", "source"], ascending=[False, True])
    return held.reset_index(drop=True).astype({"figures": int})


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


def batches(asking: Asking, most: int, *which: ColumnElement[bool]) -> pd.DataFrame:
    """The last loads; of one that may have brought hidden figures, neither its file nor its counts are told."""
    frame = asking.read(select(batch).where(*which).order_by(batch.c.id.desc()).limit(most))
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
    return day_of(found) if found else None


def _newest_recorded(asking: Asking) -> list[Select[Any]]:
    """When the newest real figure became known, of each part of what is seen."""
    if asking.as_of is None:
        counted = figure_count.c
        parts = [
            select(func.max(counted.last_recorded)).where(counted.status.in_(REAL), *open_to(asking, figure_count))
        ]
        table = current_value
    else:
        parts = _newest_by_then(asking, end_of_day(asking.as_of))
        table = observation
    if asking.sight.units and asking.sight.hidden:
        then = [] if asking.as_of is None else [table.c.recorded_at < end_of_day(asking.as_of)]
        mine = [table.c.status.in_(REAL), *_hidden_ones(asking)(table), *then]
        parts.append(select(func.max(table.c.recorded_at)).where(*mine))
    return parts


def _newest_by_then(asking: Asking, moment: datetime) -> list[Select[Any]]:
    """As of a day: of what loads brought that had ended by then, and one by one of what was under way."""
    brought, now, ever = batch_count.c, current_value, observation
    real = [brought.status.in_(REAL), *open_to(asking, batch_count)]
    whole = select(func.max(brought.last_recorded)).where(*real, brought.last_recorded < moment)
    key = [brought[name] for name in PERIOD]
    under_way = select(*key).where(*real, brought.first_recorded < moment, brought.last_recorded >= moment)
    then = [ever.c.status.in_(REAL), ever.c.recorded_at < moment, _of(now).in_(under_way)]
    return [whole, select(func.max(ever.c.recorded_at)).join_from(now, ever, same_key(now, ever)).where(*then)]


def summary(asking: Asking, registry: Registry) -> dict[str, int]:
    """Numbers of what may be seen."""
    counted = select(func.coalesce(func.sum(batch_count.c.figures), 0)).where(*open_to(asking, batch_count))
    held = int(asking.connection.execute(counted).scalar_one())
    if asking.sight.units and asking.sight.hidden:
        mine = select(func.count()).select_from(observation).where(*_hidden_ones(asking)(observation))
        held += int(asking.connection.execute(mine).scalar_one())
    return {"indicators": len(registry.indicators), "entities": len(registry.entities), "observations": held}
