"""Files are whole or not there at all."""

import os
from pathlib import Path

import pytest

from exports.packages import write_whole


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "pack.pptx").write_bytes(b"before")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(tmp_path / "pack.pptx", b"after")
    assert [path.name for path in tmp_path.iterdir()] == ["pack.pptx"]
    assert (tmp_path / "pack.pptx").read_bytes() == b"before"


def test_a_file_is_put_in_its_place_when_it_is_whole(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.csv", b"x")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"x"]
