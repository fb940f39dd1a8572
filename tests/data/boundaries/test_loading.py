"""Loading an office's own boundaries: what is taken, what is refused with which words, and what stays."""

import random
from copy import deepcopy
from pathlib import Path
from typing import Any

import orjson
import pytest
import shapely
from sqlalchemy import Engine, select, text

from data.backup import backup
from data.boundaries.loading import load_boundaries, remove_boundaries
from data.build import build_warehouse
from data.engine import open_engine
from data.errors import BoundariesRefused
from data.restore import restore
from data.schema_boundaries import boundary_file, boundary_shape
from tests.data.boundaries import coverage

Collection = dict[str, Any]


@pytest.fixture(scope="module")
def maps(small_warehouse: Engine) -> dict[str, Collection]:
    return {v: coverage.collection(coverage.provinces(small_warehouse, v), v) for v in ("2025", "2024")}


@pytest.fixture
def file(maps: dict[str, Collection], tmp_path: Path) -> Path:
    return coverage.write(maps["2025"], tmp_path / "bounds.geojson")


def changed(collection: Collection, number: int, **changes: Any) -> Collection:
    """The collection with feature `number` (from 1) changed: its geometry, or properties by name."""
    copy = deepcopy(collection)
    one = copy["features"][number - 1]
    for name, value in changes.items():
        (one if name == "geometry" else one["properties"])[name] = value
    return copy


def refusal(engine: Engine, collection: Collection, path: Path, vintage: str = "2025", **options: Any) -> str:
    """What is said of a file that is refused."""
    with pytest.raises(BoundariesRefused, match="refused for") as caught:
        load_boundaries(engine, coverage.write(collection, path / "bad.geojson"), vintage, **options)
    return "\n".join(caught.value.problems)


def shapes(engine: Engine, vintage: str = "2025") -> dict[str, Any]:
    query = select(boundary_shape.c.shape_id, boundary_shape.c.geometry).where(boundary_shape.c.vintage == vintage)
    with engine.connect() as connection:
        return {row.shape_id: shapely.from_geojson(row.geometry) for row in connection.execute(query)}


# --- what is taken ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("vintage", ["2025", "2024"])
def test_every_province_has_its_shape_in_few_points_with_shared_borders(
    own_warehouse: Engine, maps: dict[str, Collection], tmp_path: Path, vintage: str
) -> None:
    file = coverage.write(maps[vintage], tmp_path / "map.geojson")
    made = load_boundaries(own_warehouse, file, vintage, points=2_000)
    kept = shapes(own_warehouse, vintage)
    assert made.units == len(kept) == len(maps[vintage]["features"])
    assert made.points_read > 4_000
    assert 1_000 < made.points_kept <= 2_000
    found = list(kept.values())
    assert all(shapely.is_valid(found))
    assert shapely.coverage_is_valid(found)


def test_rings_are_wound_the_way_charts_draw_them(own_warehouse: Engine, file: Path) -> None:
    load_boundaries(own_warehouse, file, "2025")
    rings = [part.exterior for shape in shapes(own_warehouse).values() for part in shape.geoms]
    assert not any(ring.is_ccw for ring in rings)


def test_islands_stay_with_their_province(own_warehouse: Engine, file: Path) -> None:
    load_boundaries(own_warehouse, file, "2025", points=1_000)
    kept = shapes(own_warehouse)
    assert kept["91"].contains(shapely.Point(coverage.ISLANDS["2025"]["91"]))
    assert kept["79"].contains(shapely.Point(coverage.ISLANDS["2025"]["79"]))


def test_the_property_is_guessed_and_shown(own_warehouse: Engine, file: Path) -> None:
    made = load_boundaries(own_warehouse, file, "2025")
    assert made.property_name == "ten_tinh"
    assert "'ten_tinh' (units named by each property: ma_tinh 34, ten_tinh 34)" in next(made.sentences())


def test_the_order_of_features_does_not_matter(
    own_warehouse: Engine, maps: dict[str, Collection], file: Path, tmp_path: Path
) -> None:
    load_boundaries(own_warehouse, file, "2025")
    before = shapes(own_warehouse)
    shuffled = deepcopy(maps["2025"])
    random.Random(7).shuffle(shuffled["features"])
    load_boundaries(own_warehouse, coverage.write(shuffled, tmp_path / "shuffled.geojson"), "2025")
    after = shapes(own_warehouse)
    assert {code: shape.area for code, shape in after.items()} == pytest.approx(
        {code: shape.area for code, shape in before.items()}, rel=1e-3
    )


def test_archipelagos_in_the_file_are_set_apart_and_belong_to_their_province(
    own_warehouse: Engine, maps: dict[str, Collection], tmp_path: Path
) -> None:
    collected = deepcopy(maps["2025"])
    far = shapely.box(111.5, 16.4, 111.7, 16.6)
    collected["features"].append(coverage.feature(far, ma_tinh="48", ten_tinh="Đặc khu Hoàng Sa"))
    hue = next(one for one in collected["features"] if one["properties"]["ma_tinh"] == "56")
    parts = shapely.get_parts(shapely.from_geojson(orjson.dumps(hue["geometry"])))
    hue["geometry"] = orjson.loads(shapely.to_geojson(shapely.MultiPolygon([*parts, shapely.box(114, 8, 114.2, 8.2)])))
    made = load_boundaries(own_warehouse, coverage.write(collected, tmp_path / "map.geojson"), "2025")
    assert made.archipelagos == ("HS", "TS")
    with own_warehouse.connect() as connection:
        owners = connection.execute(select(boundary_shape.c.shape_id, boundary_shape.c.unit_code)).all()
    assert {"HS": "48", "TS": "56"}.items() <= dict(map(tuple, owners)).items()
    assert max(shape.bounds[2] for code, shape in shapes(own_warehouse).items() if code.isdigit()) < 110


def test_loading_and_removing_raise_the_data_version_once_each(own_warehouse: Engine, file: Path) -> None:
    with own_warehouse.connect() as connection:
        before = connection.execute(text("SELECT data_version FROM warehouse_state")).scalar_one()
    assert load_boundaries(own_warehouse, file, "2025").data_version == before + 1
    assert remove_boundaries(own_warehouse, "2025")
    assert not remove_boundaries(own_warehouse, "2025")
    assert shapes(own_warehouse) == {}
    with own_warehouse.connect() as connection:
        assert connection.execute(text("SELECT data_version FROM warehouse_state")).scalar_one() == before + 2


def test_boundaries_are_in_the_backup_and_come_back(own_warehouse: Engine, file: Path, tmp_path: Path) -> None:
    load_boundaries(own_warehouse, file, "2025")
    backup(own_warehouse, tmp_path / "all.zip")
    other = open_engine(f"sqlite:///{tmp_path / 'restored.db'}", create=True)
    restore(other, tmp_path / "all.zip")
    assert shapes(other) == shapes(own_warehouse)
    other.dispose()


def test_boundaries_outlive_a_rebuild(own_warehouse: Engine, file: Path) -> None:
    load_boundaries(own_warehouse, file, "2025")
    build_warehouse(own_warehouse, simulated=False, replace=True)
    assert len(shapes(own_warehouse)) == 34


@pytest.mark.postgres
def test_postgres_keeps_boundaries_too(postgres_url: str, file: Path) -> None:
    engine = open_engine(postgres_url, create=True)
    build_warehouse(engine, simulated=False)
    load_boundaries(engine, file, "2025")
    assert len(shapes(engine)) == 34
    engine.dispose()


# --- what is refused, and leaves the map that was there ---------------------------------------------------------------


def test_a_refused_file_leaves_the_map_that_was_there(
    own_warehouse: Engine, maps: dict[str, Collection], file: Path, tmp_path: Path
) -> None:
    load_boundaries(own_warehouse, file, "2025")
    before = shapes(own_warehouse)
    lacking = {**maps["2025"], "features": maps["2025"]["features"][1:]}
    assert refusal(own_warehouse, lacking, tmp_path).startswith("Hà Nội (01) is missing.")
    assert shapes(own_warehouse) == before
    with own_warehouse.connect() as connection:
        assert connection.execute(select(boundary_file.c.file_name)).scalar_one() == "bounds.geojson"


def test_two_features_of_one_code_are_named(own_warehouse: Engine, maps: dict[str, Collection], tmp_path: Path) -> None:
    twice = deepcopy(maps["2025"])
    twice["features"].append(twice["features"][2])
    said = refusal(own_warehouse, twice, tmp_path)
    assert "Features 3, 35 are all Tuyên Quang (08). Join them into one feature" in said


@pytest.mark.parametrize(("held", "asked"), [("2024", "2025"), ("2025", "2024")])
def test_a_map_of_the_other_edition_is_recognised(
    own_warehouse: Engine, maps: dict[str, Collection], tmp_path: Path, held: str, asked: str
) -> None:
    for name in ("ma_tinh", "ten_tinh"):
        said = refusal(own_warehouse, maps[held], tmp_path, asked, property_name=name)
        assert f"provinces of edition {held}, not the" in said
        assert f"Load it by --vintage {held}." in said


def test_a_code_of_the_other_edition_beside_a_name_of_this_one_is_a_contradiction(
    own_warehouse: Engine, maps: dict[str, Collection], tmp_path: Path
) -> None:
    place = next(n for n, one in enumerate(maps["2025"]["features"], 1) if one["properties"]["ma_tinh"] == "24")
    wrong = changed(maps["2025"], place, ma_tinh="22")
    said = refusal(own_warehouse, wrong, tmp_path)
    assert f"Feature {place} (Bắc Ninh) is Bắc Ninh by 'ten_tinh' but Quảng Ninh by 'ma_tinh' in edition 2025" in said


def test_a_feature_that_is_no_province_is_named(
    own_warehouse: Engine, maps: dict[str, Collection], tmp_path: Path
) -> None:
    said = refusal(own_warehouse, changed(maps["2025"], 4, ten_tinh="Vientiane", ma_tinh=None), tmp_path)
    assert "Feature 4 (Vientiane) is no province of edition 2025." in said
    assert "Điện Biên (11) is missing" in said


def test_an_unknown_property_is_answered_with_those_that_are_there(
    own_warehouse: Engine, maps: dict[str, Collection], tmp_path: Path
) -> None:
    said = refusal(own_warehouse, maps["2025"], tmp_path, property_name="NAME_1")
    assert "No feature has a property 'NAME_1'. Seen: ma_tinh (01, 04, 08); ten_tinh (Hà Nội" in said


SHAPES: dict[str, tuple[Any, str]] = {
    "no geometry": (None, "has no geometry. Draw it"),
    "a line": ({"type": "LineString", "coordinates": [[105, 21], [106, 21]]}, "is a LineString, not a polygon"),
    "a crossing ring": (
        {"type": "Polygon", "coordinates": [[[105, 21], [106, 22], [106, 21], [105, 22], [105, 21]]]},
        "is no proper area: Self-intersection[105.5",
    ),
    "an open ring": (
        {"type": "Polygon", "coordinates": [[[105, 21], [106, 22], [106, 21], [105, 22]]]},
        "cannot be read as polygons (Points of LinearRing do not form a closed linestring)",
    ),
    "metres": (
        {
            "type": "Polygon",
            "coordinates": [[[587000, 2320000], [597000, 2320000], [597000, 2330000], [587000, 2320000]]],
        },
        "are no degrees: the layer is projected (VN-2000 or UTM, in metres)",
    ),
    "latitude first": (
        {"type": "Polygon", "coordinates": [[[21, 105], [21.5, 105], [21.5, 106], [21, 105]]]},
        "latitude and longitude are swapped",
    ),
    "somewhere else": (
        {"type": "Polygon", "coordinates": [[[2, 48], [3, 48], [3, 49], [2, 48]]]},
        "km away from Hà Nội (01)",
    ),
    "nothing": ({"type": "Polygon", "coordinates": []}, "has no points"),
    "words": ({"type": "Polygon", "coordinates": [["a", "b"]]}, "cannot be read as polygons"),
    "nulls": ({"type": "Polygon", "coordinates": [[[None, 1], [2, 3]]]}, "cannot be read as polygons"),
    "no coordinates": ({"type": "Polygon"}, "cannot be read as polygons"),
}


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_that_cannot_be_drawn_is_refused_with_its_name_and_the_cure(
    own_warehouse: Engine, maps: dict[str, Collection], tmp_path: Path, name: str
) -> None:
    geometry, expected = SHAPES[name]
    said = refusal(own_warehouse, changed(maps["2025"], 1, geometry=geometry), tmp_path)
    assert said.startswith("Feature 1 (Hà Nội) ")
    assert expected in said


def test_two_provinces_on_the_same_ground_are_refused(
    own_warehouse: Engine, maps: dict[str, Collection], tmp_path: Path
) -> None:
    neighbours = {one["properties"]["ma_tinh"]: (n, one) for n, one in enumerate(maps["2025"]["features"], 1)}
    number, _one = neighbours["33"]
    said = refusal(own_warehouse, changed(maps["2025"], number, geometry=neighbours["31"][1]["geometry"]), tmp_path)
    assert "cover the same ground" in said


WHOLE_FILES: dict[str, tuple[bytes, str]] = {
    "empty": (b"  \n", "bad.geojson is empty"),
    "a shapefile": (b"PK\x03\x04....", "is a ZIP archive, perhaps a shapefile"),
    "cut short": (b'{"type": "FeatureCollection", "features": [', "is no GeoJSON: line 1, column"),
    "a list": (b"[1, 2]", "holds no object with features"),
    "TopoJSON": (b'{"type": "Topology", "objects": {}}', "is TopoJSON"),
    "one geometry": (b'{"type": "Polygon", "coordinates": []}', "no GeoJSON FeatureCollection: its type is 'Polygon'"),
    "no features": (b'{"type": "FeatureCollection", "features": []}', "has no feature"),
    "another thing": (b'{"type": "FeatureCollection", "features": [7]}', "Entry 1 of the features"),
    "VN-2000": (
        b'{"type":"FeatureCollection","crs":{"properties":{"name":"urn:ogc:def:crs:EPSG::3405"}},"features":[]}',
        "coordinates are in urn:ogc:def:crs:EPSG::3405. Export it in WGS 84",
    ),
}


@pytest.mark.parametrize("name", WHOLE_FILES)
def test_a_file_that_is_no_map_is_refused_in_a_sentence(own_warehouse: Engine, tmp_path: Path, name: str) -> None:
    content, expected = WHOLE_FILES[name]
    (tmp_path / "bad.geojson").write_bytes(content)
    with pytest.raises(BoundariesRefused, match=r"[.]") as caught:
        load_boundaries(own_warehouse, tmp_path / "bad.geojson", "2025")
    assert expected in str(caught.value)


def test_a_file_of_300_megabytes_is_refused_before_it_is_read(own_warehouse: Engine, tmp_path: Path) -> None:
    huge = tmp_path / "huge.geojson"
    with huge.open("wb") as stream:
        stream.truncate(300_000_000)  # a hole: nothing is on the disk, and reading it would find only zeros
    with pytest.raises(BoundariesRefused, match=r"has 300 MB; at most 100 MB are read.*--max-mb 300"):
        load_boundaries(own_warehouse, huge, "2025")


def test_an_edition_that_does_not_exist_is_refused(own_warehouse: Engine, file: Path) -> None:
    with pytest.raises(BoundariesRefused, match=r"no edition '2030'.*expected 2024 or 2025"):
        load_boundaries(own_warehouse, file, "2030")
    with pytest.raises(BoundariesRefused, match="3 points are too few"):
        load_boundaries(own_warehouse, file, "2025", points=3)
