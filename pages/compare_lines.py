"""Comparisons through time: several series in their common unit, or as indices."""

from collections.abc import Sequence
from functools import reduce

import pandas as pd
from dash.development.base_component import Component

from components.chart_frame import chart_frame
from components.columns import Column
from components.figures.indexed_lines import Line, indexed_lines, value_at, value_lines
from components.formatting import number, period
from components.language import _
from data.coarser import can_be_coarser, coarser, coarsest
from data.periods import Grain
from data.questions.asking import own_grain
from data.records import Entity, Indicator
from pages.charts import marks_in, newest_day, sources_in
from pages.compare_asked import MOST_LINES, SPANS, Asked
from pages.contribution_words import whose
from pages.finding import unit_key
from pages.readings import map_for
from pages.view import View

CHART = "compare-chart"
HEIGHT = 460


def grains_of(asked: Asked) -> set[Grain]:
    """The rhythms of the indicators, or the one that was chosen for all."""
    return {asked.grain} if asked.grain else {own_grain(one) for one in asked.indicators}


def common_grain(view: View, asked: Asked, indicators: Sequence[Indicator]) -> Grain | None:
    """The finest grain at which all the indicators can stand; None where one of them cannot be carried there."""
    grain = coarsest([own_grain(one) for one in indicators])
    return grain if all(stands_at(view, asked, one, grain) for one in indicators) else None


def stands_at(view: View, asked: Asked, indicator: Indicator, grain: Grain) -> bool:
    """Whether there are figures of the indicator at a grain: put together by its rule, or reported so."""
    if can_be_coarser(indicator.rule_time, own_grain(indicator), grain):
        return True
    kind, edition = ("nation", None) if indicator.level == "national" else ("province", asked.edition)
    return any(one.grain is grain for one in view.questions.periods(indicator, kind, vintage=edition, as_of=view.as_of))


def can_be_indexed(indicator: Indicator) -> bool:
    """Whether an index of it says something: a level that is never below nothing, not a rate of growth or a balance."""
    return indicator.minimum is not None and indicator.minimum >= 0


def series_at(view: View, indicator: Indicator, unit: Entity, grain: Grain | None) -> pd.DataFrame:
    """The series at its own grain, or at a coarser one: as it was reported there, else put together by the rule."""
    look = {"boundary": map_for(view, unit), "as_of": view.as_of}
    frame = view.questions.series(indicator, unit, **look)  # type: ignore[arg-type]
    if grain is None or frame.empty or frame["grain"].iloc[0] == grain:
        return frame
    reported = view.questions.series(indicator, unit, grain=grain, **look)  # type: ignore[arg-type]
    made = coarser(frame, indicator.rule_time, grain)
    if made.empty or len(reported) > len(made):
        return reported
    rest = made[~made["period"].isin(reported["period"])]
    return pd.concat([reported, rest]).sort_values("period_end", ignore_index=True)


def lines_of(view: View, asked: Asked) -> tuple[list[Line], list[str]]:
    """A line for each indicator and unit with figures, at most `MOST_LINES`; and sentences on what was left out."""
    found, none = [], []
    years = SPANS[view.choice("span", SPANS, "5")]
    for indicator in asked.indicators:
        for unit in asked.units:
            frame = _recent(series_at(view, indicator, unit, asked.grain), years)
            name = _name(view, asked, indicator, unit)
            if frame.empty:
                none.append(name)
                continue
            strong = asked.alike is not None and unit == asked.alike
            found.append(Line(name, _with_addresses(view, frame, indicator, unit), indicator, strong))
    return found[:MOST_LINES], [*_left_out(none, len(found) - MOST_LINES), *_incomplete(found[:MOST_LINES])]


def _incomplete(lines: Sequence[Line]) -> list[str]:
    """For each line that lacks periods because figures of former units are missing: how many, and the last of them."""
    text = _("{name}: {count} kỳ đến {period} để trống, vì mới có số của {parts} trong {expected} đơn vị cũ.")
    said = []
    for line in lines:
        lacking = line.frame[line.frame["value"].isna() & (line.frame["expected"] > line.frame["parts"])]
        if len(lacking):
            last = lacking.iloc[-1]
            known, expected = number(last["parts"]), number(last["expected"])
            words = text.format(
                name=line.name,
                count=number(len(lacking)),
                period=period(last["period"]),
                parts=known,
                expected=expected,
            )
            said.append(words)
    return said


def _left_out(none: Sequence[str], over: int) -> list[str]:
    said = []
    if none:
        names = "; ".join(none[:4]) + (_(" và {count} dòng khác").format(count=len(none) - 4) if len(none) > 4 else "")
        said.append(_("Chưa có số liệu: {names}.").format(names=names))
    if over > 0:
        said.append(_("Chỉ vẽ {most} đường đầu để còn đọc được; bỏ {count} đường.").format(most=MOST_LINES, count=over))
    return said


def _recent(frame: pd.DataFrame, years: int) -> pd.DataFrame:
    if frame.empty:
        return frame
    return frame[frame["period_end"] > frame["period_end"].max() - pd.DateOffset(years=years)]


def _name(view: View, asked: Asked, indicator: Indicator, unit: Entity) -> str:
    """What tells the line from the others: the unit, the indicator, or both."""
    names = [whose(view, unit)] if len(asked.units) > 1 or len(asked.indicators) == 1 else []
    names += [indicator.short(view.language)] if len(asked.indicators) > 1 else []
    return " · ".join(names)


def _with_addresses(view: View, frame: pd.DataFrame, indicator: Indicator, unit: Entity) -> pd.DataFrame:
    path, key = f"/trail/{indicator.code}", unit_key(unit)
    return frame.assign(address=[view.link(path, unit=key, period=str(one)) for one in frame["period"]])


def bases(lines: Sequence[Line]) -> list[str]:
    """Periods at which every line stands above nothing, oldest first: any of them can be 100."""
    periods = [set(line.frame.loc[line.frame["value"] > 0, "period"]) for line in lines]
    common: set[str] = reduce(set.intersection, periods) if periods else set()
    ordered = [str(one) for line in lines[:1] for one in line.frame["period"]]
    return [one for one in ordered if one in common]


# --- the charts -------------------------------------------------------------------------------------------------------


def lines_chart(view: View, asked: Asked, lines: Sequence[Line]) -> Component:
    """The lines in their common unit."""
    unit = asked.first.unit(view.language)
    title = asked.first.short(view.language) if len(asked.indicators) == 1 else _("So sánh theo thời gian")
    return _chart(view, asked, lines, value_lines(lines), title, unit)


def indexed_chart(view: View, asked: Asked, lines: Sequence[Line], base: str) -> Component:
    """The lines as indices."""
    unit = _("{base} = 100").format(base=period(base))
    title = _("Chỉ số so với {base}").format(base=period(base))
    shown = [line for line in lines if value_at(line.frame, base) > 0]
    return _chart(view, asked, shown, indexed_lines(shown, base), title, unit, base)


def _chart(
    view: View, asked: Asked, lines: Sequence[Line], figure: dict[str, object], title: str, unit: str, base: str = ""
) -> Component:
    frames = [line.frame for line in lines]
    table = _table(lines, base)
    names = ", ".join(line.name for line in lines)
    return chart_frame(
        figure,
        id=CHART,
        title=title,
        unit=unit,
        source=sources_in(view, *frames),
        data_date=newest_day(*frames),
        boundary=view.boundary if any(one.kind in ("province", "region") for one in asked.units) else None,
        marks=marks_in(*frames),
        table=table,
        columns=_columns(lines, base),
        caption=_("{title}: {count} đường: {names}.").format(title=title, count=number(len(lines)), names=names),
        height=HEIGHT,
    )


def _table(lines: Sequence[Line], base: str) -> pd.DataFrame:
    """A row a period, a column a line; as indices where there is a base."""
    columns = []
    for index, line in enumerate(lines):
        values = line.frame.set_index("period")["value"]
        scaled = values / value_at(line.frame, base) * 100 if base else values
        columns.append(scaled.rename(f"value{index}"))
    return pd.concat(columns, axis=1).sort_index().reset_index(names="period")


def _columns(lines: Sequence[Line], base: str) -> list[Column]:
    figures = [
        Column(f"value{index}", line.name, "number", decimals=1 if base else line.indicator.decimals)
        for index, line in enumerate(lines)
    ]
    return [Column("period", _("Kỳ"), "period"), *figures]
