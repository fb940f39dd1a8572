"""Targets as living records: every change is a version of its own, with who, when, why and the document."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, insert, select

from data.engine import saying_what_is_wrong
from data.errors import TargetRefused
from data.questions.registry import Registry, read_registry
from data.records import Entity
from data.schema import target
from data.targets.catalogued import measure_of
from data.targets.drafts import Draft, Refusal, TargetFault, assignee, faults, standing_of
from data.targets.rules import declared_target
from data.versions import raise_version

SUPERSEDED, WITHDRAWN = "superseded", "withdrawn"
UNITS = ("nation", "region", "province", "ministry", "agency")


@dataclass(frozen=True, slots=True)
class Registered:
    """What became of some drafts: the numbers of their targets, and the data version that shows them."""

    numbers: tuple[int, ...]
    superseded: tuple[int, ...]
    data_version: int | None


Also = Callable[[Connection, Registered], None]


class Register:
    """Writes versions of targets, `by` somebody; whole or not at all, together with what `also` writes of it."""

    def __init__(self, engine: Engine, by: str, *, now: datetime | None = None, also: Also | None = None) -> None:
        self._engine, self._by, self._also = engine, by, also
        self._now = now or datetime.now(UTC).replace(tzinfo=None)

    def add(self, drafts: Sequence[Draft], *, reason: str = "", dry_run: bool = False) -> Registered:
        """Write new targets, each superseding the one that it names.

        Raises:
            TargetRefused: with every fault of every draft; nothing is written.
        """
        with saying_what_is_wrong(self._engine), self._engine.begin() as connection:
            book = _Book(connection)
            refused = [*(fault for one in drafts for fault in book.faults(one)), *book.between(drafts)]
            if refused:
                raise TargetRefused(f"{len(refused)} faults; nothing was written.", tuple(refused))
            if dry_run:
                return Registered((), (), None)
            numbers = {place: book.next + place for place in range(len(drafts))}
            gone = [book.replaced(one, drafts, numbers) for one in drafts]
            for place, one in enumerate(drafts):
                self._write(connection, book.row(one) | {"number": numbers[place], "supersedes": gone[place]}, reason)
            old = [(number, one) for number, one in zip(gone, drafts, strict=True) if number is not None]
            for number, one in old:
                self._end(connection, number, SUPERSEDED, one.issued_on or self._now.date(), reason or one.document)
            return self._done(connection, tuple(numbers.values()), tuple(number for number, _ in old))

    def change(self, number: int, draft: Draft, *, reason: str) -> Registered:
        """Write another version of a target: what was wrong is put right, and the old version stays to be read.

        Raises:
            TargetRefused: no such target, no reason, or a fault of the draft.
        """
        with saying_what_is_wrong(self._engine), self._engine.begin() as connection:
            book = _Book(connection)
            before = _standing(book, number, reason)
            book.leave_out(number)
            refused = [*book.faults(draft), *book.between([draft])]
            if refused:
                raise TargetRefused(f"Target {number} was not changed: {refused[0].sentence()}.", tuple(refused))
            row = book.row(draft) | {"number": number, "version": before.version + 1, "change": "changed"}
            self._write(connection, row | {"supersedes": before.supersedes}, reason)
            return self._done(connection, (number,))

    def withdraw(self, number: int, *, reason: str, on: date | None = None) -> Registered:
        """End a target that nothing replaced.

        Raises:
            TargetRefused: no such target stands, or no reason is given.
        """
        with saying_what_is_wrong(self._engine), self._engine.begin() as connection:
            _standing(_Book(connection), number, reason)
            self._end(connection, number, WITHDRAWN, on or self._now.date(), reason)
            return self._done(connection, (number,))

    def _done(self, connection: Connection, numbers: tuple[int, ...], old: tuple[int, ...] = ()) -> Registered:
        made = Registered(numbers, old, raise_version(connection))
        if self._also is not None:
            self._also(connection, made)
        return made

    def _end(self, connection: Connection, number: int, change: str, on: date, reason: str) -> None:
        last = select(target).where(target.c.number == number).order_by(target.c.version.desc()).limit(1)
        row = dict(connection.execute(last).mappings().one())
        ended = {"change": change, "superseded_on": on, "version": row["version"] + 1}
        self._write(connection, {name: row[name] for name in row if name != "id"} | ended, reason)

    def _write(self, connection: Connection, row: Mapping[str, Any], reason: str) -> None:
        known = {"recorded_at": self._now, "recorded_by": self._by, "reason": reason or None}
        first = {"version": 1, "change": "added"}
        connection.execute(insert(target).values(first | dict(row) | known))


class _Book:
    """What is written already, and how a draft stands to it."""

    def __init__(self, connection: Connection) -> None:
        self._registry: Registry = read_registry(connection)
        self._units: dict[str, dict[str, Entity]] = defaultdict(dict)
        for one in self._registry.entities:
            if one.kind in UNITS:
                self._units[one.code][one.vintage] = one
        newest = select(target.c.number, func.max(target.c.version).label("version")).group_by(target.c.number)
        last = newest.subquery("last")
        same = (last.c.number == target.c.number) & (last.c.version == target.c.version)
        rows = connection.execute(select(target).join(last, same)).all()
        self.next = max((row.number for row in rows), default=0) + 1
        self.active: dict[int, Row[Any]] = {
            row.number: row for row in rows if row.superseded_on is None and row.change != WITHDRAWN
        }

    def leave_out(self, number: int) -> None:
        """Take a target out, because it is about to get another version."""
        del self.active[number]

    def faults(self, draft: Draft) -> Iterator[Refusal]:
        indicator = self._registry.by_code.get(draft.indicator)
        return faults(draft, indicator, self._units.get(draft.entity, {}))

    def between(self, drafts: Sequence[Draft]) -> Iterator[Refusal]:
        """What is wrong among drafts, and between them and what stands; faulty drafts are let be."""
        sound = [one for one in drafts if not list(self.faults(one))]
        for place, one in enumerate(sound):
            said = self._superseded(one, sound)
            if one.supersedes and said is None:
                yield Refusal(one.row, TargetFault.SUPERSEDES, one.supersedes, "the number or the document of a target "
                              "of the same indicator and unit that still stands")  # fmt: skip
            elif one.supersedes and self._goes_round(one, sound):
                yield Refusal(
                    one.row, TargetFault.LOOP, one.supersedes, "a chain that ends: each replaces an older one"
                )
            others: list[Any] = [*self.active.values(), *sound[:place]]
            for other in others:
                if other is not said and self._same(one, other) and not self._named_by_other(other, one, sound):
                    what = f"{one.indicator} for {one.entity} by {one.assigned_by}, {one.year_from}-{one.year_to}"
                    yield Refusal(one.row, TargetFault.TWO_ACTIVE, what, f"one target, or that it supersedes "
                                  f"'{other.document}'")  # fmt: skip

    def replaced(self, draft: Draft, drafts: Sequence[Draft], numbers: Mapping[int, int]) -> int | None:
        """Number of the target that a draft replaces."""
        said = self._superseded(draft, drafts)
        if isinstance(said, Draft):
            return numbers[list(drafts).index(said)]
        return None if said is None else int(said.number)

    def row(self, draft: Draft) -> dict[str, Any]:
        """The columns of a draft that has no fault."""
        unit = assignee(draft, self._units[draft.entity])
        indicator = self._registry.by_code[draft.indicator]
        own = declared_target(draft.indicator)
        measure = draft.measure or measure_of(
            indicator.unit_vi, draft.year_from, draft.year_to, draft.wording, own.get("measure")
        )
        names = ("assigned_by", "year_from", "year_to", "value", "value_high", "document", "issued_on", "effective_on",
                 "tolerance", "base_value", "unit_limit")  # fmt: skip
        return {name: getattr(draft, name) for name in names} | {
            "indicator_id": indicator.id,
            "entity_id": unit.id if unit else None,
            "operator": draft.compared(),
            "unit_vi": indicator.unit_vi,
            "superseded_on": None,
            "note": draft.note or None,
            "certainty": "high",
            "source": draft.document,
            "measure": measure,
            "standing": standing_of(draft),
            "side": own.get("side", ""),
            "confirmed": bool(draft.operator) or draft.wording.operator is None,
        }

    def _key(self, one: Any) -> tuple[int, int, str]:
        """Of what a target asks, and who asks it."""
        if isinstance(one, Draft):
            unit = assignee(one, self._units[one.entity])
            return self._registry.by_code[one.indicator].id, unit.id if unit else 0, one.assigned_by
        return one.indicator_id, one.entity_id, one.assigned_by

    def _same(self, one: Any, other: Any) -> bool:
        spans = one.year_from <= other.year_to and other.year_from <= one.year_to
        both_years = (one.year_from == one.year_to) == (other.year_from == other.year_to)
        return self._key(one) == self._key(other) and spans and both_years

    def _superseded(self, one: Draft, drafts: Sequence[Draft]) -> Any:
        """The target, or the draft of the same hand-over, that a draft names as replaced."""
        named = one.supersedes.strip().lstrip("#")
        if not named:
            return None
        others: list[Any] = [*drafts, *self.active.values()]
        for other in others:
            mine = other is not one and self._key(other)[:2] == self._key(one)[:2]
            number = "" if isinstance(other, Draft) else str(other.number)
            if mine and named in (number, other.document):
                return other
        return None

    def _named_by_other(self, other: Any, one: Draft, drafts: Sequence[Draft]) -> bool:
        """Whether some draft replaces one of the two, so that they never stand together."""
        return any(self._superseded(draft, drafts) in (other, one) for draft in drafts if draft.supersedes)

    def _goes_round(self, one: Draft, drafts: Sequence[Draft]) -> bool:
        seen, at = {id(one)}, self._superseded(one, drafts)
        while isinstance(at, Draft):
            if id(at) in seen:
                return True
            seen.add(id(at))
            at = self._superseded(at, drafts)
        return False


def _standing(book: _Book, number: int, reason: str) -> Row[Any]:
    """The version of a target that stands."""
    if number not in book.active:
        fault = Refusal(None, TargetFault.NUMBER, str(number), "the number of a target that stands")
        raise TargetRefused(f"No target {number} stands.", (fault,))
    if not reason.strip():
        fault = Refusal(None, TargetFault.REASON, "", "why the target is changed, in a sentence")
        raise TargetRefused(f"Target {number} was left as it is: no reason was given.", (fault,))
    return book.active[number]
