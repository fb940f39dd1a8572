"""How each kind of part is drawn; the kinds themselves, and what files may say of them, are in `data.wall.kinds`."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from markupsafe import Markup

from pages.wall.parts import aims, charts, figures, held, places
from pages.wall.parts.common import Ask

Draw = Callable[[Ask], Markup]

PARTS: Mapping[str, Draw] = MappingProxyType(
    {
        "figure": figures.figure,
        "figures": figures.figures,
        "series": charts.series,
        "years": charts.years,
        "balance": charts.balance,
        "targets": aims.targets,
        "target_states": aims.target_states,
        "map": places.map_,
        "ranking": places.ranking,
        "changes": held.changes,
        "coverage": held.coverage,
        "sources": held.sources,
        "loads": held.loads,
        "holdings": held.holdings,
        "text": held.text,
    }
)
FRESH = frozenset({"loads"})
"""Kinds that show what no data version tells of, such as refused loads: what was drawn of them is not kept long."""
