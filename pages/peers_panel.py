"""A province among those most like it: who they are, how near, and where it stands higher, alike or lower."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from components.cards import section_card
from components.chart_frame import footer_words
from components.chips import SIGN, chip
from components.columns import Column
from components.formatting import number, period, with_unit
from components.language import _
from components.messages import empty
from components.tables import simple_table
from data.records import Boundary, Entity, Indicator, Polarity, Status
from data.similarity import standing
from pages.charts import about
from pages.compare_asked import MOST_PEERS
from pages.finding import unit_key
from pages.parts import joined
from pages.readings import PROVINCE_HEADLINES
from pages.view import View

TONES = {("higher", Polarity.HIGHER): "good", ("lower", Polarity.LOWER): "good"}
TONES |= {("lower", Polarity.HIGHER): "bad", ("higher", Polarity.LOWER): "bad"}
ICONS = {"higher": "▲", "similar": "■", "lower": "▼", "unknown": "–"}


def peers_card(view: View, unit: Entity, by: Sequence[Indicator] = ()) -> Component:
    """The nearest provinces, by these indicators where any are given, and how this one stands beside them."""
    near = view.questions.peers(unit, by or None, most=MOST_PEERS, as_of=view.as_of)
    title = _("{name} và nhóm tương đồng").format(name=unit.name(view.language))
    if near.empty:
        return section_card(title, empty(_("Chưa đủ số liệu để tìm các tỉnh, thành phố tương đồng.")))
    chosen = ",".join(one.code for one in by)
    newest = _newest(view, unit)
    rows = _rows(view, unit, newest, list(near["entity"]), chosen)
    told = about(view, newest[newest["entity"].isin([unit.code, *near["entity"]])], boundary=_map_of(unit))
    columns = [
        Column("name", _("Chỉ tiêu"), link="href"),
        Column("standing", _("So với nhóm tương đồng")),
        Column("own", unit.name(view.language), "number", text="own"),
        Column("middle", _("Trung vị của nhóm"), "number", text="middle"),
        Column("half", _("Nửa giữa của nhóm"), "number", text="half"),
        Column("period", _("Kỳ")),
    ]
    table = simple_table(rows, columns, id="peers-table", caption=title, about=told,
                         empty=_("Chưa có chỉ tiêu chính nào để so."))  # fmt: skip
    link = dcc.Link(_("So sánh trên biểu đồ"), href=view.link("/compare", peers=unit_key(unit), by=chosen))
    said = footer_words(told.source, told.data_date, told.marks, _map_of(unit))
    footer = html.Div([html.P(said), html.P(_method(view, near))])
    return section_card(title, [html.P(_who(view, unit, near)), table], subtitle=link, footer=footer)


def _map_of(unit: Entity) -> Boundary:
    return Boundary.MAP_2024 if unit.vintage == "2024" else Boundary.MAP_2025


def _who(view: View, unit: Entity, near: pd.DataFrame) -> list[Any]:
    """The peers, the nearest first, each with its distance."""
    name = "name_en" if view.language == "en" else "name_vi"
    edition = "" if unit.vintage == "2025" else unit.vintage
    named = [
        [
            dcc.Link(row[name], href=view.link(f"/provinces/{row['entity']}", edition=edition)),
            f" ({number(row['distance'], 2)})",
        ]
        for row in near.to_dict("records")
    ]
    return [_("Gần giống nhất (khoảng cách): "), *joined(named, ", "), "."]


def _method(view: View, near: pd.DataFrame) -> str:
    names = [view.questions.indicator(code).short(view.language) for code in near.attrs["indicators"]]
    text = _(
        "Khoảng cách: căn bậc hai của trung bình bình phương chênh lệch điểm chuẩn (theo trung vị và độ lệch tuyệt đối "
        "trung vị) của {names}. Tương đương là nằm trong nửa giữa của nhóm."
    ).format(names=", ".join(names))
    missing = [view.questions.indicator(code).short(view.language) for code in near.attrs["missing"]]
    partly = int(near["shared"].min()) < len(names)
    said = [text]
    if missing:
        said.append(_("Thiếu số của: {names}.").format(names=", ".join(missing)))
    if partly:
        said.append(_("Có địa phương thiếu vài chỉ tiêu; khoảng cách tính trên các chỉ tiêu cả hai đều có."))
    return " ".join(said)


def _shown(view: View) -> list[Indicator]:
    known = {one.code: one for one in view.questions.indicators() if not view.questions.partly_seen(one)}
    return [known[code] for code in PROVINCE_HEADLINES if code in known]


def _newest(view: View, unit: Entity) -> pd.DataFrame:
    """The newest headline figures of every province of the map of this one."""
    found: pd.DataFrame = view.questions.latest_of_all(_shown(view), vintage=unit.vintage, as_of=view.as_of)
    return found


def _rows(view: View, unit: Entity, newest: pd.DataFrame, peers: list[str], by: str) -> list[dict[str, Any]]:
    """The headline figures beside those of the peers for the same period; without those that cannot be held so."""
    rows = []
    for indicator in _shown(view):
        of_it = newest[newest["indicator"] == indicator.code].set_index("entity")
        if unit.code not in of_it.index:
            continue
        when, others = str(of_it["period"][unit.code]), of_it.loc[of_it.index.intersection(peers)]
        same = others.loc[others["period"] == when, "value"]
        if len(same):
            own = float(of_it["value"][unit.code]), str(of_it["status"][unit.code])
            told = _told(indicator, when, own, same)
            address = view.link("/compare", what=indicator.code, peers=unit_key(unit), by=by)
            rows.append({"name": indicator.short(view.language), "href": address, **told})
    return rows


def _told(indicator: Indicator, when: str, own: tuple[float, str], peers: "pd.Series[float]") -> dict[str, Any]:
    value, status = own
    state = standing(value, peers)
    low, high = (number(float(peers.quantile(part)), indicator.decimals) for part in (0.25, 0.75))
    mark = SIGN if status == Status.SIMULATED else ""
    return {
        "standing": chip(_words()[state], tone=TONES.get((state, indicator.polarity), "none"), icon=ICONS[state]),
        "own": with_unit(value, indicator) + mark,
        "middle": with_unit(float(peers.median()), indicator),
        "half": f"{low} – {high}",
        "period": period(when, short=True),
    }


def _words() -> dict[str, str]:
    return {
        "higher": _("cao hơn"),
        "similar": _("tương đương"),
        "lower": _("thấp hơn"),
        "unknown": _("chưa đủ để so"),
    }
