"""A Word document that is put on pages before it is written, so that its contents know the page of everything."""

import io
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.enum.text import WD_LINE_SPACING
from docx.shared import Pt

from exports.names import legal
from exports.packs import docx_parts
from exports.packs.docx_parts import Entry
from exports.packs.paging import TYPES, WIDTH, Pages, Piece

UNDER = 6.0
"""Room under a picture, in points."""

LEVELS = {"Heading 1": "toc 1", "Heading 2": "toc 2"}


@dataclass(frozen=True, slots=True)
class Item:
    """What stands in a block: its height in points, what writes it and returns its paragraph, where it is listed."""

    high: float
    write: Callable[[Any], Any]
    style: str = ""
    words: str = ""
    label: str = ""


class Book:
    """Blocks on pages; `headings`, `figures` and `tables` list what stands on which."""

    def __init__(self, language: str) -> None:
        self.document, self.pages = Document(), Pages()
        self.headings: list[Entry] = []
        self.captions: dict[str, list[Entry]] = {}
        self._late: list[Callable[[], None]] = []
        docx_parts.style(self.document, language)

    def put(self, items: Sequence[Item]) -> None:
        """Put a block on the page, or on the next one where it does not fit."""
        if not items:
            return
        turns = self.pages.put(sum(one.high for one in items))
        marks = [self._listed(one) for one in items]

        def write() -> None:
            for place, (item, mark) in enumerate(zip(items, marks, strict=True)):
                paragraph = item.write(self.document)
                if place == 0 and turns:
                    paragraph.paragraph_format.page_break_before = True
                if mark:
                    docx_parts.bookmark(paragraph, mark, int(mark.removeprefix("_Toc")))

        self._late.append(write)

    def flow(self, items: Sequence[Item], together: int = 1) -> None:
        """Put items that may go on over pages; the first `together` of them stay together."""
        self.put(items[:together])
        for one in items[together:]:
            self.put([one])

    def write(self) -> None:
        """Write what was put."""
        for one in self._late:
            one()

    def _listed(self, item: Item) -> str:
        """The bookmark of what the contents list."""
        known = self.headings if item.style in LEVELS else self.captions.setdefault(item.label, [])
        if item.style not in LEVELS and not item.label:
            return ""
        count = len(self.headings) + sum(map(len, self.captions.values()))
        style = LEVELS.get(item.style, "table of figures")
        known.append(Entry(style, item.words, f"_Toc{70_000_001 + count}", self.pages.number))
        return known[-1].mark


def text(style: str, words: str) -> Item:
    """A paragraph."""
    return Item(
        TYPES[style].high(words), lambda document: document.add_paragraph(legal(words), style=style), style, words
    )


def caption(words: str, label: str, number: int) -> Item:
    """A numbered caption; its label names the sequence that it is one of."""

    def write(document: Any) -> Any:
        before, _number, after = words.partition(str(number))
        paragraph = document.add_paragraph(style="Caption")
        docx_parts.caption(paragraph, before, label, number, after)
        paragraph.paragraph_format.keep_with_next = True
        return paragraph

    return Item(TYPES["Caption"].high(words), write, "Caption", words, label)


def picture(content: bytes, described: str, most: float) -> Item:
    """A picture as wide as the page, or narrower so that it is at most so high."""
    wide, high = struct.unpack(">II", content[16:24])
    tall = min(WIDTH * high / max(wide, 1), most - UNDER)

    def write(document: Any) -> Any:
        paragraph = document.add_paragraph()
        form = paragraph.paragraph_format
        form.line_spacing_rule, form.space_after, form.keep_with_next = WD_LINE_SPACING.SINGLE, Pt(UNDER), True
        shape = paragraph.add_run().add_picture(io.BytesIO(content), height=Pt(tall))
        shape._inline.docPr.set("descr", legal(described))
        return paragraph

    return Item(tall + UNDER, write)


def grid(piece: Piece, title: str, described: str) -> Item:
    """A table of rows whose heights are known."""
    rows = range(piece.first, piece.first + len(piece.heights))
    told = [[one.label for one in piece.columns], *([one.shown[row] for one in piece.columns] for row in rows)]
    right = [one.numeric for one in piece.columns]
    cells = docx_parts.Cells(told, piece.widths, (piece.head, *piece.heights), right)
    return Item(piece.high, lambda document: docx_parts.add_cells(document, cells, title, described))
