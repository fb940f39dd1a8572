"""Alerts and assigned tasks: how many stand how, and those that ask for attention, a line each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from components.formatting import CLOCK, day, number
from components.language import _
from components.wall.ages import ago
from components.wall.tags import tag


@dataclass(frozen=True, slots=True)
class Count:
    """So many of one kind; `sign` says its tone without colour."""

    key: str
    count: int
    word: str
    tone: str
    sign: str


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that asks for attention; texts are in the reader's language.

    `word` says how it stands, `said` what there is to say, `since` from when on; `who` must see to it, `until` when,
    `late` if that has passed.
    """

    key: str
    tone: str
    sign: str
    word: str
    what: str
    said: str
    who: str
    until: str = ""
    since: date | None = None
    late: bool = False
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """What a unit was assigned, and the parts of it, in the order and the tones in which they are drawn."""

    key: str
    name: str
    assigned: int
    overdue: int
    parts: tuple[tuple[str, int], ...]


def tallies(counts: Sequence[Count]) -> Markup:
    """Large numbers with a word each; what there is none of is muted."""
    lines = [
        tag(
            "p",
            tag("b", number(one.count), class_="w-num"),
            tag("span", tag("i", one.sign, aria_hidden="true"), " ", one.word),
            class_=f"w-count w-tone--{one.tone if one.count else 'none'}",
            data_key=one.key,
        )
        for one in counts
    ]
    return tag("div", lines, class_="w-counts w-counts--desk")


def summed(total: int, word: str, counts: Sequence[Count]) -> Markup:
    """What adds up to a total: the total, a bar a part, and the sum itself, written out."""
    most = max((one.count for one in counts), default=0) or 1
    lines = [
        tag(
            "div",
            tag("span", tag("i", one.sign, aria_hidden="true"), " ", one.word, class_="w-part__word"),
            tag("b", number(one.count), class_="w-num"),
            tag("span", tag("b", style=f"width:{one.count / most:.1%}"), class_="w-part__bar", aria_hidden="true"),
            class_=f"w-part w-tone--{one.tone}",
            data_key=one.key,
        )
        for one in counts
    ]
    whole = tag("p", tag("b", number(total), class_="w-num"), " ", word, class_="w-parts__whole")
    written = " + ".join(number(one.count) for one in counts)
    return tag("div", whole, lines, tag("p", f"{number(total)} = {written}", class_="w-parts__sum"), class_="w-parts")


def lines(ones: Sequence[Line], *, narrow: bool) -> Markup:
    """A line each, as many as were given; in a `narrow` room who must see to it stands below."""
    kind = "w-list w-desk w-desk--narrow" if narrow else "w-list w-desk"
    return tag("div", [_line(one, narrow=narrow) for one in ones], class_=kind, style=f"--rows:{len(ones)}")


def _line(one: Line, *, narrow: bool) -> Markup:
    what = tag("b", one.what, tag("em", "°") if one.simulated else None)
    who = [tag("b", one.who), tag("small", one.until, class_="w-late" if one.late else None) if one.until else None]
    since = _since(one)
    if narrow:
        until = [tag("span", one.until, class_="w-late" if one.late else None), " · "] if one.until else []
        below = tag("small", *until, one.who)
        body = [tag("span", what, below, class_="w-desk__what")]
    else:
        body = [
            tag("span", what, tag("small", one.said), class_="w-desk__what"),
            tag("span", since, class_="w-desk__since"),
            tag("span", *who, class_="w-desk__who"),
        ]
    return tag(
        "div",
        tag("span", tag("i", one.sign, aria_hidden="true"), " ", one.word, class_="w-desk__word"),
        *body,
        class_=f"w-desk__line w-tone--{one.tone}",
        data_key=one.key,
    )


def _since(one: Line) -> list[Markup]:
    if one.since is None:
        return []
    passed = (datetime.now(CLOCK).date() - one.since).days
    days = tag("small", ago(passed), class_="w-age__days", data_day=one.since.isoformat())
    return [tag("b", _("từ {day}").format(day=day(one.since)), class_="w-num"), days]


def shares(ones: Sequence[Share]) -> Markup:
    """Units with what is overdue of what they were assigned, and a bar of all of it."""
    most = max((one.assigned for one in ones), default=0) or 1
    rows = [
        tag(
            "div",
            tag("span", one.name, class_="w-share__name"),
            tag("span", tag("b", number(one.overdue), class_="w-num"), f" / {number(one.assigned)}",
                class_="w-share__count"),
            tag(
                "span",
                [
                    tag("i", class_=f"w-tone--{tone}", style=f"width:{count / most:.1%}")
                    for tone, count in one.parts
                    if count
                ],
                class_="w-share__bar",
                aria_hidden="true",
            ),
            class_="w-share",
            data_key=one.key,
        )
        for one in ones
    ]  # fmt: skip
    return tag("div", rows, class_="w-list w-shares", style=f"--rows:{len(rows)}")
