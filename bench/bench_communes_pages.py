"""How long the server takes to draw each page of one warehouse, as JSON. Run: python -m bench.bench_communes_pages URL.

Cold is a server that has just been asked something else: nothing of the page is kept, but the register of names is.
"""

import json
import sys
from collections.abc import Callable
from statistics import median

from flask import Flask

from app import create_app
from bench.report import milliseconds
from settings import Settings
from tests.browser.test_every_page import PATHS
from tests.pages.visiting import components, visit

TIMES = 5
MORE = ("/?as_of=2026-06-30", "/data?as_of=2026-06-30", "/provinces/01?as_of=2026-06-30")


def main() -> None:
    """Draw every page and print the medians."""
    server = create_app(Settings(database_url=sys.argv[1])).server
    paths = (*PATHS, *MORE, *sys.argv[2:])
    times = {path: [_cold(server, path) for _ in range(TIMES)] for path in paths}
    print(json.dumps({path: median(found) for path, found in times.items()}))


def _cold(server: Flask, address: str) -> float:
    path, _mark, query = address.partition("?")
    server.extensions["drawings"].clear()
    server.extensions["questions"].cache.clear()
    server.extensions["questions"].registry()
    return milliseconds(_drawing(server, path, query))


def _drawing(server: Flask, path: str, query: str) -> Callable[[], None]:
    def draw() -> None:
        page = visit(server, path, query)
        if "tc-message--failure" in {str(one["props"].get("className", "")) for one in components(page)}:
            raise RuntimeError(f"{path} could not be drawn; see the log above.")

    return draw


if __name__ == "__main__":
    main()
