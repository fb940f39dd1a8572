"""Parts that show newest figures: one that fills its tile, or several under each other."""

from itertools import takewhile

from markupsafe import Markup

from components.language import _
from components.wall.box import SMALLEST, below_title
from components.wall.figures import ROOMY, Figure, big_figure, figure_rows
from components.wall.lettering import width
from components.wall.tile import nothing
from pages.wall.parts.common import Ask, age_of_figures, figure_of

NOTED = 0.62
"""Part of the line under a tile that a note may take; the rest is for the age of its figures."""


def figure(ask: Ask) -> Markup:
    """One newest figure of the nation."""
    indicator = ask.indicator()
    return big_figure(figure_of(ask, indicator, ask.title("")), ask.box)


def figures(ask: Ask) -> Markup:
    """Newest figures of several indicators; one that may not be known of is left out."""
    known = ask.view.questions.known(ask.option("indicators"))
    found = [figure_of(ask, one) for one in known]
    room = below_title(ask.box)
    body = figure_rows(found, room) if found else nothing()
    statuses = sorted({one.status for one in found if one.value is not None})
    note = "" if room.wide >= ROOMY else _against(found)
    if width(note, SMALLEST) > room.wide * NOTED:
        note = ""
    return ask.tile(ask.title(_("Số mới nhất")), body, age=age_of_figures(found), statuses=statuses, note=note)


def _against(figures: list[Figure]) -> str:
    """What changes are measured against, said once where lines have no room to say it: "so với cùng kỳ, năm trước"."""
    said = list(dict.fromkeys(one.against for one in figures if one.change is not None and one.against))
    words = [one.split(" ") for one in said]
    alike = len(list(takewhile(lambda column: len(set(column)) == 1, zip(*words, strict=False))))
    return ", ".join(said[:1] + [" ".join(one[alike:]) for one in words[1:]])
