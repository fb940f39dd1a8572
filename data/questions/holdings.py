"""Questions about what the warehouse holds: coverage, freshness, loads and what they refused."""

from datetime import date

import pandas as pd
from sqlalchemy import and_, case, func, select

from data.questions.asking import Asking
from data.questions.registry import Registry
from data.schema import batch, current_value, entity, indicator, observation, refused_row, source


def coverage(asking: Asking, registry: Registry) -> pd.DataFrame:
    """Per indicator: real, simulated, state, first_period, last_period, last_real (last days, NaT when none)."""
    table = current_value.c
    simulated = table.status == "S"
    counted = (
        select(
            table.indicator_id,  # the first column of the key: nothing needs sorting
            func.count().filter(~simulated).label("real"),
            func.count().filter(simulated).label("simulated"),
            func.min(table.period_end).label("first_period"),
            func.max(table.period_end).label("last_period"),
            func.max(table.period_end).filter(~simulated).label("last_real"),
        )
        .where(table.value.is_not(None))
        .group_by(table.indicator_id)
        .subquery("counted")
    )
    figures = [column for column in counted.c if column.name != "indicator_id"]
    query = select(indicator.c.code.label("indicator"), *figures).join(
        indicator, indicator.c.id == counted.c.indicator_id
    )
    found = asking.read(query).set_index("indicator").reindex([item.code for item in registry.indicators])
    found[["real", "simulated"]] = found[["real", "simulated"]].fillna(0).astype(int)
    for column in ("first_period", "last_period", "last_real"):
        found[column] = pd.to_datetime(found[column])
    state = (
        pd.Series("none", index=found.index).mask(found["simulated"] > 0, "simulated").mask(found["real"] > 0, "real")
    )
    return found.assign(state=state).reset_index()


def coverage_by_year(asking: Asking) -> pd.DataFrame:
    """For each indicator and year: whether any figure of it is published. Years without any figure have no row."""
    ends = select(
        current_value.c.indicator_id,
        current_value.c.period_end,
        func.max(case((current_value.c.status == "S", 0), else_=1)).label("published"),
    ).where(current_value.c.value.is_not(None))
    ends = ends.group_by(current_value.c.indicator_id, current_value.c.period_end)
    days = ends.subquery("days")
    query = select(indicator.c.code.label("indicator"), days.c.period_end, days.c.published)
    frame = asking.read(query.join(indicator, indicator.c.id == days.c.indicator_id))
    years = pd.to_datetime(frame["period_end"]).dt.year.rename("year")
    found = frame["published"].astype(int).groupby([frame["indicator"], years], sort=False).max()
    return found.astype(bool).reset_index()


def freshness(asking: Asking) -> pd.DataFrame:
    table = current_value.c
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


def batches(asking: Asking, most: int) -> pd.DataFrame:
    frame = asking.read(select(batch).order_by(batch.c.id.desc()).limit(most))
    for column in ("started_at", "finished_at"):
        frame[column] = pd.to_datetime(frame[column])
    return frame


def refused(asking: Asking, batch_id: int, most: int) -> pd.DataFrame:
    columns = refused_row.c["line", "column_name", "value", "code", "reason", "expected"]
    query = select(*columns).where(refused_row.c.batch_id == batch_id)
    return pd.DataFrame(
        asking.connection.execute(query.order_by(refused_row.c.number).limit(most)).mappings().all(),
        columns=[column.name for column in columns],
    )


def last_changes(asking: Asking, most: int) -> pd.DataFrame:
    """Figures of the newest committed load of real data, each with what was known before it."""
    newest = (
        select(func.max(batch.c.id))
        .where(batch.c.state == "committed", batch.c.kind != "simulated", batch.c.data_version.is_not(None))
        .scalar_subquery()
    )
    now = observation.alias("now")
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
        .where(and_(now.c.batch_id == newest, now.c.value.is_not(None)))
        .order_by(now.c.recorded_at.desc(), now.c.period_end.desc(), now.c.indicator_id)
        .limit(most)
    )
    frame = asking.read(query)
    frame["before"] = frame["before"].astype(float)
    return frame


def data_date(asking: Asking) -> date | None:
    """The day of the newest real figure that is known now."""
    table = current_value.c
    found = asking.connection.execute(
        select(func.max(table.recorded_at)).where(table.status.in_(("A", "E", "P")))
    ).scalar()
    return found.date() if found else None


def summary(asking: Asking) -> dict[str, int]:
    tables = {"indicators": indicator, "entities": entity, "observations": observation}
    return {
        name: int(asking.connection.execute(select(func.count()).select_from(table)).scalar_one())
        for name, table in tables.items()
    }
