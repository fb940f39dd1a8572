"""Series that follow from other series: differences, growth, running means."""

import numpy as np

from data.simulation.panels import Panel
from data.simulation.timeline import Floats, Timeline


def since_january(values: Floats, line: Timeline) -> Floats:
    """Sum from January to each period, along the first axis."""
    sums = values.copy()
    for index in range(1, len(line)):
        if line.year[index] == line.year[index - 1]:
            sums[index] = sums[index - 1] + values[index]
    return sums


def growth(values: Floats, line: Timeline) -> Floats:
    """Percent against the same period of the year before; NaN in the first year and against nothing."""
    back = line.per_year
    grown = np.full(values.shape, np.nan)
    before = values[:-back]
    with np.errstate(divide="ignore", invalid="ignore"):
        grown[back:] = np.where(before > 0, (values[back:] / before - 1) * 100, np.nan)
    return grown


def running_mean(values: Floats, line: Timeline) -> Floats:
    """Mean from January to each period."""
    places = (line.month * line.per_year // 12).astype(float)
    means: Floats = since_january(values, line) / (places if values.ndim == 1 else places[:, None])
    return means


def year_sums(values: Floats, line: Timeline, years: Timeline) -> Floats:
    """Sums over whole years."""
    sums: Floats = np.array([values[line.year == year].sum(axis=0) for year in years.year])
    return sums


def difference(left: Panel, right: Panel, digits: int) -> Panel:
    """Left minus right for every unit."""
    return Panel(
        left.line,
        np.round(left.nation - right.nation, digits),
        np.round(left.old - right.old, digits),
        np.round(left.new - right.new, digits),
        left.old_weights,
        left.new_weights,
    )


def ratio_per_year(above: Panel, below: Panel, decimals: int) -> Panel:
    """Sums of `above` over the year divided by the yearly `below`."""
    years = below.line

    def divided(top: Floats, bottom: Floats) -> Floats:
        quotient: Floats = np.round(year_sums(top, above.line, years) / bottom, decimals)
        return quotient

    return Panel(
        years,
        divided(above.nation, below.nation),
        divided(above.old, below.old),
        divided(above.new, below.new),
        below.old,
        below.new,
    )
