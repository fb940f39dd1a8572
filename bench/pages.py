"""Each page as a browser gets it: time until it stands still, bytes, and its callbacks."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from playwright.sync_api import Browser, Page, Request

from bench.report import table
from tests.browser.visitor import Reader, open_as, wait_until_still

TIMES = 7
HEADS = ("page", "first ms", "again ms", "raw kB", "sent kB", "graphs", "callbacks", "callback ms")


@dataclass
class Cost:
    """What one page costs."""

    first: float = 0
    again: list[float] = field(default_factory=list)
    raw: int = 0
    sent: int = 0
    graphs: int = 0
    callbacks: list[float] = field(default_factory=list)

    @property
    def usual(self) -> float:
        """Milliseconds until the page stands still, once scripts are kept."""
        return float(median(self.again))

    @property
    def in_one_visit(self) -> int:
        """Callbacks of one visit."""
        return round(len(self.callbacks) / TIMES)


def measure(browser: Browser, base_url: str, paths: Sequence[str], title: str) -> list[Cost]:
    """Print the cost of each page: a first visit with nothing kept, then the median of more."""
    costs = [_cost(browser, base_url, path) for path in paths]
    rows = [
        (
            path,
            cost.first,
            cost.usual,
            round(cost.raw / 1000),
            round(cost.sent / 1000),
            cost.graphs,
            cost.in_one_visit,
            float(median(cost.callbacks)) if cost.callbacks else 0.0,
        )
        for path, cost in zip(paths, costs, strict=True)
    ]
    table(title, HEADS, rows)
    return costs


def _cost(browser: Browser, base_url: str, path: str) -> Cost:
    cost = Cost()
    with open_as(browser, base_url, Reader()) as page:
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        network.on("Network.dataReceived", lambda event: _add(cost, "raw", event["dataLength"]))
        network.on("Network.loadingFinished", lambda event: _add(cost, "sent", round(event["encodedDataLength"])))
        cost.first = _visit(page, path)
        network.send("Network.disable")
        cost.graphs = page.locator(".js-plotly-plot").count()
        page.on("requestfinished", lambda request: _note(cost, request))
        for _ in range(TIMES):
            cost.again.append(_visit(page, path))
    return cost


def _visit(page: Page, path: str) -> float:
    page.goto(path, wait_until="domcontentloaded")
    still = wait_until_still(page)
    page.wait_for_load_state("networkidle")
    return still


def _add(cost: Cost, name: str, amount: int) -> None:
    setattr(cost, name, getattr(cost, name) + amount)


def _note(cost: Cost, request: Request) -> None:
    """Keep how long the server took to answer a callback."""
    if "/_dash-update-component" in request.url:
        timing = request.timing
        cost.callbacks.append(timing["responseEnd"] - timing["requestStart"])
