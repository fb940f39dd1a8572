"""The axes of a chart part, as DrawingML."""

from typing import Any

from exports.paint import LOOK
from exports.plan import Plan
from exports.slides.xml import el, line, solid, type_of
from exports.wording import number_format

FIRST, SECOND = ("111111", "222222"), ("333333", "444444")
"""Ids of the axes of categories and of values."""


def ids(axes: tuple[str, str]) -> list[Any]:
    return [el("c:axId", val=one) for one in axes]


def axes_of(plan: Plan, size: float, room: int) -> list[Any]:
    """The axis of categories and that of values."""
    step = 1 if plan.horizontal else -(-len(plan.categories) // room)
    category = el(
        "c:catAx",
        el("c:axId", val=FIRST[0]),
        el("c:scaling", el("c:orientation", val="maxMin" if plan.horizontal else "minMax")),
        el("c:delete", val=0),
        el("c:axPos", val="l" if plan.horizontal else "b"),
        el("c:numFmt", formatCode="General", sourceLinked=0),
        el("c:majorTickMark", val="none"),
        el("c:minorTickMark", val="none"),
        el("c:tickLblPos", val="high" if plan.upside_down else "low"),
        el("c:spPr", line(LOOK.muted, 0.75)),
        type_of(size if plan.horizontal else size - 1, LOOK.fg if plan.horizontal else LOOK.muted),
        el("c:crossAx", val=FIRST[1]),
        el("c:crosses", val="autoZero"),
        el("c:auto", val=0),
        el("c:lblAlgn", val="ctr"),
        el("c:lblOffset", val=60),
        el("c:tickLblSkip", val=step),
        el("c:tickMarkSkip", val=step),
        el("c:noMultiLvlLbl", val=1),
    )
    return [category, _values(plan, size)]


def _values(plan: Plan, size: float) -> Any:
    scaling = el(
        "c:scaling",
        el("c:orientation", val="maxMin" if plan.upside_down else "minMax"),
        None if plan.highest is None else el("c:max", val=repr(plan.highest)),
        None if plan.lowest is None else el("c:min", val=repr(plan.lowest)),
    )
    form = "General" if plan.decimals == 0 and plan.upside_down else number_format(_coarse(plan))
    return el(
        "c:valAx",
        el("c:axId", val=FIRST[1]),
        scaling,
        el("c:delete", val=0),
        el("c:axPos", val="t" if plan.horizontal else "l"),
        el("c:majorGridlines", el("c:spPr", line(LOOK.grid, 0.75))),
        el("c:numFmt", formatCode=form, sourceLinked=0),
        el("c:majorTickMark", val="none"),
        el("c:minorTickMark", val="none"),
        el("c:tickLblPos", val="nextTo"),
        el("c:spPr", line(None)),
        type_of(size - 1, LOOK.muted),
        el("c:crossAx", val=FIRST[0]),
        el("c:crosses", val="autoZero"),
        el("c:crossBetween", val="between"),
    )


def _coarse(plan: Plan) -> int:
    """Decimals of the axis: no more than its steps call for."""
    values = [value for _place, column, look in plan.drawn for value in column.values if value is not None]
    values += [] if plan.lowest is not None else [0.0]
    span = max(values, default=0.0) - min(values, default=0.0)
    return min(plan.decimals, 0 if span >= 5 else 1 if span >= 0.5 else 2)


def second_axes(plan: Plan, size: float) -> list[Any]:
    """The axes of series that are measured otherwise: categories unseen, values at the right under their name."""
    category = el(
        "c:catAx",
        el("c:axId", val=SECOND[0]),
        el("c:scaling", el("c:orientation", val="minMax")),
        el("c:delete", val=1),
        el("c:axPos", val="b"),
        el("c:majorTickMark", val="none"),
        el("c:minorTickMark", val="none"),
        el("c:tickLblPos", val="nextTo"),
        el("c:crossAx", val=SECOND[1]),
        el("c:crosses", val="autoZero"),
    )
    values = el(
        "c:valAx",
        el("c:axId", val=SECOND[1]),
        el("c:scaling", el("c:orientation", val="minMax")),
        el("c:delete", val=0),
        el("c:axPos", val="r"),
        axis_title(plan.second_name, size, turned=True),
        el("c:numFmt", formatCode=number_format(plan.second_decimals), sourceLinked=0),
        el("c:majorTickMark", val="none"),
        el("c:minorTickMark", val="none"),
        el("c:tickLblPos", val="nextTo"),
        el("c:spPr", line(None)),
        type_of(size - 1, LOOK.muted),
        el("c:crossAx", val=SECOND[0]),
        el("c:crosses", val="max"),
        el("c:crossBetween", val="between"),
    )
    return [category, values]


def axis_title(name: str, size: float, *, turned: bool) -> Any:
    """The name of what an axis measures, along it."""
    look = el("a:rPr", solid(LOOK.muted), lang="vi-VN", sz=round((size - 1) * 100), b=0)
    body = el("a:bodyPr", rot=-5_400_000, vert="horz") if turned else el("a:bodyPr")
    words = el("a:p", el("a:r", look, el("a:t", name)))
    return el("c:title", el("c:tx", el("c:rich", body, el("a:lstStyle"), words)), el("c:overlay", val=0))
