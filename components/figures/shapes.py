"""What figures show, apart from how they are drawn: series over periods, targets, and forecasts, for files."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from components.figures.parts import Point
from components.formatting import period, target_text
from components.language import _, language
from data.periods import Period
from data.records import Indicator, Target
from exports.content import Axis, Category, Form, Mark, Role, Series


def periods_of(*many: Iterable[Point]) -> tuple[Period, ...]:
    """Every period of several series, in order, each once; gaps included, so that lines break where they do."""
    return tuple(sorted({point.period for points in many for point in points}))


def named(periods: Sequence[Period]) -> tuple[Category, ...]:
    """Periods as places on an axis."""
    return tuple(Category(period(one, short=True), str(one)) for one in periods)


def series_over(
    points: Iterable[Point],
    periods: Sequence[Period],
    indicator: Indicator,
    name: str = "",
    *,
    role: Role = "own",
    form: Form = "line",
) -> Series:
    """A series with a value, or none, for each of the periods."""
    held = {point.period: point for point in points}
    return Series(
        name=name or indicator.short(language()),
        values=tuple(held[one].value if one in held else None for one in periods),
        statuses=tuple(_status(held.get(one)) for one in periods),
        unit=indicator.unit(language()),
        decimals=indicator.decimals,
        role=role,
        form=form,
    )


def _status(point: Point | None) -> str:
    return "" if point is None or point.value is None else str(point.status)


def values_over(values: Mapping[Period, float], periods: Sequence[Period]) -> tuple[float | None, ...]:
    """Values by period as a row over all periods."""
    return tuple(values.get(one) for one in periods)


def value_axis(indicator: Indicator) -> tuple[Axis, ...]:
    """The axis of an indicator's values."""
    return (Axis(indicator.short(language()), indicator.unit(language()), indicator.decimals),)


def targets_over(targets: Sequence[Target], periods: Sequence[Period], indicator: Indicator) -> tuple[Mark, ...]:
    """Targets over the periods of their years; those of other years are left out."""
    found = []
    for one in sorted(targets, key=lambda target: target.year_to):
        inside = [index for index, here in enumerate(periods) if one.year_from <= here.end.year <= one.year_to]
        if inside:
            high = one.value if one.value_high is None else one.value_high
            year = str(one.year_to) if one.year_from == one.year_to else f"{one.year_from}–{one.year_to}"
            words = _("Mục tiêu {year}: {asked}").format(year=year, asked=target_text(one, indicator))
            found.append(Mark(words, one.value, high, inside[0], inside[-1]))
    return tuple(found)


def breaks_over(breaks: Sequence[date], periods: Sequence[Period], words: str) -> tuple[tuple[int, str], ...]:
    """The first period after each day across which figures must not be compared, with its words ({day})."""
    found = []
    for one in breaks:
        after = next((index for index, here in enumerate(periods) if here.end >= one), None)
        if after is not None and after > 0:
            found.append((after, words.format(day=f"{one:%d/%m/%Y}")))
    return tuple(found)
