import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.targets.progress import Progress, Refusal, open_sdg


def test_the_ratio_is_the_rate_so_far_over_the_rate_needed() -> None:
    # 10 to 15 in 5 years is 8.4472 % a year; 10 to 20 in 15 years needs 4.7294 %.
    said = open_sdg({2015: 10.0, 2020: 15.0}, 20.0, higher_is_better=True)
    assert said.progress is Progress.ON_TRACK
    assert said.ratio == pytest.approx(0.084472 / 0.047294, rel=1e-4)
    assert said.score == 5.0


@pytest.mark.parametrize(
    ("now", "progress", "score"),
    [(14.5, Progress.MODERATE, 0.4938), (11.0, Progress.LIMITED, -1.7958), (9.0, Progress.DETERIORATION, -3.2699)],
)
def test_slower_paces_are_moderate_limited_or_the_wrong_way(now: float, progress: Progress, score: float) -> None:
    said = open_sdg({2015: 10.0, 2024: now}, 25.0, higher_is_better=True)
    assert said.progress is progress
    assert said.score == pytest.approx(score, abs=2e-4)


def test_less_is_progress_where_less_is_better() -> None:
    assert open_sdg({2015: 10.0, 2020: 8.5}, 5.0, higher_is_better=False).progress is Progress.MODERATE
    assert open_sdg({2015: 10.0, 2020: 4.0}, 5.0, higher_is_better=False).progress is Progress.ACHIEVED


@pytest.mark.parametrize(
    ("values", "target", "refusal"),
    [
        ({2015: 0.0, 2020: 1.0}, 10.0, Refusal.ZERO_BASE),  # Open SDG says 3.5 here
        ({2015: 5.0, 2020: 4.0}, 5.0, Refusal.BASE_IS_TARGET),  # and divides by zero here
        ({2015: -3.0, 2020: 1.0}, 5.0, Refusal.SIGNS_DIFFER),
        ({2020: 1.0}, 5.0, Refusal.TOO_FEW_YEARS),
        ({}, 5.0, Refusal.TOO_FEW_YEARS),
    ],
)
def test_what_has_no_rate_is_refused_by_name(values: dict[int, float], target: float, refusal: Refusal) -> None:
    said = open_sdg(values, target, higher_is_better=True)
    assert (said.progress, said.ratio, said.refusal) == (Progress.NOT_AVAILABLE, None, refusal)


@given(st.floats(0.1, 1e6), st.floats(0.1, 1e6), st.floats(0.1, 1e6), st.booleans(), st.floats(0.01, 100))
def test_another_unit_changes_nothing(base: float, now: float, target: float, higher: bool, factor: float) -> None:
    one = open_sdg({2015: base, 2022: now}, target, higher_is_better=higher)
    other = open_sdg({2015: base * factor, 2022: now * factor}, target * factor, higher_is_better=higher)
    if one.ratio is not None and other.ratio is not None:
        assert other.ratio == pytest.approx(one.ratio, rel=1e-6, abs=1e-9)
