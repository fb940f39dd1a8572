"""The frame of every tile: what it shows, in which unit, what kind of figures, and how old they are."""

from collections.abc import Iterable

from markupsafe import Markup

from components.formatting import status_word
from components.language import _
from components.wall.ages import Age, age_line
from components.wall.box import SMALLEST
from components.wall.lettering import width
from components.wall.tags import tag
from data.records import Status

MARKED = (Status.SIMULATED, Status.ESTIMATED, Status.PROVISIONAL, Status.FORECAST)
TITLE_SIZE, SIDE_SIZE = 26.0, 22.0
BOLD = 1.1
"""How much wider bold letters are."""


def tile(
    title: str, body: Markup, *, age: Age, room: float, unit: str = "", statuses: Iterable[str] = (), note: str = ""
) -> Markup:
    """A tile `room` wide, with its title above and the age of its data below; `statuses` occur in it."""
    return tag(
        "div",
        head(title, room, unit=unit, statuses=statuses),
        tag("div", body, class_="w-tile__body"),
        foot(age, room, note),
        class_="w-tile__in",
    )


def head(title: str, room: float, *, unit: str = "", statuses: Iterable[str] = ()) -> Markup:
    """The line above a tile; a long title is set smaller."""
    shown = marked(statuses)
    left = room - side_width(unit, shown)
    size = min(TITLE_SIZE, max(SMALLEST, TITLE_SIZE * left / max(width(title, TITLE_SIZE) * BOLD, 1.0)))
    return tag(
        "header",
        tag("h2", title, style=f"font-size:{size / 10:.2f}rem" if size < TITLE_SIZE else None),
        tag("span", marks(shown), tag("span", unit, class_="w-unit") if unit else None, class_="w-tile__side"),
        class_="w-tile__head",
    )


def side_width(unit: str, statuses: Iterable[Status]) -> float:
    """The room that stands at the right of a title."""
    return width(unit, SIDE_SIZE) + sum(width(status_word(one), SMALLEST) + 30 for one in statuses) + 26


def foot(age: Age, room: float, note: str = "") -> Markup:
    """The line under a tile."""
    left = room - (width(note, SMALLEST) + 24 if note else 0)
    words = tag("span", note, class_="w-tile__note") if note else None
    return tag("footer", words, age_line(age, left), class_="w-tile__foot")


def marked(statuses: Iterable[str]) -> list[Status]:
    """The kinds of figures that a reader must be told of, in a fixed order."""
    present = {Status(one) for one in statuses if one}
    return [one for one in MARKED if one in present]


def marks(statuses: Iterable[Status]) -> list[Markup]:
    """A chip for each kind; simulated ones are hatched."""
    return [tag("span", status_word(one), class_=f"w-mark w-mark--{one.name.lower()}") for one in statuses]


def nothing(sentence: str = "") -> Markup:
    """Instead of figures: why there are none."""
    return tag("p", sentence or _("Chưa có số liệu để hiện."), class_="w-nothing")


def broken(sentence: str) -> Markup:
    """A tile that could not be drawn says so, and why."""
    return tag(
        "div",
        tag("p", tag("b", "▲ " + _("Ô này chưa hiện được")), tag("br"), sentence, class_="w-nothing w-nothing--broken"),
        class_="w-tile__in",
    )
