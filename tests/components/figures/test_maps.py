"""Maps of tiles and of true shapes, and maps through time."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.figures.map_frames import film_data, film_of
from components.figures.map_parts import class_limits, class_of, known_of, scale_of, tile_decimals, tile_number
from components.figures.shape_map import EAST, FRAMES, NORTH, SOUTH, WEST, shape_map
from components.figures.shape_map import places_of as places_of_shapes
from components.figures.tile_map import label_head, places_of, tile_map, tile_map_height
from components.language import use_language
from components.theme import tokens

EMPTY = {"data": [], "layout": {}}


@pytest.fixture
def tiles():
    rows = [
        ("01", "Hà Nội", 3, 0, "unit", "01", "Hà Nội", "Ha Noi"),
        ("48", "Đà Nẵng", 5, 1, "unit", "48", "Đà Nẵng", "Da Nang"),
        ("79", "TP. Hồ Chí Minh", 4, 2, "unit", "79", "TP. Hồ Chí Minh", "Ho Chi Minh City"),
        ("96", "Cà Mau", 2, 3, "unit", "96", "Cà Mau", "Ca Mau"),
        ("HS", "Hoàng Sa", 8, 1, "archipelago", "48", "Đà Nẵng", "Da Nang"),
        ("TS", "Trường Sa", 8, 2, "archipelago", "56", "Khánh Hòa", "Khanh Hoa"),
    ]
    places = ["column_no", "row_no", "kind", "unit_code", "unit_vi", "unit_en"]
    return pd.DataFrame(rows, columns=["tile_id", "name_vi", *places])


@pytest.fixture
def shapes():
    def box(west, south, room):
        ring = [[west, south], [west, south + 1], [west + 1, south + 1], [west + 1, south], [west, south]]
        return ([ring], [ring], west + 0.5, south + 0.5, room)

    rows = [
        ("01", *box(105, 20, 0.5), "01", "Hà Nội", "Ha Noi"),
        ("48", *box(107, 15, 0.2), "48", "Đà Nẵng", "Da Nang"),
        ("79", *box(106, 10, 0.1), "79", "TP. Hồ Chí Minh", "Ho Chi Minh City"),
        ("96", *box(104.5, 8.5, 0.5), "96", "Cà Mau", "Ca Mau"),
    ]
    labels = ["label_longitude", "label_latitude", "label_room"]
    columns = ["shape_id", "geometry", "outline", *labels, "unit_code", "unit_vi", "unit_en"]
    return pd.DataFrame(rows, columns=columns)


def trace(figure, name):
    """The trace that the browser finds by this name in its `meta`."""
    return next(one for one in figure["data"] if one.get("meta", {}).get(name))


def marks_of(figure):
    marker = trace(figure, "tcMarks")["marker"]
    return [symbol for symbol, size in zip(marker["symbol"], marker["size"], strict=True) if size]


# --- tiles ------------------------------------------------------------------------------------------------------------


def test_tiles_show_name_and_figure_and_blank_ones_say_so(tiles, ranking, growth):
    labels = trace(tile_map(tiles, ranking, growth), "tcTiles")
    assert labels["text"][0] == "Hà<br>Nội<br><b>12,5</b>"
    assert labels["text"][2] == "TP<br>HCM<br><b>7,0</b>"
    assert labels["text"][3] == "Cà<br>Mau<br>…"
    with use_language("en"):
        assert "Ca<br>Mau<br>…" in trace(tile_map(tiles, ranking, growth), "tcTiles")["text"]


def test_both_archipelagos_are_drawn_by_name_in_the_colour_of_their_province(tiles, ranking, growth):
    figure = tile_map(tiles, ranking, growth)
    assert trace(figure, "tcTiles")["text"][4:] == ["Hoàng<br>Sa", "Trường<br>Sa"]
    hovers = trace(figure, "tcTargets")["text"]
    assert hovers[4] == "Quần đảo Hoàng Sa<br>thuộc Đà Nẵng"
    assert "Quần đảo Trường Sa" in hovers[5]
    drawn = figure["layout"]["shapes"]
    assert drawn[4]["line"]["dash"]
    assert drawn[4]["fillcolor"] == drawn[1]["fillcolor"]
    assert drawn[5]["fillcolor"] == tokens().nodata
    with use_language("en"):
        assert "Hoàng<br>Sa" in trace(tile_map(tiles, ranking, growth), "tcTiles")["text"]


def test_a_click_on_a_tile_finds_its_unit(tiles, ranking, growth):
    targets = trace(tile_map(tiles, ranking, growth), "tcTargets")
    assert targets["customdata"] == ["01", "48", "79", "96", "48", "56"]
    assert "hạng 2 · mô phỏng" in targets["text"][1]


def test_the_marked_tile_has_a_ring_and_its_archipelago_none(tiles, ranking, growth):
    shapes = tile_map(tiles, ranking, growth, highlight="48")["layout"]["shapes"]
    assert shapes[1]["line"]["color"] == tokens().gold
    assert shapes[4]["line"]["color"] == tokens().muted


def test_a_map_without_figures_draws_nothing(tiles, shapes, ranking, growth):
    assert tile_map(tiles, ranking.head(0), growth) == EMPTY
    assert shape_map(shapes, tiles, ranking.head(0), growth) == EMPTY
    assert shape_map(shapes.head(0), tiles, ranking, growth) == EMPTY
    assert tile_map_height(tiles) > 0


def test_a_small_map_has_colours_and_the_names_of_the_archipelagos_alone(tiles, shapes, ranking, growth):
    small = tile_map(tiles, ranking, growth, small=True)
    assert len(small["data"]) == 1
    names = ["Hoàng<br>Sa", "Trường<br>Sa"]
    assert [note["text"] for note in small["layout"]["annotations"]] == names
    true = shape_map(shapes, tiles, ranking, growth, small=True)
    assert len(true["data"]) == 6
    assert [note["text"] for note in true["layout"]["annotations"]] == names


# --- marks ------------------------------------------------------------------------------------------------------------


def test_recast_unfinished_and_simulated_places_are_marked_and_explained(tiles, shapes, ranking, growth):
    lacking = {"entity": "96", "value": float("nan"), "status": "M", "parts": 1, "expected": 2}
    frame = pd.concat([ranking.assign(parts=[2, 0, 0], expected=[2, 0, 0]), pd.DataFrame([lacking])])
    signed = trace(shape_map(shapes, tiles, frame, growth), "tcTiles")["text"]
    assert [text[-1] for text in signed[:4] if text] == ["◆", "°", "△"]
    figure = tile_map(tiles, frame, growth)
    assert marks_of(figure) == ["diamond", "circle-open", "triangle-up-open"]
    hovers = trace(figure, "tcTargets")["text"]
    assert hovers[0].endswith("tính lại từ 2 đơn vị cũ")
    assert hovers[3] == "Cà Mau<br>chưa đủ: mới có 1 trong 2 đơn vị cũ"
    words = figure["data"][-1]["text"]
    assert [word.strip() for word in words] == ["tính lại từ đơn vị cũ", "chưa đủ đơn vị cũ", "số mô phỏng"]


def test_a_figure_that_one_former_unit_reported_is_not_marked_as_recast(tiles, ranking, growth):
    kept = ranking.assign(status="A", parts=[1, 1, 0], expected=[1, 1, 0], rule=["same", "sum", None])
    assert marks_of(tile_map(tiles, kept, growth)) == ["diamond"]  # a share of a split unit is


def test_where_every_figure_is_simulated_no_place_is_marked_for_it(tiles, ranking, growth):
    assert marks_of(tile_map(tiles, ranking.assign(status="S"), growth)) == []


# --- true shapes ------------------------------------------------------------------------------------------------------


def test_shapes_are_filled_as_tiles_are_and_say_the_same(tiles, shapes, ranking, growth):
    true, tiled = shape_map(shapes, tiles, ranking, growth), tile_map(tiles, ranking, growth)
    assert [one["fillcolor"] for one in true["data"][:4]] == [one["fillcolor"] for one in tiled["layout"]["shapes"][:4]]
    assert [one["text"] for one in true["data"][:4]] == trace(tiled, "tcTargets")["text"][:4]
    assert [one["customdata"] for one in true["data"][:4]] == [["01"], ["48"], ["79"], ["96"]]


def test_both_archipelagos_are_on_every_map_of_shapes_by_name_with_whose_they_are(tiles, shapes, ranking, growth):
    figure = shape_map(shapes, tiles, ranking, growth)
    said = [note["text"] for note in figure["layout"]["annotations"]]
    assert "Quần đảo<br>Hoàng Sa<br>(Đà Nẵng)" in said
    assert "Quần đảo<br>Trường Sa<br>(Khánh Hòa)" in said
    assert "<i>Biển Đông</i>" in said
    dots = figure["data"][4]
    west, south, east, north = FRAMES["HS"]
    assert all(west < x < east for x in dots["x"])
    assert all(south < y < north for y in dots["y"])
    assert dots["marker"]["color"] == figure["data"][1]["fillcolor"]
    small = shape_map(shapes, tiles, ranking, growth, small=True)
    assert [one["customdata"][0] for one in small["data"][4:]] == ["48", "56"]


def test_islands_of_the_file_are_dots_inside_the_frame(tiles, shapes, ranking, growth):
    far = [[[112.0 + step, 16.0], [112.01 + step, 16.2], [112.0 + step, 16.1]] for step in (0, 0.5, 0.9)]
    row = dict(zip(shapes.columns, ("HS", far, far, 112.4, 16.1, 0.0, "48", "Đà Nẵng", "Da Nang"), strict=True))
    dots = shape_map(pd.concat([shapes, pd.DataFrame([row])], ignore_index=True), tiles, ranking, growth)["data"][4]
    west, _south, east, _north = FRAMES["HS"]
    assert len(dots["x"]) == 3
    assert all(west < x < east for x in dots["x"])


def test_labels_stand_only_where_there_is_room(tiles, shapes, ranking, growth):
    text = trace(shape_map(shapes, tiles, ranking, growth), "tcTiles")["text"]
    assert text == ["Hà<br>Nội<br><b>12,5</b>", "<b>9,2</b>°", "", "Cà<br>Mau<br>…", "", ""]


def test_the_frames_lie_on_the_map():
    for west, south, east, north in FRAMES.values():
        assert WEST < west < east < EAST
        assert SOUTH < south < north < NORTH


# --- through time -----------------------------------------------------------------------------------------------------


@pytest.fixture
def panel():
    rows = [
        (code, text, pd.Timestamp(f"{text}-12-31"), value, "A")
        for text, values in {"2023": (1, 2, 3), "2024": (4, 5, 6), "2025": (7, 9, None)}.items()
        for code, value in zip(("01", "48", "79"), values, strict=True)
    ]
    return pd.DataFrame(rows, columns=["entity", "period", "period_end", "value", "status"])


def test_a_film_has_one_scale_for_all_periods(tiles, panel, growth):
    film = film_of(panel, growth)
    assert film.periods == ("2023", "2024", "2025")
    assert (film.scale.least, film.scale.most) == (1, 9)
    places = places_of(tiles)
    data = film_data(film, growth, places, {place.id: label_head(place) for place in places})
    classes = [row[:3] for row in data["fills"]]
    assert classes[0] < classes[1]
    assert classes[2][2] == len(data["colours"]) - 1
    assert data["figures"][2][:3] == ["7,0", "9,0", "…"]
    assert data["told"][2][1] == "<b>9,00%</b> · hạng 1"
    assert data["words"] == ["năm 2023", "năm 2024", "năm 2025"]
    assert data["fills"][0][4] == data["fills"][0][1]  # the archipelago goes with its province


def test_every_list_of_a_film_has_a_column_for_each_place(tiles, shapes, panel, growth):
    film = film_of(panel, growth)
    places = places_of_shapes(shapes, tiles)
    data = film_data(film, growth, places, {})
    for name in ("fills", "figures", "told", "marks"):
        assert [len(row) for row in data[name]] == [len(places)] * 3
    assert len(data["heads"]) == len(data["names"]) == len(places)


def test_one_period_is_no_film_and_too_many_are_cut_to_the_last(panel, growth):
    assert film_of(panel[panel["period"] == "2023"], growth) is None
    assert film_of(panel, growth, most=2).periods == ("2024", "2025")


# --- classes of colour ------------------------------------------------------------------------------------------------


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=70))
def test_classes_follow_the_order_of_values_and_never_split_ties(values):
    limits = class_limits(values)
    classes = [class_of(value, limits) for value in sorted(values)]
    assert classes == sorted(classes)
    assert classes[0] >= 0
    assert classes[-1] <= len(limits) <= 4


@pytest.mark.parametrize(
    ("value", "text"), [(12.53, "12,5"), (1234.5, "1.234"), (45678, "46n"), (2_345_678, "2,3tr"), (-0.04, "0,0")]
)
def test_a_tile_has_room_for_a_short_figure(value, text):
    assert tile_number(value, 1) == text


def test_a_map_of_small_figures_shows_more_decimals(exports):
    assert tile_decimals([13.1, 0.4, 0.03], exports) == 2
    assert tile_decimals([13.1, 9.7, 0.03], exports) == 1


def test_the_colours_of_a_scale_run_from_pale_to_deep(ranking, growth):
    scale = scale_of([1.0, 2.0, 3.0, 4.0, 5.0])
    look = tokens()
    assert scale.colours(look) == list(look.sequence)
    assert scale.colour_of(5.0, look) == look.seq5
    assert known_of(ranking, growth).mixed
