"""The store of a run: what is to be done, what it is made from, and keeping what was made. One transaction a piece."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pandas as pd
from sqlalchemy import Engine, delete, func, insert, select, update

from data.engine import saying_what_is_wrong
from data.errors import WarehouseNotBuilt, WarehouseUnavailable
from data.forecasts import keeping, reading
from data.forecasts.records import Accuracy, NewForecast, NewNowcast, Quantiles, RunState, Task
from data.periods import Grain
from data.questions.registry import read_registry
from data.records import Indicator
from data.schema import target, warehouse_state
from data.schema_forecasts import (
    forecast,
    forecast_accuracy,
    forecast_run,
    forecast_task,
    nowcast,
    nowcast_news,
)

BEAT = timedelta(seconds=10)
STALE = timedelta(seconds=60)
"""A run that has not said for so long that it lives has been killed."""


class RunUnderWay(WarehouseUnavailable):
    """Another process is making the forecasts of this warehouse."""


class Store:
    """One warehouse, as a run of the forecasts sees it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def engine(self) -> Engine:
        """For whoever asks questions of the same warehouse."""
        return self._engine

    def version(self) -> int:
        """The data version now; raise `WarehouseNotBuilt`."""
        with saying_what_is_wrong(self._engine), self._engine.connect() as connection:
            found = connection.execute(select(warehouse_state.c.data_version)).scalar()
        if found is None:
            raise WarehouseNotBuilt("The warehouse is empty. Build it with: python -m data init")
        return int(found)

    def indicators(self) -> tuple[Indicator, ...]:
        with self._engine.connect() as connection:
            return read_registry(connection).indicators

    def units(self) -> tuple[reading.Unit, ...]:
        with self._engine.connect() as connection:
            return reading.read_units(connection)

    def history(
        self, indicator_id: int, grain: Grain, units: Sequence[int], *, as_of: date | None = None
    ) -> pd.DataFrame:
        """See `reading.read_history`."""
        with saying_what_is_wrong(self._engine), self._engine.connect() as connection:
            return reading.read_history(connection, indicator_id, grain.value, units, as_of=as_of)

    # -- what is to be done

    def looked_at(self) -> int:
        """The data version that everything was up to when the last run ended; 0 before any."""
        with self._engine.connect() as connection:
            return int(connection.execute(select(forecast_run.c.data_version)).scalar() or 0)

    def touched_since(self, version: int) -> set[int]:
        """See `reading.touched_since`."""
        with self._engine.connect() as connection:
            return reading.touched_since(connection, version)

    def targeted(self) -> set[int]:
        """Ids of the indicators that targets are set for."""
        with self._engine.connect() as connection:
            return {int(one) for one in connection.execute(select(target.c.indicator_id).distinct()).scalars()}

    def fingerprints(self) -> dict[tuple[Task, int], str]:
        """What each piece of work was last made from; a piece that could not be done is not among them."""
        table = forecast_task.c
        query = select(table.task, table.indicator_id, table.fingerprint).where(table.fault.is_(None))
        with self._engine.connect() as connection:
            return {(Task(task), int(id)): str(print_) for task, id, print_ in connection.execute(query)}

    def origins(self, indicator_id: int) -> int:
        """How many different origins the kept forecasts of an indicator have that were not made in retrospect."""
        table = forecast.c
        query = select(func.count(table.origin.distinct())).where(
            table.indicator_id == indicator_id, table.retrospective.is_(False)
        )
        with self._engine.connect() as connection:
            return int(connection.execute(query).scalar_one())

    # -- keeping what was made

    def keep_forecasts(
        self, indicator_id: int, made: Sequence[NewForecast], quantiles: Sequence[Quantiles], version: int
    ) -> None:
        """Write the forecasts of an indicator, all or none."""
        by_name = {one.name: one for one in quantiles}
        with saying_what_is_wrong(self._engine), self._engine.begin() as connection:
            keeping.keep(connection, indicator_id, made, by_name, data_version=version, made_at=_now())

    def keep_accuracy(self, indicator_id: int, scores: Sequence[Accuracy], version: int) -> None:
        """Write how well forecasts of an indicator did, in place of what was said before."""
        table, moment = forecast_accuracy, _now()
        same = {"indicator_id": indicator_id, "data_version": version, "measured_at": moment}
        fields = [column.name for column in table.columns if column.name not in same]
        rows = [{**same, **{name: getattr(one, name) for name in fields}} for one in scores]
        with saying_what_is_wrong(self._engine), self._engine.begin() as connection:
            connection.execute(delete(table).where(table.c.indicator_id == indicator_id))
            if rows:
                connection.execute(insert(table), rows)

    def keep_nowcast(self, one: NewNowcast, version: int) -> None:
        """Write a nowcast and its news; one of the same quarter, month and data version is written over."""
        key = {
            "indicator_id": one.indicator_id,
            "entity_id": one.entity_id,
            "period_end": one.period.end,
            "known_until": one.known_until,
            "data_version": version,
        }
        with saying_what_is_wrong(self._engine), self._engine.begin() as connection:
            table = nowcast.c
            same = [table[name] == value for name, value in key.items()]
            before = connection.execute(select(table.id, table.made_at).where(*same)).first()
            values = {column.name: getattr(one, column.name) for column in nowcast.columns if hasattr(one, column.name)}
            values |= key | {"made_at": before.made_at if before else _now()}
            if before:
                connection.execute(delete(nowcast_news).where(nowcast_news.c.nowcast_id == before.id))
                connection.execute(update(nowcast).where(table.id == before.id).values(**values))
            id = before.id if before else _number(connection.execute(insert(nowcast).values(**values)))
            rows = [
                {
                    "nowcast_id": id,
                    "number": number,
                    "indicator_id": item.indicator_id,
                    "period_end": item.period.end,
                    "grain": item.period.grain.value,
                    **{name: getattr(item, name) for name in ("status", "expected", "came", "weight", "impact")},
                }
                for number, item in enumerate(one.news, start=1)
            ]
            if rows:
                connection.execute(insert(nowcast_news), rows)

    def keep_task(
        self,
        task: Task,
        indicator_id: int,
        fingerprint: str,
        version: int,
        *,
        series: int = 0,
        seconds: float = 0.0,
        fault: str | None = None,
    ) -> None:
        """Write that a piece of work was done, or why it could not be; the last word on a piece stands alone."""
        table = forecast_task
        same = (table.c.task == task.value, table.c.indicator_id == indicator_id)
        values = {
            "task": task.value,
            "indicator_id": indicator_id,
            "fingerprint": fingerprint,
            "data_version": version,
            "made_at": _now(),
            "series": series,
            "seconds": round(seconds, 3),
            "fault": fault,
        }
        with saying_what_is_wrong(self._engine), self._engine.begin() as connection:
            connection.execute(delete(table).where(*same))
            connection.execute(insert(table).values(**values))

    # -- how far a run is

    def begin(self, total: int) -> None:
        """Say that a run begins; raise `RunUnderWay` while another one lives."""
        moment = _now()
        with saying_what_is_wrong(self._engine), self._engine.begin() as connection:
            row = connection.execute(select(forecast_run)).first()
            if row is not None and row.state == RunState.RUNNING and moment - row.beat_at < STALE:
                raise RunUnderWay(
                    f"Another run of the forecasts is under way since {row.started_at.isoformat()}Z "
                    f"({row.done} of {row.total} pieces are done). Wait for it, or end it first."
                )
            values: dict[str, Any] = {"started_at": moment, "beat_at": moment, "finished_at": None, "done": 0}
            values |= {"state": RunState.RUNNING.value, "total": total, "faults": 0}
            if row is None:
                connection.execute(insert(forecast_run).values(id=1, data_version=0, **values))
            else:
                connection.execute(update(forecast_run).values(**values))

    def beat(self, **values: int) -> None:
        """Say that the run lives, and how far it is (`done`, `total`, `faults`)."""
        with saying_what_is_wrong(self._engine), self._engine.begin() as connection:
            connection.execute(update(forecast_run).values(beat_at=_now(), **values))

    def finish(self, state: RunState, version: int | None = None) -> None:
        """Say how the run ended; `version`: everything is up to this data version now."""
        moment = _now()
        values: dict[str, Any] = {"state": state.value, "beat_at": moment, "finished_at": moment}
        values |= {} if version is None else {"data_version": version}
        with saying_what_is_wrong(self._engine), self._engine.begin() as connection:
            connection.execute(update(forecast_run).values(**values))

    def raise_version(self, seen: int) -> int:
        """Let caches and open pages know that forecasts changed: the data version goes up by one.

        Returns the version that the run has seen: the new one, unless a load raised it meanwhile.
        """
        table = warehouse_state
        with saying_what_is_wrong(self._engine), self._engine.begin() as connection:
            connection.execute(update(table).values(data_version=table.c.data_version + 1))
            now = int(connection.execute(select(table.c.data_version)).scalar_one())
        return now if now == seen + 1 else seen


def _number(result: Any) -> int:
    return int(result.inserted_primary_key[0])


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)
