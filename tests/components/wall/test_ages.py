"""Ages tell the truth in the room that there is."""

import re
from datetime import date

import pytest

from components.wall.ages import Age, age_line, age_of, oldest
from components.wall.tags import tag
from components.wall.tile import tile
from data.periods import Period

TODAY = date(2026, 11, 29)
OCTOBER = date(2026, 10, 6)


def words(age: Age, room: float = 900) -> str:
    return re.sub(r"<[^>]+>", "", str(age_line(age, room, TODAY)))


@pytest.mark.parametrize(
    ("room", "said"),
    [(900, "cập nhật 06/10/2026 · 54 ngày trước"), (290, "06/10/2026 · 54 ngày trước"), (10, "54 ngày trước")],
)
def test_an_age_is_told_as_long_as_there_is_room(room: float, said: str) -> None:
    assert words(Age(OCTOBER), room) == said


def test_a_figure_that_is_overdue_says_so() -> None:
    late, on_time = (age_of(OCTOBER, Period.parse(text)) for text in ("2026-09", "2026-Q3"))
    assert words(late) == "▲ cập nhật 06/10/2026 · 54 ngày trước · đã quá kỳ"
    assert words(on_time) == "cập nhật 06/10/2026 · 54 ngày trước"


def test_of_several_figures_the_oldest_counts() -> None:
    first, second = Age(OCTOBER, date(2026, 12, 1)), Age(date(2026, 8, 1), date(2027, 1, 1))
    assert oldest([first, second, Age(None)]) == Age(date(2026, 8, 1), date(2026, 12, 1))
    assert words(oldest([])) == "chưa có số liệu"


@pytest.mark.parametrize(("day", "said"), [(29, "hôm nay"), (28, "hôm qua"), (30, "hôm nay")])
def test_an_age_near_today_has_its_word(day: int, said: str) -> None:
    assert words(Age(date(2026, 11, day)), 10) == said


def test_a_tile_tells_its_kind_of_figures_and_its_age() -> None:
    html = tile("GDP <b>", tag("p", "9"), age=Age(OCTOBER), room=600, unit="%", statuses=["S", "A"])
    assert "GDP &lt;b&gt;" in html
    assert "w-mark--simulated" in html
    assert 'data-day="2026-10-06"' in html
