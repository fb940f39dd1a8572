"""How much it matters: what moved more than usual, records, targets at risk; old and simulated figures matter less."""

from collections.abc import Sequence
from datetime import date

from data.targets import State
from sentences.records import Extreme, Paragraph, Reading, Sentence, Topic

TARGETS = {
    State.MISSED: 4.0,
    State.OFF_TRACK: 3.5,
    State.AT_RISK: 3.0,
    State.BEHIND: 2.0,
    State.EXCEEDED: 1.5,
    State.MET: 1.0,
    State.ON_TRACK: 0.5,
}
SIMULATED = 0.25
"""What a simulated figure counts of a published one: there to show how it works, not to govern by."""

MOST_SURPRISE, MOST_RARITY = 4.0, 4.0
FRESH_MONTHS = 3
MOST_OF_A_THEME = 3


def weight_of(reading: Reading, topic: Topic, today: date) -> float:
    """How much a sentence on a topic matters, 0 and up; `today` is the day from which the age of a figure counts."""
    match topic:
        case Topic.RECORD if reading.extreme is not None:
            found = rarity(reading.extreme)
        case Topic.STREAK if reading.streak is not None:
            found = min(reading.streak.rarity, MOST_RARITY) / 2
        case Topic.TARGET if reading.held is not None:
            found = TARGETS.get(reading.held.state, 0.0)
        case Topic.AHEAD if reading.ahead is not None:
            found = 0.5
        case _:
            found = surprise(reading)
    return found * _trust(reading, topic) * freshness(reading, today)


def surprise(reading: Reading) -> float:
    """How many times the usual size the change is, at most 4; 1 where nobody knows what is usual."""
    if reading.moved is None:
        return 0.5
    if not reading.usual:
        return 1.0
    return min(abs(reading.moved) / reading.usual, MOST_SURPRISE)


def rarity(extreme: Extreme) -> float:
    """What a record is worth: much where they are seldom, little in a series that always grows."""
    whole = 1.0 if extreme.since is None else 0.5
    return whole * min(max(extreme.rarity, 0.0), MOST_RARITY)


def _trust(reading: Reading, topic: Topic) -> float:
    held, ahead = reading.held, reading.ahead
    simulated = reading.now.simulated
    if topic is Topic.TARGET and held is not None:
        simulated = held.simulated
    if topic is Topic.AHEAD and ahead is not None:
        simulated = ahead.simulated
    return SIMULATED if simulated else 1.0


def freshness(reading: Reading, today: date) -> float:
    """1 for what ended within three months, a half for what ended nine months ago, and so on down."""
    end = reading.now.period.end
    age = (today.year - end.year) * 12 + today.month - end.month
    return 1.0 / (1.0 + max(age - FRESH_MONTHS, 0) / 6.0)


def paragraph_weight(sentences: Sequence[Sentence]) -> float:
    """That of the sentence that matters most, and a little for each of the others."""
    weights = sorted((one.weight for one in sentences), reverse=True)
    return sum((weight / 2.0**place for place, weight in enumerate(weights)), 0.0)


def chosen(paragraphs: Sequence[Paragraph], most: int, *, most_of_a_theme: int = MOST_OF_A_THEME) -> list[Paragraph]:
    """Those that matter most, in their order, and no more than so many of one theme.

    Of two that tell of the same figures (an index by month and by year) the first alone is taken.
    """
    taken: list[Paragraph] = []
    themes: dict[str, int] = {}
    told: set[str] = set()
    for one in sorted(paragraphs, key=lambda paragraph: -paragraph.weight):
        theme, code = one.reading.indicator.theme, one.reading.indicator.code
        if themes.get(theme, 0) >= most_of_a_theme or code in told:
            continue
        themes[theme] = themes.get(theme, 0) + 1
        told |= {figure.indicator for figure in one.sentences[0].figures}
        taken.append(one)
        if len(taken) == most:
            break
    places = {id(one): place for place, one in enumerate(paragraphs)}
    return sorted(taken, key=lambda one: places[id(one)])
