"""A waterfall as stacked bars whose lengths are formulas of the amounts: change an amount and every step moves."""

from collections.abc import Callable, Sequence
from itertools import accumulate
from math import fsum

from components.figures.waterfall import signed
from components.language import _
from exports.content import Shape
from exports.names import legal
from exports.paint import INKS, LOOK
from exports.plan import Look, Plan, SheetColumn

Step = tuple[float, float, float]
"""An amount, where its bar begins and where it ends."""

Measure = Callable[[float, float, float], float]

# Amounts stand in column B, ends in C, starts in D. Parts of a bar above and below nothing are stacked apart.
UNDER = (
    ("=MAX(0,MIN(C{row},D{row}))", lambda _amount, start, end: max(0.0, min(start, end))),
    ("=MIN(0,MAX(C{row},D{row}))", lambda _amount, start, end: min(0.0, max(start, end))),
)
UPS = (
    (
        "=IF(B{row}>=0,MAX(0,C{row})-MAX(0,D{row}),0)",
        lambda amount, start, end: max(0.0, end) - max(0.0, start) if amount >= 0 else 0.0,
    ),
    (
        "=IF(B{row}>=0,MIN(0,D{row})-MIN(0,C{row}),0)",
        lambda amount, start, end: min(0.0, start) - min(0.0, end) if amount >= 0 else 0.0,
    ),
)
DOWNS = (
    (
        "=IF(B{row}<0,MAX(0,D{row})-MAX(0,C{row}),0)",
        lambda amount, start, end: max(0.0, start) - max(0.0, end) if amount < 0 else 0.0,
    ),
    (
        "=IF(B{row}<0,MIN(0,C{row})-MIN(0,D{row}),0)",
        lambda amount, start, end: min(0.0, end) - min(0.0, start) if amount < 0 else 0.0,
    ),
)


def waterfall_plan(shape: Shape) -> Plan:
    """Steps from the top and, last, what they come to."""
    series = shape.series[0]
    amounts = [value or 0.0 for value in series.values]
    ends = list(accumulate(amounts))
    steps = list(zip(amounts, [0.0, *ends[:-1]], ends, strict=True))
    # Bars are often too short for a label inside, and stacked ones can have none outside: the names tell the amounts.
    told = [signed(one, series.decimals) for one in (*amounts, fsum(amounts))]
    names = [legal(one.name) for one in shape.categories] + [legal(shape.total)]
    return Plan(
        head=shape.category_word,
        categories=tuple(f"{name}  {text}" for name, text in zip(names, told, strict=True)),
        columns=(
            *_inputs(legal(series.name), steps, series.decimals),
            *_parts(_("nền"), steps, UNDER, series.decimals, ""),
            *_parts(_("tăng"), steps, UPS, series.decimals, INKS[0]),
            *_parts(_("giảm"), steps, DOWNS, series.decimals, INKS[1]),
            _whole(names[-1], amounts, series.decimals),
        ),
        decimals=series.decimals,
        horizontal=True,
        stacked=True,
        legend=False,
    )


def _inputs(name: str, steps: Sequence[Step], decimals: int) -> list[SheetColumn]:
    """The amounts, which may be edited, and where each bar ends and begins, which follow from them."""
    last = len(steps) + 1
    amounts, starts, ends = ([step[part] for step in steps] for part in (0, 1, 2))
    rows = range(3, last + 1)
    return [
        SheetColumn(name, (*amounts, fsum(amounts)), decimals, formulas=(*[""] * len(steps), f"=SUM(B2:B{last})")),
        SheetColumn(_("đến"), (*ends, None), decimals, formulas=("=B2", *(f"=C{one - 1}+B{one}" for one in rows), "")),
        SheetColumn(_("từ"), (*starts, None), decimals, formulas=("=0", *(f"=C{one - 1}" for one in rows), "")),
    ]


def _parts(
    name: str, steps: Sequence[Step], measures: Sequence[tuple[str, Measure]], decimals: int, ink: str
) -> list[SheetColumn]:
    """A kind of bar as two columns, above nothing and below it; without ink it only lifts the others."""
    look = Look("column", ink or LOOK.panel, hidden=not ink, legend=False)
    return [
        SheetColumn(
            name if number == 0 else _("{name}, dưới 0").format(name=name),
            (*(measure(*step) for step in steps), None),
            decimals,
            look,
            formulas=(*[formula] * len(steps), ""),
        )
        for number, (formula, measure) in enumerate(measures)
    ]


def _whole(name: str, amounts: Sequence[float], decimals: int) -> SheetColumn:
    look = Look("column", LOOK.muted, legend=False)
    formulas = (*[""] * len(amounts), f"=B{len(amounts) + 2}")
    return SheetColumn(name, (*[None] * len(amounts), fsum(amounts)), decimals, look, formulas)
