"""Elements of HTML and SVG as text, everything in them escaped."""

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup, escape

VOID = frozenset({"br", "line", "rect", "path", "circle", "use", "img", "polyline"})
NOTHING = Markup("")


def tag(name: str, *children: Any, **attributes: Any) -> Markup:
    """An element; `class_` is class, other underscores are hyphens, and what is None or False is left out.

    Children are text, which is escaped, elements made here, or lists of both.
    """
    said = "".join(
        _attribute(key, value) for key, value in attributes.items() if value is not None and value is not False
    )
    if name in VOID and not children:
        return Markup(f"<{name}{said}/>")  # noqa: S704  # names are ours, values were escaped
    return Markup(f"<{name}{said}>{joined(children)}</{name}>")  # noqa: S704  # as above


def joined(children: Iterable[Any]) -> Markup:
    """Children one after the other; what is None is nothing."""
    return Markup("").join(_text(one) for one in children)


def _text(child: Any) -> Markup:
    if child is None:
        return NOTHING
    return joined(child) if isinstance(child, list | tuple) else escape(child)


def _attribute(key: str, value: Any) -> str:
    name = key.removesuffix("_").replace("_", "-")
    if value is True:
        return f" {name}"
    text = f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else value
    return f' {name}="{escape(text)}"'
