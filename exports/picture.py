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
from exports.properties import told
from exports.wording import footer

WIDE, HIGH, EDGE = 960, 420, 24
FOUR_K, NARROWEST = 3840, 460
TYPE_PART = 0.215
"""Of a tile's height, for three lines of type; the same as in `assets/chart_frame.js`."""

TITLE, TITLE_LINE, SOURCE, SOURCE_LINE = 20, 26, 12, 16


def picture_of(
    taken: Taken,
    browser: Browser,
    form: str,
    *,
    scale: float = 1.0,
    pixels: int = 0,
    transparent: bool = False,
    width: int = WIDE,
) -> bytes:
    """A picture of the content as png, svg or pdf; raises `ExportError`.

    A png is `scale` times as large as it is drawn, or has so many `pixels` along its longer side.
    """
    content = taken.content
    if content.figure is None:
        raise NothingToWrite(content.empty_reason or content.name)
    figure = composed(taken, transparent=transparent, width=width)
    size = figure["layout"]
    scale = pixels / max(size["width"], size["height"]) if pixels else scale
    return told(browser.draw(figure, form, size["width"], size["height"], scale), form, taken)


def composed(taken: Taken, *, transparent: bool = False, width: int = WIDE) -> dict[str, Any]:
    """The figure with its title, unit and footer inside, in the theme in which it was drawn."""
    content = taken.content
    look = tokens(taken.stamp.theme)
    figure: Mapping[str, Any] = content.figure or {"data": [], "layout": {}}
    layout = copy.deepcopy(dict(figure["layout"]))
    is_map = "tcMap" in (layout.get("meta") or {})
    width = _map_width(layout, content.height) if is_map else width
    margin = {"l": 8, "r": 8, "t": 8, "b": 8, **layout.get("margin", {})}
    title, source = _lines(content.name, width - 2 * EDGE, TITLE), _lines(footer(taken), width - 2 * EDGE, SOURCE)
    head, foot = 32 + len(title) * TITLE_LINE, 22 + len(source) * SOURCE_LINE
    unit = f"  <span style='color:{look.muted};font-size:14px'>{escape(content.unit, quote=False)}</span>"
    layout |= {
        "width": width,
        "height": max(content.height, HIGH) + head + foot,
        "autosize": False,
        "separators": ",." if taken.stamp.language == "vi" else ".,",
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
    data = [_fitted(one, layout, head + foot) for one in figure["data"]] if is_map else figure["data"]
    named = [{**one, "uid": f"trace{place}"} for place, one in enumerate(data)]  # else each drawing makes names up
    return {"data": named, "layout": layout}


def _spans(layout: Mapping[str, Any]) -> tuple[float, float, float]:
    """How far a map reaches across and down, in its units, and how high a unit is for its width."""
    across, down = (abs(layout[axis]["range"][1] - layout[axis]["range"][0]) for axis in ("xaxis", "yaxis"))
    return across, down, float(layout["yaxis"].get("scaleratio", 1))


def _map_width(layout: Mapping[str, Any], height: int) -> int:
    """The width that a map of a height fills."""
    across, down, ratio = _spans(layout)
    return max(round(max(height, HIGH) / down / ratio * across) + 2 * EDGE, NARROWEST)


def _fitted(trace: dict[str, Any], layout: Mapping[str, Any], besides: int) -> dict[str, Any]:
    """A map's labels in type as large as its tiles or shapes allow, as the browser fits them on the page."""
    meta = trace.get("meta") or {}
    if not meta.get("tcTiles"):
        return trace
    across, down, ratio = _spans(layout)
    room = min((layout["height"] - besides) / down, (layout["width"] - 2 * EDGE) / across * ratio)
    size = min(max(room * meta.get("tcType", TYPE_PART), 5), 40)
    return {**trace, "textfont": {**trace["textfont"], "size": size}}


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
