"""Making the panels of all indicators, each once, those that others lean on first."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from data.catalogue import NATION_KEY, Catalogue
from data.periods import Grain, Period
from data.simulation.anchors import Anchor
from data.simulation.derived import difference, growth, ratio_per_year, running_mean, since_january
from data.simulation.geography import read_geography
from data.simulation.panels import Held, Panel, Rules, amounts, factors, is_amount, rates, seeded
from data.simulation.paths import (
    Facts,
    anchors_of,
    anchors_of_growth,
    anchors_of_running_mean,
    national_path,
)
from data.simulation.profiles import DERIVED, RATE, Profile, read_profiles
from data.simulation.timeline import Floats, Ints, Timeline, timeline

SIMULATED_GRAIN = {"D": "M", "M": "M", "Q": "Q", "A": "A"}  # daily figures are simulated month by month
WIDEST_FIRST = "ACHQM"
POPULATION = "LAB14"


class Workshop:
    """Holds what all simulations share; a panel is kept for the others that lean on it."""

    def __init__(self, catalogue: Catalogue, until: Period, seed: int) -> None:
        self.profiles = read_profiles()
        self.geo = read_geography(catalogue)
        self.lines = {grain: timeline(grain, until) for grain in ("M", "Q", "A")}
        self.indicators = {str(row["code"]): row for row in catalogue.indicators.to_dict("records")}
        self._seed = seed
        self._facts = _facts_by_unit(catalogue.observations)
        self._panels: dict[str, Panel] = {}

    def line_of(self, code: str) -> Timeline:
        return self.lines[SIMULATED_GRAIN[self.indicators[code]["frequency"]]]

    def rules_of(self, code: str) -> Rules:
        row = self.indicators[code]
        low, high = (row[name] for name in ("minimum", "maximum"))
        return Rules(
            rule_space=row["rule_space"],
            rule_time=row["rule_time"],
            decimals=int(row["decimals"]),
            low=-np.inf if pd.isna(low) else float(low),
            high=np.inf if pd.isna(high) else float(high),
        )

    def panel(self, code: str) -> Panel:
        """The panel of `code`, made on first asking."""
        if code not in self._panels:
            profile = self.profiles[code]
            make = self._derived if profile.mode in DERIVED else self._simulated
            self._panels[code] = make(profile)
        return self._panels[code]

    def _facts_of(self, code: str, unit: str = NATION_KEY) -> Facts:
        return self._facts.get((code, unit), {})

    # --- simulated by themselves ---

    def _simulated(self, profile: Profile) -> Panel:
        code, line, rules = profile.code, self.line_of(profile.code), self.rules_of(profile.code)
        rng = seeded(self._seed, code)
        nation, digits = self._nation(profile, rules, line, rng)
        if is_amount(profile, rules):
            held = self._held(code, line)
            driver = self._census() if profile.driver == "census" else self._driver(profile, line)
            return amounts(profile, rules, line, nation, driver, self.geo, rng, held, digits)
        weights = self._weights(profile, line)
        if profile.mode == RATE:
            return rates(profile, rules, line, nation, weights, self.geo, rng, self._held(code, line))
        return factors(profile, rules, line, nation, weights, self.geo, rng)

    def _nation(self, profile: Profile, rules: Rules, line: Timeline, rng: np.random.Generator) -> tuple[Floats, int]:
        """National values as they will be shown, published ones to their last digit, and the decimals of those."""
        anchors = self._anchors(profile, rules, line)
        base = self.panel(profile.base[0]).nation * float(profile.base[1]) if profile.base else None
        path = national_path(profile, rules.rule_time, line, anchors, rng, base)
        path = np.clip(path, rules.low, rules.high).round(rules.decimals)
        digits = rules.decimals
        for period, value in self._facts_of(profile.code).items():
            if period.grain.value == line.grain and len(places := line.within(period)):
                path[places] = value
                digits = max(digits, _digits(value))
        return path, digits

    def _anchors(self, profile: Profile, rules: Rules, line: Timeline) -> list[Anchor]:
        """What the published figures of this indicator, and of those that are made from it, ask of its path."""
        found = anchors_of(self._facts_of(profile.code), rules.rule_time, profile.mode, line)
        readers: dict[str, Callable[[Facts, Timeline], list[Anchor]]] = {
            "ytdmean": anchors_of_running_mean,
            "ytdgrowth": anchors_of_growth,
        }
        for other in self.profiles.values():
            if other.mode in readers and other.base == (profile.code,):
                found += readers[other.mode](self._facts_of(other.code), line)
        return found

    def _held(self, code: str, line: Timeline) -> list[Held]:
        """Published figures of provinces, the widest of each year, that the simulated periods must agree with."""
        found = []
        for number, unit in enumerate([*self.geo.old, *self.geo.new]):
            is_old = number < len(self.geo.old)
            columns = np.array([number]) if is_old else np.flatnonzero(self.geo.heirs[:, number - len(self.geo.old)])
            facts = sorted(self._facts_of(code, unit).items(), key=lambda fact: WIDEST_FIRST.index(fact[0].grain))
            seen: set[int] = set()
            for period, value in facts:
                places = line.within(period)
                if len(places) and period.year not in seen:
                    seen.add(period.year)
                    found.append(Held(columns, places, value))
        return found

    def _census(self) -> Floats:
        """Population weights that meet the published population of every region in every year it is known."""
        line = self.lines["A"]
        moving = np.exp(0.006 * self.geo.development * (line.time[:, None] - 2023.5))
        weights: Floats = self.geo.population * moving
        for region, members in self.geo.old_regions.items():
            for period, value in self._facts_of(POPULATION, region).items():
                for place in line.within(period):
                    weights[place, members] *= value / weights[place, members].sum()
        return weights

    def _driver(self, profile: Profile, line: Timeline) -> Floats:
        """What the provinces' shares follow: a column of the table, or the shares of another indicator."""
        if profile.driver in self.profiles:
            panel = self.panel(profile.driver)
            return panel.old_weights[self._same_time(line, panel.line)]
        weights = self.geo.table[profile.driver or "population"]
        return np.broadcast_to(weights, (len(line), len(weights))).copy()

    def _weights(self, profile: Profile, line: Timeline) -> Floats:
        """Weights of the mean: the indicator's own weight where there is one, else population as a stand-in."""
        row = self.indicators[profile.code]
        if row["rule_space"] == "mean":
            return np.ones((len(line), len(self.geo.old)))
        if profile.weight:
            return np.broadcast_to(self.geo.table[profile.weight], (len(line), len(self.geo.old))).copy()
        code = row["weight_code"]
        panel = self.panel(POPULATION if pd.isna(code) else str(code))
        return np.maximum(panel.old[self._same_time(line, panel.line)], 1e-9)

    @staticmethod
    def _same_time(line: Timeline, other: Timeline) -> Ints:
        """For each period of `line` the period of `other` that it lies in or ends, the last one when that is ahead."""
        return np.minimum(np.searchsorted(other.time + 0.5 / other.per_year, line.time), len(other) - 1)

    # --- made from others ---

    def _derived(self, profile: Profile) -> Panel:
        decimals = self.rules_of(profile.code).decimals
        sources = [self.panel(code) for code in profile.base]
        if profile.mode == "minus":
            return difference(sources[0], sources[1], decimals + 2)
        if profile.mode == "per":
            return ratio_per_year(sources[0], sources[1], decimals)
        if profile.mode == "deficit":
            return self._changed(
                difference(sources[1], sources[0], 9), lambda gap: gap / sources[0].nation * 100, decimals, alone=True
            )
        line = sources[0].line
        if profile.mode == "ytdmean":
            return self._changed(sources[0], lambda values: running_mean(values, line), decimals)
        amount = self._changed(sources[0], lambda values: since_january(values, line), 9)
        return self._grown(amount if profile.mode == "ytdgrowth" else sources[0], decimals)

    @staticmethod
    def _grown(panel: Panel, decimals: int) -> Panel:
        """Growth of every unit on the year before; it is weighed by what the unit had then."""
        line = panel.line

        def then(values: Floats) -> Floats:
            return np.concatenate([values[: line.per_year], values[: -line.per_year]])

        return Panel(
            line,
            np.round(growth(panel.nation, line), decimals),
            np.round(growth(panel.old, line), decimals),
            np.round(growth(panel.new, line), decimals),
            then(panel.old),
            then(panel.new),
        )

    @staticmethod
    def _changed(panel: Panel, change: Callable[[Floats], Floats], decimals: int, *, alone: bool = False) -> Panel:
        """The panel with `change` done to every series; `alone` for what only the nation has."""
        return Panel(
            panel.line,
            np.round(change(panel.nation), decimals),
            panel.old if alone else np.round(change(panel.old), decimals),
            panel.new if alone else np.round(change(panel.new), decimals),
            panel.old_weights,
            panel.new_weights,
        )


def _facts_by_unit(observations: pd.DataFrame) -> dict[tuple[str, str], Facts]:
    """Published figures by indicator and unit, the newest of each period."""
    facts: dict[tuple[str, str], Facts] = {}
    columns = ["indicator", "entity", "grain", "period_end", "value"]
    for code, unit, grain, end, value in observations.sort_values("recorded_at")[columns].itertuples(index=False):
        facts.setdefault((code, unit), {})[Period(end, Grain(grain))] = float(value)
    return facts


def _digits(value: float) -> int:
    """Decimals that a published value is written with."""
    return len(f"{value:.6f}".rstrip("0").partition(".")[2])
