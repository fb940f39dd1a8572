"""Which forecasts are made to agree at all."""

from dataclasses import replace

import pandas as pd
import pytest

from forecasting.work import Outcome, Piece, done
from tests.forecasting.pieces import sum_of_provinces


@pytest.fixture(scope="module")
def piece(tmp_path_factory: pytest.TempPathFactory) -> Piece:
    return sum_of_provinces(tmp_path_factory.mktemp("coherent"))


def nation_of(piece: Piece) -> int:
    return next(unit.id for unit in piece.units if unit.kind == "nation")


def published(piece: Piece, units: set[int]) -> Piece:
    """The same piece with the figures of some units published."""
    status = piece.history["status"].mask(piece.history["entity_id"].isin(units), "A")
    return replace(piece, history=piece.history.assign(status=status))


def without(piece: Piece, unit: int) -> Piece:
    history = piece.history[piece.history["entity_id"] != unit]
    return replace(piece, units=[one for one in piece.units if one.id != unit], history=history)


def told(outcome: Outcome, nation: int) -> dict[int, tuple[str | None, list[float]]]:
    return {
        one.entity_id: (one.coherence, [point[0] for point in one.points])
        for one in outcome.forecasts
        if one.entity_id != nation
    }


def test_simulated_provinces_are_not_pulled_onto_a_published_nation(piece: Piece) -> None:
    nation = nation_of(piece)
    both = told(done(published(piece, {nation})), nation)
    alone = told(done(without(piece, nation)), nation)
    assert {code for code, _ in both.values()} == {"apart"}
    assert {id: means for id, (_, means) in both.items()} == {id: means for id, (_, means) in alone.items()}


def test_one_published_province_is_not_moved_by_simulated_ones(piece: Piece) -> None:
    one = next(
        unit.id for unit in piece.units if unit.kind == "province" and unit.id in set(piece.history["entity_id"])
    )
    made = done(published(piece, {one}))
    assert {each.coherence for each in made.forecasts} == {"apart"}


@pytest.mark.parametrize("status", ["A", "S"])
def test_figures_of_one_kind_are_made_to_agree(piece: Piece, status: str) -> None:
    history: pd.DataFrame = piece.history.assign(status=status)
    made = {one.entity_id: one for one in done(replace(piece, history=history)).forecasts}
    whole = made.pop(nation_of(piece))
    assert "apart" not in {one.coherence for one in made.values()}
    for place, point in enumerate(whole.points):
        assert sum(one.points[place][0] for one in made.values()) == pytest.approx(point[0])
