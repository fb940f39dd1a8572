"""What the page about the data says of loads, coverage and refused rows."""

from datetime import datetime
from types import SimpleNamespace

import pandas as pd
import pytest
from flask import Flask

from data.ingest.report import Fault
from pages.faults import fault_word, wanted_word
from pages.holdings_parts import refused_card
from tests.pages.drawing import drawn, every, words


def test_the_page_counts_what_is_held(wsgi: Flask) -> None:
    text = words(drawn(wsgi, "/data"))
    assert "210" in text
    assert "actuals.csv" in text
    assert "python -m data import" in text


def test_every_theme_stands_in_the_coverage(wsgi: Flask) -> None:
    links = [one.href for one in every(drawn(wsgi, "/data"), "Link") if one.href.startswith("/indicators?theme=")]
    assert len(links) == 15


def test_years_without_a_published_figure_are_gaps(wsgi: Flask) -> None:
    (graph,) = every(drawn(wsgi, "/data"), "Graph")
    shares = [one for line in graph.figure["data"][0]["z"] for one in line]
    assert None in shares
    assert all(0 < one <= 100 for one in shares if one is not None)


@pytest.mark.parametrize("fault", Fault)
def test_every_kind_of_fault_has_words_of_its_own(fault: Fault) -> None:
    assert fault_word(fault) != fault_word("a kind that nobody knows")


def test_limits_are_kept_as_the_loader_gives_them() -> None:
    assert wanted_word("value_range", "0 to 100") == "0 – 100"
    assert wanted_word("period", "2025, 2025-H1") == "2025, 2025-H1"


def test_refused_rows_are_shown_with_the_reason_and_what_was_expected() -> None:
    rows = pd.DataFrame(
        [{"line": 2, "column_name": "value", "value": "abc", "code": "value_text", "reason": "x", "expected": "y"}]
    )
    view = SimpleNamespace(questions=SimpleNamespace(refused_rows=lambda batch, most: rows))
    batch = SimpleNamespace(id=1, file_name="sai.csv", rows_refused=1, finished_at=datetime(2026, 11, 22, 7))
    text = words(refused_card(view, batch))
    assert "Dòng bị từ chối: sai.csv" in text
    assert "abc Giá trị không phải là số các chữ số với một dấu thập phân" in text
