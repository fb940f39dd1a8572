"""The parts of a change as a waterfall and as tables."""

from math import isclose
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from components.chart_frame import chart_frame
from components.chips import SIGN
from components.columns import Column
from components.figures.waterfall import Step, caption, decimals_for, gathered, signed, waterfall, waterfall_height
from components.formatting import number, period
from components.language import _
from data.records import Boundary, Status
from pages.charts import marks_in, newest_day, sources_in
from pages.contribution_asked import COMPONENTS, Asked
from pages.contribution_words import address_of, change_unit, parts_unit, rest_name, whose
from pages.view import View

CHART = "contribution-chart"
MOST_STEPS = 12


def measured(asked: Asked) -> "pd.Series[float]":
    """The parts in what they are told in."""
    return asked.frame["points" if asked.in_points else "change"]


def rest_of(asked: Asked) -> float:
    """What of the whole is in no part, in what parts are told in; nothing where it is less than the figures show."""
    told = asked.frame.attrs
    seen = round(told["rest"], asked.indicator.decimals)
    return float(told["rest_points" if asked.in_points else "rest"]) if seen else 0.0


def split_chart(view: View, asked: Asked) -> Component:
    """The waterfall of the parts, the smaller ones together."""
    name = "name_en" if view.language == "en" else "name_vi"
    steps = [
        Step(str(row[name]), float(amount), str(row["entity"]))
        for row, amount in zip(asked.frame.to_dict("records"), measured(asked), strict=True)
    ]
    steps = gathered(steps, MOST_STEPS, _("{count} địa phương khác"))
    if rest_of(asked):
        steps.append(Step(rest_name(asked), rest_of(asked)))
    decimals = decimals_for([step.amount for step in steps], 2 if asked.in_points else asked.indicator.decimals)
    title = _("Đóng góp vào thay đổi, {base} → {period}").format(
        base=period(asked.pair[0], short=True) if asked.pair else "",
        period=period(asked.pair[1], short=True) if asked.pair else "",
    )
    told_map = view.boundary if view.boundary is Boundary.REPORTED else asked.edition
    return chart_frame(
        waterfall(steps, decimals, total=_("Thay đổi chung")),
        id=CHART,
        title=title,
        unit=parts_unit(view, asked),
        source=sources_in(view, asked.frame),
        data_date=newest_day(asked.frame),
        boundary=None if asked.by == COMPONENTS else told_map,
        marks=marks_in(asked.frame),
        table=_steps_table(asked, name),
        columns=_steps_columns(view, asked, name),
        caption=caption(steps, decimals, title),
        subject=asked.indicator.short(view.language),
        height=waterfall_height(steps),
    )


def _steps_table(asked: Asked, name: str) -> pd.DataFrame:
    columns = [name, "before", "after", "change", "points", "status"]
    return asked.frame[columns]


def _steps_columns(view: View, asked: Asked, name: str) -> list[Column]:
    decimals = asked.indicator.decimals
    changed = _("Thay đổi ({unit})").format(unit=change_unit(asked.indicator, view.language))
    points = [Column("points", _("Đóng góp (điểm %)"), "number", decimals=4)] if asked.in_points else []
    return [
        Column(name, _("Phần")),
        Column("before", period(asked.pair[0]) if asked.pair else "", "number", decimals=decimals),
        Column("after", period(asked.pair[1]) if asked.pair else "", "number", decimals=decimals),
        Column("change", changed, "number", decimals=4),
        *points,
        Column("status", _("Loại số liệu"), "status"),
    ]


# --- the table of every part ------------------------------------------------------------------------------------------


def part_rows(view: View, asked: Asked) -> list[dict[str, Any]]:
    """A row a part, the largest first, then what is left, then the whole."""
    name = "name_en" if view.language == "en" else "name_vi"
    rows = [_part_row(view, asked, row, name) for row in asked.frame.to_dict("records")]
    told = asked.frame.attrs
    if rest_of(asked):
        rows.append({"name": rest_name(asked), **_amounts(asked, told["rest"], told["rest_points"])})
    whole = {"name": html.B(_("Chung: {unit}").format(unit=whose(view, asked.unit))), **_values(asked, told)}
    points = float(measured(asked).sum()) + rest_of(asked)
    return [*rows, whole | _amounts(asked, told["change"], points)]


def _part_row(view: View, asked: Asked, row: dict[Any, Any], name: str) -> dict[str, Any]:
    mark = SIGN if row["status"] == Status.SIMULATED else ""
    found = {"name": f"{row[name]}", "href": address_of(view, asked, str(row["entity"]))}
    found |= _values(asked, row, mark) | _amounts(asked, row["change"], row["points"])
    for part in ("within", "between"):
        if part in row:
            found[part] = signed(float(row[part]), _fine(asked))
    if "share_after" in row:
        found["share"] = f"{number(row['share_before'], 1)} → {number(row['share_after'], 1)}"
    return found


def _values(asked: Asked, row: Any, mark: str = "") -> dict[str, str]:
    return {when: number(row[when], asked.indicator.decimals) + mark for when in ("before", "after")}


def _amounts(asked: Asked, change: float, points: float) -> dict[str, str]:
    found = {"change": signed(float(change), asked.indicator.decimals)}
    return found | ({"points": signed(float(points), _fine(asked))} if asked.in_points else {})


def _fine(asked: Asked) -> int:
    """Decimals that tell most parts from nothing."""
    return decimals_for(measured(asked).tolist(), 2)


def part_columns(view: View, asked: Asked) -> list[Column]:
    """The columns of `part_rows`."""
    first = _("Thành phần") if asked.by == COMPONENTS else _("Địa phương")
    base, present = (period(one, short=True) for one in asked.pair) if asked.pair else ("", "")
    unit = asked.indicator.unit(view.language)
    values = [_right("before", f"{base} ({unit})"), _right("after", f"{present} ({unit})")]
    change = _right("change", _("Thay đổi ({unit})").format(unit=change_unit(asked.indicator, view.language)))
    if "within" in asked.frame:
        shares = [] if asked.frame.attrs["weight"] is None else [_right("share", _("Tỷ trọng (%)"))]
        split = [_right("within", _("Tự thay đổi")), _right("between", _("Do cơ cấu"))]
        told = [_right("points" if asked.in_points else "change", _("Đóng góp")), *split, *values, *shares]
    else:
        told = [*([_right("points", _("Đóng góp (điểm %)"))] if asked.in_points else []), change, *values]
    return [Column("name", first, link="href"), *told]


def _right(key: str, label: str) -> Column:
    """A column of numbers that are written already."""
    return Column(key, label, "number", text=key)


# --- where parts do not add up ----------------------------------------------------------------------------------------


def own_rows(view: View, asked: Asked) -> list[dict[str, Any]]:
    """Each province's own figures of both periods, the largest change first."""
    name = "name_en" if view.language == "en" else "name_vi"
    decimals = asked.indicator.decimals
    rows = []
    for row in asked.frame.to_dict("records"):
        moved = float(row["after"]) - float(row["before"])
        moved = 0.0 if isclose(moved, 0.0, abs_tol=10**-decimals / 2) else moved
        mark = SIGN if row["status"] == Status.SIMULATED else ""
        address = address_of(view, asked, str(row["entity"]))
        rows.append(
            {"name": row[name], "href": address, **_values(asked, row, mark), "change": signed(moved, decimals)}
        )
    return rows


def own_columns(view: View, asked: Asked) -> list[Column]:
    """The columns of `own_rows`."""
    base, present = (period(one, short=True) for one in asked.pair) if asked.pair else ("", "")
    unit = change_unit(asked.indicator, view.language)
    return [
        Column("name", _("Địa phương"), link="href"),
        _right("before", base),
        _right("after", present),
        _right("change", _("Thay đổi ({unit})").format(unit=unit)),
    ]
