"""For whoever prepares a meeting: what the rest of the year must show for a goal, and who must do how much more.

Decision it serves: whether a goal can still be asked for, and of whom.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import dash
from dash import Dash, html
from dash.development.base_component import Component

from components import controls
from components.cards import notice, section_card
from components.chips import status_chips
from components.columns import Column
from components.figures.reliability_dots import percent
from components.formatting import join_unit, number, target_text, trimmed
from components.language import _
from components.messages import empty
from components.tables import data_grid, simple_table
from data.periods import Grain
from data.records import Indicator, Status, Target
from data.targets.said import Call
from data.text import folded
from pages.drawing import drawn
from pages.parts import page
from pages.target_tabs import tabs
from pages.view import View
from pages.what_if_asked import WAYS, Asked, asked, candidates
from pages.what_if_asked import drafted as draft_of

if TYPE_CHECKING:
    from forecasting.targets.assigning import Assignment, Part

FIRST_OF_ALL = 0
"""Among pages: Dash takes the first that fits an address, and /targets/<number> would fit this one."""
AROUND = (-2, -1, 0, 1, 2)
STEP = 0.05
"""Goals beside the one asked for, in parts of it."""
TALLEST = 620
BUTTON = "btn btn-sm btn-outline-primary"


def register(_app: Dash) -> None:
    dash.register_page(
        __name__,
        path="/targets/what-if",
        title=lambda **_codes: _("Nếu đặt mức khác") + " · Toàn Cảnh",
        layout=layout,
        order=FIRST_OF_ALL,
    )


@drawn
def layout(view: View) -> Component:
    targets = candidates(view)
    if not targets:
        text = _("Chưa có mục tiêu nào của năm chưa hết mà dự báo nói được; hãy đợi lần chạy dự báo xong.")
        return page(view, _("Nếu đặt mức khác"), tabs(view, "what_if"), empty(text))
    wanted = asked(view, targets)
    calls = _calls(view, wanted)
    return page(
        view,
        _("Nếu đặt mức khác"),
        tabs(view, "what_if"),
        _choosers(view, wanted, targets),
        *_misread(wanted),
        _goals_card(wanted, calls),
        *_assignment_part(view, wanted),
        lead=_lead(view, wanted, calls),
    )


def _choosers(view: View, wanted: Asked, targets: Sequence[Target]) -> Component:
    from forecasting.targets.assigning import goal_of

    names = [(str(one.number), _name(view, one), folded(_name(view, one))) for one in targets]
    own = trimmed(goal_of(wanted.target))
    label = _("Mức muốn đạt ({unit}), văn bản giao {own}").format(unit=wanted.indicator.unit(view.language), own=own)
    return controls.bar(
        controls.finder("target", _("Mục tiêu"), names, str(wanted.target.number), default=names[0][0]),
        controls.word_filter("goal", label, view.params.get("goal", "")),
        controls.choice("way", _("Chia phần còn thiếu"), _ways(), wanted.way, default=WAYS[0]),
    )


def _ways() -> list[tuple[str, str]]:
    return [("proportional", _("theo tỷ lệ tăng dự báo")), ("headroom", _("theo dư địa của từng nơi"))]


def _name(view: View, target: Target) -> str:
    indicator = view.questions.indicator(target.indicator)
    return f"{indicator.short(view.language)} {target.year_to}: {target_text(target, indicator)} ({target.assigned_by})"


def _misread(wanted: Asked) -> list[Component]:
    if not wanted.misread:
        return []
    text = _("“{came}” không phải một số; đang xem mức của văn bản. Hãy ghi như 10 hoặc 9,5.")
    return [notice(text.format(came=wanted.misread[:40]), tone="risk")]


# --- what the rest of the year must show ------------------------------------------------------------------------------


def _calls(view: View, wanted: Asked) -> list[tuple[float, Call]]:
    """What would be said of goals around the one that is wanted."""
    from forecasting.targets.assigning import for_goals

    step = max(round(abs(wanted.goal) * STEP, 1), 0.1)
    goals = [round(wanted.goal + place * step, 6) for place in AROUND]
    return list(zip(goals, for_goals(view.questions, wanted.target, goals, view.as_of), strict=False))


def _lead(view: View, wanted: Asked, calls: Sequence[tuple[float, Call]]) -> str:
    said = next((call for goal, call in calls if goal == round(wanted.goal, 6)), None)
    indicator = wanted.indicator
    goal = join_unit(trimmed(wanted.goal), indicator.unit(view.language))
    if said is None or said.probability is None:
        return _("Chưa dự báo được năm {year}.").format(year=wanted.target.year_to)
    chance, name = _chance(said.probability), _lowered(indicator.short(view.language))
    if said.needed is None or said.so_far is None:
        return _("Để {name} cả năm {year} đạt {goal}: xác suất {chance}.").format(
            name=name, year=wanted.target.year_to, goal=goal, chance=chance
        )
    return _(
        "Để {name} cả năm {year} đạt {goal}, {rest} phải đạt {needed} (đến nay {so_far}); xác suất {chance}."
    ).format(
        name=name,
        year=wanted.target.year_to,
        goal=goal,
        rest=_rest(said),
        needed=_figure(said.needed, indicator, view),
        so_far=_figure(said.so_far, indicator, view),
        chance=chance,
    )


def _chance(probability: float) -> str:
    """In whole percent; never none nor all, which no forecast can promise."""
    if probability < 0.01:
        return f"< {percent(0.01)}"
    return f"> {percent(0.99)}" if probability > 0.99 else percent(probability)


def _lowered(text: str) -> str:
    """For the middle of a sentence; abbreviations such as GDP stay as they are."""
    return text if text[1:2].isupper() else f"{text[:1].lower()}{text[1:]}"


def _rest(call: Call) -> str:
    if call.grain is Grain.QUARTER:
        return _("quý IV") if call.left == 1 else _("mỗi quý trong {count} quý còn lại").format(count=call.left)
    if call.grain is Grain.MONTH:
        return _("tháng 12") if call.left == 1 else _("mỗi tháng trong {count} tháng còn lại").format(count=call.left)
    return _("cả năm")


def _figure(value: float, indicator: Indicator, view: View) -> str:
    return join_unit(number(value, indicator.decimals), indicator.unit(view.language))


def _goals_card(wanted: Asked, calls: Sequence[tuple[float, Call]]) -> Component:
    rows = [
        {
            "goal": goal,
            "needed": call.needed,
            "so_far": call.so_far,
            "chance": 100 * (call.probability or 0.0),
            "text": _chance(call.probability or 0.0),
        }
        for goal, call in calls
    ]
    decimals = max(wanted.indicator.decimals, 1)
    columns = [
        Column("goal", _("Cả năm đạt"), "number", decimals=decimals),
        Column("needed", _("Mỗi kỳ còn lại phải đạt"), "number", decimals=decimals),
        Column("so_far", _("Bình quân đến nay"), "number", decimals=decimals),
        Column("chance", _("Xác suất"), "number", decimals=0, text="text"),
    ]
    title = _("Đặt cao hơn hay thấp hơn thì phần còn lại của năm phải thế nào")
    return section_card(title, simple_table(rows, columns, id="target-goals", caption=title))


# --- who must do how much more ----------------------------------------------------------------------------------------


def _assignment_part(view: View, wanted: Asked) -> list[Component]:
    made = draft_of(view, wanted)
    title = _("Nơi nào phải làm thêm bao nhiêu (dự thảo)")
    if made is None:
        text = _("Chỉ tiêu này không cộng được từ các địa phương, hoặc chưa địa phương nào có dự báo.")
        return [section_card(title, notice(text))]
    below = view.questions.indicator(made.indicator)
    marks = [Status.SIMULATED] if any(one.simulated for one in made.parts) else []
    grid = data_grid(
        [_row(view, one, made, below) for one in sorted(made.parts, key=lambda one: -one.more * one.weight)],
        _columns(view, below),
        id="target-draft",
        height=TALLEST,
        label=title,
    )
    files = [
        html.A(
            word, href=view.link(f"/targets/draft.{form}", **wanted.address), className="btn btn-sm btn-outline-primary"
        )
        for form, word in (("csv", _("Tải dự thảo CSV")), ("xlsx", _("Tải dự thảo XLSX")))
    ]
    foot = html.Div(files, className="tc-controls")
    body = [
        notice(_verdict(view, made, wanted, below), tone=_tone(made)),
        grid,
        foot,
        html.P(_how(), className="tc-note"),
    ]
    return [section_card(title, body, subtitle=html.Span(status_chips(marks)))]


def _tone(made: "Assignment") -> str:
    if made.missing <= 0:
        return "accent"
    few = sum(one.chance < 0.1 for one in made.parts)
    return "bad" if few > len(made.parts) / 2 else "risk"


def _verdict(view: View, made: "Assignment", wanted: Asked, below: Indicator) -> str:
    unit = below.unit(view.language)
    expected, goal = (join_unit(number(one, 2), unit) for one in (made.expected, made.goal))
    if made.missing <= 0:
        return _("Theo dự báo các địa phương cộng lại được {expected}, đã đủ cho {goal}.").format(
            expected=expected, goal=goal
        )
    off = join_unit(number(made.missing, 2), _("điểm %") if unit == "%" else unit)
    said = _("Theo dự báo các địa phương cộng lại được {expected}, thiếu {off} so với {goal}.").format(
        expected=expected, off=off, goal=goal
    )
    hard = sum(one.chance < 0.1 for one in made.parts)
    if wanted.way == "headroom" and made.effort > 1:
        said += " " + _(
            "Phần thiếu gấp {times} lần dư địa của tất cả: kể cả mọi nơi lên đầu trên của khoảng dự báo cũng chưa đủ."
        ).format(times=number(made.effort, 1))
    many = _("{count} trong {all} nơi phải đạt mức mà dự báo cho dưới 10% cơ hội.")
    return f"{said} {many.format(count=number(hard), all=number(len(made.parts)))}"


def _how() -> str:
    return _(
        "Theo tỷ lệ: mọi nơi nhân mức tăng dự báo với cùng một hệ số. Theo dư địa: mọi nơi đi cùng một phần quãng "
        "đường từ mức dự báo lên đầu trên của khoảng 80%. Quy mô là của năm trước; mức giao làm tròn lên 0,1. Tệp tải "
        "về nạp được bằng lệnh import-targets, mỗi dòng ghi rõ là dự thảo, chưa ban hành."
    )


def _row(view: View, part: "Part", made: "Assignment", below: Indicator) -> dict[str, Any]:
    unit = view.questions.registry().by_id[part.unit]
    total = sum(one.weight for one in made.parts)
    return {
        "name": unit.name(view.language),
        "code": unit.code,
        "href": view.link(f"/provinces/{unit.code}"),
        "share": 100 * part.weight / total,
        "expected": part.expected,
        "span": f"{number(part.lower, 1)}–{number(part.upper, 1)}",
        "asked": None if part.asked is None else target_text(part.asked, below),
        "drafted": part.drafted,
        "more": part.more,
        "chance": 100 * part.chance,
        "text": _chance(part.chance),
    }


def _columns(view: View, below: Indicator) -> list[Column]:
    unit = below.unit(view.language)
    points = _("điểm %") if unit == "%" else unit
    return [
        Column("name", _("Địa phương"), link="href", hint="code", searched=True, grow=3),
        Column("share", _("Phần quy mô (%)"), "number", decimals=1),
        Column("expected", _("Dự báo ({unit})").format(unit=unit), "number", decimals=2),
        Column("span", _("Khoảng 80%")),
        Column("asked", _("Đã giao")),
        Column("drafted", _("Dự thảo ({unit})").format(unit=unit), "number", decimals=1),
        Column("more", _("Thêm ({unit})").format(unit=points), "number", decimals=2),
        Column("chance", _("Xác suất đạt"), "number", decimals=0, text="text"),
    ]
