"""How a figure was carried over from former units, in words: rule, parts, weights, and what is missing."""

from typing import Any

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from components.cards import notice, section_card
from components.columns import Column
from components.figures.parts import kept_whole
from components.formatting import day, is_missing, number, period, with_unit
from components.language import _
from components.tables import simple_table
from data.errors import InvalidPeriod
from data.periods import Period
from data.recast import Reason, Recastable, RecastRule
from data.records import Entity, Indicator
from pages.charts import about
from pages.parts import joined
from pages.readings import map_for
from pages.view import View

PARAMETER = "parts"
"""In the address: the period whose parts are shown."""


def period_asked(view: View) -> Period | None:
    """The period whose parts the address asks for; None where it names none."""
    try:
        return Period.parse(view.params.get(PARAMETER, ""))
    except InvalidPeriod:
        return None


def asked_panel(view: View, indicator: Indicator, unit: Entity, path: str) -> Component | None:
    """The parts of the period that the address asks for, with a way to close them; nothing where it asks for none."""
    when = period_asked(view)
    if when is None:
        return None
    kept = {name: value for name, value in view.params.items() if name not in (PARAMETER, "as_of", "boundary")}
    close = dcc.Link(_("Đóng"), href=view.link(path, **kept), className="tc-parts__close")
    return panel(view, indicator, unit, when, close=close)


def panel(view: View, indicator: Indicator, unit: Entity, when: Period, *, close: Component | None = None) -> Component:
    """The parts of one figure, each leading to where it comes from, and the arithmetic that joins them."""
    frame = view.questions.recast_parts(indicator, unit, when, boundary=map_for(view, unit), as_of=view.as_of)
    title = _("{unit}, {period}: tính lại từ các đơn vị").format(unit=unit.name(view.language), period=period(when))
    if frame.empty:
        said = _("Đơn vị không có số cho kỳ này, và không tính lại được từ đơn vị nào.")
        if frame.attrs["reported"]:
            said = _("Số kỳ này là của chính đơn vị, không tính lại từ đơn vị nào.")
        return section_card(title, notice(said), footer=close, id=PARAMETER)
    told = {str(name): value for name, value in frame.attrs.items()}
    count = _("có {parts}/{expected} đơn vị").format(parts=number(told["parts"]), expected=number(told["expected"]))
    body = [
        html.P(_sentence(view, indicator, told), className="tc-parts__rule"),
        simple_table(
            _rows(view, indicator, frame, when),
            _columns(view, indicator, frame),
            id="recast-parts",
            caption=title,
            about=about(view, frame, subject=indicator.short(view.language)),
        ),
        html.P(_sum_line(view, indicator, told), className="tc-parts__sum"),
    ]
    return section_card(title, body, subtitle=count, footer=close, id=PARAMETER, class_name="tc-parts")


def _sentence(view: View, indicator: Indicator, told: dict[str, Any]) -> str:
    other, rule = _other_name(view, told.get("other")), RecastRule(told["rule"])
    said = rule_words(rule, other or indicator.weight(view.language) or "")
    if told.get("reason"):
        said = f"{said} {reason_words(Reason(told['reason']), other or indicator.weight(view.language) or '')}".strip()
    return f"{said} {_('Kết quả là ước tính.')}" if told.get("proxy") and not told.get("reason") else said


def _sum_line(view: View, indicator: Indicator, told: dict[str, Any]) -> str:
    """The arithmetic with its numbers; what is missing where there is no result."""
    if told.get("value") is None or is_missing(told["value"]):
        lacking = number(told["expected"] - told["parts"])
        return _("Chưa có kết quả: thiếu {count} đơn vị, nên không cộng dở dang.").format(count=lacking)
    result = with_unit(float(told["value"]), indicator)
    above, below = told.get("numerator"), told.get("denominator")
    if above is None or below is None or is_missing(above) or is_missing(below):
        return _("Kết quả: {value}.").format(value=result)
    words = _("Trên vạch {above}, dưới vạch {below}: kết quả {value}.")
    return words.format(above=_amount(float(above)), below=_amount(float(below)), value=result)


def _rows(view: View, indicator: Indicator, frame: pd.DataFrame, when: Period) -> list[dict[str, Any]]:
    name = "name_en" if view.language == "en" else "name_vi"
    return [
        {
            "name": row[name],
            "href": _part_link(view, indicator, row, when),
            "value": number(row["value"], indicator.decimals),
            "status": None if is_missing(row["status"]) else row["status"],
            "share": number(row["share"] * 100, 1 if row["share"] % 0.01 else 0),
            "amount": _amount(row["amount"]),
            "weight": _amount(row["weight"]),
            "lacks": _lack_word(row["lacks"]),
            "source": "" if is_missing(row["source"]) else row["source"],
        }
        for row in frame.to_dict("records")
    ]


def _columns(view: View, indicator: Indicator, frame: pd.DataFrame) -> list[Column]:
    """Only columns that say something: shares where a unit was split, amounts and weights where the rule has them."""
    rule, other = RecastRule(frame.attrs["rule"]), _other_name(view, frame.attrs.get("other"))
    above = {
        RecastRule.GROWTH: _("{name}, kỳ này").format(name=other),
        RecastRule.RATIO: other,
    }.get(rule)
    below = {
        RecastRule.WMEAN: other or indicator.weight(view.language) or _("Trọng số"),
        RecastRule.GROWTH: _("{name}, năm trước").format(name=other),
        RecastRule.RATIO: _("Mẫu số suy ra"),
    }.get(rule)
    return [
        Column("name", _("Đơn vị"), link="href"),
        Column("value", indicator.unit(view.language), "number", text="value"),
        Column("status", _("Loại số liệu"), "status"),
        *([Column("share", _("Phần thuộc đơn vị (%)"), "number", text="share")] if (frame["share"] != 1).any() else []),
        *([Column("amount", above, "number", text="amount")] if above and frame["amount"].notna().any() else []),
        *([Column("weight", below, "number", text="weight")] if below and frame["weight"].notna().any() else []),
        *([Column("lacks", _("Còn thiếu"))] if frame["missing"].any() else []),
        Column("source", _("Nguồn")),
    ]


def _amount(value: float) -> str:
    return number(value, 0 if is_missing(value) or abs(value) >= 1000 else 1)


def _lack_word(code: object) -> str:
    if code is None or is_missing(code):
        return ""
    return _("chưa có số") if Reason(str(code)) is Reason.PART_MISSING else _("chưa có trọng số")


def _part_link(view: View, indicator: Indicator, row: dict[Any, Any], when: Period) -> str:
    vintage = str(row["vintage"])
    key = str(row["entity"]) if vintage in ("", "2025") else f"{row['entity']}~{vintage}"
    return view.link(f"/trail/{indicator.code}", unit=key, period=when)


def _other_name(view: View, code: str | None) -> str:
    found = next((one for one in view.questions.indicators() if one.code == code), None)
    return found.short(view.language) if found else ""


# --- rules and reasons in words ---------------------------------------------------------------------------------------


def rule_words(rule: RecastRule, other: str) -> str:
    """What is done to carry a figure over; `other` names the weight, numerator or level. Empty where nothing can be."""
    words = {
        RecastRule.SAME: _("Số của đơn vị cũ được giữ nguyên, vì đơn vị chỉ đổi tên hoặc chuyển trọn."),
        RecastRule.SUM: _("Cộng số của các đơn vị cũ."),
        RecastRule.WMEAN: _("Bình quân các đơn vị cũ, trọng số là {other}."),
        RecastRule.RATIO: _("Tính lại từ tử số ({other}) và mẫu số suy từ tỷ lệ của từng đơn vị cũ."),
        RecastRule.GROWTH: _("Tính lại từ mức: tổng {other} của các đơn vị cũ so với cùng kỳ năm trước."),
        RecastRule.MEAN: _("Trung bình cộng của các đơn vị cũ."),
        RecastRule.NONE: "",
    }
    return words[rule].format(other=other)


def reason_words(reason: Reason, other: str) -> str:
    """Why there is no figure; `other` names what is lacking where that is known."""
    words = {
        Reason.NO_WEIGHT: _("Không tính lại được, vì kho không có trọng số: {other}."),
        Reason.NOT_ADDITIVE: _("Không tính lại được, vì chỉ tiêu này không cộng được qua các địa phương."),
        Reason.MERGED_SINCE: _("Không tính lại được, vì không có căn cứ để tách số của đơn vị mới."),
        Reason.PART_MISSING: _("Chưa đủ: có đơn vị cũ chưa có số."),
        Reason.WEIGHT_MISSING: _("Chưa đủ: có đơn vị cũ thiếu {other}."),
        Reason.ZERO_BASE: _("Không tính lại được, vì mẫu số bằng không hoặc âm."),
    }
    return words[reason].format(other=other)


def recast_note(view: View, indicator: Indicator, unit: Entity, frame: pd.DataFrame) -> Component | None:
    """Under a series of a merged unit: how its earlier figures were made, or why there are none and whose there are."""
    former = view.questions.registry().predecessors(unit)
    since = unit.valid_from
    if (len(former) < 2 and unit.kind != "region") or since is None or frame.empty:
        return None
    told = view.questions.recastable(indicator, unit)
    early = frame["value"].notna() & (frame["period_end"] < pd.Timestamp(since))
    if early.any():
        said = _how(view, indicator, told)
        return html.P(said, className="tc-indicator__before") if _any_recast(frame) else None
    links = [
        dcc.Link(
            one.name(view.language),
            href=view.link(f"/indicators/{indicator.code}", boundary=one.vintage, unit=f"{one.code}~{one.vintage}"),
        )
        for one in former
    ]
    why = reason_words(told.reason, told.weight(view.language) or "") if told.reason else ""
    if not former:  # a region: its former provinces are too many to name
        return html.P(why, className="tc-indicator__before") if why else None
    there = _("Trước ngày {day} chỉ có số của: ").format(day=day(since))
    return html.P([f"{why} {there}".strip(), " ", *joined(links)], className="tc-indicator__before")


def _how(view: View, indicator: Indicator, told: Recastable) -> str:
    other = _other_name(view, told.other) or told.weight(view.language) or ""
    note = told.note(view.language)
    how = f"{note[0].upper()}{note[1:]}." if note else rule_words(told.kind, other)
    click = _("Điểm hình thoi là số tính lại theo địa giới hiện nay; nhấn vào điểm để xem các phần.")
    return f"{click} {how}".strip()


def _any_recast(frame: pd.DataFrame) -> bool:
    return "parts" in frame and bool(((frame["parts"].fillna(0) > 0) & ~kept_whole(frame)).any())
