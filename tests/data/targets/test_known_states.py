"""Real targets of 2019 to 2026 with their documents and what became of them, each row checked by hand."""

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest

from data.questions import Questions
from data.questions.standing import Stands
from data.records import Target

FILE = Path(__file__).with_name("known_states.csv")
KNOWN = list(csv.DictReader(FILE.read_text(encoding="utf-8").splitlines()))
ALL = 255


@pytest.fixture(scope="module")
def targets(real: Questions) -> list[Target]:
    return [real.target_history(number)[0] for number in range(1, ALL + 1)]


@pytest.fixture(scope="module")
def stands(real: Questions, targets: list[Target]) -> dict[int, Stands]:
    return real.standing(targets, published=True)


def _row(real: Questions, target: Target, said: Stands) -> dict[str, str]:
    unit = next(one for one in real.registry().entities if one.id == target.entity_id)
    shown: Mapping[str, object] = {
        "indicator": target.indicator, "kind": unit.kind, "code": unit.code, "vintage": unit.vintage,
        "assigned_by": target.assigned_by, "year_from": target.year_from, "year_to": target.year_to,
        "operator": target.operator, "value": target.value, "value_high": target.value_high,
        "measure": target.measure, "standing": target.standing, "document": target.document,
        "figure": None if said.value is None else round(said.value, 4), "state": said.state.value,
        "why": said.why.value if said.why else None,
    }  # fmt: skip
    return {name: "" if value is None else str(value) for name, value in shown.items()}


def test_real_targets_have_the_kind_the_document_and_the_end_that_were_checked_by_hand(
    real: Questions, targets: list[Target], stands: dict[int, Stands]
) -> None:
    made = [_row(real, one, stands[one.number]) for one in targets]
    assert len(KNOWN) >= 60
    assert [row for row in KNOWN if row not in made] == []


def test_the_table_has_every_target_of_growth_prices_work_trade_and_insurance(targets: list[Target]) -> None:
    told = {(row["indicator"], row["year_from"], row["document"]) for row in KNOWN}
    themes = ("GRO01", "PRI03", "LAB02", "TRD04", "TRD08", "HEA01")
    asked = {(one.indicator, str(one.year_from), one.document) for one in targets if one.indicator in themes}
    assert asked - told == set()


def test_projections_bind_nobody(real: Questions, targets: list[Target]) -> None:
    foreseen = [one for one in targets if one.standing == "projection"]
    assert (len(foreseen), {one.measure for one in foreseen}) == (34, {"years_average"})
    assert not {one.number for one in real.targets()} & {one.number for one in foreseen}
    assert {one.number for one in real.targets(foreseen=True)} >= {one.number for one in foreseen}
