"""The way out: any selection of figures, in the columns that an import reads: loading it back changes nothing."""

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import IO, Any, Literal

import pyarrow as pa
import pyarrow.parquet as pq
from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Select,
    String,
    Table,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.sql.selectable import FromClause

from data.engine import saying_what_is_wrong
from data.errors import UnknownEntity, UnknownIndicator
from data.ingest.headings import COLUMNS
from data.ingest.judges import RECAST_NOTE
from data.ingest.numbers import as_text
from data.periods import Grain, Period
from data.recast import end_of_day, on_map
from data.records import Boundary
from data.schema import entity, indicator, observation, source

CHUNK_ROWS = 20_000
Format = Literal["csv", "parquet"]
ORDER = ("indicator_id", "grain", "period_end", "entity_id")  # the key of what is known now: nothing needs sorting
PARQUET = pa.schema(
    [(name, {"value": pa.float64(), "recorded_at": pa.timestamp("us")}.get(name, pa.string())) for name in COLUMNS]
)
LOCAL = ("region", "province", "commune")  # kinds of units that the map of an edition replaces

Row = tuple[str, str, str, float | None, str, str, datetime, str | None, str]


@dataclass(frozen=True, slots=True)
class Selection:
    """What to export; empty selects everything. `first` and `last` bound the last days of the periods.

    Entities are codes, which name a unit in every edition, or keys such as 24~2024. With `history` every figure ever
    known comes out, else what was known at the end of `as_of`, or is known now.
    """

    indicators: Sequence[str] = ()
    entities: Sequence[str] = ()
    first: Period | None = None
    last: Period | None = None
    as_of: date | None = None
    boundary: Boundary = Boundary.REPORTED
    history: bool = False


def export(engine: Engine, selection: Selection, target: Path | IO[bytes], form: Format = "csv") -> int:
    """Write the selection to a file or stream, and return the number of rows.

    A file appears under its name only when it is complete. Raises `UnknownIndicator` and `UnknownEntity`.
    """
    with saying_what_is_wrong(engine), engine.connect() as connection, _opened(target) as stream:
        chunks = _chunks(connection, _query(connection, selection))
        return _write_csv(stream, chunks) if form == "csv" else _write_parquet(stream, chunks)


@contextmanager
def _opened(target: Path | IO[bytes]) -> Iterator[IO[bytes]]:
    if not isinstance(target, Path):
        yield target
        return
    part = target.with_name(f"{target.name}.part")
    try:
        with part.open("wb") as stream:
            yield stream
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _query(connection: Connection, selection: Selection) -> Select[Any]:
    indicators = _indicator_ids(connection, selection.indicators)
    units = _entity_ids(connection, selection.entities)

    def where(table: Table) -> list[ColumnElement[bool]]:
        conditions: list[ColumnElement[bool]] = [] if indicators is None else [table.c.indicator_id.in_(indicators)]
        if selection.first is not None:
            conditions.append(table.c.period_end >= selection.first.start)
        if selection.last is not None:
            conditions.append(table.c.period_end <= selection.last.end)
        return conditions

    figures: FromClause
    if selection.history:
        conditions = [*where(observation), *([] if units is None else [observation.c.entity_id.in_(units)])]
        if selection.as_of is not None:
            conditions.append(observation.c.recorded_at < end_of_day(selection.as_of))
        figures = select(observation, literal(0).label("parts")).where(*conditions).subquery("figures")
    else:
        made = on_map(selection.boundary, selection.as_of, where, units)
        whole = or_(made.c.expected == 0, made.c.value.is_not(None))  # nobody reported that a sum is not complete
        figures = select(made).where(whole).subquery("figures")
    return _with_names(_one_each(figures, selection.boundary), selection.boundary)


def _one_each(figures: FromClause, boundary: Boundary) -> FromClause:
    """A unit's own figure goes before the one that is summed from others."""
    if boundary is Boundary.REPORTED:
        return figures
    place = func.row_number().over(partition_by=[figures.c[name] for name in ORDER], order_by=figures.c.parts)
    ranked = select(figures, place.label("place")).subquery("ranked")
    return select(*(ranked.c[column.name] for column in figures.c)).where(ranked.c.place == 1).subquery("figures")


def _with_names(figures: FromClause, boundary: Boundary) -> Select[Any]:
    note: ColumnElement[Any] = figures.c.note
    on_this_map: ColumnElement[bool] = true()
    if boundary is not Boundary.REPORTED:
        recast = literal(RECAST_NOTE).concat(cast(figures.c.parts, String))
        note = case((figures.c.parts > 0, recast), else_=figures.c.note)
        on_this_map = entity.c.kind.not_in(LOCAL) | (entity.c.vintage == boundary.value)
    columns = (figures.c.value, entity.c.vintage, figures.c.status, figures.c.recorded_at, note, source.c.name)
    return (
        select(indicator.c.code, entity.c.code, figures.c.grain, figures.c.period_end, *columns)
        .join(indicator, indicator.c.id == figures.c.indicator_id)
        .join(entity, entity.c.id == figures.c.entity_id)
        .join(source, source.c.id == figures.c.source_id)
        .where(on_this_map)
        .order_by(*(figures.c[name] for name in (*ORDER, "recorded_at")))
    )


def _indicator_ids(connection: Connection, codes: Sequence[str]) -> list[int] | None:
    """Ids of the codes; None for no code, which means every indicator."""
    if not codes:
        return None
    rows = connection.execute(select(indicator.c.code, indicator.c.id).where(indicator.c.code.in_(codes)))
    found = {str(code): int(number) for code, number in rows}
    unknown = [code for code in codes if code not in found]
    if unknown:
        raise UnknownIndicator(f"No indicator has the code '{unknown[0]}'; expected a code of the catalogue.")
    return list(found.values())


def _entity_ids(connection: Connection, keys: Sequence[str]) -> list[int] | None:
    """Ids of the units; None for no key, which means every unit."""
    if not keys:
        return None
    ids: list[int] = []
    for key in keys:
        code, _, vintage = key.partition("~")
        query = select(entity.c.id).where(entity.c.code == code)
        found = connection.execute(query.where(entity.c.vintage == vintage) if vintage else query).scalars().all()
        if not found:
            raise UnknownEntity(f"No unit has the code '{key}'; expected a code such as 01, or a key such as 24~2024.")
        ids.extend(found)
    return ids


def _chunks(connection: Connection, query: Select[Any]) -> Iterator[list[Row]]:
    """Rows as people write them, a chunk at a time, so that memory does not grow with the selection."""
    rows = connection.execution_options(yield_per=CHUNK_ROWS).execute(query)
    texts: dict[tuple[str, date], str] = {}
    for part in rows.partitions():
        chunk: list[Row] = []
        for code, unit, grain, end, *facts in part:
            period = texts.get((grain, end)) or texts.setdefault((grain, end), str(Period(end, Grain(grain))))
            value, *rest = facts
            chunk.append((code, unit, period, value, *rest))
        yield chunk


def _write_csv(stream: IO[bytes], chunks: Iterator[list[Row]]) -> int:
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    try:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(COLUMNS)
        count = 0
        for chunk in chunks:
            writer.writerows(
                (
                    code,
                    unit,
                    period,
                    "" if value is None else as_text(value),
                    vintage,
                    status,
                    _moment(known),
                    note,
                    name,
                )
                for code, unit, period, value, vintage, status, known, note, name in chunk
            )
            count += len(chunk)
        text.flush()
        return count
    finally:
        text.detach()  # the stream is its owner's to close


def _moment(moment: datetime) -> str:
    """A day where the moment is midnight, as most are."""
    return moment.date().isoformat() if moment.time() == time() else moment.isoformat()


def _write_parquet(stream: IO[bytes], chunks: Iterator[list[Row]]) -> int:
    count = 0
    with pq.ParquetWriter(stream, PARQUET) as writer:
        for chunk in chunks:
            columns = zip(*chunk, strict=True)
            arrays = [pa.array(values, type=field.type) for values, field in zip(columns, PARQUET, strict=True)]
            writer.write_batch(pa.record_batch(arrays, schema=PARQUET))
            count += len(chunk)
    return count
