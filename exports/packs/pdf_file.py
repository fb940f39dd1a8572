"""A pack as a PDF briefing: headings, numbered figures and tables, page numbers, and tags for screen readers."""

import base64
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from components.language import _
from exports.content import Kind, Table
from exports.errors import ExportError
from exports.packs import words
from exports.packs.contents import Briefing, Missing, Part
from exports.paint import FONT, LOOK
from exports.tabling import table_of
from exports.wording import description, footer

ROWS, COLUMNS = 40, 7
STYLE = f"""
@page {{ size: A4; margin: 20mm 20mm 18mm; @bottom-center {{ content: counter(page) " / " counter(pages);
  font: 8pt {FONT}, "Liberation Sans", "Noto Sans", sans-serif; color: {LOOK.muted}; }} }}
body {{ font: 10.5pt/1.45 {FONT}, "Liberation Sans", "Noto Sans", sans-serif; color: {LOOK.fg}; }}
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
th {{ color: {LOOK.muted}; }} .number {{ text-align: right; }}
"""


class NoPrinter(ExportError):
    """What makes PDF files cannot run on this server."""


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
    counted = {"figure": 0, "table": 0}
    for section in briefing.sections:
        if section.heading:
            yield f"<h2>{escape(section.heading)}</h2>"
        for part in section.parts:
            yield from _part(part, pictures, counted)
    yield from _appendix(briefing)
    yield "</body></html>"


def _list(lines: Any) -> str:
    return "<ul>" + "".join(f"<li>{escape(one)}</li>" for one in lines) + "</ul>"


def _part(part: Part | Missing, pictures: Mapping[int, bytes], counted: dict[str, int]) -> Iterator[str]:
    if isinstance(part, Missing):
        yield f'<h3>{escape(part.heading or part.address)}</h3><p class="quiet">{escape(part.reason)}</p>'
        return
    content = part.taken.content
    whole = id(part) in pictures  # a chart stays with its heading and sentences on one page
    yield f"{'<section>' if whole else '<div>'}<h3>{escape(part.title)}</h3>"
    if part.note:
        yield f"<p>{escape(part.note)}</p>"
    if content.kind is Kind.POINTS:
        yield _list(content.sentences)
    else:
        yield "".join(f"<p>{escape(one)}</p>" for one in content.sentences)
    if content.empty_reason:
        yield f'<p class="quiet">{escape(content.empty_reason)}</p>'
    elif id(part) in pictures:
        counted["figure"] += 1
        yield _figure(part, pictures[id(part)], counted["figure"])
    elif content.kind is not Kind.POINTS:
        counted["table"] += 1
        yield _table(table_of(content), words.table_word(counted["table"], part.title))
    yield f'<p class="quiet">{escape(footer(part.taken))}</p>{"</section>" if whole else "</div>"}'


def _figure(part: Part, picture: bytes, number: int) -> str:
    content = part.taken.content
    source = f"data:image/png;base64,{base64.b64encode(picture).decode()}"
    title = f"{part.title} ({content.unit})" if content.unit else part.title
    alt = escape(description(content), quote=True)
    return (
        f'<figure><img src="{source}" alt="{alt}">'
        f"<figcaption>{escape(words.figure_word(number, title))}</figcaption></figure>"
    )


def _table(table: Table, caption: str) -> str:
    columns = table.columns[:COLUMNS]
    if not columns:
        return ""
    sides = [' class="number"' if one.numeric else "" for one in columns]
    head = "".join(f'<th scope="col"{side}>{escape(one.label)}</th>' for one, side in zip(columns, sides, strict=True))
    rows = "".join(
        "<tr>"
        + "".join(f"<td{side}>{escape(one.shown[row])}</td>" for one, side in zip(columns, sides, strict=True))
        + "</tr>"
        for row in range(min(table.count, ROWS))
    )
    return f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _appendix(briefing: Briefing) -> Iterator[str]:
    if not briefing.sources and not briefing.definitions:
        return
    yield f"<h2>{escape(words.appendix_word())}</h2>"
    if briefing.sources:
        yield f"<h3>{escape(words.sources_word())}</h3>{_list(briefing.sources)}"
    if briefing.definitions:
        items = "".join(
            f"<li><b>{escape(one.name)}</b> ({escape(one.unit)}): {escape(one.text)}</li>"
            for one in briefing.definitions
        )
        yield f"<h3>{escape(words.definitions_word())}</h3><ul>{items}</ul>"
