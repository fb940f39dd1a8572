"""English: "Merchandise exports in October 2026 came to 53.08 bn USD, up 25.4% from a year earlier"."""

from components.chips import target_word
from components.figures.fan import span_text
from components.formatting import Change, change, join_unit, number, period, trimmed, with_unit
from data.periods import Grain
from data.records import Status, Target
from sentences.records import Against, Ahead, Extreme, Figure, Form, Held, Reading, Span, Streak, Total
from sentences.shared import differ, growth_of, multiple, pace_before, since_january, years_of

SIMULATED = "simulated figure"
FROM_SIMULATED = " (worked out from simulated figures)"
GRAINS = {Grain.MONTH: "month", Grain.QUARTER: "quarter", Grain.HALF: "half-year", Grain.YEAR: "year"}
GUESSED = {Status.ESTIMATED: "an estimated ", Status.PROVISIONAL: "a preliminary "}


def main(told: Reading) -> str:
    """What the newest figure is, and against what."""
    match told.saying.form:
        case Form.GROWTH:
            words, asides = _growth(told)
        case Form.BALANCE:
            words, asides = _balance(told)
        case _:
            words, asides = _plain(told), []
    asides = [*asides, SIMULATED] if told.now.simulated else asides
    return f"{words} ({'; '.join(asides)})." if asides else f"{words}."


def _opening(told: Reading) -> str:
    subject = told.saying.subject_en
    if told.entity.kind == "nation":
        return f"{subject} {_when(told)}"
    subject = f"the {subject.removeprefix('The ')}" if subject.startswith("The ") else subject
    return f"{told.entity.name('en')}: {subject} {_when(told)}"


def _when(told: Reading) -> str:
    here = told.now.period
    if told.saying.span is Span.SINCE_JANUARY:
        span = since_january(here)
        return f"in the first {period(span)}" if span.grain is Grain.CUMULATIVE else f"in {period(span)}"
    if told.saying.span is Span.AT_END:
        return f"at the end of {period(here)}"
    return f"in the first {period(here)}" if here.grain is Grain.CUMULATIVE else f"in {period(here)}"


def _reference(told: Reading, against: Against) -> str:
    match against:
        case Against.PREVIOUS:
            return f"the previous {GRAINS.get(told.grain, 'period')}"
        case Against.YEAR_START:
            return f"the end of {told.now.period.year - 1}"
    return "the previous year" if told.grain is Grain.YEAR else "a year earlier"


# --- growth -----------------------------------------------------------------------------------------------------------


def _growth(told: Reading) -> tuple[str, list[str]]:
    own = (told.saying.against, told.now)
    both = [own]
    if told.companion is not None:
        other = Against.PREVIOUS if own[0] is Against.YEAR_AGO else Against.YEAR_AGO
        both = sorted([own, (other, told.companion)], key=lambda pair: pair[0] is not Against.PREVIOUS)
    clauses = [f"{_pace(told, figure)} from {_reference(told, against)}" for against, figure in both]
    before = pace_before(told)
    asides = [] if before is None else [f"{_reference(told, before.against)}: {_signed(told, before.figure)}"]
    return f"{_opening(told)} {' and '.join(clauses)}", asides


def _pace(told: Reading, figure: Figure) -> str:
    if round(figure.value, told.indicator.decimals) == 0:
        return "was unchanged"
    shown = join_unit(number(abs(figure.value), told.indicator.decimals), told.indicator.unit("en"))
    return f"{'rose' if figure.value > 0 else 'fell'} {GUESSED.get(figure.status, '')}{shown}"


def _signed(told: Reading, figure: Figure) -> str:
    """A pace with its sign."""
    shown = with_unit(figure.value, told.indicator)
    return f"+{shown}" if round(figure.value, told.indicator.decimals) > 0 else shown


# --- amounts, rates, levels, balances ---------------------------------------------------------------------------------


def _plain(told: Reading) -> str:
    value = with_unit(told.now.value, told.indicator)
    compared = [(one.figure, _reference(told, one.against)) for one in told.compared]
    words = f"{_opening(told)} {_verb(told)} {GUESSED.get(told.now.status, '')}{value}"
    parts, growth = [words, _compared(told, told.now, compared)], growth_of(told)
    if growth is not None and told.grain is Grain.CUMULATIVE and not compared:
        parts.append(_by_companion(told, growth))
    return ", ".join(filter(None, parts)) + ("" if told.total is None else _total(told, told.total))


def _by_companion(told: Reading, growth: Figure) -> str:
    """The growth that another indicator publishes of this very amount."""
    measure = told.companion_of or told.indicator
    if round(growth.value, measure.decimals) == 0:
        return "unchanged from a year earlier"
    shown = join_unit(number(abs(growth.value), measure.decimals), "%")
    return f"{'up' if growth.value > 0 else 'down'} {shown} from a year earlier"


def _verb(told: Reading) -> str:
    return "came to" if told.saying.form is Form.AMOUNT else "stood at"


def _compared(told: Reading, figure: Figure, others: list[tuple[Figure, str]]) -> str:
    """How the figure stands to others: "up 3.1% from the previous month and up 25.4% from a year earlier"."""
    found: list[tuple[str, str]] = []
    for other, reference in others:
        moved = change(figure.value, other.value, told.indicator)
        if moved is None:
            continue
        words = _moved(told, moved, figure, other)
        if found and found[-1][0] == words:
            found[-1] = (words, f"{found[-1][1]} and {reference}")
        else:
            found.append((words, reference))
    return " and ".join(f"{words} {reference}" for words, reference in found)


def _moved(told: Reading, moved: Change, figure: Figure, other: Figure) -> str:
    times = multiple(moved, figure.value, other.value)
    if times:
        return f"{times} times that of"
    if moved.direction == "flat":
        return f"{'almost ' if differ(told, figure, other) else ''}unchanged from"
    amount = moved.text.partition(" ")[2]  # behind the word of direction
    return f"{'up' if moved.direction == 'up' else 'down'} {amount} from"


def _total(told: Reading, total: Total) -> str:
    figure = total.figure
    whole = figure.period.grain is Grain.YEAR
    span = f"{period(figure.period)} as a whole" if whole else f"the first {period(figure.period)}"
    if told.saying.form is Form.BALANCE:
        return f"; {span}: {_side(told, figure)}"
    words = f"; {span} came to {GUESSED.get(figure.status, '')}{with_unit(figure.value, told.indicator)}"
    growth = growth_of(told)
    if total.year_ago is None:
        return f"{words}, {_by_companion(told, growth)}" if growth is not None else words
    compared = _compared(told, figure, [(total.year_ago, "the previous year" if whole else "a year earlier")])
    return f"{words}, {compared}" if compared else words


def _balance(told: Reading) -> tuple[str, list[str]]:
    words = f"{_opening(told)} was {_side(told, told.now)}"
    asides = [f"{_reference(told, one.against)}: {_side(told, one.figure)}" for one in told.compared]
    return words + ("" if told.total is None else _total(told, told.total)), asides


def _side(told: Reading, figure: Figure) -> str:
    if round(figure.value, told.indicator.decimals) == 0:
        return "even"
    article = GUESSED.get(figure.status, "a ")
    word = "surplus" if figure.value > 0 else "deficit"
    return f"{article}{word} of {with_unit(abs(figure.value), told.indicator)}"


# --- what else there is to say ----------------------------------------------------------------------------------------


def record(told: Reading, extreme: Extreme) -> str:
    """The highest, or lowest, for how long."""
    what = "highest" if extreme.highest else "lowest"
    if told.saying.form is Form.GROWTH and told.now.value:
        falling = told.now.value < 0
        fall = "smallest fall" if extreme.highest else "steepest fall"
        rise = "fastest rise" if extreme.highest else "slowest rise"
        what = fall if falling else rise
    elif told.saying.form is Form.BALANCE and told.now.value:
        deficit = told.now.value < 0
        most = "largest" if extreme.highest is not deficit else "smallest"
        what = f"{most} {'deficit' if deficit else 'surplus'}"
    since = (
        f"since {period(extreme.since.period)}"
        if extreme.since is not None
        else f"in the series, which begins in {period(extreme.first.period)}"
    )
    return f"This is the {what} {since}."


def streak(told: Reading, found: Streak) -> str:
    """How many periods in a row."""
    way = "a rise" if found.up else "a fall"
    against = f" from {_reference(told, told.saying.against)}" if told.saying.form is Form.GROWTH else ""
    return f"It is {way}{against} for {found.count} {GRAINS.get(told.grain, 'period')}s in a row."


def target(told: Reading, held: Held) -> str:
    """How it stands to the target of the year."""
    words = f"Against the target of {years_of(held.target, '', '').strip()} ({asked(held.target, told)}): "
    words += target_word(held.state.value)
    if held.probability is not None and held.expected is not None:
        words += f", a chance of {join_unit(number(100 * held.probability), '%')}"
        words += f", {with_unit(held.expected, told.indicator)} expected"
    elif held.value is not None:
        words += f", {with_unit(held.value, told.indicator)} reached"
    return f"{words}{FROM_SIMULATED if held.simulated else ''}."


def asked(target: Target, told: Reading) -> str:
    """What a target asks, in words."""
    unit = told.indicator.unit("en")
    low = join_unit(trimmed(target.value), unit)
    high = join_unit(trimmed(target.value_high), unit)
    return {
        ">=": f"at least {low}",
        "<=": f"at most {low}",
        ">": f"above {low}",
        "<": f"below {low}",
        "about": f"about {low}",
        "between": f"{trimmed(target.value)} to {high}",
    }.get(target.operator, low)


def ahead(told: Reading, found: Ahead) -> str:
    """What is expected next."""
    span = span_text(found.lower, found.upper, told.indicator)
    words = f"Forecast for {period(found.period)}: {with_unit(found.mean, told.indicator)}"
    words += f", with an 80% chance of lying within {span}"
    return f"{words}{FROM_SIMULATED if found.simulated else ''}."
