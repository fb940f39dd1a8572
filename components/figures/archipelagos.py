"""The two archipelagos on maps of true shapes: frames off the coast, and dots in them for islands too small to see."""

from typing import Any

FRAMES = {"HS": (110.7, 15.7, 112.5, 17.2), "TS": (110.7, 8.4, 112.5, 11.2)}
"""West, south, east and north of the two frames, in degrees of the map; Trường Sa's is drawn nearer than it lies."""
SYMBOL_DOTS = {
    "HS": ((0.25, 0.55), (0.4, 0.72), (0.55, 0.45), (0.66, 0.66), (0.78, 0.5)),
    "TS": ((0.22, 0.78), (0.4, 0.86), (0.34, 0.55), (0.55, 0.66), (0.72, 0.74), (0.5, 0.36), (0.76, 0.48), (0.62, 0.2)),
}
"""Dots of the symbols, as parts of a frame's width and height."""
MOST_DOTS = 40


def island_places(id: str, outline: tuple[list[Any], list[Any]] | None) -> tuple[tuple[float, float], ...]:
    """Where the islands of an archipelago stand in its frame, in degrees of the map."""
    west, south, east, north = FRAMES[id]
    dots = _file_dots(outline) if outline else SYMBOL_DOTS[id]
    return tuple(
        (round(west + dot[0] * (east - west), 3), round(south + dot[1] * (north - south) * 0.9, 3)) for dot in dots
    )


def _file_dots(outline: tuple[list[Any], list[Any]]) -> list[tuple[float, float]]:
    """The middle of each island of the file, as parts of the width and height that they span, with a margin."""
    islands: list[list[tuple[float, float]]] = [[]]
    for x, y in zip(*outline, strict=True):
        if x is None:
            islands.append([])
        else:
            islands[-1].append((x, y))
    middles = [(sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)) for ring in islands if ring]
    return list(zip(*(_spread([middle[axis] for middle in middles[:MOST_DOTS]]) for axis in (0, 1)), strict=True))


def _spread(values: list[float]) -> list[float]:
    low, high = min(values), max(values)
    return [0.5 if high == low else 0.15 + 0.7 * (value - low) / (high - low) for value in values]
