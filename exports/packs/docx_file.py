"""A pack as a Word briefing: contents with pages, headings, numbered figures and tables, alternative texts."""

import io
from collections.abc import Iterator, Mapping

from exports.content import Kind
from exports.names import legal
from exports.packages import settled
from exports.packs import docx_parts, words
from exports.packs.contents import Briefing, Missing, Part
from exports.packs.docx_book import Book, Item, caption, grid, picture, text
from exports.packs.paging import MOST_ROWS, PAGE, TYPES, pieces_of
from exports.tabling import table_of
from exports.wording import description, footer, made

HIGHEST, LOWEST = 430.0, 170.0
"""Points of a picture at most, and at least where text is beside it."""

SHRUNK = 0.75
"""How small a picture may be of its own size so that it still stands on the page that is begun."""


def document_of(briefing: Briefing, pictures: Mapping[int, bytes]) -> bytes:
    """The whole pack as .docx; charts without a picture are written as their tables."""
    return _Word(briefing, pictures).made()


class _Word:
    """Puts the body on pages first, which numbers the contents, and then writes the front and the body."""

    def __init__(self, briefing: Briefing, pictures: Mapping[int, bytes]) -> None:
        self._briefing, self._pictures = briefing, pictures
        self._book = Book(briefing.stamp.language)

    def made(self) -> bytes:
        pages = self._book.pages
        for style, line in self._front():
            pages.put(TYPES[style].high(line))
        pages.turn()
        self._body()
        self._appendix()
        self._write_front()
        self._book.write()
        return self._saved()

    # --- the front ----------------------------------------------------------------------------------------------------

    def _front(self) -> Iterator[tuple[str, str]]:
        """Every paragraph before the body by style and words; of what is listed the pages are not known yet."""
        yield from self._opening()
        for heading, lines in self._listed():
            yield "TOC Heading", heading
            yield from lines

    def _opening(self) -> Iterator[tuple[str, str]]:
        briefing = self._briefing
        yield "Title", briefing.title
        yield from (("Quiet", line) for line in words.opening(briefing))
        if briefing.changes:
            yield "TOC Heading", words.changes_word()
            yield from (("List Bullet", line) for line in briefing.changes)

    def _listed(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """The lists of headings, figures and tables that the briefing will have."""
        headings: list[tuple[str, str]] = []
        figures, tables = list[str](), list[str]()
        for section in self._briefing.sections:
            headings += [("toc 1", section.heading)] if section.heading else []
            for part in section.parts:
                headings.append(("toc 2", _title(part)))
                if self._is_figure(part):
                    figures.append(words.figure_word(len(figures) + 1, _with_unit(part)))
                elif _is_table(part):
                    tables.append(words.table_word(len(tables) + 1, _title(part)))
        headings += [("toc 1", words.appendix_word())] if self._has_appendix() else []
        if self._briefing.sources:
            headings.append(("toc 2", words.sources_word()))
        if self._briefing.definitions:
            headings.append(("toc 2", words.definitions_word()))
        lists = (
            (words.contents_word(), headings),
            (words.figures_word(), [("table of figures", one) for one in figures]),
            (words.tables_word(), [("table of figures", one) for one in tables]),
        )
        yield from ((heading, lines) for heading, lines in lists if lines)

    def _write_front(self) -> None:
        book = self._book
        for style, line in self._opening():
            book.document.add_paragraph(legal(line), style=style)
        figure, table = words.figure_label(), words.table_label()
        for heading, code, entries in (
            (words.contents_word(), 'TOC \\o "1-2" \\h \\z \\u', book.headings),
            (words.figures_word(), f'TOC \\h \\z \\c "{figure}"', book.captions.get(figure, [])),
            (words.tables_word(), f'TOC \\h \\z \\c "{table}"', book.captions.get(table, [])),
        ):
            if entries:
                book.document.add_paragraph(heading, style="TOC Heading")
                docx_parts.contents(book.document, code, entries)

    # --- the body -----------------------------------------------------------------------------------------------------

    def _body(self) -> None:
        for section in self._briefing.sections:
            above = section.heading
            for part in section.parts:
                heads = _heads(above, _title(part))
                if isinstance(part, Missing):
                    self._book.put([*heads, text("Quiet", part.reason)])
                else:
                    self._part(part, heads)
                above = ""

    def _part(self, part: Part, heads: list[Item]) -> None:
        content = part.taken.content
        style = "List Bullet" if content.kind is Kind.POINTS else "Normal"
        told = [text("Normal", part.note)] if part.note else []
        told += [text(style, one) for one in content.sentences]
        foot = [text("Quiet", footer(part.taken))] if footer(part.taken) else []
        if content.empty_reason:
            self._book.put([*heads, *told, text("Quiet", content.empty_reason), *foot])
        elif self._is_figure(part):
            self._figure(part, heads, told, foot)
        elif _is_table(part):
            self._table(part, heads, told, foot)
        else:
            self._book.flow([*heads, *told, *foot], len(heads) + 1)

    def _is_figure(self, part: Part | Missing) -> bool:
        return isinstance(part, Part) and id(part) in self._pictures and not part.taken.content.empty_reason

    def _figure(self, part: Part, heads: list[Item], told: list[Item], foot: list[Item]) -> None:
        label = words.figure_label()
        number = len(self._book.captions.get(label, ())) + 1
        under = [caption(words.figure_word(number, _with_unit(part)), label, number), *foot]
        if PAGE - _high([*heads, *told, *under]) < LOWEST:  # more text than stands beside a picture
            self._book.flow([*heads, *told], len(heads) + 1)
            heads, told = [], []
        beside = _high([*heads, *told, *under])
        drawn, told_of = self._pictures[id(part)], description(part.taken.content)
        whole = picture(drawn, told_of, min(HIGHEST, PAGE - beside))
        left = self._book.pages.left - beside
        shown = picture(drawn, told_of, left) if SHRUNK * whole.high <= left < whole.high else whole
        self._book.put([*heads, *told, shown, *under])

    def _table(self, part: Part, heads: list[Item], told: list[Item], foot: list[Item]) -> None:
        content, label = part.taken.content, words.table_label()
        table, number = table_of(content), len(self._book.captions.get(label, ())) + 1
        title = words.table_word(number, part.title)
        head = caption(title, label, number)
        if _high([*heads, *told]) > PAGE / 2:
            self._book.flow([*heads, *told], len(heads) + 1)
            heads, told = [], []
        above = [*heads, *told, head]
        pieces = pieces_of(table, self._book.pages.left - _high(above), PAGE - _high(above), PAGE - head.high)
        more = text("Caption", words.continued(title))
        for place, piece in enumerate(pieces):
            self._book.put([*(above if place == 0 else [more]), grid(piece, part.title, description(content))])
        rest = [text("Quiet", words.cut_rows(MOST_ROWS, table.count))] if table.count > MOST_ROWS else []
        self._book.put([*rest, *foot])

    # --- the end ------------------------------------------------------------------------------------------------------

    def _has_appendix(self) -> bool:
        return bool(self._briefing.sources or self._briefing.definitions)

    def _appendix(self) -> None:
        briefing, above = self._briefing, words.appendix_word()
        if briefing.sources:
            heads = _heads(above, words.sources_word())
            self._book.flow([*heads, *(text("List Bullet", one) for one in briefing.sources)], len(heads) + 1)
            above = ""
        if briefing.definitions:
            heads = _heads(above, words.definitions_word())
            lines = [f"{one.name} ({one.unit}): {one.text}" for one in briefing.definitions]
            self._book.flow([*heads, *(text("List Bullet", one) for one in lines)], len(heads) + 1)

    def _saved(self) -> bytes:
        stamp, document = self._briefing.stamp, self._book.document
        properties = document.core_properties
        properties.title, properties.subject = legal(self._briefing.title)[:255], stamp.link[:255]
        properties.author = properties.last_modified_by = "Toàn Cảnh"
        properties.comments = f"{made(stamp)} {stamp.link}"[:255]
        properties.keywords, properties.identifier = f"data_version={stamp.data_version}", stamp.link[:255]
        properties.language = stamp.language
        properties.created = properties.modified = stamp.made_at
        saved = io.BytesIO()
        document.save(saved)
        return settled(saved.getvalue())


def _title(part: Part | Missing) -> str:
    return part.heading or part.address if isinstance(part, Missing) else part.title


def _with_unit(part: Part | Missing) -> str:
    unit = part.taken.content.unit if isinstance(part, Part) else ""
    return f"{_title(part)} ({unit})" if unit else _title(part)


def _is_table(part: Part | Missing) -> bool:
    """Whether a part without a picture is written as a table."""
    if isinstance(part, Missing) or part.taken.content.kind is Kind.POINTS or part.taken.content.empty_reason:
        return False
    return bool(table_of(part.taken.content).columns)


def _heads(section: str, title: str) -> list[Item]:
    return [*([text("Heading 1", section)] if section else []), text("Heading 2", title)]


def _high(items: list[Item]) -> float:
    return sum(one.high for one in items)
