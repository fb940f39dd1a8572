"""What can be asked of reports: who owes which figure; `Questions` adds these to what can be asked of figures."""

import csv
import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from data.alerts.records import Kind
from data.clock import today
from data.questions import reports
from data.questions.alerting import Alerting
from data.questions.reports import Report, Reporter


class Reported(Alerting):
    """Reports by the rhythm of their series; how many days they may take is what the rule about late figures says."""

    def reports(self, *, as_of: date | None = None) -> tuple[Report, ...]:
        """The next report of every regular series of the nation and of the provinces, the latest first.

        With `as_of`, by what was known at the end of that day, and late on it.
        """
        day, allowed, registry = as_of or today(), self.report_days(), self.registry()
        args = (day, tuple(sorted(allowed.items())), as_of)
        return self._ask(
            "reports", args, lambda ask: reports.owed(ask, registry, day, allowed), as_of=as_of, broad=True
        )

    def reporters(self) -> tuple[Reporter, ...]:
        """Ministries that answer for an indicator, with what they owe and by which way their figures came."""
        due, registry = self.reports(), self.registry()
        return self._ask("reporters", (today(), due), lambda ask: reports.reporters(ask, registry, due), broad=True)

    def report_days(self) -> Mapping[str, int]:
        """By grain (D, M, Q, A), how many days after its period a report may come."""
        rules = [one for one in self.alert_rules() if one.kind is Kind.LATE]
        chosen = next((one for one in rules if one.enabled), next(iter(rules), None))
        said: Mapping[str, int] = (chosen.parameters if chosen else _built_in())["days"]
        return said


@cache
def _built_in() -> Mapping[str, Mapping[str, int]]:
    """What the rule about late figures says that comes with this product, where an office keeps none."""
    file = Path(__file__).parents[1] / "alerts" / "rules.csv"  # not by its module, which needs ours
    with file.open(encoding="utf-8", newline="") as rows:
        said: Mapping[str, Mapping[str, int]] = next(
            json.loads(row["parameters"]) for row in csv.DictReader(rows) if row["kind"] == Kind.LATE
        )
    return said
