"""Recasts worked out by hand: the arithmetic of each stands beside it in known_answers.csv."""

import math
from collections import Counter
from pathlib import Path

import pytest

from data.catalogue.files import read_rows
from data.periods import Period
from data.recast.compute import REASONS
from data.recast.figures import SEVERITY, step_of
from data.recast.rules import RecastRule
from tests.data.recast.knowing import Known
from tests.data.recast.writing import written

CASES = read_rows(Path(__file__).with_name("known_answers.csv"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['indicator']}-{case['case']}")
def test_a_recast_is_what_it_is_by_hand(known: Known, case: dict[str, str]) -> None:
    found = known.recast(case["indicator"], case["unit"], written(case["given"]))
    wanted = found.where(found.step == step_of(Period.parse(case["period"])))
    if case["rule"] == "none":
        assert len(wanted.unit) == 0
        return
    assert len(wanted.unit) == 1
    expected = float(case["expected"]) if case["expected"] else math.nan
    assert wanted.value[0] == pytest.approx(expected, abs=1e-6, nan_ok=True)
    assert SEVERITY[wanted.status[0]] == case["status"]
    assert wanted.parts[0] == int(case["parts"])
    assert (REASONS[wanted.reason[0]] or "") == case["reason"]


def test_every_rule_is_worked_out_by_hand_more_than_once() -> None:
    assert len(CASES) >= 30
    assert min(Counter(case["rule"] for case in CASES).values()) >= 2
    assert {case["rule"] for case in CASES} == {rule.value for rule in RecastRule}


def test_populations_of_former_provinces_add_up_to_those_of_today(known: Known) -> None:
    rows = known.catalogue.entities[known.catalogue.entities["kind"] == "province"].set_index(["code", "vintage"])
    text = ";".join(
        f"{code} LAB14 2023 {row.population_thousand} A" for (code, of), row in rows.iterrows() if of == "2024"
    )
    for (code, edition), row in rows.iterrows():
        if edition == "2025":
            found = known.recast("LAB14", f"{code}~2025", written(text))
            assert found.value.tolist() == pytest.approx([row.population_thousand], abs=0.05), code


def test_areas_of_former_provinces_add_up_to_those_of_today(known: Known) -> None:
    """Within the rounding of both lists, and what the rearrangement measured anew: 7 km² of Thái Nguyên."""
    rows = known.catalogue.entities[known.catalogue.entities["kind"] == "province"]
    area = {f"{row.code}~{row.vintage}": row.area_km2 for row in rows.itertuples()}
    keys = {number: key for key, number in known.units.items()}
    today = [key for key in area if key.endswith("2025")]
    for key in today:
        parts = known.lineage.parts(known.units[key], Period.parse("2024").end) or {}
        total = sum(share * area[keys[part]] for part, share in parts.items())
        assert total == pytest.approx(area[key], abs=7 if key == "19~2025" else 0.6), key
