"""The quarter before it is published: what the months say of it so far, and which figure moved that."""

from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from components.cards import fact_list, kpi_card, notice, section_card
from components.chart_frame import chart_frame
from components.columns import Column
from components.figures.waterfall import Step, caption, decimals_for, waterfall, waterfall_height
from components.formatting import change, day, is_missing, moment, number, period, status_word, with_unit
from components.language import _, language
from components.messages import empty
from components.tables import simple_table
from components.taking import About
from data.records import Entity, Indicator, Status
from pages.view import View

NOWCAST = "GRO01"
CHART = "nowcast-news"
MOST = 12


def nowcast_part(view: View) -> Component | None:
    """The nowcast of growth with its news; nothing where the indicator may not be known of."""
    known = view.questions.known((NOWCAST,))
    if not known:
        return None
    indicator, unit = known[0], view.questions.nation()
    frame = view.questions.nowcasts(indicator, unit, most=MOST, as_of=view.as_of)
    if frame.empty:
        return section_card(
            _title(view, indicator), empty(_("Chưa có ước tính nhanh: cần số liệu tháng và quý đủ dài."))
        )
    return html.Div(
        [_card(view, indicator, unit, frame), _news(view, indicator, frame.iloc[0])],
        className="tc-split tc-split--even",
    )


def _title(view: View, indicator: Indicator) -> str:
    return _("Ước tính nhanh (nowcast): {name} của quý chưa công bố").format(name=indicator.short(view.language))


def _card(view: View, indicator: Indicator, unit: Entity, frame: pd.DataFrame) -> Component:
    row = frame.iloc[0]
    before = None if is_missing(row["before"]) else change(row["mean"], row["before"], indicator)
    card = kpi_card(
        indicator=indicator,
        value=float(row["mean"]),
        period=str(row["period"]),
        status=Status.FORECAST,
        change=before,
        compared_with=_("so với khi thiếu số tháng mới nhất"),
        title=f"{indicator.short(view.language)} · {unit.name(view.language)}",
    )
    facts = [
        (_("Biết đến"), _("số liệu tháng đến hết ngày {day}").format(day=day(row["known_until"]))),
        (_("Dựa trên"), _figures(row)),
        (_("Sai số đã thấy"), _error(row)),
        (_("So với cách đơn giản"), verdict_words(row, indicator)),
        (_("Lập lúc"), moment(row["made_at"])),
    ]
    warning = _warning(row)
    parts = [notice(warning, tone="risk") if warning else None, card, fact_list(facts), _before(frame, indicator)]
    return section_card(_title(view, indicator), parts)


def _figures(row: Any) -> str:
    return _("{published} số công bố, {simulated} số mô phỏng").format(
        published=number(int(row["published"])), simulated=number(int(row["simulated"]))
    )


def _error(row: Any) -> str | None:
    if is_missing(row["error"]):
        return None
    return _("± {error} điểm % (căn bình phương trung bình của {count} quý đã qua)").format(
        error=number(row["error"], 2), count=number(int(row["origins"]))
    )


def _warning(row: Any) -> str | None:
    """What must be said before the number is believed: too few real figures, or no better than a simple way."""
    said = []
    if row["verdict"] == "too_little_real":
        said.append(_("Quá ít số thật để tin: phần lớn số liệu tháng là mô phỏng."))
        said.append(_("Chỉ để xem cách làm, không dùng để điều hành."))
    if row["verdict"] == "not_better" or _errs_more(row):
        said.append(_("Ở các quý đã qua, ước tính này không hơn cách đơn giản; hãy xem nó như một ý kiến thêm."))
    return " ".join(said) or None


def _errs_more(row: Any) -> bool:
    """Whether the simple way erred less at the same quarters."""
    if is_missing(row["error"]) or is_missing(row["benchmark_error"]):
        return False
    return bool(row["error"] >= row["benchmark_error"])


def verdict_words(row: Any, indicator: Indicator) -> str | None:
    """How the nowcast did against a simple way, and what that way says now."""
    simple = {"last_value": _("giữ số quý trước"), "ar": _("tự hồi quy")}.get(str(row["benchmark"]))
    if simple is None or is_missing(row["benchmark_mean"]):
        return _("chưa thử được") if row["verdict"] == "untried" else None
    said = _("{way}: {value}").format(way=simple, value=with_unit(row["benchmark_mean"], indicator))
    if is_missing(row["benchmark_error"]):
        return said
    return said + " " + _("(sai số ± {error} điểm %)").format(error=number(row["benchmark_error"], 2))


def _before(frame: pd.DataFrame, indicator: Indicator) -> Component | None:
    """What was said earlier, of this quarter and of those before."""
    if len(frame) < 2:
        return None
    columns = [
        Column("period", _("Quý"), "period"),
        Column("known_until", _("Biết đến ngày"), "day"),
        Column("mean", _("Ước tính (%)"), "number", decimals=indicator.decimals),
    ]
    return simple_table(
        frame[["period", "known_until", "mean"]],
        columns,
        id="nowcast-before",
        caption=_("Các ước tính nhanh đã lập"),
        about=About(subject=indicator.short(language()), marks=(Status.FORECAST,)),
    )


def _news(view: View, indicator: Indicator, row: Any) -> Component:
    """What each new figure did to the nowcast, step by step."""
    news = view.questions.nowcast_news(int(row["id"]))
    steps = [_step(view, one) for one in news.to_dict("records")]
    decimals = decimals_for([step.amount for step in steps], indicator.decimals) if steps else indicator.decimals
    title = _("Điều gì làm ước tính {period} thay đổi").format(period=period(str(row["period"])))
    simulated = [Status.SIMULATED] if (news["status"] == Status.SIMULATED.value).any() else []
    return chart_frame(
        waterfall(steps, decimals, total=_("Thay đổi")),
        id=CHART,
        title=title,
        unit=_("điểm %"),
        source=_("mô hình nhân tố động trên các chỉ tiêu tháng"),
        data_date=row["known_until"],
        marks=[Status.FORECAST, *simulated],
        caption=caption(steps, decimals, title) if steps else title,
        table=_news_table(view, news),
        columns=_news_columns(),
        empty_reason=None if steps else _("Chưa có số tháng mới nào làm ước tính thay đổi."),
        height=max(waterfall_height(steps), 200),
    )


def _step(view: View, row: dict[Any, Any]) -> Step:
    indicator = view.questions.indicator(str(row["indicator"]))
    name = f"{indicator.short(view.language)} · {period(str(row['period']), short=True)}"
    told = _("<br>chờ {expected}, đến {came}").format(expected=number(row["expected"], 2), came=number(row["came"], 2))
    mark = "" if row["status"] == Status.NORMAL.value else f"<br>{status_word(row['status'])}"
    return Step(name, float(row["impact"]), str(row["indicator"]), told + mark)


def _news_table(view: View, news: pd.DataFrame) -> pd.DataFrame | None:
    if news.empty:
        return None
    names = [view.questions.indicator(code).short(view.language) for code in news["indicator"]]
    return news.assign(name=names)


def _news_columns() -> list[Column]:
    return [
        Column("name", _("Chỉ tiêu"), grow=2),
        Column("period", _("Kỳ"), "period"),
        Column("expected", _("Mô hình chờ"), "number", decimals=2),
        Column("came", _("Số đến"), "number", decimals=2),
        Column("impact", _("Tác động (điểm %)"), "number", decimals=3),
        Column("status", _("Loại số liệu"), "status"),
    ]
