"""What lists and profiles share: the head of a page with its way back, and sentences put together from parts."""

from collections.abc import Sequence
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from components.language import _
from components.markup import attrs
from pages.view import View

Crumb = tuple[str, str]


def page(view: View, title: str, *children: Any, crumbs: Sequence[Crumb] = (), lead: Any = None) -> Component:
    """A page: the way back (words and addresses), its title, a sentence on what stands here, and its parts."""
    head = [_way_back(crumbs, title) if crumbs else None, html.H1(title), html.P(lead, className="tc-lead")]
    return html.Div(
        [html.Header(head if lead else head[:2], className="tc-page__head"), *children],
        className="tc-page tc-stack",
    )


def _way_back(crumbs: Sequence[Crumb], title: str) -> Component:
    links = [html.Li(dcc.Link(word, href=address)) for word, address in crumbs]
    here = html.Li(title, **attrs(aria_current="page"))
    return html.Nav(html.Ol([*links, here], className="tc-crumbs"), **attrs(aria_label=_("Đường dẫn")))


def joined(parts: Sequence[Any], between: str = " · ") -> list[Any]:
    """Parts of a sentence, words, links or lists of them, with a sign between them; empty parts are left out."""
    kept = [html.Span(part) if isinstance(part, list) else part for part in parts if part not in (None, "", [])]
    return [piece for index, part in enumerate(kept) for piece in ((between, part) if index else (part,))]
