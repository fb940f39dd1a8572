"""The values that a figure can take at all: a share of 0 to 100, a count from 0 on."""

import math
from dataclasses import dataclass

from forecasting.errors import InvalidBounds
from forecasting.record import Floats


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the greatest value that an indicator can take; endless where nothing is said."""

    lower: float = -math.inf
    upper: float = math.inf

    def __post_init__(self) -> None:
        if math.isnan(self.lower) or math.isnan(self.upper) or self.lower >= self.upper:
            raise InvalidBounds(
                f"The bounds {self.lower} to {self.upper} leave no room; the lower must be less than the upper."
            )

    def clip(self, values: Floats) -> Floats:
        return values.clip(self.lower, self.upper)

    def sums(self, count: int) -> "Bounds":
        """The bounds of a total of `count` such figures."""
        return Bounds(self.lower * count, self.upper * count)


FREE = Bounds()
PERCENT = Bounds(0.0, 100.0)
COUNT = Bounds(lower=0.0)
