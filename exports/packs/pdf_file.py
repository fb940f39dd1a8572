"""A pack as a PDF briefing: headings, numbered figures and tables, page numbers, and tags for screen readers."""

import base64
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from components.language import _
from components.theme import FONT
from exports import fonts
from exports.content import Kind, TableColumn
from exports.errors import NoPrinter
from exports.packs import words
from exports.packs.contents import Briefing, Missing, Part
from exports.packs.paging import COLUMNS, MOST_ROWS
from exports.paint import LOOK
from exports.tabling import column_groups, table_of
from exports.wording import description, footer

STYLE = f"""
@page {{ size: A4; margin: 20mm 20mm 18mm; @bottom-center {{ content: counter(page) " / " counter(pages);
  font: 8pt {FONT}; color: {LOOK.muted}; }} }}
body {{ font: 10.5pt/1.45 {FONT}; color: {LOOK.fg}; }}
h1 {{ font-size: 22pt; line-height: 1.2; margin: 0 0 6pt; border-left: 5pt solid {LOOK.accent}; padding-left: 10pt; }}
h2 {{ font-size: 15pt; color: {LOOK.accent}; margin: 20pt 0 6pt; border-bottom: 1pt solid {LOOK.line};
  break-after: avoid; }}
h3 {{ font-size: 12pt; margin: 14pt 0 4pt; break-after: avoid; }}
p, li {{ margin: 0 0 4pt; }} ul {{ margin: 0; padding-left: 14pt; }}
section {{ break-inside: avoid; }}
figure {{ margin: 4pt 0; break-inside: avoid; }} img {{ width: 100%; }}
figcaption, caption {{ font-size: 9pt; font-weight: bold; text-align: left; padding: 3pt 0; }}
.quiet {{ color: {LOOK.muted}; font-size: 8.5pt; overflow-wrap: anywhere; }}
table {{ border-collapse: collapse; width: 100%; font-size: 8.5pt; }}
th, td {{ border-bottom: 0.5pt solid {LOOK.line}; padding: 2pt 4pt; text-align: left; vertical-align: top; }}
tr {{ break-inside: avoid; }} caption, thead {{ break-after: avoid; }}
th {{ color: {LOOK.muted}; }} .number {{ text-align: right; }} table + table {{ margin-top: 8pt; }}
nav {{ break-after: page; }} nav h2 {{ border: 0; margin: 14pt 0 2pt; }}
nav ol {{ list-style: none; padding: 0; margin: 0; }}
nav li {{ margin: 0 0 1.5pt; padding-left: 14pt; font-size: 9.5pt; }}
nav li.section {{ padding-left: 0; font-weight: bold; font-size: 10.5pt; margin-top: 4pt; }}
nav a {{ color: inherit; text-decoration: none; }}
nav a::after {{ content: leader(".") target-counter(attr(href url), page); }}
"""


def paper_of(briefing: Briefing, pictures: Mapping[int, bytes]) -> bytes:
    """The whole pack as a tagged PDF (PDF/UA-1); raises `NoPrinter` where the server lacks what it needs."""
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as problem:
        raise NoPrinter(
            _("Máy chủ thiếu thư viện pango (libpango-1.0-0, libpangoft2-1.0-0) để lập PDF. Hãy dùng DOCX.")
        ) from problem
    page = "".join(_page(briefing, pictures))
    if not fonts.vietnamese():
        words_ = _("Máy chủ không có phông chữ nào đủ chữ tiếng Việt để lập PDF (hãy cài {package}). Hãy dùng DOCX.")
        raise NoPrinter(words_.format(package=fonts.INSTALL))
    made: bytes = HTML(string=page, url_fetcher=URLFetcher(allowed_protocols=["data"])).write_pdf(
        pdf_variant="pdf/ua-1"
    )
    return made


def _page(briefing: Briefing, pictures: Mapping[int, bytes]) -> Iterator[str]:
    stamp, title = briefing.stamp, escape(briefing.title)
    yield f'<!DOCTYPE html><html lang="{stamp.language}"><head><meta charset="utf-8"><title>{title}</title>'
    yield '<meta name="author" content="Toàn Cảnh">'
    yield f'<meta name="description" content="{escape(stamp.link)}">'
    yield f'<meta name="keywords" content="data_version={stamp.data_version}">'
    yield f'<meta name="dcterms.created" content="{stamp.made_at:%Y-%m-%dT%H:%M:%SZ}">'
    yield f"<style>{STYLE}</style></head><body><h1>{title}</h1>"
    for line in words.opening(briefing):
        yield f'<p class="quiet">{escape(line)}</p>'
    if briefing.changes:
        yield f"<h2>{escape(words.changes_word())}</h2>{_list(briefing.changes)}"
    body = _Body(pictures)
    parts = list(body.written(briefing))
    yield from body.contents()
    yield from parts
    yield "</body></html>"


class _Body:
    """Sections and parts, which are numbered and listed while they are written."""

    def __init__(self, pictures: Mapping[int, bytes]) -> None:
        self._pictures = pictures
        self._headings: list[tuple[str, str, str]] = []
        self._figures: list[tuple[str, str, str]] = []
        self._tables: list[tuple[str, str, str]] = []

    def written(self, briefing: Briefing) -> Iterator[str]:
        for section in briefing.sections:
            if section.heading:
                yield self._heading("h2", section.heading)
            for part in section.parts:
                yield from self._missing(part) if isinstance(part, Missing) else self._part(part)
        yield from self._appendix(briefing)

    def contents(self) -> Iterator[str]:
        """Lists of headings, figures and tables with their pages."""
        yield "<nav>"
        for title, lines in (
            (words.contents_word(), self._headings),
            (words.figures_word(), self._figures),
            (words.tables_word(), self._tables),
        ):
            if lines:
                items = "".join(
                    f'<li class="{kind}"><a href="#{mark}">{escape(line)}</a></li>' for kind, mark, line in lines
                )
                yield f"<h2>{escape(title)}</h2><ol>{items}</ol>"
        yield "</nav>"

    def _heading(self, tag: str, heading: str) -> str:
        mark = f"h{len(self._headings) + 1}"
        self._headings.append(("section" if tag == "h2" else "part", mark, heading))
        return f'<{tag} id="{mark}">{escape(heading)}</{tag}>'

    def _missing(self, part: Missing) -> Iterator[str]:
        yield f'{self._heading("h3", part.heading or part.address)}<p class="quiet">{escape(part.reason)}</p>'

    def _part(self, part: Part) -> Iterator[str]:
        content = part.taken.content
        whole = id(part) in self._pictures  # a chart stays with its heading and sentences on one page
        yield f"{'<section>' if whole else '<div>'}{self._heading('h3', part.title)}"
        if part.note:
            yield f"<p>{escape(part.note)}</p>"
        if content.kind is Kind.POINTS:
            yield _list(content.sentences)
        else:
            yield "".join(f"<p>{escape(one)}</p>" for one in content.sentences)
        if content.empty_reason:
            yield f'<p class="quiet">{escape(content.empty_reason)}</p>'
        elif whole:
            yield self._figure(part, self._pictures[id(part)])
        elif content.kind is not Kind.POINTS:
            yield from self._table(part)
        yield f'<p class="quiet">{escape(footer(part.taken))}</p>{"</section>" if whole else "</div>"}'

    def _figure(self, part: Part, picture: bytes) -> str:
        content, mark = part.taken.content, f"f{len(self._figures) + 1}"
        title = f"{part.title} ({content.unit})" if content.unit else part.title
        told = words.figure_word(len(self._figures) + 1, title)
        self._figures.append(("figure", mark, told))
        source = f"data:image/png;base64,{base64.b64encode(picture).decode()}"
        alt = escape(description(content), quote=True)
        return f'<figure id="{mark}"><img src="{source}" alt="{alt}"><figcaption>{escape(told)}</figcaption></figure>'

    def _table(self, part: Part) -> Iterator[str]:
        table = table_of(part.taken.content)
        if not table.columns:
            return
        mark, told = f"t{len(self._tables) + 1}", words.table_word(len(self._tables) + 1, part.title)
        self._tables.append(("table", mark, told))
        for place, columns in enumerate(column_groups(table.columns, COLUMNS)):
            caption = told if place == 0 else words.continued(told)
            yield _table(columns, table.count, caption, mark if place == 0 else "")
        if table.count > MOST_ROWS:
            yield f'<p class="quiet">{escape(words.cut_rows(MOST_ROWS, table.count))}</p>'

    def _appendix(self, briefing: Briefing) -> Iterator[str]:
        if not briefing.sources and not briefing.definitions:
            return
        yield self._heading("h2", words.appendix_word())
        if briefing.sources:
            yield f"{self._heading('h3', words.sources_word())}{_list(briefing.sources)}"
        if briefing.definitions:
            items = "".join(
                f"<li><b>{escape(one.name)}</b> ({escape(one.unit)}): {escape(one.text)}</li>"
                for one in briefing.definitions
            )
            yield f"{self._heading('h3', words.definitions_word())}<ul>{items}</ul>"


def _list(lines: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(one)}</li>" for one in lines) + "</ul>"


def _table(columns: Sequence[TableColumn], count: int, caption: str, mark: str) -> str:
    sides = [' class="number"' if one.numeric else "" for one in columns]
    head = "".join(f'<th scope="col"{side}>{escape(one.label)}</th>' for one, side in zip(columns, sides, strict=True))
    rows = "".join(
        "<tr>"
        + "".join(f"<td{side}>{escape(one.shown[row])}</td>" for one, side in zip(columns, sides, strict=True))
        + "</tr>"
        for row in range(min(count, MOST_ROWS))
    )
    named = f' id="{mark}"' if mark else ""
    return (
        f"<table{named}><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )
