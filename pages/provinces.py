"""For a leader who asks which places lead and which lag: all provinces, by any indicator, on the map and in a table.

Decision it serves: which province to look into.
"""

from dataclasses import replace
from typing import Any

import dash
from dash import Dash, dcc, html
from dash.development.base_component import Component

from components import controls
from components.figures.time_series import time_series
from components.formatting import number, period
from components.language import _
from components.markup import attrs
from data.errors import UnknownEntity
from data.records import Boundary, Entity, Indicator
from data.text import folded
from pages.charts import series_chart
from pages.drawing import drawn
from pages.indicator_parts import unit_key
from pages.maps import (
    INDICATORS,
    PERIODS,
    edition_in_view,
    form_choice,
    ground_of,
    is_playing,
    province_map,
    show_choice,
    show_of,
)
from pages.parts import joined, page
from pages.places_table import EDITIONS, edition_named, places_card
from pages.readings import ALL, map_for
from pages.recast_panel import asked_panel, recast_note
from pages.small_maps import small_maps
from pages.view import View

DEFAULT_INDICATOR = "GRO02"
MAP = "provinces-map"


def register(_app: Dash) -> None:
    dash.register_page(
        __name__, path="/provinces", title=lambda **codes: _("Địa phương") + " · Toàn Cảnh", layout=layout
    )


@drawn
def layout(view: View) -> Component:
    view = _on_edition_asked(view)
    choosable = {one.code: one for one in view.questions.indicators() if one.level != "national"}
    indicator = choosable[view.choice("indicator", choosable, view.opening(DEFAULT_INDICATOR, choosable))]
    ground = ground_of(view, indicator)
    chosen = view.choice("period", ground.editions, ground.opening)
    edition = ground.edition(chosen) if chosen else edition_in_view(view)
    region = view.choice("region", [one.code for one in view.questions.entities("region", edition)], ALL)
    place = _place_asked(view, edition)
    periods = [(one, period(one)) for one in ground.editions]
    several = show_of(view) in (PERIODS, INDICATORS) and bool(chosen)
    return page(
        view,
        _("Địa phương"),
        controls.bar(
            _region_choice(view, edition, region),
            _indicator_choice(view, list(choosable.values()), indicator),
            controls.choice("period", _("Kỳ"), periods, chosen, default=ground.opening),
            _place_choice(view, edition, place),
            form_choice(view, edition),
            show_choice(view),
        ),
        small_maps(view, indicator, chosen, ground, path="/provinces", id=MAP) if several else None,
        html.Div(
            [
                html.Div(
                    [
                        _place_series(view, indicator, place) if place else None,
                        places_card(view, edition, indicator=indicator, period_text=chosen, region=region, place=place),
                    ],
                    className="tc-stack",
                ),
                None if several else _map(view, indicator, chosen, edition, place),
            ],
            className="tc-stack" if several else "tc-places",
        ),
        lead=_lead(view, edition),
    )


def _on_edition_asked(view: View) -> View:
    """Links of old name the list of provinces where those of today name the map."""
    asked = view.params.get("edition", "")
    known = asked in EDITIONS and "boundary" not in view.params
    return replace(view, boundary=Boundary(asked)) if known else view


def _place_asked(view: View, edition: str) -> Entity | None:
    """The province that the address chooses; None where it names none of this edition."""
    code, _tilde, named = view.params.get("place", "").partition("~")
    try:
        return view.questions.entity("province", code, edition) if (named or EDITIONS[0]) == edition else None
    except UnknownEntity:
        return None


def _map(view: View, indicator: Indicator, text: str, edition: str, place: Entity | None) -> Component:
    return province_map(
        view,
        indicator,
        text,
        id=MAP,
        vintage=edition,
        highlight=place.code if place else None,
        chooses="place",
        playing=is_playing(view),
    )


def _place_series(view: View, indicator: Indicator, place: Entity) -> Component:
    """The chosen province's own line beside the map, with the parts of a recast point where one is asked for."""
    look = map_for(view, place)
    frame = view.questions.series(indicator, place, boundary=look, as_of=view.as_of)
    told = view.questions.recastable(indicator, place)
    edition = edition_named(place.vintage)
    links = [
        dcc.Link(_("Mở hồ sơ địa phương"), href=view.link(f"/provinces/{place.code}", edition=edition)),
        dcc.Link(_("Mở trang chỉ tiêu"), href=view.link(f"/indicators/{indicator.code}", unit=unit_key(place))),
    ]
    chart = series_chart(
        view,
        time_series(frame, indicator, name=place.name(view.language), breaks=told.breaks),
        id="place-series",
        title=f"{place.name(view.language)}: {indicator.short(view.language)}",
        indicator=indicator,
        frames=[frame],
        empty_reason=_("Chưa có số liệu của {unit} cho chỉ tiêu này.").format(unit=place.name(view.language)),
        height=220,
        boundary=look,
    )
    parts = [chart, recast_note(view, indicator, place, frame), asked_panel(view, indicator, place, "/provinces")]
    return html.Div(
        [*parts, html.P(joined(links), className="tc-places__links")],
        className="tc-stack",
        **attrs(data_click_parameter="parts"),
    )


def _lead(view: View, edition: str) -> list[Any]:
    count = number(len(view.questions.entities("province", edition)))
    regions = view.questions.entities("region", edition)
    links = [
        dcc.Link(one.name(view.language), href=view.link(f"/provinces/{one.code}", edition=edition_named(edition)))
        for one in regions
    ]
    if edition == EDITIONS[0]:
        sentence = _("{count} tỉnh, thành phố từ ngày 1/7/2025, trong {regions} vùng: ")
    else:
        sentence = _("{count} tỉnh, thành phố đến ngày 30/6/2025, trong {regions} vùng: ")
    return [sentence.format(count=count, regions=len(regions)), *joined(links)]


# --- choices ----------------------------------------------------------------------------------------------------------


def _region_choice(view: View, edition: str, region: str) -> Component:
    options = [(one.code, one.name(view.language)) for one in view.questions.entities("region", edition)]
    return controls.choice("region", _("Vùng"), [(ALL, _("Tất cả các vùng")), *options], region, default=ALL)


def _indicator_choice(view: View, every: list[Indicator], indicator: Indicator) -> Component:
    options = [(one.code, one.short(view.language), folded(f"{one.code} {one.name_vi} {one.name_en}")) for one in every]
    default = View.opening(DEFAULT_INDICATOR, [one.code for one in every])
    return controls.finder("indicator", _("Xếp theo"), options, indicator.code, default=default)


def _place_choice(view: View, edition: str, place: Entity | None) -> Component:
    """What a click on the map does, by the keyboard."""
    options = [("", _("Tất cả"), "tat ca all")] + [
        (unit_key(one), one.name(view.language), folded(f"{one.full_name_vi} {one.name_en} {one.code}"))
        for one in view.questions.entities("province", edition)
    ]
    return controls.finder("place", _("Xem một địa phương"), options, unit_key(place) if place else "", default="")
