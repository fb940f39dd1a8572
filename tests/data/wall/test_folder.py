"""The office's files beside ours: theirs add and replace, and a spoilt file leaves what it said before."""

import os
from pathlib import Path

import pytest

from data.errors import WallError
from data.wall.allowing import allowed, may_show
from data.wall.folder import LOOK_SECONDS, Defined, Definitions

SCENE = (
    'title_vi = "{name}"\ntitle_en = "{name}"\n'
    '[[part]]\nkind = "text"\ntext_vi = "Chào"\ntext_en = "Hello"\nat = [1, 1]\nsize = [24, 12]\n'
)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    for kind in ("scenes", "playlists"):
        (tmp_path / kind).mkdir()
    return tmp_path


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at the files at every question."""
    assert LOOK_SECONDS <= 1
    monkeypatch.setattr("data.wall.folder.LOOK_SECONDS", 0.0)


def write(path: Path, text: str) -> None:
    """Write a file that is seen to be another, however fast the clock of the disk is."""
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(before + 10**9, before + 10**9))


def read(office: Path) -> Defined:
    return Definitions(office).read()


def test_ours_are_there_without_a_folder() -> None:
    defined = Definitions().read()
    assert {"nation", "targets", "map", "investment", "prices-trade", "services", "reporting", "changes"} <= {
        *defined.scenes
    }
    assert defined.problems == ()
    assert set(defined.playlists["all"].scenes) == set(defined.scenes)


def test_the_offices_add_to_ours_and_stand_in_their_place(office: Path) -> None:
    write(office / "scenes" / "welcome.toml", SCENE.format(name="Chào mừng"))
    write(office / "scenes" / "nation.toml", SCENE.format(name="Của chúng tôi"))
    defined = read(office)
    assert defined.scenes["welcome"].title_vi == "Chào mừng"
    assert defined.scenes["nation"].title_vi == "Của chúng tôi"
    assert "targets" in defined.scenes


def test_an_edit_is_seen_and_a_spoilt_file_leaves_what_it_said(office: Path) -> None:
    path = office / "scenes" / "welcome.toml"
    write(path, SCENE.format(name="một"))
    definitions = Definitions(office)
    first = definitions.read()
    write(path, SCENE.format(name="hai"))
    second = definitions.read()
    write(path, SCENE.format(name="ba")[:30])
    third = definitions.read()
    assert [one.scenes["welcome"].title_vi for one in (first, second, third)] == ["một", "hai", "hai"]
    assert len({first.stamp, second.stamp, third.stamp}) == 3
    assert [one.code for one in third.problems] == ["not_toml"]
    path.unlink()
    assert "welcome" not in definitions.read().scenes


def test_what_no_file_describes_is_said(office: Path) -> None:
    write(office / "playlists" / "day.toml", 'title_vi = "a"\ntitle_en = "a"\nscenes = ["nation", "nowhere"]\n')
    write(office / "scenes" / "Tên xấu.toml", SCENE.format(name="x"))
    defined = read(office)
    said = sorted(str(one) for one in defined.problems)
    assert said[0] == "Tên xấu.toml: a name has 1 to 40 of the letters a-z, digits and hyphens; rename the file"
    assert said[1].startswith("day.toml: there is no scene 'nowhere'; there are: ")
    assert defined.playlists["day"].scenes == ("nation", "nowhere")


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    defined = read(tmp_path / "none")
    assert [one.code for one in defined.problems] == ["folder_missing"]
    assert "nation" in defined.scenes


def test_bytes_that_are_no_text_are_said(office: Path) -> None:
    (office / "scenes" / "odd.toml").write_bytes(b"\xff\xfe\x00")
    assert [one.code for one in read(office).problems] == ["not_readable"]


def test_a_link_names_what_there_is() -> None:
    defined = Definitions().read()
    assert allowed(defined, " nation, MAP ") == "map,nation"
    assert allowed(defined, "nation,all") == "all"
    for wrong, said in (
        ("nowhere", "'nowhere'; there are: alerts, all, changes"),
        (" , ", "No scene or playlist is named"),
    ):
        with pytest.raises(WallError, match=said):
            allowed(defined, wrong)


def test_a_link_shows_the_scenes_and_playlists_that_it_names() -> None:
    defined = Definitions().read()
    assert may_show(defined, {"all"}, "map")
    assert may_show(defined, {"main"}, "map")
    assert may_show(defined, {"map"}, "map")
    assert not may_show(defined, {"map"}, "nation")
