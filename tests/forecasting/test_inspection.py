import numpy as np
import pytest

import forecasting
from forecasting.inspection import in_statsmodels
from tests.forecasting.families import series


def test_a_model_of_a_forecast_can_be_opened_in_statsmodels() -> None:
    history = series(60)
    used = {one.model: one for one in forecasting.forecast(history, 6).how.used}
    opened = in_statsmodels(np.log(history.to_numpy()), used["log_states"].parameters, 12)
    for name, value in used["log_states"].parameters.items():
        assert opened.params[opened.model.param_names.index(name)] == pytest.approx(value)
    assert np.exp(opened.forecast(6)) == pytest.approx(forecasting.forecast(history, 6).mean, rel=0.1)
