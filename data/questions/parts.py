"""Questions about recast figures: what one is made of, and whether an indicator can be recast at all."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

import numpy as np
import pandas as pd
from sqlalchemy import ColumnElement, exists, select

from data.periods import Period
from data.questions.asking import Asking, about, at
from data.questions.registry import Registry
from data.questions.sight import UNWEIGHED
from data.recast.compute import Job
from data.recast.explain import Explained, Part, explain
from data.recast.figures import Figures
from data.recast.held import EDITIONS, Rules, moment_of, read_figures, read_lineage, read_rules, ticks_of
from data.recast.known import end_of_day
from data.recast.lineage import Era, Lineage
from data.recast.rules import Reason, Recastable, RecastRule
from data.records import Entity, Indicator
from data.schema import observation, recast_rule, source

COLUMNS = {
    "entity": "str", "vintage": "str", "name_vi": "str", "name_en": "str", "value": "float", "status": "str",
    "source": "str", "recorded_at": "datetime64[us]", "share": "float", "amount": "float", "weight": "float",
    "weight_period": "str", "missing": "bool", "lacks": "str",
}  # fmt: skip
NOW = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Ways:
    """What recasting goes by: who became whom, the rule of each indicator, and what is said of the declared ones."""

    lineage: Lineage
    rules: Rules
    notes: dict[int, tuple[str, str]]


def ways(asking: Asking) -> Ways:
    """Read once for each data version."""
    notes = asking.rows(select(recast_rule.c.indicator_id, recast_rule.c.note_vi, recast_rule.c.note_en))
    return Ways(
        read_lineage(asking.connection),
        read_rules(asking.connection),
        {int(number): (vi, en) for number, vi, en in notes},
    )


def recastable(asking: Asking, ways: Ways, registry: Registry, indicator: Indicator, unit: Entity | None) -> Recastable:
    """What is said of an indicator; breaks matter only where figures cannot be carried across."""
    rule = ways.rules.by_id[indicator.id]
    other = ways.rules.other(indicator.id)
    seen = other is not None and other.id not in asking.sight.hidden
    note_vi, note_en = ways.notes.get(indicator.id, (None, None)) if seen else (None, None)
    units = [unit] if unit else [*registry.of_kind("province")]
    return Recastable(
        kind=rule.kind,
        reason=rule.reason,
        other=other.code if other and seen else None,
        proxy=rule.proxy,
        note_vi=note_vi,
        note_en=note_en,
        weight_vi=indicator.weight_vi,
        weight_en=indicator.weight_en,
        breaks=_breaks(ways.lineage, units) if rule.kind is RecastRule.NONE else (),
    )


def _breaks(lineage: Lineage, units: list[Entity]) -> tuple[date, ...]:
    """Days on which units were merged or split; a unit that was only renamed goes on."""
    eras = chain.from_iterable(lineage.eras(unit.id) for unit in units if unit.id in lineage.units)
    torn = [era for era in eras if not era.is_same]
    days = {day for era in torn for day in (era.first, era.end)}
    return tuple(sorted(days - {date.min, date.max}))


def parts(
    asking: Asking, ways: Ways, registry: Registry, indicator: Indicator, unit: Entity, period: Period
) -> pd.DataFrame:
    """What a figure of the unit is made of: see `Questions.recast_parts`."""
    era = _era(asking, ways.lineage, unit, period)
    if era is None:
        own = _has_own(asking, indicator, unit, period)
        said: dict[str, object] = {"rule": None, "reason": None, "value": None, "parts": 0, "expected": 0}
        return _frame([], said | {"reported": own})
    moment = NOW if asking.as_of is None else ticks_of(end_of_day(asking.as_of)) - 1
    found = explain(_job(asking, ways, indicator, era), era, period, moment)
    other = ways.rules.other(indicator.id)
    secret = other is not None and not all(asking.sight.sees(other.id, part) for part, _ in era.parts)
    if secret and found.rule.value not in UNWEIGHED:
        found = _untold(found)
    names = {int(number): str(name) for number, name in asking.rows(select(source.c.id, source.c.name))}
    rows = [_row(one, registry.by_id[one.unit], names, secret=secret) for one in found.parts]
    frame = _frame(sorted(rows, key=lambda row: int(row.pop("place"))), _said(found))  # type: ignore[call-overload]
    _note(asking, indicator, era, period)
    frame.attrs |= {
        "other": None if secret or other is None else other.code,
        "numerator": None if secret else found.above,
        "denominator": None if secret else found.below,
        "reported": _has_own(asking, indicator, unit, period),
    }
    return frame


def _era(asking: Asking, lineage: Lineage, unit: Entity, period: Period) -> Era | None:
    """Who stood for the unit at the end of the period; None where it stood for itself, or is not on this map."""
    if unit.id not in lineage.units or unit.vintage not in EDITIONS.get(asking.boundary, ()):
        return None
    found = next(era for era in lineage.eras(unit.id) if era.first <= period.end < era.end)
    return None if found.is_own else found


def _job(asking: Asking, ways: Ways, indicator: Indicator, era: Era) -> Job:
    units = [part for part, _ in era.parts]
    rule, other = ways.rules.by_id[indicator.id], ways.rules.other(indicator.id)
    figures = read_figures(asking.connection, indicator.id, units, conditions=asking.seen(observation))
    if other is None:
        return Job(rule, figures, Figures.none())
    return Job(rule, figures, read_figures(asking.connection, other.id, units), other.rule_time)


def _row(part: Part, unit: Entity, sources: dict[int, str], *, secret: bool) -> dict[str, object]:
    return {
        "place": unit.sort_order,
        "entity": unit.code,
        "vintage": unit.vintage,
        "name_vi": unit.name_vi,
        "name_en": unit.name_en,
        "value": part.value,
        "status": part.status,
        "source": None if part.source_id is None else sources[part.source_id],
        "recorded_at": None if part.recorded_at is None else moment_of(part.recorded_at),
        "share": part.share,
        "amount": None if secret else part.amount,
        "weight": None if secret else part.weight,
        "weight_period": None if part.read_at is None or secret else str(part.read_at),
        "missing": part.lacks is not None,
        "lacks": None if part.lacks is None else part.lacks.value,
    }


def _untold(found: Explained) -> Explained:
    """What is left to say where the weights may not be seen: as if they were not there."""
    lacks = {True: Reason.PART_MISSING, False: Reason.WEIGHT_MISSING}
    parts = tuple(replace(one, lacks=lacks[one.value is None]) for one in found.parts)
    return replace(found, parts=parts, value=None, status="M", reason=Reason.WEIGHT_MISSING, proxy=False)


def _frame(rows: list[dict[str, object]], said: dict[str, object]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
    frame.attrs |= said
    return frame


def _said(found: Explained) -> dict[str, object]:
    return {
        "rule": found.rule.value,
        "reason": None if found.reason is None else found.reason.value,
        "value": found.value,
        "status": found.status,
        "parts": found.known,
        "expected": len(found.parts),
        "proxy": found.proxy,
    }


def _note(asking: Asking, indicator: Indicator, era: Era, period: Period) -> None:
    """Let the record of who saw what have the parts."""
    asking.note(
        asking.known(about([indicator.id], *at(period), lambda t: t.c.entity_id.in_([p for p, _ in era.parts])))
    )


def _has_own(asking: Asking, indicator: Indicator, unit: Entity, period: Period) -> bool:
    """Whether the unit has a figure of its own, which is shown instead."""
    table = asking.known(about([indicator.id], *at(period), lambda t: t.c.entity_id == unit.id))
    found: ColumnElement[bool] = exists().select_from(table)
    return bool(asking.connection.execute(select(found)).scalar())
