"""How each kind of part is drawn; the kinds themselves, and what files may say of them, are in `data.wall.kinds`."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from markupsafe import Markup

from pages.wall.parts import aims, alerting, charts, figures, held, news, places, reporting, tasking
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
        "changes": news.changes,
        "brief": news.brief,
        "reports": reporting.reports,
        "agencies": reporting.agencies,
        "coverage": held.coverage,
        "sources": held.sources,
        "loads": held.loads,
        "holdings": held.holdings,
        "alert_counts": alerting.alert_counts,
        "alerts": alerting.alerts,
        "task_states": tasking.task_states,
        "task_units": tasking.task_units,
        "tasks": tasking.tasks,
        "text": held.text,
    }
)
DESK = frozenset({"alert_counts", "alerts", "task_states", "task_units", "tasks", "brief"})
"""Kinds that show what people do, which changes without a load: their scenes are kept by the desk stamp too."""
FRESH = frozenset({"loads", "alert_counts", "alerts", "brief", "changes", "reports", "agencies"})
"""Kinds that show what no data version tells of, such as refused loads and the hour: they are not kept for long."""
