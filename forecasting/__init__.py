"""Series in, forecast out. Knows no database and no screen.

The names below load what they need when they are first used: importing the package is quick.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forecasting.bounds import COUNT, FREE, PERCENT, Bounds
    from forecasting.door import MERGER, forecast, forecast_many, paths, paths_many
    from forecasting.errors import ForecastError
    from forecasting.record import Backtest, Choice, Flag, Forecast, Provenance, Used

_PLACES = {
    "forecasting.bounds": ("COUNT", "FREE", "PERCENT", "Bounds"),
    "forecasting.errors": ("ForecastError",),
    "forecasting.door": ("MERGER", "forecast", "forecast_many", "paths", "paths_many"),
    "forecasting.record": ("Backtest", "Choice", "Flag", "Forecast", "Provenance", "Used"),
}
_PLACE = {name: place for place, names in _PLACES.items() for name in names}

__all__ = [
    "COUNT",
    "FREE",
    "MERGER",
    "PERCENT",
    "Backtest",
    "Bounds",
    "Choice",
    "Flag",
    "Forecast",
    "ForecastError",
    "Provenance",
    "Used",
    "forecast",
    "forecast_many",
    "paths",
    "paths_many",
]


def __getattr__(name: str) -> object:
    if name not in _PLACE:
        raise AttributeError(f"module 'forecasting' has no attribute {name!r}")
    return getattr(import_module(_PLACE[name]), name)
