"""Past targets are gone over again where their figures, the targets or the methods changed; else nothing is done."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from time import perf_counter

from data.forecasts.records import Task
from data.forecasts.store import Store
from data.questions import Questions
from data.records import Target
from data.targets.trials import TrialBook
from forecasting.targets.record import walk_back
from forecasting.work import methods

FIRST_YEAR = 2019
"""From the first year whose targets are in the catalogue."""


def try_past(store: Store, *, today: date | None = None, everything: bool = False) -> list[str]:
    """Keep what would have been said of targets up to the running year; the codes of indicators that were done."""
    day = today or datetime.now(UTC).date()
    asked, book, known = Questions(store.engine), TrialBook(store.engine), store.fingerprints()
    years, version, done = range(FIRST_YEAR, day.year + 1), asked.data_version(), []
    for code, print_, published in _prints(asked, years):
        id = asked.indicator(code).id
        if known.get((Task.TRIAL, id)) == print_ and not everything:
            continue
        start, fault = perf_counter(), None
        try:
            trials = [one for one in walk_back(asked, years, {code}) if one.on < day] if published else []
            book.keep(id, trials, version)
            done.append(code)
        except Exception as problem:  # whatever it is, the other indicators go on
            fault = f"{type(problem).__name__}: {problem}"
        store.keep_task(Task.TRIAL, id, print_, version, seconds=perf_counter() - start, fault=fault)
    return done


def _prints(asked: Questions, years: range) -> Iterator[tuple[str, str, bool]]:
    """By indicator, what decides its trials: methods, targets and published figures; and whether there are any."""
    by_code: dict[str, list[Target]] = {}
    for one in {one.id: one for year in years for one in asked.targets(year=year)}.values():
        by_code.setdefault(one.indicator, []).append(one)
    for code, targets in by_code.items():
        real = {key: value for both in asked.target_material(targets).values() for key, value in both[0].items()}
        known = sorted((of, unit, str(period), value) for (of, unit, period), value in real.items())
        digest = hashlib.sha256(repr((years, sorted(targets, key=lambda one: one.id), known)).encode())
        yield code, f"{methods()}{own_methods()}{digest.hexdigest()[:32]}", bool(known)


@cache
def own_methods() -> str:
    """Fingerprint of the code that targets are called by."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
