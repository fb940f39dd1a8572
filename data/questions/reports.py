"""Which reports are due and have not come, who owes them, and by which way figures reach the warehouse.

What the catalogue says of an indicator (how often it is measured, which ministry answers for it) and what was published
before decide what is expected: a series with regular figures owes the next one so many days after its period. These
days are those of the rule that raises alerts about late figures, so that a page and an alert never differ.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select

from data.clock import day_of
from data.periods import Grain, Period
from data.questions.asking import Asking, about, own_grain
from data.questions.findings import REGULAR
from data.questions.registry import Registry
from data.questions.seeking import RECENT
from data.records import Entity, Indicator
from data.schema import batch
from data.schema_counts import batch_count, figure_count

PUBLISHED = ("A", "E", "P")
KINDS = ("nation", "province")


@dataclass(frozen=True, slots=True)
class Report:
    """The next figure of a series that is published regularly.

    `reporter_id` is the unit that owes it: of the nation, the ministry that answers for the indicator; else the
    province itself. `newest` is what came last, `expected` what is next, `due` the last day in time.
    """

    indicator_id: int
    entity_id: int
    reporter_id: int | None
    newest: Period
    expected: Period
    due: date
    late_days: int

    @property
    def late(self) -> bool:
        return self.late_days > 0


@dataclass(frozen=True, slots=True)
class Reporter:
    """A ministry, and how the indicators that it answers for stand.

    `published` of its `indicators` have published figures, of which `regular` are expected again and `late` have not
    come; `simulated` have simulated figures alone, the rest none. `loaded` of them came by files or messages that were
    loaded here, and not with the catalogue of this product. `newest` is the day on which the newest came to be known.
    """

    unit_id: int
    indicators: int
    published: int
    simulated: int
    regular: int
    late: int
    loaded: int
    newest: date | None


def owed(asking: Asking, registry: Registry, day: date, allowed: Mapping[str, int]) -> tuple[Report, ...]:
    """Every regular series with its next report, the latest first, then in the order of the catalogue."""
    ministries = {one.code: one.id for one in registry.of_kind("ministry")}
    found = list(_owed(asking, registry, day, allowed, ministries))
    found.sort(key=lambda one: (-one.late_days, one.indicator_id, one.entity_id))
    asking.noted.update((one.indicator_id, one.entity_id) for one in found if one.indicator_id in asking.restricted)
    return tuple(found)


def _owed(
    asking: Asking, registry: Registry, day: date, allowed: Mapping[str, int], ministries: Mapping[str, int]
) -> Iterator[Report]:
    units = {unit.id: unit for kind in KINDS for unit in registry.of_kind(kind)}
    for row in _series(asking, registry, day, units):
        indicator = registry.indicator_by_id[row.indicator_id]
        newest = Period(row.newest, own_grain(indicator))
        due = newest.shift(1).end + timedelta(days=int(allowed[newest.grain.value]))
        national = units[row.entity_id].kind == "nation"
        owes = ministries.get(indicator.ministry_code) if national else row.entity_id
        late = max((day - due).days, 0)
        yield Report(indicator.id, row.entity_id, owes, newest, newest.shift(1), due, late)


def _series(asking: Asking, registry: Registry, day: date, units: Mapping[int, Entity]) -> Iterable[Any]:
    """Regular series: indicator_id, entity_id, newest (last day of the newest period)."""
    regular = [registry.indicator_by_id[one] for one in _published_lately(asking, registry, day)]
    if not regular or not units:
        return ()
    known = asking.known(
        about(
            [one.id for one in regular],
            lambda table: table.c.entity_id.in_(sorted(units)),
            lambda table: or_(*_grains(table, regular)),
            lambda table: table.c.period_end.between(day - RECENT, day),
        )
    ).c
    newest = func.max(known.period_end).label("newest")
    query = select(known.indicator_id, known.entity_id, newest).where(
        known.status.in_(PUBLISHED), known.value.is_not(None)
    )
    query = query.group_by(known.indicator_id, known.entity_id).having(func.count() >= REGULAR)
    return asking.connection.execute(query).all()


def _grains(table: Any, indicators: Iterable[Indicator]) -> Iterator[Any]:
    by_grain: dict[Grain, list[int]] = {}
    for one in indicators:
        by_grain.setdefault(own_grain(one), []).append(one.id)
    return (and_(table.c.grain == grain.value, table.c.indicator_id.in_(ids)) for grain, ids in by_grain.items())


def _published_lately(asking: Asking, registry: Registry, day: date) -> list[int]:
    """Indicators (ids) of which anything was published of the last years, by the counts of the loads."""
    counted, sight = figure_count.c, asking.sight
    hidden = [] if sight.units else sorted(sight.hidden)  # of one's own figures, which are late is asked of themselves
    query = select(counted.indicator_id).where(
        counted.status.in_(PUBLISHED),
        counted.period_end.between(day - RECENT, day),
        counted.indicator_id.not_in(hidden),
    )
    return sorted({int(one) for (one,) in asking.rows(query.distinct())} & set(registry.indicator_by_id))


def reporters(asking: Asking, registry: Registry, due: Iterable[Report]) -> tuple[Reporter, ...]:
    """Ministries that answer for an indicator, in the official order."""
    reports = {(one.indicator_id, one.entity_id): one for one in due}
    nation = registry.of_kind("nation")[0].id
    ways = _ways(asking)
    found = []
    for unit in registry.of_kind("ministry"):
        mine = [one.id for one in registry.indicators if one.ministry_code == unit.code]
        if not mine:
            continue
        owes = [reports[one, nation] for one in mine if (one, nation) in reports]
        days = [day for one in mine for kind, day in ways.get(one, {}).items() if kind != "simulated"]
        real = [one for one in mine if set(ways.get(one, {})) - {"simulated"}]
        found.append(
            Reporter(
                unit_id=unit.id,
                indicators=len(mine),
                published=len(real),
                simulated=sum(set(ways.get(one, {})) == {"simulated"} for one in mine),
                regular=len(owes),
                late=sum(one.late for one in owes),
                loaded=sum("import" in ways.get(one, {}) for one in mine),
                newest=max(days, default=None),
            )
        )
    return tuple(found)


def _ways(asking: Asking) -> dict[int, dict[str, date]]:
    """By indicator (id) and kind of load, when the newest figure came to be known; simulated ones by themselves.

    Of an indicator of which any figure is hidden, nothing is told.
    """
    counted = batch_count.c
    query = (
        select(counted.indicator_id, counted.status, batch.c.kind, func.max(counted.last_recorded))
        .join(batch, batch.c.id == counted.batch_id)
        .where(counted.status != "M", counted.indicator_id.not_in(sorted(asking.sight.hidden)))
        .group_by(counted.indicator_id, counted.status, batch.c.kind)
    )
    found: dict[int, dict[str, date]] = {}
    for one, status, kind, last in asking.rows(query):
        way = "simulated" if status == "S" else str(kind)
        known = found.setdefault(int(one), {})
        known[way] = max(known.get(way, date.min), day_of(last))
    return found
