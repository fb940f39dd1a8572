"""Where units lie, and what they were called on a day."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from data.boundaries.loading import load_boundaries
from data.questions import Questions
from tests.data.boundaries import coverage


@pytest.fixture
def asked(small_warehouse: Engine) -> Questions:
    return Questions(small_warehouse)


@pytest.mark.parametrize(
    ("code", "vintage", "day", "name"),
    [
        ("24", "2025", date(2026, 9, 19), "Tỉnh Bắc Ninh"),
        ("24", "2025", date(2026, 9, 20), "Thành phố Bắc Ninh"),
        ("22", "2025", date(2026, 8, 31), "Tỉnh Quảng Ninh"),
        ("75", "2025", date(2026, 4, 30), "Thành phố Đồng Nai"),
        ("46", "2024", date(2024, 12, 31), "Tỉnh Thừa Thiên Huế"),
        ("46", "2024", date(2026, 1, 1), "Thành phố Huế"),
        ("01", "2025", date(2000, 1, 1), "Thành phố Hà Nội"),
    ],
)
def test_a_province_is_called_what_it_was_called_then(
    asked: Questions, code: str, vintage: str, day: date, name: str
) -> None:
    found = asked.called(asked.entity("province", code, vintage), day)
    assert found.full_name_vi == name
    assert found.unit_type == ("city" if name.startswith("Thành phố") else "province")


def test_without_a_file_there_are_no_shapes_but_always_tiles(asked: Questions) -> None:
    assert asked.shapes("2025").empty
    assert asked.shaped_editions() == ()
    assert {"HS", "TS"} <= set(asked.tiles("2025")["tile_id"])


def test_with_a_file_every_province_has_rings_and_a_place_for_its_label(own_warehouse: Engine, tmp_path: Path) -> None:
    collected = coverage.collection(coverage.provinces(own_warehouse, "2024"), "2024")
    load_boundaries(own_warehouse, coverage.write(collected, tmp_path / "map.geojson"), "2024")
    asked = Questions(own_warehouse)
    shapes = asked.shapes("2024")
    assert asked.shaped_editions() == ("2024",)
    assert len(shapes) == 63
    assert all(ring[0] == ring[-1] for rings in shapes["geometry"] for ring in rings)
    assert (shapes["label_room"] > 0.05).all()
    assert list(shapes["unit_vi"][:2]) == ["Hà Nội", "Hà Giang"]
