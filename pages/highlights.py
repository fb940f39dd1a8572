"""For a leader and whoever writes for one: what is to be said of the newest figures, each sentence with its figures.

Chosen by what matters, or of the indicators that the address names; those are drawn too, one chart each, so that a page
of the address `/highlights?what=PRI01,PRI04&period=2026-10` is a section of a briefing.
"""

from collections.abc import Iterator, Sequence

import dash
from dash import Dash, dcc, html
from dash.development.base_component import Component

from components import controls
from components.choosers import several
from components.export_menu import export_menu, export_target, pack_button
from components.figures.time_series import time_series
from components.formatting import as_period, number, period, status_word
from components.language import _
from components.messages import empty
from data.errors import UnknownEntity
from data.periods import Period
from data.records import Entity, Indicator, Status
from data.text import folded
from exports.content import Content, DataDate, Kind, Table, TableColumn
from exports.offered import offer
from exports.tabling import text_column
from pages.charts import series_chart
from pages.drawing import drawn
from pages.indicator_parts import unit_key
from pages.readings import ALL, map_for, map_told, theme_choice
from pages.view import View
from sentences.gathering import paragraphs
from sentences.matter import chosen
from sentences.records import Figure, Paragraph

MOST, MOST_NAMED, MOST_FIGURES = 12, 24, 8
YEARS = 5
HIGHLIGHTS = "highlights"


def register(_app: Dash) -> None:
    dash.register_page(
        __name__, path="/highlights", title=lambda **codes: _("Điểm nổi bật") + " · Toàn Cảnh", layout=layout
    )


@drawn
def layout(view: View) -> Component:
    unit, until = _unit(view), as_period(view.params.get("period") or None)
    named = _named(view)
    indicators = named or _all(view, unit)
    found = paragraphs(view.questions, unit, indicators, until=until, boundary=map_for(view, unit), as_of=view.as_of)
    told = found if named else chosen(found, MOST)
    told = told if named else sorted(told, key=lambda one: -one.weight)
    _offer_points(view, unit, told, until)
    return html.Div(
        [
            html.H1(_title(view, unit, until)),
            html.P(_("Chọn theo mức thay đổi, kỷ lục, mục tiêu; mỗi câu dẫn tới số liệu."), className="tc-lead"),
            _controls(view, unit, named),
            _points(view, unit, told),
            html.Div(
                [_chart(view, unit, one, until) for one in told] if named else [],
                className="tc-cols-2",
            ),
        ],
        className="tc-stack",
    )


def _unit(view: View) -> Entity:
    """The unit that the address names, or the nation."""
    code, _tilde, edition = view.params.get("unit", "").partition("~")
    for kind in ("nation", "province", "region", "commune"):
        try:
            return view.questions.entity(kind, code, edition or None)
        except UnknownEntity:
            continue
    return view.questions.nation()


def _title(view: View, unit: Entity, until: Period | None) -> str:
    where = _("cả nước") if unit.kind == "nation" else unit.name(view.language)
    title = _("Điểm nổi bật: {unit}").format(unit=where)
    return f"{title}, {period(until)}" if until else title


def _named(view: View) -> tuple[Indicator, ...]:
    """The indicators that the address names, in its order; those of a theme where it names one."""
    codes = [code for code in view.params.get("what", "").split(",") if code][:MOST_NAMED]
    if codes:
        return view.questions.known(codes)
    theme = view.params.get("theme", ALL)
    return tuple(one for one in view.questions.indicators() if one.theme == theme)[:MOST_NAMED]


def _all(view: View, unit: Entity) -> tuple[Indicator, ...]:
    return tuple(
        one
        for one in view.questions.indicators()
        if one.level == "both" or (one.level == "national") is (unit.kind == "nation")
    )


def _controls(view: View, unit: Entity, named: Sequence[Indicator]) -> Component:
    units = [view.questions.nation(), *view.questions.entities("region"), *view.questions.entities("province")]
    places = [(unit_key(one), one.name(view.language), folded(f"{one.full_name_vi} {one.code}")) for one in units]
    themes = {one.theme: one.theme_name(view.language) for one in view.questions.indicators()}
    options = [
        (one.code, one.short(view.language), folded(f"{one.code} {one.name_vi} {one.name_en}"))
        for one in view.questions.indicators()
    ]
    asked = [one.code for one in named] if view.params.get("what") else []
    theme = view.choice("theme", themes, ALL)
    return controls.bar(
        controls.finder("unit", _("Đơn vị"), places, unit_key(unit), default="VN"),
        theme_choice(themes, theme),
        several("what", _("Chỉ tiêu"), options, asked),
    )


# --- the sentences ----------------------------------------------------------------------------------------------------


def _points(view: View, unit: Entity, told: Sequence[Paragraph]) -> Component:
    if not told:
        return html.Section(empty(_("Chưa có số liệu để nói về đơn vị này.")), className="tc-card")
    items = [html.Li(_point(view, unit, one), className="tc-point") for one in told]
    return html.Section(
        [
            html.Ul(items, className="tc-points"),
            html.Div([export_menu(), pack_button()], className="tc-tools tc-tools--table"),
        ],
        className="tc-card tc-highlights",
        **export_target(HIGHLIGHTS, _("Điểm nổi bật")),
    )


def _point(view: View, unit: Entity, told: Paragraph) -> list[Component]:
    indicator = told.reading.indicator
    head = dcc.Link(
        indicator.short(view.language), href=view.link(f"/indicators/{indicator.code}", unit=unit_key(unit))
    )
    figures = [_figure_link(view, unit, one) for one in told.figures[:MOST_FIGURES]]
    return [
        html.Div(head, className="tc-point__head"),
        html.P(told.text, className="tc-point__text"),
        html.Details(
            [html.Summary(_("Từ các số liệu")), html.Ul(figures, className="tc-point__figures")],
            className="tc-point__from",
        ),
    ]


def _figure_link(view: View, unit: Entity, figure: Figure) -> Component:
    """Where a figure comes from; a sum that nobody published leads to its indicator."""
    indicator = view.questions.indicator(figure.indicator)
    text = f"{indicator.short(view.language)}, {period(figure.period)}: {number(figure.value, indicator.decimals)}"
    address = view.link(f"/trail/{indicator.code}", unit=unit_key(unit), period=figure.period)
    return html.Li(dcc.Link(text, href=address))


def _offer_points(view: View, unit: Entity, told: Sequence[Paragraph], until: Period | None) -> None:
    title = _title(view, unit, until)

    def content() -> Content:
        marks = {figure.status for one in told for figure in one.figures}
        ends = [one.reading.now.period.end for one in told if not one.reading.now.simulated]
        return Content(
            id=HIGHLIGHTS,
            kind=Kind.POINTS,
            title=title,
            table=_table(view, told),
            sentences=tuple(one.text for one in told),
            data_date=DataDate(max(ends)) if ends else None,
            marks=tuple(one for one in Status if one in marks and one not in (Status.NORMAL, Status.MISSING)),
            empty_reason="" if told else _("Chưa có số liệu để nói về đơn vị này."),
        )

    offer(HIGHLIGHTS, content)


def _table(view: View, told: Sequence[Paragraph]) -> Table:
    """The sentences with the figures they are made of, a figure a row."""
    rows = list(_rows(told))
    figures = [figure for _text, figure in rows]
    indicators = [view.questions.indicator(one.indicator) for one in figures]
    shown = [number(one.value, known.decimals) for one, known in zip(figures, indicators, strict=True)]
    return Table(
        (
            text_column(_("Nhận định"), [text for text, _figure in rows]),
            text_column(_("Chỉ tiêu"), [one.short(view.language) for one in indicators]),
            text_column(_("Kỳ"), [period(one.period) for one in figures]),
            TableColumn(_("Giá trị"), "value", True, 2, tuple(one.value for one in figures), tuple(shown)),
            text_column(_("Loại số liệu"), [status_word(one.status) for one in figures]),
        )
    )


def _rows(told: Sequence[Paragraph]) -> Iterator[tuple[str, Figure]]:
    for one in told:
        for place, figure in enumerate(one.figures):
            yield (one.text if place == 0 else "", figure)


# --- the charts -------------------------------------------------------------------------------------------------------


def _chart(view: View, unit: Entity, told: Paragraph, until: Period | None) -> Component:
    indicator = told.reading.indicator
    end = until or told.reading.now.period
    frame = view.questions.series(
        indicator,
        unit,
        start=end.years_back(YEARS),
        end=until,
        boundary=map_for(view, unit),
        as_of=view.as_of,
    )
    targets = view.questions.targets(indicator=indicator, entity=unit, as_of=view.as_of)
    name = indicator.name(view.language)
    return series_chart(
        view,
        time_series(frame, indicator, targets, name=unit.name(view.language)),
        id=f"highlights-{indicator.code}",
        title=name if unit.kind == "nation" else f"{name}, {unit.name(view.language)}",
        indicator=indicator,
        frames=[frame],
        boundary=map_told(view, unit),
        empty_reason=_("Chưa có số liệu của kỳ này."),
        sentences=[one.text for one in told.telling],
    )
