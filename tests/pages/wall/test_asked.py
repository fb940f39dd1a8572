"""What an address asks of a wall, and what is said of the part of it that cannot be done."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from access.clock import utc_now
from access.roles import DESK, Grant, Role, Viewer
from components.language import use_language
from data.wall.folder import Defined, Definitions
from data.wall.records import SENTENCES, Problem
from pages.wall.asked import asked, language_of, screen_of
from pages.wall.words import in_words


@pytest.fixture(scope="module")
def defined() -> Defined:
    return Definitions().read()


def screen(*scenes: str, days: int = 300) -> Viewer:
    ends = utc_now() + timedelta(days=days, hours=1)
    return Viewer("sảnh", "screen", frozenset({Grant(Role.VIEWER)}), None, False, frozenset(scenes), ends)


def test_an_address_without_wishes_shows_the_main_playlist(defined: Defined) -> None:
    what = asked({}, defined, DESK)
    assert (what.playlist.name, what.problems) == ("main", ())
    assert [what.seconds(one) for one in what.scenes if one.name in ("nation", "map")] == [30, 45]


def test_an_interval_counts_for_every_scene(defined: Defined) -> None:
    what = asked({"interval": "10"}, defined, DESK)
    assert {what.seconds(one) for one in what.scenes} == {10}


@pytest.mark.parametrize("text", ["0", "-1", "2", "3601", "ten", "²", "1e3", "9" * 40])
def test_an_interval_that_cannot_be_is_said_and_the_playlists_own_is_used(defined: Defined, text: str) -> None:
    what = asked({"interval": text}, defined, DESK)
    assert what.playlist.interval == 30
    (problem,) = what.problems
    with use_language("vi"):
        said = in_words(problem)
    assert said == f"địa chỉ: interval = {text} không dùng được; cần 3–3600 giây; đang dùng 30 giây"


def test_an_unknown_playlist_is_said_and_the_main_one_is_shown(defined: Defined) -> None:
    what = asked({"playlist": "nowhere"}, defined, DESK)
    assert what.playlist.name == "main"
    assert [one.code for one in what.problems] == ["playlist_unknown"]


def test_a_playlist_without_a_scene_that_is_there_gives_way_to_the_main_one(tmp_path: Path) -> None:
    (tmp_path / "playlists").mkdir()
    text = 'title_vi = "a"\ntitle_en = "a"\nscenes = ["gone"]\n'
    (tmp_path / "playlists" / "day.toml").write_text(text, encoding="utf-8")
    what = asked({"playlist": "day"}, Definitions(tmp_path).read(), DESK)
    assert what.playlist.name == "main"
    assert [one.code for one in what.problems] == ["scene_unknown", "playlist_empty"]


def test_a_screen_shows_what_its_link_names(defined: Defined) -> None:
    what = asked({}, defined, screen("map", "nation"))
    assert [one.name for one in what.scenes] == ["nation", "map"]
    assert {one.code for one in what.problems} == {"not_allowed"}
    assert asked({}, defined, screen("main")).problems == ()
    assert asked({}, defined, screen("all")).problems == ()


def test_a_link_that_names_nothing_that_is_there_shows_nothing(defined: Defined) -> None:
    what = asked({}, defined, screen("gone"))
    assert what.scenes == ()
    assert [one.code for one in what.problems] == ["playlist_empty", "playlist_empty"]


def test_the_end_of_a_link_is_said_in_time(defined: Defined) -> None:
    assert [one.code for one in asked({}, defined, screen("all", days=5)).problems] == ["link_ends"]


@pytest.mark.parametrize(
    ("given", "name"), [("2", "2"), ("Phòng họp 2", "Phòng họp 2"), ("a" * 41, ""), ("a/b", ""), ("", "")]
)
def test_a_screen_has_the_name_of_its_address(given: str, name: str) -> None:
    assert screen_of({"screen": given}, DESK) == name


def test_a_screen_without_a_name_has_that_of_its_link(defined: Defined) -> None:
    assert screen_of({}, screen("all")) == "sảnh"
    assert [one.code for one in asked({"screen": "a/b"}, defined, DESK).problems] == ["screen_wrong"]


def test_an_address_names_the_language(wsgi: Flask) -> None:
    with wsgi.test_request_context("/", headers={"Cookie": "tc_language=vi"}):
        assert [language_of({"language": one}) for one in ("en", "fr", "")] == ["en", "vi", "vi"]


@pytest.mark.parametrize("code", SENTENCES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_problem_has_words_for_people(code: str, language: str) -> None:
    names = ("key", "value", "expected", "detail", "kind", "columns", "rows", "other", "scene", "playlist", "used")
    values = dict.fromkeys((*names, "least", "most", "day", "part", "reason"), "…")
    with use_language(language):
        assert "{" not in in_words(Problem("x.toml", code, values))


def test_maps_that_play_show_the_indicators_of_the_address_one_scene_each(defined: Defined) -> None:
    what = asked({"indicator": "inv05, LAB01,inv05"}, defined, DESK)
    maps = [one for one in what.scenes if one.name.startswith("map")]
    assert [one.name for one in maps] == ["map:INV05", "map:LAB01"]
    assert {what.seconds(one) for one in maps} == {45}  # as the playlist says of the map
    assert "nation" in [one.name for one in what.scenes]  # whose map stands still
    assert what.problems == ()


def test_a_link_to_the_map_shows_it_through_any_indicator_and_nothing_else(defined: Defined) -> None:
    what = asked({"indicator": "INV05"}, defined, screen("map"))
    assert [one.name for one in what.scenes] == ["map:INV05"]


def test_indicators_that_no_map_of_the_playlist_plays_are_said_to_change_nothing(tmp_path: Path) -> None:
    (tmp_path / "playlists").mkdir()
    text = 'title_vi = "a"\ntitle_en = "a"\nscenes = ["nation", "targets:GRO01", "map:gro"]\n'
    (tmp_path / "playlists" / "still.toml").write_text(text, encoding="utf-8")
    what = asked({"playlist": "still", "indicator": "INV05"}, Definitions(tmp_path).read(), DESK)
    assert [one.name for one in what.scenes] == ["nation"]
    assert [one.code for one in what.problems] == ["not_through", "not_through", "nothing_plays"]
