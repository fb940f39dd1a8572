"""The book of calls: what was said of targets is written down, one row whenever it changed and at least one a month."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import Engine, Row, and_, delete, func, insert, select, update

from data.engine import saying_what_is_wrong
from data.periods import Grain
from data.records import Target
from data.schema import indicator, target
from data.schema_targets import target_call
from data.targets.kinds import Standing
from data.targets.said import Call, Cause, Grounds, KeptCall
from data.targets.states import State
from data.targets.years import Why

ENDED = ("withdrawn", "superseded")


class CallBook:
    """One warehouse, as whoever makes calls sees it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def newest(self, *, before: date | None = None) -> dict[int, KeptCall]:
        """By number of the target, the last thing that was said of it; of a day, the last before that day."""
        by_then = [] if before is None else [target_call.c.said_on < before]
        with saying_what_is_wrong(self._engine), self._engine.connect() as connection:
            last = numbered().where(*by_then).subquery("last")
            return {row.number: kept(row) for row in connection.execute(select(last).where(last.c.place == 1))}

    def history(self, number: int) -> tuple[KeptCall, ...]:
        """Everything that was said of a target, the newest first."""
        query = select(numbered().where(target_call.c.number == number).subquery())
        with saying_what_is_wrong(self._engine), self._engine.connect() as connection:
            return tuple(kept(row) for row in sorted(connection.execute(query), key=lambda row: row.place))

    def spoken(self, since: date) -> set[tuple[int, int]]:
        """Targets, by number, and months of which something was said, from the first of a year on."""
        said = target_call.c
        query = select(said.number, said.said_on).where(said.said_on >= since)
        with saying_what_is_wrong(self._engine), self._engine.connect() as connection:
            return {(int(number), day.month) for number, day in connection.execute(query)}

    def due(self, today: date) -> bool:
        """Whether some target that stands has no call of its present version in this month."""
        said = target_call.c
        of_month = and_(
            said.number == target.c.number,
            said.version == target.c.version,
            said.said_on >= today.replace(day=1),
            said.afterwards.is_(False),
        )
        newest = select(target.c.number, func.max(target.c.version).label("version")).group_by(target.c.number)
        last = newest.subquery("last")
        query = (
            select(target.c.id)
            .join(last, and_(last.c.number == target.c.number, last.c.version == target.c.version))
            .where(
                target.c.change.not_in(ENDED),
                target.c.superseded_on.is_(None),
                target.c.standing != Standing.PROJECTION.value,
                ~select(said.id).where(of_month).exists(),
            )
        )
        with saying_what_is_wrong(self._engine), self._engine.connect() as connection:
            return connection.execute(query.limit(1)).first() is not None

    def keep(self, made: Sequence[tuple[Target, KeptCall]]) -> None:
        """Write calls down, all or none; what was said on the same day of the same data is written over."""
        if not made:
            return
        with saying_what_is_wrong(self._engine), self._engine.begin() as connection:
            ids = {code: id for id, code in connection.execute(select(indicator.c.id, indicator.c.code))}
            rows = [_row(asked, one) | {"indicator_id": ids[asked.indicator]} for asked, one in made]
            for row in rows:
                names = ("number", "version", "said_on", "data_version", "afterwards")
                connection.execute(delete(target_call).where(*(target_call.c[name] == row[name] for name in names)))
            connection.execute(insert(target_call), rows)

    def put_right(self, one: KeptCall, causes: Sequence[Cause]) -> None:
        """Say anew why a call is not the one before it, when another one came to be written before it."""
        said = target_call.c
        same = (said.number == one.call.number, said.version == one.version, said.said_on == one.said_on,
                said.data_version == one.data_version, said.afterwards == one.afterwards)  # fmt: skip
        with saying_what_is_wrong(self._engine), self._engine.begin() as connection:
            connection.execute(update(target_call).where(*same).values(causes=",".join(causes)))


def numbered() -> Any:
    """All calls, each with its `place` among those of its target: 1 is the newest, and what was really said then."""
    said = target_call.c
    order = (said.said_on.desc(), said.afterwards.asc(), said.data_version.desc(), said.id.desc())
    place = func.row_number().over(partition_by=said.number, order_by=order).label("place")
    return select(target_call, place)


def kept(row: Row[Any]) -> KeptCall:
    """The record of a row."""
    call = Call(
        row.number,
        State(row.state),
        value=row.value,
        probability=row.probability,
        expected=row.expected,
        lower=row.lower,
        upper=row.upper,
        needed=row.needed,
        so_far=row.so_far,
        left=row.periods_left,
        known_until=row.known_until,
        why=None if row.why is None else Why(row.why),
        simulated=bool(row.simulated),
        grain=None if row.grain is None else Grain(row.grain),
    )
    return KeptCall(
        call,
        row.version,
        row.said_on,
        row.made_at,
        row.data_version,
        bool(row.afterwards),
        tuple(Cause(one) for one in row.causes.split(",")),
        Grounds(row.newest, row.figures, row.figures_print, row.forecast_version),
    )


def _row(asked: Target, one: KeptCall) -> dict[str, Any]:
    said = asdict(one.call)
    return {
        **{name: said[name] for name in ("number", "value", "probability", "expected", "lower", "upper", "needed")},
        **{name: said[name] for name in ("so_far", "known_until", "simulated")},
        "state": one.call.state.value,
        "why": None if one.call.why is None else one.call.why.value,
        "grain": None if one.call.grain is None else one.call.grain.value,
        "periods_left": one.call.left,
        "entity_id": asked.entity_id,
        "year_from": asked.year_from,
        "year_to": asked.year_to,
        "measure": asked.measure,
        "version": one.version,
        "said_on": one.said_on,
        "made_at": one.made_at,
        "data_version": one.data_version,
        "afterwards": one.afterwards,
        "causes": ",".join(one.causes),
        "newest": one.grounds.newest,
        "figures": one.grounds.figures,
        "figures_print": one.grounds.print_,
        "forecast_version": one.grounds.forecast,
    }
