"""Charts of a wall keep within their room, and tell simulated figures apart."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.figures.parts import Point
from components.wall.balance import balance_chart
from components.wall.box import Box
from components.wall.series import Expected, series_chart
from components.wall.trend import trend
from components.wall.years import years_chart
from data.periods import month, quarter
from data.records import Indicator

BOX = Box(440, 300)
values = st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6)), min_size=1, max_size=40).filter(
    lambda found: any(one is not None for one in found)
)


def months(found: list[float | None], status: str = "A") -> list[Point]:
    return [
        Point(month(2022 + at // 12, at % 12 + 1), value, "M" if value is None else status)
        for at, value in enumerate(found)
    ]


def outside(picture: object) -> list[str]:
    """Marks that lie outside of the room; groups are not looked into where they are moved."""
    found = []
    for one in ElementTree.fromstring(str(picture)).iter("rect"):
        x, y, wide, high = (float(one.get(name, 0)) for name in ("x", "y", "width", "height"))
        if not (-0.5 <= x <= x + wide <= BOX.wide + 0.5 and -0.5 <= y <= y + high <= BOX.high + 0.5):
            found.append(ElementTree.tostring(one, "unicode"))
    return found


@given(values)
def test_no_bar_and_no_span_lies_outside_of_a_chart(growth: Indicator, found: list[float | None]) -> None:
    ahead = [Expected(quarter(2040, 1), 2.0, 1.0, 3.0)]
    assert outside(series_chart(months(found), growth, BOX, form="bars", expected=ahead)) == []


@pytest.mark.parametrize("form", ["bars", "line"])
def test_the_newest_figure_is_written_and_simulated_ones_are_told_apart(growth: Indicator, form: str) -> None:
    points = [Point(quarter(2026, 1), 7.94, "A"), Point(quarter(2026, 2), 8.39, "S")]
    html = str(series_chart(points, growth, BOX, form=form))
    assert ">8,39<" in html
    assert html.count("--sim") == 1


def test_a_year_is_named_at_the_end_of_its_line(growth: Indicator) -> None:
    html = str(years_chart(months([float(at) for at in range(30)]), growth, BOX, years=2, label="x"))
    assert "2024: 29,00" in html
    assert "2023: 23,00" in html
    assert "2022" not in html


def test_a_balance_has_its_sign(growth: Indicator) -> None:
    out, back, rest = months([5.0, 6.0]), months([4.0, 8.0]), months([1.0, -2.0])
    html = str(balance_chart(out, back, rest, growth, BOX, label="x"))
    assert html.count("w-sign--minus") == 1
    assert ">−2,00<" in html


def test_a_line_of_fewer_than_two_figures_is_not_drawn() -> None:
    assert trend([1.0], ["A"], BOX, "x") == ""
    assert trend([None, None], ["A", "A"], BOX, "x") == ""
    assert "w-line--sim" in trend([1.0, 2.0], ["A", "S"], BOX, "x")
