"""The commands: what they print, how they end, and that no user error shows a traceback."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, MetaData

from access import audit
from access.terminal import operator
from data.__main__ import main
from data.migrations import VERSION_TABLE, head, upgrade_on
from tests.conftest import ROOT

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], own_warehouse: Engine) -> Command:
    """Run a command on a copy of the small warehouse; returns exit status, standard output, standard error."""
    path = (own_warehouse.url.database or "").removeprefix("file:")
    monkeypatch.setenv("TOANCANH_DATABASE_URL", f"sqlite:///{path}")

    def run(*arguments: str) -> tuple[int, str, str]:
        status = main([*arguments])
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return status, out, err

    return run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "figures.csv"
    path.write_text("indicator,entity,period,value\nTRD01,VN,2015-01,40.25\n")
    return path


def test_info_is_json_about_what_the_warehouse_holds(command: Command) -> None:
    status, out, _ = command("info")
    told = json.loads(out)
    assert (status, told["indicators"], told["figures"]["S"]) == (0, 210, 0)
    assert told["figures"]["A"] + told["figures"]["E"] > 1000
    assert told["data_version"] >= 1
    assert told["size_bytes"] > 100_000


def _as_of_old(engine: Engine, revision: str) -> None:
    """The same figures in the tables of an older revision."""
    with engine.begin() as connection:
        now, then = MetaData(), MetaData()
        now.reflect(connection)
        rows = {name: connection.execute(table.select()).mappings().all() for name, table in now.tables.items()}
        now.drop_all(connection)
        upgrade_on(connection, revision)
        then.reflect(connection)
        for table in then.sorted_tables:
            held = [{column.name: row[column.name] for column in table.c} for row in rows.get(table.name, ())]
            if held and table.name != VERSION_TABLE:
                connection.execute(table.insert(), held)


def test_an_upgrade_says_from_which_version_and_changes_no_figure(command: Command, own_warehouse: Engine) -> None:
    before = json.loads(command("info")[1])
    _as_of_old(own_warehouse, "0001")
    assert command("upgrade")[:2] == (0, f"The tables are those of version {head()}; they were of 0001.\n")
    assert command("upgrade")[:2] == (0, f"The tables are those of version {head()}.\n")
    after = json.loads(command("info")[1])
    assert {**after, "size_bytes": 0} == {**before, "size_bytes": 0}


def test_an_import_says_what_it_did_and_keeps_who_did_it(command: Command, file: Path, own_warehouse: Engine) -> None:
    status, out, err = command("import", str(file))
    assert status == 0
    assert out == "Loaded. 1 rows: 1 new, 0 revised, 0 unchanged. The data version is now 2.\n"
    assert "history …" in err
    with own_warehouse.connect() as connection:
        loads = connection.exec_driver_sql("SELECT loaded_by FROM batch WHERE kind = 'import'").scalars().all()
    assert loads == [operator()]
    assert command("import", str(file))[1] == "Nothing changed. 1 rows: 0 new, 0 revised, 1 unchanged.\n"


def test_a_dry_run_says_that_nothing_was_loaded(command: Command, file: Path) -> None:
    before = json.loads(command("info")[1])
    assert command("import", str(file), "--dry-run")[1].startswith("Dry run, nothing was loaded. 1 rows: 1 new")
    assert json.loads(command("info")[1]) == before


def test_a_refused_import_prints_and_writes_its_report(command: Command, file: Path, tmp_path: Path) -> None:
    file.write_text("indicator,entity,period,value\n" + "TRD99,VN,2015-01,[red]abc\n" * 60)
    status, _, err = command("import", str(file), "--report", str(tmp_path / "report.csv"))
    assert status == 1
    assert "No indicator has the code 'TRD99'." in err
    assert "[red]abc" in err
    assert "… and 70 more; --report FILE.csv writes them all." in err
    assert "figures.csv was refused: 120 faults. Nothing was loaded." in err
    assert len((tmp_path / "report.csv").read_text(encoding="utf-8-sig").splitlines()) == 121


def test_an_export_goes_to_standard_output_or_to_a_file(command: Command, tmp_path: Path) -> None:
    status, out, err = command("export", "--indicator", "GRO01", "--from", "2024", "--to", "2024")
    assert status == 0
    assert out.startswith("indicator,entity,period,value,vintage,status,recorded_at,note,source\nGRO01,VN,2024")
    target = tmp_path / "out.csv"
    _, nothing, said = command("export", "--indicator", "GRO01", "--from", "2024", "--to", "2024", "--out", str(target))
    assert (nothing, target.read_text(encoding="utf-8")) == ("", out)
    assert said == err.replace("written.", f"written to {target}.")


def test_what_was_taken_away_or_brought_in_is_recorded(
    command: Command, tmp_path: Path, file: Path, own_warehouse: Engine
) -> None:
    command("import", str(file), "--dry-run")
    command("import", str(file))
    command("export", "--indicator", "GRO01", "--out", str(tmp_path / "gdp.csv"))
    command("backup", str(tmp_path / "all.zip"))
    with own_warehouse.connect() as connection:
        rows = audit.read(connection).iloc[::-1]
    assert list(rows["action"]) == ["loaded", "exported", "exported"]
    assert list(rows["subject"]) == ["figures.csv", "gdp.csv", "all.zip"]
    assert rows["actor"].str.startswith("command:").all()
    assert json.loads(str(rows["detail"].iloc[1]))["indicators"] == ["GRO01"]


def test_a_whole_export_loaded_back_changes_nothing(command: Command, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    command("export", "--history", "--out", str(target))
    status, out, _ = command("import", str(target))
    assert (status, out.split(".")[0]) == (0, "Nothing changed")


@pytest.mark.parametrize(
    ("arguments", "sentence", "expected_status"),
    [
        (["import", "/nowhere/figures.csv"], "cannot be read: No such file", 1),
        (["export", "--from", "2025-Q5"], "'2025-Q5' is not a period; expected", 1),
        (["export", "--as-of", "06/10/2026"], "'06/10/2026' is not a day", 1),
        (["export", "--indicator", "GRO99"], "No indicator has the code 'GRO99'", 1),
        (["export", "--history", "--boundary", "2025"], "cannot be combined", 1),
        (["export", "--out", "/nowhere/out.csv"], "/nowhere/out.csv.part cannot be written", 1),
        (["init"], "stands at", 1),
        (["export", "--boundary", "1990"], "Invalid value for '--boundary'", 2),
        (["imprt"], "No such command 'imprt'", 2),
    ],
)
def test_a_slip_gets_a_sentence(command: Command, arguments: list[str], sentence: str, expected_status: int) -> None:
    status, _, err = command(*arguments)
    assert (status, sentence in err) == (expected_status, True)


def test_a_missing_warehouse_gets_a_sentence(command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TOANCANH_DATABASE_URL", f"sqlite:///{tmp_path / 'no.db'}")
    status, _, err = command("info")
    assert (status, err) == (1, f"There is no warehouse at {tmp_path / 'no.db'}. Build one with: python -m data init\n")
    assert not (tmp_path / "no.db").exists()


def test_a_locked_warehouse_gets_a_sentence(
    command: Command, file: Path, monkeypatch: pytest.MonkeyPatch, own_warehouse: Engine
) -> None:
    monkeypatch.setattr("data.engine.BUSY_SECONDS", 0)
    with own_warehouse.connect() as holder:
        holder.exec_driver_sql("BEGIN IMMEDIATE")
        status, _, err = command("import", str(file))
    assert (status, "has been locked by another process" in err) == (1, True)


def test_a_bad_setting_is_named(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOANCANH_PORT", "many")
    status, _, err = command("info")
    assert (status, err.startswith("TOANCANH_PORT is 'many': ")) == (1, True)


def test_an_unexpected_error_is_a_sentence_and_a_traceback_only_when_asked(
    command: Command, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("data.info.info", lambda _engine: 1 / 0)
    status, _, err = command("info")
    assert (status, err) == (
        2,
        "The command failed unexpectedly: ZeroDivisionError: division by zero. "
        "Run it again with --debug to see where it came from.\n",
    )
    assert main(["--debug", "info"]) == 2
    assert "ZeroDivisionError" in (caplog.records[-1].exc_text or "")


def test_init_builds_the_published_facts(command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TOANCANH_DATABASE_URL", f"sqlite:///{tmp_path / 'new' / 'warehouse.db'}")
    status, out, _ = command("init", "--no-simulated")
    assert (status, out.startswith("Built: 210 indicators, 162 units, 255 targets, ")) == (0, True)
    assert command("init", "--no-simulated")[0] == 1
    assert command("init", "--no-simulated", "--force")[0] == 0


def test_a_reader_that_leaves_early_is_no_error(own_warehouse: Engine) -> None:
    path = (own_warehouse.url.database or "").removeprefix("file:")
    environment = {**os.environ, "TOANCANH_DATABASE_URL": f"sqlite:///{path}"}
    pipe = f"{sys.executable} -m data export | head -1"
    done = subprocess.run(pipe, shell=True, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("indicator,entity")
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_a_changed_classification_is_recorded_with_its_reason(command: Command, own_warehouse: Engine) -> None:
    status, out, _ = command("classify", "restricted", "LAB02", "--reason", "theo công văn 12")
    assert (status, out) == (0, "LAB02: public → restricted.\n")
    assert command("classify", "restricted", "LAB02")[1] == "Nothing changed: already restricted.\n"
    with own_warehouse.connect() as connection:
        (row,) = audit.read(connection, audit.Filter(action="classified")).to_dict("records")
    assert (row["actor"], row["subject"]) == (operator(), "LAB02")
    assert "theo công văn 12" in str(row["detail"])


def test_an_indicator_that_is_not_there_is_refused_in_a_sentence(command: Command) -> None:
    status, _, err = command("classify", "restricted", "NOPE1")
    assert status == 1
    assert "No indicator has the code NOPE1" in err


def test_a_file_of_tasks_is_brought_whole_or_every_row_is_named(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "tasks.csv"
    head = "document,content,lead,assigned_on\n"
    file.write_text(f"{head}1/CĐ-TTg,a,XYZ,2026-01-05\n2/CĐ-TTg,b,BTC,hôm qua\n3/CĐ-TTg,c,BTC,2026-01-05\n", "utf-8")
    status, _, err = command("import-tasks", str(file))
    assert (status, err.splitlines()) == (
        1,
        [
            "- row 2: lead: 'XYZ'; expected the code of a ministry or a province, such as BTC or 01",
            "- row 3: day: 'hôm qua'; expected as assigned_on a day such as 2026-01-08 or 08/01/2026",
            "2 faults; nothing was written.",
        ],
    )
    file.write_text(f"{head}1/CĐ-TTg,a,BTC,2026-01-05\n", "utf-8")
    assert command("import-tasks", "--dry-run", str(file))[1].startswith("Dry run, nothing was written. 1 new")
    assert command("import-tasks", str(file))[1] == "Brought. 1 new, 0 changed, 0 unchanged.\n"
    assert command("import-tasks", str(file))[1] == "Brought. 0 new, 0 changed, 1 unchanged.\n"
