"""For a leader who asks which places lead and which lag: all provinces, by any indicator, on the map and in a table.

Decision it serves: which province to look into.
"""

from typing import Any

import dash
import pandas as pd
from dash import Dash, dcc, html
from dash.development.base_component import Component

from components import controls
from components.cards import section_card
from components.columns import Column
from components.formatting import is_missing, number, period
from components.language import _
from components.tables import data_grid
from data.periods import Period
from data.records import Entity, Indicator
from data.text import folded
from pages.charts import connect_maps
from pages.drawing import drawn
from pages.overview_panels import province_map
from pages.parts import joined, page
from pages.readings import ALL, PROVINCE_HEADLINES, rows_of, short_text, simulated_note
from pages.view import View

EDITIONS = ("2025", "2024")
DEFAULT_INDICATOR = "GRO02"
MAP = "provinces-map"


def register(app: Dash) -> None:
    dash.register_page(
        __name__, path="/provinces", title=lambda **codes: _("Địa phương") + " · Toàn Cảnh", layout=layout
    )
    connect_maps(app, MAP)


@drawn
def layout(view: View) -> Component:
    edition = view.choice("edition", EDITIONS, EDITIONS[0])
    choosable = {one.code: one for one in view.questions.indicators() if one.level != "national"}
    indicator = choosable[view.choice("indicator", choosable, view.opening(DEFAULT_INDICATOR, choosable))]
    periods = {str(one): period(one) for one in view.questions.periods(indicator, vintage=edition, as_of=view.as_of)}
    opening = view.questions.telling_period(indicator, vintage=edition, as_of=view.as_of)
    newest = str(opening or "")
    chosen = view.choice("period", periods, newest)
    region = view.choice("region", [one.code for one in view.questions.entities("region", edition)], ALL)
    return page(
        view,
        _("Địa phương"),
        controls.bar(
            _edition_choice(edition),
            _region_choice(view, edition, region),
            _indicator_choice(view, list(choosable.values()), indicator),
            controls.choice("period", _("Kỳ"), list(periods.items()), chosen, default=newest),
        ),
        html.Div(
            [
                places_card(view, edition, indicator=indicator, period_text=chosen, region=region),
                province_map(view, indicator, chosen, id=MAP, vintage=edition),
            ],
            className="tc-places",
        ),
        lead=_lead(view, edition),
    )


def _lead(view: View, edition: str) -> list[Any]:
    count = number(len(view.questions.entities("province", edition)))
    regions = view.questions.entities("region", edition)
    links = [
        dcc.Link(one.name(view.language), href=view.link(f"/provinces/{one.code}", edition=_unless_present(edition)))
        for one in regions
    ]
    if edition == EDITIONS[0]:
        sentence = _("{count} tỉnh, thành phố từ ngày 1/7/2025, trong {regions} vùng: ")
    else:
        sentence = _("{count} tỉnh, thành phố đến ngày 30/6/2025, trong {regions} vùng: ")
    return [sentence.format(count=count, regions=len(regions)), *joined(links)]


def _unless_present(edition: str) -> str:
    """The edition as a link says it: nothing for the one in force."""
    return "" if edition == EDITIONS[0] else edition


# --- choices ----------------------------------------------------------------------------------------------------------


def _edition_choice(edition: str) -> Component:
    words = {"2025": _("34 tỉnh, thành phố (hiện nay)"), "2024": _("63 tỉnh, thành phố (đến 30/6/2025)")}
    return controls.choice("edition", _("Danh sách"), list(words.items()), edition, default=EDITIONS[0])


def _region_choice(view: View, edition: str, region: str) -> Component:
    options = [(one.code, one.name(view.language)) for one in view.questions.entities("region", edition)]
    return controls.choice("region", _("Vùng"), [(ALL, _("Tất cả các vùng")), *options], region, default=ALL)


def _indicator_choice(view: View, every: list[Indicator], indicator: Indicator) -> Component:
    options = [(one.code, one.short(view.language), folded(f"{one.code} {one.name_vi} {one.name_en}")) for one in every]
    default = View.opening(DEFAULT_INDICATOR, [one.code for one in every])
    return controls.finder("indicator", _("Xếp theo"), options, indicator.code, default=default)


# --- the table of places, which a region's page shows too -------------------------------------------------------------


def places_card(
    view: View, edition: str, *, indicator: Indicator, period_text: str, region: str = ALL, title: str = ""
) -> Component:
    """The provinces of an edition (or of one region) with their headline figures, ranked by one indicator."""
    places = _places(view, edition, region)
    every = [one for one in view.questions.known(PROVINCE_HEADLINES) if one != indicator]
    newest = view.questions.latest_of_all(every, vintage=edition, as_of=view.as_of)
    headlines = [one for one in every if (newest["indicator"] == one.code).any()]
    ranking = _ranking(view, indicator, period_text, edition)
    shown = pd.concat([newest[["status"]], ranking[["status"]]])
    return section_card(
        title or _("{count} địa phương").format(count=number(len(places))),
        data_grid(
            _rows(view, places, newest, ranking, [indicator, *headlines], indicator),
            _columns(view, indicator, period_text, headlines, newest),
            id="places-grid",
            search_label=_("Tìm địa phương (không cần dấu)"),
            label=_("Địa phương và số liệu chính"),
        ),
        subtitle=html.Span([simulated_note(shown), " ", _present(places, ranking)]),
        footer=_("Mỗi cột là kỳ mới nhất của chỉ tiêu; rê chuột lên tiêu đề cột để xem tên đầy đủ, đơn vị và kỳ."),
    )


def _present(places: list[Entity], ranking: pd.DataFrame) -> str:
    """How many places have the figure they are ranked by; nothing to say when all have."""
    known = len({one.code for one in places} & set(ranking["entity"]))
    if known == len(places):
        return ""
    return _("{known}/{count} có số của chỉ tiêu đang xếp").format(known=known, count=len(places))


def _places(view: View, edition: str, region: str) -> list[Entity]:
    above = view.questions.entity("region", region, edition).id if region != ALL else None
    return [one for one in view.questions.entities("province", edition) if above in (None, one.parent_id)]


def _ranking(view: View, indicator: Indicator, period_text: str, edition: str) -> pd.DataFrame:
    if not period_text:
        return pd.DataFrame(columns=["entity", "value", "status", "rank"])
    return view.questions.ranking(indicator, Period.parse(period_text), vintage=edition, as_of=view.as_of)


def _rows(
    view: View,
    places: list[Entity],
    newest: pd.DataFrame,
    ranking: pd.DataFrame,
    indicators: list[Indicator],
    chosen: Indicator,
) -> list[dict[str, Any]]:
    figures: dict[tuple[str, str], Any] = {(str(row.entity), str(row.indicator)): row for row in newest.itertuples()}
    ranked = rows_of(ranking, "entity")
    figures |= {(code, chosen.code): row for code, row in ranked.items()}
    ranks = {code: int(row.rank) for code, row in ranked.items()}
    by_rank = sorted(places, key=lambda one: (ranks.get(one.code, len(places) + 1), one.sort_order))
    return [_row(view, place, figures, ranks.get(place.code), indicators) for place in by_rank]


def _row(
    view: View,
    place: Entity,
    figures: dict[tuple[str, str], Any],
    rank: int | None,
    indicators: list[Indicator],
) -> dict[str, Any]:
    row: dict[str, Any] = {
        "rank": rank,
        "name": place.name(view.language),
        "href": view.link(f"/provinces/{place.code}", edition=_unless_present(place.vintage)),
    }
    for one in indicators:
        found = figures.get((place.code, one.code))
        if found is not None and not is_missing(found.value):
            row[one.code] = float(found.value)
            row[f"{one.code}_text"] = short_text(found.value, found.status, one)
    return row


def _columns(
    view: View, chosen: Indicator, period_text: str, headlines: list[Indicator], newest: pd.DataFrame
) -> list[Column]:
    periods = {code: part["period"].mode()[0] for code, part in newest.groupby("indicator") if len(part)}
    return [
        Column("rank", _("Hạng"), "rank", width=54, note=_("Theo chỉ tiêu đang xếp")),
        Column("name", _("Địa phương"), link="href", width=114, searched=True),
        _figure_column(view, chosen, period_text),
        *(_figure_column(view, one, str(periods.get(one.code, ""))) for one in headlines),
    ]


def _figure_column(view: View, indicator: Indicator, period_text: str) -> Column:
    said = [indicator.name(view.language), indicator.unit(view.language), period(period_text) if period_text else ""]
    return Column(
        indicator.code,
        indicator.short(view.language),
        "number",
        decimals=indicator.decimals,
        text=f"{indicator.code}_text",
        width=78,
        grow=1,
        note=" · ".join(part for part in said if part),
    )
