"""A smoothing model as statsmodels shows it: states, residuals, diagnostics, a summary. For people, one at a time.

The engine says which parameters it used (`Provenance.used`); here the same model stands in statsmodels, at the same
parameters and at the best initial states, which the engine finds too.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from forecasting.record import Floats

if TYPE_CHECKING:
    from statsmodels.tsa.exponential_smoothing.ets import ETSResults


def in_statsmodels(figures: Floats, parameters: Mapping[str, float], season: int = 1) -> "ETSResults":
    """Return statsmodels' results of the model with these parameters.

    Args:
        figures: what the model saw: for `log_states` the logarithms, for `ets` the figures without their season.
        parameters: by statsmodels' names, as `Used.parameters` has them.
        season: length of the season, where there is a `smoothing_seasonal`.
    """
    count = 1 + ("smoothing_trend" in parameters) + (season if "smoothing_seasonal" in parameters else 0)
    # Errors are linear in the initial states, so the best ones are a least squares of as many columns.
    nil = _at(figures, parameters, season, np.zeros(count)).resid
    columns = np.stack([_at(figures, parameters, season, unit).resid - nil for unit in np.eye(count)], axis=1)
    # The level and the mean of the season stand for each other: of all equal answers, the smallest.
    states: Floats = np.linalg.lstsq(columns, -nil, rcond=1e-10)[0]
    return _at(figures, parameters, season, states)


def _at(figures: Floats, parameters: Mapping[str, float], season: int, states: Floats) -> "ETSResults":
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel  # a second to load, and seldom needed

    trend, seasonal = "smoothing_trend" in parameters, "smoothing_seasonal" in parameters
    model = ETSModel(
        figures,
        trend="add" if trend else None,
        damped_trend="damping_trend" in parameters,
        seasonal="add" if seasonal else None,
        seasonal_periods=season if seasonal else None,
        initialization_method="known",
        initial_level=states[0],
        initial_trend=states[1] if trend else None,
        initial_seasonal=states[1 + trend :] if seasonal else None,
    )
    return model.smooth([parameters[name] for name in model.param_names if name in parameters])
