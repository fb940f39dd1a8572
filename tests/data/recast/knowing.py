"""The units and rules of the catalogue without a warehouse, and figures written as text."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from data.catalogue import Catalogue, entity_key
from data.recast.compute import Job, Recast, recast
from data.recast.figures import SEVERITY, Figures, cells, step_of
from data.recast.lineage import Lineage, Link
from data.recast.rules import RecastRule, Rule, Span, rule_of
from tests.data.recast.writing import Written


@dataclass(frozen=True)
class Measure:
    code: str
    rule_space: str
    weight_code: str | None
    rule_time: str


@dataclass(frozen=True)
class Known:
    """Who became whom and how each indicator is recast, as the catalogue says; units by key such as 24~2025."""

    catalogue: Catalogue

    @cached_property
    def units(self) -> dict[str, int]:
        rows = self.catalogue.entities
        rows = rows[rows["kind"].isin(["province", "ministry"])]
        return {
            f"{code}~{vintage}": n
            for n, (code, vintage) in enumerate(zip(rows["code"], rows["vintage"], strict=True), start=1)
        }

    @cached_property
    def lineage(self) -> Lineage:
        rows = self.catalogue.entities
        number = {
            entity_key(kind, code, vintage): self.units.get(f"{code}~{vintage}", 0)
            for kind, code, vintage in zip(rows["kind"], rows["code"], rows["vintage"], strict=True)
        }
        links = self.catalogue.succession.itertuples()
        return Lineage(
            tuple(Link(number[one.predecessor], number[one.successor], one.effective_on, one.share) for one in links)
        )

    @cached_property
    def measures(self) -> dict[str, Measure]:
        rows = self.catalogue.indicators
        weights = rows["weight_code"].astype(object).where(rows["weight_code"].notna(), None)
        columns = (rows["code"], rows["rule_space"], weights, rows["rule_time"])
        return {code: Measure(code, space, weight, time) for code, space, weight, time in zip(*columns, strict=True)}

    @cached_property
    def declared(self) -> dict[str, Rule]:
        return {
            one.indicator: Rule(RecastRule(one.rule), None, one.other, Span(one.span), one.lag, one.proxy)
            for one in self.catalogue.recast.itertuples()
        }

    def recast(self, code: str, unit: str, given: list[Written]) -> Recast:
        """Every version of every value of a unit, from the given figures alone."""
        rule = rule_of(self.measures[code], self.declared)
        time = self.measures[rule.other].rule_time if rule.other else "none"
        job = Job(rule, self.figures(code, given), self.figures(rule.other, given), time)
        eras = self.lineage.standing_for([self.units[unit]])
        return recast(job, [era for each in eras.values() for era in each])

    def figures(self, code: str | None, given: list[Written]) -> Figures:
        rows = [one for one in given if one.indicator == code]
        if not rows:
            return Figures.none()
        units = np.array([self.units[one.unit] for one in rows])
        return Figures.sorted(
            cells(units, np.array([step_of(one.period) for one in rows])),
            np.array([one.moment for one in rows], dtype=np.int64),
            np.array([one.value for one in rows], dtype=float),
            np.array([SEVERITY.index(one.status) for one in rows], dtype=np.int64),
            np.ones(len(rows), dtype=np.int64),
        )
