"""LibreOffice opens what we write: every slide and sheet becomes a page, with its words, its commas and its diacritics.

Run where LibreOffice is installed; `make test-office` installs it.
"""

import shutil
import subprocess
from pathlib import Path

import pytest

from exports.content import Taken
from exports.slides.deck import Deck
from exports.xlsx_file import workbook_of
from tests.exports.making import STAMP, others, shapes, taken

OFFICE, READER = shutil.which("soffice"), shutil.which("pdftotext")
pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(not OFFICE or not READER, reason="needs LibreOffice and poppler: make test-office"),
]


def pages_of(path: Path) -> list[str]:
    """The words of each page that LibreOffice makes of a file."""
    home = f"-env:UserInstallation=file://{path.parent / 'office'}"
    subprocess.run(
        [str(OFFICE), home, "--headless", "--convert-to", "pdf", "--outdir", str(path.parent), str(path)],
        capture_output=True,
        text=True,
        timeout=180,
        check=True,
    )
    told = subprocess.run(
        [str(READER), "-layout", str(path.with_suffix(".pdf")), "-"], capture_output=True, text=True, check=True
    )
    return told.stdout.split("\f")[:-1]


@pytest.fixture(scope="module")
def slides(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """One presentation of everything, a text for each page."""
    deck, path = Deck(), tmp_path_factory.mktemp("slides") / "deck.pptx"
    for shape in (*shapes().values(), *others().values()):
        deck.add(taken(shape))
    path.write_bytes(deck.save(STAMP, "Mọi loại"))
    return pages_of(path)


def test_every_slide_is_drawn_with_its_title_and_its_source(slides: list[str]) -> None:
    assert len(slides) == len(shapes()) + len(others()) + 2  # the grid and the cards have two slides each
    for page in slides:
        assert "Tăng trưởng GDP: Giá trị từng kỳ" in page
        assert "Nguồn:CụcThốngkê" in "".join(page.split())


def test_numbers_are_drawn_with_a_decimal_comma(slides: list[str]) -> None:
    assert "-1,50" in slides[0]  # the newest value, as the label of the line
    assert "9.95" not in "".join(slides)


def test_the_amounts_of_a_waterfall_stand_by_their_names(slides: list[str]) -> None:
    (page,) = (one for one in slides if "Thay đổi chung" in one)
    assert "ĐàNẵng+0,40" in "".join(page.split())  # readers of PDF put spaces between letters with marks


def test_the_archipelagos_have_their_names(slides: list[str]) -> None:
    assert sum("Hoàng Sa" in page for page in slides) == 2


@pytest.mark.parametrize("made", [taken(shapes()["fan"]), taken(shapes()["waterfall"])], ids=["fan", "waterfall"])
def test_a_workbook_is_drawn(made: Taken, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(workbook_of(made))
    text = " ".join(" ".join(pages_of(tmp_path / "a.xlsx")).split())
    assert "Xem lại tại" in text
    assert STAMP.link.split("?")[0] in text
