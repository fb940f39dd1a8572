"""Targets as a tree: who handed what on to whom, each with how it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dash import dcc, html
from dash.development.base_component import Component

from components.chips import TargetState, target_chip
from components.formatting import number
from components.language import _
from components.markup import attrs


@dataclass(frozen=True, slots=True)
class Node:
    """One target: by whom and for whom, what is asked, how it stands, and what it was handed on as.

    `counts` says how many of those below stand in which tone; with `folded` they are hidden until somebody asks.
    `left_out` counts further ones below that are not drawn, which `more` leads to. `here` marks the one that the page
    is about.
    """

    by: str
    unit: str
    name: str
    asked: str
    href: str
    state: TargetState | None
    chance: float | None = None
    below: Sequence["Node"] = ()
    left_out: int = 0
    more: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    folded: bool = False
    here: bool = False


def tree(nodes: Sequence[Node], label: str) -> Component:
    """The trees one under the other, each level a step to the right."""
    return html.Ul([_branch(one) for one in nodes], className="tc-tree", **attrs(aria_label=label))


def _branch(node: Node) -> Component:
    below = html.Ul([*(_branch(one) for one in node.below), _more(node) if node.left_out else None])
    if not node.below:
        return html.Li(_line(node))
    if node.folded:
        return html.Li(html.Details([html.Summary([_line(node), _tally(node)]), below]))
    return html.Li([_line(node), _tally(node) if node.left_out else None, below])


def _more(node: Node) -> Component:
    words = _("và {count} mục tiêu khác").format(count=number(node.left_out))
    return html.Li(dcc.Link(words, href=node.more) if node.more else words, className="tc-tree__more")


def _tally(node: Node) -> Component:
    """How those below stand: a count with its sign and colour for each tone."""
    said = [
        html.Span(
            [html.Span(icon, className="tc-chip__icon", **attrs(aria_hidden="true")), f" {number(count)} {word}"],
            className=f"tc-tone--{tone}",
        )
        for tone, (icon, word) in _tones().items()
        if (count := node.counts.get(tone, 0))
    ]
    return html.Div(said, className="tc-tree__tally")


def _tones() -> dict[str, tuple[str, str]]:
    return {
        "bad": ("▼", _("khó đạt hoặc không đạt")),
        "risk": ("◆", _("có nguy cơ")),
        "accent": ("●", _("đúng tiến độ")),
        "good": ("✓", _("đạt hoặc vượt")),
        "none": ("–", _("chưa kết luận")),
    }


def _line(node: Node) -> Component:
    name = dcc.Link(node.name, href=node.href, className="tc-tree__name")
    words = [
        html.Span(node.unit, className="tc-tree__unit"),
        html.B(node.name, className="tc-tree__name") if node.here else name,
        html.Span(node.asked, className="tc-tree__asked"),
        target_chip(node.state, chance=node.chance, short=True) if node.state else None,
        html.Span(node.by, className="tc-tree__by"),
    ]
    return html.Div(
        words,
        className="tc-tree__line" + (" tc-tree__line--here" if node.here else ""),
        **attrs(aria_current="true" if node.here else None),
    )
