"""Loads on the wall: what each changed, in words."""

from datetime import datetime

import pytest

from components.language import use_language
from components.wall.held import Load, load_lines


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((1076, 6, 0, 0), "1.076 số mới, 6 số điều chỉnh"),
        ((0, 1, 1, 0), "1 số điều chỉnh, 1 thay số mô phỏng"),
        ((0, 0, 0, 0), "không đổi số nào"),
        ((None, None, None, None), "…"),
    ],
)
def test_a_load_says_what_it_changed_and_names_nothing_that_there_is_none_of(
    counts: tuple[int | None, ...], said: str
) -> None:
    with use_language("vi"):
        html = str(load_lines([Load("b1", "tep.csv", datetime(2026, 11, 30, 1, 0), True, *counts)]))
    assert f"<small>{said}</small>" in html


def test_a_refused_load_says_how_many_lines_were_wrong() -> None:
    with use_language("vi"):
        html = str(load_lines([Load("b1", "tep.csv", datetime(2026, 11, 30, 1, 0), False, 0, 0, 0, 12)]))
    assert "từ chối cả tệp: 12 dòng sai" in html
