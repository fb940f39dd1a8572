"""Staying: a run after each load, for as long as the desk or the service lives."""

import os
import time
from collections.abc import Callable

from data.errors import WarehouseError
from data.forecasts.store import Store
from data.targets import Thresholds
from forecasting.errors import ForecastError
from forecasting.pools import Doing
from forecasting.run import run, up_to_date

NICENESS = 10
"""Whoever reads pages goes first."""


def watch(
    store: Store,
    *,
    doing: Doing,
    every: float,
    say: Callable[[str], None],
    parent: int | None = None,
    thresholds: Thresholds | None = None,
) -> None:
    """Look at the warehouse every so many seconds, and run when something was loaded; ends with the process `parent`.

    What goes wrong is said once, and tried again at the next look: a warehouse may be restored, locked, or not there.
    """
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    said = ""

    def alone() -> bool:
        return parent is not None and os.getppid() != parent

    def going_on(_done: int, _total: int, _task: object) -> None:
        if alone():
            raise SystemExit(0)  # what is done is kept; the next run goes on from there

    while not alone():
        try:
            if not up_to_date(store):
                made = run(store, doing=doing, progress=going_on, thresholds=thresholds)
                said = ""
                say(
                    f"Forecasts are up to date: {made.made} pieces made, {len(made.faults)} not done, "
                    f"{made.calls} calls of targets kept."
                )
        except (WarehouseError, ForecastError) as problem:
            if str(problem) != said:
                said = str(problem)
                say(said)
        time.sleep(every)
