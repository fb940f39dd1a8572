"""What is said of a target: a call, and a call as it is kept, with the day, the figures and the reason it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import takewhile

from data.periods import Grain
from data.targets.states import State
from data.targets.years import Why


@dataclass(frozen=True, slots=True)
class Call:
    """What is said of a target. Without a probability the state is that of a figure, or there is none.

    `expected` is the figure of the year with the interval of 8 in 10 chances; `needed` is what each of the `left`
    periods must show for the target to be reached, beside the mean `so_far` of those that are known. `simulated`: it
    rests on simulated figures. `grain` is that of the periods.
    """

    number: int
    state: State
    value: float | None = None
    probability: float | None = None
    expected: float | None = None
    lower: float | None = None
    upper: float | None = None
    needed: float | None = None
    so_far: float | None = None
    left: int = 0
    known_until: date | None = None
    why: Why | None = None
    simulated: bool = False
    grain: Grain | None = None


class Cause(StrEnum):
    """Why a call is not the one before it."""

    FIRST = "first"  # the first that was kept, of a target that stood before
    NEW_TARGET = "new_target"
    CHANGED_TARGET = "changed_target"
    NEW_DATA = "new_data"
    REVISION = "revision"  # figures that were known changed
    NEW_FORECAST = "new_forecast"  # from other figures than its own, or by other methods
    THRESHOLDS = "thresholds"  # other settings of what is on track and at risk
    MONTH = "month"  # nothing changed: it is kept as the month's


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a call rests on, so that the next one can say what is new.

    `newest` is the last day of the newest period of its figures, of which there are `figures`; `print_` tells their
    values. `forecast` is the data version of the forecast, and None where none was needed.
    """

    newest: date | None
    figures: int
    print_: str
    forecast: int | None


@dataclass(frozen=True, slots=True)
class KeptCall:
    """A call as it stands in the warehouse.

    `version` is that of the target it speaks of, `said_on` the day whose knowledge it has. `afterwards`: it was worked
    out later (`made_at`), from nothing but what was known on that day.
    """

    call: Call
    version: int
    said_on: date
    made_at: datetime
    data_version: int
    afterwards: bool
    causes: tuple[Cause, ...]
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Turn:
    """What became of the call of a target over some time; `before` is None where nothing was said then.

    `causes` are those of everything that was said since: the newest call alone may be no news.
    """

    before: KeptCall | None
    now: KeptCall
    causes: tuple[Cause, ...] = ()

    @property
    def turned(self) -> bool:
        """Whether the state is another one."""
        return self.before is None or self.before.call.state is not self.now.call.state

    @property
    def moved(self) -> float | None:
        """By how much the probability went up (0 to 1); None where one of the two has none."""
        then = None if self.before is None else self.before.call.probability
        now = self.now.call.probability
        return None if then is None or now is None else now - then


def causes_since(before: KeptCall | None, history: Sequence[KeptCall]) -> tuple[Cause, ...]:
    """Why more was said than `before`, by everything that was said of a target, the newest first.

    That a month began is no cause where there is another one.
    """
    later = list(takewhile(lambda one: one != before, history))
    causes = dict.fromkeys(cause for one in reversed(later) for cause in one.causes)
    return tuple(one for one in causes if one is not Cause.MONTH) or tuple(causes)
