"""Keeping `recast_value`: what a load changed is worked out anew, in the load's own transaction.

A value depends on the history of its parts alone, never on the order in which they were loaded; so the values of the
units and years that a load touched are taken away and made again, and a rebuild gives the same rows.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select

from data.ingest.bulk import insert_many, moment_text
from data.ingest.latest import refresh_latest
from data.recast.compute import REASONS, Job, Recast, recast
from data.recast.figures import SEVERITY, Figures, period_of
from data.recast.held import moment_of, read_figures, read_lineage, read_rules, units_on_maps
from data.recast.keys import Scope, Years
from data.recast.rules import RecastRule
from data.schema import indicator, observation, recast_rule, recast_value

COLUMNS = tuple(column.name for column in recast_value.columns)
Change = tuple[int, int, int, int]
"""An indicator, a unit, and the first and the last year in which its figures changed."""
Pair = tuple[int, int]


class Recasting:
    """One run: the lineage and the rules are read once, and the figures of weights and levels kept while they serve."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        lineage = read_lineage(connection)
        self._eras = lineage.standing_for(units_on_maps(connection) & lineage.units) if lineage.links else {}
        self._rules = read_rules(connection)
        self._kept: dict[int, Figures] = {}

    @property
    def units(self) -> set[int]:
        """Units whose figures are parts of others'."""
        return {part for eras in self._eras.values() for era in eras for part, _ in era.parts}

    def everything(self) -> None:
        """Make every value of the warehouse anew."""
        self._connection.execute(delete(recast_value))
        for number in self._rules.by_id if self._eras else ():
            self._write(number, self.made(number))

    def made(self, indicator_id: int) -> Recast:
        """Every value of one indicator, worked out from the history."""
        return recast(self._job(indicator_id, self.units, None), chain(*self._eras.values()))

    def after(self, changes: Iterable[Change]) -> set[Pair]:
        """Make anew what depends on the changed figures; return it as pairs (unit, indicator)."""
        scopes = self._scopes(changes)
        for number, scope in sorted(scopes.items()):
            eras = [era for unit in sorted(scope) for era in self._eras[unit]]
            parts = {part for era in eras for part, _ in era.parts}
            years = (min(first for first, _ in scope.values()), max(last for _, last in scope.values()))
            self._take_away(number, scope)
            self._write(number, recast(self._job(number, parts, years), eras, scope))
        return {(unit, number) for number, scope in scopes.items() for unit in scope}

    def _scopes(self, changes: Iterable[Change]) -> dict[int, dict[int, Years]]:
        """For each indicator the units and years to be made anew: for its own parts, and for what its rule needs."""
        heirs: dict[int, set[int]] = {}
        for unit, eras in self._eras.items():
            for era in eras:
                for part, _ in era.parts:
                    heirs.setdefault(part, set()).add(unit)
        needed_by = self._rules.needed_by()
        scopes: dict[int, dict[int, Years]] = {}
        for number, part, first, last in changes:
            for unit in heirs.get(part, ()):
                _widen(scopes.setdefault(number, {}), unit, first, last)
                for needing in needed_by.get(number, ()):
                    lag = self._rules.by_id[needing].lag
                    # A weight may serve the year after its own, and a level is what that year's growth is counted on.
                    _widen(scopes.setdefault(needing, {}), unit, first + lag, last + lag + 1)
        return scopes

    def _job(self, number: int, parts: Collection[int], years: Years | None) -> Job:
        rule, other = self._rules.by_id[number], self._rules.other(number)
        figures = read_figures(self._connection, number, parts, _days(years))
        if other is None or not len(figures.cell):
            return Job(rule, figures, Figures.none())
        if years is not None:
            earlier = (years[0] - rule.lag - 1, years[1])
            needed = read_figures(self._connection, other.id, parts, _days(earlier))
        else:
            needed = self._kept.get(other.id) or read_figures(self._connection, other.id, parts)
            self._kept[other.id] = needed
        return Job(rule, figures, needed, other.rule_time)

    def _take_away(self, number: int, scope: Scope) -> None:
        table = recast_value.c
        gone = delete(recast_value).where(
            table.entity_id == bindparam("unit"),
            table.indicator_id == number,
            table.period_end.between(bindparam("first"), bindparam("last")),
        )
        rows = [{"unit": unit, "first": date(a, 1, 1), "last": date(b, 12, 31)} for unit, (a, b) in scope.items()]
        self._connection.execute(gone, rows)

    def _write(self, number: int, values: Recast) -> None:
        if len(values.unit):
            rule = self._rules.by_id[number].kind
            insert_many(self._connection, recast_value, COLUMNS, _rows(number, rule, values))


def _widen(scope: dict[int, Years], unit: int, first: int, last: int) -> None:
    before = scope.get(unit, (first, last))
    scope[unit] = (min(before[0], first), max(before[1], last))


def _days(years: Years | None) -> tuple[date, date] | None:
    return None if years is None else (date(years[0], 1, 1), date(years[1], 12, 31))


def _rows(number: int, rule: RecastRule, values: Recast) -> Iterator[tuple[Any, ...]]:
    """Rows of `recast_value` in the order of its columns, as texts and numbers that both drivers take as they are."""
    periods = {step: period_of(step) for step in set(values.step.tolist())}
    grains = {step: period.grain.value for step, period in periods.items()}
    ends = {step: period.end.isoformat() for step, period in periods.items()}
    ticks = {*values.moment.tolist(), *values.until.tolist()}
    moments: dict[int, str | None] = {tick: moment_text(moment_of(tick)) for tick in ticks} | {0: None}
    reasons = [None if reason is None else reason.value for reason in REASONS]
    steps = values.step.tolist()
    return zip(
        values.unit.tolist(),
        [number] * len(steps),
        [grains[step] for step in steps],
        [ends[step] for step in steps],
        [moments[tick] for tick in values.moment.tolist()],
        [moments[tick] for tick in values.until.tolist()],
        [value if value == value else None for value in values.value.tolist()],
        [SEVERITY[place] for place in values.status.tolist()],
        values.source.tolist(),
        values.parts.tolist(),
        values.expected.tolist(),
        [RecastRule.SAME.value if same else rule.value for same in values.same.tolist()],
        [reasons[place] for place in values.reason.tolist()],
        strict=True,
    )


def fill_where_empty(connection: Connection, declared: Iterable[Mapping[str, Any]]) -> None:
    """Fill the tables of a warehouse that was built before they were there; `declared` are rules by codes."""
    if _holds(connection, recast_value) or not _holds(connection, observation):
        return
    write_rules(connection, declared)
    Recasting(connection).everything()
    refresh_latest(connection)


def _holds(connection: Connection, table: Table) -> bool:
    return connection.execute(select(table.c.indicator_id).limit(1)).first() is not None


def write_rules(connection: Connection, declared: Iterable[Mapping[str, Any]]) -> None:
    """Write the declared rules whose indicators the warehouse has; `indicator` and `other` are codes."""
    numbers = {row.code: row.id for row in connection.execute(select(indicator.c.code, indicator.c.id))}
    names = {column.name for column in recast_rule.columns}
    rows = [
        {name: value for name, value in one.items() if name in names}
        | {"indicator_id": numbers[one["indicator"]], "other_id": numbers[one["other"]]}
        for one in declared
        if {one["indicator"], one["other"]} <= set(numbers)
    ]
    connection.execute(delete(recast_rule))
    if rows:
        connection.execute(insert(recast_rule), rows)
