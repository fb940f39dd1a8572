"""For whoever asks whether chances can be believed: what would have been said of past targets, and what came.

Decision it serves: how much to lean on the probability of a target of this year.
"""

from collections.abc import Sequence
from typing import Any

import dash
from dash import Dash, html
from dash.development.base_component import Component

from components import controls
from components.cards import section_card
from components.chart_frame import chart_frame
from components.chips import TargetState
from components.columns import Column
from components.figures.reliability_dots import percent, reliability_dots
from components.formatting import join_unit, number, target_text
from components.language import _
from components.messages import empty
from components.tables import data_grid, simple_table
from data.targets.trials import Trial
from forecasting.targets.scoring import Bin, Score, ended, reliability, score
from pages.drawing import drawn
from pages.parts import page
from pages.target_tabs import BEFORE_NUMBERS, tabs
from pages.view import View

MONTHS = (3, 6, 9)
ALL = "all"
ENDS = {1.0: TargetState.MET, 0.0: TargetState.MISSED, None: TargetState.NO_DATA}


def register(_app: Dash) -> None:
    dash.register_page(
        __name__,
        path="/targets/record",
        title=lambda **_codes: _("Nhận định đã qua") + " · Toàn Cảnh",
        layout=layout,
        order=BEFORE_NUMBERS,
    )


@drawn
def layout(view: View) -> Component:
    every = [one for one in view.questions.target_trials() if view.as_of is None or one.on <= view.as_of]
    chosen = view.choice("indicator", [ALL, *_codes(every)], ALL)
    shown = [one for one in every if chosen in (ALL, one.target.indicator)]
    if not ended(every):
        return page(view, _("Nhận định đã qua"), tabs(view, "record"), empty(_nothing()))
    return page(
        view,
        _("Nhận định đã qua"),
        tabs(view, "record"),
        controls.bar(controls.choice("indicator", _("Chỉ tiêu"), _choices(view, every), chosen, default=ALL)),
        html.Div([_scores_card(shown), _reliability_card(shown)], className="tc-cols-2"),
        _grid_card(view, shown),
        lead=_lead(shown),
    )


def _nothing() -> str:
    return _("Chưa có nhận định nào để chấm: lần chạy dự báo đầu tiên chưa xong, hoặc chưa mục tiêu nào biết kết quả.")


def _codes(trials: Sequence[Trial]) -> list[str]:
    return list(dict.fromkeys(one.target.indicator for one in trials))


def _choices(view: View, trials: Sequence[Trial]) -> list[tuple[str, str]]:
    names = {code: view.questions.indicator(code).short(view.language) for code in _codes(trials)}
    return [(ALL, _("Tất cả")), *names.items()]


def _lead(trials: Sequence[Trial]) -> str:
    """The verdict: how good the calls were, against the two simple ways."""
    past = ended(trials)
    if not past:
        return _("Các mục tiêu đã chọn chưa biết kết quả.")
    made = score(trials)
    years = sorted({one.target.year_to for one in past})
    worse = [name for name, other in _simple(made) if made.brier >= other]
    verdict = (
        _("tốt hơn cả hai cách đoán đơn giản")
        if not worse
        else _("không hơn cách đoán {ways}").format(ways=_(" và ").join(worse))
    )
    return _(
        "{calls} nhận định về {targets} mục tiêu các năm {first}–{last} đã biết kết quả: sai số {brier}, {verdict}."
    ).format(
        calls=number(made.calls),
        targets=number(len({one.target.number for one in past})),
        first=years[0],
        last=years[-1],
        brier=number(made.brier, 3),
        verdict=verdict,
    )


def _simple(made: Score) -> list[tuple[str, float]]:
    return [(_("như năm trước"), made.last_year), (_("theo nhịp từ đầu năm"), made.pace)]


# --- how good they were -----------------------------------------------------------------------------------------------


def _scores_card(trials: Sequence[Trial]) -> Component:
    rows = [_score_row(_("Tất cả"), trials)]
    rows += [
        _score_row(_("Sau {count} tháng").format(count=months), [one for one in trials if one.months == months])
        for months in MONTHS
    ]
    columns = [
        Column("name", _("Nói khi nào")),
        Column("brier", _("Nhận định"), "number", decimals=3),
        Column("last_year", _("Như năm trước"), "number", decimals=3),
        Column("pace", _("Theo nhịp"), "number", decimals=3),
        Column("calls", _("Số lần"), "number", decimals=0),
    ]
    table = simple_table(rows, columns, id="target-scores", caption=_("Sai số Brier của ba cách, theo lúc nói"))
    note = _(
        "Sai số Brier: bình phương khoảng cách giữa xác suất đã nói và kết quả, lấy trung bình. 0 là hoàn hảo; lúc nào "
        "cũng nói 50% thì được 0,25. Cả ba cách chỉ biết số đã công bố đến ngày đó."
    )
    body = [table, html.P(note, className="tc-note")]
    return section_card(_("Sai số, cạnh hai cách đoán đơn giản"), body, subtitle=_("càng nhỏ càng tốt"))


def _score_row(name: str, trials: Sequence[Trial]) -> dict[str, Any]:
    made = score(trials)
    return {"name": name, "brier": made.brier, "last_year": made.last_year, "pace": made.pace, "calls": made.calls}


def _reliability_card(trials: Sequence[Trial]) -> Component:
    bins = reliability(trials)
    return chart_frame(
        reliability_dots(bins),
        id="target-reliability",
        title=_("Xác suất đã nói và tỷ lệ đã đạt"),
        unit="%",
        source=_("thử ở các thời điểm đã qua, chỉ với số đã công bố"),
        data_date=max((one.on for one in trials), default=None),
        caption=_(
            "Mỗi chấm là những lần nói gần như nhau; chấm nằm trên đường chéo là nói đúng mức, phía trên là nói quá dè "
            "dặt, phía dưới là nói quá chắc. Vạch đứng là khoảng mà tỷ lệ ấy nằm trong nếu thử nhiều lần."
        ),
        table=_bins_frame(bins),
        columns=_bin_columns(),
        empty_reason=_("Chưa có nhận định nào biết kết quả.") if not bins else None,
        height=300,
    )


def _bins_frame(bins: Sequence[Bin]) -> Any:
    import pandas as pd

    return pd.DataFrame(
        [
            {"said": 100 * b.said, "came": 100 * b.came, "calls": b.calls, "low": 100 * b.lower, "high": 100 * b.upper}
            for b in bins
        ]
    )


def _bin_columns() -> list[Column]:
    return [
        Column("said", _("Đã nói (%)"), "number", decimals=0),
        Column("came", _("Đã đạt (%)"), "number", decimals=0),
        Column("low", _("Ít nhất (%)"), "number", decimals=0),
        Column("high", _("Nhiều nhất (%)"), "number", decimals=0),
        Column("calls", _("Số lần"), "number", decimals=0),
    ]


# --- each target ------------------------------------------------------------------------------------------------------


def _grid_card(view: View, trials: Sequence[Trial]) -> Component:
    grid = data_grid(
        _rows(view, trials),
        _columns(),
        id="target-record",
        empty=_("Không có mục tiêu nào."),
        label=_("Từng mục tiêu: đã nói gì và đã đến gì"),
    )
    note = _(
        "Mỗi nhận định chỉ biết văn bản và số đã công bố đến ngày 10 của tháng sau quý đó; không dùng số mô phỏng, "
        "không dùng số nào về sau. Tất cả được tính lại sau này bằng cách làm hiện nay."
    )
    return section_card(_("Từng mục tiêu"), [grid, html.P(note, className="tc-note")])


def _rows(view: View, trials: Sequence[Trial]) -> list[dict[str, Any]]:
    by_target: dict[tuple[int, int], list[Trial]] = {}
    for one in trials:
        by_target.setdefault((one.target.year_to, one.target.number), []).append(one)
    return [_row(view, found) for _key, found in sorted(by_target.items(), reverse=True)]


def _row(view: View, trials: Sequence[Trial]) -> dict[str, Any]:
    newest = max(trials, key=lambda one: one.months)
    target, indicator = newest.target, view.questions.indicator(newest.target.indicator)
    said: dict[str, Any] = {f"said_{one.months}": 100 * one.probability for one in trials}
    said |= {f"text_{one.months}": percent(one.probability) for one in trials}
    unit = indicator.unit(view.language)
    came = None if newest.value is None else join_unit(number(newest.value, indicator.decimals), unit)
    return {
        **{f"said_{months}": None for months in MONTHS},
        **said,
        "year": str(target.year_to),
        "name": indicator.short(view.language),
        "href": view.link(f"/indicators/{indicator.code}"),
        "document": target.document,
        "asked": target_text(target, indicator),
        "value": newest.value,
        "came": came,
        "end": ENDS.get(newest.came),
    }


def _columns() -> list[Column]:
    said = [
        Column(
            f"said_{months}",
            _("Nói sau {count} tháng").format(count=months),
            "number",
            decimals=0,
            text=f"text_{months}",
        )
        for months in MONTHS
    ]
    return [
        Column("year", _("Năm"), width=80),
        Column("name", _("Chỉ tiêu"), link="href", hint="document", searched=True, grow=3),
        Column("asked", _("Mục tiêu")),
        *said,
        Column("value", _("Đã đến"), "number", text="came"),
        Column("end", _("Kết quả"), "target"),
    ]
