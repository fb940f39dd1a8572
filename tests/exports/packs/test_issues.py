"""What changed between two issues of a pack."""

from collections.abc import Callable

from components.language import use_language
from exports.packs.contents import Briefing
from exports.packs.issues import changes, figures_of, read, written

Make = Callable[..., Briefing]


def told(before: Briefing, after: Briefing) -> list[str]:
    with use_language("vi"):
        return changes(read(written(figures_of(before))), after)


def test_the_same_figures_change_nothing(briefing: Make) -> None:
    assert told(briefing(), briefing()) == []


def test_a_revised_figure_is_told_with_what_it_was(briefing: Make) -> None:
    assert told(briefing(), briefing((4.89, 5.11, 4.4))) == ["Giá tiêu dùng: T9/2026, CPI (%): 5,11 (lần trước 5,08)."]


def test_a_new_part_is_told_and_a_new_row_too(briefing: Make) -> None:
    figures = figures_of(briefing())
    prices = next(key for key in figures if key.endswith("#prices"))
    del figures[prices]["T10/2026"]
    table = next(key for key in figures if key.endswith("#table"))
    del figures[table]
    with use_language("vi"):
        found = changes(figures, briefing())
    assert "Giá tiêu dùng: T10/2026, CPI (%): mới 4,40." in found
    assert "=HYPERLINK(1): mới có trong tập tài liệu." in found
