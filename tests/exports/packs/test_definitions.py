"""Definition files: the product's own are in order, and every fault of another is named with its place."""

from pathlib import Path

import pytest

from components.language import use_language
from exports.packs.definitions import PackFileBroken, definitions, read_definition

GOOD = """
code = "own"
name = { vi = "Của cơ quan" }
title = { vi = "Của cơ quan, {period}", en = "Our own, {period}" }
asks = ["period"]
[[section]]
heading = { vi = "Phần" }
[[section.item]]
address = "/highlights?what=GRO01&period={period}"
ids = ["highlights"]
"""


def write(folder: Path, text: str, name: str = "own.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_ready_made_packs_are_in_order_and_named() -> None:
    found = definitions()
    assert list(found) == ["morning", "monthly", "targets", "province", "ministry"]
    with use_language("vi"):
        assert [one.name() for one in found.values()] == [
            "Bản tin sáng", "Báo cáo kinh tế – xã hội hằng tháng", "Rà soát mục tiêu năm",
            "Hồ sơ địa phương", "Hồ sơ bộ, ngành",
        ]  # fmt: skip


def test_a_definition_is_filled_in(tmp_path: Path) -> None:
    definition = read_definition(write(tmp_path, GOOD))
    with use_language("en"):
        plan = definition.plan({"period": "2026-10"}, {"period": "October 2026"})
    assert plan.title == "Our own, October 2026"
    assert plan.sections[0].heading == "Phần"  # English is not given: Vietnamese stands in
    assert plan.items[0].address == "/highlights?what=GRO01&period=2026-10&until=2026-10"
    assert plan.series == "ready:own"
    assert plan.address == "/pack?ready=own&period=2026-10"


def test_an_offices_own_goes_before_the_products(tmp_path: Path) -> None:
    write(tmp_path, GOOD.replace('"own"', '"monthly"'))
    assert definitions(str(tmp_path))["monthly"].file.parent == tmp_path
    assert "province" in definitions(str(tmp_path))


@pytest.mark.parametrize(
    ("was", "now", "fault"),
    [
        ('code = "own"', 'code = "Own!"', r"code is 'Own!'"),
        ('name = { vi = "Của cơ quan" }\n', "", "the file has no name"),
        ('address = "/highlights', 'address = "https://elsewhere', "section 1, item 1: address is"),
        ('{period}"\nids', '{unit}"\nids', "has the blank {unit}; this pack asks for period"),
        ('ids = ["highlights"]', "ids = []", r"section 1, item 1: ids is \[\]"),
        ("[[section.item]]", "[[section.items]]", "section 1 has 'items', which means nothing"),
        ('asks = ["period"]', 'asks = ["weather"]', "asks is"),
        ('heading = { vi = "Phần" }', 'heading = "Phần"', "section 1: heading is 'Phần'"),
        ('code = "own"', "code = ", "own.toml cannot be read"),
    ],
)
def test_a_fault_is_named_with_its_place(tmp_path: Path, was: str, now: str, fault: str) -> None:
    assert was in GOOD
    with pytest.raises(PackFileBroken, match=fault):
        read_definition(write(tmp_path, GOOD.replace(was, now)))


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    broken = GOOD.replace('"own"', '"?"').replace('heading = { vi = "Phần" }', "heading = 3")
    with pytest.raises(PackFileBroken) as problem:
        read_definition(write(tmp_path, broken))
    assert len(str(problem.value).splitlines()) == 2


def test_two_files_of_one_code_and_a_folder_that_is_none_are_refused(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    write(tmp_path, GOOD, "again.toml")
    with pytest.raises(PackFileBroken, match="code 'own' is that of"):
        definitions(str(tmp_path))
    with pytest.raises(PackFileBroken, match="no folder"):
        definitions(str(tmp_path / "nowhere"))
