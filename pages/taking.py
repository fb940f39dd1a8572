"""From an address to what can be taken away from its page: the same drawing that is on the screen, read again.

A page is a function of its address, so the address and the id of a chart or table say everything about a file. The
drawing comes from where pages are kept; it is drawn anew only where nobody looked at it since the last load.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from urllib.parse import parse_qsl, urlencode, urlsplit

import dash
from flask import current_app, request

from access.web import seeing
from components.language import _, use_language
from components.theme import Theme, use_theme
from data.errors import UnknownEntity, UnknownIndicator, UnknownTarget
from exports.content import Content, Stamp, Taken
from exports.offered import Offer
from exports.telling.telling import told
from pages.view import View

LONGEST = 2000  # letters of an address


class CannotTake(Exception):
    """Nothing can be taken from an address; the text is a sentence for the reader, `status` that of the answer."""

    def __init__(self, sentence: str, status: Literal[400, 403, 404]) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass(frozen=True)
class Drawn:
    """A page that was drawn for files: its view, its address as people reopen it, and what it offers by id."""

    view: View
    address: str
    theme: Theme
    offers: Mapping[str, Offer]

    @property
    def ids(self) -> tuple[str, ...]:
        """What can be taken away, in the order of the page."""
        return tuple(self.offers)


def draw(address: str, theme: Theme | None = None) -> Drawn:
    """Draw the page of an address for the present viewer, in their theme or another; raises `CannotTake`."""
    parts = urlsplit(address)
    if len(address) > LONGEST or parts.netloc or not parts.path.startswith("/"):
        raise CannotTake(_("Địa chỉ không phải của trang nào ở đây."), 400)
    page, _codes = dash._pages._path_to_page(parts.path.strip("/"))
    take = getattr(page.get("layout") if page else None, "take", None)
    if take is None:
        raise CannotTake(_("Không có trang {path}.").format(path=parts.path[:80]), 404)
    if not seeing.may_open(page["module"]):
        raise CannotTake(_("Vai trò của anh/chị không được xem trang này."), 403)
    given = dict(parse_qsl(parts.query))
    try:
        if theme is None:
            view, drawing = take(parts.path, given)
        else:
            with use_theme(theme):
                view, drawing = take(parts.path, given)
    except (UnknownIndicator, UnknownEntity, UnknownTarget) as problem:
        raise CannotTake(_("Không có trang {path}.").format(path=parts.path[:80]), 404) from problem
    return Drawn(view, parts.path + (f"?{urlencode(given)}" if given else ""), theme or view.theme, drawing.offers)


def content_of(drawn: Drawn, id: str) -> Content:
    """One content of a page by its id, with sentences; raises `CannotTake` where the page has no such thing."""
    if id not in drawn.offers:
        raise CannotTake(_("Trang này không có hình hoặc bảng nào mang mã {id}.").format(id=id[:80]), 404)
    with use_language(drawn.view.language):
        return told(drawn.offers[id].content)


def stamp_of(drawn: Drawn, id: str = "", made_at: datetime | None = None) -> Stamp:
    """Where and when it is taken; the link reopens the page at the thing itself."""
    base = current_app.config["TOANCANH"].public_address.rstrip("/") or request.url_root.rstrip("/")
    return Stamp(
        address=drawn.address,
        link=f"{base}{drawn.address}" + (f"#{id}" if id else ""),
        language=drawn.view.language,
        as_of=drawn.view.as_of,
        data_version=drawn.view.questions.data_version(),
        theme=drawn.theme,
        made_at=(made_at or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None, microsecond=0),
    )


def take(address: str, id: str, *, theme: Theme | None = None, made_at: datetime | None = None) -> Taken:
    """What stands at an address under an id, for a writer of files; raises `CannotTake` and any `WarehouseError`."""
    drawn = draw(address, theme)
    return Taken(content_of(drawn, id), stamp_of(drawn, id, made_at))
