"""How often something may be asked: counted in a table where a few matter, in memory where many do not.

What lets in, makes something or gives it away is counted in the database, so that all workers count together. Pages
and callbacks are counted by each process for itself: a write for each would cost more than what it guards.
"""

import logging
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from threading import Lock
from time import monotonic

from sqlalchemy import Connection, Engine, case, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError

from access.clock import utc_now
from data.schema_access import request_count

KEPT = timedelta(days=1)
MOST_KEYS = 20_000
log = logging.getLogger(__name__)
_c = request_count.c


@dataclass(frozen=True, slots=True)
class Rate:
    """So many times within so many seconds; 0 times is no limit."""

    times: int
    seconds: int = 60


def waiting(engine: Engine, key: str, rate: Rate, now: datetime | None = None) -> int:
    """Count a request of this key in the database; seconds until it is heard, 0 when now."""
    if not rate.times:
        return 0
    moment = now or utc_now()
    try:
        with engine.begin() as connection:
            since, times = _counted(connection, key, rate, moment)
    except OperationalError as problem:  # a long load holds the database: what follows will say so itself
        log.warning("request not counted: %s", problem.orig)
        return 0
    over = since + timedelta(seconds=rate.seconds) - moment
    return max(1, ceil(over.total_seconds())) if times > rate.times else 0


def _counted(connection: Connection, key: str, rate: Rate, moment: datetime) -> tuple[datetime, int]:
    """Since when, and how often, this request included."""
    connection.execute(delete(request_count).where(_c.since < moment - KEPT))
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    past = _c.since <= moment - timedelta(seconds=rate.seconds)
    values = {"times": case((past, 1), else_=_c.times + 1), "since": case((past, moment), else_=_c.since)}
    made = insert(request_count).values(key=key, since=moment, times=1)
    row = connection.execute(
        made.on_conflict_do_update(index_elements=[_c.key], set_=values).returning(_c.since, _c.times)
    )
    since, times = row.one()
    return since, times


class Crowd:
    """Counts in memory: who asked how often within the present span."""

    def __init__(self, rate: Rate, most_keys: int = MOST_KEYS) -> None:
        self._rate = rate
        self._most = most_keys
        self._counts: OrderedDict[str, tuple[float, int]] = OrderedDict()
        self._lock = Lock()

    def waiting(self, key: str, now: float | None = None) -> int:
        """Count a request; seconds until it is heard, 0 when now."""
        if not self._rate.times:
            return 0
        moment = monotonic() if now is None else now
        with self._lock:
            since, times = self._counts.pop(key, (moment, 0))
            if moment - since >= self._rate.seconds:
                since, times = moment, 0
            self._counts[key] = since, times + 1
            if len(self._counts) > self._most:
                self._counts.popitem(last=False)  # whoever has been silent longest
        return ceil(since + self._rate.seconds - moment) if times >= self._rate.times else 0
