"""Parts that show an indicator through time."""

import pandas as pd
from markupsafe import Markup

from components.figures.parts import points_of
from components.language import _
from components.wall.balance import balance_chart
from components.wall.box import below_title
from components.wall.series import Expected, series_chart
from components.wall.tile import nothing
from components.wall.years import years_chart
from data.periods import Period
from data.records import Indicator
from pages.charts import series_caption
from pages.wall.parts.common import Ask, age_of_frame, newest_period, statuses_in, target_of_year

MOST_AHEAD = 4


def series(ask: Ask) -> Markup:
    """One indicator of the nation, with this year's target and what is expected of the periods to come."""
    indicator, view = ask.indicator(), ask.view
    frame = view.questions.series(indicator, view.questions.nation()).tail(ask.option("periods"))
    title = ask.title(indicator.short(view.language))
    age, unit = age_of_frame(frame), indicator.unit(view.language)
    if age.known is None:
        return ask.tile(title, nothing(), age=age, unit=unit)
    expected = _expected(ask, indicator, frame) if ask.option("forecast") else []
    drawing = series_chart(
        points_of(frame),
        indicator,
        below_title(ask.box),
        form=ask.option("form"),
        target=target_of_year(ask, indicator),
        expected=expected,
        label=series_caption(title, frame, indicator),
    )
    note = _("nhạt: dự báo (80%)") if expected else ""
    return ask.tile(title, drawing, age=age, unit=unit, statuses=statuses_in(frame), note=note)


def _expected(ask: Ask, indicator: Indicator, frame: pd.DataFrame) -> list[Expected]:
    """What is expected to the end of the year, and at least of two periods, by a forecast that knew the newest one."""
    questions = ask.view.questions
    kept = questions.forecasts(indicator, questions.nation(), most=1)
    newest = newest_period(frame)
    if not kept or newest is None or kept[0].origin != newest:
        return []
    points = kept[0].points
    periods = [Period.parse(str(one)) for one in points["period"]]
    values = points[["mean", "lower_80", "upper_80"]].to_numpy(dtype=float)
    every = [Expected(one, *map(float, row)) for one, row in zip(periods, values, strict=True)]
    this_year = sum(one.period.year == newest.year for one in every)
    return every[: min(max(this_year, 2), MOST_AHEAD)]


def years(ask: Ask) -> Markup:
    """A figure that is counted from January, a line a year."""
    indicator, view = ask.indicator(), ask.view
    frame = view.questions.series(indicator, view.questions.nation())
    title = ask.title(indicator.short(view.language))
    age, unit = age_of_frame(frame), indicator.unit(view.language)
    if age.known is None:
        return ask.tile(title, nothing(), age=age, unit=unit)
    shown = frame.tail(12 * ask.option("years"))
    label = series_caption(title, shown, indicator)
    drawing = years_chart(points_of(shown), indicator, below_title(ask.box), years=ask.option("years"), label=label)
    return ask.tile(title, drawing, age=age, unit=unit, statuses=statuses_in(shown))


def balance(ask: Ask) -> Markup:
    """Exports, imports and their difference, month by month."""
    view = ask.view
    nation = view.questions.nation()
    three = [ask.indicator(name) for name in ("exports", "imports", "balance")]
    frames = [view.questions.series(one, nation).tail(ask.option("periods")) for one in three]
    title = ask.title(_("Xuất khẩu, nhập khẩu và cán cân"))
    age, unit = age_of_frame(frames[2]), three[2].unit(view.language)
    if any(frame["value"].notna().sum() == 0 for frame in frames):
        return ask.tile(title, nothing(), age=age, unit=unit)
    label = series_caption(title, frames[2], three[2])
    out, back, rest = map(points_of, frames)
    drawing = balance_chart(out, back, rest, three[2], below_title(ask.box), label=label)
    kinds = sorted({kind for frame in frames for kind in statuses_in(frame)})
    return ask.tile(title, drawing, age=age, unit=unit, statuses=kinds)
