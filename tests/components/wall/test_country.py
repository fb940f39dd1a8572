"""The map of a wall: every province says what it has, and every colour can be read."""

import json
import re
from html import unescape

import pandas as pd
import pytest

from components.theme import DARK, contrast
from components.wall.box import Box
from components.wall.country import Country, country_map
from data.records import Indicator

BOX = Box(900, 600)
TILES = (
    ("01", "Hà Nội", 0, 0, "unit", "01"),
    ("48", "Đà Nẵng", 0, 1, "unit", "48"),
    ("79", "TP. Hồ Chí Minh", 0, 2, "unit", "79"),
    ("HS", "Hoàng Sa", 3, 1, "archipelago", "48"),
)


@pytest.fixture
def tiles() -> pd.DataFrame:
    names = ("tile_id", "name_vi", "column_no", "row_no", "kind", "unit_code")
    frame = pd.DataFrame(TILES, columns=names)
    return frame.assign(unit_vi=frame["name_vi"], unit_en=frame["name_vi"])


def ranking(*values: float) -> pd.DataFrame:
    rows = zip(("01", "48", "79"), values, strict=False)
    return pd.DataFrame(
        [{"entity": one, "name_vi": one, "name_en": one, "value": value, "status": "A"} for one, value in rows]
    )


def test_a_province_without_a_figure_says_so_and_the_isles_have_their_provinces_colour(
    tiles: pd.DataFrame, growth: Indicator
) -> None:
    html = str(country_map(Country(tiles, {"2026-Q3": ranking(6.0, 9.0)}, growth), BOX, listed=False))
    found = re.findall(r'class="w-land (w-q[\w-]+)[^"]*" data-key="(\w+)"', html)
    shades = {place: shade for shade, place in found}
    assert (shades["79"], shades["HS"]) == ("w-q-none", shades["48"])
    assert "chưa có" in html
    assert "Hoàng Sa" in html
    assert "data-film" not in html


def test_a_map_of_several_periods_carries_what_changes(tiles: pd.DataFrame, growth: Indicator) -> None:
    frames = {"2026-Q2": ranking(6.0, 9.0, 3.0), "2026-Q3": ranking(7.0, 8.0, 4.0)}
    html = str(country_map(Country(tiles, frames, growth), BOX, listed=True))
    film = json.loads(unescape(re.search(r'data-film="([^"]+)"', html)[1]))
    assert film["periods"] == ["quý II/2026", "quý III/2026"]
    assert [figure for _shade, figure in film["tiles"]["01"]] == ["6,0", "7,0"]
    assert film["lists"][1] == [[["01", "7,00"]], [["79", "4,00"]]]


def test_the_isles_stand_at_sea_beside_the_coast_and_not_west_of_their_province(
    tiles: pd.DataFrame, growth: Indicator
) -> None:
    tall = Box(900, 1200)
    html = str(country_map(Country(tiles, {"2026-Q3": ranking(6.0, 9.0, 3.0)}, growth), tall, listed=False))
    left = {key: float(x) for key, x in re.findall(r'data-key="(\w+)"><rect x="([\d.]+)"', html)}
    assert left["HS"] > left["48"] + 900 / 3
    assert max(left.values()) == left["HS"]


def test_a_tile_without_room_for_a_name_shows_its_figure_alone(tiles: pd.DataFrame, growth: Indicator) -> None:
    html = str(country_map(Country(tiles, {"2026-Q3": ranking(6.0, 9.0, 3.0)}, growth), Box(130, 600), listed=False))
    assert "Đà Nẵng" not in html
    assert "9,0" in html


def test_nothing_is_drawn_of_nothing(tiles: pd.DataFrame, growth: Indicator) -> None:
    assert country_map(Country(tiles, {"2026-Q3": ranking()}, growth), BOX, listed=False) == ""


def test_figures_can_be_read_on_every_shade() -> None:
    """What assets/wall/parts.css writes on each shade of the dark theme."""
    inks = {shade: "#10202f" if shade >= 3 else "#ffffff" for shade in range(5)}
    assert min(contrast(ink, DARK.sequence[shade]) for shade, ink in inks.items()) >= 4.5
