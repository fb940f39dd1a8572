"""Plans of charts that show many units at once: in order, through time by rank, and between two measures."""

from collections.abc import Sequence

from components.formatting import status_word
from components.language import _
from data.records import Status
from exports.content import Axis, Shape
from exports.names import legal
from exports.paint import INKS, LOOK, class_ink
from exports.plan import Look, Plan, SheetColumn

SYMBOLS = ("circle", "square", "triangle", "diamond", "star", "x")


def ranking_plan(shape: Shape) -> Plan:
    """Bars from the top, each with its figure; what units are held against stands among them in its own colour."""
    series = shape.series[0]
    rows = [(legal(one.name), value, series.status(place), place in shape.strong, False)
            for place, (one, value) in enumerate(zip(shape.categories, series.values, strict=True))]  # fmt: skip
    for mark in shape.marks:
        rows.insert(_place_of(mark.low, series.values), (mark.name, mark.low, "", False, True))
    inks = {
        place: LOOK.accent if strong else LOOK.gold
        for place, (*_row, strong, held) in enumerate(rows)
        if strong or held
    }
    kinds = {status for _name, _value, status, _strong, _held in rows if status}
    soft = (
        frozenset(place for place, row in enumerate(rows) if row[2] == Status.SIMULATED)
        if len(kinds) > 1
        else frozenset()
    )
    look = Look("column", LOOK.accent_weak, labels="all", soft=soft, points=inks)
    statuses = tuple(status_word(row[2]) if row[2] else "" for row in rows)
    told = [SheetColumn(_("Loại số liệu"), (), 0, words=statuses)] if kinds - {Status.NORMAL.value} else []
    return Plan(
        head=shape.category_word,
        categories=tuple(row[0] for row in rows),
        columns=(SheetColumn(legal(series.name), tuple(row[1] for row in rows), series.decimals, look), *told),
        decimals=series.decimals,
        horizontal=True,
        legend=False,
    )


def areas_plan(shape: Shape) -> Plan:
    """The areas of a map as bars, the highest at the top, each in the colour that it has on the map."""
    axis = shape.axes[0]
    known = [(one, one.value) for one in shape.areas if one.value is not None and not one.archipelago]
    known.sort(key=lambda pair: -pair[1])
    inks = {place: class_ink(one.group or 0, len(shape.classes)) for place, (one, _value) in enumerate(known)}
    look = Look("column", LOOK.accent_weak, labels="all", points=inks)
    kinds = tuple(status_word(one.status) if one.status else "" for one, _value in known)
    return Plan(
        head=_("Địa phương"),
        categories=tuple(legal(one.name) for one, _value in known),
        columns=(
            SheetColumn(_named(axis), tuple(value for _one, value in known), axis.decimals, look),
            SheetColumn(_("Loại số liệu"), (), 0, words=kinds),
        ),
        decimals=axis.decimals,
        horizontal=True,
        legend=False,
    )


def _place_of(value: float, values: Sequence[float | None]) -> int:
    """Where a value stands among others that go up or down."""
    known = [one for one in values if one is not None]
    falling = len(known) > 1 and known[0] > known[-1]
    return next((place for place, one in enumerate(known) if (one < value if falling else one > value)), len(known))


def dots_plan(shape: Shape) -> Plan:
    """A column across, then one a group, each dot in that of its own; the size of the dots stands in the sheet."""
    across, up = shape.axes[:2]
    groups = list(dict.fromkeys(one.group for one in shape.dots))
    columns = [SheetColumn(_named(across), tuple(one.x for one in shape.dots), across.decimals)]
    for index, group in enumerate(groups):
        own = [place for place, one in enumerate(shape.dots) if one.group == group]
        look = Look(
            "dots",
            INKS[index % len(INKS)],
            named=frozenset(place for place in own if shape.dots[place].strong),
            symbol=SYMBOLS[index % len(SYMBOLS)],
            hollow=frozenset(place for place in own if shape.dots[place].status == Status.SIMULATED),
        )
        values = tuple(one.y if one.group == group else None for one in shape.dots)
        columns.append(SheetColumn(legal(group) or _named(up), values, up.decimals, look))
    if len(shape.axes) > 2:
        columns.append(
            SheetColumn(_named(shape.axes[2]), tuple(one.size for one in shape.dots), shape.axes[2].decimals)
        )
    kinds = tuple(status_word(one.status) if one.status else "" for one in shape.dots)
    columns.append(SheetColumn(_("Loại số liệu"), (), 0, words=kinds))
    return Plan(
        head=shape.category_word,
        categories=tuple(legal(one.name) for one in shape.dots),
        columns=tuple(columns),
        decimals=up.decimals,
        legend=len(groups) > 1,
        value_name=_named(up),
        across_name=_named(across),
        across_decimals=across.decimals,
    )


def _named(axis: Axis) -> str:
    return legal(f"{axis.name} ({axis.unit})" if axis.unit else axis.name)


def bump_plan(shape: Shape) -> Plan:
    """Ranks, first at the top, each line named at its end; the chosen ones strong."""
    columns = []
    strong = sorted(shape.strong)
    for index, series in enumerate(shape.series):
        chosen = index in shape.strong
        ink = (
            INKS[strong.index(index) % len(INKS)]
            if chosen
            else LOOK.nodata
            if shape.strong
            else INKS[index % len(INKS)]
        )
        look = Look(
            "line",
            "#b6c2cf" if ink == LOOK.nodata else ink,
            width=2.5 if chosen else 1.25,
            labels="name",
            legend=False,
            marker=True,
        )
        columns.append(SheetColumn(legal(series.name), series.values, 0, look))
    highest = max((value for one in shape.series for value in one.values if value is not None), default=1.0)
    return Plan(
        head=shape.category_word,
        categories=tuple(legal(one.name) for one in shape.categories),
        columns=tuple(columns),
        decimals=0,
        lowest=1.0,
        highest=highest,
        upside_down=True,
        legend=False,
    )
