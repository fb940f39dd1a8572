"""What the communes of a province add up to, by the indicator's own rule over units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from sqlalchemy import select

from data.periods import Period
from data.questions.asking import Asking, about, at
from data.questions.contribution import Reason, weight_periods, why_not
from data.questions.registry import Registry
from data.records import Entity, Indicator
from data.schema import latest_value


@dataclass(frozen=True, slots=True)
class RolledUp:
    """A figure made of the figures of the units below.

    Of `expected` units, `present` entered; `complete` says that they are all there, `enough` that the share is which
    the indicator asks for. Without a `value`, `reason` says why (None: no unit has a figure).
    """

    value: float | None
    present: int
    expected: int
    complete: bool
    enough: bool
    reason: Reason | None = None


def roll_up(
    asking: Asking, indicator: Indicator, weight: Indicator | None, units: Sequence[Entity], period: Period
) -> RolledUp:
    """Sum, mean, or mean by the weight that the catalogue names, of the units' figures for a period."""
    why = why_not(indicator)
    if why is not None:
        return RolledUp(None, 0, len(units), complete=False, enough=False, reason=why)
    values = _values(asking, indicator, units, period)
    weights: Mapping[str, float] = dict.fromkeys(values, 1.0)
    if weight is not None and indicator.rule_space == "wmean":
        weights = _weights(asking, indicator, weight, units, period)
    return rolled_up(indicator, values, weights, len(units))


def rolled_up(
    indicator: Indicator, values: Mapping[str, float], weights: Mapping[str, float], expected: int
) -> RolledUp:
    """The arithmetic alone: values and weights by code."""
    known = [(values[code], weights[code]) for code in values if code in weights]
    present = len(known)
    share = present / expected if expected else 0.0
    total: float | None = None
    if known and indicator.rule_space == "sum":
        total = fsum(value for value, _ in known)
    elif known:
        total = fsum(value * weight for value, weight in known) / fsum(weight for _, weight in known)
    lacking = Reason.WEIGHT_MISSING if values and not known else None
    return RolledUp(
        total,
        present,
        expected,
        complete=0 < expected == present,
        enough=present > 0 and share >= indicator.share_required,
        reason=lacking,
    )


def _values(asking: Asking, indicator: Indicator, units: Sequence[Entity], period: Period) -> dict[str, float]:
    frame = asking.long(about([indicator.id], *at(period)), [one.id for one in units])
    frame = frame[frame["value"].notna()]
    return dict(zip(frame["entity"], frame["value"], strict=True))


def _weights(
    asking: Asking, indicator: Indicator, weight: Indicator, units: Sequence[Entity], period: Period
) -> dict[str, float]:
    """Weights of the first period that most of the units have one of: see `contribution.weight_periods`."""
    found = [_values(asking, weight, units, one) for one in weight_periods(indicator, period)]
    best = max(found, key=len, default={})
    return {code: value for code, value in best.items() if value > 0}


def held(asking: Asking, registry: Registry, units: Sequence[Entity]) -> frozenset[str]:
    """Codes of the indicators of which any of the units has a newest figure."""
    table = latest_value.c
    mine = (table.entity_id.in_([one.id for one in units]), *asking.seen(latest_value))
    asking.note(latest_value, *mine)
    found = asking.rows(select(table.indicator_id).where(*mine).distinct())
    return frozenset(registry.indicator_by_id[number].code for (number,) in found)
