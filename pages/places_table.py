"""The table of places, for the page of all provinces and for a region's: headline figures, ranked by one indicator."""

from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from components.cards import section_card
from components.columns import Column
from components.formatting import is_missing, number, period
from components.language import _
from components.tables import data_grid
from data.periods import Period
from data.records import Entity, Indicator
from pages.readings import ALL, PROVINCE_HEADLINES, rows_of, short_text, simulated_note
from pages.view import View

EDITIONS = ("2025", "2024")


def edition_named(edition: str) -> str:
    """The edition as a link says it: nothing for the one in force."""
    return "" if edition == EDITIONS[0] else edition


def places_card(
    view: View,
    edition: str,
    *,
    indicator: Indicator,
    period_text: str,
    region: str = ALL,
    title: str = "",
    place: Entity | None = None,
) -> Component:
    """The provinces of an edition (or of one region, or one `place`) with their headline figures, ranked by one."""
    places = [place] if place else _places(view, edition, region)
    every = [one for one in view.questions.known(PROVINCE_HEADLINES) if one != indicator]
    newest = view.questions.latest_of_all(every, vintage=edition, as_of=view.as_of)
    headlines = [one for one in every if (newest["indicator"] == one.code).any()]
    ranking = _ranking(view, indicator, period_text, edition)
    shown = pd.concat([newest[["status"]], ranking[["status"]]])
    return section_card(
        title
        or (place.full_name(view.language) if place else _("{count} địa phương").format(count=number(len(places)))),
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
        "href": view.link(f"/provinces/{place.code}", edition=edition_named(place.vintage)),
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
        Column("rank", _("Hạng"), "rank", width=54, grow=1, note=_("Theo chỉ tiêu đang xếp")),
        Column("name", _("Địa phương"), link="href", width=114, grow=2, searched=True),
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
