"""From a series as it was read to figures without gaps, and what a reader must be told of them.

Nothing is made up silently: each bridge over a gap, each figure set aside has its flag, and only the fitting sees it.
The last figure, the span and the number of observations are those of the series as it came.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from forecasting.breaks import COVID, levelled
from forecasting.bridges import bridged
from forecasting.errors import InvalidHistory
from forecasting.filters import Ints
from forecasting.frequency import Frequency, of_index
from forecasting.outliers import without_outliers
from forecasting.plain import FEWEST, can_be_fitted
from forecasting.record import Flag, Floats

LARGEST = 1e100
LONGEST_GAP = 4  # periods without season; a season at the most where there is one


@dataclass(frozen=True, eq=False)
class Clean:
    """Figures of consecutive periods up to the last known one, for fitting; the rest is as it came."""

    figures: Floats
    frequency: Frequency
    first: pd.Period
    last: pd.Period
    last_value: float
    observations: int
    flags: tuple[Flag, ...]
    breaks: tuple[str, ...] = ()


def cleaned(history: pd.Series, breaks: Sequence[str] = ()) -> Clean:
    """Return the figures without gaps, on one level; single figures far off are still in them.

    Raises:
        InvalidHistory: not a series, not numbers, periods twice, or no figure at all.
        InvalidFrequency: not years, quarters, months, weeks or days.
    """
    if not isinstance(history, pd.Series):
        raise InvalidHistory(f"The history is a {type(history).__name__}; a Series with a PeriodIndex is needed.")
    frequency = of_index(history.index)
    values, places, flags = _known(history)
    start = _usable_from(places, frequency)
    figures = np.full(places[-1] - places[0] + 1, np.nan)
    figures[places - places[0]] = values
    figures = figures[start:]
    if start or np.isnan(figures).any():
        flags.append(Flag.GAP)
    figures = bridged(figures[-frequency.memory :], frequency.season)
    first, last = (pd.Period(ordinal=int(place), freq=history.index.freq) for place in (places[0], places[-1]))  # type: ignore[attr-defined]
    clean = Clean(figures, frequency, first, last, float(values[-1]), len(values), tuple(flags))
    return _on_one_level(clean, breaks) if can_be_fitted(figures) else clean


def mended(clean: Sequence[Clean]) -> list[Clean]:
    """Set single figures far off and those of the epidemic aside; all series are of one frequency."""
    season = clean[0].frequency.season
    outliers = without_outliers([one.figures for one in clean], season)
    found = [
        replace(one, figures=each.figures, flags=one.flags + each.flags)
        for one, each in zip(clean, outliers, strict=True)
    ]
    alike: dict[tuple[int, int], list[int]] = {}
    for place, one in enumerate(found):
        alike.setdefault((len(one.figures), one.last.ordinal), []).append(place)
    for places in alike.values():
        for place, one in zip(places, _beside_covid([found[place] for place in places]), strict=True):
            found[place] = one
    return found


def _known(history: pd.Series) -> tuple[Floats, Ints, list[Flag]]:
    """The figures that are there, the ordinals of their periods in order, and flags."""
    flags: list[Flag] = []
    if history.index.hasnans:
        raise InvalidHistory("A period of the history is missing (NaT); name the period of each figure.")
    try:
        if np.iscomplexobj(history.to_numpy()):
            raise TypeError("complex numbers")
        values = history.to_numpy(dtype=float, na_value=np.nan)
    except (TypeError, ValueError) as cause:
        raise InvalidHistory(f"The history holds something that is not a number: {cause}.") from cause
    places = np.asarray(history.index.asi8)  # type: ignore[attr-defined]
    if (np.diff(places) <= 0).any():
        order = np.argsort(places, kind="stable")
        if (order != np.arange(len(order))).any():
            flags.append(Flag.UNSORTED)
        values, places = values[order], places[order]
        _refuse_twice(places, history)
    if np.isinf(values).any():
        flags.append(Flag.INFINITE)
    known = np.isfinite(values)
    refuse_beyond_reckoning(values[known])
    if not known.any():
        raise InvalidHistory(
            f"None of the {len(values)} periods of the history holds a figure; one is needed at least."
        )
    if not known[-1]:
        flags.append(Flag.STALE)
    return values[known], places[known], flags


def refuse_beyond_reckoning(values: Floats) -> None:
    """Raise InvalidHistory where squares of the figures would have no number."""
    largest = float(np.abs(values).max(initial=0.0))
    if largest > LARGEST:
        raise InvalidHistory(
            f"The history holds a figure of the size {largest:.3g}; sizes up to {LARGEST:g} can be reckoned with. "
            "Choose a larger unit."
        )


def _refuse_twice(places: Ints, history: pd.Series) -> None:
    twice = places[1:][np.diff(places) == 0]
    if len(twice):
        period = pd.Period(ordinal=int(twice[0]), freq=history.index.freq)  # type: ignore[attr-defined]
        raise InvalidHistory(
            f"The period {period} stands {int((places == twice[0]).sum())} times in the history; one figure for each "
            "period is needed. Choose one, or add them up, before forecasting."
        )


def _usable_from(places: Ints, frequency: Frequency) -> int:
    """Where to begin: after the last gap too long to be bridged, when enough figures follow it."""
    enough = max(FEWEST, 2 * frequency.season)
    longest = max(frequency.season, LONGEST_GAP)
    ends = [end for end in np.flatnonzero(np.diff(places) > longest) + 1 if len(places) - end >= enough]
    return int(places[ends[-1]] - places[0]) if ends else 0


def _on_one_level(clean: Clean, breaks: Sequence[str]) -> Clean:
    if not breaks:
        return clean
    figures, moved = levelled(clean.figures, clean.last, clean.frequency.season, breaks)
    flags = (*clean.flags, Flag.BREAK) if moved else clean.flags
    return replace(clean, figures=figures, flags=flags, breaks=moved)


def _beside_covid(alike: Sequence[Clean]) -> Iterator[Clean]:
    """Of series of one length that end together, those whose figures fell in the epidemic bridge them."""
    rows = np.stack([one.figures for one in alike])
    bridged_over, off = COVID.beside(rows, alike[0].last, alike[0].frequency)
    for one, figures, fallen in zip(alike, bridged_over, off, strict=True):
        yield replace(one, figures=figures, flags=(*one.flags, Flag.COVID)) if fallen.any() else one
