"""Fifty screens at once over the product as it is deployed, while loads come in: `python -m bench.screens`.

Four are real Chromium pages, two walls and two desks. The others are clients that ask what real pages were seen to
ask (`bench/screen_clients.py`), for fifty browsers do not fit on two cores. A load is a real import in a process of its
own; time is counted from the moment at which another connection sees its data version, until the last screen has it.
"""

import argparse
import os
import shutil
import sqlite3
import sys
import tempfile
import threading
from pathlib import Path
from statistics import median, quantiles
from time import sleep, time

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from access.web.screens import COOKIE as SCREEN_COOKIE
from bench.report import table, verdict
from bench.screen_clients import EVERY, Client, Recorder, Recording, errors_of
from settings import ROOT, Settings
from tests.browser.visitor import wait_until_still
from tests.conftest import BROWSERS, FLAGS
from tests.deployed import Deployed, load, people

SCREENS, LOADS, WORKERS, WITHIN_S, MEDIAN_MS = 50, 5, 2, 5.0, 250.0
DESKS = ("/", "/indicators/GRO01", "/indicators", "/provinces/01", "/ministries/BTC", "/targets", "/provinces", "/data")
FIGURE = "9,{:02d}"
# The moment at which a text is on the page, by the clock of this machine.
SEEN = """
(text) => {
  window.seen = null;
  const look = () => document.body.textContent.includes(text)
    ? void (window.seen = Date.now()) : window.setTimeout(look, 20);
  look();
}
"""


def main(url: str, screens: int, loads: int) -> bool:
    """Run, print, and say whether both aims were met."""
    with tempfile.TemporaryDirectory(prefix="screens-") as name, sync_playwright() as driver:
        folder = Path(name)
        own = f"sqlite:///{shutil.copy(url.removeprefix('sqlite:///'), folder / 'own.db')}"
        walls = screens // 2
        cookie, links = people(own, walls)
        path = next(filter(None, map(shutil.which, BROWSERS)))
        browser = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        with Deployed(own, folder, WORKERS) as server:
            bench = Bench(server, browser, cookie, links, screens)
            held = bench.run(loads)
        browser.close()
    return held


class Bench:
    """One run over one server."""

    def __init__(
        self, server: Deployed, browser: Browser, cookie: dict[str, str], links: list[str], screens: int
    ) -> None:
        self.server, self.browser, self.links, self.screens = server, browser, links, screens
        self.cookie = {**cookie, "url": server.address}
        self.contexts: list[BrowserContext] = []
        self.file = server.url.removeprefix("sqlite:///")
        self.number = 10

    def run(self, loads: int) -> bool:
        recordings = self._recorded()
        over = threading.Event()
        real = [self._wall(self.links[0]), self._wall(self.links[1]), self._desk(DESKS[0]), self._desk(DESKS[1])]
        clients = self._clients(recordings, over)
        sleep(2 * EVERY)
        rows = [self._one(real, clients) for _ in range(loads)]
        over.set()
        for one in clients:
            one.join(10)
        return self._told(rows, clients)

    # --- recording

    def _recorded(self) -> dict[str, list[Recording]]:
        """What each kind of page asks after a load, from a real page of each."""
        wall, found = self._wall(self.links[0]), []
        scenes = wall.request.get("/api/wall/playlist").json()["scenes"][:9]  # those that a key picks
        for place, scene in enumerate(scenes):
            page = wall if not place else self._wall(self.links[0])
            page.keyboard.press(str(place + 1))
            page.locator(f'.w-scene[data-name="{scene["name"]}"]').wait_for()
            found.append(Recorder(f"wall {scene['name']}", page))
        found += [Recorder(f"desk {path}", self._desk(path)) for path in DESKS]
        sleep(2 * EVERY)
        for one in found:
            one.begin()
        self._load()
        version = self._version()
        found[0].page.wait_for_timeout(5000 * EVERY)  # not sleep: what pages ask is heard while this waits
        made = [one.recording(version) for one in found]
        for context in self.contexts:
            context.close()
        self.contexts.clear()
        return {kind: [one for one in made if one.name.startswith(kind)] for kind in ("wall", "desk")}

    def _clients(self, kinds: dict[str, list[Recording]], over: threading.Event) -> list[Client]:
        links, version, address = self.links[2:], self._version(), self.server.address
        desks = [kinds["desk"][n % len(kinds["desk"])] for n in range(self.screens - len(self.links) - 2)]
        walls = [kinds["wall"][n % len(kinds["wall"])] for n in range(len(links))]
        made = [
            Client(address, one, f"{SCREEN_COOKIE}={link}", version, over)
            for one, link in zip(walls, links, strict=True)
        ]
        made += [Client(address, one, one.cookie, version, over) for one in desks]
        for one in made:
            one.start()
        return made

    # --- screens and loads

    def _page(self, width: int, height: int) -> Page:
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, locale="vi-VN", base_url=self.server.address
        )
        self.contexts.append(context)
        return context.new_page()

    def _wall(self, link: str) -> Page:
        page = self._page(1920, 1080)
        page.goto(f"/wall/open/{link}?interval=3000")
        page.locator(".w-scene .w-tile").first.wait_for()
        return page

    def _desk(self, path: str) -> Page:
        page = self._page(1440, 900)
        page.context.add_cookies([self.cookie])  # type: ignore[list-item]  # a plain dictionary is what it takes
        page.goto(path)
        wait_until_still(page)
        return page

    def _version(self) -> int:
        with sqlite3.connect(self.file, timeout=30) as connection:
            return int(connection.execute("SELECT data_version FROM warehouse_state").fetchone()[0])

    def _load(self) -> float:
        """Load one figure; the moment at which it was there."""
        self.number += 1
        before, moment = self._version(), 0.0
        rows = f"GRO01,VN,2026-Q4,9.{self.number}"
        work = threading.Thread(target=load, args=(self.server.url, self.server.folder, rows))
        work.start()
        while self._version() == before and work.is_alive():
            sleep(0.01)
        moment = time()
        work.join()
        return moment

    def _one(self, real: list[Page], clients: list[Client]) -> tuple[float, float, float, float]:
        """One load: seconds until the last real page, the last wall and the last desk had it, and the server's work."""
        worked = self.server.processor_seconds()
        figure = FIGURE.format(self.number + 1)
        for page in real:
            page.evaluate(SEEN, figure)
        moment = self._load()
        version = self._version()
        ends = time() + 30
        while time() < ends and not all(version in one.seen.had for one in clients):
            real[0].wait_for_timeout(50)
        seen = [page.wait_for_function("() => window.seen", timeout=30_000).json_value() / 1000 for page in real]
        late = {
            kind: max(one.seen.had.get(version, float("inf")) for one in clients if one.recording.name.startswith(kind))
            for kind in ("wall", "desk")
        }
        worked = self.server.processor_seconds() - worked
        return max(seen) - moment, late["wall"] - moment, late["desk"] - moment, worked

    def _told(self, loads: list[tuple[float, float, float, float]], clients: list[Client]) -> bool:
        heads = ("load", "last of 4 real pages (s)", "last wall (s)", "last desk (s)", "server's processor (s)")
        table(f"{self.screens} screens, {WORKERS} workers, SQLite: a load on all of them", heads,
              [(number, *row) for number, row in enumerate(loads, 1)])  # fmt: skip
        latest = max(max(row[:3]) for row in loads)
        calls = [one for client in clients for one in client.seen.answers]
        polls = [one for client in clients for one in client.seen.polls]
        errors = list(errors_of(clients)) + self.server.faults()
        rows = [
            ("until the last screen had it, the slowest load (s)", latest, *verdict(latest, WITHIN_S)),
            ("answer after a load, median (ms)", median(calls), *verdict(median(calls), MEDIAN_MS)),
            ("answer after a load, p95 (ms)", quantiles(calls, n=20)[-1], "", ""),
            ("poll, median (ms)", median(polls), "", ""),
            ("poll, p95 (ms)", quantiles(polls, n=20)[-1], "", ""),
            ("errors", len(errors), *verdict(len(errors), 0)),
        ]
        busy = f"machine at load {os.getloadavg()[0]:.1f}"
        table(f"The same: {len(calls)} answers after loads, {len(polls)} polls, {busy}", ("", "is", "aim", ""), rows)
        for error in dict.fromkeys(errors):
            print(error[:300])
        return not any("MISSED" in row for row in rows)


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--screens", type=int, default=SCREENS)
    asked.add_argument("--loads", type=int, default=LOADS)
    asked.add_argument("--url", default=Settings().database_url, help="An SQLite warehouse, which is copied.")
    given = asked.parse_args()
    os.chdir(ROOT)
    sys.exit(0 if main(given.url, given.screens, given.loads) else 1)
