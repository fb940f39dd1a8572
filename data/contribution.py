"""Whose doing a change was: the change of a sum or of a weighted mean split over its members, adding up exactly.

Pure arithmetic on frames with one row a member. A sum changes by what its members change by. A weighted mean changes
because members' own rates change (*within*) and because their weights shift between high and low rates (*between*):

    R1 − R0 = Σ s̄ᵢ (r1ᵢ − r0ᵢ)  +  Σ (r̄ᵢ − R̄) (s1ᵢ − s0ᵢ)

with sᵢ the shares of weight, which sum to one, and a bar for the mean of both periods. The identity holds without any
remainder, whichever period comes first: swapping them changes the sign of every part and nothing else.
"""

from math import fsum

import pandas as pd

PARTS = ("within", "between", "change")


def of_sum(frame: pd.DataFrame, whole: float | None = None) -> pd.DataFrame:
    """Add `change` (in the unit of the figures) and `points` (of per cent of the first whole) to before and after.

    The first whole is the sum of the members unless it is given. Points are missing where it is nothing, or a member
    less than nothing (a balance), because growth on it says nothing.
    """
    base, change = fsum(frame["before"]) if whole is None else whole, frame["after"] - frame["before"]
    grows = base > 0 and bool((frame["before"] >= 0).all())
    points = change / base * 100 if grows else change * float("nan")
    return frame.assign(change=change, points=points)


def of_mean(frame: pd.DataFrame) -> pd.DataFrame:
    """Add shares of weight, `within`, `between` and their sum `change` to before, after, weight_before, weight_after.

    Everything is in the unit of the rate, so `points` is the change itself.
    """
    before, after = frame["before"], frame["after"]
    share_before = frame["weight_before"] / fsum(frame["weight_before"])
    share_after = frame["weight_after"] / fsum(frame["weight_after"])
    middle = (fsum(before * share_before) + fsum(after * share_after)) / 2
    within = (share_before + share_after) / 2 * (after - before)
    between = ((before + after) / 2 - middle) * (share_after - share_before)
    change = within + between
    shares = {"share_before": share_before * 100, "share_after": share_after * 100}
    return frame.assign(**shares, within=within, between=between, change=change, points=change)


def mean_of(values: "pd.Series[float]", weights: "pd.Series[float]") -> float:
    """The weighted mean."""
    return fsum(values * weights) / fsum(weights)


def remainder(change: float, parts: "pd.Series[float]") -> float:
    """What is left of a change after its parts: nothing but the rounding of the machine."""
    return change - fsum(parts)
