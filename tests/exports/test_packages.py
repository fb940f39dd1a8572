"""Files are whole or not there at all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from exports.packages import write_whole
from settings import ROOT


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "pack.pptx").write_bytes(b"before")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(tmp_path / "pack.pptx", b"after")
    assert [path.name for path in tmp_path.iterdir()] == ["pack.pptx"]
    assert (tmp_path / "pack.pptx").read_bytes() == b"before"


LIMITED = """
import pathlib, resource, sys
from exports.packages import write_whole
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
try:
    write_whole(pathlib.Path(sys.argv[1]), b"after" * 20_000)
except OSError as problem:
    sys.exit(problem.strerror)
"""


def test_a_file_that_the_system_does_not_let_grow_is_not_there_at_all(tmp_path: Path) -> None:
    kept = tmp_path / "pack.pptx"
    kept.write_bytes(b"before")
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(kept)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr.strip()) == (1, "File too large")
    assert [path.name for path in tmp_path.iterdir()] == ["pack.pptx"]
    assert kept.read_bytes() == b"before"


def test_a_file_is_put_in_its_place_when_it_is_whole(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.csv", b"x")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"x"]
