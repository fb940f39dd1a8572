"""Figures and comparisons in words, in both languages: rounding, units and periods as on the screen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from components.formatting import as_period, join_unit, number, period
from components.language import _
from data.periods import Grain, Period
from data.records import Status
from exports.content import Axis, Category, Ground, Series

POINTS = ("%", "‰", "điểm", "point", "pp")
"""Units whose values differ in the unit itself, not in per cent."""

TWICE = 100.0
"""Growth in per cent from which it is told how many times as much it is."""

NEWEST_MONTHS = 11
"""A published figure goes before a simulated one unless it is more than so much older: as on every card."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with the figures it is made of; it says by itself that some of them are simulated."""

    text: str
    figures: tuple[Ground, ...]


def said(text: str, figures: Iterable[Ground], among: Iterable[Ground] = ()) -> Said:
    """A sentence, closed, and marked where a figure in it, or `among` those it counts, is simulated."""
    kept = tuple(dict.fromkeys(figures))
    mark = _(" (có số mô phỏng)") if any(one.status == Status.SIMULATED for one in (*kept, *among)) else ""
    return Said(f"{text[:1].upper()}{text[1:]}{mark}.", kept)


def amount(value: float, unit: str, decimals: int) -> str:
    """A value with its unit."""
    return join_unit(number(value, decimals), unit)


def difference(value: float, other: float, unit: str, decimals: int, *, relative: bool = True) -> tuple[float, str]:
    """How far a value lies from another: signed, and its size in words.

    Percentages differ in percentage points, what has a sign or is counted in points in its own unit, the rest in
    per cent; so does nothing that is not `relative`, such as one of a series that changes its sign.
    """
    if unit.startswith(("%", "‰")):
        size, told, places = value - other, _("điểm phần trăm") if unit.startswith("%") else unit, decimals
    elif not relative or unit.startswith(POINTS) or not unit or value < 0 or other <= 0:
        size, told, places = value - other, unit, decimals
    else:
        size, told, places = (value / other - 1) * 100, "%", 1
    rounded = round(size, places) + 0.0
    return rounded, join_unit(number(abs(rounded), places), told)


def moved(value: float, other: float, unit: str, decimals: int, *, relative: bool = True) -> str:
    """A change in time: "tăng 0,21 điểm phần trăm", "giảm 3,5%", "không đổi"."""
    size, told = difference(value, other, unit, decimals, relative=relative)
    if size == 0:
        return _("không đổi")
    return (_("tăng {amount}") if size > 0 else _("giảm {amount}")).format(amount=told)


def moved_from(value: float, other: float, unit: str, decimals: int, than: str, *, relative: bool) -> str:
    """A change with what it is held against: "tăng 3,5% so với tháng trước", "gấp 2,4 lần tháng trước"."""
    if relative and other > 0 and not unit.startswith(POINTS) and unit and (value / other - 1) * 100 >= TWICE:
        return _("gấp {times} lần {reference}").format(times=number(value / other, 1), reference=than)
    told = moved(value, other, unit, decimals, relative=relative)
    return _("{moved} so với {reference}").format(moved=told, reference=than)


def beside(value: float, other: float, unit: str, decimals: int, name: str) -> str:
    """How a value lies to another of the same time: "cao hơn cả nước 0,21 điểm phần trăm", "bằng cả nước"."""
    size, told = difference(value, other, unit, decimals)
    words = (
        _("bằng {name}") if size == 0 else _("cao hơn {name} {amount}") if size > 0 else _("thấp hơn {name} {amount}")
    )
    return words.format(name=called(name), amount=told)


def called(name: str) -> str:
    """A name inside a sentence."""
    return _("cả nước") if name == _("Cả nước") else name


def ground(series: Series, place: int, categories: tuple[Category, ...], named: str = "") -> Ground:
    """A figure of a series as what a sentence is made of."""
    value = series.values[place] or 0.0
    told = amount(value, series.unit, series.decimals)
    return Ground(named or series.name, when(categories[place]), value, told, series.status(place), series.decimals)


def ends_said(words: str, ranked: Sequence[Series], place: int, categories: tuple[Category, ...], at: str = "") -> Said:
    """The highest and the lowest of series that are `ranked` from the lowest up at a place.

    `words` has the fields when, top, most, bottom, least and count; `at` says when, unless it is the category's name.
    """
    top, bottom = (ground(one, place, categories) for one in (ranked[-1], ranked[0]))
    text = words.format(
        when=at or top.at, top=top.of, most=top.shown, bottom=bottom.of, least=bottom.shown, count=len(ranked)
    )
    return said(text, (top, bottom))


def unit_ground(name: str, axis: Axis, value: float, status: str = "") -> Ground:
    """A figure of a unit."""
    return Ground(name, axis.name, value, amount(value, axis.unit, axis.decimals), status, axis.decimals)


def when(category: Category) -> str:
    """The name of a category, of a period in full: "quý III/2026"."""
    found = as_period(category.code or None)
    return category.name if found is None else period(found)


def reference(now: Period, before: Period) -> str:
    """What a period is held against: "tháng trước", "cùng kỳ năm trước"."""
    if before == now.year_before() and now.grain is not Grain.YEAR:
        return _("cùng kỳ năm trước")
    words = {Grain.MONTH: _("tháng trước"), Grain.QUARTER: _("quý trước"), Grain.YEAR: _("năm trước")}
    return words.get(now.grain, _("kỳ trước"))
