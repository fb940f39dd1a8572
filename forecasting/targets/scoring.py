"""How good past calls were: squared errors beside two simple ways, and whether chances hold what they say."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

from data.targets.trials import Trial

BINS = 5
NORMAL_95 = 1.959964


@dataclass(frozen=True, slots=True)
class Score:
    """Mean squared errors of chances (Brier): 0 is perfect, 0.25 is what always saying one half gets."""

    calls: int
    brier: float
    last_year: float
    pace: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Calls that said about the same: what they said in the mean, the share that came, and how sure that share is.

    `lower` to `upper` is where the share of many more such calls would lie with 95 in 100 chances (Wilson's interval).
    """

    said: float
    came: float
    calls: int
    lower: float
    upper: float


def ended(trials: Sequence[Trial]) -> list[Trial]:
    """Those of which it is known what came."""
    return [one for one in trials if one.came is not None]


def score(trials: Sequence[Trial]) -> Score:
    """How good the calls were, beside last year's outcome and the pace so far carried on; open ones are left out."""
    past = ended(trials)

    def brier(said: Callable[[Trial], float]) -> float:
        return sum((said(one) - (one.came or 0.0)) ** 2 for one in past) / len(past) if past else float("nan")

    return Score(
        len(past), brier(lambda one: one.probability), brier(lambda one: one.last_year), brier(lambda one: one.pace)
    )


def reliability(trials: Sequence[Trial]) -> list[Bin]:
    """By fifths of what was said."""
    found = []
    for place in range(BINS):
        within = [one for one in ended(trials) if min(int(one.probability * BINS), BINS - 1) == place]
        if within:
            said = sum(one.probability for one in within) / len(within)
            came = sum(one.came or 0.0 for one in within)
            found.append(Bin(said, came / len(within), len(within), *wilson(came, len(within))))
    return found


def wilson(came: float, calls: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share: `came` of `calls` (Wilson 1927, J. Am. Stat. Assoc. 22)."""
    square = NORMAL_95**2
    middle = (came + square / 2) / (calls + square)
    half = NORMAL_95 / (calls + square) * sqrt(came * (calls - came) / calls + square / 4)
    return max(0.0, middle - half), min(1.0, middle + half)
