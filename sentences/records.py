"""What is found in figures before a word is said, and a sentence with the figures it is made of."""

from dataclasses import dataclass
from enum import StrEnum

from data.periods import Grain, Period
from data.records import Entity, Indicator, Status, Target
from data.targets import State


class Form(StrEnum):
    """What kind of thing is told, which decides the verb and how it is compared."""

    GROWTH = "growth"  # the figure is itself a comparison: GDP grew by 9.95%
    AMOUNT = "amount"  # adds up over time: exports came to 53 bn USD
    RATE = "rate"  # a percentage, which differs in points
    LEVEL = "level"  # anything else
    BALANCE = "balance"  # a surplus or a deficit


class Span(StrEnum):
    """Of which time the figure of a period speaks."""

    PERIOD = "period"
    SINCE_JANUARY = "since_january"
    AT_END = "at_end"


class Against(StrEnum):
    """What a figure is held against."""

    PREVIOUS = "previous"
    YEAR_AGO = "year_ago"
    YEAR_START = "year_start"


@dataclass(frozen=True, slots=True)
class Saying:
    """How an indicator is spoken of. `companion` is the indicator that tells the same against something else."""

    form: Form
    span: Span
    against: Against
    subject_vi: str
    subject_en: str
    companion: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, by which it can be found again: code of the indicator, id of the unit, and period."""

    indicator: str
    unit: int
    period: Period
    value: float
    status: Status = Status.NORMAL

    @property
    def simulated(self) -> bool:
        return self.status is Status.SIMULATED


@dataclass(frozen=True, slots=True)
class Compared:
    """What a figure is held against."""

    against: Against
    figure: Figure


@dataclass(frozen=True, slots=True)
class Extreme:
    """The highest or lowest for a while.

    `since` is the last figure before that was as high (low); None where none ever was, in a history that begins with
    `first`. `held` counts the figures in between, and `rarity` says how seldom that happens: 1 is one time in two.
    """

    highest: bool
    since: Figure | None
    first: Figure
    held: int
    rarity: float


@dataclass(frozen=True, slots=True)
class Streak:
    """So many periods in a row went one way, this one included, since the figure `begins`; `rarity` as of `Extreme`."""

    up: bool
    count: int
    begins: Figure
    rarity: float


@dataclass(frozen=True, slots=True)
class Total:
    """The sum since 1 January, and that of the same months a year before; published as such, or of its periods."""

    figure: Figure
    year_ago: Figure | None = None
    parts: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """How the figures of a target's year stand to it: the state, and the chance of reaching it where one is known."""

    target: Target
    state: State
    value: float | None = None
    probability: float | None = None
    expected: float | None = None
    lower: float | None = None
    upper: float | None = None
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is expected of a period that is not known yet, with the interval of 8 in 10 chances."""

    period: Period
    mean: float
    lower: float
    upper: float
    simulated: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that can be said of the newest figure of an indicator for a unit.

    `usual` is how far such figures move as a rule, in the measure of `moved`.
    """

    indicator: Indicator
    entity: Entity
    saying: Saying
    now: Figure
    compared: tuple[Compared, ...] = ()
    companion: Figure | None = None
    companion_of: Indicator | None = None
    total: Total | None = None
    extreme: Extreme | None = None
    streak: Streak | None = None
    held: Held | None = None
    ahead: Ahead | None = None
    moved: float | None = None
    usual: float | None = None

    def against(self, against: Against) -> Figure | None:
        """The figure it is held against, if there is one."""
        return next((one.figure for one in self.compared if one.against is against), None)

    @property
    def grain(self) -> Grain:
        return self.now.period.grain


LEAST_WEIGHT = 0.4
"""What matters less than this is left to whoever asks for everything."""


class Topic(StrEnum):
    """What a sentence is about."""

    FIGURE = "figure"
    RECORD = "record"
    STREAK = "streak"
    TARGET = "target"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the figures it is made of, the first of which it is about; `weight` says how much it matters."""

    text: str
    topic: Topic
    figures: tuple[Figure, ...]
    weight: float = 0.0
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What is said of one indicator of one unit, the main sentence first."""

    reading: Reading
    sentences: tuple[Sentence, ...]
    weight: float

    @property
    def text(self) -> str:
        """The main sentence, and those after it that are worth a reader's time."""
        return " ".join(one.text for one in self.telling)

    @property
    def telling(self) -> tuple[Sentence, ...]:
        return (self.sentences[0], *(one for one in self.sentences[1:] if one.weight >= LEAST_WEIGHT))

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure that it is made of, each once, in the order in which they are told."""
        return tuple(dict.fromkeys(figure for one in self.telling for figure in one.figures))
