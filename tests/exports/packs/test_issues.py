"""What changed between two issues of a pack."""

from collections.abc import Callable
from dataclasses import replace

from components.language import use_language
from exports.content import Content, Kind, Table, Taken
from exports.packs.contents import Briefing, Part, Section
from exports.packs.issues import changes, figures_of, read, written
from exports.tabling import number_column, text_column
from tests.exports.packs.conftest import STAMP

Make = Callable[..., Briefing]


def told(before: Briefing, after: Briefing) -> list[str]:
    with use_language("vi"):
        return changes(read(written(figures_of(before))), after)


def test_the_same_figures_change_nothing(briefing: Make) -> None:
    assert told(briefing(), briefing()) == []


def test_a_revised_figure_is_told_with_what_it_was(briefing: Make) -> None:
    assert told(briefing(), briefing((4.89, 5.11, 4.4))) == ["Giá tiêu dùng: T9/2026, CPI (%): 5,11 (lần trước 5,08)."]


def table_of(briefing: Make, periods: tuple[str, ...], values: tuple[float, ...]) -> Briefing:
    """A briefing of one table of two indicators, each with its period."""
    names = text_column("Chỉ tiêu", ["GDP", "GDP", "CPI"][: len(periods)])
    table = Table((names, number_column("Nay", values, 1), replace(text_column("Kỳ", periods), key="period")))
    content = Content(id="news", kind=Kind.TABLE, title="Số liệu", table=table)
    return replace(briefing(), sections=(Section("", (Part(Taken(content, STAMP)),)),))


def test_a_figure_of_the_next_period_came_and_no_older_one_was_revised(briefing: Make) -> None:
    before = table_of(briefing, ("quý II/2026", "6 tháng"), (8.4, 8.2))
    after = table_of(briefing, ("quý III/2026", "6 tháng"), (9.9, 8.3))
    assert told(before, after) == [
        "Số liệu: GDP, quý III/2026, Nay: mới 9,9.",
        "Số liệu: GDP, 6 tháng, Nay: 8,3 (lần trước 8,2).",
    ]


def test_what_is_news_by_itself_is_not_told_again(briefing: Make) -> None:
    before, after = (table_of(briefing, ("quý III/2026",), (value,)) for value in (8.4, 9.9))
    morning = replace(STAMP, address="/morning?since=2026-11-29")
    parts = tuple(replace(one, taken=replace(one.taken, stamp=morning)) for one in after.parts)
    assert told(before, replace(after, sections=(Section("", parts),))) == []


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
