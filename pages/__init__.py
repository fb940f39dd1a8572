"""The pages: one module each, registered here in the order of the navigation."""

from dash import Dash

from pages import (
    alert,
    alert_rules,
    alerts,
    catalogue,
    commune,
    communes,
    compare,
    contribution,
    forecasts,
    highlights,
    holdings,
    indicator,
    ministries,
    ministry,
    not_found_404,
    overview,
    pack,
    province,
    provinces,
    scenarios,
    target_record,
    target_what_if,
    task,
    task_new,
    tasks,
    trail,
)

__all__ = [
    "alert",
    "alert_rules",
    "alerts",
    "catalogue",
    "commune",
    "communes",
    "compare",
    "contribution",
    "forecasts",
    "highlights",
    "holdings",
    "indicator",
    "ministries",
    "ministry",
    "not_found_404",
    "overview",
    "pack",
    "province",
    "provinces",
    "register",
    "scenarios",
    "target_record",
    "target_what_if",
    "task",
    "task_new",
    "tasks",
    "trail",
]

PAGES = (
    overview,
    catalogue,
    indicator,
    contribution,
    trail,
    provinces,
    province,
    communes,
    commune,
    ministries,
    ministry,
    compare,
    highlights,
    forecasts,
    scenarios,
    alerts,
    alert_rules,  # before the one whose address it could be
    alert,
    tasks,
    task_new,
    task,
    target_record,
    pack,
    target_what_if,
    holdings,
    not_found_404,
)


def register(app: Dash) -> None:
    """Put every page into Dash's register."""
    for page in PAGES:
        page.register(app)
