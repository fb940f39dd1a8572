"""Comparisons of all units of a kind: ranks through time, two indicators, a grid of periods, spreads."""

from typing import Any

import pandas as pd
from dash.development.base_component import Component

from components.chart_frame import chart_frame
from components.columns import Column
from components.figures.bump import bump, bump_height
from components.figures.heatmap import heatmap, heatmap_height
from components.figures.scatter import scatter
from components.figures.strip import Spread, strip, strip_height
from components.formatting import number, period
from components.language import _
from data.coarser import coarser
from data.periods import Grain, Period
from data.questions.asking import own_grain
from data.questions.ranking import ranked
from data.records import Boundary, Indicator
from pages.charts import marks_in, newest_day, sources_in
from pages.compare_asked import Asked
from pages.compare_field import words_of
from pages.compare_lines import CHART
from pages.finding import unit_key
from pages.indicator_places import nation_value
from pages.view import View

MOST_PERIODS = {Grain.MONTH: 13, Grain.QUARTER: 12, Grain.HALF: 10, Grain.YEAR: 10}
SIZE = "LAB14"
SCATTER_HEIGHT = 520


def panel_at(view: View, indicator: Indicator, asked: Asked, grain: Grain) -> pd.DataFrame:
    """All units of the field through time at a grain: as reported there, else put together by the indicator's rule."""
    kind, edition = asked.field
    look = {"kind": kind, "vintage": edition, "as_of": view.as_of}
    reported = view.questions.panel(indicator, grain=grain, **look)  # type: ignore[arg-type]
    if grain is own_grain(indicator):
        return _addressed(view, reported, indicator, asked)
    fine = view.questions.panel(indicator, grain=own_grain(indicator), **look)  # type: ignore[arg-type]
    made = coarser(fine, indicator.rule_time, grain)
    frame = pd.concat([reported, made], ignore_index=True).drop_duplicates(["entity", "period"])
    return _addressed(view, frame, indicator, asked)


def _addressed(view: View, frame: pd.DataFrame, indicator: Indicator, asked: Asked) -> pd.DataFrame:
    """With the address that each figure leads to; as reported, without what was carried over from former units."""
    if view.boundary is Boundary.REPORTED:
        frame = frame[frame["rule"].isna()]
    keys = {one.code: unit_key(one) for one in view.questions.entities(*asked.field)}
    path = f"/trail/{indicator.code}"
    pairs = zip(frame["entity"], frame["period"], strict=True)
    return frame.assign(address=[view.link(path, unit=keys[str(code)], period=str(when)) for code, when in pairs])


def recent(frame: pd.DataFrame, grain: Grain) -> pd.DataFrame:
    """The newest periods that a chart has room for."""
    ends = sorted(frame["period_end"].unique())[-MOST_PERIODS.get(grain, 12) :]
    return frame[frame["period_end"].isin(ends)]


def grain_of(asked: Asked, indicator: Indicator) -> Grain:
    return asked.grain or own_grain(indicator)


# --- one indicator through time ---------------------------------------------------------------------------------------


def bump_chart(view: View, asked: Asked) -> Component:
    """Ranks of all units of the field, the chosen ones standing out."""
    grain = grain_of(asked, asked.first)
    frame = recent(panel_at(view, asked.first, asked, grain), grain)
    frame = _told_of_most(frame[frame["value"].notna()])
    ranks = [ranked(rows, asked.first.polarity) for _when, rows in frame.groupby("period_end")]
    shown = pd.concat(ranks, ignore_index=True) if ranks else frame.assign(rank=0)
    title = _("{indicator}: thứ hạng qua các kỳ").format(indicator=asked.first.short(view.language))
    columns = [
        Column("period", _("Kỳ"), "period"),
        _name_of_unit(view, asked),
        Column("rank", _("Hạng"), "rank"),
        _value_column(view, asked.first),
    ]
    figure = bump(shown, asked.first, asked.chosen)
    return _chart(view, asked, figure, shown, title, _("thứ hạng"), columns, bump_height(shown))


def _told_of_most(frame: pd.DataFrame) -> pd.DataFrame:
    """Only periods with at least half as many units as the fullest: a rank among a few is no rank among all."""
    counts = frame.groupby("period")["entity"].transform("nunique")
    return frame[counts >= counts.max() / 2]


def heatmap_chart(view: View, asked: Asked) -> Component:
    """Units of the field down, periods across."""
    grain = grain_of(asked, asked.first)
    frame = recent(panel_at(view, asked.first, asked, grain), grain)
    order = {one.code: number for number, one in enumerate(view.questions.entities(*asked.field))}
    frame = frame.sort_values("entity", key=lambda codes: codes.map(order), kind="stable")
    title = words_of(asked).grid.format(indicator=asked.first.short(view.language))
    columns = [_name_of_unit(view, asked), Column("period", _("Kỳ"), "period"), _value_column(view, asked.first)]
    unit = asked.first.unit(view.language)
    figure = heatmap(frame, asked.first, asked.chosen)
    return _chart(view, asked, figure, frame, title, unit, columns, heatmap_height(frame))


def _name_of_unit(view: View, asked: Asked) -> Column:
    return Column("name_en" if view.language == "en" else "name_vi", words_of(asked).unit)


def _value_column(view: View, indicator: Indicator) -> Column:
    return Column("value", indicator.unit(view.language), "number", decimals=indicator.decimals)


# --- one period -------------------------------------------------------------------------------------------------------


def periods_at(view: View, asked: Asked, indicator: Indicator, grain: Grain) -> list[Period]:
    """Periods of a grain in which at least half as many units as ever have a figure, newest first."""
    frame = panel_at(view, indicator, asked, grain)
    counts = frame[frame["value"].notna()].groupby("period")["entity"].nunique()
    enough = counts[counts >= counts.max() / 2] if len(counts) else counts
    return sorted((Period.parse(str(one)) for one in enough.index), reverse=True)


def common_periods(view: View, asked: Asked, indicators: tuple[Indicator, ...], grain: Grain) -> list[Period]:
    """Periods that tell of most units for each of the indicators, newest first."""
    many = [periods_at(view, asked, one, grain) for one in indicators]
    return [one for one in many[0] if all(one in others for others in many[1:])] if many else []


def at_period(view: View, asked: Asked, indicator: Indicator, when: Period) -> pd.DataFrame:
    """The figures of a period."""
    frame = panel_at(view, indicator, asked, when.grain)
    return frame[(frame["period"] == str(when)) & frame["value"].notna()].reset_index(drop=True)


def scatter_chart(view: View, asked: Asked, when: Period, size: Indicator | None) -> Component:
    """The first two indicators against each other at one period."""
    across, up = asked.indicators[:2]
    frames = [at_period(view, asked, one, when) for one in (across, up)]
    frame = _pairs(view, asked, frames, size)
    both = frame.dropna(subset=["x", "y"])
    title = _("{up} theo {across}, {period}").format(
        up=up.short(view.language), across=across.short(view.language), period=period(when)
    )
    columns = [
        _name_of_unit(view, asked),
        Column("x", across.short(view.language), "number", decimals=across.decimals),
        Column("y", up.short(view.language), "number", decimals=up.decimals),
    ]
    figure = scatter(frame, across, up, size, asked.chosen)
    caption = words_of(asked).correlated.format(count=number(len(both)), rho=number(rank_correlation(both), 2))
    return _chart(
        view, asked, figure, both, title, words_of(asked).dots, columns, SCATTER_HEIGHT, caption, shown=frames
    )


def _pairs(view: View, asked: Asked, frames: list[pd.DataFrame], size: Indicator | None) -> pd.DataFrame:
    """One row a province: x, y, size, region, the less certain status, and where a click leads."""
    regions = {one.id: one.name(view.language) for one in view.questions.entities("region", asked.edition)}
    units = {one.code: one for one in view.questions.entities(*asked.field)}
    held = [frame.set_index("entity") for frame in frames]
    sizes = _sizes(view, asked, size)
    rows: list[dict[str, Any]] = []
    for code in held[0].index.intersection(held[1].index):
        unit, both = units[str(code)], [one.loc[code] for one in held]
        rows.append(
            {
                "entity": unit.code, "name_vi": unit.name_vi, "name_en": unit.name_en,
                "x": both[0]["value"], "y": both[1]["value"], "size": sizes.get(unit.code, float("nan")),
                "status": max((str(one["status"]) for one in both), key="AEPFMS".index),
                "region": regions.get(unit.parent_id or 0, ""), "address": both[1]["address"],
            }
        )  # fmt: skip
    columns = ["entity", "name_vi", "name_en", "x", "y", "size", "status", "region", "address"]
    return pd.DataFrame(rows, columns=columns)


def _sizes(view: View, asked: Asked, size: Indicator | None) -> dict[str, float]:
    if size is None:
        return {}
    kind, edition = asked.field
    when = view.questions.telling_period(size, kind, vintage=edition, as_of=view.as_of)
    if when is None:
        return {}
    frame = view.questions.ranking(size, when, kind=kind, vintage=edition, as_of=view.as_of)
    return dict(zip(frame["entity"], frame["value"], strict=True))


def rank_correlation(frame: pd.DataFrame) -> float:
    """Spearman's: 1 where the order of both is the same, -1 where it is the reverse; nothing for fewer than three."""
    return float(frame["x"].rank().corr(frame["y"].rank())) if len(frame) > 2 else float("nan")


def strip_chart(view: View, asked: Asked) -> Component:
    """How the provinces are spread over each indicator, the nation among them."""
    spreads = [one for one in (_spread(view, asked, indicator) for indicator in asked.indicators) if one is not None]
    frames = [one.frame for one in spreads]
    title = words_of(asked).spread
    table = (
        pd.concat([one.frame.assign(what=one.indicator.short(view.language)) for one in spreads]) if spreads else None
    )
    columns = [
        Column("what", _("Chỉ tiêu")),
        _name_of_unit(view, asked),
        Column("value", _("Giá trị"), "number", decimals=2),
    ]
    figure = strip(spreads, asked.chosen)
    return _chart(
        view, asked, figure, table if table is not None else pd.DataFrame(), title, _("mỗi dòng một thang đo"), columns,
        strip_height(spreads, asked.chosen), shown=frames,
    )  # fmt: skip


def _spread(view: View, asked: Asked, indicator: Indicator) -> Spread | None:
    kind, edition = asked.field
    when = view.questions.telling_period(indicator, kind, vintage=edition, as_of=view.as_of)
    if indicator.level == "national" or when is None:
        return None
    frame = at_period(view, asked, indicator, when)
    return Spread(indicator, frame, nation_value(view, indicator, when), period(when)) if len(frame) else None


def _chart(
    view: View,
    asked: Asked,
    figure: dict[str, Any],
    table: pd.DataFrame,
    title: str,
    unit: str,
    columns: list[Column],
    height: int,
    caption: str = "",
    shown: list[pd.DataFrame] | None = None,
) -> Component:
    frames = [table] if shown is None else shown
    return chart_frame(
        figure,
        id=CHART,
        title=title,
        unit=unit,
        source=sources_in(view, *frames),
        data_date=newest_day(*frames),
        boundary=_map_told(view, asked),
        marks=marks_in(*frames),
        table=table if len(table) else None,
        columns=columns,
        caption=f"{title}. {caption}".strip(),
        empty_reason=None if len(table) else words_of(asked).nothing,
        height=height,
    )


def _map_told(view: View, asked: Asked) -> Boundary | str | None:
    """The list of provinces that the footer names; none for ministries."""
    if asked.field[0] == "ministry":
        return None
    return view.boundary if view.boundary is Boundary.REPORTED else asked.edition
