"""From content to what is said of it: sentences by the kind of chart, for notes, briefings and the sheet of facts."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from exports.content import Content, Kind
from exports.telling import several, time, units
from exports.telling.words import Said

MOST = 4
"""Sentences of one chart: what a speaker can say while it is looked at."""


def told(content: Content) -> Content:
    """The content with sentences of what it shows, where it has none of its own; ask in its language."""
    if content.sentences or content.shape is None or content.empty_reason:
        return content
    every = {one.text: one for one in _said(content)}  # two bodies may have asked the same
    found = tuple(islice(every.values(), MOST))
    return replace(content, sentences=tuple(one.text for one in found), grounds=tuple(one.figures for one in found))


def _said(content: Content) -> Iterable[Said]:
    shape = content.shape
    if shape is None:
        return ()
    match shape.kind:
        case Kind.LINES | Kind.COLUMNS | Kind.COMBINED:
            return time.time_said(shape)
        case Kind.STACKED:
            return several.stacked_said(shape)
        case Kind.MULTIPLES:
            return several.multiples_said(shape)
        case Kind.RANKING:
            return units.ranking_said(shape)
        case Kind.TILES | Kind.SHAPES:
            return units.map_said(shape)
        case Kind.STRIPS:
            return (one for part in shape.parts for one in islice(units.strip_said(part), 1))
        case Kind.SCATTER:
            return units.dots_said(shape)
        case Kind.BUMP:
            return units.bump_said(shape)
        case Kind.GRID:
            return units.grid_said(shape)
        case Kind.WATERFALL:
            return units.waterfall_said(shape, content.unit)
        case Kind.KPIS:
            return units.cards_said(shape)
    return ()
