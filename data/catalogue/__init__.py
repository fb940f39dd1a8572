"""The catalogue: facts kept as CSV in `data/catalog/`, read and checked as one whole."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from data.catalogue.checks import problems_of
from data.catalogue.entities import NATION_KEY, entity_key, read_entities, read_names, read_succession
from data.catalogue.facts import read_indicators, read_observations, read_recast, read_targets
from data.catalogue.files import CatalogueFiles
from data.errors import CatalogueError

__all__ = ["DEFAULT", "NATION_KEY", "Catalogue", "declared_recasts", "entity_key", "read_catalogue"]

DEFAULT = Path(__file__).resolve().parent.parent / "catalog"
SHOWN = 20  # problems listed in one error; the rest are counted


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Frames with the columns of the tables, but with codes and unit keys (kind/code/vintage) in place of ids."""

    entities: pd.DataFrame
    names: pd.DataFrame
    succession: pd.DataFrame
    tiles: pd.DataFrame
    adjacency: pd.DataFrame
    indicators: pd.DataFrame
    recast: pd.DataFrame
    targets: pd.DataFrame
    observations: pd.DataFrame
    corrections: pd.DataFrame


def read_catalogue(folder: Path = DEFAULT) -> Catalogue:
    """Read every file of `folder`, apply the declared corrections, and check the whole.

    Raises `CatalogueError` that lists what is wrong, or names a correction whose fault is no longer there.
    """
    files = CatalogueFiles(folder)
    parts: dict[str, list[dict[str, Any]]] = {
        "entities": read_entities(files),
        "names": read_names(files),
        "succession": read_succession(files),
        "tiles": _placed(files.rows("tiles.csv")),
        "adjacency": [dict(row) for row in files.rows("adjacency.csv")],
        "indicators": read_indicators(files),
        "recast": read_recast(files),
        "targets": read_targets(files),
        "observations": read_observations(files),
    }
    problems = problems_of(**parts)
    if problems:
        rest = f" … and {len(problems) - SHOWN} more" if len(problems) > SHOWN else ""
        raise CatalogueError(f"The catalogue has {len(problems)} faults: {'; '.join(problems[:SHOWN])}{rest}.")
    frames = {name: pd.DataFrame(rows) for name, rows in parts.items()}
    return Catalogue(**frames, corrections=_corrections(files))


def declared_recasts(folder: Path = DEFAULT) -> list[dict[str, Any]]:
    """The declared rules of recasting alone, for a warehouse that was built before there were any."""
    return read_recast(CatalogueFiles(folder))


def _placed(rows: list[dict[str, str]]) -> list[dict[str, Any]]:
    return [{**row, "column_no": int(row["column_no"]), "row_no": int(row["row_no"])} for row in rows]


def _corrections(files: CatalogueFiles) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "file": one.file,
            "row_key": one.row_key,
            "column_name": one.column,
            "was": one.was,
            "now": one.now,
            "reason": one.reason,
            "declared_by": one.declared_by,
            "declared_on": date.fromisoformat(one.declared_on),
        }
        for one in files.corrections
    )
