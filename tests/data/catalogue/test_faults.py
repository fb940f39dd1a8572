"""A catalogue that breaks its rules is refused, with the row named."""

import shutil
from pathlib import Path

import pytest

from data.catalogue import DEFAULT, read_catalogue
from data.errors import CatalogueError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DEFAULT, tmp_path / "catalog"))


def change(path: Path, was: str, now: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, now, 1), encoding="utf-8")


def test_a_correction_whose_fault_was_mended_stops_the_build(folder: Path) -> None:
    change(folder / "actuals.csv", "2024-08,official,-0.0", "2024-08,official,0.0")
    with pytest.raises(CatalogueError, match=r"expects value '-0\.0' but the file now says '0\.0'"):
        read_catalogue(folder)


def test_a_correction_of_no_row_stops_the_build(folder: Path) -> None:
    change(folder / "corrections.csv", "code=DIG21", "code=DIG99")
    with pytest.raises(CatalogueError, match=r"\[code=DIG99\] names 0 rows; expected exactly one"):
        read_catalogue(folder)


def test_a_correction_of_an_unknown_column_stops_the_build(folder: Path) -> None:
    change(folder / "corrections.csv", "code=DIG21,name_vi", "code=DIG21,title")
    with pytest.raises(CatalogueError, match="names the column 'title'"):
        read_catalogue(folder)


@pytest.mark.parametrize(
    ("file", "was", "now", "message"),
    [
        ("targets.csv", "GRO01,nation,VN", "GRO99,nation,VN", "target of GRO99 for nation/VN/ in 2019: unknown indic"),
        ("targets.csv", "about,4,", "near,4,", "operator 'near'; expected one of"),
        ("actuals.csv", "ADM02,nation,VN", "ADM02,nation,LA", "observation of ADM02 for nation/LA/"),
        ("actuals.csv", "94.32,%", "194.32,%", r"194\.32 is outside the declared range 0\.0 to 100\.0"),
        ("actuals.csv", "94.32,%", "94.32,người", "unit 'người'; the indicator is in '%'"),
        ("actuals.csv", ",press text 001", ",text 1", "source 'bài báo số 001' has 2 names in English; expected one"),
        ("indicators.csv", "Tăng trưởng GDP,", ",", "indicator 'GRO01' has no short_vi"),
        ("indicators.csv", ",average population (LAB14)", ",", "'GRO06' is a weighted mean but does not say by which"),
        (
            "indicators.csv",
            ",Q,higher,national,",
            ",W,higher,national,",
            "has frequency 'W'; expected one of A, D, M",
        ),
        ("indicators.csv", "GRO02,", "GRO01,", "indicator 'GRO01' stands 2 times"),
        (
            "provinces_2024.csv",
            ",22.767,08,",
            ",22.767,08:0.6,",
            "shares of 'province/02/2024' add up to 0.6; expected 1",
        ),
        ("recast.csv", "GRO02,wmean", "GRO02,median", "of recasting 'GRO02' has rule 'median'; expected one of growth"),
        (
            "recast.csv",
            "TRD04,growth,TRD01,ytd",
            "TRD04,growth,TRD01,day",
            "has span 'day'; expected one of period, ytd",
        ),
        ("recast.csv", "INV02,growth,INV01", "INV02,growth,INV99", "'INV02' names the unknown indicator 'INV99'"),
        ("recast.csv", "INV02,growth,INV01,period,0", "INV02,growth,INV01,period,5", "has lag 5; expected 0 or 1 year"),
        ("recast.csv", "TRD05,growth", "TRD04,growth", "rule of recasting 'TRD04' stands 2 times"),
        ("provinces_2024.csv", ",TDMNPB,", ",NOWHERE,", "has the unknown parent 'region/NOWHERE/2024'"),
        ("tiles.csv", ",unit,02,", ",unit,03,", "belongs to the unknown province '03'"),
        ("adjacency.csv", "2024,01,17", "2024,01,99", "adjacency of 2024 names the unknown province '99'"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_a_broken_row_is_named(folder: Path, file: str, was: str, now: str, message: str) -> None:
    change(folder / file, was, now)
    with pytest.raises(CatalogueError, match=message):
        read_catalogue(folder)


def test_all_faults_are_listed_together(folder: Path) -> None:
    change(folder / "targets.csv", "about,4,", "near,4,")
    change(folder / "tiles.csv", ",unit,02,", ",unit,03,")
    with pytest.raises(CatalogueError, match=r"has 2 faults: .*unknown province '03'; .*operator 'near'"):
        read_catalogue(folder)


def test_a_row_with_a_cell_too_many_is_refused(folder: Path) -> None:
    change(folder / "tiles.csv", ",unit,02,", ",unit,02,extra,")
    with pytest.raises(CatalogueError, match=r"tiles\.csv, row 2: expected 10 cells"):
        read_catalogue(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "regions.csv").unlink()
    with pytest.raises(CatalogueError, match=r"regions\.csv cannot be read"):
        read_catalogue(folder)


def test_a_province_may_go_to_several_with_a_share_to_each(folder: Path) -> None:
    change(folder / "provinces_2024.csv", ",22.767,08,", ",22.767,08:0.6;19:0.4,")
    links = read_catalogue(folder).succession
    split = links[links["predecessor"] == "province/02/2024"]
    assert dict(zip(split["successor"], split["share"], strict=True)) == {
        "province/08/2025": 0.6,
        "province/19/2025": 0.4,
    }
