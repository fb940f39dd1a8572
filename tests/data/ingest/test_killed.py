"""A load that is killed leaves the warehouse as it was, and can be run again."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from data.ingest import Import
from data.periods import month
from tests.conftest import ROOT
from tests.data.ingest.little import contents, load

ROWS = 40_000


@pytest.fixture
def big_file(tmp_path: Path) -> Path:
    path = tmp_path / "big.csv"
    with path.open("w") as file:
        file.write("indicator,entity,period,value,vintage,recorded_at\n")
        file.writelines(islice(_rows(), ROWS))
    return path


def _rows() -> Iterator[str]:
    """Daily figures, each with a later revision, so that little units make many rows."""
    days = (
        f"{month(year, number)}-{day:02d}"
        for year in range(1900, 2020)
        for number in range(1, 13)
        for day in range(1, 29)
    )
    for day, unit, known in product(days, ("VN", "01", "24"), ("2026-01-01", "2026-02-01")):
        yield f"TRD01,{unit},{day},{len(day) + int(known[6])}.5,{'' if unit == 'VN' else 2024},{known}\n"


@pytest.mark.parametrize("stage", ["staging", "current"])
def test_a_load_that_is_killed_changes_nothing_and_can_be_run_again(
    either: Engine, file: Path, big_file: Path, stage: str
) -> None:
    load(either, file, "TRD01,VN,2026-09,40.5")
    before = contents(either)
    _kill_when(stage, either, big_file)
    assert contents(either) == before
    with either.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM batch")).scalar_one() == 1
    result = Import(either, big_file).run()
    assert (result.rows_read, result.data_version) == (ROWS, 3)


def _kill_when(stage: str, engine: Engine, path: Path) -> None:
    """Start the command, and SIGKILL it as soon as it says that it has come to the stage."""
    address = engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "data", "import", str(path)]
    environment = {**os.environ, "TOANCANH_DATABASE_URL": address}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as process:
        seen = []
        for line in process.stderr or ():
            seen.append(line)
            if line.startswith(stage):
                process.send_signal(signal.SIGKILL)
                break
        process.wait(timeout=30)
    assert process.returncode == -signal.SIGKILL, f"The load was not caught at {stage}: {seen}"
