"""What the charts of every page share: the frame around a figure, filled from the figures it shows."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
from dash.development.base_component import Component

from components.chart_frame import boundary_word, chart_frame
from components.columns import Column
from components.formatting import period, with_unit
from components.language import _
from components.taking import About
from data.clock import day_of
from data.records import Boundary, Indicator, Status
from exports.content import DataDate
from pages.view import View

MARKED = (Status.ESTIMATED, Status.PROVISIONAL, Status.FORECAST, Status.SIMULATED)


def marks_in(*frames: pd.DataFrame) -> list[Status]:
    """The statuses that a reader must be told of, in a fixed order."""
    present = {status for frame in frames if "status" in frame for status in frame["status"].dropna().unique()}
    return [status for status in MARKED if status in present]


def cited(view: View, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with its sources named in the reader's language."""
    if view.language != "en" or "source" not in frame:
        return frame
    names = view.questions.sources_in_english()
    return frame.assign(source=frame["source"].map(lambda name: names.get(name, name), na_action="ignore"))


def sources_in(view: View, *frames: pd.DataFrame, most: int = 2) -> str:
    """The sources of the figures, the newest first; further ones are counted."""
    found: list[str] = []
    for frame in (cited(view, frame) for frame in frames):
        if "source" in frame:
            found += [str(name) for name in frame["source"].dropna()[::-1].unique() if name not in found]
    rest = len(found) - most
    text = "; ".join(found[:most])
    return text + (_(" và {count} nguồn khác").format(count=rest) if rest > 0 else "")


def about(
    view: View, *frames: pd.DataFrame, subject: str = "", unit: str = "", boundary: Boundary | str | None = None
) -> About:
    """What files say of a table beside its cells, from the frames that its figures come from."""
    return About(
        subject=subject,
        unit=unit,
        source=sources_in(view, *frames),
        data_date=newest_day(*frames),
        boundary="" if boundary is None else boundary_word(boundary),
        marks=tuple(marks_in(*frames)),
    )


def newest_day(*frames: pd.DataFrame) -> DataDate | None:
    """The day on which the newest published figure was recorded, and that of simulated ones which go on after it.

    Where there is no published figure, the day is that of the simulated ones: the marks of the chart say so.
    """
    known = [frame for frame in frames if "recorded_at" in frame and len(frame)]
    published = _newest([frame[~frame["status"].isin([Status.SIMULATED, Status.MISSING])] for frame in known])
    simulated = _newest([frame[frame["status"] == Status.SIMULATED] for frame in known])
    if published is None:
        newest = simulated or _newest(known)
        return None if newest is None else DataDate(newest)
    return DataDate(published, simulated if simulated is not None and simulated > published else None)


def _newest(frames: Sequence[pd.DataFrame]) -> date | None:
    days = [frame["recorded_at"].max() for frame in frames if len(frame)]
    days = [one for one in days if not pd.isna(one)]
    return day_of(max(days)) if days else None


def series_chart(
    view: View,
    figure: dict[str, Any],
    *,
    id: str,
    title: str,
    indicator: Indicator,
    frames: Sequence[pd.DataFrame],
    empty_reason: str | None = None,
    height: int = 280,
    class_name: str = "",
    table: pd.DataFrame | None = None,
    columns: Sequence[Column] | None = None,
    boundary: Boundary | None = None,
    sentences: Sequence[str] = (),
) -> Component:
    """A chart of one or more series in the frame every chart stands in.

    Its table is the first series, unless another `table` is given with its `columns` (guessed where there are none).
    """
    shown = frames[0]
    return chart_frame(
        figure,
        id=id,
        title=title,
        unit=indicator.unit(view.language),
        source=sources_in(view, *frames),
        data_date=newest_day(*frames),
        boundary=boundary,
        marks=marks_in(*frames),
        table=cited(view, shown[["period", "value", "status", "source"]] if table is None else table),
        columns=series_columns(view, indicator) if table is None else columns,
        caption=series_caption(title, shown, indicator),
        empty_reason=empty_reason if shown.empty else None,
        subject=indicator.short(view.language),
        sentences=sentences,
        height=height,
        class_name=class_name,
    )


def series_columns(view: View, indicator: Indicator) -> list[Column]:
    """The columns of a series as a table."""
    value = _("Giá trị ({unit})").format(unit=indicator.unit(view.language))
    return [
        Column("period", _("Kỳ"), "period"),
        Column("value", value, "number", decimals=indicator.decimals),
        Column("status", _("Loại số liệu"), "status"),
        Column("source", _("Nguồn"), grow=3),
    ]


def ranking_table(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[["rank", "name_vi", "name_en", "value", "status"]]


def ranking_columns(view: View, indicator: Indicator) -> list[Column]:
    name = "name_en" if view.language == "en" else "name_vi"
    return [
        Column("rank", _("Hạng"), "rank"),
        Column(name, _("Địa phương")),
        Column("value", indicator.unit(view.language), "number", decimals=indicator.decimals),
        Column("status", _("Loại số liệu"), "status"),
    ]


def name_of_unit(view: View) -> Column:
    """The column that names a unit, in a table of several."""
    return Column("name_en" if view.language == "en" else "name_vi", _("Địa phương"))


def series_caption(title: str, frame: pd.DataFrame, indicator: Indicator) -> str:
    """What the chart shows, for readers who cannot see it: its span and its newest figure."""
    known = frame[frame["value"].notna()]
    if known.empty:
        return _("{title}: chưa có số liệu.").format(title=title)
    first, last = known.iloc[0], known.iloc[-1]
    return _("{title}: {count} kỳ từ {first} đến {last}; kỳ mới nhất {value}.").format(
        title=title,
        count=len(known),
        first=period(first["period"]),
        last=period(last["period"]),
        value=with_unit(last["value"], indicator),
    )
