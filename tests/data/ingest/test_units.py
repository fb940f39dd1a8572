"""Lists of communes: taken whole, or refused with every fault named."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from data.errors import LoadRefused
from data.ingest import Fault, Report
from data.ingest.units import UnitsResult, import_units
from data.schema import entity
from tests.data.counters import counters_behind
from tests.data.ingest.little import faults, load

HEADING = "code,name,province"


def listed(engine: Engine, path: Path, *rows: str, heading: str = HEADING, **options: object) -> UnitsResult:
    path.write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")
    return import_units(engine, path, **options)  # type: ignore[arg-type]


def refused(engine: Engine, path: Path, *rows: str, heading: str = HEADING) -> list[tuple[int | None, Fault]]:
    with pytest.raises(LoadRefused, match="Nothing was loaded") as caught:
        listed(engine, path, *rows, heading=heading)
    report = caught.value.report
    assert isinstance(report, Report)
    return [(one.line, one.fault) for one in report.first(100)]


def test_communes_stand_under_their_province_and_raise_the_data_version(either: Engine, file: Path) -> None:
    result = listed(either, file, "00004,Phường Ba Đình,01", "00991,Xã Đắk Mil,24", "00992,Đặc khu Cô Tô,24")
    assert result == UnitsResult(rows_read=3, new=3, changed=0, unchanged=0, data_version=2)
    with either.connect() as connection:
        columns = (entity.c.code, entity.c.full_name_vi, entity.c.name_en, entity.c.unit_type, entity.c.parent_id)
        rows = connection.execute(select(*columns).where(entity.c.kind == "commune").order_by(entity.c.code)).all()
    assert [tuple(row) for row in rows] == [
        ("00004", "Phường Ba Đình", "Ba Dinh", "ward", 5),
        ("00991", "Xã Đắk Mil", "Dak Mil", "commune", 6),
        ("00992", "Đặc khu Cô Tô", "Co To", "special zone", 6),
    ]


def test_the_same_list_twice_changes_nothing_and_a_new_name_is_a_change(little: Engine, file: Path) -> None:
    listed(little, file, "00004,Phường Ba Đình,01")
    assert listed(little, file, "00004,Phường Ba Đình,01").data_version is None
    assert listed(little, file, "00004,Phường Ngọc Hà,01").changed == 1


def test_a_dry_run_loads_nothing(little: Engine, file: Path) -> None:
    assert listed(little, file, "00004,Phường Ba Đình,01", dry_run=True).new == 1
    assert listed(little, file, "00004,Phường Ba Đình,01").new == 1


def test_every_fault_of_a_list_is_named_with_its_line(little: Engine, file: Path) -> None:
    found = refused(little, file, "4,Ba Đình,01", "00004,,01", "00005,Xã A,99", "00005,Xã B,01", "00006,Xã C")
    assert found == [
        (2, Fault.ENTITY_UNKNOWN),
        (3, Fault.VALUE_MISSING),
        (4, Fault.ENTITY_UNKNOWN),
        (5, Fault.DUPLICATE),
        (6, Fault.ROW_SHAPE),
    ]


@pytest.mark.parametrize(
    ("heading", "rows", "fault"),
    [
        ("code,name", ["00004,A"], Fault.HEADING_MISSING),
        ("code,name,province,colour", ["00004,A,01,red"], Fault.HEADING_UNKNOWN),
        (HEADING, [], Fault.EMPTY),
        ("code,name,province,area_km2", ["00004,A,01,-3"], Fault.VALUE_TEXT),
    ],
)
def test_a_list_of_the_wrong_form_is_refused(
    little: Engine, file: Path, heading: str, rows: list[str], fault: Fault
) -> None:
    assert [one for _, one in refused(little, file, *rows, heading=heading)] == [fault]


def test_figures_of_communes_are_loaded_by_their_codes(either: Engine, file: Path) -> None:
    listed(either, file, "00004,Phường Ba Đình,01")
    assert load(either, file, "TRD01,00004,2026-09,3").rows_new == 1
    assert counters_behind(either) == []


def test_a_code_that_lost_its_zeros_is_refused_and_never_guessed(little: Engine, file: Path) -> None:
    listed(little, file, "00001,Phường Ba Đình,01", "00277,Xã Đông Anh,01")
    found = faults(little, file, "TRD01,1,2026-09,3\nTRD01,277,2026-09,3\nTRD01,01,2026-09,3")
    assert found == [(2, "entity", Fault.ENTITY_UNKNOWN), (3, "entity", Fault.ENTITY_UNKNOWN)]
