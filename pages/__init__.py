"""The pages: one module each, registered here in the order of the navigation."""

from dash import Dash

from pages import (
    catalogue,
    holdings,
    indicator,
    ministries,
    ministry,
    not_found_404,
    overview,
    province,
    provinces,
)

__all__ = [
    "catalogue",
    "holdings",
    "indicator",
    "ministries",
    "ministry",
    "not_found_404",
    "overview",
    "province",
    "provinces",
    "register",
]

PAGES = (overview, catalogue, indicator, provinces, province, ministries, ministry, holdings, not_found_404)


def register(app: Dash) -> None:
    """Put every page into Dash's register."""
    for page in PAGES:
        page.register(app)
