"""Families of indicators that add up are facts of the catalogue, and agree with it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from data.components import families
from data.engine import open_engine
from data.periods import Period
from data.questions import Questions


@pytest.fixture(scope="module")
def ask(default_warehouse_file: Path) -> Iterator[Questions]:
    engine = open_engine(f"sqlite:///{default_warehouse_file}")
    yield Questions(engine)
    engine.dispose()


def test_every_part_and_whole_is_in_the_catalogue_with_one_unit_and_rhythm(small_warehouse: Engine) -> None:
    ask = Questions(small_warehouse)
    for whole, parts in families().items():
        one = ask.indicator(whole)
        for part in parts:
            other = ask.indicator(part.part)
            assert other.unit_vi == one.unit_vi, (whole, part)
            assert one.rule_time == other.rule_time, (whole, part)
            assert part.sign in (1, -1)


@pytest.mark.parametrize("code", ["TRD01", "TRD03"])
def test_a_closed_family_adds_up_to_what_was_published(ask: Questions, code: str) -> None:
    periods = (Period.parse("2025-08"), Period.parse("2026-08"))
    whole, nation = ask.indicator(code), ask.nation()
    frame = ask.components(whole, periods, nation)
    own = ask.series(whole, nation, start=periods[0], end=periods[1]).set_index("period")["value"]
    assert frame.attrs["closed"]
    assert frame["change"].sum() == pytest.approx(own["2026-08"] - own["2025-08"], abs=0.011)


def test_an_indicator_without_a_family_has_no_components(ask: Questions) -> None:
    frame = ask.components(ask.indicator("LAB01"), (Period.parse("2025-Q2"), Period.parse("2026-Q2")), ask.nation())
    assert frame.empty
    assert {"entity", "before", "after", "change", "points"} <= set(frame.columns)


def test_a_weighted_rate_is_split_over_provinces_and_adds_up(ask: Questions) -> None:
    growth, periods = ask.indicator("GRO02"), (Period.parse("2025-Q3"), Period.parse("2026-Q3"))
    frame = ask.contribution(growth, periods)
    told = frame.attrs
    assert (told["reason"], told["present"], told["weight"]) == (None, 34, "GRO04")
    assert (told["weight_before"], told["weight_after"]) == (
        "2024-Q3",
        "2025-Q3",
    )  # growth weighs by where it grew from
    assert frame["change"].sum() == pytest.approx(told["after"] - told["before"], abs=1e-12)
    assert abs(told["remainder"]) < 1e-12


def test_the_provinces_of_a_region_make_up_its_change(ask: Questions) -> None:
    region, periods = ask.entity("region", "DBSH"), (Period.parse("2025-08"), Period.parse("2026-08"))
    frame = ask.contribution(ask.indicator("TRD01"), periods, within=region)
    members = {one.code for one in ask.entities("province") if one.parent_id == region.id}
    assert set(frame["entity"]) == members


def test_the_former_provinces_have_peers_of_their_own_time(ask: Questions) -> None:
    frame = ask.peers(ask.entity("province", "24", "2024"), most=63)
    assert "24" not in set(frame["entity"])
    assert frame["distance"].is_monotonic_increasing
    assert 40 <= len(frame) <= 62
