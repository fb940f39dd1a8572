"""The frame around every page: the document, the header, navigation by task, and the live connection."""

from collections.abc import Callable
from typing import Any

import dash
from dash import dcc, html
from dash.development.base_component import Component

from components.header import header
from components.language import _, language
from components.markup import attrs
from components.theme import current_theme, tokens

CHARTS = "/_dash-component-suites/plotly/package_data/plotly.min.js"
"""Dash asks for this only when the first chart arrives; asked for at once, it is there by then."""

DOCUMENT = """<!DOCTYPE html>
<html lang="{language}" data-bs-theme="{theme}" data-may="{may}">
<head>
{metas}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="theme-color" content="{colour}">
<title>{title}</title>
{favicon}
<link rel="preload" as="script" href="{charts}">
{css}
</head>
<body>
<a class="tc-skip" href="#main">{skip}</a>
{app_entry}
<footer>
{config}
{scripts}
{renderer}
<script defer src="{charts}"></script>
</footer>
</body>
</html>"""

NAVIGATION = (
    ("/", "bi-grid-1x2", lambda: _("Tổng quan")),
    ("/morning", "bi-sunrise", lambda: _("Bản tin sáng")),
    ("/indicators", "bi-graph-up", lambda: _("Chỉ tiêu")),
    ("/provinces", "bi-geo-alt", lambda: _("Địa phương")),
    ("/ministries", "bi-bank", lambda: _("Bộ, ngành")),
    ("/targets", "bi-bullseye", lambda: _("Mục tiêu")),
    ("/compare", "bi-bar-chart-steps", lambda: _("So sánh")),
    ("/highlights", "bi-stars", lambda: _("Nổi bật")),
    ("/forecasts", "bi-graph-up-arrow", lambda: _("Dự báo")),
    ("/scenarios", "bi-signpost-split", lambda: _("Kịch bản")),
    ("/alerts", "bi-bell", lambda: _("Cảnh báo")),
    ("/tasks", "bi-list-check", lambda: _("Nhiệm vụ")),
    ("/pack", "bi-collection", lambda: _("Tài liệu họp")),
    ("/wall", "bi-display", lambda: _("Màn hình lớn")),
    ("/data", "bi-database", lambda: _("Dữ liệu")),
)

SECTIONS = (
    (None, ("/", "/morning", "/indicators", "/provinces", "/ministries", "/compare", "/highlights")),
    (lambda: _("Điều hành"), ("/targets", "/forecasts", "/scenarios", "/alerts", "/tasks")),
    (lambda: _("Phục vụ họp"), ("/pack", "/wall")),
    (lambda: _("Hệ thống"), ("/data",)),
)
"""Headings of the menu, and the pages below each, in their order."""

OWN_WINDOW = frozenset({"/wall"})
"""What fills a screen by itself, outside this frame."""


def document(may: str = "", **parts: Any) -> str:
    """The HTML around the app, in the visitor's language and theme.

    `may` names what the visitor may do beside looking ("edit"): pages are drawn once for all who see the same, and what
    is offered to some alone is hidden from the others by assets/33-access.css.
    """
    return DOCUMENT.format(
        language=language(),
        theme=current_theme(),
        may=may,
        colour=tokens().panel,
        skip=_("Đến nội dung chính"),
        charts=CHARTS,
        **{
            name: parts.get(name, "")
            for name in ("metas", "title", "favicon", "css", "app_entry", "config", "scripts", "renderer")
        },
    )


def layout(
    refresh_seconds: int, visitor: tuple[str, str] = ("", "desk"), *, build: str = "", exports: bool = True
) -> Component:
    """What Dash draws once on arrival; pages come and go inside it.

    `visitor` is a name, and how they came in; whoever may not take files away (`exports`) is offered none. `build`
    tells an open page whether another build of the product answers by now.
    """
    return html.Div(
        [
            dcc.Store(id="live-version", data=None),
            header(*visitor),
            html.Div(
                [
                    rail(),
                    html.Main(
                        [_offline_banner(), dash.page_container],
                        id="main",
                        className="tc-main",
                        tabIndex="-1",
                    ),
                ],
                className="tc-body",
            ),
            html.Div(id="tc-live", hidden=True, **attrs(data_seconds=str(refresh_seconds), data_build=build)),
            html.Div(id="tc-params-done", hidden=True),
        ],
        className="tc-shell" if exports else "tc-shell tc-shell--reads",
    )


def rail() -> Component:
    pages = {path: (icon, name) for path, icon, name in NAVIGATION}
    parts: list[Component] = []
    for heading, paths in SECTIONS:
        if heading is not None:
            parts.append(html.Span(heading(), className="tc-rail__heading"))
        parts += [_rail_link(path, *pages[path]) for path in paths if path in pages]
    return html.Nav(parts, className="tc-rail", id="tc-rail", **attrs(aria_label=_("Danh mục trang")))


def _rail_link(path: str, icon: str, name: Callable[[], str]) -> Component:
    parts = [html.I(className=f"bi {icon}", **attrs(aria_hidden="true")), html.Span(name())]
    if path in OWN_WINDOW:
        return html.A(parts, href=path, className="tc-rail__link", target="_blank", rel="noopener")
    return dcc.Link(parts, href=path, className="tc-rail__link")


def _offline_banner() -> Component:
    return html.Div(
        [
            html.I(className="bi bi-wifi-off", **attrs(aria_hidden="true")),
            html.Span(_("Mất kết nối với kho số liệu. Đang hiện số liệu đọc được lúc")),
            html.Span("", id="tc-offline-since"),
        ],
        id="tc-offline",
        className="tc-offline",
        hidden=True,
        role="status",
    )
