"""What can be asked of alerts; `Questions` adds these to what can be asked of figures.

Alerts change without a load, so their answers are kept by the *desk stamp* besides the data version. An alert about a
figure that may not be seen is in no answer: not in lists, not in counts, not in trails.
"""

from datetime import UTC, date, datetime, time, timedelta

from data.alerts.records import Alert, AlertEvent, Rule, Severity
from data.clock import VIET_NAM, today
from data.questions import alerts
from data.questions.alerts import Sought
from data.questions.desk import Desk
from data.records import Entity, Indicator


class Alerting(Desk):
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
        return self._ask("alert_trail", args, lambda ask: alerts.trail(ask, [number]))

    def alert_rules(self) -> tuple[Rule, ...]:
        """The rules as they stand, by number; one about nothing but what may not be seen is not among them."""
        known = frozenset(self.registry().by_code)
        return self._ask("alert_rules", (), lambda ask: alerts.rules(ask, known), fresh=True)

    def alert_rule_history(self, number: int) -> tuple[Rule, ...]:
        """Every version of a rule, the newest first."""
        known = frozenset(self.registry().by_code)
        return self._ask("rule_history", (number,), lambda ask: alerts.rule_history(ask, number, known), fresh=True)

    def _alerts(self, sought: Sought, as_of: date | None = None) -> tuple[Alert, ...]:
        day = as_of or today()
        args = (sought, day, as_of, self.desk_stamp())
        return self._ask("alerts", args, lambda ask: alerts.listed(ask, day, sought), as_of=as_of)


def _span(first: date, last: date) -> tuple[datetime, datetime]:
    """Days of Viet Nam as moments in UTC, the end not included."""
    ends = (first, last + timedelta(days=1))
    begun, over = (datetime.combine(day, time(), VIET_NAM).astimezone(UTC).replace(tzinfo=None) for day in ends)
    return begun, over
