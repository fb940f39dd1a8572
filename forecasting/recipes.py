"""Which models are asked for which season, and with what weight. Chosen in docs/forecasting.md, on rolling origins."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recipe:
    """Weights by model; `spread` names the models whose standard deviations shape the interval.

    `theta`, `dynamic_theta`, `ets` and `drift` work on the series without its season; a number behind them is how many
    periods are taken together. `states` and `log_states` carry the season in their states; `fading_growth` is the drift
    of the logarithms, and for series without season.
    """

    weights: Mapping[str, float]
    spread: tuple[str, ...]


_PLAIN = Recipe(
    {"dynamic_theta": 1 / 4, "ets": 1 / 4, "drift": 1 / 4, "fading_growth": 1 / 4}, ("dynamic_theta", "ets")
)
_FEW = Recipe({"theta": 1 / 4, "ets": 1 / 4, "states": 1 / 4, "log_states": 1 / 4}, ("ets", "states", "log_states"))
_MONTHS = Recipe({"theta_3": 1 / 6, "ets_3": 1 / 6, "theta_6": 1 / 6, "log_states": 1 / 2}, ("ets", "log_states"))
# So many free states as a year of weeks has are beyond what a few years can tell.
_MANY = Recipe({"theta": 1 / 3, "dynamic_theta": 1 / 3, "ets": 1 / 3}, ("theta", "ets"))


def recipe(season: int) -> Recipe:
    """Return the models for a season of so many periods."""
    if season == 1:
        return _PLAIN
    if season < 12:
        return _FEW
    return _MONTHS if season == 12 else _MANY
