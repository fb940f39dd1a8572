"""Which figures a forecast rests on: published ones alone where they carry it, else all, and said so."""

import numpy as np
import pandas as pd
import pytest

from data.forecasts.records import Basis
from data.periods import Grain
from forecasting.feeding import Fed, histories


def fed(statuses: str, grain: Grain = Grain.MONTH) -> Fed:
    """The history of a unit whose figures have these statuses, oldest first; '-' is none."""
    index = pd.period_range("2018-01", periods=len(statuses), freq={Grain.MONTH: "M", Grain.QUARTER: "Q"}[grain])
    frame = pd.DataFrame(
        {
            "entity_id": 1,
            "grain": grain.value,
            "period_end": [str(one.end_time.date()) for one in index],
            "value": np.arange(len(statuses), dtype=float),
            "status": list(statuses),
            "rule": None,
        }
    )
    return histories(frame[frame["status"] != "-"], grain, {1: "nation"})[0]


@pytest.mark.parametrize(
    ("statuses", "basis", "used"),
    [
        ("S" * 12 + "A" * 48, Basis.PUBLISHED, 48),  # enough, and without a gap
        ("SA" * 40, Basis.PUBLISHED, 40),  # every other month
        ("S" * 60, Basis.SIMULATED, 60),
        ("S" * 40 + "A" * 20, Basis.MIXED, 60),  # too few
        ("ASSS" * 40, Basis.MIXED, 160),  # too far apart
        ("A" * 60 + "S" * 12, Basis.MIXED, 72),  # long out of date
        ("A" * 60 + "S" * 11, Basis.PUBLISHED, 60),
        ("A" * 5, Basis.PUBLISHED, 5),  # nothing simulated
    ],
)
def test_published_figures_are_used_alone_where_they_carry(statuses: str, basis: Basis, used: int) -> None:
    found = fed(statuses)
    assert (found.basis, len(found.figures)) == (basis, used)


def test_quarters_carry_with_fewer_figures() -> None:
    assert fed("SSSS" + "A" * 16, Grain.QUARTER).basis is Basis.PUBLISHED


def test_the_past_is_what_was_there_so_many_periods_ago() -> None:
    past = fed("A" * 24).until(3)
    assert [str(past.figures.index[-1]), len(past.figures), past.published] == ["2019-09", 21, 21]


def test_no_figures_are_no_history() -> None:
    frame = pd.DataFrame(columns=["entity_id", "grain", "period_end", "value", "status", "rule"])
    assert histories(frame, Grain.MONTH, {}) == []
