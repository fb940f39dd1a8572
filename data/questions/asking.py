"""How a question is asked: on which connection, on which map, as known when; and the frame most answers start from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, Table, select
from sqlalchemy.sql.selectable import Subquery

from data.periods import Grain, Period
from data.questions import frames
from data.recast import Where, on_map
from data.records import Boundary, Indicator
from data.schema import entity, indicator, source

Condition = Callable[[Table], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Asking:
    """One question on its way. `most` bounds the rows of an answer."""

    connection: Connection
    most: int
    boundary: Boundary = Boundary.REPORTED
    as_of: date | None = None

    def read(self, query: Select[Any]) -> pd.DataFrame:
        """The rows as a frame with the types that all frames share."""
        return frames.read(self.connection, query, self.most)

    def rows(self, query: Select[Any]) -> Sequence[tuple[Any, ...]]:
        """The rows alone."""
        return frames.rows(self.connection, query, self.most)

    def facts(self, where: Where, units: Sequence[int]) -> Subquery:
        """The figures of these units (entity ids of the map) that meet the conditions: see `recast.on_map`."""
        return on_map(self.boundary, self.as_of, where, units)

    def long(self, where: Where, units: Sequence[int]) -> pd.DataFrame:
        """Long frame: entity, indicator (codes), period, period_end, grain, value, status, recorded_at, source, parts.

        In the order of the catalogue, then of the units, then of the periods.
        """
        fact = self.facts(where, units).c
        query = (
            select(
                entity.c.code.label("entity"),
                indicator.c.code.label("indicator"),
                *(fact[name] for name in ("period_end", "grain", "value", "status", "recorded_at")),
                source.c.name.label("source"),
                fact.parts,
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
    return Boundary(vintage) if vintage in ("2024", "2025") else Boundary.REPORTED
