"""Files of scenes and playlists: what is right is read, and everything that is wrong is said at once."""

from datetime import time
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.wall.folder import OURS
from data.wall.kinds import KINDS
from data.wall.reading import Faulty, night_of, read_playlist, read_scene
from data.wall.records import TALL_GRID, Problem

TITLES = 'title_vi = "Cảnh"\ntitle_en = "Scene"\n'
PART = '[[part]]\nkind = "figure"\nindicator = "GRO01"\nat = [1, 1]\nsize = [6, 3]\n'
LIST = TITLES + 'scenes = ["nation"]\n'


def faults(text: str) -> list[str]:
    """What is said of a scene that can be shown in part, or not at all."""
    try:
        return [str(one) for one in read_scene("x", text, "x.toml").problems]
    except Faulty as faulty:
        return [str(one) for one in faulty.problems]


def test_a_scene_has_its_parts_with_every_option_of_their_kind() -> None:
    scene = read_scene("x", TITLES + PART + '[[part]]\nkind = "series"\nindicator = "PRI01"\nat=[7,1]\nsize=[6,3]', "x")
    assert (scene.title("vi"), scene.title("en"), scene.problems) == ("Cảnh", "Scene", ())
    assert [part.kind for part in scene.parts] == ["figure", "series"]
    assert dict(scene.parts[1].options) == {"indicator": "PRI01", "form": "bars", "periods": 16, "forecast": True}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title_vi = 'x", "x.toml: the file is not TOML"),
        (TITLES, "x.toml: the scene has no part"),
        (TITLES + "part = 3", "x.toml: the scene has no part"),
        (PART, "x.toml: 'title_vi' is missing"),
        (TITLES + "colour = 'red'\n" + PART, "'colour' is not known here; known: columns, part, rows"),
        (
            TITLES + PART.replace("figure", "gauge"),
            "x.toml, part 1: 'gauge' is no kind of part; expected one of: figure",
        ),
        (TITLES + PART.replace("GRO01", "gdp"), "part 1: indicator = gdp cannot be used; expected: GRO01, IND01"),
        (TITLES + PART.replace('indicator = "GRO01"\n', ""), "part 1: 'indicator' is missing"),
        (TITLES + PART.replace("[6, 3]", "[99, 3]"), "part 1: the part is not within the grid of 24 columns and 12"),
        (TITLES + PART.replace("[6, 3]", "[0, 3]"), "part 1: the part is not within the grid"),
        (TITLES + PART.replace("[1, 1]", '["a", 1]'), "at, size, tall = ['a', 1, 6, 3] cannot be used"),
        (TITLES + PART.replace("at = [1, 1]\n", ""), "part 1: 'at' is missing; expected: at = [1, 1]"),
        (TITLES + PART + PART, "x.toml, part 2: the part lies over part 1"),
        (TITLES + PART + "tall = [1, 1, 13, 1]", "part 1: the part is not within the grid of 12 columns and 24 rows"),
        (
            TITLES + PART + "[[part]]\nkind = 'map'\nindicator='GRO02'\nat=[7,1]\nsize=[6,6]\nperiods = true",
            "periods = True",
        ),
    ],
)
def test_what_is_wrong_with_a_scene_is_said_with_its_place(text: str, said: str) -> None:
    assert any(said in one for one in faults(text)), faults(text)


def test_a_scene_is_shown_without_the_parts_that_cannot_be() -> None:
    scene = read_scene("x", TITLES + PART.replace("figure", "gauge") + PART, "x.toml")
    assert [part.kind for part in scene.parts] == ["figure"]
    assert [one.code for one in scene.problems] == ["kind_unknown"]


def test_every_fault_of_a_file_is_said_at_once() -> None:
    with pytest.raises(Faulty, match="gauge") as faulty:
        read_scene("x", "colour = 1\n" + PART.replace("figure", "gauge"), "x.toml")
    assert [one.code for one in faulty.value.problems] == ["key_unknown", "key_missing", "key_missing", "kind_unknown"]


def test_a_playlist_has_the_usual_value_for_what_cannot_be_used() -> None:
    found = read_playlist("p", LIST + 'interval = 0\ndim = 3\nnight = "25:00-06:00"\n[seconds]\nnation = -1', "p.toml")
    assert (found.interval, found.dim, found.night, dict(found.seconds)) == (30, 0.5, None, {})
    said = [str(one) for one in found.problems]
    assert "p.toml: interval = 0 cannot be used; expected: 3–3600" in said
    assert len(said) == 4


@pytest.mark.parametrize("scenes", ["", "scenes = []", "scenes = 'nation'", "scenes = [1]"])
def test_a_playlist_without_scenes_cannot_be_used(scenes: str) -> None:
    with pytest.raises(Faulty):
        read_playlist("p", TITLES + scenes, "p.toml")


@pytest.mark.parametrize(
    ("text", "night"),
    [
        ("22:00-06:00", (time(22), time(6))),
        ("12:30-13:00", (time(12, 30), time(13))),
        ("22-6", None),
        ("24:00-06:00", None),
    ],
)
def test_a_night_is_a_span_of_the_clock(text: str, night: tuple[time, time] | None) -> None:
    assert night_of(text) == night


spots = st.tuples(st.integers(1, 20), st.integers(1, 10), st.integers(1, 24), st.integers(1, 12))


@given(st.lists(spots, min_size=1, max_size=9))
def test_a_scene_without_words_on_it_stands_upright_too(found: list[tuple[int, int, int, int]]) -> None:
    """Whatever the parts, on a tall screen each has a place, within the grid and over no other."""
    parts = "".join(
        f'[[part]]\nkind = "figure"\nindicator = "GRO01"\nat = [{column}, {row}]\nsize = [{wide}, {high}]\n'
        for column, row, wide, high in found
    )
    try:
        scene = read_scene("x", TITLES + parts, "x.toml")
    except Faulty:
        return  # no part lay within the grid
    spots = [part.tall for part in scene.parts if part.tall]
    assert len(spots) == len(scene.parts)
    assert all(one.fits(TALL_GRID) for one in spots)
    assert not any(one.overlaps(other) for one, other in combinations(spots, 2))


@given(st.text(max_size=200))
def test_any_text_is_a_scene_or_is_refused_in_sentences(text: str) -> None:
    assert all(faults(text)) or faults(text) == []


@pytest.mark.parametrize("path", sorted(OURS.glob("*/*.toml")), ids=lambda path: path.stem)
def test_our_own_files_are_without_fault(path: object) -> None:
    read = read_scene if path.parent.name == "scenes" else read_playlist
    assert read(path.stem, path.read_text(encoding="utf-8"), path.name).problems == ()


def test_every_option_that_is_not_needed_has_a_default_it_would_take() -> None:
    faulty = [
        f"{kind}.{name}"
        for kind, options in KINDS.items()
        for name, option in options.items()
        if not option.needed and not option.takes(option.default)
    ]
    assert faulty == []


def test_a_problem_is_a_sentence_with_its_place() -> None:
    assert str(Problem("x.toml", "off_grid", {"columns": 24, "rows": 12})) == (
        "x.toml: the part is not within the grid of 24 columns and 12 rows"
    )
