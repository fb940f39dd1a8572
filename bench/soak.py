"""`make soak MINUTES=30`: a wall left alone in Chromium, 5 seconds a scene, over a copy of the warehouse as deployed.

Figures are loaded meanwhile, some so low that the watch of alerts calls the wall to them. Each round is printed. Ends
with status 1 where the script's memory grew by more than a tenth since the first complete round, something was said to
the console as an error, a change of scenes kept the page busy for more than 200 ms, the first scene took more than 3 s,
or a load was not known within 5 s. It can run for days: what it keeps does not grow.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from playwright.sync_api import CDPSession, Page, sync_playwright

from bench.report import table, verdict
from settings import ROOT, Settings
from tests.conftest import BROWSERS, FLAGS
from tests.deployed import Deployed, load, people

SECONDS, GROWTH, BUSY_MS, FIRST_S = 5, 1.10, 200, 3
WATCH = """
window.busiest = 0;
new PerformanceObserver(list => {
  for (const one of list.getEntries()) window.busiest = Math.max(window.busiest, one.duration);
}).observe({ type: "longtask", buffered: true });
"""
CALLED = "() => JSON.parse(window.sessionStorage.getItem('tc-called') || '[]').length"
SHOWN = "async () => (await (await fetch('/api/wall/stand')).json()).version"


@dataclass
class Soaked:
    """What a wall that is left alone was seen to do."""

    first: float
    sizes: tuple[float, float] = (0.0, 0.0)
    server: tuple[float, float] = (0.0, 0.0)
    busiest: float = 0.0
    rounds: int = 0
    loads: int = 0
    missed: int = 0
    calls: int = 0
    errors: "Counter[str]" = field(default_factory=Counter)


def heap(session: CDPSession) -> float:
    """Megabytes that the script holds, after everything that can go has gone."""
    for _again in range(2):
        session.send("HeapProfiler.collectGarbage")
    return float(session.send("Runtime.getHeapUsage")["usedSize"]) / 1e6


def main(minutes: float, url: str) -> bool:
    """Run, print, and say whether all held."""
    path = next(filter(None, map(shutil.which, BROWSERS)))
    with tempfile.TemporaryDirectory(prefix="soak-") as name, sync_playwright() as driver:
        folder = Path(name)
        own = f"sqlite:///{shutil.copy(url.removeprefix('sqlite:///'), folder / 'own.db')}"
        _cookie, (link,) = people(own)
        with Deployed(own, folder, 1) as server, _watch_of_alerts(server):
            browser = driver.chromium.launch(executable_path=path, args=list(FLAGS))
            page = browser.new_context(viewport={"width": 1920, "height": 1080}).new_page()
            soaked = _begun(page, f"{server.address}/wall/open/{link}?interval={SECONDS}&screen=soak")
            _rounds(page, server, soaked, minutes)
            browser.close()
    return _told(soaked, minutes)


@contextmanager
def _watch_of_alerts(server: Deployed) -> Iterator[None]:
    command = [sys.executable, "-m", "alerts", "watch", "--every", "1"]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=ROOT, env=server.settings(), stdout=quiet, stderr=quiet)
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


def _begun(page: Page, address: str) -> Soaked:
    soaked = Soaked(0.0)
    page.on("console", lambda said: soaked.errors.update([said.text[:300]]) if said.type == "error" else None)
    page.on("pageerror", lambda problem: soaked.errors.update([str(problem)[:300]]))
    page.add_init_script(WATCH)
    began = monotonic()
    page.goto(address, wait_until="commit")
    page.wait_for_selector(".w-scene .w-tile")
    soaked.first = monotonic() - began
    return soaked


def _rounds(page: Page, server: Deployed, soaked: Soaked, minutes: float) -> None:
    session = page.context.new_cdp_session(page)
    count = len(page.request.get(f"{server.address}/api/wall/playlist").json()["scenes"])
    ends = monotonic() + minutes * 60
    page.evaluate("() => { window.busiest = 0; }")  # what the start took is no change of scenes
    while not soaked.rounds or monotonic() < ends:
        soaked.rounds += 1
        if soaked.rounds % 2 == 0:
            _load(page, server, soaked)
        page.wait_for_timeout(1000 * count * SECONDS)
        soaked.busiest = max(soaked.busiest, float(page.evaluate("() => window.busiest")))
        size, held = heap(session), server.megabytes()
        page.evaluate("() => { window.busiest = 0; }")  # nor is what collecting took
        soaked.sizes = (soaked.sizes[0] or size, size)
        soaked.server = (soaked.server[0] or held, held)
        soaked.calls = int(page.evaluate(CALLED))
        print(
            f"round {soaked.rounds}: heap {size:.2f} MB, busy {soaked.busiest:.0f} ms at most, server {held:.0f} MB, "
            f"{soaked.loads} loads, {soaked.calls} calls, {soaked.errors.total()} errors",
            flush=True,
        )


def _load(page: Page, server: Deployed, soaked: Soaked) -> None:
    """Load a figure, every second time one that is an alert, and see that the wall comes to know of it."""
    before, soaked.loads = page.evaluate(SHOWN), soaked.loads + 1
    low = soaked.loads % 2
    value = (3 if low else 8) + soaked.loads % 90 / 100 + 0.01
    load(server.url, server.folder, f"GRO01,VN,2026-Q4,{value:.2f}")
    page.wait_for_timeout(5000)
    soaked.missed += page.evaluate(SHOWN) <= before


def _told(soaked: Soaked, minutes: float) -> bool:
    first, last = soaked.sizes
    rows = [
        ("first scene (s)", soaked.first, *verdict(soaked.first, FIRST_S)),
        ("longest the page was busy (ms)", soaked.busiest, *verdict(soaked.busiest, BUSY_MS)),
        ("heap after the first round (MB)", first, "", ""),
        ("heap at the end (MB)", last, *verdict(last, first * GROWTH)),
        ("memory of the server after the first round (MB)", soaked.server[0], "", ""),
        ("memory of the server at the end (MB)", soaked.server[1], "", ""),
        ("loads", soaked.loads, "", ""),
        ("calls to an alert", soaked.calls, "", ""),
        ("loads that were not known within 5 s", soaked.missed, *verdict(soaked.missed, 0)),
        ("errors on the console", soaked.errors.total(), *verdict(soaked.errors.total(), 0)),
    ]
    title = f"The wall for {minutes:g} minutes, {SECONDS} s a scene, {soaked.rounds} rounds"
    table(title, ("", "is", "aim", ""), rows)
    for error, times in soaked.errors.most_common(20):
        print(f"{times} × {error}")
    return not any("MISSED" in row for row in rows)


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--minutes", type=float, default=30)
    asked.add_argument("--url", default=Settings().database_url, help="An SQLite warehouse, which is copied.")
    given = asked.parse_args()
    sys.exit(0 if main(given.minutes, given.url) else 1)
