"""Cards: one figure at a glance, and the panel that holds everything else."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from components.chips import status_chip
from components.export_menu import export_menu, export_target, pack_button
from components.formatting import Change, number
from components.formatting import period as period_text
from components.language import _, language
from components.markup import attrs, optional_id
from components.taking import About, statuses_of, words_of
from data.periods import Period
from data.records import Indicator, Status
from exports.content import Card, Content, Kind, Shape
from exports.offered import offer

Child = Component | str | None


def kpi_card(
    *,
    indicator: Indicator,
    value: float | None,
    period: Period | str | None,
    status: Status | str = Status.NORMAL,
    change: Change | None = None,
    compared_with: str = "",
    sparkline: Component | None = None,
    chip: Component | None = None,
    href: str | None = None,
    title: str | None = None,
) -> Component:
    """One headline figure: title, period, number with unit, change, line, and how it stands against its target.

    Args:
        indicator: gives name, unit, decimals.
        value: None is shown as "chưa có số liệu".
        period: of the value.
        status: S, E, P, F put their mark below the period.
        change: from `formatting.change`; its tone follows the indicator's polarity.
        compared_with: what the change is against: "so với cùng kỳ".
        sparkline: from `sparkline.sparkline`.
        chip: from `chips.target_chip`.
        href: where the whole card leads.
        title: instead of the indicator's short name.
    """
    name = title or indicator.short(language())
    body = [
        html.Div(
            [
                html.Span(
                    dcc.Link(name, href=href, className="tc-kpi__link") if href else name, className="tc-kpi__name"
                ),
                html.Span(
                    [period_text(period), status_chip(status)] if value is not None else "", className="tc-kpi__period"
                ),
            ],
            className="tc-kpi__head",
        ),
        html.Div([_big_number(value, indicator), sparkline], className="tc-kpi__body"),
        html.Div(change_line(change, compared_with), className="tc-kpi__change"),
        html.Div(chip, className="tc-kpi__foot"),
    ]
    card = replace(
        _card_of(indicator, name, value, period, status),
        change=f"{change.arrow} {change.text}" if change else "",
        tone=change.tone if change else "neutral",
        compared_with=compared_with,
        target=_target_words(chip),
        spark=getattr(sparkline, "shows", ()),
    )
    drawn: Any = html.Article(body, className="tc-card tc-kpi" + (" tc-kpi--link" if href else ""))
    drawn.shows = card  # for files; it does not travel
    return drawn


def kpi_row(cards: Sequence[Component], *, id: str, title: str | None = None, about: About | None = None) -> Component:
    """Headline cards side by side, which can be taken away together under `title`."""
    name, told = title or _("Số liệu chính"), about or About()
    shown = [card.shows for card in cards if hasattr(card, "shows")]
    offer(id, lambda: _content_of(id, name, shown, told))
    tools = html.Div([export_menu(), pack_button()], className="tc-tools tc-tools--kpis")
    return html.Div(
        [html.Div(list(cards), className="tc-kpis"), tools], className="tc-kpis__frame", **export_target(id, name)
    )


def _content_of(id: str, title: str, cards: Sequence[Card], told: About) -> Content:
    shape = Shape(kind=Kind.KPIS, cards=tuple(cards))
    return Content(
        id=id,
        kind=Kind.KPIS,
        title=title,
        subject=told.subject,
        shape=shape,
        source=told.source,
        data_date=told.data_date,
        boundary=told.boundary,
        marks=statuses_of(shape),
    )


def _card_of(
    indicator: Indicator, name: str, value: float | None, period: Period | str | None, status: Status | str
) -> Card:
    if value is None:
        return Card(name, _("chưa có số liệu"), "", "")
    return Card(
        name=name,
        value=number(value, indicator.decimals),
        unit=indicator.unit(language()),
        period=period_text(period),
        status=Status(status).value,
        raw=float(value),
        decimals=indicator.decimals,
    )


def _target_words(tree: Any) -> str:
    """What the first chip in a part of a card says."""
    if isinstance(tree, list | tuple):
        return next((text for one in tree if (text := _target_words(one))), "")
    if "tc-chip" in (getattr(tree, "className", None) or ""):
        return words_of([one for one in tree.children if not _is_icon(one)])
    return _target_words(getattr(tree, "children", None)) if isinstance(tree, Component) else ""


def _is_icon(tree: Any) -> bool:
    return "tc-chip__icon" in (getattr(tree, "className", None) or "")


def _big_number(value: float | None, indicator: Indicator) -> Component:
    if value is None:
        return html.Span(_("chưa có số liệu"), className="tc-kpi__none")
    unit = indicator.unit(language())
    return html.Span(
        [number(value, indicator.decimals), html.Small(unit, className="tc-kpi__unit")], className="tc-kpi__number"
    )


def change_line(change: Change | None, compared_with: str = "") -> Component:
    """Arrow, word and colour together: "▲ tăng 1,70 điểm % so với cùng kỳ"; says so when nothing can be compared."""
    if change is None:
        return html.Span(_("chưa so sánh được"), className="tc-change tc-change--none")
    return html.Span(
        [
            html.Span(change.arrow, className="tc-change__arrow", **attrs(aria_hidden="true")),
            html.Span(change.text, className="tc-change__text"),
            html.Span(f" {compared_with}", className="tc-change__against") if compared_with else None,
        ],
        className=f"tc-change tc-change--{change.tone}",
    )


def section_card(
    title: str,
    children: Any,
    *,
    subtitle: Child = None,
    footer: Child = None,
    id: str | None = None,
    class_name: str = "",
) -> Component:
    """A panel with a heading; `subtitle` stands at its right (a unit, a count, a control), `footer` under a line."""
    heading = html.Div(
        [html.H2(title, className="tc-card__title"), html.Div(subtitle, className="tc-card__subtitle")],
        className="tc-card__head",
    )
    parts = [heading, html.Div(children, className="tc-card__body")]
    if footer is not None:
        parts.append(html.Div(footer, className="tc-card__foot"))
    return html.Section(parts, className=f"tc-card {class_name}".strip(), **optional_id(id))


def fact_list(facts: list[tuple[str, Any]]) -> Component:
    """Pairs of a word and what it is, as a description list; pairs with nothing to say are left out."""
    rows = [
        html.Div([html.Dt(word), html.Dd(what)], className="tc-facts__row")
        for word, what in facts
        if what is not None and what != ""
    ]
    return html.Dl(rows, className="tc-facts")


def notice(text: Any, *, tone: str = "accent", title: str | None = None) -> Component:
    """A quiet sentence that needs attention; `tone` is accent, risk or bad."""
    heading = html.Strong(title, className="tc-notice__title") if title else None
    return html.Div([heading, html.Div(text)], className=f"tc-notice tc-notice--{tone}", role="note")
