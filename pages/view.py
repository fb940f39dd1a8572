"""What a page is drawn from: the address, the visitor's language and theme, and the warehouse.

Every layout is a function of its `View`. `drawn` makes such a function into what Dash Pages calls, and answers every
expected failure with a sentence, so that no traceback reaches a visitor.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import wraps
from inspect import signature
from urllib.parse import quote, urlencode

from dash.development.base_component import Component
from flask import current_app

from components.language import _, language
from components.messages import failure, not_found
from components.theme import current_theme
from data.errors import UnknownEntity, UnknownIndicator, WarehouseError
from data.questions import Questions
from data.records import Boundary

LIVE_VERSION = "live-version"
SHARED = ("as_of", "boundary")
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class View:
    """One look at the warehouse: who looks (language, theme), at what (params), as known when, on which map."""

    questions: Questions
    language: str
    theme: str
    params: Mapping[str, str]
    as_of: date | None
    boundary: Boundary

    def link(self, path: str, **params: object) -> str:
        """An address on this site that keeps the as-of date and the map of this view."""
        kept = {name: self.params[name] for name in SHARED if name in self.params}
        query = urlencode({**kept, **{name: str(value) for name, value in params.items() if value not in (None, "")}})
        return quote(path) + (f"?{query}" if query else "")

    def choice(self, name: str, allowed: Mapping[str, object] | tuple[str, ...] | list[str], default: str) -> str:
        """The value of a query parameter, or `default` where it is absent or not one of `allowed`."""
        value = self.params.get(name, default)
        return value if value in allowed else default


def view_of(params: Mapping[str, object]) -> View:
    """The view that an address asks for; a value that is not understood falls back to its default."""
    texts = {name: value for name, value in params.items() if isinstance(value, str)}
    questions: Questions = current_app.extensions["questions"]
    return View(
        questions=questions,
        language=language(),
        theme=current_theme(),
        params=texts,
        as_of=_as_of(texts.get("as_of")),
        boundary=_boundary(texts.get("boundary")),
    )


def _as_of(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _boundary(text: str | None) -> Boundary:
    return Boundary(text) if text in set(Boundary) else Boundary.MAP_2025


def drawn(layout: Callable[..., Component]) -> Callable[..., Component]:
    """Make `layout(view, **codes)` callable by Dash Pages, which passes codes of the path and the query in one bag."""
    codes = [name for name in signature(layout).parameters if name != "view"]

    @wraps(layout)
    def answer(version: object = None, **given: object) -> Component:
        try:
            view = view_of({name: value for name, value in given.items() if name not in codes})
            return layout(view, **{name: str(given.get(name, "")) for name in codes})
        except (UnknownIndicator, UnknownEntity):
            return not_found(" · ".join(str(given.get(name, "")) for name in codes))
        except WarehouseError as problem:
            log.warning("page %s: %s", layout.__module__, problem)
            return failure(_("Chưa đọc được kho số liệu"), str(problem))
        except Exception:
            log.exception("page %s failed", layout.__module__)
            return failure(_("Trang này chưa hiển thị được"), _("Lỗi đã được ghi lại. Hãy tải lại trang sau ít phút."))

    return answer
