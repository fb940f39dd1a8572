from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import Engine

from data.engine import open_engine
from data.errors import TargetRefused
from data.questions import Questions
from data.targets.drafts import Draft, Refusal, TargetFault
from data.targets.files import import_targets, read_drafts
from data.targets.register import Register

LATER = datetime(2026, 11, 1, 8)
NEW = Draft("GRO02", "24", "2025", "CP", 2027, 2027, ">=", 11.0, None, "%", "Nghị quyết 1/NQ-CP năm 2027")


@pytest.fixture
def engine(built: Engine, tmp_path: Path) -> Iterator[Engine]:
    """A copy of the catalogue's warehouse to write to."""
    copy = tmp_path / "own.db"
    copy.write_bytes(Path(str(built.url.database).removeprefix("file:").partition("?")[0]).read_bytes())
    own = open_engine(f"sqlite:///{copy}")
    yield own
    own.dispose()


def refusals(engine: Engine, *drafts: Draft) -> list[TargetFault]:
    with pytest.raises(TargetRefused, match="nothing was written") as caught:
        Register(engine, "an").add(drafts)
    return [one.fault for one in caught.value.refused if isinstance(one, Refusal)]


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"indicator": "GRO99"}, TargetFault.INDICATOR),
        ({"unit": ""}, TargetFault.UNIT_OF_MEASURE_MISSING),
        ({"unit": "điểm %"}, TargetFault.UNIT_OF_MEASURE_OTHER),
        ({"entity": "VN", "vintage": ""}, TargetFault.LEVEL),
        ({"entity": "03", "vintage": ""}, TargetFault.ASSIGNEE),
        ({"vintage": "2024"}, TargetFault.ASSIGNEE_VINTAGE),
        ({"operator": "between", "value_high": 10.0}, TargetFault.LIMITS_SWAPPED),
        ({"operator": "near"}, TargetFault.OPERATOR),
        ({"note": "dưới 9%"}, TargetFault.WORDS),
        ({"value": None}, TargetFault.VALUE),
        ({"value": -101.0}, TargetFault.RANGE),
        ({"year_to": 2026}, TargetFault.YEARS),
        ({"document": ""}, TargetFault.DOCUMENT),
        ({"supersedes": "#9999"}, TargetFault.SUPERSEDES),
        ({"measure": "guess"}, TargetFault.MEASURE),
    ],
)
def test_what_is_wrong_with_a_target_is_refused_by_name(
    engine: Engine, wrong: dict[str, object], fault: TargetFault
) -> None:
    assert fault in refusals(engine, replace(NEW, **wrong))  # type: ignore[arg-type]


def test_two_active_targets_for_the_same_thing_are_refused(engine: Engine) -> None:
    assert refusals(engine, NEW, replace(NEW, value=12.0)) == [TargetFault.TWO_ACTIVE]
    standing = replace(NEW, entity="22", year_from=2025, year_to=2025)
    assert refusals(engine, standing) == [TargetFault.TWO_ACTIVE]


def test_a_supersession_that_goes_round_is_refused(engine: Engine) -> None:
    one = replace(NEW, document="A", supersedes="B", row=2)
    other = replace(NEW, document="B", supersedes="A", row=3)
    assert refusals(engine, one, other) == [TargetFault.LOOP, TargetFault.LOOP]


def test_a_target_that_supersedes_ends_the_one_before_and_both_stay_to_be_read(engine: Engine) -> None:
    before = next(
        one for one in Questions(engine).targets(year=2025) if "226/NQ-CP" in one.document and one.value == 12.5
    )
    again = replace(
        NEW, entity="22", year_from=2025, year_to=2025, issued_on=date(2025, 10, 1), supersedes=f"#{before.number}"
    )
    made = Register(engine, "an", now=LATER).add([again], reason="điều chỉnh")
    ask = Questions(engine)
    unit = ask.entity("province", "22")
    assert [one.value for one in ask.targets(entity=unit, year=2025)] == [11.0]
    assert [one.value for one in ask.targets(entity=unit, year=2025, as_of=date(2026, 10, 31))] == [12.5]
    ended, first = ask.target_history(before.number)
    assert (ended.change, ended.superseded_on, ended.recorded_by, ended.reason) == (
        "superseded", date(2025, 10, 1), "an", "điều chỉnh",
    )  # fmt: skip
    assert (first.change, first.superseded_on) == ("added", None)
    assert ask.target_history(made.numbers[0])[0].supersedes == before.number


def test_a_change_is_a_version_and_a_withdrawal_ends_it(engine: Engine) -> None:
    register = Register(engine, "an", now=LATER)
    number = register.add([NEW]).numbers[0]
    register.change(number, replace(NEW, value=11.5), reason="gõ nhầm")
    unit = Questions(engine).entity("province", "24")
    assert [one.value for one in Questions(engine).targets(entity=unit, year=2027)] == [11.5]
    register.withdraw(number, reason="bỏ")
    assert Questions(engine).targets(entity=unit, year=2027) == ()
    said = [(one.version, one.change, one.value) for one in Questions(engine).target_history(number)]
    assert said == [(3, "withdrawn", 11.5), (2, "changed", 11.5), (1, "added", 11.0)]
    with pytest.raises(TargetRefused, match=f"No target {number} stands"):
        register.withdraw(number, reason="bỏ nữa")


def test_no_change_without_a_reason(engine: Engine) -> None:
    with pytest.raises(TargetRefused, match="no reason was given"):
        Register(engine, "an").withdraw(1, reason=" ")


CSV = """\
indicator;entity;assigned_by;năm;value;value_high;operator;unit;document;note;issued_on
GRO02;24;CP;2027;11,5;;;%;NQ 1;phấn đấu từ 11,5% trở lên;08/01/2027
GRO02;22;CP;2027;10;10,5;between;%;NQ 1;;2027-01-08
"""


def test_a_file_of_targets_is_read_with_the_words_of_its_notes(engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "targets.csv"
    file.write_text(CSV, encoding="utf-8")
    assert import_targets(engine, file, by="an", dry_run=True).data_version is None
    before = Questions(engine).data_version()
    assert import_targets(engine, file, by="an").data_version == before + 1
    said = {(one.operator, one.value, one.value_high, one.issued_on) for one in Questions(engine).targets(year=2027)}
    assert said == {(">=", 11.5, None, date(2027, 1, 8)), ("between", 10.0, 10.5, date(2027, 1, 8))}


def test_every_faulty_row_of_a_file_is_named(engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "targets.csv"
    file.write_text(CSV.replace("GRO02;24", "GRO99;24").replace("10;10,5", "10,5;10"), encoding="utf-8")
    with pytest.raises(TargetRefused) as caught:
        import_targets(engine, file, by="an")
    assert [one.sentence()[:28] for one in caught.value.refused if isinstance(one, Refusal)] == [
        "row 2: indicator: 'GRO99'; e", "row 3: limits swapped: '10.5",
    ]  # fmt: skip
    assert Questions(engine).targets(year=2027) == ()


def test_a_workbook_gives_the_same_drafts_as_a_text(tmp_path: Path) -> None:
    text, sheet = tmp_path / "a.csv", tmp_path / "a.xlsx"
    text.write_text("indicator,entity,assigned_by,year,value,unit,document\nGRO02,24,CP,2027,11.5,%,NQ 1\n")
    book = Workbook()
    assert book.active is not None
    book.active.append(["indicator", "entity", "assigned_by", "year", "value", "unit", "document"])
    book.active.append(["GRO02", "24", "CP", 2027, 11.5, "%", "NQ 1"])
    book.save(sheet)
    assert read_drafts(sheet) == read_drafts(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b\n1,2\n", "headings that mean indicator"),
        ("", "headings, and a target"),
        (CSV.replace("2027;11,5", "x;11,5"), "a year"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_is_expected(tmp_path: Path, text: str, expected: str) -> None:
    file = tmp_path / "targets.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(TargetRefused) as caught:
        read_drafts(file)
    assert expected in " ".join(one.sentence() for one in caught.value.refused if isinstance(one, Refusal))
