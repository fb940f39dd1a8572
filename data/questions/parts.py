"""Questions about recast figures: what one is made of, and whether an indicator can be recast at all."""

from dataclasses import replace
from datetime import date

import pandas as pd
from sqlalchemy import select

from data.periods import Period
from data.questions.asking import Asking, about, at
from data.questions.registry import Registry
from data.recast import Reason, Recastable, RecastRule
from data.recast.rules import rule_of
from data.records import Boundary, Entity, Indicator
from data.schema import entity as entity_table
from data.schema import succession

PARTS_COLUMNS = (
    "entity", "vintage", "name_vi", "name_en", "value", "status", "source", "recorded_at", "share", "amount", "weight",
    "weight_period", "missing", "lacks",
)  # fmt: skip


def recastable(asking: Asking, indicator: Indicator, unit: Entity | None) -> Recastable:
    """What is said of an indicator; breaks matter only where figures cannot be carried across."""
    rule = rule_of(indicator, {})
    return Recastable(
        kind=rule.kind,
        reason=rule.reason,
        other=rule.other,
        proxy=rule.proxy,
        note_vi=None,
        note_en=None,
        weight_vi=indicator.weight_vi,
        weight_en=indicator.weight_en,
        breaks=_breaks(asking, unit) if rule.kind is RecastRule.NONE else (),
    )


def _breaks(asking: Asking, unit: Entity | None) -> tuple[date, ...]:
    """First days on which units were merged or split: of all provinces, or of those that this unit is made of."""
    columns = (succession.c.effective_on, succession.c.successor_id, succession.c.predecessor_id)
    query = select(*columns).join(entity_table, entity_table.c.id == succession.c.successor_id)
    rows = asking.rows(query.where(entity_table.c.kind == (unit.kind if unit else "province")))
    mine = [row for row in rows if unit is None or unit.id in row[1:]]
    return tuple(sorted({day for day, _, _ in mine})) if len(mine) > 1 else ()


def parts(asking: Asking, registry: Registry, indicator: Indicator, unit: Entity, period: Period) -> pd.DataFrame:
    """The parts of the unit with their figures: see `Questions.recast_parts`."""
    rule = rule_of(indicator, {})
    former = registry.predecessors(unit) if asking.boundary is Boundary.MAP_2025 else registry.successors(unit)
    look = replace(asking, boundary=Boundary.REPORTED)
    found = look.long(about([indicator.id], *at(period)), [one.id for one in former]).set_index("entity")
    frame = pd.DataFrame(
        {
            "entity": [one.code for one in former],
            "vintage": [one.vintage for one in former],
            "name_vi": [one.name_vi for one in former],
            "name_en": [one.name_en for one in former],
        }
    )
    for name in ("value", "status", "source", "recorded_at"):
        frame[name] = [found[name].get(one.code) for one in former]
    frame["value"] = frame["value"].astype(float)
    frame["share"], frame["weight"], frame["weight_period"] = 1.0, float("nan"), None
    frame["amount"] = frame["value"]
    frame["missing"] = frame["value"].isna()
    frame["lacks"] = [Reason.PART_MISSING.value if gone else None for gone in frame["missing"]]
    frame = frame[list(PARTS_COLUMNS)]
    kind = RecastRule.SAME if len(former) == 1 else rule.kind
    whole = kind in (RecastRule.SAME, RecastRule.SUM) and not frame["missing"].any() and len(frame) > 0
    frame.attrs |= {
        "rule": kind.value,
        "reason": None if whole else (rule.reason or Reason.PART_MISSING).value,
        "other": rule.other,
        "value": float(frame["value"].sum()) if whole else None,
        "status": "A",
        "parts": int((~frame["missing"]).sum()),
        "expected": len(frame),
        "numerator": float(frame["value"].sum()) if whole else None,
        "denominator": None,
    }
    return frame
