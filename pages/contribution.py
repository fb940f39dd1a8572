"""For an analyst before a figure that changed: which provinces, or which components, made the change of two periods.

Decision it serves: where to look next. Each line leads to that province's series and to where its figures come from.
"""

import dash
from dash import Dash, dcc, html
from dash.development.base_component import Component

from components import controls
from components.cards import notice, section_card
from components.formatting import as_period, number, period
from components.language import _
from components.tables import simple_table
from pages import contribution_words as words
from pages.charts import about
from pages.contribution_asked import COMPONENTS, Asked, asked_of
from pages.contribution_tables import own_columns, own_rows, part_columns, part_rows, split_chart
from pages.drawing import drawn
from pages.finding import unit_key, unit_options
from pages.parts import joined, page
from pages.view import View


def register(app: Dash) -> None:
    dash.register_page(__name__, path_template="/contribution/<code>", title=_title, layout=layout)


def _title(code: str = "", **_codes: str) -> str:
    return f"{code} · " + _("Đóng góp vào thay đổi") + " · Toàn Cảnh"


@drawn
def layout(view: View, code: str) -> Component:
    asked = asked_of(view, view.questions.indicator(code))
    short = asked.indicator.short(view.language)
    crumbs = [(_("Tổng quan"), view.link("/")), (short, view.link(f"/indicators/{asked.indicator.code}"))]
    title = _("{indicator}: do đâu mà thay đổi").format(indicator=short)
    lead = words.the_change(view, asked) if asked.is_told else None
    parts = [_choosers(view, asked), _other_period(view, asked), *_answer(view, asked)]
    return page(view, title, *parts, crumbs=crumbs, lead=lead)


def _other_period(view: View, asked: Asked) -> Component | None:
    """Said when the period of the figure that led here is none that can be split, such as nine months of the nation."""
    wanted = view.params.get("period", "")
    if asked.pair is None or as_period(wanted) in (None, asked.pair[1]):
        return None
    text = _("Không chia được số của {wanted}: các địa phương không có kỳ này. Đang xem {shown}.")
    return notice(text.format(wanted=period(wanted), shown=period(asked.pair[1])))


def _choosers(view: View, asked: Asked) -> Component:
    units = unit_options(view, asked.units)
    chosen = [controls.finder("unit", _("Đơn vị"), units, unit_key(asked.unit), default=unit_key(asked.units[0]))]
    if asked.pair:
        base, present = map(str, asked.pair)
        later = [(str(one), period(one)) for one in asked.periods]
        earlier = [(str(one), period(one)) for one in asked.bases]
        chosen += [
            controls.choice("period", _("Kỳ"), later, present, default=str(asked.first_period)),
            controls.choice("base", _("So với"), earlier, base, default=str(asked.first_base)),
        ]
    if len(asked.ways) > 1:
        ways = {"provinces": _("Địa phương"), COMPONENTS: _("Thành phần")}
        options = [(way, ways[way]) for way in asked.ways]
        chosen.append(controls.choice("by", _("Chia theo"), options, asked.by, default=asked.ways[0]))
    return controls.bar(*chosen)


def _answer(view: View, asked: Asked) -> list[Component | None]:
    if asked.is_told:
        remarks = [html.P(joined(said), className="tc-note") for said in words.remarks(view, asked)]
        return [split_chart(view, asked), *remarks, _table(view, asked)]
    return [notice(words.why_not(view, asked), tone="risk"), _elsewhere(view, asked), _own_changes(view, asked)]


def _elsewhere(view: View, asked: Asked) -> Component:
    """The nearest questions that have an answer, as links."""
    links = [html.Li(dcc.Link(word, href=address)) for word, address in words.nearest(view, asked)]
    return section_card(_("Gần nhất có thể xem"), html.Ul(links, className="tc-links"))


def _own_changes(view: View, asked: Asked) -> Component | None:
    """Where changes do not add up, each province's own change still stands."""
    if asked.frame.empty:
        return None
    title = _("Thay đổi của từng địa phương")
    told = about(view, asked.frame, subject=asked.indicator.short(view.language))
    table = simple_table(
        own_rows(view, asked), own_columns(view, asked), id="contribution-own", caption=title, about=told
    )
    return section_card(title, table, subtitle=_("không cộng lại được"))


def _table(view: View, asked: Asked) -> Component:
    if asked.by == COMPONENTS:
        title, count = _("Từng thành phần"), ""
    else:
        counted = asked.frame.attrs
        title = _("Từng địa phương")
        count = _("{known}/{total} địa phương").format(
            known=number(counted["present"]), total=number(counted["expected"])
        )
    told = about(view, asked.frame, subject=asked.indicator.short(view.language))
    table = simple_table(
        part_rows(view, asked), part_columns(view, asked), id="contribution-parts", caption=title, about=told
    )
    return section_card(title, table, subtitle=count, footer=words.method(asked))
