from datetime import datetime

import pytest
from sqlalchemy import Engine

from data.errors import UnknownEntity, UnknownIndicator, WarehouseNotBuilt
from data.questions import Questions
from data.schema import metadata, warehouse_state

ANY_DAY = datetime(2026, 1, 1)


def test_an_indicator_is_found_by_its_code_in_any_case(ask: Questions) -> None:
    assert ask.indicator("trd01").name_vi == "Kim ngạch xuất khẩu hàng hóa"


def test_an_unknown_indicator_is_named(ask: Questions) -> None:
    with pytest.raises(UnknownIndicator, match="No indicator has the code 'XYZ9'"):
        ask.indicator("XYZ9")


def test_a_code_means_the_unit_of_today_unless_another_edition_is_named(ask: Questions) -> None:
    assert ask.entity("province", "24").name_vi == "Bắc Ninh"
    assert ask.entity("province", "24", "2024").name_vi == "Bắc Giang"


@pytest.mark.parametrize(("code", "vintage"), [("27", None), ("99", None), ("01", "1999")])
def test_an_unknown_unit_is_named(ask: Questions, code: str, vintage: str | None) -> None:
    with pytest.raises(UnknownEntity, match=f"has the code '{code}'"):
        ask.entity("province", code, vintage)


def test_units_of_a_kind_come_in_official_order(ask: Questions) -> None:
    assert [unit.code for unit in ask.entities("province")] == ["01", "24", "48", "04"]
    assert len(ask.entities("province", "2024")) == 6
    assert ask.entities("commune") == ()


def test_kin_are_known_both_ways(ask: Questions) -> None:
    registry = ask.registry()
    today = ask.entity("province", "24")
    assert [unit.name_vi for unit in registry.predecessors(today)] == ["Bắc Giang", "Bắc Ninh"]
    assert registry.successors(registry.predecessors(today)[0]) == (today,)
    assert not registry.has_kin(ask.nation())


@pytest.mark.parametrize("typed", ["ha noi", "HÀ NỘI", "hà  nội"])
def test_a_province_is_found_without_diacritics_and_the_present_one_first(ask: Questions, typed: str) -> None:
    first, second = ask.find(typed)
    assert (first.code, first.vintage, second.vintage) == ("01", "2025", "2024")


def test_a_rhythm_may_stand_beside_a_name(ask: Questions) -> None:
    assert [hit.code for hit in ask.find("gdp quy")] == ["GRO01"]


def test_a_former_province_is_found_and_says_what_it_became(ask: Questions) -> None:
    (hit,) = ask.find("bac giang")
    assert (hit.code, hit.vintage) == ("24", "2024")
    assert hit.hint_vi.endswith("→ Bắc Ninh")


def test_a_search_for_nothing_finds_nothing(ask: Questions) -> None:
    assert ask.find("  ") == ()
    assert ask.find("không có gì như thế") == ()


def test_an_empty_warehouse_says_how_to_build_one(own: Engine) -> None:
    metadata.drop_all(own)
    metadata.create_all(own)
    questions = Questions(own)
    with pytest.raises(WarehouseNotBuilt, match="python -m data init"):
        questions.data_version()
    with own.begin() as connection:
        connection.execute(warehouse_state.insert().values(id=1, data_version=1, built_at=ANY_DAY))
    with pytest.raises(WarehouseNotBuilt, match="python -m data init"):
        questions.registry()
