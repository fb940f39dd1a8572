"""What if: the parts reach the goal together, whichever way what is missing is shared out."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from data.forecasts.records import Basis
from data.forecasts.store import Store
from data.periods import Grain, quarter
from data.questions import Questions
from data.records import Target
from data.targets.drafting import DRAFT, DraftRow, as_csv, as_xlsx
from data.targets.files import read_drafts
from forecasting.targets import assigning
from forecasting.targets.assigning import STEP, Way, assign, for_goals
from forecasting.targets.year import Year
from tests.forecasting.targets.test_year import law
from tests.pages.foretold import keep_some, made, quantiles

WAYS = list(Way)


def year_of(mean: float, spread: float = 0.5) -> Year:
    import numpy as np

    return Year(law(mean, spread), 0.0, np.ones(1), 1, 1)


@given(
    st.lists(st.tuples(st.floats(1, 15), st.floats(1, 100)), min_size=1, max_size=34),
    st.floats(0.1, 20),
    st.sampled_from(WAYS),
)
def test_drafted_figures_reach_the_goal_together_and_ask_nobody_for_less(
    parts: list[tuple[float, float]], goal: float, way: Way
) -> None:
    years = [(year_of(mean), weight) for mean, weight in parts]
    total = sum(weight for _, weight in years)
    expected = sum(weight * year.mean for year, weight in years) / total
    room = sum(weight * assigning._room(year) for year, weight in years) / total
    effort = assigning._effort(way, goal, expected, room)
    drafted = [assigning._drafted(way, year, effort) for year, _ in years]
    reached = sum(one * weight for one, (_, weight) in zip(drafted, years, strict=True)) / total
    assert reached >= min(goal, max(goal, expected)) - 1e-6
    assert reached <= max(goal, expected) + STEP + 1e-6
    assert all(one >= year.mean - 1e-6 for one, (year, _) in zip(drafted, years, strict=True))


@pytest.fixture
def asked(own_warehouse: Engine) -> Questions:
    """GDP growth of the nation, and growth of every province with a forecast of its own."""
    keep_some(own_warehouse)
    store, asked = Store(own_warehouse), Questions(own_warehouse)
    provinces = asked.entities("province")
    forecasts = [
        replace(made(unit.id, quarter(2025, 4), 6.0 + place % 5), basis=Basis.SIMULATED)
        for place, unit in enumerate(provinces)
    ]
    store.keep_forecasts(asked.indicator("GRO02").id, forecasts, [quantiles(Grain.QUARTER)], store.version())
    store.raise_version(store.version())
    return Questions(own_warehouse)


@pytest.fixture
def whole(asked: Questions) -> Target:
    return next(one for one in asked.targets(year=2026) if one.indicator == "GRO01")


def test_a_higher_goal_needs_more_of_the_rest_and_is_less_likely(asked: Questions, whole: Target) -> None:
    said = for_goals(asked, whole, [9.0, 10.0, 11.0])
    needed, chances = [one.needed for one in said], [one.probability for one in said]
    assert needed == sorted(needed)
    assert chances == sorted(chances, reverse=True)
    assert needed[1] == pytest.approx((10 - (1 - 0.25) * 9.01) / 0.25, abs=0.2)


@pytest.mark.parametrize("way", WAYS)
def test_a_draft_names_every_province_that_can_be_weighed(asked: Questions, whole: Target, way: Way) -> None:
    draft = assign(asked, whole, 10.0, way)
    if draft is None:
        pytest.fail("The published GRDP amounts weigh no province.")
    assert draft.reached >= 10.0 - 1e-6
    assert len(draft.parts) + len(draft.without) == len(asked.entities("province"))
    assert all(one.chance <= 0.999 and one.simulated for one in draft.parts)


def test_what_adds_up_to_nothing_has_no_draft(asked: Questions, whole: Target) -> None:
    prices = next(one for one in asked.targets(year=2026) if one.indicator == "PRI03")
    assert assign(asked, prices, 4.0, Way.PROPORTIONAL) is None


@pytest.mark.parametrize(("name", "write"), [("draft.csv", as_csv), ("draft.xlsx", as_xlsx)])
def test_the_file_of_a_draft_is_taken_by_the_command_and_says_that_it_is_one(
    tmp_path: Path, name: str, write: object
) -> None:
    path = tmp_path / name
    path.write_bytes(write([DraftRow("GRO02", "01", "2025", 2026, 8.5, "%", 214)]))  # type: ignore[operator]
    (draft,) = read_drafts(path)
    assert (draft.indicator, draft.entity, draft.value, draft.supersedes) == ("GRO02", "01", 8.5, "#214")
    assert draft.document == draft.note == DRAFT
