"""Recast of one indicator over ten years for every province of today: the values as kept, and one with its parts.

Cold is a question asked of a warehouse just opened, with nothing kept but the register of names; warm is the kept
answer. Making all anew, on both maps and in every version, is what a load of the whole indicator pays for.
"""

from collections.abc import Callable
from statistics import median

from bench.report import middle, milliseconds, table
from data.engine import open_engine
from data.ingest.recasting import Recasting
from data.periods import Period
from data.questions import Questions

INDICATORS = ("TRD01", "GRO02", "TRD04", "INV05", "HEA01")  # a sum, a mean by a lagged weight, growth, a ratio, a mean
FIRST, LAST = Period.parse("2016"), Period.parse("2025")
PERIOD = Period.parse("2024-06")
WANTED = (400.0, 100.0)


def measure(url: str) -> None:
    """Print cold and warm medians, beside what is wanted."""
    rows: list[tuple[object, ...]] = []
    for code in INDICATORS:
        rows.append((f"{code}, 34 units, 2016-2025", *_asked(url, lambda q, code=code: _panel(q, code))))
        rows.append((f"{code}, parts of one figure", *_asked(url, lambda q, code=code: _parts(q, code))))
        rows.append((f"{code}, all made anew with their parts", *_made(url, code)))
    rows.append(("wanted", *WANTED))
    table("Recast, ms (median of 5 cold, 50 warm)", ("what", "cold", "warm"), rows)


def _asked(url: str, ask: Callable[[Questions], None]) -> tuple[float, float]:
    colds = [_cold(url, ask) for _ in range(5)]
    engine = open_engine(url)
    questions = Questions(engine)
    ask(questions)
    warm = middle(lambda: ask(questions), 50)
    engine.dispose()
    return float(median(colds)), float(warm)


def _cold(url: str, ask: Callable[[Questions], None]) -> float:
    engine = open_engine(url)
    questions = Questions(engine)
    questions.registry()
    taken = milliseconds(lambda: ask(questions))
    engine.dispose()
    return taken


def _panel(questions: Questions, code: str) -> None:
    frame = questions.panel(questions.indicator(code), start=FIRST, end=LAST)
    assert (frame["parts"] > 1).any()


def _parts(questions: Questions, code: str) -> None:
    period = Period.parse("2024-Q2") if code == "GRO02" else PERIOD
    frame = questions.recast_parts(questions.indicator(code), questions.entity("province", "24"), period)
    assert len(frame) > 1


def _made(url: str, code: str) -> tuple[float, float]:
    """Every version of every figure, worked out from the history; nothing is written."""
    engine = open_engine(url)
    number = Questions(engine).indicator(code).id
    with engine.connect() as connection:
        recasting = Recasting(connection)
        first = milliseconds(lambda: recasting.made(number))
        again = middle(lambda: recasting.made(number), 5)
    engine.dispose()
    return first, float(again)
