"""`make bench`: everything that was promised a time, measured in one run. Trust ratios; the machine moves the rest."""

import os
import platform
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench import exports, naive, packs, pages, questions, recasting, screens, soak
from bench.report import MISSED, table
from pages.overview import HEADLINES
from settings import ROOT
from tests.browser.serving import served
from tests.browser.test_every_page import PATHS
from tests.conftest import BROWSERS, FLAGS

FOLDER = ROOT / ".bench"
ROUNDS_MINUTES = 2  # of the wall; `make soak` watches it for longer


def main() -> None:
    """Build, load, ask and look; print a table for each."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    warehouse = FOLDER / "warehouse.db"
    url = f"sqlite:///{warehouse}"
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    _measure_init(url, warehouse)
    subprocess.run([sys.executable, "-m", "bench.bench_import"], cwd=ROOT, check=True)
    questions.measure(url)
    recasting.measure(url)
    packs.measure(url)
    naive.build(warehouse, FOLDER / "naive.db")
    _measure_pages(url)
    exports.measure(url)
    soak.main(ROUNDS_MINUTES, url)
    screens.main(url, screens.SCREENS, screens.LOADS)
    _tell_missed()


def _tell_missed() -> None:
    """End with a list of what was promised and not reached, and status 1 where there is any."""
    if MISSED:
        print(f"\nMISSED, on this machine at load {os.getloadavg()[0]:.1f}:", *MISSED, sep="\n  ")
        sys.exit(1)
    print("\nEverything that was promised a time for files, packs, the wall and fifty screens was reached.")


def _measure_init(url: str, warehouse: Path) -> None:
    start = time.perf_counter()
    environment = {**os.environ, "TOANCANH_DATABASE_URL": url}
    subprocess.run([sys.executable, "-m", "data", "init"], cwd=ROOT, env=environment, check=True, capture_output=True)
    seconds = time.perf_counter() - start
    table("python -m data init", ("database", "seconds", "MB"), [("SQLite", seconds, warehouse.stat().st_size / 1e6)])


def _measure_pages(url: str) -> None:
    path = next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as driver, served(url) as address, _naive_server() as naive_address:
        browser = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        costs = pages.measure(browser, address, PATHS, "Pages of the product (stands still, median of 7 visits)")
        plain = pages.measure(browser, naive_address, ["/"], "The overview written the naive way, in the same run")
        browser.close()
    ours, theirs = costs[0], plain[0]
    rows = [
        ("first visit", ours.first, theirs.first, theirs.first / ours.first),
        ("again", ours.usual, theirs.usual, theirs.usual / ours.usual),
        ("server, sum of callbacks", _served(ours), _served(theirs), _served(theirs) / _served(ours)),
        ("kB sent", ours.sent / 1000, theirs.sent / 1000, theirs.sent / ours.sent),
    ]
    table("Overview against the naive one (ms)", ("", "product", "naive", "times"), rows)


def _served(cost: pages.Cost) -> float:
    """Time in callbacks of one visit."""
    return sum(cost.callbacks) / pages.TIMES


@contextmanager
def _naive_server() -> Iterator[str]:
    command = [sys.executable, "-m", "bench.naive", str(FOLDER / "naive.db"), *HEADLINES]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        found = re.search(r"http://\S+", process.stdout.readline())
        if found is None:
            raise RuntimeError("The naive overview did not start; run `python -m bench.naive FILE` to see why.")
        yield found[0]
    finally:
        process.terminate()
        process.wait(timeout=20)


if __name__ == "__main__":
    main()
