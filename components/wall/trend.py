"""A small line beside a figure: where it comes from. Stretches of simulated figures are dashed."""

import math
from collections.abc import Sequence

from markupsafe import Markup

from components.formatting import number
from components.language import _
from components.wall.box import Box
from components.wall.tags import NOTHING, tag
from data.records import Status

PAD = 6.0
Point = tuple[float, float]


def trend(values: Sequence[float | None], statuses: Sequence[str], box: Box, label: str) -> Markup:
    """The values, oldest first, as area, line and end dot; nothing where there are fewer than two."""
    points = placed(values, box)
    shown = [one for one in points if one]
    if len(shown) < 2:
        return NOTHING
    kinds = list(statuses) or ["A"] * len(points)
    area = path(shown) + f"L{shown[-1][0]:.1f} {box.high}L{shown[0][0]:.1f} {box.high}Z"
    known = [value for value in values if value is not None and math.isfinite(value)]
    said = _("{label}: từ {first} đến {last}").format(label=label, first=number(known[0], 1), last=number(known[-1], 1))
    x, y = shown[-1]
    simulated = kinds[len(points) - 1 - points[::-1].index(shown[-1])] == Status.SIMULATED
    return tag(
        "svg",
        tag("path", class_="w-area", d=area),
        [tag("path", class_=f"w-line{dash}", d=way) for dash, way in strokes(points, kinds)],
        tag("circle", class_="w-dot w-dot--open" if simulated else "w-dot", cx=x, cy=y, r=5),
        class_="w-trend",
        viewBox=f"0 0 {box.wide:.0f} {box.high:.0f}",
        role="img",
        aria_label=said,
    )


def placed(values: Sequence[float | None], box: Box) -> list[Point | None]:
    """Where the values stand in the box; None where there is none."""
    known = [value for value in values if value is not None and math.isfinite(value)]
    low, high = min(known, default=0.0), max(known, default=0.0)
    step = (box.wide - 2 * PAD) / max(len(values) - 1, 1)
    room = box.high - 2 * PAD

    def height(value: float) -> float:
        return box.high - PAD - room * ((value - low) / (high - low) if high > low else 0.5)

    return [
        (PAD + at * step, height(value)) if value is not None and math.isfinite(value) else None
        for at, value in enumerate(values)
    ]


def path(points: Sequence[Point]) -> str:
    """A path through points."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def strokes(points: Sequence[Point | None], statuses: Sequence[str]) -> list[tuple[str, str]]:
    """The ways of official and of simulated stretches, each with the ending of its class; gaps stay open."""
    ways: dict[bool, str] = {False: "", True: ""}
    ends: dict[bool, Point | None] = {False: None, True: None}
    for at in range(1, len(points)):
        before, here = points[at - 1], points[at]
        if before is None or here is None:
            continue
        simulated = Status.SIMULATED in (statuses[at - 1], statuses[at])
        if ends[simulated] != before:
            ways[simulated] += f"M{before[0]:.1f} {before[1]:.1f}"
        ways[simulated] += f"L{here[0]:.1f} {here[1]:.1f}"
        ends[simulated] = here
    return [(" w-line--sim" if simulated else "", way) for simulated, way in ways.items() if way]
