"""Lists of communes into the warehouse: a CSV file, checked whole and loaded whole, or refused with every fault named.

A commune is known by its code of five digits within an edition of the list. A code that is there already keeps its
figures and takes the names, the province and the facts of the file; nothing is ever removed.
"""

import csv
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, insert, select, update

from data.engine import saying_what_is_wrong
from data.errors import LoadRefused
from data.ingest import load
from data.ingest.headings import fold
from data.ingest.report import Fault, Refusal, Report
from data.schema import entity
from data.text import unaccented
from data.versions import raise_version

MAX_BYTES = 20_000_000
BEGAN = {"2025": date(2025, 7, 1)}
"""First day of the communes of an edition."""

REQUIRED = {
    "code": ("code", "Mã", "Mã xã", "Mã đơn vị"),
    "name": ("name", "name_vi", "Tên", "Tên xã", "Tên đơn vị"),
    "province": ("province", "Mã tỉnh", "Tỉnh", "province_code"),
}
OPTIONAL = {
    "name_en": ("name_en", "Tên tiếng Anh"),
    "area_km2": ("area_km2", "Diện tích", "Diện tích (km2)"),
    "population_thousand": ("population_thousand", "Dân số (nghìn người)"),
    "note": ("note", "Ghi chú"),
    "source": ("source", "Nguồn"),
}
KINDS = {"Xã": ("commune", "Commune"), "Phường": ("ward", "Ward"), "Đặc khu": ("special zone", "Special Zone")}
CODE = "five digits, such as 00004; a spreadsheet drops the zeros in front"


@dataclass(frozen=True, slots=True)
class UnitsResult:
    """What a list of units did; with `dry_run`, what it would do. `data_version` is None when nothing changed."""

    rows_read: int
    new: int
    changed: int
    unchanged: int
    data_version: int | None


def import_units(engine: Engine, path: Path, *, vintage: str = "2025", dry_run: bool = False) -> UnitsResult:
    """Load a list of communes; raise `LoadRefused`, whose `report` names every fault."""
    report = Report()
    with saying_what_is_wrong(engine), engine.begin() as connection:
        if not dry_run:
            load.lock(connection)
        wanted = list(_units(_rows(path, report), _parents(connection, vintage), vintage, path.name, report))
        if not wanted and not len(report):
            report.add(Refusal(None, None, None, Fault.EMPTY, "The file has headings but no rows.", "rows below them"))
        if len(report):
            faults = "1 fault" if len(report) == 1 else f"{len(report):,} faults"
            raise LoadRefused(f"{path.name} was refused: {faults}. Nothing was loaded.", report)
        return _written(connection, wanted, vintage, dry_run=dry_run)


# --- reading ----------------------------------------------------------------------------------------------------------


def _rows(path: Path, report: Report) -> Iterator[tuple[int, dict[str, str]]]:
    """Line and cells of every row, by column; a file that cannot be read is a fault of the whole file."""
    try:
        if path.stat().st_size > MAX_BYTES:
            reason = f"The file has {path.stat().st_size / 1e6:,.1f} MB; the limit is {MAX_BYTES / 1e6:,.0f} MB."
            report.add(Refusal(None, None, None, Fault.TOO_LARGE, reason, "a list of units"))
            return
        text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as problem:
        expected = 'a text file in UTF-8 (in Excel: Save as, "CSV UTF-8")'
        report.add(Refusal(None, None, None, Fault.ENCODING, f"The file is not UTF-8 text: {problem}.", expected))
        return
    lines = text.splitlines()
    if not lines:
        report.add(Refusal(None, None, None, Fault.EMPTY, "The file is empty.", "a line of headings and rows below it"))
        return
    reader = csv.reader(lines, delimiter=max(",;\t", key=lines[0].count))
    headings = next(reader)
    columns = _columns(headings, report)
    for row in reader if columns else ():
        if len(row) == len(headings):
            yield reader.line_num, {name: row[place].strip() for name, place in columns.items()}
        elif any(map(str.strip, row)):
            reason = f"The row has {len(row)} cells but the headings are {len(headings)}."
            expected = f"{len(headings)} cells"
            report.add(Refusal(reader.line_num, None, ",".join(row)[:200], Fault.ROW_SHAPE, reason, expected))


def _columns(headings: list[str], report: Report) -> dict[str, int]:
    """Where each known column stands; empty, with the faults reported, where one is missing or unknown."""
    known = {fold(form): name for name, forms in {**REQUIRED, **OPTIONAL}.items() for form in forms}
    places = {known[fold(one)]: place for place, one in enumerate(headings) if fold(one) in known}
    expected = ", ".join((*REQUIRED, *OPTIONAL))
    for one in headings:
        if one.strip() and fold(one) not in known:
            reason = f"Heading '{one}' is not one that a list of units has."
            report.add(Refusal(1, one, one, Fault.HEADING_UNKNOWN, reason, f"one of {expected}"))
    for name, forms in REQUIRED.items():
        if name not in places:
            reason = f"No heading means {name}; found {', '.join(headings)}."
            report.add(Refusal(1, name, None, Fault.HEADING_MISSING, reason, " or ".join(forms)))
    return {} if len(report) else places


# --- judging ----------------------------------------------------------------------------------------------------------


def _parents(connection: Connection, vintage: str) -> dict[str, int]:
    """Ids of the provinces of an edition, by code."""
    columns = entity.c
    rows = connection.execute(
        select(columns.code, columns.id).where(columns.kind == "province", columns.vintage == vintage)
    )
    return {row.code: row.id for row in rows}


def _units(
    rows: Iterator[tuple[int, dict[str, str]]], parents: Mapping[str, int], vintage: str, file: str, report: Report
) -> Iterator[dict[str, Any]]:
    """Columns of `entity` for every row that has no fault."""
    first: dict[str, int] = {}
    for line, row in rows:
        code, faults = row["code"], list(_faults(line, row, parents, vintage))
        if code in first:
            reason = f"The code stands on line {first[code]} already."
            faults.append(Refusal(line, "code", code, Fault.DUPLICATE, reason, "one row for each unit"))
        first.setdefault(code, line)
        for fault in faults:
            report.add(fault)
        if not faults:
            yield _unit(row, parents[row["province"].zfill(2)], vintage, file)


def _faults(line: int, row: dict[str, str], parents: Mapping[str, int], vintage: str) -> Iterator[Refusal]:
    code, province = row["code"], row["province"]
    if not (len(code) == 5 and code.isascii() and code.isdigit()):
        reason = f"'{code}' is not the code of a commune."
        yield Refusal(line, "code", code, Fault.ENTITY_UNKNOWN, reason, CODE)
    if not row["name"]:
        yield Refusal(line, "name", "", Fault.VALUE_MISSING, "The name is empty.", "a name such as Phường Ba Đình")
    if province.zfill(2) not in parents:
        reason = f"No province of edition {vintage} has the code '{province}'."
        yield Refusal(line, "province", province, Fault.ENTITY_UNKNOWN, reason, f"one of {', '.join(sorted(parents))}")
    for name in ("area_km2", "population_thousand"):
        text = row.get(name, "")
        if text and _number(text) is None:
            reason = "The value is not a number greater than 0."
            yield Refusal(line, name, text, Fault.VALUE_TEXT, reason, "digits with one decimal mark, or nothing")


def _number(text: str) -> float | None:
    """A number with a decimal point or comma and no other marks; None where it is none."""
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if 0 < value < float("inf") else None


def _unit(row: dict[str, str], parent: int, vintage: str, file: str) -> dict[str, Any]:
    full = " ".join(row["name"].split())
    word = next((one for one in KINDS if full.lower().startswith(f"{one.lower()} ")), "Xã")
    kind, english = KINDS[word]
    name = full[len(word) + 1 :] if full.lower().startswith(f"{word.lower()} ") else full
    name_en = row.get("name_en") or unaccented(name)
    return {
        "kind": "commune",
        "code": row["code"],
        "vintage": vintage,
        "name_vi": name,
        "name_en": name_en,
        "full_name_vi": f"{word} {name}",
        "full_name_en": f"{name_en} {english}",
        "unit_type": kind,
        "parent_id": parent,
        "valid_from": BEGAN.get(vintage),
        "area_km2": _number(row.get("area_km2", "")),
        "population_thousand": _number(row.get("population_thousand", "")),
        "sort_order": int(row["code"]),
        "note": row.get("note") or None,
        "source": row.get("source") or f"tệp {file}",
    }


# --- writing ----------------------------------------------------------------------------------------------------------


def _written(connection: Connection, wanted: list[dict[str, Any]], vintage: str, *, dry_run: bool) -> UnitsResult:
    there = select(entity).where(entity.c.kind == "commune", entity.c.vintage == vintage)
    known = {row["code"]: row for row in connection.execute(there).mappings()}
    new = [one for one in wanted if one["code"] not in known]
    changed = [one for one in wanted if one["code"] in known and _differs(one, known[one["code"]])]
    version = None
    if (new or changed) and not dry_run:
        if new:
            connection.execute(insert(entity), new)
        if changed:
            rows = [one | {"known_id": known[one["code"]]["id"]} for one in changed]
            names: dict[str, Any] = {name: bindparam(name) for name in changed[0]}
            connection.execute(update(entity).where(entity.c.id == bindparam("known_id")).values(names), rows)
        version = raise_version(connection)
    return UnitsResult(len(wanted), len(new), len(changed), len(wanted) - len(new) - len(changed), version)


def _differs(one: dict[str, Any], known: Mapping[Any, Any]) -> bool:
    """Whether the file says something else; the name of a file that is loaded again under another name is no fact."""
    return any(one[name] != known[name] for name in one if name != "source")
