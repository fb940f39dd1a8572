"""Pictures of figures that can stand alone: the title above, the source below, and nothing cut off."""

import copy
from collections.abc import Mapping
from html import escape
from textwrap import wrap
from typing import Any

from components.theme import tokens
from exports.browser import Browser
from exports.content import Taken
from exports.errors import NothingToWrite
from exports.wording import footer

WIDE, HIGH, EDGE = 960, 420, 24
FOUR_K = 3840
TITLE, TITLE_LINE, SOURCE, SOURCE_LINE = 20, 26, 12, 16


def picture_of(
    taken: Taken, browser: Browser, form: str, *, scale: float = 1.0, transparent: bool = False, width: int = WIDE
) -> bytes:
    """A picture of the content as png, svg or pdf; raises `ExportError`."""
    content = taken.content
    if content.figure is None:
        raise NothingToWrite(content.empty_reason or content.name)
    figure = composed(taken, transparent=transparent, width=width)
    size = figure["layout"]
    return browser.draw(figure, form, size["width"], size["height"], scale)


def composed(taken: Taken, *, transparent: bool = False, width: int = WIDE) -> dict[str, Any]:
    """The figure with its title, unit and footer inside, in the theme in which it was drawn."""
    content = taken.content
    look = tokens()
    figure: Mapping[str, Any] = content.figure or {"data": [], "layout": {}}
    layout = copy.deepcopy(dict(figure["layout"]))
    margin = {"l": 8, "r": 8, "t": 8, "b": 8, **layout.get("margin", {})}
    title, source = _lines(content.name, width - 2 * EDGE, TITLE), _lines(footer(taken), width - 2 * EDGE, SOURCE)
    head, foot = 32 + len(title) * TITLE_LINE, 22 + len(source) * SOURCE_LINE
    unit = f"  <span style='color:{look.muted};font-size:14px'>{escape(content.unit, quote=False)}</span>"
    layout |= {
        "width": width,
        "height": max(content.height, HIGH) + head + foot,
        "autosize": False,
        "paper_bgcolor": "rgba(0,0,0,0)" if transparent else look.panel,
        "margin": {
            "l": margin["l"] + EDGE,
            "r": margin["r"] + EDGE,
            "t": margin["t"] + head,
            "b": margin["b"] + foot,
            "pad": margin.get("pad", 0),
        },
        "title": {
            "text": f"<b>{'<br>'.join(escape(line, quote=False) for line in title)}</b>{unit}",
            "x": 0,
            "xref": "container",
            "xanchor": "left",
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "pad": {"l": EDGE, "t": 18},
            "font": {"size": TITLE, "color": look.fg},
        },
    }
    layout["annotations"] = [*layout.get("annotations", []), _foot(source, margin["b"], look.muted)]
    return {"data": figure["data"], "layout": layout, "config": {"locale": taken.stamp.language}}


def _foot(source: list[str], below: float, ink: str) -> dict[str, Any]:
    return {
        "text": "<br>".join(escape(line, quote=False) for line in source),
        "showarrow": False,
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": 0,
        "align": "left",
        "xanchor": "left",
        "yanchor": "top",
        "yshift": -(below + 14),
        "font": {"size": SOURCE, "color": ink},
    }


def _lines(text: str, width: float, size: float) -> list[str]:
    """Lines that fit: an average letter is about half as wide as it is high."""
    return wrap(text, max(int(width / (size * 0.54)), 20)) or [""]
