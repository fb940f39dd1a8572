"""Asks everything that can be asked: every public method of `Questions`, found by looking, with fitting arguments."""

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

import pandas as pd

from data.alerts.records import Kind, Rule, Severity
from data.errors import WarehouseError
from data.periods import Period
from data.questions import Questions
from data.records import Boundary, Entity, Indicator, Target

MOST_CALLS = 5
"""With how many sets of arguments a question is asked, spread over all that fit."""

MACHINERY = frozenset(
    {
        "cache",
        "sight",
        "seen_by",
        "up_to",
        "restricted",
        "partly_seen",
        "sees",
        "registry",
        "stand",
        "data_version",
        "desk_stamp",
        "beat",
        "catch_up",
    }
)
"""Public names that answer no question about what the warehouse holds; what `registry` knows, `indicators` tells."""


@dataclass(frozen=True)
class Arguments:
    """What questions are asked about; indicators and units as records, hidden or not."""

    indicators: Sequence[Indicator]
    units: Sequence[Entity]
    periods: Sequence[Period]
    days: Sequence[date | None] = (None,)
    batches: Sequence[int] = (1,)
    targets: Sequence[Target] = ()
    communes: Sequence[Entity] = ()

    def of(self, name: str) -> Sequence[Any]:
        """Values for a parameter without a default; a new one must be taught here."""
        known: Mapping[str, Sequence[Any]] = {
            "indicator": self.indicators,
            "entity": self.units,
            "entities": [tuple(self.units)],
            "period": self.periods,
            "periods": [(self.periods[0], self.periods[-1])],
            "indicators": [tuple(self.indicators)],
            "code": [one.code for one in self.indicators],
            "kind": ["province"],
            "text": [one.code for one in self.indicators] + ["kim ngach", "ty le"],
            "codes": [tuple(one.code for one in self.indicators)],
            "vintage": ["2025"],
            "batch_id": self.batches,
            "nowcast": [1],
            "province": self.units,
            "commune": self.communes,
            "year": [2025],
            "since": [date(2025, 9, 1)],
            "whole": self.targets,
            "target": self.targets,
            "asked": [tuple(self.targets)],
            "number": [one.number for one in self.targets],
            "rule": self.rules(),
            "among": [None, frozenset(one.id for one in self.indicators)],
            "wanted": [tuple(product(self.indicators, (self.periods[0], self.periods[-1])))],
            "first": [date(2025, 1, 1)],
            "last": [date(2026, 12, 31)],
        }
        assert name in known, f"Teach tests/data/questions/walking.py what to ask for '{name}'."
        return known[name]

    def rules(self) -> Sequence[Rule]:
        """One that finds every figure of the first indicator, and one of each other kind."""
        every = {"operator": ">", "value": -1e12, "level": 80, "tolerance": 0, "share": 0.1}
        every |= {"days": dict.fromkeys("DMQA", 0)}
        codes, units = (self.indicators[0].code,), ("nation", "region", "province")
        return [Rule(1, 1, kind, "x", "x", codes, units, every, Severity.INFO, enabled=True) for kind in Kind]

    def optional(self, name: str) -> Sequence[Any]:
        """Values for a parameter that has a default, beside leaving it out."""
        known: Mapping[str, Sequence[Any]] = {
            "as_of": [day for day in self.days if day is not None],
            "boundary": [Boundary.REPORTED, Boundary.MAP_2024],
            "vintage": ["2024"],
        }
        return known.get(name, [])


def questions_of(asked: Questions) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public method by its name."""
    for name, method in inspect.getmembers(asked, inspect.ismethod):
        if not name.startswith("_") and name not in MACHINERY:
            yield name, method


def answers(asked: Questions, given: Arguments) -> Iterator[tuple[str, str]]:
    """What was asked, and everything that was answered, as text."""
    for name, method in questions_of(asked):
        for call in _calls(method, given):
            shown = {key: getattr(value, "code", value) for key, value in call.items()}
            yield f"{name} {shown}", _asked(method, call)


def _asked(method: Callable[..., Any], call: Mapping[str, Any]) -> str:
    try:
        return told(method(**call))
    except WarehouseError as problem:
        return type(problem).__name__


def _calls(method: Callable[..., Any], given: Arguments) -> Iterator[dict[str, Any]]:
    parameters = inspect.signature(method).parameters.values()
    needed = [one.name for one in parameters if one.default is inspect.Parameter.empty]
    optional = [(one.name, value) for one in parameters if one.name not in needed for value in given.optional(one.name)]
    every = list(product(*(given.of(name) for name in needed)))
    for number, values in enumerate(every[:: -(-len(every) // MOST_CALLS)]):
        call = dict(zip(needed, values, strict=True))
        yield call
        if optional:  # in turn, not each with each: the walk must stay short
            name, value = optional[number % len(optional)]
            yield call | {name: value}


def told(answer: Any) -> str:
    """Everything in an answer, whatever it is made of."""
    if isinstance(answer, pd.DataFrame):
        return f"{answer.to_csv(index=False)} {told(answer.attrs)}"
    if isinstance(answer, Mapping):
        return " ".join(f"{told(key)}={told(value)}" for key, value in answer.items())
    if isinstance(answer, (tuple, list, set, frozenset)):
        return " ".join(map(told, answer))
    return repr(answer)
