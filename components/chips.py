"""Small labels: how a figure stands against its target, and what kind of figure it is. Word, icon, colour together."""

from collections.abc import Iterable
from enum import StrEnum

from dash import dcc, html
from dash.development.base_component import Component

from components.formatting import chance_text, status_word
from components.language import _
from components.markup import attrs
from data.records import Status

SIGN = "°"
"""Behind a simulated number where there is no room for a word."""


class TargetState(StrEnum):
    """How a figure stands against the target of its year."""

    EXCEEDED = "exceeded"
    MET = "met"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    MISSED = "missed"
    NOT_MEASURABLE = "not_measurable"
    NO_TARGET = "no_target"
    NO_DATA = "no_data"


_LOOK = {
    TargetState.EXCEEDED: ("good", "▲"),
    TargetState.MET: ("good", "✓"),
    TargetState.ON_TRACK: ("accent", "●"),
    TargetState.BEHIND: ("risk", "◇"),
    TargetState.AT_RISK: ("risk", "◆"),
    TargetState.OFF_TRACK: ("bad", "▼"),
    TargetState.MISSED: ("bad", "✕"),
    TargetState.NOT_MEASURABLE: ("none", "?"),
    TargetState.NO_TARGET: ("none", "○"),
    TargetState.NO_DATA: ("none", "–"),
}


def target_word(state: TargetState | str) -> str:
    """The state in words, as officials say it."""
    return {
        TargetState.EXCEEDED: _("vượt mục tiêu"),
        TargetState.MET: _("đạt mục tiêu"),
        TargetState.ON_TRACK: _("đúng tiến độ"),
        TargetState.BEHIND: _("đến nay chưa đạt mục tiêu"),
        TargetState.AT_RISK: _("có nguy cơ không đạt mục tiêu"),
        TargetState.OFF_TRACK: _("khó đạt mục tiêu"),
        TargetState.MISSED: _("không đạt mục tiêu"),
        TargetState.NOT_MEASURABLE: _("không đo được"),
        TargetState.NO_TARGET: _("không giao mục tiêu"),
        TargetState.NO_DATA: _("chưa có số liệu"),
    }[TargetState(state)]


def target_look(state: TargetState | str) -> tuple[str, str]:
    """Tone and icon of a state."""
    return _LOOK[TargetState(state)]


def target_chip(
    state: TargetState | str,
    detail: str = "",
    *,
    chance: float | None = None,
    href: str | None = None,
    short: bool = False,
) -> Component:
    """A chip such as "▼ Mục tiêu ≥ 10% · khó đạt (7%)".

    `detail` is what the target asks ("≥ 10%"), `chance` how likely it is reached (0 to 1), `href` where it leads.
    Beside words that say what is asked, `short` leaves but the state: "▼ khó đạt (7%)".
    """
    state = TargetState(state)
    tone, icon = _LOOK[state]
    title = _upper(target_word(state))
    text = short_target_word(state) if short else title
    if detail:
        text = _("Mục tiêu {detail} · {word}").format(detail=detail, word=short_target_word(state))
    if chance is not None:
        text += f" ({chance_text(chance)})"
        title += " · " + _("xác suất đạt {chance}").format(chance=chance_text(chance))
    return chip(text, tone=tone, icon=icon, title=title, href=href)


def short_target_word(state: TargetState) -> str:
    """The state in the fewest words, where it stands beside what the target asks."""
    return {
        TargetState.EXCEEDED: _("vượt"),
        TargetState.MET: _("đạt"),
        TargetState.ON_TRACK: _("đúng tiến độ"),
        TargetState.BEHIND: _("đến nay chưa đạt"),
        TargetState.AT_RISK: _("có nguy cơ"),
        TargetState.OFF_TRACK: _("khó đạt"),
        TargetState.MISSED: _("không đạt"),
        TargetState.NOT_MEASURABLE: _("không đo được"),
        TargetState.NO_TARGET: _("không giao"),
        TargetState.NO_DATA: _("chưa có số liệu"),
    }[state]


def status_chip(status: Status | str) -> Component | None:
    """A chip for figures that are not official; None for those that are. Simulated figures are hatched."""
    status = Status(status)
    if status is Status.NORMAL:
        return None
    word = status_word(status)
    return html.Span(
        word,
        className=f"tc-mark tc-mark--{status.name.lower()}",
        title=_("Số liệu {word}").format(word=word),
    )


def status_chips(statuses: Iterable[Status | str]) -> list[Component]:
    """One chip for each kind of figure present that is not official, in a fixed order."""
    present = {Status(status) for status in statuses}
    order = (Status.SIMULATED, Status.ESTIMATED, Status.PROVISIONAL, Status.FORECAST, Status.MISSING)
    return [made for status in order if status in present and (made := status_chip(status)) is not None]


def chip(
    text: str, *, tone: str = "none", icon: str = "", title: str | None = None, href: str | None = None
) -> Component:
    """A rounded label; `tone` is good, risk, bad, accent or none. The icon is for the eye: the text says it all."""
    drawn = html.Span(icon, className="tc-chip__icon", **attrs(aria_hidden="true")) if icon else None
    look = f"tc-chip tc-chip--{tone}"
    if href is not None:
        return dcc.Link([drawn, text], href=href, className=f"{look} tc-chip--link", **attrs(title=title))
    return html.Span([drawn, text], className=look, **attrs(title=title))


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
