import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasting.memory import memory, share_that_stays

WAVE = 1 + 0.4 * np.sin(np.arange(24))


@pytest.mark.parametrize("share", [0.0, 0.3, 0.8, 1.0])
@pytest.mark.parametrize(("season", "horizon"), [(12, 18), (4, 6), (1, 5), (12, 6)])
def test_the_share_of_a_level_that_learns_is_found_under_any_season(share: float, season: int, horizon: int) -> None:
    ahead = np.arange(horizon)
    spread = 3 * np.sqrt(1 + ahead * share**2)
    if horizon > season:
        spread = spread * WAVE[ahead % season]
    assert share_that_stays(spread, season) == pytest.approx(share, abs=1e-6)


@given(st.lists(st.floats(0, 1e9), min_size=1, max_size=30), st.sampled_from([1, 4, 12]))
def test_a_share_is_a_share_whatever_the_spreads(spread: list[float], season: int) -> None:
    found = memory(np.array(spread), season)
    assert found[0] == 1
    assert ((found >= 0) & (found <= 1)).all()
