import json

import plotly

from components.cards import change_line, fact_list, kpi_card, notice, section_card
from components.chips import target_chip
from components.formatting import Change, change
from components.language import use_language


def text_of(component):
    """All the words of a component tree, in order."""
    found = []

    def walk(node):
        if isinstance(node, str):
            found.append(node)
        elif isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict):
            walk(node.get("props", {}).get("children"))

    walk(json.loads(json.dumps(component, cls=plotly.utils.PlotlyJSONEncoder)))
    return " ".join(found)


def test_a_card_says_name_period_number_unit_change_and_target(growth):
    card = kpi_card(
        indicator=growth,
        value=9.95,
        period="2026-Q3",
        status="E",
        change=change(9.95, 8.25, growth),
        compared_with="so với cùng kỳ",
        chip=target_chip("missed", "≥ 10%"),
    )
    words = text_of(card)
    for expected in ("Tăng trưởng GDP", "quý III/2026", "9,95 %", "tăng 1,70", "so với cùng kỳ", "≥ 10%", "ước tính"):
        assert expected in words


def test_a_card_without_a_figure_says_so_and_shows_no_period(growth):
    words = text_of(kpi_card(indicator=growth, value=None, period="2026-Q3"))
    assert "chưa có số liệu" in words
    assert "quý" not in words


def test_a_simulated_figure_is_marked_on_its_card(growth):
    assert "mô phỏng" in text_of(kpi_card(indicator=growth, value=1.0, period="2026", status="S"))


def test_a_card_speaks_the_readers_language(growth):
    with use_language("en"):
        assert "GDP growth" in text_of(kpi_card(indicator=growth, value=1.5, period="2026-Q3"))


def test_the_colour_of_a_change_follows_its_tone_not_its_direction():
    falling = Change("down", "good", "giảm 1%", -1.0)
    assert change_line(falling).className == "tc-change tc-change--good"
    assert "chưa so sánh được" in text_of(change_line(None))


def test_sections_notices_and_facts_hold_their_parts():
    assert "Chân" in text_of(section_card("Đầu", "Thân", footer="Chân"))
    assert "Lưu ý" in text_of(notice("Câu", title="Lưu ý"))
    assert text_of(fact_list([("Nguồn", "NSO"), ("Trống", None), ("Rỗng", "")])) == "Nguồn NSO"
