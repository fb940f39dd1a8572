"""Trials: what would have been said of past targets, kept beside what came, so that a page only reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Engine, delete, insert

from data.engine import saying_what_is_wrong
from data.records import Target
from data.schema_targets import target_trial


@dataclass(frozen=True, slots=True)
class Trial:
    """What would have been said of a target on a day of its year, and what came.

    `probability`, `last_year` and `pace` are chances from 0 to 1: that of the call, and those of who says that this
    year ends as the last one, or that the pace so far goes on (0 or 1). `came` is 1 where the target was reached, 0
    where it was missed, and None while nobody knows; `value` is the figure that decided it.
    """

    target: Target
    on: date
    months: int
    probability: float
    expected: float
    lower: float
    upper: float
    last_year: float
    pace: float
    value: float | None
    came: float | None


class TrialBook:
    """One warehouse, as whoever walks back in time sees it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, indicator_id: int, trials: Iterable[Trial], data_version: int) -> None:
        """Write the trials of an indicator in place of those before: they were worked out from the whole past again."""
        same = {"indicator_id": indicator_id, "data_version": data_version}
        made_at = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
        names = ("months", "probability", "expected", "lower", "upper", "last_year", "pace", "value", "came")
        rows = [
            {
                **same,
                **{name: getattr(one, name) for name in names},
                "target_id": one.target.id,
                "entity_id": one.target.entity_id,
                "said_on": one.on,
                "made_at": made_at,
            }
            for one in trials
        ]
        with saying_what_is_wrong(self._engine), self._engine.begin() as connection:
            connection.execute(delete(target_trial).where(target_trial.c.indicator_id == indicator_id))
            if rows:
                connection.execute(insert(target_trial), rows)
