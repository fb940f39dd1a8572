"""What a picture says of itself: title, link of the view, data version and time, written into the file."""

import re
import struct
import zlib
from html import escape

from exports.content import Taken
from exports.names import legal
from exports.wording import made

PNG_HEAD = 33
"""Bytes before the second chunk of a PNG: its signature and its header."""


def told(picture: bytes, form: str, taken: Taken) -> bytes:
    """The picture with its properties; as it is where its form is not understood."""
    facts = {
        "Title": legal(taken.content.name),
        "Source": taken.stamp.link,
        "Comment": made(taken.stamp),
        "Creation Time": f"{taken.stamp.made_at:%Y-%m-%dT%H:%M:%SZ}",
        "Software": "Toàn Cảnh",
    }
    write = {"png": _png, "svg": _svg, "pdf": _pdf}.get(form)
    return picture if write is None else write(_settled(picture, form, taken), facts)


def _settled(picture: bytes, form: str, taken: Taken) -> bytes:
    """The picture without what the browser makes up each time: identifiers in an SVG, the time in a PDF."""
    if form == "svg":
        own = f"{zlib.crc32(taken.stamp.link.encode()) & 0xFFFFFF:06x}".encode()
        chance = re.search(rb'id="defs-([0-9a-f]{6})"', picture)
        return picture if chance is None else re.sub(rb"(?<=[-a-z])" + chance.group(1), own, picture)
    if form == "pdf":
        made_at = f"(D:{taken.stamp.made_at:%Y%m%d%H%M%S}+00'00')".encode()
        return re.sub(rb"\(D:\d{14}\+00'00'\)", made_at, picture)  # as long as before, so that every offset holds
    return picture


def _png(picture: bytes, facts: dict[str, str]) -> bytes:
    """International text chunks after the header."""
    chunks = b"".join(_chunk(b"iTXt", name.encode() + b"\0\0\0\0\0" + text.encode()) for name, text in facts.items())
    return picture[:PNG_HEAD] + chunks + picture[PNG_HEAD:]


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _svg(picture: bytes, facts: dict[str, str]) -> bytes:
    """A title, which readers see and hear, and a description."""
    about = "; ".join(f"{name}: {text}" for name, text in facts.items() if name != "Title")
    words = f"<title>{escape(facts['Title'])}</title><desc>{escape(about)}</desc>"
    return re.sub(rb"(<svg\b[^>]*>)", lambda found: found.group(1) + words.encode(), picture, count=1)


def _pdf(picture: bytes, facts: dict[str, str]) -> bytes:
    """A document information dictionary, appended as PDF lets a file be amended (ISO 32000-1, 7.5.6)."""
    start = re.findall(rb"startxref\s+(\d+)", picture)
    trailer = re.findall(rb"trailer\s*<<(.*?)>>", picture, re.DOTALL)
    root = trailer and re.search(rb"/Root\s+(\d+ \d+ R)", trailer[-1])
    size = trailer and re.search(rb"/Size\s+(\d+)", trailer[-1])
    if not (start and root and size):
        return picture
    number = int(size.group(1))
    names = {"Title": "Title", "Subject": "Source", "Keywords": "Comment", "Creator": "Software"}
    texts = "".join(f"/{name} <{_hexed(facts[fact])}> " for name, fact in names.items())
    texts += f"/CreationDate (D:{re.sub('[^0-9]', '', facts['Creation Time'])}Z) "
    body = picture.rstrip() + b"\n"
    made_ = f"{number} 0 obj\n<< {texts}>>\nendobj\n".encode()
    where = len(body) + len(made_)
    table = f"xref\n{number} 1\n{len(body):010d} 00000 n \n".encode()
    end = (
        f"trailer\n<< /Size {number + 1} /Root {root.group(1).decode()} /Info {number} 0 R /Prev {int(start[-1])} >>\n"
    )
    return body + made_ + table + end.encode() + f"startxref\n{where}\n%%EOF\n".encode()


def _hexed(text: str) -> str:
    """A text string of PDF: UTF-16 with its mark, in hexadecimal."""
    return (b"\xfe\xff" + text.encode("utf-16-be")).hex().upper()
