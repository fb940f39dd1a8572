"""A province among those most like it: who they are, how near, and where it stands higher, alike or lower."""

from typing import Any

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from components.cards import section_card
from components.chips import chip
from components.columns import Column
from components.formatting import number, period, with_unit
from components.language import _
from components.messages import empty
from components.tables import simple_table
from data.periods import Period
from data.records import Entity, Indicator, Polarity, Status
from data.similarity import standing
from pages.compare_asked import MOST_PEERS
from pages.finding import unit_key
from pages.parts import joined
from pages.readings import PROVINCE_HEADLINES, SIGN
from pages.view import View

TONES = {("higher", Polarity.HIGHER): "good", ("lower", Polarity.LOWER): "good"}
TONES |= {("lower", Polarity.HIGHER): "bad", ("higher", Polarity.LOWER): "bad"}
ICONS = {"higher": "▲", "similar": "■", "lower": "▼", "unknown": "–"}


def peers_card(view: View, unit: Entity) -> Component:
    """The nearest provinces and how this one stands beside them."""
    near = view.questions.peers(unit, most=MOST_PEERS, as_of=view.as_of)
    title = _("{name} và nhóm tương đồng").format(name=unit.name(view.language))
    if near.empty:
        return section_card(title, empty(_("Chưa đủ số liệu để tìm các tỉnh, thành phố tương đồng.")))
    rows = [row for row in (_row(view, unit, code, near) for code in PROVINCE_HEADLINES) if row is not None]
    columns = [
        Column("name", _("Chỉ tiêu"), link="href"),
        Column("standing", _("So với nhóm tương đồng")),
        Column("own", unit.name(view.language), "number", text="own"),
        Column("middle", _("Trung vị của nhóm"), "number", text="middle"),
        Column("half", _("Nửa giữa của nhóm"), "number", text="half"),
        Column("period", _("Kỳ")),
    ]
    table = simple_table(rows, columns, caption=title, empty=_("Chưa có chỉ tiêu chính nào để so."))
    link = dcc.Link(_("So sánh trên biểu đồ"), href=view.link("/compare", peers=unit_key(unit)))
    return section_card(title, [html.P(_who(view, unit, near)), table], subtitle=link, footer=_method(view, near))


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


def _row(view: View, unit: Entity, code: str, near: pd.DataFrame) -> dict[str, Any] | None:
    """One headline figure beside those of the peers at the same period; None where it cannot be held against them."""
    known = {one.code: one for one in view.questions.indicators()}
    indicator = known.get(code)
    if indicator is None or view.questions.partly_seen(indicator):
        return None
    when = view.questions.telling_period(indicator, vintage=unit.vintage, as_of=view.as_of)
    if when is None:
        return None
    frame = view.questions.ranking(indicator, when, vintage=unit.vintage, as_of=view.as_of).set_index("entity")
    peers = frame.loc[frame.index.intersection(list(near["entity"])), "value"]
    if unit.code not in frame.index or peers.empty:
        return None
    return _told(view, unit, indicator, when, frame, peers)


def _told(
    view: View, unit: Entity, indicator: Indicator, when: Period, frame: pd.DataFrame, peers: "pd.Series[float]"
) -> dict[str, Any]:
    own, status = float(frame["value"][unit.code]), str(frame["status"][unit.code])
    state = standing(own, peers)
    low, high = (number(float(peers.quantile(part)), indicator.decimals) for part in (0.25, 0.75))
    tone = TONES.get((state, indicator.polarity), "none")
    mark = SIGN if status == Status.SIMULATED else ""
    return {
        "name": indicator.short(view.language),
        "href": view.link("/compare", what=indicator.code, peers=unit_key(unit)),
        "standing": chip(_words()[state], tone=tone, icon=ICONS[state]),
        "own": with_unit(own, indicator) + mark,
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
