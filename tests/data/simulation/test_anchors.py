"""A bent path runs through every published figure."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.periods import month
from data.simulation.anchors import Anchor, bend, useful
from data.simulation.timeline import timeline

LINE = timeline("M", month(2017, 12))
PRIOR = 100 + 10 * np.sin(np.arange(len(LINE)) / 2)


def point(place: int, value: float) -> Anchor:
    return Anchor(np.array([place]), np.ones(1), value)


def test_a_path_without_anchors_is_left_alone() -> None:
    assert bend(PRIOR, LINE, [], multiplicative=True) is PRIOR


@settings(max_examples=25)
@given(
    places=st.lists(st.integers(0, 35), min_size=1, max_size=5, unique=True),
    factor=st.floats(0.3, 3.0),
    multiplicative=st.booleans(),
)
def test_single_periods_are_met(places: list[int], factor: float, multiplicative: bool) -> None:
    anchors = [point(place, PRIOR[place] * factor * (1 + number / 50)) for number, place in enumerate(places)]
    path = bend(PRIOR, LINE, anchors, multiplicative=multiplicative)
    assert [path[anchor.places[0]] for anchor in anchors] == pytest.approx(
        [anchor.total for anchor in anchors], rel=1e-5
    )


@settings(max_examples=25)
@given(total=st.floats(600, 2400), known=st.floats(80, 120))
def test_a_year_and_a_month_within_it_are_met_together(total: float, known: float) -> None:
    year = Anchor(np.arange(12, 24), np.ones(12), total)
    path = bend(PRIOR, LINE, [year, point(15, known)], multiplicative=True)
    assert path[12:24].sum() == pytest.approx(total, rel=1e-5)
    assert path[15] == pytest.approx(known, rel=1e-5)
    assert (path > 0).all()


def test_a_gap_joins_its_neighbours_smoothly() -> None:
    path = bend(PRIOR, LINE, [point(10, 2 * PRIOR[10]), point(20, 2 * PRIOR[20])], multiplicative=True)
    assert (path[10:21] / PRIOR[10:21]).min() > 1.7


def test_a_year_whose_months_are_all_known_asks_nothing_more() -> None:
    months = [point(place, 100.0) for place in range(12)]
    year = Anchor(np.arange(12), np.ones(12), 1300.0)
    assert [len(anchor.places) for anchor in useful([*months, year])] == [1] * 12
