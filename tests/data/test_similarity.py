"""Who is like whom: scores that one extreme cannot rule, distances that miss nothing silently."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.similarity import FARTHEST, distances, scores, standing

values = st.lists(st.floats(min_value=0.1, max_value=1e6), min_size=4, max_size=20)


@given(values, st.floats(min_value=0.01, max_value=100), st.floats(min_value=-50, max_value=50))
def test_scores_do_not_know_the_unit_of_measure(numbers: list[float], factor: float, shift: float) -> None:
    plain = scores(pd.DataFrame({"x": numbers}))["x"]
    other = scores(pd.DataFrame({"x": [factor * one + shift for one in numbers]}))["x"]
    assert other.to_numpy() == pytest.approx(plain.to_numpy(), abs=1e-3)


@given(values)
def test_no_score_is_beyond_the_farthest(numbers: list[float]) -> None:
    found = scores(pd.DataFrame({"x": [*numbers, 1e12]}))["x"]
    assert found.abs().max() <= FARTHEST


@given(st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), min_size=3, max_size=9))
def test_a_distance_is_the_same_from_both_sides(points: list[tuple[float, float]]) -> None:
    table = pd.DataFrame(points, columns=["x", "y"], index=[f"{one:02d}" for one in range(len(points))])
    assert distances(table, "00").loc["01", "distance"] == distances(table, "01").loc["00", "distance"]


def test_sizes_are_as_far_apart_when_doubled_as_when_halved() -> None:
    table = pd.DataFrame({"people": [50.0, 100.0, 200.0, 400.0, 25.0]})
    found = scores(table, frozenset({"people"}))["people"]
    assert found[2] - found[1] == pytest.approx(found[1] - found[0])


def test_a_unit_with_too_little_in_common_is_unknown_and_not_near() -> None:
    table = pd.DataFrame({"x": [0.0, 0.0, 1.0], "y": [0.0, None, 1.0], "z": [0.0, None, 1.0]}, index=["a", "b", "c"])
    assert distances(table, "a").index.tolist() == ["c"]


def test_a_missing_measure_leaves_the_distance_over_the_others() -> None:
    table = pd.DataFrame({"x": [0.0, 2.0], "y": [0.0, None]}, index=["a", "b"])
    found = distances(table, "a").loc["b"]
    assert (found["distance"], found["shared"]) == (2.0, 1)


def test_a_measure_that_all_share_tells_nobody_apart() -> None:
    assert scores(pd.DataFrame({"x": [7.0, 7.0, 7.0]}))["x"].tolist() == [0.0, 0.0, 0.0]


def test_a_unit_without_any_figure_has_no_distances() -> None:
    assert distances(pd.DataFrame({"x": [1.0]}, index=["a"]), "b").empty


@pytest.mark.parametrize(
    ("value", "said"), [(9.0, "higher"), (4.0, "similar"), (2.0, "similar"), (1.0, "lower"), (float("nan"), "unknown")]
)
def test_a_figure_stands_outside_or_inside_the_middle_half(value: float, said: str) -> None:
    assert standing(value, pd.Series([1.0, 2.0, 3.0, 4.0, 5.0])) == said


def test_two_peers_say_nothing() -> None:
    assert standing(9.0, pd.Series([1.0, 2.0, float("nan")])) == "unknown"
