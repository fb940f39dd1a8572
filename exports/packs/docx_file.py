"""A pack as a Word briefing: headings, numbered figures and tables with captions, alternative texts, page numbers."""

import io
from collections.abc import Mapping
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from exports.content import Kind, TableColumn
from exports.names import legal
from exports.packages import settled
from exports.packs import words
from exports.packs.contents import Briefing, Missing, Part
from exports.paint import FONT, LOOK, hexed
from exports.tabling import table_of
from exports.wording import description, footer, made

ROWS, COLUMNS = 40, 7
WIDTH = Cm(16.5)


def document_of(briefing: Briefing, pictures: Mapping[int, bytes]) -> bytes:
    """The whole pack as .docx; charts without a picture are written as their tables."""
    return _Word(briefing, pictures).made()


class _Word:
    def __init__(self, briefing: Briefing, pictures: Mapping[int, bytes]) -> None:
        self._briefing, self._pictures = briefing, pictures
        self._document = Document()
        self._figures = self._tables = 0
        _style(self._document)

    def made(self) -> bytes:
        briefing = self._briefing
        self._document.add_heading(legal(briefing.title), level=0)
        for line in words.opening(briefing):
            self._quiet(line, size=11)
        if briefing.changes:
            self._document.add_heading(words.changes_word(), level=1)
            for line in briefing.changes:
                self._document.add_paragraph(legal(line), style="List Bullet")
        for section in briefing.sections:
            if section.heading:
                self._document.add_heading(legal(section.heading), level=1)
            for part in section.parts:
                self._part(part)
        self._appendix()
        return self._saved()

    def _part(self, part: Part | Missing) -> None:
        if isinstance(part, Missing):
            self._document.add_heading(legal(part.heading or part.address), level=2)
            self._quiet(part.reason)
            return
        content = part.taken.content
        self._document.add_heading(legal(part.title), level=2)
        if part.note:
            self._document.add_paragraph(legal(part.note))
        style = "List Bullet" if content.kind is Kind.POINTS else None
        for sentence in content.sentences:
            self._document.add_paragraph(legal(sentence), style=style)
        if content.empty_reason:
            self._quiet(content.empty_reason)
        elif id(part) in self._pictures:
            self._figure(part, self._pictures[id(part)])
        elif content.kind is not Kind.POINTS:
            self._table(part)
        self._quiet(footer(part.taken))

    def _figure(self, part: Part, picture: bytes) -> None:
        self._figures += 1
        run = self._document.add_paragraph().add_run()
        shape = run.add_picture(io.BytesIO(picture), width=WIDTH)
        shape._inline.docPr.set("descr", legal(description(part.taken.content)))
        unit = part.taken.content.unit
        title = f"{part.title} ({unit})" if unit else part.title
        self._document.add_paragraph(legal(words.figure_word(self._figures, title)), style="Caption")

    def _table(self, part: Part) -> None:
        columns = table_of(part.taken.content).columns[:COLUMNS]
        if not columns:
            return
        self._tables += 1
        self._document.add_paragraph(legal(words.table_word(self._tables, part.title)), style="Caption")
        count = min(len(columns[0].shown), ROWS)
        table = self._document.add_table(rows=count + 1, cols=len(columns), style="Table Grid")
        _repeat_head(table.rows[0])
        for at, column in enumerate(columns):
            cells = table.columns[at].cells
            _cell(cells[0], column.label, column, head=True)
            for row in range(count):
                _cell(cells[row + 1], column.shown[row], column)

    def _appendix(self) -> None:
        briefing = self._briefing
        if not briefing.sources and not briefing.definitions:
            return
        self._document.add_heading(words.appendix_word(), level=1)
        if briefing.sources:
            self._document.add_heading(words.sources_word(), level=2)
            for one in briefing.sources:
                self._document.add_paragraph(legal(one), style="List Bullet")
        if briefing.definitions:
            self._document.add_heading(words.definitions_word(), level=2)
            for definition in briefing.definitions:
                line = self._document.add_paragraph(style="List Bullet")
                line.add_run(legal(f"{definition.name} ({definition.unit}): ")).bold = True
                line.add_run(legal(definition.text))

    def _quiet(self, text: str, size: float = 9) -> None:
        if text:
            run = self._document.add_paragraph().add_run(legal(text))
            run.font.size, run.font.color.rgb = Pt(size), RGBColor.from_string(hexed(LOOK.muted))

    def _saved(self) -> bytes:
        stamp, properties = self._briefing.stamp, self._document.core_properties
        properties.title, properties.subject = legal(self._briefing.title)[:255], stamp.link[:255]
        properties.author = properties.last_modified_by = "Toàn Cảnh"
        properties.comments = f"{made(stamp)} {stamp.link}"[:255]
        properties.keywords, properties.identifier = f"data_version={stamp.data_version}", stamp.link[:255]
        properties.language = stamp.language
        properties.created = properties.modified = stamp.made_at
        saved = io.BytesIO()
        self._document.save(saved)
        return settled(saved.getvalue())


def _style(document: Any) -> None:
    """Arial (for East Asian letters too), A4, and a page number at the foot."""
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Caption", "List Bullet"):
        style = document.styles[name]
        style.font.name = FONT
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for side in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(side), FONT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)
        if name in ("Title", "Heading 1", "Heading 2"):
            style.font.color.rgb = RGBColor.from_string(hexed(LOOK.fg if name != "Heading 1" else LOOK.accent))
    document.styles["Normal"].font.size = Pt(11)
    document.styles["Title"].font.size = Pt(24)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2)
    _page_number(section.footer.paragraphs[0])


def _page_number(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def _repeat_head(row: Any) -> None:
    """The head of a table again on each page."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _cell(cell: Any, text: str, column: TableColumn, *, head: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if column.numeric else WD_ALIGN_PARAGRAPH.LEFT
    run = paragraph.add_run(legal(text))
    run.font.size, run.bold = Pt(9), head
