"""The parts of a change add up to it, whatever the figures."""

from collections.abc import Sequence
from math import fsum, isclose

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.contribution import mean_of, of_mean, of_sum, remainder

amounts = st.floats(min_value=0, max_value=1e9)
rates = st.floats(min_value=-100, max_value=1000)
weights = st.floats(min_value=1e-3, max_value=1e9)


def frame_of(*names: str, rows: Sequence[tuple[float, ...]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(names), dtype=float)


@given(st.lists(st.tuples(amounts, amounts), min_size=1, max_size=40))
def test_the_parts_of_a_sum_add_up_to_its_change(rows: list[tuple[float, ...]]) -> None:
    found = of_sum(frame_of("before", "after", rows=rows))
    change = fsum(found["after"]) - fsum(found["before"])
    size = fsum(found["after"]) + fsum(found["before"])
    assert abs(remainder(change, found["change"])) <= 1e-14 * size


@given(st.lists(st.tuples(rates, rates, weights, weights), min_size=1, max_size=40))
def test_within_and_between_add_up_to_the_change_of_a_mean(rows: list[tuple[float, ...]]) -> None:
    found = of_mean(frame_of("before", "after", "weight_before", "weight_after", rows=rows))
    change = mean_of(found["after"], found["weight_after"]) - mean_of(found["before"], found["weight_before"])
    assert abs(remainder(change, found["change"])) <= 1e-9
    assert isclose(fsum(found["within"]) + fsum(found["between"]), change, abs_tol=1e-9)


@given(st.lists(st.tuples(rates, rates, weights, weights), min_size=1, max_size=12))
def test_looking_back_gives_every_part_the_other_sign(rows: list[tuple[float, ...]]) -> None:
    names = ("before", "after", "weight_before", "weight_after")
    ahead = of_mean(frame_of(*names, rows=rows))
    back = of_mean(frame_of("after", "before", "weight_after", "weight_before", rows=rows))
    for part in ("within", "between", "change"):
        assert (ahead[part] + back[part]).abs().max() <= 1e-9


@given(st.lists(st.tuples(rates, rates, weights), min_size=1, max_size=12))
def test_weights_that_keep_their_shares_shift_nothing(rows: list[tuple[float, ...]]) -> None:
    doubled = [(before, after, weight, weight * 2) for before, after, weight in rows]
    found = of_mean(frame_of("before", "after", "weight_before", "weight_after", rows=doubled))
    assert found["between"].abs().max() <= 1e-9


def test_a_mean_that_can_be_checked_by_hand() -> None:
    """Shares 1/4 and 3/4 become 1/2 and 1/2; rates 10 and 20 become 12 and 20: from 17.5 to 16."""
    rows = [(10.0, 12.0, 1.0, 2.0), (20.0, 20.0, 3.0, 2.0)]
    found = of_mean(frame_of("before", "after", "weight_before", "weight_after", rows=rows))
    assert found["within"].tolist() == pytest.approx([0.75, 0.0])
    assert found["between"].tolist() == pytest.approx([(11 - 16.75) * 0.25, (20 - 16.75) * -0.25])
    assert found["change"].sum() == pytest.approx(-1.5)


@pytest.mark.parametrize("rows", [[(0.0, 5.0)], [(-3.0, 5.0), (4.0, 5.0)]])
def test_growth_on_nothing_or_on_a_balance_has_no_points(rows: list[tuple[float, ...]]) -> None:
    found = of_sum(frame_of("before", "after", rows=rows))
    assert found["points"].isna().all()
    assert found["change"].notna().all()
