"""How the catalogue says that indicators are spoken of."""

import csv

import pytest
from sqlalchemy import Engine

from data.catalogue import DEFAULT
from data.questions import Questions
from sentences.records import Form
from sentences.sayings import FILE, saying_of


@pytest.fixture(scope="module")
def questions(small_warehouse: Engine) -> Questions:
    return Questions(small_warehouse)


def test_the_file_is_the_catalogues() -> None:
    assert FILE.parent == DEFAULT


def test_every_row_speaks_of_an_indicator_once_and_gives_its_source(questions: Questions) -> None:
    with FILE.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    codes = [row["indicator_code"] for row in rows]
    assert len(codes) == len(set(codes))
    known = {one.code for one in questions.indicators()}
    assert set(codes) <= known
    assert {row["companion"] for row in rows} - {""} <= known
    assert all(row["source"] and row["source_en"] and row["certainty"] in ("high", "medium") for row in rows)
    assert all(bool(row["subject_vi"]) == bool(row["subject_en"]) for row in rows)


def test_every_indicator_can_be_spoken_of(questions: Questions) -> None:
    for indicator in questions.indicators():
        saying = saying_of(indicator)
        assert saying.subject_vi
        assert saying.subject_en
        if saying.form in (Form.GROWTH, Form.RATE):
            assert indicator.unit_vi.startswith(("%", "‰", "điểm %")), indicator.code
        if saying.form is Form.AMOUNT:
            assert indicator.rule_time == "sum", indicator.code
