"""How well forecasts did when they were tried at past origins: all indicators in a table, one of them in two charts."""

from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from components import controls
from components.cards import notice, section_card
from components.chart_frame import chart_frame
from components.columns import Column
from components.figures.accuracy import accuracy_lines
from components.figures.reliability import coverage_lines
from components.formatting import is_missing, join_unit, number
from components.language import _
from components.tables import data_grid
from data.forecasts.records import Basis
from data.records import Entity, Indicator, Status
from pages.forecast_words import basis_word
from pages.view import View

KINDS = ("nation", "region", "province")
TABLE_HEIGHT = 420
FEW = 20
"""Trials below which a share says little."""
CHARTS = "forecast-accuracy", "forecast-coverage"


def scores_grid(view: View, indicator: Indicator) -> Component:
    """Every indicator that was tried, over all steps ahead; each leads to its own part of this page."""
    kind = view.choice("kind", KINDS, KINDS[0])
    scores = averaged(view.questions.forecast_accuracy(kind=kind))
    chooser = controls.bar(controls.choice("kind", _("Điểm của"), kind_words(), kind, default=KINDS[0]))
    if scores.empty:
        text = _("Chưa có điểm nào: dự báo chưa được thử với quá khứ, hoặc đang được thử.")
        return html.Div([chooser, notice(text)], className="tc-stack")
    known = _known(view)
    rows = [_row(view, row) for row in scores.to_dict("records") if row["indicator"] in known]
    grid = data_grid(
        rows,
        _columns(),
        id="forecast-scores",
        height=TABLE_HEIGHT,
        empty=_("Không có dòng nào."),
        label=_("Bảng điểm dự báo"),
    )
    body = [html.P(summary(scores), className="tc-said"), grid]
    return html.Div([chooser, section_card(_("Dự báo đúng đến đâu, theo chỉ tiêu"), body)], className="tc-stack")


def kind_words() -> list[tuple[str, str]]:
    return [("nation", _("cả nước")), ("region", _("các vùng")), ("province", _("các tỉnh, thành phố"))]


def _known(view: View) -> set[str]:
    return {one.code for one in view.questions.indicators()}


def averaged(frame: pd.DataFrame) -> pd.DataFrame:
    """Scores by indicator over all steps ahead, each step counting by its errors; `basis` is that of the first."""
    figures = ["mase", "naive_mase", "coverage_80", "coverage_95", "width_80"]
    if frame.empty:
        return pd.DataFrame(columns=["indicator", "basis", "errors", "steps", *figures, "ratio"])
    code = frame["indicator"]
    values, errors = frame[figures].astype(float), frame["errors"].astype(float).clip(lower=0)
    weights = values.notna().mul(errors, axis=0)
    sums, counted = ((part.groupby(code, sort=False).sum()) for part in (values * weights, weights))
    found = (sums / counted).assign(
        basis=frame.groupby(code, sort=False)["basis"].first(),
        errors=errors.groupby(code, sort=False).sum().astype(int),
        steps=frame.groupby(code, sort=False).size(),
    )
    naive = found["naive_mase"]
    return found.assign(ratio=(found["mase"] / naive).where(naive > 0)).rename_axis("indicator").reset_index()


def _mean(values: "pd.Series[float]", weights: "pd.Series[float]") -> float:
    known = values.notna() & (weights > 0)
    return float((values[known] * weights[known]).sum() / weights[known].sum()) if known.any() else float("nan")


def summary(scores: pd.DataFrame) -> str:
    """What the whole table says."""
    tried = scores[scores["ratio"].notna()]
    weights = scores["errors"].astype(float)
    return _(
        "{better} trong {all} chỉ tiêu được dự báo tốt hơn cách lặp lại mùa trước. "
        "Khoảng 80% chứa {inside_80}% số thật, khoảng 95% chứa {inside_95}%."
    ).format(
        better=number(int((tried["ratio"] < 1).sum())),
        all=number(len(tried)),
        inside_80=number(100 * _mean(scores["coverage_80"], weights)),
        inside_95=number(100 * _mean(scores["coverage_95"], weights)),
    )


def _row(view: View, row: dict[Any, Any]) -> dict[Any, Any]:
    indicator = view.questions.indicator(str(row["indicator"]))
    kept = {name: value for name, value in view.params.items() if name == "kind"}
    return {
        **row,
        "name": indicator.short(view.language),
        "code": indicator.code,
        "href": view.link("/forecasts", **{**kept, "indicator": indicator.code}),
        "against": against_naive(float(row["ratio"])),
        "percent_80": 100 * float(row["coverage_80"]),
        "percent_95": 100 * float(row["coverage_95"]),
        "basis": basis_word(str(row["basis"])),
    }


def against_naive(ratio: float) -> str:
    """An error against that of the seasonal naive, in words."""
    if is_missing(ratio):
        return _("chưa so được")
    amount = join_unit(number(abs(1 - ratio) * 100), "%")
    if round(abs(1 - ratio), 2) == 0:
        return _("ngang nhau")
    return _("ít hơn {amount}").format(amount=amount) if ratio < 1 else _("nhiều hơn {amount}").format(amount=amount)


def _columns() -> list[Column]:
    return [
        Column("name", _("Chỉ tiêu"), link="href", hint="code", searched=True, grow=3),
        Column(
            "mase",
            _("Sai số (MASE)"),
            "number",
            decimals=2,
            note=_("1 là sai số thường thấy của cách lặp lại mùa trước"),
        ),
        Column("ratio", _("So với lặp lại mùa trước"), "number", decimals=2, text="against", grow=2),
        Column("percent_80", _("Trong khoảng 80%"), "number", decimals=0, note=_("Nên là 80")),
        Column("percent_95", _("Trong khoảng 95%"), "number", decimals=0, note=_("Nên là 95")),
        Column(
            "width_80",
            _("Độ rộng khoảng 80%"),
            "number",
            decimals=2,
            note=_("Cùng thước đo với sai số; hẹp hơn là tốt hơn"),
        ),
        Column("errors", _("Số lần thử"), "number", decimals=0),
        Column("basis", _("Thử với"), grow=3),
    ]


# --- one indicator ----------------------------------------------------------------------------------------------------


def indicator_scores(view: View, indicator: Indicator, unit: Entity) -> Component:
    """Error and coverage of one indicator by how far ahead, for units of the kind of the one in view."""
    kind = unit.kind if unit.kind in KINDS else KINDS[0]
    frame = view.questions.forecast_accuracy(indicator, kind=kind)
    name = indicator.short(view.language)
    empty = _("Chưa thử được dự báo của {name}: chuỗi còn quá ngắn, hoặc đang được thử.").format(name=name)
    marks = sorted({Status.SIMULATED for one in frame["basis"] if one != Basis.PUBLISHED})
    words = dict(kind_words())[kind]
    said: dict[str, Any] = {
        "source": _("thử ở các thời điểm đã qua, {units}").format(units=words),
        "data_date": frame["measured_at"].iloc[0] if len(frame) else None,
        "marks": marks,
        "columns": _step_columns(),
        "empty_reason": empty if frame.empty else None,
    }
    error = chart_frame(
        accuracy_lines(frame),
        id=CHARTS[0],
        title=_("{name}: sai số theo độ xa").format(name=name),
        unit="MASE",
        caption=_(
            "Sai số của dự báo cạnh sai số của cách lặp lại mùa trước, theo số kỳ phía trước; thấp hơn là tốt hơn."
        ),
        table=frame if len(frame) else None,
        **said,
    )
    cover = chart_frame(
        coverage_lines(frame),
        id=CHARTS[1],
        title=_("{name}: số thật có nằm trong khoảng không").format(name=name),
        unit="%",
        caption=_("Phần số thật nằm trong khoảng 80% và 95%; đường đứt là mức đã hứa."),
        table=frame if len(frame) else None,
        **said,
    )
    few = frame["errors"].min() < FEW if len(frame) else False
    note = html.P(_few_words(int(frame["errors"].min())), className="tc-note") if few else None
    return html.Div([html.Div([error, cover], className="tc-cols-2"), note], className="tc-stack")


def _few_words(least: int) -> str:
    return _(
        "Có độ xa mới được thử {count} lần, nên phần trăm còn nhảy nhiều; đọc cả đường chứ không đọc từng điểm."
    ).format(count=number(least))


def _step_columns() -> list[Column]:
    return [
        Column("step", _("Số kỳ phía trước"), "number", decimals=0),
        Column("mase", _("Sai số (MASE)"), "number", decimals=3),
        Column("naive_mase", _("Lặp lại mùa trước"), "number", decimals=3),
        Column("coverage_80", _("Phần trong khoảng 80%"), "number", decimals=3),
        Column("coverage_95", _("Phần trong khoảng 95%"), "number", decimals=3),
        Column("width_80", _("Độ rộng khoảng 80%"), "number", decimals=2),
        Column("width_95", _("Độ rộng khoảng 95%"), "number", decimals=2),
        Column("errors", _("Số lần thử"), "number", decimals=0),
    ]
