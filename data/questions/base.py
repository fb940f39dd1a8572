"""How questions are asked: one engine, one cache, and a sight that narrows them; `Questions` adds what can be asked."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from datetime import date
from time import monotonic
from typing import Generic, Self, TypeVar

from sqlalchemy import Connection, Engine, select

from data.cache import AnswerCache, handed_out
from data.engine import saying_what_is_wrong
from data.errors import WarehouseNotBuilt
from data.questions.asking import Asking
from data.questions.registry import Registry, narrowed, read_registry
from data.questions.sight import FULL, Pair, Sight, note
from data.records import RESTRICTED, Boundary, Entity, Indicator
from data.schema import indicator as indicator_table
from data.schema import warehouse_state

Answer = TypeVar("Answer")
Stand = tuple[int, frozenset[int]]
"""What answers are kept by: the data version, and ids of the restricted indicators, which somebody may change alone."""


@dataclass(frozen=True, slots=True)
class Told(Generic[Answer]):
    """An answer as it is kept, with the restricted figures that it is made of."""

    answer: Answer
    restricted: frozenset[Pair]


class Asker:
    """One warehouse, asked with one sight. Every answer is cached by (question, arguments, sight, until, stand)."""

    def __init__(
        self, engine: Engine, cache_entries: int = 4096, query_rows: int = 500_000, version_seconds: float = 0.0
    ) -> None:
        """`version_seconds` is how old the known data version may be: one page asks a hundred questions at once."""
        self._engine = engine
        self.cache = AnswerCache(cache_entries)
        self.sight = FULL
        self.until: date | None = None
        self._query_rows = query_rows
        self._version_seconds = version_seconds
        self._stand_known: tuple[Stand, float] = ((0, frozenset()), float("-inf"))
        self._whole = self

    def seen_by(self, sight: Sight) -> Self:
        """The same questions, answered from what this sight leaves to be seen; cache and engine are shared."""
        if sight == self.sight:
            return self
        seen = self._whole if sight == FULL else copy(self._whole)
        seen.sight = sight
        return seen  # type: ignore[return-value]  # of the same class

    def up_to(self, day: date | None) -> Self:
        """The same questions, answered as if figures of periods that end after a day had not come; None: of all."""
        if day == self.until:
            return self
        ended = copy(self)
        ended.until = day
        return ended

    def data_version(self) -> int:
        """The number of committed loads; raise `WarehouseUnavailable` or `WarehouseNotBuilt`."""
        return self.stand()[0]

    def stand(self) -> Stand:
        """How the warehouse stands, for whoever keeps what was made of its answers; raises as `data_version`."""
        whole = self._whole
        known, asked_at = whole._stand_known
        if monotonic() - asked_at < self._version_seconds:
            return known
        asked_at = monotonic()
        with self._connection() as connection:
            version = connection.execute(select(warehouse_state.c.data_version)).scalar()
            if version is None:
                raise WarehouseNotBuilt("The warehouse is empty. Build it with: python -m data init")
            restricted = select(indicator_table.c.id).where(indicator_table.c.classification == RESTRICTED)
            known = int(version), frozenset(connection.execute(restricted).scalars())
        if known != whole._stand_known[0]:
            self.cache.forget(lambda key: key[-1] != known)  # type: ignore[index]  # see `_ask`
        whole._stand_known = (known, asked_at)
        return known

    def catch_up(self, version: int) -> None:
        """Read the stand anew where it is older than a data version that somebody was told by another process."""
        if self._whole._stand_known[0][0] < version:
            self._whole._stand_known = (self._whole._stand_known[0], float("-inf"))

    def registry(self) -> Registry:
        """All indicators and units that may be known of: an indicator of which nothing is seen is not there."""
        if self.sight == FULL:
            return self._everything()
        whole = self._everything()
        return self._ask("registry", (), lambda ask: narrowed(whole, ask.sight, ask.connection))

    def restricted(self) -> frozenset[int]:
        """Ids of all restricted indicators, seen or not."""
        return self._everything().restricted

    def partly_seen(self, indicator: Indicator) -> bool:
        """Whether figures of this indicator may be hidden: then no rank among all and no share of a whole is known."""
        return indicator.id in self.sight.hidden

    def sees(self, indicator: Indicator, entity: Entity) -> bool:
        """Whether figures of this unit may be seen, if there are any."""
        return self.sight.sees(indicator.id, entity.id)

    def _everything(self) -> Registry:
        return self._whole._ask("registry", (), lambda ask: read_registry(ask.connection), registers=True)

    def _ask(
        self,
        name: str,
        args: tuple[object, ...],
        ask: Callable[[Asking], Answer],
        boundary: Boundary = Boundary.REPORTED,
        as_of: date | None = None,
        *,
        fresh: bool = False,
        registers: bool = False,
        broad: bool = False,
    ) -> Answer:
        """The kept answer, or a new one; `fresh` questions are about what raises no data version, and never kept.

        `registers` marks what all others lean on, which is of no figures; `broad` what is asked of all indicators at
        once, of which a page shows some.
        """

        def answer() -> Told[Answer]:
            restricted = frozenset() if registers else self.restricted()
            with self._connection() as connection:
                asking = Asking(connection, self._query_rows, self.sight, restricted, boundary, as_of, self.until)
                found = ask(asking)
                return Told(found, frozenset(asking.noted))

        told = answer() if fresh else self.cache.answer((name, args, self.sight, self.until, self.stand()), answer)
        if told.restricted:
            note(told.restricted, along=broad)
        return handed_out(told.answer)

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        with saying_what_is_wrong(self._engine), self._engine.connect() as connection:
            yield connection
