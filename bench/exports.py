"""Files: how long each form takes when everything is warm, and what ten people exporting at once do to the pages.

A page alone and a page beside exporters are looked at in turn, round after round, so that what else the machine does
weighs on both.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any

import requests

from bench import crowd
from bench.report import table, verdict
from exports.forms import FORMS
from tests.browser.serving import served
from tests.pages.visiting import ROUTING

TIMES, ROUNDS, SLOWER = 9, 4, 1.5
ADDRESS, ID, PERIOD = "/indicators/GRO01", "indicator-series", "2026-10"
PROMISED = {"png": 0.3, "pptx": 0.3}


def measure(url: str) -> None:
    """Over the warehouse at `url`, in a server of its own process."""
    with served(url) as address, crowd.processes() as pool:
        rows = []
        for form in FORMS:
            crowd.take(address, form, ADDRESS, ID)
            times = [_timed(lambda form=form: crowd.take(address, form, ADDRESS, ID)) for _ in range(TIMES)]  # type: ignore[misc]  # mypy infers no type for a lambda that binds a name
            median = statistics.median(times)
            rows.append((form, median, max(times), *verdict(median, PROMISED.get(form))))
        table("One chart as a file, warm (seconds)", ("form", "median", "slowest", "promised", ""), rows)
        looker = _Looker(address)
        _charts(address, looker, pool)
        _packs(address, looker, pool)


def _charts(address: str, looker: "_Looker", pool: ProcessPoolExecutor) -> None:
    alone, beside, ended = looker.in_turn(lambda: crowd.charts(pool, address, ADDRESS, ID), ROUNDS)
    failed, seconds = sum(one for one, _ in ended), statistics.median(took for _, took in ended)
    files = crowd.PEOPLE * len(crowd.WORK)
    rows = [("files, each of so many times", f"{files} x {ROUNDS}"), ("seconds for all", seconds)]
    _tell(f"{crowd.PEOPLE} people exporting charts at once", rows, failed, alone, beside)


def _packs(address: str, looker: "_Looker", pool: ProcessPoolExecutor) -> None:
    alone, beside, ended = looker.in_turn(lambda: crowd.packs(pool, address, PERIOD), 1)
    problems, seconds = ended[0]
    for problem in problems:
        print(problem)
    rows = [("packs", len(crowd.READY)), ("the first after (s)", min(seconds)), ("the last after (s)", max(seconds))]
    _tell(f"{crowd.PEOPLE} people taking the monthly pack at once", rows, len(problems), alone, beside)


def _tell(title: str, rows: list[Any], failed: int, alone: list[float], beside: list[float]) -> None:
    usual, crowded = statistics.median(alone), statistics.median(beside)
    more = [
        ("failed", failed, *verdict(failed, 0)),
        ("a page alone (s)", usual),
        ("a page beside them (s)", crowded),
        ("times slower", crowded / usual, *verdict(crowded / usual, SLOWER)),
    ]
    whole = [(*row, "", "")[:4] for row in [*rows, *more]]
    table(title, ("", "measured", "promised", ""), whole)


class _Looker:
    """Somebody who looks at pages that nobody drew before."""

    def __init__(self, address: str) -> None:
        self._address, self._days = address, self._all_days()
        asked = requests.get(f"{address}/_dash-dependencies", timeout=60).json()
        self._routing: dict[str, Any] = next(one for one in asked if ROUTING in one["output"])

    def in_turn(self, start: Callable[[], "Future[Any]"], rounds: int) -> tuple[list[float], list[float], list[Any]]:
        """Seconds of pages alone, of pages beside what `start` starts, and what became of that each time."""
        alone, beside, ended = [], [], []
        self._look()
        for _round in range(rounds):
            alone += [self._look() for _ in range(TIMES)]
            going = start()
            time.sleep(0.5)
            while not going.done():
                beside.append(self._look())
            ended.append(going.result())
        return alone, beside, ended

    def _look(self) -> float:
        return _timed(lambda: self._visit(next(self._days)))

    def _visit(self, day: str) -> None:
        """The page as it was known on a day, drawn anew."""
        given = {"_pages_location.pathname": ADDRESS, "_pages_location.search": f"?as_of={day}"}
        parts = {
            name: [{**one, "value": given.get(f"{one['id']}.{one['property']}")} for one in self._routing[name]]
            for name in ("inputs", "state")
        }
        body = {
            "output": self._routing["output"],
            "outputs": [{"id": "_pages_content", "property": "children"}, {"id": "_pages_store", "property": "data"}],
            "changedPropIds": ["_pages_location.pathname"],
            **parts,
        }
        requests.post(f"{self._address}/_dash-update-component", json=body, timeout=120).raise_for_status()

    @staticmethod
    def _all_days() -> Iterator[str]:
        for year in range(2026, 2016, -1):
            yield from (f"{year}-{month:02d}-{day:02d}" for month in range(1, 9) for day in range(1, 29))


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
