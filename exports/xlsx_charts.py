"""Native charts of Excel from a plan, over the cells that hold its figures."""

from typing import Any

from exports.paint import FONT, LOOK
from exports.plan import Look, Plan, SheetColumn
from exports.wording import number_format

WIDTH, HEIGHT = 880, 460
ROW = 15
NEITHER = {"none": True}


def chart_of(book: Any, sheet: str, plan: Plan, *, title: str, small: bool = False) -> Any:
    """A chart of a plan whose sheet stands in the same book; None where nothing of it is drawn."""
    if not plan.drawn:
        return None
    first, second = _kinds(plan)
    chart = _made(book, sheet, plan, first)
    if second:
        chart.combine(_made(book, sheet, plan, second, second=True))
    _axes(chart, plan)
    chart.set_title(
        {"name": title, "overlay": False, "name_font": {"name": FONT, "size": 9 if small else 13, "bold": True}}
    )
    chart.set_legend({"position": "bottom", "delete_series": plan.unseen} if plan.legend else NEITHER)
    chart.show_blanks_as("gap")
    tall = max(HEIGHT, ROW * len(plan.categories) + 90) if plan.horizontal else HEIGHT
    chart.set_size({"width": 300, "height": 190} if small else {"width": WIDTH, "height": tall})
    return chart


def _kinds(plan: Plan) -> tuple[str, str]:
    """The form that is drawn first, and the one that is laid over it, if there are two."""
    forms = list(dict.fromkeys(look.form for _place, _column, look in plan.drawn))
    order = [one for one in ("dots", "area", "band", "column", "line") if one in forms]
    if len(order) > 2 and "band" in order:  # Excel's library lays one form over another; the edges tell the band
        order.remove("band")
    return order[0], order[1] if len(order) > 1 else ""


def _made(book: Any, sheet: str, plan: Plan, form: str, *, second: bool = False) -> Any:
    options: dict[str, Any] = {
        "type": {"dots": "scatter", "band": "column", "column": "bar" if plan.horizontal else "column"}.get(form, form)
    }
    if form in ("area", "band") or (form == "column" and plan.stacked):
        options["subtype"] = "stacked"
    chart = book.add_chart(options)
    for place, column, look in plan.drawn:
        if look.form == form:
            chart.add_series(_series(sheet, plan, place, column, look))
    if second and any(look.second_axis for _place, _column, look in plan.drawn):
        chart.set_y2_axis(
            {"name": plan.second_name, "num_format": number_format(plan.second_decimals), "line": NEITHER}
        )
    return chart


def _series(sheet: str, plan: Plan, place: int, column: SheetColumn, look: Look) -> dict[str, Any]:
    last = len(plan.categories)
    across = 1 if look.form == "dots" else 0
    series: dict[str, Any] = {
        "name": [sheet, 0, place],
        "categories": [sheet, 1, across, last, across],
        "values": [sheet, 1, place, last, place],
        "y2_axis": look.second_axis,
    }
    if look.form in ("line", "dots"):
        series["marker"] = _marker(look)
        line = {"color": look.ink, "width": look.width, **({"dash_type": "dash"} if look.dashed else {})}
        series["line"] = NEITHER if look.form == "dots" else line
    else:
        series["fill"] = NEITHER if look.hidden else {"color": look.ink, "transparency": round(look.clear * 100)}
        series["border"] = NEITHER
        series |= (
            {"gap": 35 if plan.horizontal else 50, "overlap": 100 if plan.stacked else 0}
            if look.form == "column"
            else {"gap": 0, "overlap": 100}
            if look.form == "band"
            else {}
        )
    if points := _points(column, look):
        series["points"] = points
    if labels := _labels(column, look):
        series["data_labels"] = labels
    return series


def _marker(look: Look) -> dict[str, Any]:
    if look.form == "dots":
        return {"type": look.symbol, "size": 8, "fill": {"color": look.ink}, "border": {"color": look.ink}}
    if look.strokes:
        return {"type": "long_dash", "size": 8, "fill": {"color": look.ink}, "border": NEITHER}
    return (
        {"type": "circle", "size": 5, "fill": {"color": look.ink}, "border": NEITHER}
        if look.marker
        else {"type": "none"}
    )


def _points(column: SheetColumn, look: Look) -> list[dict[str, Any] | None]:
    """Inks of single bars, hatched where they are simulated, pale where they are estimated."""
    if look.form != "column" or look.hidden or not (look.points or look.soft or look.hollow):
        return []
    found: list[dict[str, Any] | None] = []
    for index in range(len(column.values)):
        ink = look.points.get(index, look.ink)
        if index in look.soft:
            found.append(
                {
                    "pattern": {"pattern": "wide_upward_diagonal", "fg_color": ink, "bg_color": "#ffffff"},
                    "border": {"color": ink},
                }
            )
        elif index in look.hollow:
            found.append({"fill": {"color": ink, "transparency": 75}, "border": {"color": ink}})
        else:
            found.append({"fill": {"color": ink}} if index in look.points else None)
    return found


def _labels(column: SheetColumn, look: Look) -> dict[str, Any]:
    """Figures at all points or one, names of lines at their ends."""
    if look.labels == "none" or look.hidden:
        return {}
    form = {"num_format": number_format(column.decimals), "font": {"name": FONT, "size": 9}}
    if look.labels == "all":
        return {"value": True, **form}
    known = [index for index, value in enumerate(column.values) if value is not None]
    at = (known[0] if look.labels == "first" else known[-1]) if known else -1
    custom = [{"delete": index != at} for index in range(len(column.values))]
    told = (
        {"series_name": True, "position": "right"}
        if look.labels == "name"
        else {"value": True, "position": ("below" if look.below else "above") if look.form == "line" else "outside_end"}
    )
    return {**told, "custom": custom, **form}


def _axes(chart: Any, plan: Plan) -> None:
    quiet = {"name": FONT, "size": 9, "color": LOOK.muted}
    values: dict[str, Any] = {
        "num_format": number_format(min(plan.decimals, 1)),
        "num_font": quiet,
        "name": plan.value_name,
        "major_gridlines": {"visible": True, "line": {"color": LOOK.grid}},
        "line": NEITHER,
        "reverse": plan.upside_down,
    }
    values |= {} if plan.lowest is None else {"min": plan.lowest}
    values |= {} if plan.highest is None else {"max": plan.highest}
    if plan.across_name:
        chart.set_x_axis(
            {
                "name": plan.across_name,
                "num_format": number_format(min(plan.across_decimals, 1)),
                "num_font": quiet,
                "label_position": "low",
            }
        )
        chart.set_y_axis({**values, "label_position": "low", "visible": bool(plan.value_name)})
        return
    skip = 1 if plan.horizontal else -(-len(plan.categories) // 16)
    names = {"num_font": quiet, "label_position": "low", "interval_unit": skip, "reverse": plan.horizontal}
    across, up = (values, names) if plan.horizontal else (names, values)
    chart.set_x_axis(across)
    chart.set_y_axis(up)
