"""A chart as office programs draw it: columns of a sheet, and how each is drawn. Slides and sheets read one plan."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

Form = Literal["line", "column", "area", "dots", "band"]
Labels = Literal["none", "first", "last", "all", "name"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a column of the sheet is drawn.

    An `area` is stacked on the areas before it, and one that is `hidden` only lifts what comes after it; so is a
    `band`, which fills its categories from edge to edge. `soft` are
    points that are simulated (dashed, hatched), `hollow` those that are estimated, `strokes` those
    that have a short line as their mark. `points` are inks of single points, and `named` those of dots that
    have their category beside them. Labels stand over the points, or `below` them.
    """

    form: Form
    ink: str
    width: float = 2.25
    dashed: bool = False
    hidden: bool = False
    clear: float = 0.0
    second_axis: bool = False
    labels: Labels = "none"
    legend: bool = True
    marker: bool = False
    soft: frozenset[int] = frozenset()
    hollow: frozenset[int] = frozenset()
    strokes: frozenset[int] = frozenset()
    points: Mapping[int, str] = field(default_factory=dict)
    named: frozenset[int] = frozenset()
    symbol: str = "circle"
    below: bool = False


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its name, a value or None a row, and how it is drawn (None: it only stands in the sheet).

    `formulas` stand in the cells instead of the values that they come to; `{row}` is their own row. `words` are texts.
    """

    name: str
    values: tuple[float | None, ...]
    decimals: int
    look: Look | None = None
    formulas: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """Categories down the first column of a sheet, the other columns beside it, and the axes.

    Of dots the second column of the sheet, which is not drawn itself, is what they are across; `across_name` names it.
    """

    head: str
    categories: tuple[str, ...]
    columns: tuple[SheetColumn, ...]
    decimals: int
    horizontal: bool = False
    stacked: bool = False
    lowest: float | None = None
    highest: float | None = None
    upside_down: bool = False
    legend: bool = True
    second_name: str = ""
    second_decimals: int = 0
    value_name: str = ""
    across_name: str = ""
    across_decimals: int = 0

    @property
    def drawn(self) -> tuple[tuple[int, SheetColumn, Look], ...]:
        """The columns that are drawn, each with its place in the sheet (1 is beside the categories)."""
        return tuple((place, one, one.look) for place, one in enumerate(self.columns, start=1) if one.look is not None)

    @property
    def unseen(self) -> list[int]:
        """Entries of the legend that are left out, counted as the programs list them: areas, then bars, then lines."""
        order = {"dots": 0, "area": 0, "band": 1, "column": 1, "line": 2}
        listed = sorted(self.drawn, key=lambda one: order[one[2].form])
        return [number for number, (_place, _column, look) in enumerate(listed) if not look.legend]

    @property
    def longest_label(self) -> int:
        """Letters of the longest category."""
        return max((len(one) for one in self.categories), default=0)


def cut(plan: Plan, most: int) -> list[Plan]:
    """A plan in parts of at most so many categories, all on one scale."""
    count = len(plan.categories)
    if count <= most:
        return [plan]
    each = -(-count // -(-count // most))
    highest = plan.highest
    if highest is None:
        values = [value for _place, one, _look in plan.drawn for value in one.values if value is not None]
        highest = max(values, default=None)
    return [_part(replace(plan, highest=highest), start, start + each) for start in range(0, count, each)]


MOST_SERIES, MOST_COLUMNS = 8, 80
"""Series that can be told apart in one chart, and columns side by side that can be seen one by one."""


def by_series(plan: Plan, gold: str) -> list[Plan]:
    """A plan in parts of so many series that they can be told apart, all on one scale and over one sheet.

    What has the colour `gold` of targets and references stands in every part; stacks and lines named at their ends are
    not parted.
    """
    own = [place for place, _column, look in plan.drawn if look.legend and look.ink != gold and look.form != "area"]
    if plan.stacked or plan.horizontal or plan.across_name or not plan.legend or len(own) <= MOST_SERIES:
        return [plan]
    count = -(-len(own) // MOST_SERIES)
    each = -(-len(own) // count)
    values = [value for _place, one, _look in plan.drawn for value in one.values if value is not None]
    scaled = replace(plan, highest=_up(max(values)), lowest=min(*values, 0.0) if plan.lowest is None else plan.lowest)
    groups = [frozenset(own[start : start + each]) for start in range(0, len(own), each)]
    return [replace(scaled, columns=_only(plan, group, frozenset(own))) for group in groups]


def _up(value: float) -> float:
    """The next value with two figures: where an axis ends that begins below it."""
    if value <= 0:
        return value
    step = 10.0 ** (math.floor(math.log10(value)) - 1)
    return math.ceil(value / step) * step


def _only(plan: Plan, group: frozenset[int], own: frozenset[int]) -> tuple[SheetColumn, ...]:
    return tuple(
        replace(one, look=None) if place in own - group else one for place, one in enumerate(plan.columns, start=1)
    )


def readable(plan: Plan, most_bars: int, gold: str) -> list[Plan]:
    """A plan in parts that can be read on one slide each: by series, then by categories where columns are too many."""
    if plan.horizontal:
        return [plan] if plan.stacked else cut(plan, most_bars)
    parts = by_series(plan, gold)
    columns = max(sum(look.form == "column" for _place, _column, look in one.drawn) for one in parts)
    if plan.stacked or columns * len(plan.categories) <= MOST_COLUMNS:
        return parts
    return [part for one in parts for part in cut(one, max(MOST_COLUMNS // columns, 4))]


def _part(plan: Plan, first: int, end: int) -> Plan:
    return replace(
        plan,
        categories=plan.categories[first:end],
        columns=tuple(_rows(one, first, end) for one in plan.columns),
    )


def _rows(column: SheetColumn, first: int, end: int) -> SheetColumn:
    look = column.look and replace(
        column.look,
        soft=_within(column.look.soft, first, end),
        hollow=_within(column.look.hollow, first, end),
        strokes=_within(column.look.strokes, first, end),
        points={place - first: ink for place, ink in column.look.points.items() if first <= place < end},
    )
    return replace(
        column,
        values=column.values[first:end],
        words=column.words[first:end],
        formulas=column.formulas[first:end],
        look=look,
    )


def _within(places: frozenset[int], first: int, end: int) -> frozenset[int]:
    return frozenset(place - first for place in places if first <= place < end)


def letter(place: int) -> str:
    """The name of a column of a sheet, 0 is A."""
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(65 + rest) + text
    return text
