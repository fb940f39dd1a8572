"""How far the rules have seen the warehouse: one row, written after everything was applied."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from zlib import crc32

from sqlalchemy import Engine, func, insert, select, update

from data.alerts.book import AlertBook, Applied
from data.alerts.records import Breach, Rule, Seen, seen_of
from data.alerts.touched import Standing, Touched, touched
from data.clock import utc_now
from data.engine import saying_what_is_wrong
from data.schema_alerts import alert_rule, alert_run
from data.schema_targets import target_call


class Progress:
    """One warehouse, as the watch sees it. Each rule is one transaction; that all were applied is said afterwards."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def seen(self) -> Seen:
        """What was seen last; nothing, before the first time."""
        with saying_what_is_wrong(self._engine), self._engine.connect() as connection:
            return seen_of(connection.execute(select(alert_run)).first())

    def standing(self, shown: Sequence[str] = ()) -> str:
        """What stands besides figures (`touched.Standing`); `shown` are codes of indicators on live walls."""
        newest = [select(func.coalesce(func.max(one.c.id), 0)) for one in (alert_rule, target_call)]
        with saying_what_is_wrong(self._engine), self._engine.connect() as connection:
            rule, call = (int(connection.execute(one).scalar_one()) for one in newest)
        return str(Standing(rule, call, f"{crc32(','.join(shown).encode()):x}"))

    def touched(self, before: Seen, now: Seen) -> Touched:
        """What changed between two looks."""
        with saying_what_is_wrong(self._engine), self._engine.connect() as connection:
            return touched(connection, before, now)

    def apply(
        self, rule: Rule, found: tuple[Breach, ...], version: int, among: frozenset[int] | None = None
    ) -> Applied:
        """Write what a rule found, all or nothing; `among` are the indicators that were looked at, None for all."""
        with saying_what_is_wrong(self._engine), self._engine.begin() as connection:
            return AlertBook(connection).apply(rule, found, version, among)

    def retire(self, numbers: list[int]) -> int:
        """Clear the alerts of rules that raise none any more."""
        with saying_what_is_wrong(self._engine), self._engine.begin() as connection:
            book = AlertBook(connection)
            return sum(book.clear(one, set()) for one in numbers)

    def escalate(self, day: date) -> int:
        with saying_what_is_wrong(self._engine), self._engine.begin() as connection:
            return AlertBook(connection).escalate(day)

    def finish(self, seen: Seen) -> None:
        """Say that everything up to here was applied."""
        now = utc_now()
        said = {"data_version": seen.data_version, "rules_print": seen.rules, "day": seen.day, "fault": None}
        self._write({**said, "finished_at": now, "beat_at": now})

    def beat(self) -> None:
        """Say that the watch lives, whether or not there is anything to do."""
        with saying_what_is_wrong(self._engine), self._engine.begin() as connection:
            connection.execute(update(alert_run).values(beat_at=utc_now()))

    def fail(self, fault: str) -> None:
        """Say why it could not be; what was seen before stays."""
        self._write({"fault": fault[:500], "beat_at": utc_now()})

    def _write(self, values: dict[str, Any]) -> None:
        with saying_what_is_wrong(self._engine), self._engine.begin() as connection:
            if connection.execute(update(alert_run).values(**values)).rowcount == 0:
                first = {"id": 1, "data_version": 0, "rules_print": ""}
                connection.execute(insert(alert_run).values(**{**first, **values}))
