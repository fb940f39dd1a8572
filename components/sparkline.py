"""A small line that shows where a figure comes from: one inline SVG picture, no script."""

import math
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from components.formatting import number
from components.language import _
from components.theme import tokens

Point = tuple[float, float]
PAD = 3.0


def sparkline(
    values: Sequence[float | None],
    statuses: Sequence[str] | None = None,
    *,
    label: str = "",
    decimals: int = 1,
    width: int = 92,
    height: int = 30,
) -> Component:
    """The values, oldest first, as area, line and end dot; stretches of simulated figures (status S) are dashed.

    Args:
        values: None or NaN leaves a gap.
        statuses: one letter for each value; without it all are official.
        label: what the line shows, for readers who cannot see it.
        decimals: of the first and last value in the description.
        width: of the picture, in px.
        height: of the picture, in px.
    """
    known = [value for value in values if _is_known(value)]
    if len(known) < 2:
        return html.Span(className="tc-spark tc-spark--empty", style={"width": width, "height": height})
    drawing = _svg(values, list(statuses or "A" * len(values)), width, height)
    described = _("{label}: từ {first} đến {last}, {count} kỳ").format(
        label=label or _("Diễn biến"),
        first=number(known[0], decimals),
        last=number(known[-1], decimals),
        count=len(known),
    )
    drawn: Any = html.Img(
        src="data:image/svg+xml," + quote(drawing, safe=" ='/:,()"),
        alt=described,
        width=width,
        height=height,
        className="tc-spark",
    )
    drawn.shows = tuple(one if _is_known(one) else None for one in values)  # for files; it does not travel
    return drawn


def _is_known(value: float | None) -> bool:
    return value is not None and math.isfinite(value)


def _svg(values: Sequence[float | None], statuses: Sequence[str], width: int, height: int) -> str:
    look = tokens()
    points = _place(values, width, height)
    shown = [point for point in points if point]
    area = "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in shown)
    area += f"L{shown[-1][0]:.1f},{height}L{shown[0][0]:.1f},{height}Z"
    solid, dashed = _strokes(points, statuses)
    stroke = f"fill='none' stroke='{look.accent}' stroke-width='1.6' stroke-linejoin='round' stroke-linecap='round'"
    parts = [f"<path d='{area}' fill='{look.accent}' opacity='.1'/>"]
    if dashed:
        parts.append(f"<path d='{dashed}' {stroke} stroke-dasharray='2 3' opacity='.75'/>")
    if solid:
        parts.append(f"<path d='{solid}' {stroke}/>")
    x, y = shown[-1]
    inside = look.panel if statuses[len(points) - 1 - points[::-1].index(shown[-1])] == "S" else look.accent
    parts.append(
        f"<circle cx='{x:.1f}' cy='{y:.1f}' r='2.4' fill='{inside}' stroke='{look.accent}' stroke-width='1.2'/>"
    )
    size = f"width='{width}' height='{height}' viewBox='0 0 {width} {height}'"
    return f"<svg xmlns='http://www.w3.org/2000/svg' {size}>{''.join(parts)}</svg>"


def _place(values: Sequence[float | None], width: int, height: int) -> list[Point | None]:
    known = [value for value in values if value is not None and math.isfinite(value)]
    low, high = min(known), max(known)
    step = (width - 2 * PAD) / max(len(values) - 1, 1)
    room = height - 2 * PAD
    return [
        (PAD + index * step, height - PAD - room * ((value - low) / (high - low) if high > low else 0.5))
        if value is not None and math.isfinite(value)
        else None
        for index, value in enumerate(values)
    ]


def _strokes(points: Sequence[Point | None], statuses: Sequence[str]) -> tuple[str, str]:
    """Paths of the official and of the simulated stretches; a step that touches a simulated figure is simulated."""
    paths = {False: "", True: ""}
    end: dict[bool, Point | None] = {False: None, True: None}
    for index in range(1, len(points)):
        before, here = points[index - 1], points[index]
        if before is None or here is None:
            continue
        simulated = "S" in (statuses[index - 1], statuses[index])
        if end[simulated] != before:
            paths[simulated] += f"M{before[0]:.1f},{before[1]:.1f}"
        paths[simulated] += f"L{here[0]:.1f},{here[1]:.1f}"
        end[simulated] = here
    return paths[False], paths[True]
