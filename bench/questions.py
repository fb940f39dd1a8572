"""Each question of the warehouse, asked once without and many times with its kept answer."""

from collections.abc import Callable
from statistics import median

from bench.report import middle, milliseconds, table
from data.engine import open_engine
from data.periods import Period
from data.questions import Questions

Asked = Callable[[Questions], object]

ASKED: dict[str, Asked] = {
    "data_version": lambda q: q.data_version(),
    "series, nation": lambda q: q.series(q.indicator("TRD01"), q.nation()),
    "series, merged province": lambda q: q.series(q.indicator("GRO02"), q.entity("province", "24")),
    "change on the year before": lambda q: q.change(q.indicator("IND01"), q.nation()),
    "latest of all indicators": lambda q: q.latest(q.nation()),
    "latest as of a day": lambda q: q.latest(q.nation(), as_of=Period.parse("2025-06-30").end),
    "latest of 6 for all provinces": lambda q: q.latest_of_all(q.indicators()[:6]),
    "sparklines of a unit": lambda q: q.sparks(q.nation()),
    "periods of an indicator": lambda q: q.periods(q.indicator("GRO02")),
    "ranking of provinces": lambda q: q.ranking(q.indicator("GRO02"), Period.parse("2026-Q3")),
    "ranking recast from 63 units": lambda q: q.ranking(q.indicator("TRD01"), Period.parse("2024-06")),
    "ranks of a province": lambda q: q.ranks(q.entity("province", "01")),
    "panel of provinces": lambda q: q.panel(q.indicator("IND01")),
    "members of a sum": lambda q: q.members(q.indicator("TRD01"), Period.parse("2026-09")),
    "revisions": lambda q: q.revisions(q.indicator("GRO01"), q.nation()),
    "targets of a year": lambda q: q.targets(year=2026),
    "coverage": lambda q: q.coverage(),
    "freshness": lambda q: q.freshness(),
    "changes of the last load": lambda q: q.changes_of_last_load(),
    "search": lambda q: q.find("ha noi"),
}


def measure(url: str) -> None:
    """Print cold (nothing kept; the register of names known) and warm medians."""
    engine = open_engine(url)
    rows = []
    for name, ask in ASKED.items():
        colds = []
        for _ in range(5):
            questions = Questions(engine)
            questions.registry()
            colds.append(milliseconds(lambda questions=questions, ask=ask: ask(questions)))
        warm = middle(lambda questions=questions, ask=ask: ask(questions), 50)
        rows.append((name, float(median(colds)), float(warm)))
    engine.dispose()
    table("Questions, ms (median of 5 cold, 50 warm)", ("question", "cold", "warm"), rows)
