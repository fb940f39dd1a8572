"""For an analyst who knows roughly what to look for: every indicator, with its newest figure and how it is doing.

Decision it serves: which indicator to open, and which ones have no figures yet.
"""

from collections.abc import Callable
from typing import Any

import dash
from dash import Dash, dcc, html
from dash.development.base_component import Component

from components import controls
from components.cards import section_card
from components.columns import Column
from components.formatting import grain_word, number
from components.language import _
from components.tables import data_grid
from data.records import Indicator
from data.text import folded
from pages.drawing import drawn
from pages.parts import page
from pages.pursuit import pursuit_of
from pages.readings import ALL, figure_cells, indicator_cells, name_column, no_figure, rows_of
from pages.view import View

FILTERS: dict[str, Callable[[Indicator], str]] = {
    "theme": lambda one: one.theme,
    "set": lambda one: one.index_set,
    "ministry": lambda one: one.ministry_code,
    "frequency": lambda one: str(one.frequency),
    "level": lambda one: one.level,
}
STATES = ("real", "simulated", "none")


def register(app: Dash) -> None:
    dash.register_page(
        __name__, path="/indicators", title=lambda **codes: _("Danh mục chỉ tiêu") + " · Toàn Cảnh", layout=layout
    )


@drawn
def layout(view: View) -> Component:
    states = _states(view)
    every = view.questions.indicators()
    wanted = {name: _wanted(view, name, every) for name in FILTERS}
    state = view.choice("state", STATES, ALL)
    found = [one for one in every if _fits(one, wanted, state, states) and _named(one, view.params.get("q", ""))]
    return page(
        view,
        _("Danh mục chỉ tiêu"),
        _controls(view, every, wanted, state),
        section_card(
            _count(len(found), len(every)),
            data_grid(
                _rows(view, found, states),
                _columns(),
                id="catalogue-grid",
                search=False,
                empty=_("Không có chỉ tiêu nào khớp. Hãy bỏ bớt điều kiện lọc."),
                label=_("Danh mục chỉ tiêu"),
            ),
            subtitle=_clear_link(view, wanted, state),
        ),
        lead=_lead(states),
    )


def _states(view: View) -> dict[str, str]:
    """real, simulated or none, by indicator code."""
    return {str(row.indicator): str(row.state) for row in view.questions.coverage(as_of=view.as_of).itertuples()}


def _lead(states: dict[str, str]) -> str:
    counts = [number(sum(1 for one in states.values() if one == state)) for state in STATES]
    words = _("{total} chỉ tiêu: {real} có số công bố, {simulated} chỉ có số mô phỏng, {none} chưa có số liệu.")
    return words.format(total=number(len(states)), real=counts[0], simulated=counts[1], none=counts[2])


def _count(found: int, total: int) -> str:
    if found == total:
        return _("Tất cả {total} chỉ tiêu").format(total=number(total))
    return _("{found} trong {total} chỉ tiêu").format(found=number(found), total=number(total))


# --- filters ----------------------------------------------------------------------------------------------------------


def _wanted(view: View, name: str, every: tuple[Indicator, ...]) -> str:
    return view.choice(name, tuple({FILTERS[name](one) for one in every}), ALL)


def _fits(indicator: Indicator, wanted: dict[str, str], state: str, states: dict[str, str]) -> bool:
    same = all(value in (ALL, FILTERS[name](indicator)) for name, value in wanted.items())
    return same and state in (ALL, states.get(indicator.code, "none"))


def _named(indicator: Indicator, text: str) -> bool:
    """Whether every word of `text` stands in the code or a name, without regard to diacritics."""
    names = f"{indicator.code} {indicator.name_vi} {indicator.name_en} {indicator.short_vi} {indicator.short_en}"
    return all(word in folded(names) for word in folded(text).split())


def _controls(view: View, every: tuple[Indicator, ...], wanted: dict[str, str], state: str) -> Component:
    ministries = {one.code: one.name(view.language) for one in view.questions.entities("ministry")}
    labels: dict[str, tuple[str, Callable[[Indicator], str]]] = {
        "theme": (_("Chủ đề"), lambda one: one.theme_name(view.language)),
        "set": (_("Bộ chỉ số"), lambda one: _capital(one.set_name(view.language))),
        "ministry": (_("Cơ quan chủ trì"), lambda one: ministries.get(one.ministry_code, one.ministry_code)),
        "frequency": (_("Kỳ báo cáo"), lambda one: _capital(grain_word(one.frequency))),
        "level": (_("Cấp"), lambda one: _level_word(one.level)),
    }
    filters = []
    for name, (label, word) in labels.items():
        options = {FILTERS[name](one): word(one) for one in every}
        filters.append(_filter(name, label, list(options.items()), wanted[name]))
    filters.append(_filter("state", _("Số liệu"), [(one, _state_word(one)) for one in STATES], state))
    search = controls.word_filter("q", _("Tên hoặc mã"), view.params.get("q", ""))
    return html.Div(controls.bar(search, *filters), className="tc-filters")


def _filter(name: str, label: str, options: list[controls.Option], value: str) -> Component:
    return controls.choice(name, label, [(ALL, _("Tất cả")), *options], value, default=ALL)


def _clear_link(view: View, wanted: dict[str, str], state: str) -> Component | None:
    if {*wanted.values(), state} == {ALL} and not view.params.get("q"):
        return None
    return dcc.Link(_("Bỏ mọi điều kiện lọc"), href=view.link("/indicators"))


def _level_word(level: str) -> str:
    return {"national": _("Cả nước"), "province": _("Tỉnh, thành phố"), "both": _("Cả nước và tỉnh")}[level]


def _state_word(state: str) -> str:
    return {"real": _("Có số công bố"), "simulated": _("Chỉ có mô phỏng"), "none": _("Chưa có số liệu")}[state]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# --- the table --------------------------------------------------------------------------------------------------------


def _rows(view: View, found: list[Indicator], states: dict[str, str]) -> list[dict[str, Any]]:
    questions = view.questions
    nation = questions.nation()
    newest = rows_of(questions.headline(nation, as_of=view.as_of))
    sparks = questions.sparks(nation, as_of=view.as_of)
    pursuit = pursuit_of(view, nation)
    return [
        _row(view, one, states.get(one.code, "none"), figure_cells(one, newest.get(one.code), sparks, pursuit))
        for one in found
    ]


def _row(view: View, indicator: Indicator, state: str, figures: dict[str, Any]) -> dict[str, Any]:
    if "value" not in figures:
        figures |= no_figure(indicator, state)
    return {
        **indicator_cells(view, indicator),
        "ministry": indicator.ministry_code,
        "ministry_href": view.link(f"/ministries/{indicator.ministry_code}"),
        **figures,
    }


def _columns() -> list[Column]:
    compared = _("So với cùng kỳ năm trước; nơi không có thì so với kỳ liền trước")
    return [
        name_column(),
        Column("value", _("Giá trị"), "number", text="value_text", width=108),
        Column("period", _("Kỳ mới nhất"), "period", width=130),
        Column("change", _("Thay đổi"), "change", width=152, note=compared),
        Column("spark", _("Diễn biến"), "spark", width=106),
        Column("status", _("Số liệu"), "status", width=112),
        Column("target", _("Mục tiêu năm"), "target", width=152),
        Column("ministry", _("Chủ trì"), link="ministry_href", width=80),
        Column("code", _("Mã"), width=80),
    ]
