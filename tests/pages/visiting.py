"""Asks for pages as Dash's own script in a browser does, and reads the tree that comes back."""

import json
from collections.abc import Iterator
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

ROUTING = "_pages_content.children"


def visit(wsgi: Flask, path: str, query: str = "", language: str = "vi", theme: str = "light") -> dict[str, Any]:
    """The tree of the page at an address, for a reader of this language and theme."""
    said = answer(wsgi, path, query, language, theme)
    told = json.loads(said.get_data(as_text=True), parse_constant=_refuse)
    page: dict[str, Any] = told["response"]["_pages_content"]["children"]
    return page


def answer(
    wsgi: Flask, path: str, query: str = "", language: str = "vi", theme: str = "light", version: str | None = None
) -> TestResponse:
    """What the server answers whoever comes to an address, or has it open and is told of a data version."""
    path, _mark, own = path.partition("?")
    query = "&".join(filter(None, (own, query)))
    client = wsgi.test_client()
    client.set_cookie("tc_language", language)
    client.set_cookie("tc_theme", theme)
    client.get("/")
    given = {"_pages_location.pathname": path, "_pages_location.search": query and f"?{query}"}
    given |= {"live-version.data": version} if version else {}
    (routing,) = (one for one in client.get("/_dash-dependencies").get_json() if ROUTING in one["output"])
    for part in (*routing["inputs"], *routing["state"]):
        part["value"] = given.get(f"{part['id']}.{part['property']}")
    return client.post(
        "/_dash-update-component",
        json={
            "output": routing["output"],
            "outputs": [{"id": "_pages_content", "property": "children"}, {"id": "_pages_store", "property": "data"}],
            "inputs": routing["inputs"],
            "state": routing["state"],
            "changedPropIds": ["live-version.data" if version else "_pages_location.pathname"],
        },
    )


def _refuse(constant: str) -> None:
    """Python writes and reads NaN and Infinity; JSON knows none of them, and a browser would stop."""
    raise AssertionError(f"{constant} is no JSON")


def components(tree: Any) -> Iterator[dict[str, Any]]:
    """Every component of a page, from the outside in, wherever it stands."""
    if isinstance(tree, list):
        for one in tree:
            yield from components(one)
    elif isinstance(tree, dict):
        if {"props", "type", "namespace"} <= set(tree):
            yield tree
        for one in tree.values():
            yield from components(one)


def texts(tree: Any) -> Iterator[str]:
    """What a reader sees or hears of a page: words between tags, titles and labels."""
    for component in components(tree):
        props = component["props"]
        children = props.get("children")
        for child in children if isinstance(children, list) else [children]:
            if isinstance(child, str | int | float) and not isinstance(child, bool):
                yield str(child)
        yield from (str(props[name]) for name in ("title", "alt", "aria-label") if props.get(name))
