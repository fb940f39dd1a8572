"""Where a rule of alerts looks, and the figures that it sees there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, select

from data.alerts.records import Breach, Rule
from data.periods import Grain, Period
from data.questions.asking import Asking, own_grain
from data.questions.registry import Registry
from data.records import Entity, Indicator
from data.schema import current_value, latest_value

RECENT = timedelta(days=1100)
"""How far back is looked for what is usual."""


@dataclass(frozen=True, slots=True)
class Search:
    """Where a rule looks. `since`: the newest figures alone (None), or every period that ended from then on."""

    rule: Rule
    indicators: tuple[Indicator, ...]
    units: tuple[Entity, ...]
    day: date
    since: date | None = None

    @property
    def published(self) -> bool:
        return bool(self.rule.parameters.get("published", False))


def search(
    rule: Rule, registry: Registry, day: date, since: date | None = None, among: frozenset[int] | None = None
) -> Search:
    """Where a rule looks, among what may be known of; `among` are ids of indicators, None for all."""
    named = tuple(registry.by_code[code] for code in rule.indicators if code in registry.by_code)
    chosen = named if rule.indicators else registry.indicators
    chosen = chosen if among is None else tuple(one for one in chosen if one.id in among)
    units = tuple(unit for kind in rule.unit_kinds for unit in registry.of_kind(kind))
    return Search(rule, chosen, units, day, since)


def figures(asking: Asking, where: Search) -> Iterator[Row[Any]]:
    """Figures at each indicator's own grain, oldest first: indicator_id, entity_id, grain, period_end, value, status,
    recorded_at.
    """
    table = latest_value if where.since is None else current_value
    names = ("indicator_id", "entity_id", "grain", "period_end", "value", "status", "recorded_at")
    conditions = [
        table.c.indicator_id.in_([one.id for one in where.indicators]),
        table.c.entity_id.in_([one.id for one in where.units]),
        table.c.value.is_not(None),
        table.c.status.not_in(("F", "M")),
        *asking.seen(table),
    ]
    if where.since is not None:
        conditions.append(table.c.period_end >= where.since)
    grains = {one.id: own_grain(one) for one in where.indicators}
    query = select(*(table.c[name] for name in names)).where(*conditions).order_by(table.c.period_end)
    for row in asking.connection.execute(query):
        if where.since is None or row.grain == grains[row.indicator_id]:
            yield row


def of_figure(row: Row[Any], detail: Mapping[str, Any], mark: str = "") -> Breach:
    period = Period(row.period_end, Grain(row.grain))
    key = mark + str(period) if mark else f"{period}:{row.value:.10g}"
    known = row.recorded_at.date()
    return Breach(row.indicator_id, row.entity_id, key, known, period, row.value, detail, row.status == "S")
