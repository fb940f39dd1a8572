"""Questions about what the warehouse holds: coverage, freshness, loads and what they refused."""

from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Select, exists, func, select

from data.questions.asking import Asking
from data.questions.registry import Registry
from data.recast import end_of_day
from data.schema import batch, current_value, entity, indicator, observation, refused_row, source

TELLING = ["file_name", "rows_read", "rows_new", "rows_revised", "rows_unchanged", "rows_refused"]
"""What of a load could tell of hidden figures in it."""


def by_period(asking: Asking) -> pd.DataFrame:
    """How many figures each indicator has in each period, and how many of them are published.

    Columns: indicator_id, period_end, figures, published. Walks the table once, in the order of its key;
    as of a day, a period that was revised since may have a second row.
    """
    rows = [row for part in asking.known_parts(lambda table: ()) for row in asking.rows(_counted(part))]
    frame = pd.DataFrame.from_records(rows, columns=["indicator_id", "period_end", "figures", "published"])
    return frame.assign(period_end=pd.to_datetime(frame["period_end"]))


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
    table = asking.known(lambda table: ()).c
    held = (
        select(
            table.source_id,
            func.count().label("figures"),
            func.max(table.recorded_at).label("last_recorded"),
            func.max(table.period_end).label("last_period"),
        )
        .group_by(table.source_id)
        .subquery("held")
    )
    query = (
        select(source.c.name.label("source"), held.c.figures, held.c.last_recorded, held.c.last_period)
        .join(source, source.c.id == held.c.source_id)
        .order_by(held.c.last_recorded.desc(), source.c.name)
    )
    frame = asking.read(query)
    for column in ("last_recorded", "last_period"):
        frame[column] = pd.to_datetime(frame[column])
    return frame


def sources_in_english(asking: Asking) -> dict[str, str]:
    """English names of the sources, by the names that frames carry; of those alone from which something is seen."""
    query = select(source.c.name, source.c.name_en)
    seen = asking.seen(observation)
    if seen:
        query = query.where(source.c.id.in_(select(observation.c.source_id).where(*seen)))
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
    fact = observation.c
    mine = fact.entity_id.in_(sorted(asking.sight.units))
    query = select(fact.batch_id).where(fact.indicator_id.in_(sorted(asking.sight.hidden)), ~mine).distinct()
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


def last_changes(asking: Asking, most: int) -> pd.DataFrame:
    """Figures of the newest committed load of real data, each with what was known before it.

    Asked as of a day, of the newest load that holds something known by then, and only what was.
    """
    now = observation.alias("now")
    known_by_then = [] if asking.as_of is None else [now.c.recorded_at < end_of_day(asking.as_of)]
    shown = [*known_by_then, *asking.seen(now)]
    newest = (
        select(batch.c.id)
        .where(batch.c.state == "committed", batch.c.kind != "simulated", batch.c.data_version.is_not(None))
        .where(*([exists().where(now.c.batch_id == batch.c.id, *shown)] if shown else []))
        .order_by(batch.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    older = observation.alias("older")
    before = (
        select(older.c.value)
        .where(
            older.c.indicator_id == now.c.indicator_id,
            older.c.entity_id == now.c.entity_id,
            older.c.grain == now.c.grain,
            older.c.period_end == now.c.period_end,
            older.c.recorded_at < now.c.recorded_at,
        )
        .order_by(older.c.recorded_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = (
        select(
            indicator.c.code.label("indicator"),
            now.c.indicator_id,
            now.c.entity_id,
            entity.c.code.label("entity"),
            now.c.grain,
            now.c.period_end,
            now.c.value,
            now.c.status,
            now.c.recorded_at,
            before.label("before"),
        )
        .join(indicator, indicator.c.id == now.c.indicator_id)
        .join(entity, entity.c.id == now.c.entity_id)
        .where(now.c.batch_id == newest, now.c.value.is_not(None), *shown)
        .order_by(now.c.recorded_at.desc(), now.c.period_end.desc(), now.c.indicator_id)
        .limit(most)
    )
    frame = asking.read(query)
    frame["before"] = frame["before"].astype(float)
    pairs = zip(frame["indicator_id"], frame["entity_id"], strict=True)
    asking.noted.update((int(one), int(unit)) for one, unit in pairs if one in asking.restricted)
    return frame.drop(columns="indicator_id")


def data_date(asking: Asking) -> date | None:
    """The day on which the newest real figure became known."""
    table = current_value if asking.as_of is None else observation
    query = select(func.max(table.c.recorded_at)).where(table.c.status.in_(("A", "E", "P")), *asking.seen(table))
    if asking.as_of is not None:
        query = query.where(table.c.recorded_at < end_of_day(asking.as_of))
    found = asking.connection.execute(query).scalar()
    return found.date() if found else None


def summary(asking: Asking, registry: Registry) -> dict[str, int]:
    """Numbers of what may be seen."""
    query = select(func.count()).select_from(observation).where(*asking.seen(observation))
    held = int(asking.connection.execute(query).scalar_one())
    return {"indicators": len(registry.indicators), "entities": len(registry.entities), "observations": held}
