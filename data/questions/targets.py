"""Questions about assigned targets."""

from collections.abc import Sequence, Set
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from data.questions.asking import Asking
from data.questions.registry import Found, Registry
from data.recast import end_of_day
from data.records import Target
from data.schema import indicator as indicator_table
from data.schema import target
from data.targets import Standing
from data.text import folded

WITHDRAWN = "withdrawn"
BINDING = (Standing.ASSIGNED.value, Standing.OWN.value)


def in_force(
    asking: Asking,
    year: int | None,
    indicator_id: int | None,
    entity_id: int | None,
    as_of: date | None,
    *,
    foreseen: bool = False,
) -> tuple[Target, ...]:
    """Targets that no later document had replaced on `as_of` (None: has replaced), newest years first.

    The newest version of each that was known by then, unless that one withdrew it. Projections bind nobody; with
    `foreseen` they are among them.
    """
    newest = _newest(asking, as_of)
    query = _columns().where(target.c.id.in_(newest), target.c.change != WITHDRAWN)
    if not foreseen:
        query = query.where(target.c.standing.in_(BINDING))
    if year is not None:
        query = query.where(target.c.year_from <= year, target.c.year_to >= year)
    if indicator_id is not None:
        query = query.where(target.c.indicator_id == indicator_id)
    if entity_id is not None:
        query = query.where(target.c.entity_id == entity_id)
    standing: ColumnElement[bool] = target.c.superseded_on.is_(None)
    if as_of is not None:
        standing = or_(standing, target.c.superseded_on > as_of)
    order = (target.c.year_to.desc(), target.c.indicator_id, target.c.number)
    return _read(asking, query.where(standing).order_by(*order))


def relatives(asking: Asking, indicator_id: int | None, as_of: date | None) -> tuple[Target, ...]:
    """The newest version of every target of an indicator (None: of all), also of those that no longer hold."""
    query = _columns().where(target.c.id.in_(_newest(asking, as_of)))
    if indicator_id is not None:
        query = query.where(target.c.indicator_id == indicator_id)
    return _read(asking, query.order_by(target.c.number))


def history(asking: Asking, number: int) -> tuple[Target, ...]:
    """Every version of a target, the newest first; empty where there is none, or it may not be seen."""
    query = _columns().where(target.c.number == number, *asking.seen(target)).order_by(target.c.version.desc())
    return _read(asking, query)


def versions(asking: Asking, ids: Set[int]) -> tuple[Target, ...]:
    """Versions of targets by their ids, whatever became of them."""
    return _read(asking, _columns().where(target.c.id.in_(sorted(ids)), *asking.seen(target)))


def index(registry: Registry, held: Sequence[Target]) -> tuple[Found, ...]:
    """What the search box finds of targets."""
    return tuple(_found(registry, one) for one in held)


def _found(registry: Registry, one: Target) -> Found:
    indicator, unit = registry.by_code[one.indicator], registry.by_id[one.entity_id]
    years = str(one.year_to) if one.year_from == one.year_to else f"{one.year_from}–{one.year_to}"
    words = f"mục tiêu target {indicator.code} {indicator.short_vi} {indicator.name_vi} {indicator.name_en} "
    words += f"{unit.name_vi} {unit.name_en} {unit.code} {years} {one.document}"
    return Found(
        "target",
        str(one.number),
        "",
        f"{indicator.short_vi} {years} · {unit.name_vi}",
        f"{indicator.short_en} {years} · {unit.name_en}",
        one.document,
        one.document,
        folded(words),
    )


def _newest(asking: Asking, as_of: date | None) -> Select[Any]:
    """Ids of the newest version of each target."""
    wanted = list(asking.seen(target))
    if as_of is not None:
        wanted.append(target.c.recorded_at < end_of_day(as_of))
    versions = select(target.c.number, func.max(target.c.version).label("version")).where(*wanted)
    last = versions.group_by(target.c.number).subquery("last")
    return select(target.c.id).join(last, (last.c.number == target.c.number) & (last.c.version == target.c.version))


def _columns() -> Select[Any]:
    columns = [
        indicator_table.c.code.label("indicator") if field.name == "indicator" else target.c[field.name]
        for field in fields(Target)
    ]
    query = select(target.c.indicator_id, *columns)
    return query.join(indicator_table, indicator_table.c.id == target.c.indicator_id)


def _read(asking: Asking, query: Select[Any]) -> tuple[Target, ...]:
    rows = [dict(row) for row in asking.connection.execute(query).mappings()]
    found = [(row.pop("indicator_id"), Target(**row)) for row in rows]
    asking.noted.update((number, one.entity_id) for number, one in found if number in asking.restricted)
    return tuple(one for _, one in found)
