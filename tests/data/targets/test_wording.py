import csv
from collections import Counter
from pathlib import Path

import pytest

from data.targets import Operator, Standing, read_wording
from data.targets.catalogued import measure_of
from data.targets.wording import disagrees, resolved


@pytest.mark.parametrize(
    ("note", "operator"),
    [
        ("khoảng 15%, có thể điều chỉnh", Operator.ABOUT),
        ("phấn đấu từ 10% trở lên", Operator.AT_LEAST),
        ("từ 5% trở xuống", Operator.AT_MOST),
        ("không quá 3%", Operator.AT_MOST),
        ("dưới 4,5%", Operator.BELOW),
        ("trên 3.000 km đường bộ cao tốc vào cuối năm 2025", Operator.ABOVE),
        ("mức độ hài lòng ít nhất 90% vào năm 2025", Operator.AT_LEAST),
        ("không dưới 90%", Operator.AT_LEAST),
    ],
)
def test_words_of_resolutions_are_comparisons(note: str, operator: Operator) -> None:
    assert read_wording(note).operator is operator


@pytest.mark.parametrize(
    "note",
    [
        "74 trên 148 báo cáo",  # a fraction
        "thay kịch bản từ 8 trở lên của Nghị quyết 25/NQ-CP",  # what the other document asked
        "mục tiêu ban đầu; phấn đấu 7–7,5; được thay bằng Nghị quyết 192/2025/QH15",
        "tỷ lệ giao dịch qua Cổng Dịch vụ công; 21 trên 34 đơn vị",
        "",
        None,
    ],
)
def test_words_that_compare_nothing_are_left_alone(note: str | None) -> None:
    assert read_wording(note).operator is None


def test_a_projection_and_a_unit_s_own_aim_are_told_from_what_was_assigned() -> None:
    foreseen = read_wording("bình quân năm năm, số dự kiến, không phải mục tiêu được giao")
    assert (foreseen.standing, foreseen.measure) == (Standing.PROJECTION, "years_average")
    assert read_wording("thành phố tự đặt ra: trên 11%").standing is Standing.OWN


def test_a_bare_figure_takes_the_words_of_its_note_and_two_limits_stay_a_band() -> None:
    about = read_wording("khoảng")
    assert resolved(Operator.EQUAL, about) is Operator.ABOUT
    assert resolved(Operator.BETWEEN, about) is Operator.BETWEEN
    assert not disagrees(Operator.BETWEEN, about)
    assert disagrees(Operator.AT_LEAST, read_wording("dưới 4%"))


def test_every_reading_of_a_note_is_listed_for_a_person_to_confirm(catalogue_folder: Path) -> None:
    seen: Counter[tuple[str, ...]] = Counter()
    with (catalogue_folder / "targets.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            said = read_wording(row["note_vi"])
            measure = measure_of(row["unit_vi"], int(row["year_from"]), int(row["year_to"]), said)
            seen[row["note_vi"], row["operator"], said.words, measure, said.standing.value] += bool(row["note_vi"])
    with (catalogue_folder / "target_readings.csv").open(encoding="utf-8") as file:
        listed = {tuple(row.values())[:5]: int(row["targets"]) for row in csv.DictReader(file)}
    assert listed == {reading: count for reading, count in seen.items() if count}
