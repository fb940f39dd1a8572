"""What communes add up to, by hand and by law."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.questions import Questions
from data.questions.contribution import Reason
from data.questions.rollup import rolled_up
from data.records import Indicator

VALUES = st.dictionaries(st.sampled_from([f"{one:05d}" for one in range(9)]), st.floats(0.5, 1e6), min_size=1)


@pytest.fixture
def total(ask: Questions) -> Indicator:
    return ask.indicator("TRD01")


def weighed(total: Indicator, **changes: Any) -> Indicator:
    return replace(total, rule_space="wmean", **changes)


def test_a_sum_of_all_is_complete(total: Indicator) -> None:
    made = rolled_up(total, {"00001": 2.0, "00002": 3.5}, {"00001": 1.0, "00002": 1.0}, 2)
    assert (made.value, made.present, made.complete, made.enough) == (5.5, 2, True, True)


def test_a_sum_of_some_is_never_complete(total: Indicator) -> None:
    made = rolled_up(replace(total, share_required=0.5), {"00001": 2.0}, {"00001": 1.0}, 2)
    assert (made.value, made.complete, made.enough) == (2.0, False, True)
    assert not rolled_up(replace(total, share_required=0.9), {"00001": 2.0}, {"00001": 1.0}, 2).enough


def test_a_weighted_mean_takes_those_that_have_a_weight(total: Indicator) -> None:
    made = rolled_up(weighed(total), {"00001": 2.0, "00002": 8.0, "00003": 99.0}, {"00001": 3.0, "00002": 1.0}, 3)
    assert (made.value, made.present, made.complete) == (3.5, 2, False)


def test_without_any_weight_there_is_a_reason_and_no_value(total: Indicator) -> None:
    made = rolled_up(weighed(total), {"00001": 2.0}, {}, 1)
    assert (made.value, made.reason) == (None, Reason.WEIGHT_MISSING)


def test_without_any_figure_there_is_nothing(total: Indicator) -> None:
    made = rolled_up(total, {}, {}, 4)
    assert (made.value, made.present, made.enough, made.reason) == (None, 0, False, None)


@pytest.mark.parametrize("scale", [0.1, 1.0, 7.5])
def test_a_weighted_mean_lies_between_its_parts_whatever_the_scale_of_the_weights(
    total: Indicator, scale: float
) -> None:
    @given(VALUES)
    def between(values: dict[str, float]) -> None:
        weights = {code: scale * (number + 1) for number, code in enumerate(values)}
        made = rolled_up(weighed(total), values, weights, len(values)).value
        assert made is not None
        assert min(values.values()) * 0.999999 <= made <= max(values.values()) * 1.000001

    between()
