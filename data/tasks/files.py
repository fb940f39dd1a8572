"""Tasks from a file: CSV in UTF-8, or the first sheet of an XLSX workbook, one task a row; whole or not at all."""

import re
from datetime import date
from pathlib import Path

from sqlalchemy import Engine

from data.engine import saying_what_is_wrong
from data.errors import TaskRefused
from data.sheets import day_of, read_rows
from data.tasks.drafts import Draft, Refusal, TaskFault
from data.tasks.register import Kept, TaskBook

HEADINGS = {
    "code": "code", "mã": "code", "mã nhiệm vụ": "code",
    "assigned_by": "assigned_by", "cơ quan giao": "assigned_by", "người giao": "assigned_by",
    "document": "document", "văn bản": "document", "số, ký hiệu": "document", "văn bản giao": "document",
    "issued_on": "issued_on", "ngày ban hành": "issued_on", "ngày văn bản": "issued_on",
    "content": "content", "nội dung": "content", "nội dung nhiệm vụ": "content", "nhiệm vụ": "content",
    "lead": "lead", "cơ quan chủ trì": "lead", "đơn vị chủ trì": "lead", "chủ trì": "lead",
    "with": "with", "cơ quan phối hợp": "with", "đơn vị phối hợp": "with", "phối hợp": "with",
    "assigned_on": "assigned_on", "ngày giao": "assigned_on",
    "due_on": "due_on", "hạn": "due_on", "thời hạn": "due_on", "hạn hoàn thành": "due_on",
    "done_on": "done_on", "ngày hoàn thành": "done_on",
    "withdrawn_on": "withdrawn_on", "ngày rút": "withdrawn_on", "ngày thôi giao": "withdrawn_on",
    "indicator": "indicator", "chỉ tiêu": "indicator", "mã chỉ tiêu": "indicator",
    "target": "target", "mục tiêu": "target", "alert": "alert", "cảnh báo": "alert",
}  # fmt: skip
NEEDED = ("document", "content", "lead", "assigned_on")
DAYS = ("issued_on", "assigned_on", "due_on", "done_on", "withdrawn_on")
ASSIGNERS = {
    "": "TTG", "cp": "CP", "chính phủ": "CP", "government": "CP",
    "ttg": "TTG", "thủ tướng": "TTG", "thủ tướng chính phủ": "TTG", "prime minister": "TTG",
}  # fmt: skip


def import_tasks(engine: Engine, path: Path, *, by: str, reason: str = "", dry_run: bool = False) -> Kept:
    """Bring the tasks of a file; a task that is there gets another version where the row says something else.

    Raises:
        TaskRefused: with every fault of every row; nothing is written.
    """
    drafts, unread = read_drafts(path)
    with saying_what_is_wrong(engine), engine.begin() as connection:
        return TaskBook(connection, by).bring(drafts, reason=reason or path.name, unread=unread, dry_run=dry_run)


def read_drafts(path: Path) -> tuple[list[Draft], list[Refusal]]:
    """The rows of a file as drafts, and a fault for each cell that cannot be read as a day.

    Raises:
        TaskRefused: The file is no list of tasks.
    """

    def unreadable(came: str, expected: str) -> TaskRefused:
        return TaskRefused(f"{path.name} was refused.", (Refusal(None, TaskFault.FILE, came, expected),))

    unread: list[Refusal] = []
    rows = read_rows(path, HEADINGS, NEEDED, unreadable, what="task")
    return [_draft(row.cells, row.number, unread) for row in rows], unread


def _draft(row: dict[str, str], line: int, refused: list[Refusal]) -> Draft:
    days = {name: _day(row.get(name, ""), name, line, refused) for name in DAYS}
    assigner = row.get("assigned_by", "")
    return Draft(
        document=row["document"],
        content=row["content"],
        lead=row["lead"],
        assigned_by=ASSIGNERS.get(assigner.lower(), assigner),
        together=listed(row.get("with", "")),
        code=row.get("code", ""),
        indicator=row.get("indicator", ""),
        target=row.get("target", ""),
        alert=row.get("alert", ""),
        row=line,
        **days,
    )


def listed(text: str) -> tuple[str, ...]:
    """Units that are written one after the other: with semicolons or lines, or commas where they are codes."""
    parts = re.split(r"[;\n]", text) if re.search(r"[;\n]", text) or not _codes(text) else text.split(",")
    return tuple(one.strip() for one in parts if one.strip())


def _codes(text: str) -> bool:
    return all(re.fullmatch(r"\s*[A-Z0-9]{1,8}(~\d{4})?\s*", one) for one in text.split(","))


def _day(text: str, name: str, row: int, refused: list[Refusal]) -> date | None:
    try:
        return day_of(text)
    except ValueError:
        refused.append(Refusal(row, TaskFault.DAY, text, f"as {name} a day such as 2026-01-08 or 08/01/2026"))
        return None
