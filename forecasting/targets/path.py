"""The running total of a year that is not over: what is known enters as it is, the rest as the forecast says."""

import numpy as np
import pandas as pd

from data.forecasts.records import KeptForecast
from forecasting.kept import law_of

LEVELS = np.array([0.8, 0.95])


def running_total(kept: KeptForecast, so_far: float, left: int) -> pd.DataFrame:
    """The total of the year after each of its periods to come, one row a period of the forecast.

    Columns: period, mean, lower_80, upper_80, lower_95, upper_95. Errors of neighbouring periods go together, so the
    intervals are those that the forecast keeps of its running totals.

    Args:
        kept: A forecast whose first period follows the last one that is known of the year.
        so_far: The total of the year up to there.
        left: How many periods of the year are to come.
    """
    law, points = law_of(kept), kept.points.iloc[:left]
    middle = so_far + law.bounds.clip(law.mean)[:left].cumsum()
    inner, outer = law.half_widths(LEVELS, total=True)[:, :left]
    return pd.DataFrame(
        {
            "period": points["period"].to_numpy(),
            "mean": middle,
            "lower_80": middle - inner,
            "upper_80": middle + inner,
            "lower_95": middle - outer,
            "upper_95": middle + outer,
        }
    )
