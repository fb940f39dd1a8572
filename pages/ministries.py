"""For the Government Office: which ministry answers for how many indicators, and whose figures are missing or old.

Decision it serves: whom to remind.
"""

from collections import Counter
from typing import Any

import dash
from dash import Dash, html
from dash.development.base_component import Component

from components import controls
from components.cards import section_card
from components.columns import Column
from components.formatting import day, number
from components.language import _
from components.markup import attrs
from components.tables import simple_table
from data.records import Entity, Indicator
from pages.drawing import drawn
from pages.parts import page
from pages.pursuit import pursuit_of
from pages.readings import rows_of
from pages.view import View

EDITIONS = ("2025", "2021")
STATES = ("real", "simulated", "none")
GOOD = ("exceeded", "met", "on_track")


def register(app: Dash) -> None:
    dash.register_page(
        __name__, path="/ministries", title=lambda **codes: _("Bộ, ngành") + " · Toàn Cảnh", layout=layout
    )


@drawn
def layout(view: View) -> Component:
    edition = view.choice("edition", EDITIONS, EDITIONS[0])
    present = edition == EDITIONS[0]
    units = view.questions.entities("ministry", edition)
    owned = owned_indicators(view)
    rows = _present_rows(view, units, owned) if present else _former_rows(view, units)
    return page(
        view,
        _("Bộ, ngành"),
        controls.bar(_edition_choice(edition)),
        section_card(
            _("{count} bộ, cơ quan").format(count=number(len(units))),
            simple_table(
                rows,
                _present_columns() if present else _former_columns(),
                id="ministries-table",
                caption=_("Bộ, ngành"),
            ),
            subtitle=coverage_legend() if present else None,
        ),
        lead=_lead(view, edition, owned),
    )


def _lead(view: View, edition: str, owned: dict[str, list[Indicator]]) -> str:
    if edition != EDITIONS[0]:
        return _("Danh sách từ tháng 7/2021 đến hết tháng 2/2025. Mỗi đơn vị dẫn tới cơ quan kế tục hiện nay.")
    sentence = _("{owners} cơ quan chủ trì {count} chỉ tiêu; xếp theo số chỉ tiêu chủ trì.")
    return sentence.format(owners=number(len(owned)), count=number(sum(len(one) for one in owned.values())))


def _edition_choice(edition: str) -> Component:
    words = {"2025": _("Hiện nay (từ 1/3/2025)"), "2021": _("2021 đến hết tháng 2/2025")}
    return controls.choice("edition", _("Danh sách"), list(words.items()), edition, default=EDITIONS[0])


# --- today's list -----------------------------------------------------------------------------------------------------


def owned_indicators(view: View) -> dict[str, list[Indicator]]:
    """The indicators that each ministry of today answers for, by its code."""
    owned: dict[str, list[Indicator]] = {}
    for indicator in view.questions.indicators():
        owned.setdefault(indicator.ministry_code, []).append(indicator)
    return owned


def _present_rows(view: View, units: tuple[Entity, ...], owned: dict[str, list[Indicator]]) -> list[dict[str, Any]]:
    coverage = rows_of(view.questions.coverage(as_of=view.as_of))
    readings = _readings(view)
    rows = [_present_row(view, unit, owned.get(unit.code, []), coverage, readings) for unit in units]
    return sorted(rows, key=lambda row: -row["count"])


def _readings(view: View) -> dict[str, str]:
    """How each indicator of the nation stands to the target of its year, where it has one."""
    nation = view.questions.nation()
    pursuit = pursuit_of(view, nation)
    found = {}
    for code, row in rows_of(view.questions.headline(nation, as_of=view.as_of)).items():
        held = pursuit.held(view.questions.indicator(code), row)
        if held.target is not None:
            found[code] = held.state.value
    return found


def _present_row(
    view: View, unit: Entity, owned: list[Indicator], coverage: dict[str, Any], readings: dict[str, str]
) -> dict[str, Any]:
    held = [coverage[one.code] for one in owned if one.code in coverage]
    counts = Counter(str(row.state) for row in held)
    last = [row.last_real for row in held if row.last_real == row.last_real and row.last_real is not None]
    states = [readings[one.code] for one in owned if one.code in readings]
    return {
        "name": unit.name(view.language),
        "href": view.link(f"/ministries/{unit.code}"),
        "kind": kind_word(unit),
        "count": len(owned),
        "coverage": coverage_bar(counts) if owned else "",
        "last": max(last) if last else None,
        "targets": _targets_word(states),
    }


def _targets_word(states: list[str]) -> str:
    if not states:
        return "…"
    good = sum(1 for state in states if state in GOOD)
    return _("{good}/{count} đạt hoặc đúng tiến độ").format(good=good, count=len(states))


def coverage_bar(counts: Counter[str]) -> Component:
    """A bar of the indicators with published, only simulated and no figures, and the three numbers beside it."""
    total = sum(counts.values())
    parts = [
        html.Span(className=f"tc-share__part tc-share__part--{state}", style={"width": f"{counts[state] / total:.1%}"})
        for state in STATES
        if counts[state]
    ]
    said = _("{real} có số công bố, {simulated} mô phỏng, {none} chưa có")
    numbers = {state: number(counts[state]) for state in STATES}
    return html.Span(
        [
            html.Span(parts, className="tc-share", **attrs(aria_hidden="true")),
            html.Span(" · ".join(numbers.values()), className="tc-share__numbers", **attrs(aria_hidden="true")),
            html.Span(said.format(**numbers), className="tc-visually-hidden"),
        ],
        className="tc-share__row",
        title=said.format(**numbers),
    )


def coverage_legend() -> Component:
    """What the colours of `coverage_bar` mean."""
    words = {"real": _("có số công bố"), "simulated": _("chỉ có mô phỏng"), "none": _("chưa có số liệu")}
    return html.Span(
        [
            html.Span([html.Span(className=f"tc-share__key tc-share__part--{state}"), word], className="tc-share__word")
            for state, word in words.items()
        ],
        className="tc-share__legend",
    )


def kind_word(unit: Entity) -> str:
    return {
        "ministry": _("Bộ"),
        "ministerial-level": _("Cơ quan ngang bộ"),
        "government-attached": _("Cơ quan thuộc Chính phủ"),
    }.get(unit.unit_type or "", _("Cơ quan"))


def _present_columns() -> list[Column]:
    return [
        Column("name", _("Tên"), link="href"),
        Column("kind", _("Loại")),
        Column("count", _("Số chỉ tiêu chủ trì"), "number", decimals=0),
        Column("coverage", _("Số liệu")),
        Column("last", _("Số công bố đến ngày"), "day"),
        Column("targets", _("Mục tiêu năm của cả nước")),
    ]


# --- the former list --------------------------------------------------------------------------------------------------


def _former_rows(view: View, units: tuple[Entity, ...]) -> list[dict[str, Any]]:
    return [
        {
            "name": unit.name(view.language),
            "href": view.link(f"/ministries/{unit.code}", edition=unit.vintage),
            "kind": kind_word(unit),
            "until": None if unit.valid_to is None else day(unit.valid_to),
            "heirs": ", ".join(one.name(view.language) for one in view.questions.registry().successors(unit)),
        }
        for unit in units
    ]


def _former_columns() -> list[Column]:
    return [
        Column("name", _("Tên"), link="href"),
        Column("kind", _("Loại")),
        Column("until", _("Đến ngày")),
        Column("heirs", _("Cơ quan kế tục")),
    ]
