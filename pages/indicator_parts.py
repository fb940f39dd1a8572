"""Parts of the indicator page: what can be chosen, what it is about, its targets, and where it comes from."""

from dataclasses import replace

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from components.cards import fact_list, section_card
from components.chips import chip, target_chip
from components.columns import Column
from components.formatting import day, grain_word, number, target_text
from components.language import _
from components.markup import attrs
from components.messages import empty
from data.errors import UnknownEntity
from data.records import Boundary, Entity, Indicator, Target
from pages.pursuit import Pursuit
from pages.view import View

RULES = {"sum", "mean", "max"}

# --- what can be chosen -----------------------------------------------------------------------------------------------


def units(view: View, indicator: Indicator) -> list[Entity]:
    """The units that may have this indicator, the nation first, then regions and provinces of the map in view.

    Of an indicator that is seen of some units alone, those.
    """
    edition = "2024" if view.boundary is Boundary.MAP_2024 else "2025"
    local = [*view.questions.entities("region", edition), *view.questions.entities("province", edition)]
    if indicator.level == "national":
        return [view.questions.nation()]
    every = local if indicator.level == "province" else [view.questions.nation(), *local]
    return [one for one in every if view.questions.sees(indicator, one)] or every


def unit_key(unit: Entity) -> str:
    """How a unit is named in the address: VN, 01, 24~2024."""
    return unit.code if unit.vintage in ("", "2025") else f"{unit.code}~{unit.vintage}"


def default_unit(view: View, indicator: Indicator) -> str:
    return unit_key(units(view, indicator)[0])


def chosen_unit(view: View, indicator: Indicator) -> Entity:
    """The unit that the address names, or the default where it names none that exists."""
    code, _tilde, edition = view.params.get("unit", "").partition("~")
    for kind in ("nation", "province", "region", "commune"):
        try:
            return view.questions.entity(kind, code, edition or None)
        except UnknownEntity:
            continue
    return units(view, indicator)[0]


def measures(indicator: Indicator) -> dict[str, str]:
    """The ways to measure that make sense: levels always; growth of what is not a rate; sums from January by rule."""
    found = {"level": _("Giá trị từng kỳ")}
    if not indicator.unit_vi.startswith(("%", "điểm")):
        found["growth"] = _("Tăng trưởng so với cùng kỳ")
    if indicator.rule_time in RULES and indicator.frequency != "A":
        found["cumulative"] = _("Lũy kế từ đầu năm")
    return found


def span_words() -> list[tuple[str, str]]:
    return [("3", _("3 năm")), ("5", _("5 năm")), ("10", _("10 năm")), ("all", _("Tất cả"))]


def growth_of(frame: pd.DataFrame) -> pd.DataFrame:
    """The series of growth on the same period of the year before."""
    return frame.assign(value=frame["growth"])[frame["growth"].notna()]


def in_percent(indicator: Indicator) -> Indicator:
    return replace(indicator, unit_vi="%", unit_en="%", decimals=1)


# --- what it is about -------------------------------------------------------------------------------------------------


def breadcrumb(view: View, indicator: Indicator) -> Component:
    """Where this page stands: catalogue, theme, code."""
    return html.Nav(
        [
            dcc.Link(_("Chỉ tiêu"), href=view.link("/indicators")),
            html.Span("›"),
            dcc.Link(indicator.theme_name(view.language), href=view.link("/indicators", theme=indicator.theme)),
            html.Span("›"),
            html.Span(indicator.code),
        ],
        className="tc-crumbs",
        **attrs(aria_label=_("Đường dẫn")),
    )


def heading(view: View, indicator: Indicator) -> Component:
    owner = view.questions.entity("ministry", indicator.ministry_code)
    return html.Div(
        [
            html.H1(indicator.name(view.language)),
            html.P(indicator.definition(view.language), className="tc-lead"),
            html.Div(
                [
                    chip(indicator.unit(view.language)),
                    chip(grain_word(indicator.frequency)),
                    chip(indicator.set_name(view.language)),
                    dcc.Link(
                        owner.name(view.language), href=view.link(f"/ministries/{owner.code}"), className="tc-chip"
                    ),
                ],
                className="tc-chips",
            ),
        ]
    )


def targets(view: View, indicator: Indicator, unit: Entity, pursuit: Pursuit) -> Component:
    """Targets of this unit for this indicator, newest first: how each stands, with its document."""
    found = view.questions.targets(indicator=indicator, entity=unit, as_of=view.as_of)
    if not found:
        return section_card(_("Mục tiêu được giao"), empty(_("Không có mục tiêu nào được giao cho đơn vị này.")))
    return section_card(
        _("Mục tiêu được giao"),
        html.Ul([_target_line(view, one, indicator, pursuit) for one in found], className="tc-targets", tabIndex="0"),
        subtitle=unit.name(view.language),
    )


def _target_line(view: View, target: Target, indicator: Indicator, pursuit: Pursuit) -> Component:
    years = str(target.year_to) if target.year_from == target.year_to else f"{target.year_from}–{target.year_to}"
    call = pursuit.said.get(target.number)
    chip_ = None if call is None else target_chip(call.state.value, chance=call.probability, short=True)
    return html.Li(
        [
            html.B(years),
            dcc.Link(
                target_text(target, indicator),
                href=view.link(f"/targets/{target.number}"),
                className="tc-targets__asked",
            ),
            html.Span([chip_, " ", target.document], className="tc-targets__document"),
        ]
    )


def why_empty(view: View, indicator: Indicator, unit: Entity) -> str:
    if view.as_of:
        return _("Đến ngày {day} chưa có số liệu của {unit}.").format(
            day=day(view.as_of), unit=unit.name(view.language)
        )
    return _("Chưa có số liệu của {unit} cho chỉ tiêu này.").format(unit=unit.name(view.language))


def recorded_column() -> Column:
    return Column("recorded_at", _("Ghi nhận ngày"), "day")


def about(view: View, indicator: Indicator) -> Component:
    """The metadata that a careful reader asks for."""
    owner = view.questions.entity("ministry", indicator.ministry_code)
    facts = [
        (_("Mã"), indicator.code),
        (_("Định nghĩa"), indicator.definition(view.language)),
        (_("Đơn vị tính"), indicator.unit(view.language)),
        (_("Kỳ báo cáo"), grain_word(indicator.frequency)),
        (_("Chiều tốt"), _polarity(indicator)),
        (_("Cấp số liệu"), _level(indicator)),
        (_("Cộng theo địa phương"), _rule(indicator.rule_space, indicator.weight(view.language))),
        (_("Cộng theo thời gian"), _rule(indicator.rule_time, None)),
        (_("Khoảng hợp lệ"), _range(indicator)),
        (_("Cơ quan chủ trì"), owner.name(view.language)),
        (_("Bộ chỉ số"), indicator.set_name(view.language)),
        (_("Nhóm"), indicator.theme_name(view.language)),
        (_("Quyền sử dụng"), indicator.licence_text(view.language)),
        (_("Nguồn mô tả"), indicator.source_text(view.language)),
    ]
    return section_card(_("Về chỉ tiêu này"), fact_list(facts))


def _polarity(indicator: Indicator) -> str:
    words = {"higher": _("càng cao càng tốt"), "lower": _("càng thấp càng tốt"), "band": _("giữ trong khoảng hợp lý")}
    return words[indicator.polarity.value]


def _level(indicator: Indicator) -> str:
    words = {"national": _("quốc gia"), "province": _("địa phương"), "both": _("quốc gia và địa phương")}
    return words[indicator.level]


def _rule(rule: str, weight: str | None) -> str:
    words = {
        "sum": _("cộng"),
        "last": _("lấy kỳ cuối"),
        "mean": _("bình quân"),
        "wmean": _("bình quân có trọng số"),
        "max": _("lấy giá trị lớn nhất"),
        "none": _("không cộng được, chỉ dùng số công bố"),
    }
    return f"{words[rule]} ({weight})" if weight else words[rule]


def _range(indicator: Indicator) -> str:
    low = "−∞" if indicator.minimum is None else number(indicator.minimum, indicator.decimals)
    high = "+∞" if indicator.maximum is None else number(indicator.maximum, indicator.decimals)
    return f"{low} … {high}"
