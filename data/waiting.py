"""How long a server waits for PostgreSQL: never for ever, and never with all of its threads.

A database that is stopped refuses at once. One that hangs, or sits behind a cable that was pulled, says nothing at all:
whoever asked it would wait until the machine is started again, and with it every screen that asks the same process. So
a connection is asked whether it is there before it is used, and given up when it does not say so; while the database is
known to be away, one thread at a time tries it and the others are refused at once.
"""

from threading import Lock
from time import monotonic
from typing import Any

import psycopg
from psycopg import errors
from sqlalchemy import Engine, event
from sqlalchemy.exc import InvalidatePoolError

CONNECT_SECONDS = 2
PING_SECONDS = 2.0
TRY_AGAIN_SECONDS = 0.5
KEPT_ALIVE = {
    "connect_timeout": CONNECT_SECONDS,
    "keepalives_idle": 20,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
"""A peer that is gone without a word is noticed within half a minute instead of two hours."""


class Impatient(psycopg.Connection[Any]):
    """A connection that is closed when an answer takes longer than `patience` seconds."""

    patience = PING_SECONDS

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """As the library's; raises OperationalError where no answer came in time."""
        try:
            return super().wait(gen, interval, self.patience if timeout is None else timeout)
        except errors._WaitTimeout as problem:
            self.pgconn.finish()  # what is half said cannot be taken up again; the server rolls it back
            raise psycopg.OperationalError(f"no answer within {self.patience:g} s") from problem


class Line:
    """Whether the database is there, as all threads of a process know it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._away = False
        self._tried_at = float("-inf")

    def may_try(self) -> bool:
        """Whether to try: always while it answers; while it is away, one at a time and not too often."""
        with self._lock:
            if self._away and monotonic() - self._tried_at < CONNECT_SECONDS + TRY_AGAIN_SECONDS:
                return False
            self._tried_at = monotonic()
            return True

    def answered(self) -> None:
        with self._lock:
            self._away = False

    def failed(self) -> None:
        """Say that it did not answer; the next try may come soon where this one ended early."""
        with self._lock:
            self._away, self._tried_at = True, monotonic() - CONNECT_SECONDS


def wait_no_longer(engine: Engine, patience: float) -> None:
    """Give up an answer of a PostgreSQL engine after `patience` seconds, and a connection after two."""
    line = Line()

    def connect(_dialect: object, _record: object, given: Any, named: Any) -> Impatient:
        if not line.may_try():
            raise psycopg.OperationalError("no answer to others just now; it is tried again every second")
        try:
            made = Impatient.connect(*given, **named)
        except psycopg.Error:
            line.failed()
            raise
        line.answered()
        made.patience = patience
        return made

    def ping(connection: Any, _record: object, _proxy: object) -> None:
        connection.patience = PING_SECONDS
        try:
            engine.dialect.do_ping(connection)
        except psycopg.Error as problem:
            line.failed()
            raise InvalidatePoolError("The connection is gone.") from problem
        connection.patience = patience

    event.listen(engine, "do_connect", connect)
    event.listen(engine, "checkout", ping)
