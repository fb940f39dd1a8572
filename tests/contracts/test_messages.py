"""Every sentence of the pages can be read in English, with the same blanks to fill."""

import string
from functools import cache

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from settings import ROOT

CATALOGUE = ROOT / "locale" / "en" / "LC_MESSAGES" / "messages.po"
SPOKEN = ("pages", "components", "access", "alerts", "exports", "sentences")


@cache
def _spoken() -> dict[str, str]:
    """Each sentence of the source, with the first place that says it."""
    found: dict[str, str] = {}
    for folder in SPOKEN:
        for file, line, message, *_rest in extract_from_dir(ROOT / folder, keywords={"_": None}):
            assert isinstance(message, str)
            found.setdefault(message, f"{folder}/{file}:{line}")
    return found


@cache
def _catalogue() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def _blanks(text: str) -> set[str | None]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


def test_every_sentence_has_an_english_one() -> None:
    english = {message.id: message.string for message in _catalogue() if not message.fuzzy}
    missing = {text: place for text, place in _spoken().items() if not english.get(text)}
    assert missing == {}, "run `make messages` and fill the new entries of locale/en/LC_MESSAGES/messages.po"


def test_the_english_has_the_same_blanks() -> None:
    faults = [m.id for m in _catalogue() if m.id and m.string and _blanks(str(m.id)) != _blanks(str(m.string))]
    assert faults == []


def test_the_catalogue_keeps_no_sentence_that_nobody_says() -> None:
    assert [message.id for message in _catalogue() if message.id and message.id not in _spoken()] == []
