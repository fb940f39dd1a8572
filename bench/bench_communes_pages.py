"""How long the server takes to draw each page of two warehouses, as JSON: python -m bench.bench_communes_pages URL URL.

Cold is a server that has just been asked something else: nothing of the page is kept, but the register of names is.
Both are drawn in turn in one process, so that what else the machine does meets both; processor time is what compares.
"""

import gc
import json
import sys
import time
from statistics import median

from flask import Flask

from app import create_app
from settings import Settings
from tests.browser.test_every_page import PATHS
from tests.pages.visiting import components, visit

TIMES = 5
MORE = (
    "/?as_of=2026-06-30",
    "/data?as_of=2026-06-30",
    "/provinces/01?as_of=2026-06-30",
    "/compare?form=bump&what=GRO04",
)
Took = tuple[float, float]
"""Milliseconds of the processor, and on the clock."""


def main() -> None:
    """Draw every page and print the medians: by path, for each of the warehouses."""
    servers = [create_app(Settings(database_url=url)).server for url in sys.argv[1:3]]
    found: dict[str, list[Took]] = {}
    for path in (*PATHS, *MORE, *sys.argv[3:]):
        for server in servers:
            _cold(server, path)  # what is read for the first time is read from the disk
        rounds = [[_cold(server, path) for server in servers] for _ in range(TIMES)]
        found[path] = [_middle(took) for took in zip(*rounds, strict=True)]
    print(json.dumps(found))


def _middle(took: tuple[Took, ...]) -> Took:
    return median(one[0] for one in took), median(one[1] for one in took)


def _cold(server: Flask, address: str) -> Took:
    path, _mark, query = address.partition("?")
    server.extensions["drawings"].clear()
    server.extensions["questions"].cache.clear()
    server.extensions["questions"].registry()
    gc.collect()  # else it comes in the middle of the same page every time
    wall, processor = time.perf_counter(), time.process_time()
    page = visit(server, path, query)
    took = (time.process_time() - processor) * 1000, (time.perf_counter() - wall) * 1000
    if "tc-message--failure" in {str(one["props"].get("className", "")) for one in components(page)}:
        raise RuntimeError(f"{path} could not be drawn; see the log above.")
    return took


if __name__ == "__main__":
    main()
