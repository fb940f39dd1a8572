"""From a layout to what Dash Pages calls: reads the address, keeps what was drawn, and answers every expected failure.

A page is a function of its address, the visitor's language, theme and sight, and the data version; so what was drawn
once for them is kept and sent again, until a load makes it old. A page that shows restricted figures says so, and who
was shown it is recorded. No traceback reaches a visitor.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from inspect import signature
from typing import Any
from urllib.parse import unquote, urlencode

import dash
from dash import html
from dash.development.base_component import Component
from dash.exceptions import MissingCallbackContextException, PreventUpdate

from access.web import seeing
from components.cards import notice
from components.language import _, use_language
from components.messages import failure, not_found
from data.errors import (
    AnswerTooLarge,
    UnknownEntity,
    UnknownIndicator,
    UnknownTarget,
    WarehouseError,
    WarehouseFull,
    WarehouseLocked,
    WarehouseMissing,
    WarehouseNotBuilt,
)
from data.questions.sight import Pair
from pages.kept.page import Codes, Drawing, Layout, Sent, kept, kept_with_desk, now, with_offers
from pages.view import LIVE_VERSION, View, view_of

Page = Component | Sent
Answering = Callable[..., Page]
MOST_NAMED = 3
log = logging.getLogger(__name__)


def drawn(layout: Layout) -> Answering:
    """Make `layout(view, **codes)` callable by Dash Pages, which passes codes of the path and the query in one bag.

    Where the path is known (the routing callback sends it), codes are read from it, so that a query cannot name
    another thing than the address does.
    """
    return _answering(layout, kept)


def drawn_with_desk(layout: Layout) -> Answering:
    """As `drawn`, for a page that also shows alerts or tasks: it is drawn again when people change one."""
    return _answering(layout, kept_with_desk)


def drawn_anew(layout: Layout) -> Answering:
    """As `drawn`, for a page that shows what no data version tells of, such as refused loads: it is never kept."""
    return _answering(layout, now)


def _answering(layout: Layout, draw: Callable[[Layout, View, Codes], Drawing]) -> Answering:
    codes = [name for name in signature(layout).parameters if name != "view"]

    def take(path: str, given: Mapping[str, str]) -> tuple[View, Drawing]:
        """The view and the drawing of an address, for files: recorded as looked at; raises what drawing does."""
        view = view_of({name: value for name, value in given.items() if name not in codes})
        with use_language(view.language):
            named = dict.fromkeys(codes, "") | _codes_in(path)
            drawing = with_offers(draw(layout, view, named), layout, view, named)
            seeing.record_shown(_address(layout, path, view), view.questions, drawing.restricted)
        return view, drawing

    @wraps(layout)
    def answer(version: object = None, path: str | None = None, **given: object) -> Page:
        return _marked(page(version, path, given), version)

    def page(version: object, path: str | None, given: Mapping[str, object]) -> Page:
        named = {name: str(given.get(name, "")) for name in codes} | _codes_in(path)
        if not seeing.may_open(layout.__module__):
            log.warning("page %s is refused", layout.__module__)
            return failure(_("Trang này không mở được"), _("Vai trò của anh/chị không được xem trang này."))
        try:
            seeing.catch_up(_number(version))
            view = view_of({name: value for name, value in given.items() if name not in codes})
            with use_language(view.language):
                drawing = draw(layout, view, named)
                seeing.record_shown(_address(layout, path, view), view.questions, drawing.restricted)
                return _with_notices(view, drawing)
        except (UnknownIndicator, UnknownEntity, UnknownTarget):
            return not_found(" · ".join(named.values()))
        except WarehouseError as problem:
            log.warning("page %s: %s", layout.__module__, problem)
            if version is not None and _is_refreshed():
                raise PreventUpdate from problem  # the last good picture stays; its script asks again
            return failure(_("Chưa đọc được kho số liệu"), in_words(problem))
        except Exception:
            log.exception("page %s failed", layout.__module__)
            return failure(_("Trang này chưa hiển thị được"), _("Lỗi đã được ghi lại. Hãy tải lại trang sau ít phút."))

    answer.take = take  # type: ignore[attr-defined]  # Dash keeps the function alone
    return answer


def in_words(problem: WarehouseError) -> str:
    """What a visitor is told of trouble with the warehouse; the log and /healthz have the address and the details."""
    if isinstance(problem, WarehouseLocked):
        return _("Kho số liệu đang bận vì một tiến trình khác giữ quá lâu. Hãy tải lại trang sau ít phút.")
    if isinstance(problem, WarehouseFull):
        return _("Ổ đĩa của kho số liệu đã đầy, nên không ghi được gì. Hãy báo người vận hành.")
    if isinstance(problem, (WarehouseMissing, WarehouseNotBuilt)):
        return _("Kho số liệu chưa được dựng. Người vận hành dựng kho bằng lệnh: python -m data init")
    if isinstance(problem, AnswerTooLarge):
        return _("Câu hỏi này có quá nhiều số liệu để trả lời một lần. Hãy chọn ít kỳ hoặc ít đơn vị hơn.")
    return _("Kho số liệu không trả lời. Lỗi đã được ghi lại; hãy báo người vận hành nếu tải lại trang vẫn thấy.")


def _is_refreshed() -> bool:
    """Whether a page that is open already is drawn again because of news."""
    try:
        return bool(dash.ctx.triggered_id == LIVE_VERSION)
    except MissingCallbackContextException:
        return False


def _marked(page: Page, version: object) -> Page:
    """The page with what it was told of, so that its script sees whether that was drawn."""
    if version is None:
        return page
    if isinstance(page, dict):
        return {**page, "props": {**page["props"], "data-drawn": str(version)}}
    setattr(page, "data-drawn", str(version))
    return page


def _number(version: object) -> int:
    """The data version that a page was told of, maybe by another worker; 0 where it does not say."""
    text = str(version or "").partition("@")[0]
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _codes_in(path: str | None) -> dict[str, str]:
    """The codes that stand in an address such as /indicators/GRO01; none where the path is not known."""
    if path is None:
        return {}
    _page, codes = dash._pages._path_to_page(path.strip("/"))
    return {name: unquote(value) for name, value in (codes or {}).items()}


def _address(layout: Layout, path: str | None, view: View) -> str:
    """The address as the record of who saw what names it; the page's name where the path is not known."""
    query = urlencode(sorted(view.params.items()))
    return (path or layout.__module__) + (f"?{query}" if query else "")


def _with_notices(view: View, drawing: Drawing) -> Page:
    restricted = " ".join(_restricted_words(view, drawing.restricted))
    notices = [notice(text, tone="risk") for text in (*view.notices, restricted) if text]
    inside: list[Any] = [*notices, drawing.page]
    return html.Div(inside, className="tc-stack") if notices else drawing.page


def _restricted_words(view: View, figures: frozenset[Pair]) -> Iterator[str]:
    """A sentence on a page with restricted figures, and another where not all units are seen."""
    registry, shown = view.questions.registry(), sorted({one for one, _unit in figures})
    if not shown:
        return
    names = ", ".join(registry.indicator_by_id[one].short(view.language) for one in shown[:MOST_NAMED])
    if len(shown) > MOST_NAMED:
        names = _("{names} và {count} chỉ tiêu khác").format(names=names, count=len(shown) - MOST_NAMED)
    yield _("Trang này có số liệu hạn chế: {names}. Việc xem được ghi vào nhật ký.").format(names=names)
    if view.questions.sight.hidden & set(shown):
        yield _(
            "Của các chỉ tiêu hạn chế, chỉ hiện số liệu của những đơn vị mà anh/chị được giao; "
            "thứ hạng và số cộng không phải của cả nước."
        )
