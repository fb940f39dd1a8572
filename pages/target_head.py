"""What one target is and how it stands: the words, the chance, where the year is expected to end, the pace."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from components.cards import fact_list, notice, section_card
from components.chips import TargetState, status_chip, target_chip, target_look
from components.formatting import chance_text, day, join_unit, number
from components.language import _
from components.target_board import chance_bar
from components.target_gauge import Gauge, gauge
from data.records import Entity, Indicator, Polarity, Status, Target
from data.targets import Measure, Standing, wanted
from data.targets.rules import YearRule, rule_for
from data.targets.said import Call
from pages.target_causes import changed_line
from pages.target_sentences import sentence, span_words
from pages.target_words import asked_short, asked_words, figure_text, measure_word
from pages.targets_asked import assigner_name
from pages.view import View


@dataclass(frozen=True, slots=True)
class Shown:
    """The target of a page with what belongs to it; without a call nothing is said of it any more."""

    target: Target
    indicator: Indicator
    unit: Entity
    call: Call | None

    @property
    def state(self) -> TargetState | None:
        return None if self.call is None else TargetState(self.call.state.value)


def title_of(view: View, one: Shown) -> str:
    """The indicator, what is asked, and for when: "Tăng trưởng GDP: từ 10% trở lên, năm 2026"."""
    target = one.target
    years = str(target.year_to) if target.year_from == target.year_to else f"{target.year_from}–{target.year_to}"
    return _("{name}: {asked}, năm {years}").format(
        name=one.indicator.short(view.language), asked=asked_words(target, one.indicator), years=years
    )


def lead_of(view: View, one: Shown) -> list[Any]:
    """Who asks it of whom, by which document."""
    said = _("{by} giao {unit} · {document}").format(
        by=assigner_name(view, one.target.assigned_by), unit="{unit}", document=one.target.document
    )
    if one.target.standing == Standing.OWN:
        said = _("{unit} tự đặt ra · {document}").format(unit="{unit}", document=one.target.document)
    before, after = said.split("{unit}", 1)
    return [before, unit_link(view, one.unit), after]


def unit_link(view: View, unit: Entity) -> Component:
    """The unit's name, leading to its page."""
    edition = "" if unit.vintage in ("", "2025") else unit.vintage
    pages = {"province": "provinces", "region": "provinces", "ministry": "ministries", "agency": "ministries"}
    name = unit.name(view.language)
    if unit.kind not in pages:
        return dcc.Link(name, href=view.link("/"))
    return dcc.Link(name, href=view.link(f"/{pages[unit.kind]}/{unit.code}", edition=edition))


def notices(view: View, one: Shown, newer: Target | None) -> Iterator[Component]:
    """What must be known before anything else is read."""
    target = one.target
    if target.standing == Standing.PROJECTION:
        yield notice(_("Đây là số dự kiến nêu trong văn bản, không phải mục tiêu được giao; không tính là mục tiêu."))
    if target.change == "withdrawn":
        said = _("Mục tiêu này đã được rút ngày {day}.").format(day=day(target.superseded_on))
        yield notice([said, " ", target.reason or ""], tone="risk")
    elif target.superseded_on is not None and (view.as_of is None or target.superseded_on <= view.as_of):
        said = _("Mục tiêu này hết hiệu lực từ ngày {day}.").format(day=day(target.superseded_on))
        link = [" ", _("Thay bằng: "), target_link(view, newer, one.indicator)] if newer else []
        yield notice([said, *link], tone="risk")


def target_link(view: View, target: Target, indicator: Indicator) -> Component:
    """A target in short, as a link: what is asked, and by which document."""
    return dcc.Link(
        f"{asked_short(target, indicator)} ({target.document})", href=view.link(f"/targets/{target.number}")
    )


# --- how it stands ----------------------------------------------------------------------------------------------------


def verdict(view: View, one: Shown) -> Component:
    """The sentence, the line of the year, and beside them the chance and the figures."""
    call, who = one.call, "" if one.unit.kind == "nation" else one.unit.name(view.language)
    title = _("Tình hình")
    if call is None:
        return section_card(
            title, html.P(_("Mục tiêu không còn hiệu lực nên không được theo dõi nữa."), className="tc-said")
        )
    said = html.P(sentence(one.target, call, one.indicator, who), className="tc-verdict__said")
    changed = changed_line(view.questions.target_call_history(one.target.number, as_of=view.as_of))
    mark = status_chip(Status.SIMULATED) if call.simulated else None
    body = html.Div(
        [
            html.Div(
                [said, _line(one, call), html.P(changed, className="tc-note") if changed else None],
                className="tc-verdict__words",
            ),
            html.Div([_big(one, call), fact_list(_facts(one, call))], className="tc-verdict__figures"),
        ],
        className=f"tc-verdict tc-goal--{target_look(TargetState(call.state.value))[0]}",
    )
    return section_card(title, body, subtitle=mark)


def _big(one: Shown, call: Call) -> Component:
    """The chance in large figures, or the figure that was reached; with the state as a chip."""
    state = TargetState(call.state.value)
    if call.probability is not None:
        return html.Div(
            [
                html.Div(chance_text(call.probability), className="tc-verdict__number"),
                html.Div(_("xác suất đạt mục tiêu"), className="tc-verdict__caption"),
                chance_bar(call.probability),
                target_chip(state),
            ],
            className="tc-verdict__big",
        )
    number_ = "…" if call.value is None else figure_text(call.value, one.target, one.indicator)
    caption = _("thực hiện") if call.value is not None else _("chưa có số để đối chiếu")
    return html.Div(
        [
            html.Div(number_, className="tc-verdict__number"),
            html.Div(caption, className="tc-verdict__caption"),
            target_chip(state),
        ],
        className="tc-verdict__big",
    )


def _facts(one: Shown, call: Call) -> list[tuple[str, Any]]:
    target, indicator = one.target, one.indicator

    def told(value: float | None) -> str | None:
        return None if value is None else figure_text(value, target, indicator)

    span = None
    if call.lower is not None and call.upper is not None:
        span = span_words(call.lower, call.upper, target, indicator)
    paced = call.so_far is not None and call.needed is not None
    word = _("Bình quân mỗi kỳ đến nay") if _is_sum(target, indicator) else _("Đến nay")
    return [
        (_("Số được so"), measure_word(target)),
        (_("Dự báo cả năm"), told(call.expected)),
        (_("Khoảng 80%"), span),
        (word, told(call.so_far)),
        (_("Cần mỗi kỳ từ nay"), told(call.needed) if paced else None),
        (_("So với nhịp đến nay"), _quicker(one, call) if paced else None),
        (_("Số liệu đến"), day(call.known_until) if call.known_until else None),
    ]


def _quicker(one: Shown, call: Call) -> str | None:
    """How the pace from now on differs from the pace so far: in points for a percentage, else in per cent."""
    needed, so_far = call.needed or 0.0, call.so_far or 0.0
    if one.indicator.unit_vi.startswith("%"):
        amount = join_unit(number(abs(needed - so_far), one.indicator.decimals), _("điểm %"))
        more = needed > so_far
    elif so_far > 0:
        amount, more = join_unit(number(abs(needed / so_far - 1) * 100, 1), "%"), needed > so_far
    else:
        return None
    return (_("cao hơn {amount}") if more else _("thấp hơn {amount}")).format(amount=amount)


def _is_sum(target: Target, indicator: Indicator) -> bool:
    return target.measure == Measure.CUMULATIVE or rule_for(indicator).year is YearRule.SUM


def _line(one: Shown, call: Call) -> Component | None:
    """Where the year is expected to end on a line with what is asked; nothing where there is no figure."""
    point = call.expected if call.value is None else call.value
    if point is None:
        return None
    target, indicator = one.target, one.indicator
    higher = None if indicator.polarity is Polarity.BAND else indicator.polarity is Polarity.HIGHER
    low, high = wanted(target, higher)
    told = figure_text(point, target, indicator)
    words = _("thực hiện {value}") if call.value is not None else _("dự báo {value}")
    asked = _("mục tiêu {asked}").format(asked=asked_short(target, indicator))
    so_far = None if call.value is not None or _is_sum(target, indicator) else call.so_far
    said = words.format(value=told)
    if so_far is not None:
        said += " · " + _("đến nay {value}").format(value=figure_text(so_far, target, indicator))
    return gauge(
        Gauge(
            low,
            high,
            point,
            call.lower,
            call.upper,
            so_far,
            asked,
            said,
        ),
        caption=f"{asked}; {said}",
    )
