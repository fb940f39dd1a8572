"""What is written about a target: its document and those before and after, its versions, and Open SDG's measure."""

from collections.abc import Sequence
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from access.web.details import actor_in_words
from components.cards import fact_list, section_card
from components.columns import Column
from components.formatting import day, moment, number, period
from components.language import _
from components.tables import simple_table
from data.periods import Grain
from data.records import Polarity, Target
from data.targets import Operator, Standing
from data.targets.lineage import Lineage
from data.targets.progress import OpenSdg, Progress, Refusal, open_sdg
from data.targets.rules import rule_for
from data.targets.years import of_year
from pages.target_head import Shown
from pages.target_words import asked_short
from pages.view import View

# --- documents --------------------------------------------------------------------------------------------------------


def papers_card(view: View, one: Shown, line: Lineage) -> Component:
    """The document of the target with its days, between those that it replaced and that replaced it."""
    chain = [*line.before, one.target, *line.after]
    facts = [
        (_("Văn bản"), one.target.document),
        (_("Ban hành"), day(one.target.issued_on) if one.target.issued_on else _("chưa rõ ngày")),
        (_("Hiệu lực từ"), day(one.target.effective_on) if one.target.effective_on else None),
        (_("Hết hiệu lực"), day(one.target.superseded_on) if one.target.superseded_on else None),
        (_("Tính chất"), standing_word(one.target)),
        (_("Ghi chú trong văn bản"), one.target.note),
        (_("Cách đọc ghi chú"), _confirmed(one.target)),
        (_("Nguồn"), one.target.source),
    ]
    steps = html.Ol([_step(view, one, item) for item in chain], className="tc-steps") if len(chain) > 1 else None
    heading = html.H3(_("Chuỗi thay thế"), className="tc-steps__title") if steps else None
    return section_card(_("Văn bản"), [fact_list(facts), heading, steps])


def _step(view: View, one: Shown, item: Target) -> Component:
    here = item.number == one.target.number
    unit = view.questions.registry().by_id[item.entity_id]
    other = f"{unit.name(view.language)} · " if item.entity_id != one.target.entity_id else ""
    words = f"{other}{asked_short(item, one.indicator)}"
    named = html.B(words) if here else dcc.Link(words, href=view.link(f"/targets/{item.number}"))
    until = _(" · thay thế ngày {day}").format(day=day(item.superseded_on)) if item.superseded_on else ""
    return html.Li(
        [html.Span(day(item.issued_on), className="tc-steps__day"), named, f" · {item.document}{until}"],
        className="tc-steps__step" + (" tc-steps__step--here" if here else ""),
    )


def standing_word(target: Target) -> str:
    """Whether a target binds, in words."""
    return {
        Standing.ASSIGNED: _("được giao"),
        Standing.OWN: _("đơn vị tự đặt ra"),
        Standing.PROJECTION: _("số dự kiến, không phải mục tiêu"),
    }[Standing(target.standing)]


def _confirmed(target: Target) -> str | None:
    if not target.note:
        return None
    return _("đã có người xác nhận") if target.confirmed else _("đọc theo quy tắc, chờ người xác nhận")


# --- versions ---------------------------------------------------------------------------------------------------------


def versions_card(view: View, one: Shown, versions: Sequence[Target]) -> Component:
    """Every version of the target: what was asked, who wrote it, when, and why."""
    words = {
        "added": _("thêm"),
        "changed": _("sửa"),
        "superseded": _("thay thế"),
        "withdrawn": _("rút"),
    }
    rows: list[dict[str, Any]] = [
        {
            "version": item.version,
            "change": words.get(item.change, item.change),
            "asked": asked_short(item, one.indicator),
            "by": actor_in_words(item.recorded_by) if item.recorded_by else _("danh mục của kho"),
            "when": moment(item.recorded_at) if item.recorded_by else day(item.recorded_at),
            "reason": item.reason or "…",
        }
        for item in versions
    ]
    columns = [
        Column("version", _("Bản"), "number", decimals=0),
        Column("change", _("Thay đổi")),
        Column("asked", _("Mục tiêu")),
        Column("by", _("Người ghi")),
        Column("when", _("Ghi lúc")),
        Column("reason", _("Lý do")),
    ]
    return section_card(
        _("Các bản ghi"),
        simple_table(rows, columns, id="target-versions", caption=_("Các bản ghi của mục tiêu")),
        subtitle=_("không bản nào bị ghi đè"),
        footer=_ways(view, versions[0]),
    )


def _ways(view: View, newest: Target) -> Component | None:
    """Where an editor writes the next version; of a target that ended, and as of a day, there is none."""
    if view.as_of is not None or newest.superseded_on is not None or newest.change == "withdrawn":
        return None
    return html.A(_("Sửa, thay hoặc rút"), href=f"/targets/{newest.number}/edit", className="tc-may-edit")


# --- Open SDG ---------------------------------------------------------------------------------------------------------


def open_sdg_card(view: View, one: Shown) -> Component:
    """The measure of Open SDG beside our own, folded away until somebody asks for it."""
    body = html.Details(
        [html.Summary(_("Xem cách đo của Open SDG")), _open_sdg(view, one)],
        className="tc-asked",
    )
    return section_card(_("Đối chiếu với Open SDG"), body)


def _open_sdg(view: View, one: Shown) -> Component:
    if one.target.operator == Operator.BETWEEN or one.indicator.polarity is Polarity.BAND:
        return html.P(_("Cách đo này không có khoảng, nên không nói được gì về mục tiêu này."), className="tc-note")
    if one.target.year_from != one.target.year_to or one.target.base_value is not None:
        return html.P(_("Cách đo này chỉ đọc được số của một năm."), className="tc-note")
    values = yearly_values(view, one)
    said = open_sdg(
        values,
        one.target.value,
        higher_is_better=one.indicator.polarity is Polarity.HIGHER,
        target_year=one.target.year_to,
    )
    years = ", ".join(period(str(year)) for year in (min(values), max(values))) if values else None
    return html.Div(
        [
            fact_list(
                [
                    (_("Kết luận của cách đo"), progress_word(said.progress)),
                    (_("Tốc độ đã đi trên tốc độ cần"), None if said.ratio is None else number(said.ratio, 2)),
                    (_("Điểm (−5 đến 5)"), None if said.score is None else number(said.score, 1)),
                    (_("Vì sao không kết luận"), refusal_word(said)),
                    (_("Năm đầu và năm cuối được dùng"), years),
                ]
            ),
            html.P(
                _(
                    "Open SDG so tốc độ tăng kép hằng năm từ 2015 với tốc độ cần có; không đọc số trong năm, "
                    "không biết khoảng và không có xác suất."
                ),
                className="tc-note",
            ),
        ]
    )


def yearly_values(view: View, one: Shown) -> dict[int, float]:
    """Figures of whole years before and up to the target's, by the indicator's own rule; simulated ones too."""
    _published, material = view.questions.target_material([one.target], as_of=view.as_of)[one.target.number]
    own = (one.target.indicator, one.target.entity_id)
    figures = {when: value for (code, unit, when), value in material.items() if (code, unit) == own}
    years = sorted({when.year for when in figures if when.grain in (Grain.YEAR, Grain.QUARTER, Grain.MONTH)})
    rule = rule_for(one.indicator)
    taken = {year: of_year(year, rule, figures, {}).value for year in years if year <= one.target.year_to}
    return {year: value for year, value in taken.items() if value is not None}


def progress_word(progress: Progress) -> str:
    """What Open SDG calls the pace, in words."""
    return {
        Progress.ACHIEVED: _("đã đạt"),
        Progress.ON_TRACK: _("đúng tiến độ"),
        Progress.MODERATE: _("tiến bộ vừa phải"),
        Progress.LIMITED: _("tiến bộ ít"),
        Progress.DETERIORATION: _("xấu đi"),
        Progress.NOT_AVAILABLE: _("không kết luận được"),
    }[progress]


def refusal_word(said: OpenSdg) -> str | None:
    """Why the measure says nothing."""
    if said.refusal is None:
        return None
    return {
        Refusal.TOO_FEW_YEARS: _("chưa đủ hai năm có số"),
        Refusal.ZERO_BASE: _("số đầu hoặc số cuối bằng không"),
        Refusal.ZERO_TARGET: _("mục tiêu bằng không"),
        Refusal.SIGNS_DIFFER: _("số đầu, số cuối và mục tiêu khác dấu"),
        Refusal.BASE_IS_TARGET: _("số đầu đã bằng mục tiêu"),
    }[said.refusal]
