"""Which units are most like one, over some indicators, and how they stand beside it."""

from collections.abc import Mapping, Sequence

import pandas as pd

from data.records import Entity, Indicator
from data.similarity import distances, scores

MEASURES = ("LAB14", "GRO06", "GRO10", "LAB07", "LAB06", "GRO14")
"""What makes provinces alike unless the reader says otherwise: people, income, and the shape of the economy."""


def measured(rankings: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """A table of values: a row a unit, a column an indicator; what a unit has no figure of is missing."""
    columns = [frame.set_index("entity")["value"].rename(code) for code, frame in rankings.items() if len(frame)]
    return pd.concat(columns, axis=1) if columns else pd.DataFrame()


def peers(
    table: pd.DataFrame, indicators: Sequence[Indicator], unit: Entity, units: Sequence[Entity], most: int
) -> pd.DataFrame:
    """The `most` nearest units: entity, name_vi, name_en, distance, shared."""
    sizes = frozenset(one.code for one in indicators if one.rule_space == "sum")
    found = distances(scores(table, sizes), unit.code) if len(table) else distances(table, unit.code)
    names = {one.code: one for one in units}
    near = found[found.index.isin(names)].head(most)
    frame = pd.DataFrame(
        {
            "entity": pd.Series(near.index, dtype="str"),
            "name_vi": pd.Series([names[code].name_vi for code in near.index], dtype="str"),
            "name_en": pd.Series([names[code].name_en for code in near.index], dtype="str"),
            "distance": near["distance"].to_numpy(),
            "shared": near["shared"].to_numpy(),
        }
    )
    own = table.loc[unit.code].notna() if unit.code in table.index else pd.Series(dtype=bool)
    missing = tuple(one.code for one in indicators if not bool(own.get(one.code, False)))
    frame.attrs |= {"indicators": tuple(one.code for one in indicators), "missing": missing}
    return frame
