"""What charts say: known answers in both languages, and sentences that name the figures they are made of."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.language import use_language
from data.periods import Grain, Period
from data.records import Status
from exports.content import Area, Axis, Band, Card, Category, Dot, Kind, Mark, Series, Shape
from exports.telling.telling import MOST, told
from exports.telling.time import Point, begins_anew
from exports.telling.words import beside, difference, moved
from tests.exports.making import others, shapes, taken

YEARS = (2024, 2025, 2026)
MONTHS = tuple(Category(f"T{month}/{year}", f"{year}-{month:02d}") for year in YEARS for month in range(1, 13))
CPI = (
    3.37, 3.98, 3.97, 4.40, 4.44, 4.34, 4.36, 3.45, 2.63, 2.89, 2.77, 2.94,
    3.63, 2.91, 3.13, 3.12, 3.24, 3.57, 3.19, 3.24, 3.38, 3.25, 3.58, 3.48,
    2.53, 3.35, 4.65, 4.90, 5.00, 4.95, 4.97, 4.89, 5.08, 4.46, None, None,
)  # fmt: skip
PERCENT = (Axis("CPI so với cùng kỳ", "%", 2),)
STATUSES = (*("A",) * 33, "S", "", "")
UNITS = tuple(f"Tỉnh {letter}" for letter in "ABCDEFGHIJ")
GROWTH = (12.0, 11.5, 10.0, 9.0, 8.5, 8.0, 7.5, 7.0, 5.0, 3.0)


def said(shape: Shape, language: str = "vi", **more: object) -> list[str]:
    with use_language(language):  # type: ignore[arg-type]
        return [one.replace("\N{NO-BREAK SPACE}", " ") for one in told(taken(shape, **more).content).sentences]


def line(**changes: object) -> Series:
    return replace(Series("Việt Nam", CPI, STATUSES, "%", 2), **changes)


def over(*series: Series, **more: object) -> Shape:
    return Shape(Kind.LINES, MONTHS, series, axes=PERCENT, **more)


def test_the_newest_published_figure_is_held_against_the_month_and_the_year_before() -> None:
    """October is simulated, so September is told; it is the highest of the chart, which begins in 2024."""
    assert said(over(line())) == [
        "CPI so với cùng kỳ, tháng 9/2026: 5,08%, tăng 0,19 điểm phần trăm so với tháng trước "
        "và tăng 1,70 điểm phần trăm so với cùng kỳ năm trước.",
        "Đây là mức cao nhất trong hình, từ tháng 1/2024.",
    ]
    assert said(over(line()), "en") == [
        "CPI so với cùng kỳ, September 2026: 5.08%, up 0.19 percentage points from the month before "
        "and up 1.70 percentage points from a year earlier.",
        "This is the highest in the chart, which begins in January 2024.",
    ]


def test_a_simulated_figure_says_so() -> None:
    (first, *_rest) = said(over(line(statuses=("S",) * 36)))
    assert first.startswith("CPI so với cùng kỳ, tháng 10/2026: 4,46%, giảm 0,62 điểm phần trăm so với tháng trước")
    assert first.endswith("(có số mô phỏng).")


def test_a_forecast_is_told_with_its_interval_and_a_target_with_its_gap() -> None:
    ahead = (*(None,) * 33, 4.46, 4.6, 4.7)
    expected = Series("dự báo", ahead, (*("",) * 33, "F", "F", "F"), "%", 2, role="forecast")
    band = Band("80%", (*(None,) * 33, 4.1, 4.0, 3.9), (*(None,) * 33, 4.8, 5.2, 5.5), 80)
    known = line(values=(*CPI[:33], None, None, None))
    shape = over(known, expected, bands=(band,), marks=(Mark("Mục tiêu 2026: ~ 4,5%", 4.5, 4.5, 24, 35),))
    assert said(shape)[2:] == [
        "Mục tiêu 2026: ~ 4,5%; tháng 9/2026 là 5,08%, cao hơn mức này 0,58 điểm phần trăm.",
        "Dự báo tháng 10/2026: 4,46%, với xác suất 80% nằm trong khoảng 4,10–4,80%.",
    ]
    inside = over(known, marks=(Mark("Mục tiêu 2026: 4,5–5,5%", 4.5, 5.5, 24, 35),))
    assert said(inside)[-1] == "Mục tiêu 2026: 4,5–5,5%; tháng 9/2026 là 5,08%, nằm trong khoảng."


def test_amounts_move_in_per_cent_and_sums_since_january_not_from_month_to_month() -> None:
    sums = tuple(float(10 * (year + 1) * month) for year in range(3) for month in range(1, 13))
    (sentence,) = said(over(line(values=sums, statuses=(), unit="tỷ đồng", decimals=0)))
    assert sentence == ("CPI so với cùng kỳ, tháng 12/2026: 360 tỷ đồng, tăng 50,0% so với cùng kỳ năm trước.")


def test_several_lines_are_told_beside_the_subject() -> None:
    own = line(name="Quảng Ninh")
    nation = line(name="Cả nước", values=tuple(None if one is None else one - 0.5 for one in CPI), role="peer")
    assert said(over(own, nation))[-1] == (
        "Tháng 10/2026, Quảng Ninh là 4,46%, cao hơn cả nước (3,96%) 0,50 điểm phần trăm (có số mô phỏng)."
    )


def test_a_ranking_tells_its_ends_the_median_the_nation_and_the_chosen() -> None:
    shape = Shape(
        Kind.RANKING,
        tuple(Category(f"{rank}. {name}", name) for rank, name in enumerate(UNITS, 1)),
        (Series("GRDP", GROWTH, ("A",) * 10, "%", 2, form="bar"),),
        marks=(Mark("Cả nước", 8.2, 8.2, 0, 9, "reference"),),
        axes=(Axis("Tăng trưởng GRDP", "%", 2),),
        strong=frozenset({2}),
    )
    assert said(shape) == [
        "Tăng trưởng GRDP: cao nhất Tỉnh A 12,00%, thấp nhất Tỉnh J 3,00%, trung vị 8,25% (10 đơn vị).",
        "Một nửa số đơn vị nằm trong khoảng 7,12–9,75%.",
        "5 trong 10 đơn vị cao hơn cả nước (8,20%).",
        "Tỉnh C đứng thứ 3 trong 10 đơn vị: 10,00%, cao hơn cả nước 1,80 điểm phần trăm.",
    ]


def test_a_map_tells_its_spread_and_who_has_no_figure() -> None:
    areas = tuple(
        Area(name, name, name, value, name, "S") for name, value in zip(UNITS, (*GROWTH[:9], None), strict=True)
    )
    sentences = said(Shape(Kind.TILES, areas=areas, axes=(Axis("GRDP", "%", 1),)))
    assert sentences == [
        "GRDP: cao nhất Tỉnh A 12,0%, thấp nhất Tỉnh I 5,0%, trung vị 8,5% (9 đơn vị) (có số mô phỏng).",
        "Một nửa số đơn vị nằm trong khoảng 7,5–10,0% (có số mô phỏng).",
        "1 đơn vị chưa có số: Tỉnh J.",
    ]


def test_a_waterfall_tells_what_pushed_and_what_pulled_most() -> None:
    assert said(shapes()["waterfall"]) == [
        "Thay đổi chung: −0,38%, từ 3 phần.",
        "Đẩy lên nhiều nhất: Hà Nội +0,52%, Đà Nẵng +0,40%.",
        "Kéo xuống nhiều nhất: Huế −1,30%.",
    ]


def test_dots_tell_whether_two_measures_go_together() -> None:
    dots = tuple(Dot(name, name, "", value, 2 * value + 1) for name, value in zip(UNITS, GROWTH, strict=True))
    shape = Shape(Kind.SCATTER, dots=dots, axes=(Axis("vốn", "%", 1), Axis("tăng trưởng", "%", 1)))
    assert said(shape)[0] == "Nơi có vốn cao thường có tăng trưởng cao (hệ số tương quan 1,00, 10 đơn vị)."
    away = replace(shape, dots=tuple(replace(one, y=-one.y) for one in dots))
    assert said(away, "en")[0] == "Where vốn is high, tăng trưởng mostly is low (correlation −1.00, 10 units)."


def test_ranks_tell_who_is_first_and_who_rose_and_fell_most() -> None:
    ranks = ((3.0, 1.0), (1.0, 3.0), (2.0, 2.0))
    shape = Shape(
        Kind.BUMP,
        MONTHS[:2],
        tuple(Series(UNITS[place], values, decimals=0, role="peer") for place, values in enumerate(ranks)),
    )
    assert said(shape) == [
        "Tháng 2/2024: đứng đầu là Tỉnh A.",
        "Tăng hạng nhiều nhất từ tháng 1/2024: Tỉnh A, từ thứ 3 lên thứ 1.",
        "Tụt hạng nhiều nhất từ tháng 1/2024: Tỉnh B, từ thứ 1 xuống thứ 3.",
    ]


def test_key_figures_that_became_worse_come_first() -> None:
    good = Card(
        "GDP", "9,95", "%", "quý III/2026", "▲ tăng 1,70 điểm %", "good", "so với cùng kỳ", raw=9.95, decimals=2
    )
    bad = replace(good, name="CPI", tone="bad", raw=5.08, status="S")
    assert said(Shape(Kind.KPIS, cards=(good, bad))) == [
        "CPI, quý III/2026: 5,08%, tăng 1,70 điểm % so với cùng kỳ (có số mô phỏng).",
        "GDP, quý III/2026: 9,95%, tăng 1,70 điểm % so với cùng kỳ.",
    ]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", [*shapes(), *others()])
def test_every_kind_of_chart_says_something_and_every_number_in_it_is_a_figure_it_names(
    name: str, language: str
) -> None:
    shape = {**shapes(), **others()}[name]
    with use_language(language):  # type: ignore[arg-type]
        content = told(taken(shape).content)
    assert 0 < len(content.sentences) <= MOST
    assert len(content.grounds) == len(content.sentences)
    values = {value for one in shape.series for value in one.values} | {one.low for one in shape.marks}
    values |= {one.value for one in shape.areas} | {one.raw for one in shape.cards}
    dots = [one for part in (shape, *shape.parts) for one in part.dots]
    values |= {value for one in dots for value in (one.x, one.y)}
    for sentence, figures in zip(content.sentences, content.grounds, strict=True):
        assert sentence[0] == sentence[0].upper()
        assert sentence.endswith(".")
        assert "nan" not in sentence
        assert {one.value for one in figures} <= values
        if any(one.status == Status.SIMULATED for one in figures):
            assert sentence.endswith(("(có số mô phỏng).", "(contains simulated figures)."))


def test_a_grid_of_targets_tells_its_lowest_cells() -> None:
    rows = tuple(
        Series(name, values, unit="%", decimals=0) for name, values in (("Huế", (7.0, 99.0)), ("Hà Nội", (None, 2.0)))
    )
    shape = Shape(Kind.GRID, (Category("GDP"), Category("CPI")), rows)
    assert said(shape) == ["Thấp nhất trong 3 ô: Hà Nội, CPI: 2%; Huế, GDP: 7%; Huế, CPI: 99%."]


def test_sentences_that_a_page_gives_are_kept() -> None:
    content = taken(shapes()["lines"], sentences=("Của trang.",)).content
    assert told(content) is content


@given(
    st.floats(-1e6, 1e6, allow_nan=False),
    st.floats(-1e6, 1e6, allow_nan=False),
    st.sampled_from(["%", "tỷ đồng", "điểm", ""]),
)
def test_a_change_and_its_reverse_go_opposite_ways(value: float, other: float, unit: str) -> None:
    with use_language("vi"):
        size, _told = difference(value, other, unit, 2)
        words = moved(value, other, unit, 2)
        assert words == "không đổi" or words.startswith("tăng" if size > 0 else "giảm")
        assert (size == 0) == beside(value, other, unit, 2, "X").startswith("bằng")
        if unit in ("%", "điểm"):
            assert difference(other, value, unit, 2)[0] == -size


def test_sums_since_january_are_known_by_their_fall_in_each_january() -> None:
    def points(values: list[float]) -> list[Point]:
        first = Period.parse("2024-10")
        return [Point(place, one, "A", first.shift(place)) for place, one in enumerate(values)]

    assert begins_anew(points([10, 11, 12, *range(1, 13), 1, 2]))
    assert not begins_anew(points([10, 11, 12, *range(1, 13)]))  # one turn of a year shows nothing yet
    assert not begins_anew(points([float(one % 3) for one in range(20)]))
    assert Period.parse("2024-10").grain is Grain.MONTH
