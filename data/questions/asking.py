"""How a question is asked: on which connection and map, as known when, by whom; and the frame most answers start from.

Figures are read through `Asking` alone: `facts`, `known` and `known_parts` leave out what may not be seen, and whoever
reads a table itself adds `seen(table)` to the conditions.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, FromClause, Select, Table, select
from sqlalchemy.sql.selectable import Subquery

from data import recast
from data.periods import Grain, Period
from data.questions import frames
from data.questions.sight import Pair, Sight
from data.recast import Where
from data.records import Boundary, Entity, Indicator
from data.schema import entity, indicator, recast_value, source

Condition = Callable[[Table], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Asking:
    """One question on its way. `most` bounds the rows of an answer.

    Figures of periods that end after `until` are not read: the question is asked as if these had not come.

    `noted` gathers which of the `restricted` indicators (ids) the answer shows, and of which units. For another map in
    the same question take `dataclasses.replace`, which keeps the sight.
    """

    connection: Connection
    most: int
    sight: Sight
    restricted: frozenset[int] = frozenset()
    boundary: Boundary = Boundary.REPORTED
    as_of: date | None = None
    until: date | None = None
    noted: set[Pair] = field(default_factory=set)

    def read(self, query: Select[Any]) -> pd.DataFrame:
        """The rows as a frame with the types that all frames share."""
        return frames.read(self.connection, query, self.most)

    def rows(self, query: Select[Any]) -> Sequence[tuple[Any, ...]]:
        """The rows alone."""
        return frames.rows(self.connection, query, self.most)

    def facts(self, where: Where, units: Sequence[int] | None) -> Subquery:
        """The figures of these units (ids of the map; None: all) that meet the conditions: see `recast.on_map`."""
        fact = recast.on_map(self.boundary, self.as_of, self._narrowed(self._ended(where)), units)
        self.note(fact)
        return fact

    def known(self, where: Where) -> Subquery:
        """One row per indicator, unit and period as reported, for counting: see `recast.known`."""
        return recast.known(self.as_of, self._narrowed(self._ended(where)))

    def known_parts(self, where: Where, revised: Where | None = None) -> list[Select[Any]]:
        """The rows of `known` in parts that share none, for counting: see `recast.known_parts`."""
        return recast.known_parts(self.as_of, self._narrowed(where), self._narrowed(revised or where))

    def seen(self, table: FromClause) -> list[ColumnElement[bool]]:
        """Conditions that leave out of a table, or of an alias of it, what may not be seen."""
        return self.sight.conditions(table)

    def note(self, table: FromClause, *conditions: ColumnElement[bool]) -> None:
        """Note the restricted figures that an answer from these rows shows, for the record of who saw what."""
        if not self.restricted:
            return
        pairs = select(table.c.indicator_id, table.c.entity_id).where(
            table.c.indicator_id.in_(sorted(self.restricted)), table.c.value.is_not(None), *conditions
        )
        self.noted.update((int(one), int(unit)) for one, unit in self.connection.execute(pairs.distinct()))

    def ended(self, table: FromClause) -> list[ColumnElement[bool]]:
        """Conditions that leave out of a table the figures of periods that are not asked for."""
        return [] if self.until is None else [table.c.period_end <= self.until]

    def _ended(self, where: Where) -> Where:
        return where if self.until is None else lambda table: [*where(table), *self.ended(table)]

    def _narrowed(self, where: Where) -> Where:
        return lambda table: [*where(table), *self.sight.conditions(table)]

    def long(self, where: Where, units: Sequence[int]) -> pd.DataFrame:
        """Long frame: entity, indicator (codes), period, period_end, grain, value, status, recorded_at, source, parts,
        expected, rule.

        In the order of the catalogue, then of the units, then of the periods.
        """
        fact = self.facts(where, units).c
        query = (
            select(
                entity.c.code.label("entity"),
                indicator.c.code.label("indicator"),
                *(fact[name] for name in ("period_end", "grain", "value", "status", "recorded_at")),
                source.c.name.label("source"),
                *(fact[name] for name in frames.MADE_OF),
            )
            .join(indicator, indicator.c.id == fact.indicator_id)
            .join(entity, entity.c.id == fact.entity_id)
            .join(source, source.c.id == fact.source_id)
            .order_by(fact.indicator_id, entity.c.sort_order, fact.period_end, fact.grain)
        )
        return self.read(query)


def about(indicators: Sequence[int] | None, *more: Condition) -> Where:
    """Conditions for these indicators (None: for all), and any `more`."""

    def where(table: Table) -> Sequence[ColumnElement[bool]]:
        chosen = [] if indicators is None else [table.c.indicator_id.in_(indicators)]
        return [*chosen, *(condition(table) for condition in more)]

    return where


def at(period: Period) -> tuple[Condition, Condition]:
    """Conditions for one period."""
    return lambda table: table.c.grain == period.grain, lambda table: table.c.period_end == period.end


def among(units: Sequence[int]) -> Condition:
    """A condition for these units, where indicators and a period are given too.

    Units of a kind mostly have numbers in a row. As bounds they are found in one step for each indicator by the key of
    what is known now; one by one, in as many steps as there are units. Recast figures stand unit by unit.
    """
    first, last = min(units, default=0), max(units, default=-1)
    in_a_row = last - first + 1 == len(set(units))
    return lambda table: (
        table.c.entity_id.between(first, last)
        if in_a_row and table is not recast_value
        else table.c.entity_id.in_(units)
    )


def within(start: Period | None, end: Period | None) -> list[Condition]:
    """Conditions for periods that end from the end of `start` to the end of `end`; None leaves a side open."""
    conditions: list[Condition] = []
    if start:
        conditions.append(lambda table: table.c.period_end >= start.end)
    if end:
        conditions.append(lambda table: table.c.period_end <= end.end)
    return conditions


def own_grain(indicator: Indicator) -> Grain:
    """The grain that an indicator is shown at: months for a daily one, else its own."""
    return Grain.MONTH if indicator.frequency is Grain.DAY else indicator.frequency


def map_of(vintage: str) -> Boundary:
    """The map that a unit of this edition is on."""
    return next((map for map, editions in recast.EDITIONS.items() if vintage in editions), Boundary.REPORTED)


def map_of_units(units: Sequence[Entity]) -> Boundary:
    """The map that units of one edition are on; where there are none, as reported."""
    return map_of(units[0].vintage) if units else Boundary.REPORTED
