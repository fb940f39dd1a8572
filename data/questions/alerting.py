"""What can be asked of alerts; `Questions` adds these to what can be asked of figures.

Alerts change without a load, so their answers are kept by the *desk stamp* besides the data version. An alert about a
figure that may not be seen is in no answer: not in lists, not in counts, not in trails.
"""

import json
from datetime import UTC, date, datetime, time, timedelta

from data.alerts import turns
from data.alerts.records import Alert, AlertEvent, Breach, Kind, Rule, Seen, Severity
from data.clock import VIET_NAM, today
from data.questions import alerts, calls, findings, seeking
from data.questions.alerts import Sought
from data.questions.desk import Desk
from data.questions.targeted import Targeted
from data.records import Entity, Indicator


class Alerting(Desk, Targeted):
    """Alerts as they stand now; with `as_of`, those that were open on that day, as they stand now."""

    def open_alerts(
        self,
        *,
        indicator: Indicator | None = None,
        entity: Entity | None = None,
        assigned: Entity | None = None,
        rule_number: int | None = None,
        as_of: date | None = None,
    ) -> tuple[Alert, ...]:
        """Alerts that nobody has closed, the most severe first, then the newest finding first.

        Args:
            indicator: That they are about.
            entity: The unit that they are about.
            assigned: The unit that must see to them.
            rule_number: Of the rule that raised them.
            as_of: Open at the end of that day.
        """
        sought = Sought(
            indicator_id=None if indicator is None else indicator.id,
            entity_id=None if entity is None else entity.id,
            assigned_id=None if assigned is None else assigned.id,
            rule_number=rule_number,
        )
        return self._alerts(sought, as_of)

    def alerts_opened(self, first: date, last: date) -> tuple[Alert, ...]:
        """Alerts raised from one day to another, both included (days of Viet Nam), closed meanwhile or not."""
        return self._alerts(Sought(which=alerts.EVERY, opened=_span(first, last)))

    def alerts_closed(self, first: date, last: date) -> tuple[Alert, ...]:
        """Alerts closed from one day to another, both included."""
        return self._alerts(Sought(which=alerts.CLOSED, closed=_span(first, last)))

    def alert_counts(self, *, as_of: date | None = None) -> dict[Severity, int]:
        """How many alerts are open, by severity."""
        found = self.open_alerts(as_of=as_of)
        return {one: sum(alert.severity is one for alert in found) for one in Severity}

    def alert(self, number: int) -> Alert | None:
        """The alert of a number, open or closed; None where there is none, or it may not be seen."""
        found = self._alerts(Sought(which=alerts.EVERY, ids=(number,)))
        return found[0] if found else None

    def alert_trail(self, number: int) -> tuple[AlertEvent, ...]:
        """What happened to an alert, the newest first."""
        args = (number, self.desk_stamp())
        if self.alert(number) is None:
            return ()
        return self._ask("alert_trail", args, lambda ask: alerts.trail(ask, [number]))

    def alert_rules(self) -> tuple[Rule, ...]:
        """The rules as they stand, by number; one about nothing but what may not be seen is not among them."""
        known = frozenset(self.registry().by_code)
        return self._ask("alert_rules", (), lambda ask: alerts.rules(ask, known), fresh=True)

    def alert_rule_history(self, number: int) -> tuple[Rule, ...]:
        """Every version of a rule, the newest first."""
        known = frozenset(self.registry().by_code)
        return self._ask("rule_history", (number,), lambda ask: alerts.rule_history(ask, number, known), fresh=True)

    def alert_watch(self) -> Seen:
        """How far the rules have seen the warehouse, and what went wrong when they were last applied."""
        return self._ask("alert_watch", (), lambda ask: alerts.watched(ask), fresh=True)

    # -- what rules find

    def findings(self, rule: Rule, among: frozenset[int] | None = None) -> tuple[Breach, ...]:
        """What a rule finds in what is known now: in the newest figures, or the newest word on each target.

        `among` narrows it to indicators with these ids.
        """
        return self._found(rule, today(), None, among)

    def rule_preview(self, rule: Rule, *, years: int = 2) -> tuple[Breach, ...]:
        """What a rule would have found over the last years, period by period."""
        day = today()
        return self._found(rule, day, day.replace(day=1) - timedelta(days=365 * years))

    def _found(
        self, rule: Rule, day: date, since: date | None, among: frozenset[int] | None = None
    ) -> tuple[Breach, ...]:
        if rule.kind is Kind.TARGET:
            return self._turned(rule, day, since, among)
        registry = self.registry()
        where = seeking.search(rule, registry, day, since, among)
        given = json.dumps(rule.parameters, sort_keys=True)
        said = (rule.kind, rule.indicators, rule.unit_kinds, given, day, since, among)
        return self._ask("findings", said, lambda ask: findings.found(ask, registry, where), broad=True)

    def _turned(self, rule: Rule, day: date, since: date | None, among: frozenset[int] | None) -> tuple[Breach, ...]:
        """Targets of which something worse is said than before."""
        registry = self.registry()
        units = {one.id for kind in rule.unit_kinds for one in registry.of_kind(kind)}
        years = range((since or day).year, day.year + 1)
        targets = {one.number: one for year in years for one in self.targets(year=year)}
        chosen = [one for one in targets.values() if one.entity_id in units]
        codes = {one.code for one in registry.indicators if among is None or one.id in among}
        chosen = [one for one in chosen if not rule.indicators or one.indicator in rule.indicators]
        chosen = [one for one in chosen if one.indicator in codes]
        numbers = tuple(sorted(one.number for one in chosen))
        # The newest word on a target comes without a load: what was said is asked anew.
        said = self._ask("calls_of", (numbers,), lambda ask: calls.of(ask, registry, numbers), fresh=True)
        return turns.worse(chosen, said, registry, since)

    def _alerts(self, sought: Sought, as_of: date | None = None) -> tuple[Alert, ...]:
        day = as_of or today()
        args, registry = (sought, day, as_of, self.desk_stamp()), self.registry()
        return self._ask("alerts", args, lambda ask: alerts.listed(ask, registry, day, sought), as_of=as_of)


def _span(first: date, last: date) -> tuple[datetime, datetime]:
    """Days of Viet Nam as moments in UTC, the end not included."""
    ends = (first, last + timedelta(days=1))
    begun, over = (datetime.combine(day, time(), VIET_NAM).astimezone(UTC).replace(tzinfo=None) for day in ends)
    return begun, over
