"""What was said of past targets, and what came: the page says whether it was better than simple guesses."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine

from access.web.seeing import Shown
from components.figures.reliability_dots import reliability_dots
from data.engine import open_engine
from data.questions import Questions
from data.targets.trials import Trial, TrialBook
from forecasting.targets.scoring import Bin
from pages.kept.keeping import Keeping
from tests.pages.visiting import texts, visit


@pytest.fixture
def engine(small_warehouse_file: Path, tmp_path: Path) -> Iterator[Engine]:
    made = open_engine(f"sqlite:///{shutil.copy(small_warehouse_file, tmp_path / 'own.db')}")
    yield made
    made.dispose()


@pytest.fixture
def served(wsgi: Flask, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setattr(wsgi.extensions["gate"], "engine", engine)
    for name, held in (("questions", Questions(engine)), ("drawings", Keeping(48)), ("shown", Shown(engine))):
        monkeypatch.setitem(wsgi.extensions, name, held)
    return wsgi


def keep(engine: Engine, *told: tuple[int, float, float | None]) -> None:
    """Trials of GDP growth of a year each: what was said after nine months, and what came."""
    asked = Questions(engine)
    growth = asked.indicator("GRO01")
    trials = []
    for year, said, came in told:
        target = next(one for one in asked.targets(year=year, indicator=growth) if one.assigned_by == "QH")
        value = None if came is None else 7.36
        trials.append(Trial(target, date(year, 10, 10), 9, said, 7.1, 6.8, 7.4, 1.0, 0.0, value, came))
    TrialBook(engine).keep(growth.id, trials, 1)


def said(wsgi: Flask, query: str = "", language: str = "vi") -> str:
    return (
        " | ".join(texts(visit(wsgi, "/targets/record", query, language))).replace("\xa0", " ").replace("\u202f", " ")
    )


def test_before_the_first_run_the_page_says_what_is_missing(served: Flask) -> None:
    assert "Chưa có nhận định nào để chấm" in said(served)


def test_the_verdict_stands_beside_both_simple_ways(served: Flask, engine: Engine) -> None:
    keep(engine, (2019, 0.9, 1.0), (2020, 0.2, 0.0), (2026, 0.1, None))
    told = said(served)
    assert "2 nhận định về 2 mục tiêu các năm 2019–2020 đã biết kết quả: sai số 0,025" in told
    assert "tốt hơn cả hai cách đoán đơn giản" in told
    assert "0,500" in told
    assert "better than both simple guesses" in said(served, language="en")


def test_calls_that_are_no_better_are_not_praised(served: Flask, engine: Engine) -> None:
    keep(engine, (2019, 0.1, 1.0), (2020, 0.9, 0.0))
    assert "không hơn cách đoán như năm trước" in said(served)


def test_the_diagram_has_a_dot_for_each_group_and_its_interval() -> None:
    figure = reliability_dots([Bin(0.1, 0.0, 10, 0.0, 0.28), Bin(0.9, 1.0, 20, 0.84, 1.0)])
    (dots,) = figure["data"]
    assert (dots["x"], dots["y"]) == ([10.0, 90.0], [0.0, 100.0])
    assert dots["error_y"]["array"] == pytest.approx([28.0, 0.0])
    assert dots["marker"]["size"][0] < dots["marker"]["size"][1]
    assert reliability_dots([]) == {"data": [], "layout": {}}
