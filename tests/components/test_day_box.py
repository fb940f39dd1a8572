"""A box for a day: what is written, and what is sent."""

from datetime import date

from components.day_box import day_box
from components.language import use_language


def test_a_day_is_written_as_officials_do_and_sent_so_that_machines_sort_it() -> None:
    with use_language("vi"):
        box = day_box(date(2026, 11, 5), name="due_on", last=date(2026, 11, 30), required=True)
    text, calendar = box.children
    assert (text.value, text.required, hasattr(text, "name")) == ("05/11/2026", True, False)
    assert (calendar.name, calendar.value, calendar.max) == ("due_on", "2026-11-05", "2026-11-30")
    assert getattr(box, "data-wrong") == "Hãy viết ngày/tháng/năm, như 26/11/2026, không sau 30/11/2026."


def test_a_box_may_be_empty() -> None:
    text, calendar = day_box(name="due_on").children
    assert (text.value, calendar.value) == ("", "")
