"""What can be asked of targets; `Questions` adds these to what can be asked of figures."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from data.periods import Period
from data.questions import calls, standing, targets
from data.questions.asking import Asking
from data.questions.base import Asker
from data.questions.registry import Found
from data.questions.standing import Stands
from data.records import Entity, Indicator, Target
from data.targets import cascade
from data.targets.cascade import Branch, RollUp
from data.targets.lineage import Lineage, lineage
from data.targets.said import KeptCall, Turn, causes_since
from data.targets.trials import Trial
from data.text import folded

LONGEST = 10
"""Digits; a longer number is none that a database keeps."""
MOST_AIMED = 4
"""How many targets follow what else the search found."""
MOVED = 0.05
"""By how much a probability must have moved to be told of (0 to 1)."""


class Targeted(Asker):
    """Targets, how figures stand to them, and what was said of them; chances are worked out by `forecasting.targets`.

    Calls are kept after each load; those of earlier days of the running year were worked out afterwards and say so.
    """

    def targets(
        self,
        *,
        year: int | None = None,
        indicator: Indicator | None = None,
        entity: Entity | None = None,
        as_of: date | None = None,
        foreseen: bool = False,
    ) -> tuple[Target, ...]:
        """Targets in force, newest years first: known by `as_of` and not superseded by then (None: never).

        Projections that a document states are no targets; with `foreseen` they are among them.
        """
        wanted = (year, indicator.id if indicator else None, entity.id if entity else None, as_of)

        def ask(asking: Asking) -> tuple[Target, ...]:
            return targets.in_force(asking, *wanted, foreseen=foreseen)

        return self._ask("targets", (*wanted, foreseen), ask, broad=indicator is None)

    def standing(
        self, asked: Sequence[Target], *, as_of: date | None = None, published: bool = False
    ) -> dict[int, Stands]:
        """How the figures of the targets' years stand to them, by the target's number; chances are not among it.

        Where nothing was published, simulated figures speak and it is said so; with `published` they do not.
        """
        registry, asked = self.registry(), self._known_of(asked)
        wanted = tuple(one.id for one in asked)

        def ask(asking: Asking) -> dict[int, Stands]:
            return standing.standing(asking, registry, asked, published=published)

        return self._ask("standing", (wanted, as_of, published), ask, as_of=as_of, broad=True)

    def cascade(self, year: int, *, as_of: date | None = None) -> tuple[Branch, ...]:
        """The targets of a year as trees: what the National Assembly asks, below it what others ask for the same."""
        return cascade.forest(self.targets(year=year, as_of=as_of), self.registry().entities)

    def roll_up(self, whole: Target, *, as_of: date | None = None) -> RollUp | None:
        """Whether the targets of the provinces give that of the nation, by how much they miss it, and who has none.

        Weighed by the amounts of the year before; None where the indicator does not add up over provinces.
        """
        registry, parts = self.registry(), self.targets(year=whole.year_to, as_of=as_of)
        wanted = (whole.id, tuple(one.id for one in parts), as_of)

        def ask(asking: Asking) -> RollUp | None:
            return standing.rolled_up(asking, registry, whole, parts)

        return self._ask("roll_up", wanted, ask, as_of=as_of, broad=True)

    def target_weights(self, whole: Target, *, as_of: date | None = None) -> tuple[str, dict[int, float]] | None:
        """Code of the indicator that the parts of a target are measured by, and what each unit (id) weighs.

        Weights are the amounts of the year before; None where the indicator does not add up over provinces.
        """
        registry = self.registry()
        args = (whole.id, as_of)
        return self._ask(
            "target_weights", args, lambda ask: standing.weights_below(ask, registry, whole), as_of=as_of, broad=True
        )

    def target_relatives(self, indicator: Indicator | None = None, *, as_of: date | None = None) -> tuple[Target, ...]:
        """The newest version of every target of an indicator (None: of all), also of those that no longer hold."""
        id = None if indicator is None else indicator.id
        return self._ask(
            "target_relatives", (id, as_of), lambda ask: targets.relatives(ask, id, as_of), broad=indicator is None
        )

    def target_lineage(self, target: Target, *, as_of: date | None = None) -> Lineage:
        """What a target replaced, and what replaced it."""
        registry = self.registry()
        heirs: dict[int, set[int]] = {}
        for old, new in registry.links:
            heirs.setdefault(old, set()).add(new)
        return lineage(target, self.target_relatives(registry.by_code[target.indicator], as_of=as_of), heirs)

    def has_target(self, number: str | int) -> bool:
        """Whether there is a target of this number, as an address writes it, that may be known of."""
        text = str(number)
        plain = text.isascii() and text.isdigit() and len(text) < LONGEST
        return plain and bool(self.target_history(int(text)))

    def target_history(self, number: int) -> tuple[Target, ...]:
        """Every version of a target by its number, the newest first: who wrote it, when, why, by which document."""
        return self._ask("target_history", (number,), lambda ask: targets.history(ask, number))

    def find_with_targets(self, text: str, most: int = 12) -> tuple[Found, ...]:
        """What the search box finds: indicators and units, then targets; a name leaves room for a few of these."""
        named = self.registry().find(text, most)
        aimed = self.find_targets(text, most if not named else min(MOST_AIMED, most))
        return (*named[: most - len(aimed)], *aimed)

    def find_targets(self, text: str, most: int = 12) -> tuple[Found, ...]:
        """Targets that hold, by their indicator, unit, year and document; the newest years first."""
        registry, held = self.registry(), self.targets()
        index = self._ask("target_index", (), lambda _: targets.index(registry, held), broad=True)
        words = folded(text).split()
        hits = (one for one in index if all(word in one.folded for word in words)) if words else iter(())
        return tuple(islice(hits, most))

    # -- what was said of them

    def target_calls(self, year: int, *, as_of: date | None = None) -> dict[int, KeptCall]:
        """By number, what is said of each target of a year that stands; with `as_of`, what had been said by that day.

        A target that was written or changed a moment ago has none until the forecasts have gone over it.
        """
        registry, asked = self.registry(), self.targets(year=year, as_of=as_of)

        def ask(asking: Asking) -> dict[int, KeptCall]:
            return calls.newest(asking, registry, year, as_of)

        said = self._ask("target_calls", (year, as_of), ask, broad=True)
        versions = {one.number: one.version for one in asked}
        return {number: one for number, one in said.items() if versions.get(number) == one.version}

    def target_call_history(self, number: int, *, as_of: date | None = None) -> tuple[KeptCall, ...]:
        """Everything that was said of a target, the newest first; see `KeptCall.causes` for why it changed."""
        registry = self.registry()

        def ask(asking: Asking) -> tuple[KeptCall, ...]:
            return calls.history(asking, registry, number, as_of)

        return self._ask("target_call_history", (number, as_of), ask)

    def target_turns(
        self, year: int, since: date, *, as_of: date | None = None, least: float = MOVED
    ) -> tuple[Turn, ...]:
        """Targets of a year of which something else is said than on a day before: those that turned come first.

        Another state, or a probability that moved by `least` (0 to 1) or more, the farthest first.
        """
        before, now = self.target_calls(year, as_of=since), self.target_calls(year, as_of=as_of)
        turns = [Turn(before.get(number), one) for number, one in now.items()]
        told = [self._with_causes(one, as_of) for one in turns if one.turned or abs(one.moved or 0.0) >= least]
        return tuple(sorted(told, key=lambda one: (not one.turned, -abs(one.moved or 0.0), one.now.call.number)))

    def _with_causes(self, turn: Turn, as_of: date | None) -> Turn:
        history = self.target_call_history(turn.now.call.number, as_of=as_of)
        return replace(turn, causes=causes_since(turn.before, history))

    def target_trials(self) -> tuple[Trial, ...]:
        """What would have been said of targets since 2019 at 3, 6 and 9 months, and what came; by year and indicator.

        Worked out from what was published by each day, kept by a run of the forecasts; empty before the first one.
        """
        registry = self.registry()
        return self._ask("target_trials", (), lambda ask: calls.trials(ask, registry), broad=True)

    def target_material(
        self, asked: Sequence[Target], *, as_of: date | None = None
    ) -> dict[int, tuple[Mapping[tuple[str, int, Period], float], Mapping[tuple[str, int, Period], float]]]:
        """By the target's number, every figure that it can be held against or that such a figure is made of.

        By indicator, unit (id) and period: the published ones, and all of them.
        """
        registry, asked = self.registry(), self._known_of(asked)
        wanted = tuple(one.id for one in asked)

        def ask(asking: Asking) -> standing.Material:
            return standing.material(asking, registry, asked)

        return self._ask("target_material", (wanted, as_of), ask, as_of=as_of, broad=True)

    def _known_of(self, asked: Sequence[Target]) -> tuple[Target, ...]:
        """Those of the targets whose indicator may be known of."""
        known = self.registry().by_code
        return tuple(one for one in asked if one.indicator in known)
