"""Questions about what was said of targets: the newest call of each, and everything that was said of one."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Select, select

from data.questions.asking import Asking
from data.questions.registry import Registry
from data.schema_targets import target_call
from data.targets.callbook import kept, numbered
from data.targets.kinds import Measure
from data.targets.rules import rule_for
from data.targets.said import KeptCall


def newest(asking: Asking, registry: Registry, year: int, until: date | None) -> dict[int, KeptCall]:
    """By number of the target, the last call of each target of a year, said by the end of `until`."""
    query = _seen(asking, until).where(target_call.c.year_from <= year, target_call.c.year_to >= year)
    last = query.subquery("last")
    return {one.call.number: one for one in _read(asking, registry, select(last).where(last.c.place == 1))}


def history(asking: Asking, registry: Registry, number: int, until: date | None) -> tuple[KeptCall, ...]:
    """Everything that was said of a target by the end of `until`, the newest first."""
    every = _seen(asking, until).where(target_call.c.number == number).subquery("every")
    return tuple(_read(asking, registry, select(every).order_by(every.c.place)))


def _seen(asking: Asking, until: date | None) -> Select[Any]:
    by_then = [] if until is None else [target_call.c.said_on <= until]
    query: Select[Any] = numbered().where(*asking.seen(target_call), *by_then)
    return query


def _read(asking: Asking, registry: Registry, query: Select[Any]) -> list[KeptCall]:
    """The records, but for those that are made of what may not be seen: another indicator, or hidden units."""
    sources = {one.id: rule_for(one).sources for one in registry.indicators}
    ids = {one.code: one.id for one in registry.indicators}
    rows = [row for row in asking.connection.execute(query) if _may_tell(asking, row, sources, ids)]
    asking.noted.update((row.indicator_id, row.entity_id) for row in rows if row.indicator_id in asking.restricted)
    return [kept(row) for row in rows]


def _may_tell(asking: Asking, row: Any, sources: Mapping[int, tuple[str, ...]], ids: Mapping[str, int]) -> bool:
    if row.measure == Measure.UNITS and row.indicator_id in asking.sight.hidden:
        return False
    made_of = sources.get(row.indicator_id, ())
    return all(code in ids and asking.sight.sees(ids[code], row.entity_id) for code in made_of)
