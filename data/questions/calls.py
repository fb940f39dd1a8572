"""Questions about what was said of targets: the newest call of each, and everything that was said of one."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select

from data.questions.asking import Asking
from data.questions.registry import Registry
from data.questions.targets import versions
from data.schema_targets import target_call, target_trial
from data.targets.callbook import kept, numbered
from data.targets.kinds import Measure
from data.targets.rules import rule_for
from data.targets.said import KeptCall
from data.targets.trials import Trial


def newest(asking: Asking, registry: Registry, year: int, until: date | None) -> dict[int, KeptCall]:
    """By number of the target, the last call of each target of a year, said by the end of `until`."""
    query = _seen(asking, until).where(target_call.c.year_from <= year, target_call.c.year_to >= year)
    last = query.subquery("last")
    return {one.call.number: one for one in _read(asking, registry, select(last).where(last.c.place == 1))}


def history(asking: Asking, registry: Registry, number: int, until: date | None) -> tuple[KeptCall, ...]:
    """Everything that was said of a target by the end of `until`, the newest first."""
    every = _seen(asking, until).where(target_call.c.number == number).subquery("every")
    return tuple(_read(asking, registry, select(every).order_by(every.c.place)))


def of(asking: Asking, registry: Registry, numbers: Sequence[int]) -> dict[int, tuple[KeptCall, ...]]:
    """Everything that was said of some targets, by their number, the newest first."""
    every = _seen(asking, None).where(target_call.c.number.in_(numbers)).subquery("every")
    found: dict[int, list[KeptCall]] = {}
    for one in _read(asking, registry, select(every).order_by(every.c.number, every.c.place)):
        found.setdefault(one.call.number, []).append(one)
    return {number: tuple(ones) for number, ones in found.items()}


def telling(asking: Asking, registry: Registry, rows: Iterable[Any]) -> list[Any]:
    """Rows about targets of an indicator and a unit, but for those that are made of what may not be seen."""
    sources, ids = _made_of(registry)
    return [row for row in rows if _sees_sources(asking, row, sources, ids)]


def trials(asking: Asking, registry: Registry) -> tuple[Trial, ...]:
    """What would have been said of past targets, by year, indicator, target and day."""
    made = target_trial.c
    names = ("months", "said_on", "probability", "expected", "lower", "upper", "last_year", "pace", "value", "came")
    chosen = select(made.target_id, made.indicator_id, made.entity_id, *(made[name] for name in names))
    rows = list(asking.connection.execute(chosen.where(*asking.seen(target_trial)).order_by(made.said_on)))
    sources, ids = _made_of(registry)
    rows = [row for row in rows if _sees_sources(asking, row, sources, ids)]
    asking.noted.update((row.indicator_id, row.entity_id) for row in rows if row.indicator_id in asking.restricted)
    targets = {one.id: one for one in versions(asking, {row.target_id for row in rows})}
    found = [
        Trial(targets[row.target_id], row.said_on, *(getattr(row, name) for name in names if name != "said_on"))
        for row in rows
        if row.target_id in targets
    ]
    order = {one.code: place for place, one in enumerate(registry.indicators)}
    return tuple(
        sorted(found, key=lambda one: (one.target.year_to, order[one.target.indicator], one.target.number, one.months))
    )


def _seen(asking: Asking, until: date | None) -> Select[Any]:
    by_then: list[ColumnElement[bool]] = [] if until is None else [target_call.c.said_on <= until]
    if asking.until is not None:  # nor what rests on figures that are not asked for
        by_then.append(or_(target_call.c.known_until.is_(None), target_call.c.known_until <= asking.until))
    query: Select[Any] = numbered().where(*asking.seen(target_call), *by_then)
    return query


def _read(asking: Asking, registry: Registry, query: Select[Any]) -> list[KeptCall]:
    """The records, but for those that are made of what may not be seen: another indicator, or hidden units."""
    sources, ids = _made_of(registry)
    rows = [row for row in asking.connection.execute(query) if _may_tell(asking, row, sources, ids)]
    asking.noted.update((row.indicator_id, row.entity_id) for row in rows if row.indicator_id in asking.restricted)
    return [kept(row) for row in rows]


def _made_of(registry: Registry) -> tuple[Mapping[int, tuple[str, ...]], Mapping[str, int]]:
    """Codes of what each indicator's figures can be made of, and the ids of those that may be known of."""
    sources = {one.id: rule_for(one).sources for one in registry.indicators}
    return sources, {one.code: one.id for one in registry.indicators}


def _may_tell(asking: Asking, row: Any, sources: Mapping[int, tuple[str, ...]], ids: Mapping[str, int]) -> bool:
    if row.measure == Measure.UNITS and row.indicator_id in asking.sight.hidden:
        return False
    return _sees_sources(asking, row, sources, ids)


def _sees_sources(asking: Asking, row: Any, sources: Mapping[int, tuple[str, ...]], ids: Mapping[str, int]) -> bool:
    made_of = sources.get(row.indicator_id, ())
    return all(code in ids and asking.sight.sees(ids[code], row.entity_id) for code in made_of)
