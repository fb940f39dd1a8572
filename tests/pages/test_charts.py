"""What stands around the charts of every page is in the reader's language."""

from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from components.formatting import data_date_words
from data.questions import Questions
from pages.charts import cited, newest_day, sources_in

FIGURES = pd.DataFrame({"source": ["bài báo số 001", "Mô phỏng (không phải số liệu thật)", None, "một tệp lạ"]})


def view(language: str) -> Any:
    names = {"bài báo số 001": "press text 001", "Mô phỏng (không phải số liệu thật)": "Simulated (not real figures)"}
    return SimpleNamespace(language=language, questions=SimpleNamespace(sources_in_english=lambda: names))


def test_sources_are_named_in_vietnamese_as_they_are_kept() -> None:
    assert cited(view("vi"), FIGURES) is FIGURES


def test_sources_are_named_in_english_where_they_have_a_name() -> None:
    assert list(cited(view("en"), FIGURES)["source"].dropna()) == [
        "press text 001",
        "Simulated (not real figures)",
        "một tệp lạ",
    ]
    assert FIGURES.loc[0, "source"] == "bài báo số 001"


@pytest.mark.parametrize(("language", "newest"), [("vi", "bài báo số 001"), ("en", "press text 001")])
def test_a_chart_names_its_newest_source(language: str, newest: str) -> None:
    assert sources_in(view(language), FIGURES.head(1)) == newest


def test_every_source_of_the_catalogue_has_its_english_name(small_warehouse: Any) -> None:
    names = Questions(small_warehouse).sources_in_english()
    assert names["bài báo số 001"] == "press text 001"
    assert len(set(names.values())) == len(names) > 100


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        ("AS", "số công bố đến 06/10/2026, mô phỏng đến 06/11/2026"),
        ("SA", "số liệu đến 06/11/2026"),
        ("SS", "số liệu đến 06/11/2026"),
        ("MS", "số liệu đến 06/11/2026"),
        ("MM", "số liệu đến 06/11/2026"),
    ],
    ids=["simulated goes on", "published is newer", "only simulated", "what is missing is not published", "missing"],
)
def test_a_chart_says_how_far_its_published_and_its_simulated_figures_go(statuses: str, said: str) -> None:
    recorded = pd.to_datetime(["2026-10-06", "2026-11-06"])
    found = newest_day(pd.DataFrame({"status": list(statuses), "recorded_at": recorded}))
    assert found is not None
    assert data_date_words(found.published, found.simulated) == said


def test_a_chart_of_nothing_has_no_date() -> None:
    assert newest_day(pd.DataFrame({"status": [], "recorded_at": []})) is None
