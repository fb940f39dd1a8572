"""Files that cannot be read as they are get one reason each, and those that can are read exactly."""

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import Engine

from data.ingest import Fault, Import
from tests.data.ingest.little import faults, known, load, refusals

HEADINGS = ["indicator", "entity", "period", "value"]
CSV = "indicator,entity,period,value\n"


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Write rows to the first sheet of a workbook."""

    def write(*rows: list[object], sheets: dict[str, list[list[object]]] | None = None) -> Path:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        for name, content in (sheets or {}).items():
            sheet = book.create_sheet(name)
            for row in content:
                sheet.append(row)
        path = tmp_path / "figures.xlsx"
        book.save(path)
        return path

    return write


def fault_of(engine: Engine, path: Path, **options: object) -> tuple[int | None, Fault]:
    (refusal,) = refusals(engine, path, **options)
    return refusal.line, refusal.fault


# --- CSV ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "with byte order mark"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["unix", "windows"])
def test_a_csv_may_be_written_in_many_ways(little: Engine, file: Path, separator: str, mark: str, newline: str) -> None:
    rows = [HEADINGS, ["TRD01", "VN", "2026", "1.5"], ["", "", "", ""], ["TRD01", "VN", "2025", "2"], []]
    file.write_bytes((mark + newline.join(separator.join(row) for row in rows)).encode())
    assert Import(little, file).run().rows_read == 2


def test_vietnamese_offices_write_semicolons_and_decimal_commas(little: Engine, file: Path) -> None:
    load(little, file, "TRD01;VN;2026;1.234,5", "Mã chỉ tiêu;Mã đơn vị;Kỳ báo cáo;Số liệu")
    assert known(little)[0][3] == 1234.5


@pytest.mark.parametrize(
    ("content", "line", "fault"),
    [
        (b"", None, Fault.EMPTY),
        (b"\n\n", None, Fault.EMPTY),
        (CSV.encode(), None, Fault.EMPTY),
        (CSV.encode() + b"TRD01,VN,2026,1\nTRD01,VN,\xd0\xc5,1\n", 3, Fault.ENCODING),
        (CSV.encode("utf-16"), 1, Fault.ENCODING),
        (CSV.encode("utf-16-le"), None, Fault.NOT_READABLE),
        (CSV.encode() + b'TRD01,VN,2026,"1\n', None, Fault.CORRUPT),
        (b"indicator,entity,period\nTRD01,VN,2026\n", 1, Fault.HEADING_MISSING),
        (b"indicator,entity,period,value,value\n", 1, Fault.HEADING_DUPLICATED),
        (CSV.encode() + b"TRD01,VN,2026\n", 2, Fault.ROW_SHAPE),
        (CSV.encode() + b"TRD01,VN,2026,1,5\n", 2, Fault.ROW_SHAPE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old workbook", None, Fault.NOT_READABLE),
        (b"PK\x03\x04 no archive at all", None, Fault.CORRUPT),
    ],
    ids=[
        "nothing", "blank lines", "headings alone", "another encoding", "UTF-16", "UTF-16 without mark", "open quote",
        "no value", "two values", "short row", "long row", "old Excel", "no archive",
    ],
)  # fmt: skip
def test_each_fault_of_a_file_is_named(
    little: Engine, file: Path, content: bytes, line: int | None, fault: Fault
) -> None:
    file.write_bytes(content)
    assert fault_of(little, file) == (line, fault)


def test_the_wrong_byte_is_pointed_at(little: Engine, file: Path) -> None:
    file.write_bytes(CSV.encode() + b"TRD01,VN,2026,1\n" + b"TRD01,H\xe0 N\xe9i,2026,1\n")
    (refusal,) = refusals(little, file)
    assert refusal.reason == f"Byte 0xE0 at position {len(CSV) + 16 + 7} (line 3) is not UTF-8 text."
    assert "UTF-8" in refusal.expected


def test_lines_are_counted_as_an_editor_does(little: Engine, file: Path) -> None:
    rows = 'TRD01,VN,2026,1,"two\nlines"\n\nTRD99,VN,2026,1,'
    assert faults(little, file, rows, "indicator,entity,period,value,note") == [
        (5, "indicator", Fault.INDICATOR_UNKNOWN)
    ]


def test_a_text_that_begins_like_a_formula_is_just_text_in_csv(little: Engine, file: Path) -> None:
    assert load(little, file, "TRD01,VN,2026,1,=1+1", "indicator,entity,period,value,note").rows_new == 1


def test_a_file_over_the_limit_is_refused_before_it_is_read(little: Engine, file: Path) -> None:
    file.write_bytes(CSV.encode() + b"x" * 1_000_000)
    assert fault_of(little, file, max_mb=1) == (None, Fault.TOO_LARGE)


# --- XLSX --------------------------------------------------------------------------------------------------------


def test_numbers_of_a_workbook_need_no_decimal_mark(little: Engine, workbook: Callable[..., Path]) -> None:
    path = workbook(HEADINGS, ["TRD01", "VN", "2026", 1.234], ["TRD01", "VN", 2025, 1234])
    Import(little, path).run()
    assert sorted(one[3] for one in known(little)) == [1.234, 1234]


def test_a_workbook_is_read_as_its_cells_show(little: Engine, workbook: Callable[..., Path]) -> None:
    path = workbook(
        [],
        ["STT", *HEADINGS, "Danh mục"],
        [1, "TRD01", 1, 2026, 1.234, 2025],
        [],
        [2, "TRD01", "VN", "2025-09", "7", None],
    )
    assert Import(little, path).run().rows_read == 2
    assert sorted((one[1], one[2], one[3]) for one in known(little)) == [
        (1, date(2025, 9, 30), 7.0),
        (5, date(2026, 12, 31), 1.234),
    ]


@pytest.mark.parametrize(("shown_as", "end"), [("mmm-yy", date(2025, 9, 30)), ("yyyy-mm-dd", date(2025, 9, 1))])
def test_a_month_that_a_spreadsheet_took_for_a_day_is_read_as_it_is_shown(
    little: Engine, workbook: Callable[..., Path], shown_as: str, end: date
) -> None:
    path = workbook(HEADINGS, ["TRD01", "VN", date(2025, 9, 1), 1])
    book = openpyxl.load_workbook(path)
    book.active["C2"].number_format = shown_as
    book.save(path)
    Import(little, path).run()
    assert known(little)[0][2] == end


def test_formulas_and_errors_are_refused_by_their_cells(little: Engine, workbook: Callable[..., Path]) -> None:
    path = workbook(
        HEADINGS, ["TRD01", "VN", "2026", "=1+1"], ["=A2", "VN", "2025", 2], ["TRD01", "VN", "2024", "#DIV/0!"]
    )
    book = openpyxl.load_workbook(path)
    book.active["D4"].data_type = "e"
    book.save(path)
    found = [(one.line, one.column, one.fault, one.value) for one in refusals(little, path)]
    assert found == [
        (2, "value", Fault.FORMULA, "=1+1"),
        (3, "indicator", Fault.FORMULA, "=A2"),
        (4, "value", Fault.CELL_ERROR, "#DIV/0!"),
    ]


def test_the_sheet_with_the_headings_is_found(little: Engine, workbook: Callable[..., Path]) -> None:
    path = workbook(["Hướng dẫn"], sheets={"Số liệu": [HEADINGS, ["TRD01", "VN", "2026", 1]]})
    assert Import(little, path).run().rows_new == 1


def test_two_sheets_that_fit_must_be_told_apart(little: Engine, workbook: Callable[..., Path]) -> None:
    rows = [HEADINGS, ["TRD01", "VN", "2026", 1]]
    path = workbook(*rows, sheets={"Khác": rows})
    assert fault_of(little, path) == (None, Fault.SHEET)
    assert fault_of(little, path, sheet="Không có") == (None, Fault.SHEET)
    assert Import(little, path, sheet="Khác").run().rows_new == 1


def test_a_cell_beyond_the_headings_is_named(little: Engine, workbook: Callable[..., Path]) -> None:
    assert fault_of(little, workbook(HEADINGS, ["TRD01", "VN", "2026", 1, "lạc"])) == (2, Fault.ROW_SHAPE)


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9, 0.99])
def test_a_truncated_workbook_is_refused(little: Engine, workbook: Callable[..., Path], kept: float) -> None:
    path = workbook(HEADINGS, *(["TRD01", "VN", f"2026-{month:02d}", 1] for month in range(1, 10)))
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * kept)])
    assert fault_of(little, path) == (None, Fault.CORRUPT)


def test_a_workbook_with_a_damaged_sheet_is_refused(little: Engine, workbook: Callable[..., Path]) -> None:
    path = workbook(HEADINGS, ["TRD01", "VN", "2026", 1])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content[: len(content) // 2] if name == sheet else content)
    assert fault_of(little, path) == (None, Fault.CORRUPT)


def test_an_archive_that_is_no_workbook_is_refused(little: Engine, tmp_path: Path) -> None:
    path = tmp_path / "figures.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    assert fault_of(little, path) == (None, Fault.CORRUPT)


def test_a_workbook_that_would_fill_the_memory_is_refused(little: Engine, tmp_path: Path) -> None:
    path = tmp_path / "figures.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 5_000_000)
    assert fault_of(little, path, max_mb=1) == (None, Fault.TOO_LARGE)


def test_rows_beyond_the_size_that_a_workbook_states_are_not_lost(
    little: Engine, workbook: Callable[..., Path]
) -> None:
    path = workbook(HEADINGS, ["TRD01", "VN", "2026", 1], ["TRD01", "VN", "2025", 2])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b'ref="A1:D3"', b'ref="A1:D2"')
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert Import(little, path).run().rows_read == 2
