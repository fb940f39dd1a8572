"""Draws pages as a visitor gets them, without a browser, and reads what came out."""

import json
from importlib import import_module
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import dash
from dash._utils import to_json
from dash.development.base_component import Component
from flask import Flask


def drawn(wsgi: Flask, address: str, language: str = "vi") -> Component:
    """The page at an address, in a language."""
    parts = urlsplit(address)
    page, codes = dash._pages._path_to_page(parts.path.strip("/"))
    with wsgi.test_request_context(address, headers={"Cookie": f"tc_language={language}"}):
        return read_back(page["layout"](path=parts.path, **(codes or {}), **dict(parse_qsl(parts.query))))


def read_back(page: Any) -> Any:
    """The components of a page as it is sent."""
    return _component(json.loads(to_json(page) or "null"))


def _component(sent: Any) -> Any:
    if isinstance(sent, list):
        return [_component(one) for one in sent]
    if not isinstance(sent, dict):
        return sent
    read = {name: _component(value) for name, value in sent.items()}
    if set(read) != {"type", "namespace", "props"}:
        return read
    named = {"dash_html_components": "dash.html", "dash_core_components": "dash.dcc"}
    return getattr(import_module(named.get(read["namespace"], read["namespace"])), read["type"])(**read["props"])


def every(tree: Any, kind: str) -> list[Component]:
    """All components of a kind, in the order of reading."""
    own = [tree] if type(tree).__name__ == kind else []
    return own + [one for child in _children(tree) for one in every(child, kind)]


def words(tree: Any) -> str:
    """Everything a page says, as one line."""
    if isinstance(tree, (str, int, float)):
        return str(tree)
    return " ".join(text.strip() for child in _children(tree) if (text := words(child)))


def grid_rows(page: Component) -> list[dict[str, Any]]:
    """The rows of the first grid of a page."""
    grids = every(page, "AgGrid")
    return grids[0].rowData if grids else []


def addresses(page: Component) -> list[str]:
    return [one.href for one in every(page, "Link")]


def _children(tree: Any) -> list[Any]:
    if isinstance(tree, (list, tuple)):
        return list(tree)
    children = getattr(tree, "children", None)
    return children if isinstance(children, list) else [] if children is None else [children]
