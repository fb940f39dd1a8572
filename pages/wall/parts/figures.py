"""Parts that show newest figures: one that fills its tile, or several under each other."""

from markupsafe import Markup

from components.language import _
from components.wall.box import below_title
from components.wall.figures import big_figure, figure_rows
from components.wall.tile import nothing
from pages.wall.parts.common import Ask, age_of_figures, figure_of


def figure(ask: Ask) -> Markup:
    """One newest figure of the nation."""
    indicator = ask.indicator()
    return big_figure(figure_of(ask, indicator, ask.title("")), ask.box)


def figures(ask: Ask) -> Markup:
    """Newest figures of several indicators; one that may not be known of is left out."""
    known = ask.view.questions.known(ask.option("indicators"))
    found = [figure_of(ask, one) for one in known]
    body = figure_rows(found, below_title(ask.box)) if found else nothing()
    statuses = sorted({one.status for one in found if one.value is not None})
    return ask.tile(ask.title(_("Số mới nhất")), body, age=age_of_figures(found), statuses=statuses)
