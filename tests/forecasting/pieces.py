"""A piece of work as a run reads it."""

from pathlib import Path

from data.engine import open_engine
from data.forecasts.records import Task
from data.forecasts.store import Store
from forecasting.pieces import Reading
from forecasting.work import Piece
from tests.forecasting import served


def sum_of_provinces(folder: Path) -> Piece:
    """Four provinces and the nation that is their sum, all simulated."""
    engine = served.furnish(open_engine(f"sqlite:///{folder / 'warehouse.db'}", create=True))
    read = Reading(Store(engine)).piece(Task.FORECAST, served.NUMBER)
    engine.dispose()
    return read
