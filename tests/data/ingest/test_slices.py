"""A file that is read slice by slice gives what one that is read at once gives."""

import random
from pathlib import Path

import pytest
from sqlalchemy import Engine

from data.engine import open_engine
from data.ingest import Fault, columns, csv_file, spill
from tests.data.ingest.little import contents, faults, furnish, known, load

WITH_MOMENT = "indicator,entity,period,value,recorded_at"
UNITS = ("TRD01,VN", "TRD01,01", "TRD01,24", "GRO02,01", "GRO02,24", "GRO01,VN")


@pytest.fixture
def in_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slices and groups of very few rows."""
    monkeypatch.setattr(csv_file, "CHUNK_ROWS", 3)
    monkeypatch.setattr(columns, "SLICE_ROWS", 6)
    monkeypatch.setattr(spill, "GROUP_ROWS", 4)


def rows(seed: int) -> str:
    """Figures with revisions, repeated lines and late ones, in no order."""
    rng = random.Random(seed)
    keys = [(unit, period) for unit in UNITS for period in ("2025-08", "2025-09", "2025-10")]
    lines = [f"{a},{b},{rng.choice((1, 2.5))},2026-10-{day:02d}" for a, b in keys for day in rng.sample((6, 7, 8), 2)]
    lines += rng.sample(lines, 5)
    rng.shuffle(lines)
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(3))
def test_slices_give_what_the_whole_gives(tmp_path: Path, seed: int, request: pytest.FixtureRequest) -> None:
    made = []
    for name in ("whole", "sliced"):
        engine = furnish(open_engine(f"sqlite:///{tmp_path / name}.db", create=True))
        if name == "sliced":
            request.getfixturevalue("in_slices")
        result = load(engine, tmp_path / "figures.csv", rows(seed), WITH_MOMENT)
        again = load(engine, tmp_path / "figures.csv", rows(seed), WITH_MOMENT)
        assert again.data_version is None
        made.append((contents(engine), result))
        engine.dispose()
    assert made[0] == made[1]


def test_a_contradiction_between_two_slices_is_found(little: Engine, file: Path, in_slices: None) -> None:
    others = [f"TRD01,VN,{year},1" for year in range(2000, 2012)]
    (fault,) = faults(little, file, "\n".join(["TRD01,VN,2025-08,1", *others, "TRD01,VN,2025-08,2"]))
    assert fault == (15, "value", Fault.DUPLICATE)


def test_every_fault_of_every_slice_is_in_one_report(little: Engine, file: Path, in_slices: None) -> None:
    lines = [f"TRD01,{'XX' if number % 7 == 0 else 'VN'},{2000 + number},1" for number in range(20)]
    assert [line for line, *_ in faults(little, file, "\n".join(lines))] == [2, 9, 16]


def test_the_end_of_a_file_may_decide_the_decimal_mark_of_its_beginning(
    little: Engine, file: Path, in_slices: None
) -> None:
    lines = [f'TRD01,VN,{year},"1,234"' for year in range(2000, 2010)] + ['TRD01,VN,2015,"1,5"']
    load(little, file, "\n".join(lines))
    assert {row[3] for row in known(little)} == {1.234, 1.5}


def test_most_of_a_file_decides_the_decimal_mark_against_its_beginning(
    little: Engine, file: Path, in_slices: None
) -> None:
    lines = ['TRD01,VN,1999,"1,5"'] + [f"TRD01,VN,{year},1.5" for year in range(2000, 2012)]
    (fault,) = faults(little, file, "\n".join(lines))
    assert fault == (2, "value", Fault.DECIMAL_MIXED)


def test_a_cell_over_two_lines_counts_two_in_any_slice(little: Engine, file: Path, in_slices: None) -> None:
    lines = ['TRD01,VN,2000,1,"one\ntwo"', *(f"TRD01,VN,{year},1," for year in range(2001, 2009)), "TRD01,XX,2010,1,"]
    (fault,) = faults(little, file, "\n".join(lines), "indicator,entity,period,value,note")
    assert fault[0] == 12
