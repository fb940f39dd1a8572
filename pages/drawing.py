"""From a layout to what Dash Pages calls: reads the address, keeps what was drawn, and answers every expected failure.

A page is a function of its address, the visitor's language and theme, and the data version; so what was drawn once for
them is kept and sent again, until a load makes it old. No traceback reaches a visitor.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from inspect import signature
from urllib.parse import unquote

import dash
from dash import html
from dash.development.base_component import Component
from flask import current_app

from components.cards import notice
from components.formatting import CLOCK
from components.language import _, use_language
from components.messages import failure, not_found
from data.cache import AnswerCache
from data.errors import (
    AnswerTooLarge,
    UnknownEntity,
    UnknownIndicator,
    WarehouseError,
    WarehouseLocked,
    WarehouseMissing,
    WarehouseNotBuilt,
)
from pages.view import View, view_of

Layout = Callable[..., Component]
KEPT_PAGES = 48
log = logging.getLogger(__name__)


def drawn(layout: Layout) -> Layout:
    """Make `layout(view, **codes)` callable by Dash Pages, which passes codes of the path and the query in one bag.

    Where the path is known (the routing callback sends it), codes are read from it, so that a query cannot name
    another thing than the address does.
    """
    return _answering(layout, _kept)


def drawn_anew(layout: Layout) -> Layout:
    """As `drawn`, for a page that shows what no data version tells of, such as refused loads: it is never kept."""
    return _answering(layout, lambda layout, view, codes: layout(view, **codes))


def _answering(layout: Layout, draw: Callable[[Layout, View, Mapping[str, str]], Component]) -> Layout:
    codes = [name for name in signature(layout).parameters if name != "view"]

    @wraps(layout)
    def answer(version: object = None, path: str | None = None, **given: object) -> Component:
        named = {name: str(given.get(name, "")) for name in codes} | _codes_in(path)
        try:
            view = view_of({name: value for name, value in given.items() if name not in codes})
            with use_language(view.language):
                return _with_notices(view, draw(layout, view, named))
        except (UnknownIndicator, UnknownEntity):
            return not_found(" · ".join(named.values()))
        except WarehouseError as problem:
            log.warning("page %s: %s", layout.__module__, problem)
            return failure(_("Chưa đọc được kho số liệu"), in_words(problem))
        except Exception:
            log.exception("page %s failed", layout.__module__)
            return failure(_("Trang này chưa hiển thị được"), _("Lỗi đã được ghi lại. Hãy tải lại trang sau ít phút."))

    return answer


def _kept(layout: Layout, view: View, codes: Mapping[str, str]) -> Component:
    """The page as it was drawn for the same address, language, theme, data version and day, or drawn now."""
    drawings: AnswerCache = current_app.extensions["drawings"]
    key = (
        layout,
        view.questions,
        tuple(codes.items()),
        tuple(sorted(view.params.items())),
        view.language,
        view.theme,
        view.questions.data_version(),
        datetime.now(CLOCK).date(),
    )
    return drawings.answer(key, lambda: layout(view, **codes))


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
