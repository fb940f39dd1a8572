"""What the catalogue says is there in Vietnamese and in English, and a Vietnamese page never has to show English."""

import re

import pytest

from data.catalogue import DEFAULT, Catalogue, read_catalogue
from data.catalogue.files import read_rows

ENGLISH = re.compile(
    r"\b(the|of|and|or|for|from|by|as|on|with|not|quoting|quoted|computed|copy|release|releases|note|notes|average|list|"
    r"general|knowledge|press|text|file|year|month|months|share|number|target|revised|certainty|own|data)\b",
    re.IGNORECASE,
)
# Names that stay as they are in any language; "tháng 10" and the like carry the Vietnamese.
NAMES = ("Open Development Vietnam", "vietnam-provinces")
PAIRS = (("source", "source_en"), ("note_vi", "note_en"), ("weight_vi", "weight_en"), ("licence", "licence_en"))
FILES = sorted(path for path in DEFAULT.glob("*.csv") if path.stem != "corrections")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue()


def english_in(text: str) -> bool:
    """Whether a text has an English word, or no Vietnamese letter at all."""
    for name in NAMES:
        text = text.replace(name, "")
    return bool(ENGLISH.search(text)) or (bool(re.search("[A-Za-z]", text)) and text.isascii())


@pytest.mark.parametrize("text", ["press text 001", "cafef.vn 2025-11-06", "Cục Thống kê, three notes quoting it"])
def test_english_is_noticed(text: str) -> None:
    assert english_in(text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_vietnamese_column_holds_english(path) -> None:
    columns = [vietnamese for vietnamese, _ in PAIRS] + ["document"]
    texts = {row[column] for row in read_rows(path) for column in columns if row.get(column)}
    assert sorted(text for text in texts if english_in(text)) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_one_language_says_the_other_says_too(path) -> None:
    rows = read_rows(path)
    for vietnamese, english in (pair for pair in PAIRS if pair[0] in rows[0]):
        said = {(row[vietnamese], row[english]) for row in rows}
        assert [pair for pair in said if bool(pair[0]) != bool(pair[1])] == []
        # One text has one translation, in both directions.
        assert len(said) == len({text for text, _ in said}) == len({text for _, text in said})


def test_what_the_warehouse_takes_is_vietnamese(catalogue: Catalogue) -> None:
    frames = (catalogue.entities, catalogue.succession, catalogue.targets, catalogue.observations)
    texts = {text for frame in frames for name in ("source", "note") if name in frame for text in frame[name].dropna()}
    assert sorted(text for text in texts if english_in(text)) == []
    notes = catalogue.observations.set_index(["indicator", "entity", "period_end"])["note"].dropna()
    assert notes.str.contains("độ chắc chắn trung bình").sum() > 50
