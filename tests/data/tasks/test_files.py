"""Tasks come from files as offices have them; every row that cannot be read is named."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import Engine

from data.errors import TaskRefused
from data.questions import Questions
from data.tasks.files import import_tasks, listed, read_drafts

HEAD = "Số, ký hiệu;Nội dung nhiệm vụ;Cơ quan chủ trì;Cơ quan phối hợp;Ngày giao;Hạn hoàn thành;Người giao\n"


def test_a_file_in_vietnamese_is_read(little: Engine, asked: Questions, tmp_path: Path) -> None:
    file = tmp_path / "nv.csv"
    file.write_text(HEAD + "1/NQ-CP;Trình đề án;Bộ Tài chính;01, 24;05/01/2026;2026-02-05;Chính phủ\n", "utf-8")
    assert import_tasks(little, file, by="lan").added == (1,)
    one = asked.task(1)
    assert one is not None
    assert (one.assigned_by, one.due_on, len(one.with_ids)) == ("CP", date(2026, 2, 5), 2)
    assert import_tasks(little, file, by="lan", dry_run=True).unchanged == 1


def test_a_workbook_is_read_with_its_dates_and_its_lost_zeros(little: Engine, asked: Questions, tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["document", "content", "lead", "assigned_on", "due_on"])
    book.active.append(["1/NQ-CP", "Trình đề án", 1, date(2026, 1, 5), None])
    book.save(tmp_path / "nv.xlsx")
    assert import_tasks(little, tmp_path / "nv.xlsx", by="lan").added == (1,)
    one = asked.task(1)
    assert one is not None
    assert (asked.registry().by_id[one.lead_id].name_vi, one.due_on) == ("Hà Nội", None)


def test_every_row_that_is_wrong_is_named_and_none_is_brought(little: Engine, asked: Questions, tmp_path: Path) -> None:
    file = tmp_path / "nv.csv"
    rows = "1;a;BTC;;05/01/2026;hôm qua;\n2;b;BTC;;31/02/2026;;\n3;c;BTC;;05/01/2026;;\n"
    file.write_text(HEAD + rows, "utf-8")
    with pytest.raises(TaskRefused, match="2 faults; nothing was written") as problem:
        import_tasks(little, file, by="lan")
    assert [(one.row, one.came) for one in problem.value.refused] == [(2, "hôm qua"), (3, "31/02/2026")]
    assert asked.tasks() == ()


def test_a_row_is_called_by_the_number_that_the_file_gives_it(tmp_path: Path) -> None:
    """Blank lines and cells of several lines count."""
    file = tmp_path / "nv.csv"
    rows = '1;"hai\ndòng";BTC;;05/01/2026;;\n\n;;;;;;\n2;b;BTC;;31/02/2026;;\n'
    file.write_text(HEAD + rows, "utf-8")
    drafts, unread = read_drafts(file)
    assert [one.row for one in drafts] == [2, 6]
    assert [(one.row, one.came, "as assigned_on" in one.expected) for one in unread] == [(6, "31/02/2026", True)]


def test_a_formula_without_a_value_is_no_empty_cell(tmp_path: Path) -> None:
    """A due day that a program has not worked out yet would else become no due day."""
    book = Workbook()
    book.active.append(["document", "content", "lead", "assigned_on", "due_on"])
    book.active.append(["1/NQ-CP", "Trình đề án", "BTC", date(2026, 1, 5), "=D2+30"])
    book.active.append(["2/NQ-CP", "#REF!", "BTC", date(2026, 1, 5), None])
    book.save(tmp_path / "nv.xlsx")
    with pytest.raises(TaskRefused, match="was refused") as problem:
        read_drafts(tmp_path / "nv.xlsx")
    (fault,) = problem.value.refused
    assert (fault.came, "paste them as values" in fault.expected) == (
        "E2 (a formula without a value), B3 (#REF!)",
        True,
    )


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "headings, and a task"),
        ("nội dung;hạn\nx;y\n".encode(), "document, lead, assigned_on"),
        ("số;nội dung\n".encode("utf-16"), "UTF-8"),
        (b"document,content,lead,assigned_on\n1,a\x00b,BTC,2026-01-05\n", "save the file anew"),
        (b"document;v\xc4\x83n b\xe1\xba\xa3n;content;lead;assigned_on\n", "one heading that means document"),
    ],
)
def test_a_file_that_is_no_list_of_tasks_says_what_is_expected(tmp_path: Path, content: bytes, expected: str) -> None:
    file = tmp_path / "nv.csv"
    file.write_bytes(content)
    with pytest.raises(TaskRefused, match="was refused") as problem:
        read_drafts(file)
    assert expected in problem.value.refused[0].sentence()


def test_units_are_listed_as_people_list_them() -> None:
    assert listed("BCT, 24,01~2024") == ("BCT", "24", "01~2024")
    assert listed("Bộ Văn hóa, Thể thao và Du lịch; Hà Nội") == ("Bộ Văn hóa, Thể thao và Du lịch", "Hà Nội")
    assert listed("Bộ Văn hóa, Thể thao và Du lịch") == ("Bộ Văn hóa, Thể thao và Du lịch",)
    assert listed("") == ()
