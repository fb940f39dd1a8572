"""From what a figure shows to the plan of a chart: which series is drawn how, and which columns the sheet needs."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from components.figures.parts import value_ticks
from components.formatting import status_word
from components.language import _
from data.records import Status
from exports.content import Kind, Mark, Series, Shape
from exports.names import legal
from exports.paint import INKS, LOOK, ink_of
from exports.plan import Form, Labels, Look, Plan, SheetColumn, letter
from exports.planning_units import bump_plan, dots_plan, ranking_plan
from exports.waterfall_plan import waterfall_plan

HOLLOW = (Status.ESTIMATED, Status.PROVISIONAL, Status.FORECAST)
FEW_SERIES, FEW_POINTS = 6, 14


def plan_of(shape: Shape) -> Plan | None:
    """The plan of a shape that one chart can show; None for the others (maps, grids, cards, many panels)."""
    match shape.kind:
        case Kind.LINES | Kind.COLUMNS | Kind.STACKED | Kind.COMBINED:
            return _over_categories(shape)
        case Kind.RANKING:
            return ranking_plan(shape)
        case Kind.WATERFALL:
            return waterfall_plan(shape)
        case Kind.BUMP:
            return bump_plan(shape)
        case Kind.SCATTER:
            return dots_plan(shape)
    return None


def panels_of(shape: Shape) -> list[tuple[str, Plan]]:
    """A small plan for each unit of MULTIPLES, all on one scale, with what they are held against."""
    shared = [one for one in shape.series if one.role == "reference"]
    values = [value for one in shape.series for value in one.values]
    ends = value_ticks(values, room=3).get("range", (None, None))
    found = []
    for series in shape.series:
        if series.role == "reference":
            continue
        columns = tuple(
            _column(one, 0, (series,), _line_look(one, index, (series,))) for index, one in enumerate((series, *shared))
        )
        names = tuple(legal(one.name) for one in shape.categories)
        plan = Plan(shape.category_word, names, columns, series.decimals, lowest=ends[0], highest=ends[1], legend=False)
        found.append((legal(series.name), plan))
    return found


# --- over categories --------------------------------------------------------------------------------------------------


def _over_categories(shape: Shape) -> Plan:
    base: Form = "column" if shape.kind in (Kind.COLUMNS, Kind.STACKED) else "line"
    columns = [*_bands(shape)]
    for index, series in enumerate(shape.series):
        form: Form = "column" if series.form == "column" or base == "column" else "line"
        look = _column_look(shape, series, index) if form == "column" else _line_look(series, index, shape.series)
        columns.append(_column(series, index, shape.series, replace(look, below=_is_under(series, shape))))
    marks = list(_marks(shape))
    columns += [*marks, *([] if base == "column" else _filled(shape, marks, len(columns))), *_statuses(shape.series)]
    bars = any(one.look is not None and one.look.form == "column" for one in columns)
    second = next((one for one in shape.series if one.second_axis), None)
    return Plan(
        head=shape.category_word,
        categories=tuple(legal(one.name) for one in shape.categories),
        columns=tuple(columns),
        decimals=shape.axes[0].decimals if shape.axes else 1,
        stacked=shape.kind is Kind.STACKED,
        lowest=None if bars else _lowest(shape),
        legend=sum(1 for one in columns if one.look is not None and one.look.legend) > 1,
        second_name=f"{second.name} ({second.unit})" if second else "",
        second_decimals=second.decimals if second else 0,
    )


def _is_under(series: Series, shape: Shape) -> bool:
    """Whether the end of a line lies just under a target, where a label over it would stand in the target's way."""
    known = [place for place, value in enumerate(series.values) if value is not None]
    value = series.values[known[-1]] if known else None
    return value is not None and any(one.first <= known[-1] <= one.last and one.low > value for one in shape.marks)


def _lowest(shape: Shape) -> float | None:
    """Where the axis of lines begins: as on the screen, near the least value."""
    values = [value for one in shape.series if not one.second_axis for value in one.values]
    values += [value for band in shape.bands for value in (*band.lower, *band.upper)]
    values += [value for mark in shape.marks for value in (mark.low, mark.high)]
    ticks = value_ticks(values)
    return float(ticks["range"][0]) if ticks else None


def _column(series: Series, index: int, every: Sequence[Series], look: Look) -> SheetColumn:
    unit = f" ({series.unit})" if series.unit and len({one.unit for one in every}) > 1 else ""
    return SheetColumn(legal(series.name + unit), series.values, series.decimals, look)


def _line_look(series: Series, index: int, every: Sequence[Series]) -> Look:
    known = [place for place, value in enumerate(series.values) if value is not None]
    soft = frozenset(place for place in known if series.status(place) == Status.SIMULATED)
    expected = series.role in ("forecast", "scenario")
    hollow = frozenset(place for place in known if series.status(place) in HOLLOW)
    alone = sum(1 for one in every if one.role in ("own", "peer")) == 1 and series.role in ("own", "forecast")
    labels: Labels = "last" if alone else "none"
    return Look(
        form="line",
        ink=ink_of(series, index, every),
        width=1.25 if series.role == "earlier" else 1.5 if series.role == "reference" else 2.25,
        dashed=expected or (bool(known) and len(soft) * 2 > len(known)),
        labels=labels,
        marker=len(known) <= FEW_POINTS and series.role != "reference",
        second_axis=series.second_axis,
        soft=frozenset() if len(soft) == len(known) else soft,
        hollow=frozenset() if expected else hollow,
    )


def _column_look(shape: Shape, series: Series, index: int) -> Look:
    alone = len([one for one in shape.series if one.form == "column"]) == 1
    soft = frozenset(place for place in range(len(series.values)) if series.status(place) == Status.SIMULATED)
    hollow = frozenset(place for place in range(len(series.values)) if series.status(place) in HOLLOW)
    every = [one for one in shape.series if one.form == "column"] or list(shape.series)
    ink = (
        LOOK.accent
        if alone
        else INKS[index % len(INKS)]
        if shape.kind is Kind.STACKED
        else ink_of(series, index, every)
    )
    weak = {place: LOOK.accent_weak for place in range(len(series.values)) if place not in shape.strong}
    return Look(
        form="column",
        ink=ink,
        labels=("all" if len(series.values) <= FEW_POINTS else "last") if alone and len(shape.series) == 1 else "none",
        second_axis=series.second_axis,
        soft=soft,
        hollow=hollow,
        points=weak if alone and shape.strong else {},
    )


def _bands(shape: Shape) -> Iterator[SheetColumn]:
    """Intervals as stacked areas: what lies under the widest, then the parts between its lines from below to above.

    The lines themselves stand in the sheet, and the areas are formulas of them: whoever changes a line changes the
    area. The columns begin at the second of the sheet, since areas come first.
    """
    if not shape.bands:
        return
    decimals = shape.series[0].decimals if shape.series else 1
    lines = [(_("{band}: thấp").format(band=one.name), one.lower, one) for one in shape.bands]
    lines += [(_("{band}: cao").format(band=one.name), one.upper, one) for one in reversed(shape.bands)]
    for number, (name, values, _band) in enumerate(lines):
        yield SheetColumn(legal(name), values, decimals, _under() if number == 0 else None)
    for number in range(1, len(lines)):
        low, high = lines[number - 1][1], lines[number][1]
        inner = min(number, len(lines) - number)
        band = shape.bands[inner - 1]
        upper_half = number > len(lines) // 2
        yield SheetColumn(
            legal(band.name),
            tuple(None if a is None or b is None else b - a for a, b in zip(low, high, strict=True)),
            decimals,
            Look("area", LOOK.accent_weak, clear=0.72 - 0.22 * (inner - 1), legend=not upper_half),
            formulas=tuple("" if a is None else f"={letter(number + 1)}{{row}}-{letter(number)}{{row}}" for a in low),
        )


def _under() -> Look:
    return Look("area", LOOK.accent_weak, hidden=True, legend=False)


# --- targets and statuses ---------------------------------------------------------------------------------------------


def _marks(shape: Shape) -> Iterator[SheetColumn]:
    """Targets and references as lines over their categories; those that do not overlap share a column."""
    count = len(shape.categories)
    lanes: list[list[tuple[Mark, float, str]]] = []
    for mark in shape.marks:
        low, high = _("{name}: từ").format(name=mark.name), _("{name}: đến").format(name=mark.name)
        edges = [(mark.low, mark.name)] if mark.low == mark.high else [(mark.low, low), (mark.high, high)]
        taken: list[int] = []
        for value, name in edges:
            place = next(
                (one for one, lane in enumerate(lanes) if one not in taken and _is_free(lane, mark)), len(lanes)
            )
            if place == len(lanes):
                lanes.append([])
            lanes[place].append((mark, value, name))
            taken.append(place)
    decimals = shape.series[0].decimals if shape.series else 1
    shown: set[str] = set()
    for lane in lanes:
        values: list[float | None] = [None] * count
        for mark, value, _name in lane:
            values[mark.first : mark.last + 1] = [value] * (mark.last + 1 - mark.first)
        names = list(dict.fromkeys(name for _mark, _value, name in lane))
        name = names[0] if len(names) == 1 else _("Mục tiêu từng năm")
        alone = frozenset(mark.first for mark, _value, _name in lane if mark.last == mark.first)
        newest = any(mark is shape.marks[-1] for mark, _value, _name in lane)
        labels: Labels = "first" if newest and len(lane) == 1 and lane[0][0].low == lane[0][0].high else "none"
        look = Look("line", LOOK.gold, width=1.5, dashed=True, strokes=alone, labels=labels, legend=name not in shown)
        shown.add(name)
        yield SheetColumn(legal(name), tuple(values), decimals, look)


def _filled(shape: Shape, edges: Sequence[SheetColumn], before: int) -> Iterator[SheetColumn]:
    """What lies between the edges of targets that are ranges, each a formula of these: a band, and what lifts it.

    Beside columns there is none: programs draw one kind of columns on an axis. Where two ranges meet, the first counts.
    """
    spans: list[tuple[float, float] | None] = [None] * len(shape.categories)
    for mark in shape.marks:
        if 0 <= mark.low < mark.high:
            inside = range(mark.first, mark.last + 1)
            spans = [(mark.low, mark.high) if at in inside and one is None else one for at, one in enumerate(spans)]
    if not any(spans):
        return

    def cell(row: int, value: float) -> str:
        place = next(place for place, one in enumerate(edges) if one.values[row] == value)
        return f"{letter(before + place + 1)}{{row}}"

    name, decimals = _("Khoảng mục tiêu"), edges[0].decimals
    yield SheetColumn(
        _("{name}: nền").format(name=name),
        tuple(one[0] if one else None for one in spans),
        decimals,
        Look("band", LOOK.gold, hidden=True, legend=False),
        tuple(f"={cell(row, one[0])}" if one else "" for row, one in enumerate(spans)),
    )
    yield SheetColumn(
        name,
        tuple(one[1] - one[0] if one else None for one in spans),
        decimals,
        Look("band", LOOK.gold, clear=0.78, legend=False),
        tuple(f"={cell(row, one[1])}-{cell(row, one[0])}" if one else "" for row, one in enumerate(spans)),
    )


def _is_free(lane: Sequence[tuple[Mark, float, str]], mark: Mark) -> bool:
    """Whether a mark has room in a lane, with a gap at both ends so that no line joins it to another."""
    return all(mark.first > other.last + 1 or mark.last < other.first - 1 for other, _value, _name in lane)


def _statuses(every: Sequence[Series]) -> Iterator[SheetColumn]:
    """What kind of figure each value is, beside the columns that are drawn, where any is not official."""
    if len(every) > FEW_SERIES:
        return
    for series in every:
        if set(series.statuses) - {"", Status.NORMAL.value}:
            words = tuple(status_word(one) if one else "" for one in series.statuses)
            name = _("{name}: loại số liệu").format(name=series.name)
            yield SheetColumn(legal(name), (), 0, words=words)
