"""What changed and who reports, as a wall shows it: words as large as there is room, and nothing only a colour."""

import re

from hypothesis import given
from hypothesis import strategies as st

from components.wall.box import Box
from components.wall.held import Theme
from components.wall.news import LARGEST, SMALLEST, Change, brief_lines, change_lines
from components.wall.reporting import Agency, agency_lines

SENTENCE = "Tỷ lệ giải ngân đầu tư công tháng 10/2026 61,20%, tăng 9,50 điểm % so với cùng kỳ. "


def size(html: str) -> float:
    return 10 * float(re.search(r"font-size:([\d.]+)rem", html)[1])  # type: ignore[index]


@given(st.lists(st.integers(1, 12), min_size=1, max_size=6), st.floats(300, 1800), st.floats(200, 900))
def test_a_brief_is_as_large_as_there_is_room_and_never_too_small_to_be_read(
    lengths: list[int], wide: float, high: float
) -> None:
    lines = [(str(at), SENTENCE * length, False) for at, length in enumerate(lengths)]
    less = [(str(at), SENTENCE, False) for at, _length in enumerate(lengths)]
    assert SMALLEST <= size(brief_lines(lines, Box(wide, high))) <= size(brief_lines(less, Box(wide, high))) <= LARGEST


def test_a_sentence_with_simulated_figures_has_a_sign() -> None:
    html = str(brief_lines([("Nhiệm vụ", "Một", True), ("Báo cáo", "Hai", False)], Box(800, 600)))
    assert ("Nhiệm vụ °" in html, "Báo cáo °" in html) == (True, False)


def test_what_changed_is_shown_beside_what_was_known_and_without_a_line_where_it_is_narrow() -> None:
    one = Change("a", "Tăng <GDP>", "Hà Nội", "quý III/2026", "9,95% →", "8,23%", "bad", "▼")
    wide, narrow = (str(change_lines([one], Box(room, 400))) for room in (1800, 1000))
    assert "Tăng &lt;GDP&gt;" in wide
    assert wide.index("9,95% →") < wide.index("8,23%") < wide.index("▼")
    assert ("--narrow" in wide, "--narrow" in narrow) == (False, True)


def test_an_agency_says_in_signs_and_words_what_is_late_and_how_its_figures_came() -> None:
    late = Agency(Theme("Bộ Tài chính", 38, 38, 0), 19, 12, "tệp đã nạp", "29/11/2026")
    fine = Agency(Theme("Ngân hàng Nhà nước", 2, 3, 0), 2, 0, "số công bố", "06/10/2026")
    silent = Agency(Theme("Bộ Công an", 0, 7, 0), 0, 0, "chỉ mô phỏng", "…")
    _head, first, second, third = re.split(r'<div class="w-agency[" ]', str(agency_lines([late, fine, silent])))[1:]
    assert ("▲ 12" in first, "38/76" in first, "tệp đã nạp" in first) == (True, True, True)
    assert ("✓" in second, "▲" in second) == (True, False)
    assert ("✓" in third, "▲" in third, "chỉ mô phỏng" in third) == (False, False, True)
