"""What of the rules is applied again: for indicators that a load touched, and where a rule itself changed."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from data.alerts.records import Kind, Rule, Seen
from data.forecasts.reading import touched_since
from data.schema_alerts import alert_rule
from data.schema_targets import target_call

NOTHING = ("-",)
"""Stands for no indicator at all, where none would mean every one."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands besides figures: the newest version of a rule, the newest word on a target, codes on live walls."""

    rule: int
    call: int
    shown: str

    def __str__(self) -> str:
        return f"{self.rule}.{self.call}.{self.shown}"


@dataclass(frozen=True, slots=True)
class Touched:
    """What changed since the rules were last applied; `everything` where that cannot be told, or another day began.

    `figures` are ids of indicators of which a figure may be another, `said` of those of targets that something new was
    said of, `rules` the numbers of rules that were written, `shown` whether walls show other indicators.
    """

    figures: frozenset[int] = frozenset()
    said: frozenset[int] = frozenset()
    rules: frozenset[int] = frozenset()
    shown: bool = False
    everything: bool = False

    def among(self, rule: Rule) -> frozenset[int] | None:
        """Ids of the indicators for which a rule is to be applied again; None: for all of its own."""
        wholly = self.everything or rule.number in self.rules or (self.shown and is_of_walls(rule))
        if wholly:
            return None
        return self.said if rule.kind is Kind.TARGET else self.figures


def touched(connection: Connection, before: Seen, now: Seen) -> Touched:
    """What changed between two looks at the warehouse."""
    then, stands = _standing(before.rules), _standing(now.rules)
    later = 0 < before.data_version <= now.data_version
    if then is None or stands is None or not later or before.day != now.day:
        return Touched(everything=True)
    rules = select(alert_rule.c.number).where(alert_rule.c.id > then.rule).distinct()
    calls = select(target_call.c.indicator_id).where(target_call.c.id > then.call).distinct()
    figures = touched_since(connection, before.data_version) if now.data_version > before.data_version else set()
    return Touched(
        frozenset(figures),
        frozenset(connection.execute(calls).scalars()),
        frozenset(connection.execute(rules).scalars()),
        then.shown != stands.shown,
    )


def _standing(text: str) -> Standing | None:
    parts = text.split(".")
    if len(parts) != 3 or not (parts[0].isdigit() and parts[1].isdigit()):
        return None
    return Standing(int(parts[0]), int(parts[1]), parts[2])


def is_of_walls(rule: Rule) -> bool:
    """Whether a rule is about whatever walls show."""
    return rule.kind is Kind.SIMULATED and not rule.indicators


def with_shown(rule: Rule, codes: tuple[str, ...]) -> Rule:
    """The rule about the indicators with these codes, where it is about whatever walls show; else as it is."""
    return replace(rule, indicators=codes or NOTHING) if is_of_walls(rule) else rule
