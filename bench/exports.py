"""Files: how long each form takes when everything is warm, and what ten people exporting at once do to the pages."""

import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import requests

from bench.report import table
from exports.forms import FORMS
from tests.browser.serving import served
from tests.pages.visiting import ROUTING

TIMES, PEOPLE = 9, 10
ADDRESS, ID = "/indicators/GRO01", "indicator-series"
WORK = ("pptx", "xlsx", "csv", "png", "svg", "pptx")
"""What each of ten people takes, one after the other."""

PROMISED = {"png": 0.3, "pptx": 0.3}


def measure(url: str) -> None:
    """Over the warehouse at `url`, in a server of its own process."""
    with served(url) as address:
        rows = []
        for form in FORMS:
            _take(address, form)
            times = [_timed(lambda form=form: _take(address, form)) for _time in range(TIMES)]  # type: ignore[misc]
            rows.append((form, statistics.median(times), max(times), PROMISED.get(form, "")))
        table("One chart as a file, warm (seconds)", ("form", "median", "slowest", "promised"), rows)
        _crowd(address)


def _crowd(address: str) -> None:
    """Pages that nobody drew before, alone and beside ten people who export."""
    days = iter(f"2026-{month:02d}-{day:02d}" for month in range(1, 9) for day in range(1, 29))
    asked = _asking(address)
    _visit(address, asked, next(days))
    alone = [_timed(lambda: _visit(address, asked, next(days))) for _time in range(TIMES)]
    done, beside = Event(), list[float]()

    def look() -> None:
        while not done.is_set():
            beside.append(_timed(lambda: _visit(address, asked, next(days))))

    start = time.perf_counter()
    with ThreadPoolExecutor(PEOPLE + 1) as people:
        looking = people.submit(look)
        failed = sum(people.map(lambda _one: sum(not _take(address, form) for form in WORK), range(PEOPLE)))
        seconds = time.perf_counter() - start
        done.set()
        looking.result()
    usual, crowded = statistics.median(alone), statistics.median(beside)
    rows = [
        ("files", PEOPLE * len(WORK)),
        ("failed", failed),
        ("seconds for all", seconds),
        ("a page alone (s)", usual),
        ("a page beside them (s)", crowded),
        ("times slower (promised 1,5)", crowded / usual),
    ]
    table(f"{PEOPLE} people exporting at once", ("", "measured"), rows)


def _take(address: str, form: str) -> bool:
    answer = requests.get(f"{address}/export/{form}", params={"address": ADDRESS, "id": ID}, timeout=120)
    return answer.status_code == 200


def _asking(address: str) -> dict[str, Any]:
    found: dict[str, Any] = next(
        one for one in requests.get(f"{address}/_dash-dependencies", timeout=60).json() if ROUTING in one["output"]
    )
    return found


def _visit(address: str, routing: dict[str, Any], day: str) -> None:
    """The page as it was known on a day, drawn anew."""
    given = {"_pages_location.pathname": ADDRESS, "_pages_location.search": f"?as_of={day}"}
    parts = {
        name: [{**one, "value": given.get(f"{one['id']}.{one['property']}")} for one in routing[name]]
        for name in ("inputs", "state")
    }
    body = {
        "output": routing["output"],
        "outputs": [{"id": "_pages_content", "property": "children"}, {"id": "_pages_store", "property": "data"}],
        "changedPropIds": ["_pages_location.pathname"],
        **parts,
    }
    requests.post(f"{address}/_dash-update-component", json=body, timeout=120).raise_for_status()


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
