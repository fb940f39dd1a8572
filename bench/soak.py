"""`make soak MINUTES=30`: a wall left alone in Chromium, 5 seconds a scene; memory, errors and pauses at the end.

Ends with status 1 where the script's memory grew by more than a tenth since the first complete round, something was
said to the console as an error, or a change of scenes kept the page busy for more than 200 ms.
"""

import argparse
import shutil
import sys
from time import monotonic

from playwright.sync_api import CDPSession, Page, sync_playwright

from bench.report import table
from settings import Settings
from tests.browser.serving import served
from tests.conftest import BROWSERS, FLAGS

SECONDS, GROWTH, BUSY_MS, FIRST_S = 5, 1.10, 200, 3
WATCH = """
window.busiest = 0;
new PerformanceObserver(list => {
  for (const one of list.getEntries()) window.busiest = Math.max(window.busiest, one.duration);
}).observe({ type: "longtask", buffered: true });
"""


def heap(session: CDPSession) -> float:
    """Megabytes that the script holds, after everything that can go has gone."""
    for _again in range(2):
        session.send("HeapProfiler.collectGarbage")
    return float(session.send("Runtime.getHeapUsage")["usedSize"]) / 1e6


def main(minutes: float) -> bool:
    """Run, print, and say whether all held."""
    path = next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as driver, served(Settings().database_url) as address:
        browser = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        page = browser.new_context(viewport={"width": 1920, "height": 1080}).new_page()
        held = _watched(page, address, minutes)
        browser.close()
    return held


def _watched(page: Page, address: str, minutes: float) -> bool:
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda problem: errors.append(str(problem)))
    page.add_init_script(WATCH)
    began = monotonic()
    page.goto(f"{address}/wall?interval={SECONDS}", wait_until="commit")
    page.wait_for_selector(".w-scene .w-tile")
    first = monotonic() - began
    session = page.context.new_cdp_session(page)
    count = len(page.request.get(f"{address}/api/wall/playlist").json()["scenes"])
    ends = began + minutes * 60
    page.wait_for_timeout(1000 * count * SECONDS)
    sizes = [heap(session)]
    page.evaluate("() => { window.busiest = 0; }")  # what collecting and the start took is no change of scenes
    busiest = 0.0
    while monotonic() < ends:
        page.wait_for_timeout(1000 * min(count * SECONDS, max(ends - monotonic(), 1)))
        busiest = max(busiest, float(page.evaluate("() => window.busiest")))
        sizes.append(heap(session))
        page.evaluate("() => { window.busiest = 0; }")
    rows = [
        ("first scene (s)", first, FIRST_S, first <= FIRST_S),
        ("longest the page was busy (ms)", busiest, BUSY_MS, busiest <= BUSY_MS),
        ("heap after the first round (MB)", sizes[0], "", ""),
        ("heap at the end (MB)", sizes[-1], sizes[0] * GROWTH, sizes[-1] <= sizes[0] * GROWTH),
        ("errors on the console", len(errors), 0, not errors),
    ]
    table(
        f"The wall for {minutes:g} minutes, {SECONDS} s a scene, {len(sizes)} rounds", ("", "is", "aim", "held"), rows
    )
    for error in dict.fromkeys(errors):
        print(error[:300])
    return all(row[3] in (True, "") for row in rows)


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--minutes", type=float, default=30)
    sys.exit(0 if main(asked.parse_args().minutes) else 1)
