"""The board of targets: a column for each way they stand, the most urgent first, with a card for each target."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash import dcc, html
from dash.development.base_component import Component

from components.chips import TargetState, short_target_word, status_chip, target_look
from components.formatting import chance_text, number
from components.language import _
from components.markup import attrs
from data.records import Status


@dataclass(frozen=True, slots=True)
class Goal:
    """One card: what is measured (a link), who must reach it and by whose order, what is asked, and how it stands.

    `said` is the figure that was reached or is expected, `chance` how likely the target is met (0 to 1).
    """

    name: str
    href: str
    who: str
    asked: str
    state: TargetState
    said: str = ""
    chance: float | None = None
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """One column: its tone, what it is called, how many targets stand there, and where it leads."""

    tone: str
    title: str
    count: int
    href: str
    goals: Sequence[Goal]
    chosen: bool = False


def board(groups: Sequence[Group]) -> Component:
    """Columns side by side; of each only so many cards as were given, and a way to the others."""
    return html.Div([_column(one) for one in groups], className="tc-board")


def tally(groups: Sequence[Group]) -> Component:
    """A bar that says at one look how large each group is; the words stand in the columns below it."""
    parts = [
        html.Span(className=f"tc-weights__part tc-weights__part--{one.tone}", style={"flexGrow": one.count})
        for one in groups
        if one.count
    ]
    return html.Div(parts, className="tc-weights", **attrs(aria_hidden="true"))


def _column(group: Group) -> Component:
    rest = group.count - len(group.goals)
    more = _("và {count} mục tiêu khác").format(count=number(rest))
    icon = target_look(_first_state(group))[1] if group.goals else ""
    heading = html.H2(
        dcc.Link(
            [
                html.Span(icon, className="tc-board__icon", **attrs(aria_hidden="true")),
                html.B(number(group.count), className="tc-board__count"),
                html.Span(group.title, className="tc-board__title"),
            ],
            href=group.href,
            className="tc-board__link",
            title=_("Xem mọi tình hình") if group.chosen else _("Chỉ xem tình hình này"),
        ),
        className="tc-board__head",
    )
    return html.Section(
        [
            heading,
            html.Ul([_card(one) for one in group.goals], className="tc-board__goals"),
            dcc.Link(more, href=group.href, className="tc-board__more") if rest > 0 else None,
        ],
        className=f"tc-board__column tc-board__column--{group.tone}",
    )


def _first_state(group: Group) -> TargetState:
    return group.goals[0].state


def _card(goal: Goal) -> Component:
    tone, icon = target_look(goal.state)
    head = html.Div(
        [
            dcc.Link(goal.name, href=goal.href, className="tc-goal__link"),
            html.Span(goal.asked, className="tc-goal__asked"),
        ],
        className="tc-goal__head",
    )
    foot = html.Div(
        [
            html.Span(
                [
                    html.Span(icon, className="tc-goal__icon", **attrs(aria_hidden="true")),
                    short_target_word(goal.state),
                ],
                className="tc-goal__word",
            ),
            chance_bar(goal.chance) if goal.chance is not None else None,
        ],
        className="tc-goal__foot",
    )
    mark = status_chip(Status.SIMULATED) if goal.simulated else None
    said = html.Div([html.Span(goal.said), mark], className="tc-goal__said") if goal.said or mark else None
    return html.Li(
        [head, html.Div(goal.who, className="tc-goal__who"), said, foot], className=f"tc-goal tc-goal--{tone}"
    )


def chance_bar(chance: float) -> Component:
    """A chance as a bar with its figure; the two ticks are where "at risk" and "on track" begin by default."""
    told = chance_text(chance)
    bar = html.Span(
        html.Span(className="tc-chance__part", style={"width": f"{chance:.1%}"}),
        className="tc-chance__bar",
        **attrs(aria_hidden="true"),
    )
    return html.Span(
        [bar, html.Span(told, className="tc-chance__text")],
        className="tc-chance",
        title=_("xác suất đạt {chance}").format(chance=told),
    )
