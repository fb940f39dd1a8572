"""Parts of a province's or region's profile: what it is, what became of it, and how it stands to those above it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from components import controls
from components.cards import notice
from components.chart_frame import chart_frame
from components.columns import Column
from components.figures.comparison_lines import comparison_lines
from components.formatting import day, number
from components.language import _
from data.records import Boundary, Entity, Indicator
from data.text import folded
from pages.charts import marks_in, newest_day, sources_in
from pages.indicator_parts import growth_of, in_percent
from pages.parts import Crumb, joined
from pages.pursuit import Pursuit, pursuit_of
from pages.readings import Sparks, map_for, map_told, rows_of, short_text
from pages.view import View

DEFAULT_INDICATOR = "GRO02"
PRESENT = "2025"
COUNTERPARTS = {"GRO02": "GRO01"}
"""What stands for the nation where only provinces have the indicator: GDP growth beside the growth of GRDP."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A unit that another is measured by, with its newest figures by indicator."""

    unit: Entity
    rows: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything that the parts of one profile are drawn from, asked once."""

    unit: Entity
    above: Entity | None
    newest: pd.DataFrame
    rows: dict[str, Any]
    ranks: dict[str, Any]
    sparks: Sparks
    pursuit: Pursuit
    others: tuple[Compared, ...]


def profile_of(view: View, unit: Entity, above: Entity | None = None) -> Profile:
    """The unit's newest figures, ranks, lines and targets, and those of what is `above` (its region) and the nation."""
    ask, above = view.questions, above or region_of(view, unit)
    newest = ask.latest(unit, boundary=map_for(view, unit), as_of=view.as_of)
    units = [one for one in (above, ask.nation()) if one is not None]
    return Profile(
        unit=unit,
        above=above,
        newest=newest,
        rows=rows_of(newest),
        ranks=rows_of(ask.ranks(unit, as_of=view.as_of)),
        sparks=ask.sparks(unit, boundary=map_for(view, unit), as_of=view.as_of),
        pursuit=pursuit_of(view, unit),
        others=tuple(
            Compared(one, rows_of(ask.latest(one, boundary=map_for(view, one), as_of=view.as_of))) for one in units
        ),
    )


def unit_link(view: View, unit: Entity) -> Component:
    """The unit's name as a link to its profile."""
    edition = "" if unit.vintage == PRESENT else unit.vintage
    return dcc.Link(unit.name(view.language), href=view.link(f"/provinces/{unit.code}", edition=edition))


# --- what it is -------------------------------------------------------------------------------------------------------


def region_of(view: View, unit: Entity) -> Entity | None:
    """The region of a province; None for a region."""
    above = view.questions.registry().by_id.get(unit.parent_id or 0)
    return above if above is not None and above.kind == "region" else None


def way_back(view: View, unit: Entity, above: Entity | None) -> list[Crumb]:
    edition = "" if unit.vintage == PRESENT else unit.vintage
    crumbs = [(_("Địa phương"), view.link("/provinces", **({"boundary": edition} if edition else {})))]
    if above is not None:
        crumbs.append((above.name(view.language), view.link(f"/provinces/{above.code}", edition=edition)))
    return crumbs


def facts(view: View, unit: Entity, above: Entity | None) -> list[Any]:
    """One line: kind, region, area, population, and whom it was made of."""
    former = view.questions.registry().predecessors(unit)
    merged = joined([unit_link(view, one) for one in former], " + ") if len(former) > 1 else []
    return joined(
        [
            _kind_word(unit),
            _since(view, unit),
            [_("vùng "), unit_link(view, above)] if above else "",
            _("{area} km²").format(area=number(unit.area_km2, 0)) if unit.area_km2 else "",
            _people(unit),
            [_("hợp nhất từ tỉnh, thành phố cũ: "), *joined([unit_link(view, one) for one in former], " + ")]
            if merged
            else "",
        ]
    )


def _kind_word(unit: Entity) -> str:
    words = {"city": _("Thành phố trực thuộc trung ương"), "province": _("Tỉnh")}
    return words.get(unit.unit_type or "", _("Vùng kinh tế - xã hội"))


def _since(view: View, unit: Entity) -> str:
    """Since when a province has been what it is, and what it was called before; nothing where it never changed."""
    names = view.questions.names_by_date().get(unit.id, [])
    current = next((place for place, (_day, fields) in enumerate(names) if _is_called(unit, fields)), 0)
    if current == 0:
        return ""
    column = "full_name_en" if view.language == "en" else "full_name_vi"
    text = _("từ ngày {day}, trước đó là {name}")
    return text.format(day=day(names[current][0]), name=names[current - 1][1][column])


def _is_called(unit: Entity, fields: dict[str, str]) -> bool:
    return unit.full_name_vi == fields["full_name_vi"]


def _people(unit: Entity) -> str:
    if not unit.population_thousand:
        return ""
    text = _("dân số trung bình năm 2023: {people} triệu người")
    return text.format(people=number(unit.population_thousand / 1000, 2))


def succession_notices(view: View, unit: Entity) -> list[Component]:
    """For a former province: since when it is no more, and which one it is in today."""
    if unit.vintage == PRESENT:
        return []
    heirs = view.questions.registry().successors(unit)
    links = joined([unit_link(view, one) for one in heirs], ", ")
    text = _("Đây là đơn vị theo địa giới đến hết ngày 30/6/2025. Từ ngày 1/7/2025: ")
    return [notice([text, *links] if links else text, tone="accent")]


def why_empty(view: View, unit: Entity) -> str:
    if view.as_of is not None:
        return _("Chưa có số liệu nào của {name} được công bố đến ngày đang xem.").format(name=unit.name(view.language))
    return _("Kho số liệu chưa có số nào của {name}. Số liệu sẽ hiện ngay khi được nạp.").format(
        name=unit.name(view.language)
    )


# --- beside its region and the nation ---------------------------------------------------------------------------------


def same_period(other: Compared, indicator: Indicator, row: Any) -> Any | None:
    """The other unit's newest figure where it is of the same period; else None."""
    code = COUNTERPARTS.get(indicator.code, indicator.code) if other.unit.kind == "nation" else indicator.code
    found = other.rows.get(code)
    return found if found is not None and found.period == row.period else None


def standing(profile: Profile, indicator: Indicator) -> Component:
    """A line under a headline: rank among the provinces, and the region's and nation's figures of the same period."""
    row, place = profile.rows[indicator.code], profile.ranks.get(indicator.code)
    rank = None
    if place is not None and place.of > 1:
        text = _("hạng {rank}/{count}").format(rank=place.rank, count=place.of)
        rank = html.B(text, title=_("Trong các đơn vị cùng cấp có số cùng kỳ"))
    figures = []
    for other in profile.others:
        found = same_period(other, indicator, row)
        if found is not None:
            words = {"nation": _("cả nước {value}"), "province": _("tỉnh {value}")}
            word = words.get(other.unit.kind, _("vùng {value}"))
            figures.append(word.format(value=short_text(found.value, found.status, indicator)))
    return html.Span(joined([rank, *figures]), className="tc-standing__line")


def comparison(view: View, profile: Profile) -> Component:
    """The unit, its region and the nation through time, by an indicator the reader chooses."""
    options = [one for one in view.questions.indicators() if one.code in profile.rows]
    codes = {one.code: one for one in options}
    default = DEFAULT_INDICATOR if DEFAULT_INDICATOR in codes else options[0].code
    indicator = codes[view.choice("indicator", codes, default)]
    units = [profile.unit, *(other.unit for other in profile.others)]
    lines, measured = _lines(view, indicator, units)
    chooser = controls.finder(
        "indicator",
        _("So sánh theo chỉ tiêu"),
        [(one.code, one.short(view.language), folded(f"{one.code} {one.name_vi} {one.name_en}")) for one in options],
        indicator.code,
        default=default,
    )
    chart = _chart(view, indicator, measured, lines, map_told(view, profile.unit))
    return html.Div([controls.bar(chooser), chart], className="tc-compare")


def _lines(
    view: View, indicator: Indicator, units: Sequence[Entity]
) -> tuple[list[tuple[str, pd.DataFrame]], Indicator]:
    """Series by name. Sums are compared by their growth: a province's sum beside the nation's would say nothing."""
    growth = indicator.rule_space == "sum"
    lines = []
    for one in units:
        code = COUNTERPARTS.get(indicator.code, indicator.code) if one.kind == "nation" else indicator.code
        measure = next(iter(view.questions.known([code])), indicator)
        frame = view.questions.change(measure, one, boundary=map_for(view, one), as_of=view.as_of)
        name = _line_name(view, one) if measure is indicator else _("Cả nước (GDP)")
        lines.append((name, growth_of(frame) if growth else frame))
    return _in_own_span(lines), in_percent(indicator) if growth else indicator


def _in_own_span(lines: list[tuple[str, pd.DataFrame]]) -> list[tuple[str, pd.DataFrame]]:
    """The others only while the unit itself has figures, so that its line fills the chart."""
    own = lines[0][1]["period_end"]
    return [(name, frame[frame["period_end"].between(own.min(), own.max())]) for name, frame in lines]


def _line_name(view: View, unit: Entity) -> str:
    return _("Cả nước") if unit.kind == "nation" else unit.name(view.language)


def _chart(
    view: View,
    indicator: Indicator,
    measured: Indicator,
    lines: list[tuple[str, pd.DataFrame]],
    boundary: Boundary | None,
) -> Component:
    first = lines[0][1]
    own = first["grain"].iloc[0] if len(first) else None
    alike = [(name, frame[frame["grain"] == own]) for name, frame in lines]
    same = [(name, frame) for name, frame in alike if len(frame)]
    grown = measured is not indicator
    reason = None if len(first) > 1 else _too_few(len(first), grown)
    title = indicator.short(view.language) + (_(": tăng trưởng so với cùng kỳ") if grown else "")
    frames = [frame for _name, frame in same]
    return chart_frame(
        None if reason else comparison_lines(same, measured),
        id="profile-comparison",
        title=title,
        unit=measured.unit(view.language),
        source=sources_in(view, *frames),
        data_date=newest_day(*frames),
        boundary=boundary,
        marks=marks_in(*frames),
        table=_table(same) if same else None,
        columns=_table_columns(same, measured),
        caption=_("{title}: so sánh {names}.").format(title=title, names=", ".join(name for name, _frame in same)),
        empty_reason=reason,
        subject=same[0][0] if same else "",
        height=300,
    )


def _too_few(count: int, grown: bool) -> str:
    if grown:
        return _("Chưa đủ số liệu để so tốc độ tăng: cần số của cùng kỳ năm trước trong ít nhất hai kỳ.")
    return _("Mới có {count} kỳ số liệu; cần ít nhất hai kỳ để vẽ diễn biến.").format(count=count)


def _table(lines: list[tuple[str, pd.DataFrame]]) -> pd.DataFrame:
    """A row per period, a column per unit."""
    columns = [frame.set_index("period")["value"].rename(f"value{index}") for index, (_n, frame) in enumerate(lines)]
    return pd.concat(columns, axis=1).sort_index().reset_index(names="period")


def _table_columns(lines: list[tuple[str, pd.DataFrame]], indicator: Indicator) -> list[Column]:
    figures = [
        Column(f"value{index}", name, "number", decimals=indicator.decimals)
        for index, (name, _frame) in enumerate(lines)
    ]
    return [Column("period", _("Kỳ"), "period"), *figures]
