"""Turning the catalogue and the simulated frames into rows of the tables."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Table, insert

from data.catalogue import Catalogue
from data.counters import advance_counters
from data.schema import (
    adjacency,
    correction,
    entity,
    entity_name,
    indicator,
    recast_rule,
    source,
    succession,
    target,
    tile,
)

OBSERVATION_COLUMNS = (
    "indicator_id", "entity_id", "grain", "period_end", "recorded_at", "value", "status", "source_id", "batch_id",
    "note",
)  # fmt: skip

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ids:
    """Numbers given to unit keys, indicator codes and names of sources."""

    entities: dict[str, int]
    indicators: dict[str, int]
    sources: dict[str, int]


def write_facts(connection: Connection, catalogue: Catalogue, more_sources: Mapping[str, str]) -> Ids:
    """Write everything of the catalogue but observations; return the numbers that were given.

    `more_sources` are sources that the catalogue does not cite: names in Vietnamese, with those in English.
    """
    cited = catalogue.observations
    names = dict(zip(cited["source"], cited["source_en"], strict=True)) | dict(more_sources)
    ids = Ids(
        entities=_numbered(catalogue.entities["key"]),
        indicators=_numbered(catalogue.indicators["code"]),
        sources=_numbered(names),
    )
    _write(connection, source, ({"id": n, "name": name, "name_en": names[name]} for name, n in ids.sources.items()))
    _write(connection, entity, (_unit(row, ids) for row in _records(catalogue.entities)))
    _write(
        connection, indicator, ({**row, "id": ids.indicators[row["code"]]} for row in _records(catalogue.indicators))
    )
    _write(connection, recast_rule, (_rule(row, ids) for row in _records(catalogue.recast)))
    _write(connection, succession, (_link(row, ids) for row in _records(catalogue.succession)))
    names_of_units = ({**row, "entity_id": ids.entities[row["unit"]]} for row in _records(catalogue.names))
    _write(connection, entity_name, names_of_units)
    _write(connection, tile, _records(catalogue.tiles))
    _write(connection, adjacency, _records(catalogue.adjacency))
    _write(connection, correction, _records(catalogue.corrections))
    targets = enumerate(_records(catalogue.targets), start=1)
    _write(connection, target, (_target(row, ids, number) for number, row in targets))
    advance_counters(connection, source, entity, indicator, target)
    return ids


def _unit(row: Record, ids: Ids) -> Record:
    return {**row, "id": ids.entities[row["key"]], "parent_id": ids.entities.get(row["parent"])}


def _link(row: Record, ids: Ids) -> Record:
    numbers = {f"{side}_id": ids.entities[row[side]] for side in ("predecessor", "successor")}
    return {**row, **numbers}


def _target(row: Record, ids: Ids, number: int) -> Record:
    keys = {"indicator_id": ids.indicators[row["indicator"]], "entity_id": ids.entities[row["entity"]]}
    return {**row, **keys, "id": number, "number": number, "version": 1, "change": "added"}


def _rule(row: Record, ids: Ids) -> Record:
    return {**row, "indicator_id": ids.indicators[row["indicator"]], "other_id": ids.indicators[row["other"]]}


def _numbered(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(names, start=1)}


def _records(frame: pd.DataFrame) -> list[Record]:
    """Rows of a frame with None where a cell is empty."""
    return [
        {str(column): None if value is None or value != value else value for column, value in row.items()}
        for row in frame.astype(object).to_dict("records")
    ]


def _write(connection: Connection, table: Table, rows: Iterable[Record]) -> None:
    """Insert rows, keeping only the columns that the table has."""
    names = {column.name for column in table.columns}
    kept = [{name: value for name, value in row.items() if name in names} for row in rows]
    if kept:
        connection.execute(insert(table), kept)


def observation_rows(frame: pd.DataFrame, ids: Ids, batch_id: int) -> Iterator[Sequence[Any]]:
    """Rows in the order of `OBSERVATION_COLUMNS`, as texts and numbers that both drivers take as they are.

    The frame has indicator, entity, grain, period_end, value, status, recorded_at, source_id and note.
    """
    values = frame["value"].astype(object).where(frame["value"].notna(), None)
    notes = frame["note"].astype(object).where(frame["note"].notna(), None)
    return zip(
        frame["indicator"].map(ids.indicators).tolist(),
        frame["entity"].map(ids.entities).tolist(),
        frame["grain"].tolist(),
        _texts(frame["period_end"], "D"),
        [f"{moment.replace('T', ' ')}.000000" for moment in _texts(frame["recorded_at"], "s")],
        values.tolist(),
        frame["status"].tolist(),
        frame["source_id"].tolist(),
        [batch_id] * len(frame),
        notes.tolist(),
        strict=True,
    )


def _texts(column: pd.Series, unit: Literal["D", "s"]) -> list[str]:
    """Dates or moments as ISO text; the same few occur again and again, so each is written once."""
    codes, unique = pd.factorize(column)
    moments = pd.to_datetime(pd.Series(unique)).to_numpy().astype("datetime64[s]").astype(f"datetime64[{unit}]")
    written = np.array([str(moment) for moment in moments], dtype=object)
    texts: list[str] = written[codes].tolist()
    return texts
