"""What a page is drawn from: the address, the visitor's language and theme, and the warehouse.

Every layout is a function of its `View`. `drawn` makes such a function into what Dash Pages calls, and answers every
expected failure with a sentence, so that no traceback reaches a visitor.
"""

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from inspect import signature
from urllib.parse import quote, unquote, urlencode

import dash
from dash import html
from dash.development.base_component import Component
from flask import current_app

from components.cards import notice
from components.formatting import CLOCK
from components.language import _, language
from components.messages import failure, not_found
from components.theme import current_theme
from data.errors import (
    AnswerTooLarge,
    UnknownEntity,
    UnknownIndicator,
    WarehouseError,
    WarehouseLocked,
    WarehouseMissing,
    WarehouseNotBuilt,
)
from data.questions import Questions
from data.records import Boundary

LIVE_VERSION = "live-version"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
FIRST_DAY = date(1900, 1, 1)
LONGEST = 40  # letters of a value that is shown back
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class View:
    """One look at the warehouse: who looks (language, theme), at what (params), as known when, on which map.

    `notices` are sentences about shared parameters that were not understood; `drawn` shows them above the page.
    """

    questions: Questions
    language: str
    theme: str
    params: Mapping[str, str]
    as_of: date | None
    boundary: Boundary
    notices: tuple[str, ...] = ()

    def link(self, path: str, **params: object) -> str:
        """An address on this site that keeps the as-of date and the map of this view."""
        kept = {
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "boundary": self.boundary.value if self.boundary is not Boundary.MAP_2025 else None,
        }
        query = urlencode({name: str(value) for name, value in {**kept, **params}.items() if value not in (None, "")})
        return quote(path) + (f"?{query}" if query else "")

    def choice(self, name: str, allowed: Mapping[str, object] | tuple[str, ...] | list[str], default: str) -> str:
        """The value of a query parameter, or `default` where it is absent or not one of `allowed`."""
        value = self.params.get(name, default)
        return value if value in allowed else default


def view_of(params: Mapping[str, object]) -> View:
    """The view that an address asks for; a value that is not understood falls back to its default."""
    texts = {name: value for name, value in params.items() if isinstance(value, str)}
    questions: Questions = current_app.extensions["questions"]
    as_of, boundary = _as_of(texts.get("as_of", "")), _boundary(texts.get("boundary", ""))
    return View(
        questions=questions,
        language=language(),
        theme=current_theme(),
        params=texts,
        as_of=as_of,
        boundary=boundary or Boundary.MAP_2025,
        notices=tuple(_not_understood(texts, as_of, boundary)),
    )


def _as_of(text: str) -> date | None:
    """A day on which something can have been known: not before all data, and not in the future."""
    try:
        day = date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        return None
    return day if day and FIRST_DAY <= day <= datetime.now(CLOCK).date() else None


def _boundary(text: str) -> Boundary | None:
    return Boundary(text) if text in set(Boundary) else None


def _not_understood(texts: Mapping[str, str], as_of: date | None, boundary: Boundary | None) -> Iterator[str]:
    """A sentence for each shared parameter whose value was replaced by its default."""
    if texts.get("as_of") and as_of is None:
        sentence = _("Không hiểu ngày as_of={value} trong địa chỉ; đang xem số liệu hôm nay.")
        yield sentence.format(value=texts["as_of"][:LONGEST])
    if texts.get("boundary") and boundary is None:
        sentence = _("Không hiểu địa giới boundary={value} trong địa chỉ; đang xem theo địa giới hiện nay.")
        yield sentence.format(value=texts["boundary"][:LONGEST])


def drawn(layout: Callable[..., Component]) -> Callable[..., Component]:
    """Make `layout(view, **codes)` callable by Dash Pages, which passes codes of the path and the query in one bag.

    Where the path is known (the routing callback sends it), codes are read from it, so that a query cannot name
    another thing than the address does.
    """
    codes = [name for name in signature(layout).parameters if name != "view"]

    @wraps(layout)
    def answer(version: object = None, path: str | None = None, **given: object) -> Component:
        named = {name: str(given.get(name, "")) for name in codes} | _codes_in(path)
        try:
            view = view_of({name: value for name, value in given.items() if name not in codes})
            return _with_notices(view, layout(view, **named))
        except (UnknownIndicator, UnknownEntity):
            return not_found(" · ".join(named.values()))
        except WarehouseError as problem:
            log.warning("page %s: %s", layout.__module__, problem)
            return failure(_("Chưa đọc được kho số liệu"), in_words(problem))
        except Exception:
            log.exception("page %s failed", layout.__module__)
            return failure(_("Trang này chưa hiển thị được"), _("Lỗi đã được ghi lại. Hãy tải lại trang sau ít phút."))

    return answer


def in_words(problem: WarehouseError) -> str:
    """What a visitor is told of trouble with the warehouse; the log and /healthz have the address and the details."""
    if isinstance(problem, WarehouseLocked):
        return _("Kho số liệu đang bận vì một tiến trình khác giữ quá lâu. Hãy tải lại trang sau ít phút.")
    if isinstance(problem, (WarehouseMissing, WarehouseNotBuilt)):
        return _("Kho số liệu chưa được dựng. Người vận hành dựng kho bằng lệnh: python -m data init")
    if isinstance(problem, AnswerTooLarge):
        return _("Câu hỏi này có quá nhiều số liệu để trả lời một lần. Hãy chọn ít kỳ hoặc ít đơn vị hơn.")
    return _("Kho số liệu không trả lời. Lỗi đã được ghi lại; hãy báo người vận hành nếu tải lại trang vẫn thấy.")


def _codes_in(path: str | None) -> dict[str, str]:
    """The codes that stand in an address such as /indicators/GRO01; none where the path is not known."""
    if path is None:
        return {}
    _page, codes = dash._pages._path_to_page(path.strip("/"))
    return {name: unquote(value) for name, value in (codes or {}).items()}


def _with_notices(view: View, page: Component) -> Component:
    if not view.notices:
        return page
    return html.Div([*(notice(text, tone="risk") for text in view.notices), page], className="tc-stack")
