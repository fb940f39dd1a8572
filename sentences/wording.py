"""From what was found to sentences in the reader's language, each with its figures and how much it matters."""

from datetime import date
from types import ModuleType

from components.language import language
from sentences import english, vietnamese
from sentences.matter import paragraph_weight, weight_of
from sentences.records import Figure, Paragraph, Reading, Sentence, Topic

GRAMMARS: dict[str, ModuleType] = {"vi": vietnamese, "en": english}


def told(reading: Reading, today: date) -> Paragraph:
    """Everything that is said of a figure, in the reader's language."""
    words, found = GRAMMARS[language()], []

    def say(text: str, topic: Topic, figures: tuple[Figure, ...], *, simulated: bool = False) -> None:
        weight = weight_of(reading, topic, today)
        found.append(Sentence(text, topic, figures, weight, simulated or any(one.simulated for one in figures)))

    say(words.main(reading), Topic.FIGURE, figures_of(reading))
    if reading.extreme is not None:
        since = () if reading.extreme.since is None else (reading.extreme.since,)
        say(words.record(reading, reading.extreme), Topic.RECORD, (reading.now, *since, reading.extreme.first))
    elif reading.streak is not None:
        say(words.streak(reading, reading.streak), Topic.STREAK, (reading.now, reading.streak.begins))
    if reading.held is not None:
        text = words.target(reading, reading.held)
        say(text, Topic.TARGET, (reading.now,), simulated=reading.held.simulated)
    if reading.ahead is not None:
        say(words.ahead(reading, reading.ahead), Topic.AHEAD, (reading.now,), simulated=reading.ahead.simulated)
    return Paragraph(reading, tuple(found), paragraph_weight(found))


def figures_of(reading: Reading) -> tuple[Figure, ...]:
    """The figures that the main sentence tells, or that its comparisons are worked out from."""
    found = [reading.now, *((reading.companion,) if reading.companion is not None else ())]
    found += [one.figure for one in reading.compared]
    if reading.total is not None:
        total = reading.total
        found += [total.figure, *((total.year_ago,) if total.year_ago is not None else ())]
    return tuple(dict.fromkeys(found))
