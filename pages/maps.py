"""Maps of the provinces on any page: as tiles or in true shapes, for one period, through time, or several in small.

Everything stands in the address: `map` (tiles or shapes), `show` (one, play, periods, indicators) and `period`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from components import controls
from components.cards import notice
from components.chart_frame import chart_frame
from components.figures import shape_map as shaped
from components.figures import tile_map as tiled
from components.figures.map_frames import Film, film_data, film_of
from components.figures.map_parts import Place, Scale
from components.figures.parts import FigureDict
from components.formatting import period
from components.language import _
from components.markup import attrs
from data.periods import Period
from data.records import Boundary, Indicator
from pages.charts import marks_in, newest_day, ranking_columns, ranking_table, sources_in
from pages.view import View

PRESENT, FORMER = "2025", "2024"
MERGED_ON = date(2025, 7, 1)
TILES, SHAPES = "tiles", "shapes"
ONE, PLAY, PERIODS, INDICATORS = "one", "play", "periods", "indicators"
HEIGHTS = {TILES: 620, SHAPES: 540}
RANKED = ["entity", "name_vi", "name_en", "value", "status", "source", "parts", "rank"]


# --- on which list of provinces ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ground:
    """The periods of which any province has a figure, newest first, each with the edition it is shown on."""

    editions: Mapping[str, str]
    opening: str

    def edition(self, text: str) -> str:
        return self.editions.get(text, PRESENT)


def ground_of(view: View, indicator: Indicator) -> Ground:
    """On the map in view; as reported, each period on the list of provinces that was in force at its end."""
    ask = view.questions
    if view.boundary is not Boundary.REPORTED:
        edition = edition_in_view(view)
        found = [str(one) for one in ask.periods(indicator, vintage=edition, as_of=view.as_of)]
        opening = ask.telling_period(indicator, vintage=edition, as_of=view.as_of)
        return Ground(dict.fromkeys(found, edition), str(opening or ""))
    since = [one for one in ask.periods(indicator, vintage=PRESENT, as_of=view.as_of) if one.end >= MERGED_ON]
    before = [one for one in ask.periods(indicator, vintage=FORMER, as_of=view.as_of) if one.end < MERGED_ON]
    last = ask.telling_period(indicator, vintage=PRESENT, as_of=view.as_of)
    earlier = ask.telling_period(indicator, vintage=FORMER, as_of=view.as_of)
    opening = last if last is not None and last.end >= MERGED_ON else earlier
    editions = {str(one): PRESENT for one in since} | {str(one): FORMER for one in before}
    return Ground(editions, str(opening or ""))


def edition_in_view(view: View) -> str:
    """The edition of the map in view; today's where figures are shown as reported."""
    return FORMER if view.boundary is Boundary.MAP_2024 else PRESENT


# --- what the reader chose --------------------------------------------------------------------------------------------


def form_of(view: View, edition: str) -> str:
    """Tiles, or true shapes where the reader asks for them and the office has loaded them."""
    asked = view.choice("map", (TILES, SHAPES), TILES)
    return asked if edition in view.questions.shaped_editions() else TILES


def form_choice(view: View, edition: str) -> Component | None:
    """Tiles or true shapes; nothing to choose where no boundaries were loaded."""
    if edition not in view.questions.shaped_editions():
        return None
    words = {TILES: _("Ô lưới"), SHAPES: _("Ranh giới")}
    return controls.choice("map", _("Kiểu bản đồ"), list(words.items()), form_of(view, edition), default=TILES)


def show_of(view: View) -> str:
    return view.choice("show", (ONE, PLAY, PERIODS, INDICATORS), ONE)


def is_playing(view: View) -> bool:
    return show_of(view) == PLAY


def show_choice(view: View) -> Component:
    words = {
        ONE: _("Một kỳ"),
        PLAY: _("Chạy theo thời gian"),
        PERIODS: _("Sáu kỳ cạnh nhau"),
        INDICATORS: _("Sáu chỉ tiêu cạnh nhau"),
    }
    return controls.choice("show", _("Cách xem"), list(words.items()), show_of(view), default=ONE)


def form_notice(view: View, edition: str) -> Component | None:
    """Says so where the address asks for true shapes that nobody has loaded."""
    if view.params.get("map") != SHAPES or edition in view.questions.shaped_editions():
        return None
    return notice(_("Chưa nạp ranh giới của danh sách này; bản đồ được vẽ bằng ô lưới."), tone="risk")


# --- figures of one period --------------------------------------------------------------------------------------------


def figures_at(view: View, indicator: Indicator, text: str, edition: str) -> pd.DataFrame:
    """The ranking of a period, and under it the units whose recast figure is not whole."""
    if not text:
        return pd.DataFrame(columns=RANKED)
    when = Period.parse(text)
    ranking = view.questions.ranking(indicator, when, vintage=edition, as_of=view.as_of)
    panel = view.questions.panel(indicator, vintage=edition, grain=when.grain, start=when, end=when, as_of=view.as_of)
    if "expected" not in panel:
        return ranking
    lacking = panel[panel["value"].isna() & (panel["expected"] > 0)]
    whole = ranking.merge(panel[["entity", "expected", "rule"]], on="entity", how="left")
    kept = ["entity", "name_vi", "name_en", "value", "status", "parts", "expected"]
    return whole if lacking.empty else pd.concat([whole, lacking[kept]], ignore_index=True)


def drawn_map(
    view: View,
    frame: pd.DataFrame,
    indicator: Indicator,
    edition: str,
    *,
    highlight: str | None = None,
    scale: Scale | None = None,
    small: bool = False,
) -> FigureDict | None:
    """The map of a frame in the form that is in view."""
    if frame.empty:
        return None
    tiles = view.questions.tiles(edition)
    look = {"highlight": highlight, "scale": scale, "small": small}
    if form_of(view, edition) == SHAPES:
        shapes = view.questions.shapes(edition)
        return shaped.shape_map(shapes, tiles, frame, indicator, **look)  # type: ignore[arg-type]
    return tiled.tile_map(tiles, frame, indicator, **look)  # type: ignore[arg-type]


def province_map(
    view: View,
    indicator: Indicator,
    text: str,
    *,
    id: str,
    vintage: str = PRESENT,
    highlight: str | None = None,
    chooses: str = "",
    playing: bool = False,
) -> Component:
    """The map of one indicator and period in its frame.

    A click on a province opens its page, or writes its code into the parameter `chooses`. While `playing`, the map has
    one scale for all periods and a slider through them below.
    """
    frame = figures_at(view, indicator, text, vintage)
    film = _film(view, indicator, text, vintage) if playing else None
    frame_known = frame[frame["value"].notna()]
    expected = len(view.questions.entities("province", vintage))
    title = map_title(view, indicator, text)
    chart = chart_frame(
        drawn_map(view, frame, indicator, vintage, highlight=highlight, scale=film.scale if film else None),
        id=id,
        title=title,
        unit=indicator.unit(view.language),
        source=sources_in(view, frame_known),
        data_date=newest_day(frame_known) or view.as_of,
        boundary=vintage,
        marks=marks_in(frame_known),
        table=ranking_table(frame_known) if len(frame_known) else None,
        columns=ranking_columns(view, indicator),
        caption=map_caption(title, len(frame_known), expected),
        empty_reason=None if len(frame) else _("Chưa có số liệu của địa phương nào cho chỉ tiêu này."),
        height=HEIGHTS[form_of(view, vintage)],
        class_name="tc-map",
    )
    parts = [form_notice(view, vintage), chart, _player(view, film, indicator, text, vintage)]
    return html.Div(
        [part for part in parts if part is not None], className="tc-stack tc-mapbox", **click_target(vintage, chooses)
    )


def click_target(edition: str, chooses: str = "") -> dict[str, Any]:
    """Attributes of an element around charts of provinces: a click opens the profile, or writes into `chooses`."""
    target = {"data_click_parameter": chooses} if chooses else {"data_click_path": "/provinces/"}
    return attrs(**target, data_click_edition="" if edition == PRESENT else edition)


def map_title(view: View, indicator: Indicator, text: str) -> str:
    """The indicator and the period."""
    short = indicator.short(view.language)
    return f"{short}, {period(text)}" if text else short


def map_caption(title: str, present: int, expected: int) -> str:
    """What a map shows, for readers who cannot see it."""
    said = _("{title}: {present} trong {expected} địa phương có số liệu.").format(
        title=title, present=present, expected=expected
    )
    missing = expected - present
    return said + (_(" Thiếu {missing}.").format(missing=missing) if missing > 0 else "")


# --- through time -----------------------------------------------------------------------------------------------------


def _film(view: View, indicator: Indicator, text: str, edition: str) -> Film | None:
    """All periods of the grain of `text` on this edition."""
    if not text:
        return None
    panel = view.questions.panel(indicator, vintage=edition, grain=Period.parse(text).grain, as_of=view.as_of)
    if view.boundary is Boundary.REPORTED:
        ended = panel["period_end"] >= pd.Timestamp(MERGED_ON)
        panel = panel[ended if edition == PRESENT else ~ended]
    film = film_of(panel, indicator) if len(panel) else None
    return film if film and text in film.periods else None


def _player(view: View, film: Film | None, indicator: Indicator, text: str, edition: str) -> Component | None:
    """What the browser makes the slider from; a sentence where there is nothing to play."""
    if not is_playing(view) or not text:
        return None
    if film is None:
        return html.P(_("Chỉ có một kỳ số liệu, chưa chạy theo thời gian được."), className="tc-play__none")
    words = {
        "play": _("Chạy"),
        "pause": _("Dừng"),
        "next": _("Kỳ sau"),
        "period": _("Kỳ"),
        "none": _("chưa có số liệu"),
    }
    data = film_data(film, indicator, *_places_and_heads(view, edition))
    at = film.periods.index(text)
    return html.Div(
        html.P(_("Một thang màu cho mọi kỳ; dừng ở kỳ nào, cả trang xem kỳ đó."), className="tc-play__help"),
        className="tc-play",
        **attrs(
            data_film=json.dumps(data, ensure_ascii=False, separators=(",", ":")),
            data_words=json.dumps(words, ensure_ascii=False),
            data_at=str(at),
            data_title=indicator.short(view.language),
        ),
    )


def _places_and_heads(view: View, edition: str) -> tuple[list[Place], dict[str, str | None]]:
    tiles = view.questions.tiles(edition)
    if form_of(view, edition) == SHAPES:
        shapes = view.questions.shapes(edition)
        rooms = dict(zip(shapes["shape_id"], shapes["label_room"], strict=True))
        places = shaped.places_of(shapes, tiles)
        return places, {one.id: shaped.label_head(one, float(rooms.get(one.id, 0))) for one in places}
    places = tiled.places_of(tiles)
    return places, {one.id: tiled.label_head(one) for one in places}
