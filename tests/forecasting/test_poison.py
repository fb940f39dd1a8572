"""No future figure enters what is said of the past: where the product cuts a history itself, what lies after the cut is
poisoned, and the forecasts from the cut must be the same to the last digit. Rolling origins: see test_rolling.
"""

from dataclasses import replace

import pytest

from data.forecasts.records import Task
from data.periods import Grain
from forecasting.accuracy import scored
from forecasting.bounds import FREE
from forecasting.feeding import histories
from forecasting.work import Piece, done
from tests.forecasting.pieces import sum_of_provinces


@pytest.fixture(scope="module")
def piece(tmp_path_factory: pytest.TempPathFactory) -> Piece:
    return sum_of_provinces(tmp_path_factory.mktemp("poison"))


def poisoned(piece: Piece) -> Piece:
    """The same with the newest figure of every unit spoilt."""
    newest = piece.history["period_end"] == piece.history["period_end"].max()
    return replace(piece, history=piece.history.assign(value=piece.history["value"].mask(newest, 1e9)))


def test_what_would_have_been_said_is_the_same_whatever_came(piece: Piece) -> None:
    past = replace(piece, task=Task.PAST)
    said, again = (done(one).forecasts for one in (past, poisoned(past)))
    assert len(said) == 15  # five units, one, two and three months ago
    assert [one.points for one in said] == [one.points for one in again]


def test_forecasts_that_are_scored_know_nothing_of_what_they_are_held_against(piece: Piece) -> None:
    kinds = {unit.id: unit.kind for unit in piece.units}
    sound, spoilt = (
        scored(histories(one.history, Grain.MONTH, kinds), Grain.MONTH, FREE, "X") for one in (piece, poisoned(piece))
    )
    for one, other in zip(sound, spoilt, strict=True):
        assert (one.width_80, one.width_95, one.errors) == (other.width_80, other.width_95, other.errors)
        # The newest figure lies twelve months after the newest origin: there the poison shows, and nowhere else.
        assert other.mase > 1e3 * one.mase if one.step == 12 else other.mase == one.mase
