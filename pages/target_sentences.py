"""A target in a plain sentence: what is so far, what the rest must do, how likely it comes; or what came of it.

"GDP 9 tháng năm 2026 tăng 9,01%; để cả năm đạt từ 10% trở lên, quý IV phải tăng ít nhất 12,87%; xác suất đạt 7%."
"""

from math import isinf

from components.formatting import is_share, join_unit, number, period
from components.language import _, language
from data.periods import Grain, Period
from data.records import Indicator, Polarity, Target
from data.targets import Measure, Operator, State, bounds, meets, wanted
from data.targets.rules import YearRule, rule_for
from data.targets.said import Call
from data.targets.years import Why
from pages.target_words import asked_words, chance_words, figure_text, unit_of
from sentences.records import Form, Span
from sentences.sayings import saying_of

QUARTERS = {3: 1, 6: 2, 9: 3, 12: 4}
STEPS = {Grain.MONTH: 12, Grain.QUARTER: 4}


def sentence(target: Target, call: Call, indicator: Indicator, who: str = "") -> str:
    """What is to be said of a target now. `who` is the unit that must reach it, empty for the nation."""
    if call.value is not None:
        return _closed(f"{_figure(target, indicator, who, call.value)}, {_outcome(target, call, indicator)}")
    if call.probability is None or call.expected is None:
        return _closed(_without(target, call, indicator, who))
    clauses = [_so_far(target, call, indicator, who), _needed(target, call, indicator)]
    if clauses[0] is None or clauses[1] is None:
        clauses[1] = _foretold(target, call, indicator, who if clauses[0] is None else None)
    clauses.append(_("xác suất đạt {chance}").format(chance=chance_words(call.probability)))
    return _closed("; ".join(one for one in clauses if one))


def span_words(low: float, high: float, target: Target, indicator: Indicator) -> str:
    """An interval with its unit once: "8,07 đến 9,86%"."""
    ends = _("{low} đến {high}").format(low=number(low, indicator.decimals), high=number(high, indicator.decimals))
    return join_unit(ends, unit_of(target, indicator))


def _closed(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


# --- what is or was ---------------------------------------------------------------------------------------------------


def _figure(target: Target, indicator: Indicator, who: str, value: float, span: str | None = None) -> str:
    """A figure with its verb: "GDP năm 2025 tăng 8,02%"."""
    when = span or _years(target)
    return _verb(target, indicator, value, who).format(
        subject=_subject(target, indicator, who), span=when, value=_amount(target, indicator, value)
    )


def _verb(target: Target, indicator: Indicator, value: float, who: str) -> str:
    if _grows(target, indicator):
        return _("{subject} {span} tăng {value}") if value >= 0 else _("{subject} {span} giảm {value}")
    if target.measure == Measure.EVERY:
        return _("{subject} {span} có kỳ là {value}")
    return _("{subject} {span} đạt {value}") if _adds_up(target, indicator) else _("{subject} {span} là {value}")


def _subject(target: Target, indicator: Indicator, who: str) -> str:
    name = indicator.short(language())
    if _grows(target, indicator):
        saying = saying_of(indicator)
        name = saying.subject_en if language() == "en" else saying.subject_vi
    if target.measure == Measure.UNITS:
        limit = join_unit(number(target.unit_limit, indicator.decimals), indicator.unit(language()))
        name = _("tỷ lệ đơn vị đạt {limit} về {name}").format(limit=limit, name=_lowered(name))
    elif target.measure == Measure.CHANGE and target.base_value is not None:
        name = _("mức thay đổi của {name}").format(name=_lowered(name))
    return _("{subject} của {who}").format(subject=name, who=who) if who else name


def _lowered(text: str) -> str:
    """For the middle of a sentence; abbreviations such as GDP stay as they are."""
    return text if text[1:2].isupper() else f"{text[:1].lower()}{text[1:]}"


def _amount(target: Target, indicator: Indicator, value: float) -> str:
    """The figure with its unit; of growth its size alone, since the verb tells the direction."""
    return figure_text(abs(value) if _grows(target, indicator) else value, target, indicator)


def _grows(target: Target, indicator: Indicator) -> bool:
    """Whether it is growth that is held against the target: then its subject rises or falls."""
    own = target.measure not in (Measure.UNITS, Measure.EVERY) and target.base_value is None
    return own and saying_of(indicator).form is Form.GROWTH


def _adds_up(target: Target, indicator: Indicator) -> bool:
    return target.measure == Measure.CUMULATIVE or rule_for(indicator).year is YearRule.SUM


def _years(target: Target) -> str:
    if target.year_from == target.year_to:
        return _within(period(str(target.year_to)))
    return _("bình quân {first}–{last}").format(first=target.year_from, last=target.year_to)


def _within(text: str) -> str:
    """A period in a sentence; English needs a preposition."""
    return f"in {text}" if language() == "en" else text


def _so_far(target: Target, call: Call, indicator: Indicator, who: str) -> str | None:
    """What the year's periods up to now give; None before the first."""
    until = call.known_until
    if call.so_far is None or until is None or call.grain not in STEPS or until.year != target.year_to:
        return None
    value = call.so_far
    if _adds_up(target, indicator):
        value *= STEPS[call.grain] - call.left
    return _figure(target, indicator, who, value, _span(until.year, until.month, call.grain, indicator))


def _span(year: int, month: int, grain: Grain, indicator: Indicator) -> str:
    """The part of the year that the figure so far is of: its periods together, or the newest where that one counts."""
    if rule_for(indicator).year is YearRule.LAST and saying_of(indicator).span is not Span.SINCE_JANUARY:
        newest = period(f"{year}-Q{QUARTERS[month]}" if grain is Grain.QUARTER else f"{year}-{month:02}")
        return _("đến hết {period}").format(period=newest)
    if month == 6:
        return _("6 tháng đầu năm {year}").format(year=year)
    if month in (1, 3):
        return _within(period(f"{year}-Q1" if month == 3 else f"{year}-01"))
    return _("{count} tháng năm {year}").format(count=month, year=year)


# --- what the rest must do --------------------------------------------------------------------------------------------


def _needed(target: Target, call: Call, indicator: Indicator) -> str | None:
    """What the periods to come must show; None where there is no pace, or none of the year is known."""
    if call.needed is None or call.so_far is None or call.grain not in STEPS:
        return None
    floor = _is_floor(target, indicator)
    if _adds_up(target, indicator) and call.needed <= 0:
        return _("đã đạt mức của cả năm") if floor else _("đã quá mức của cả năm")
    goal = _("để cả năm đạt {asked}") if floor else _("để cả năm giữ {asked}")
    ahead = call.needed <= call.so_far if floor else call.needed >= call.so_far
    amount = _amount(target, indicator, call.needed)
    if floor and (call.needed >= 0 or not _grows(target, indicator)):
        amount = (_("trên {value}") if target.operator == Operator.ABOVE else _("ít nhất {value}")).format(value=amount)
    rest = _must(target, indicator, call.needed, floor=floor, ahead=ahead)
    words = rest.format(rest=_rest(call, call.grain), needed=amount)
    return f"{goal.format(asked=asked_words(target, indicator))}, {words}"


def _must(target: Target, indicator: Indicator, needed: float, *, floor: bool, ahead: bool) -> str:
    """The verb of what is needed; softer where the year is ahead of its target."""
    grows = _grows(target, indicator)
    if floor and ahead:
        if grows and needed < 0:
            return _("{rest} chỉ cần không giảm quá {needed}")
        return _("{rest} chỉ cần tăng {needed}") if grows else _("{rest} chỉ cần đạt {needed}")
    if floor:
        return _("{rest} phải tăng {needed}") if grows else _("{rest} phải đạt {needed}")
    if grows and needed < 0:
        return _("{rest} phải giảm ít nhất {needed}")
    if ahead:
        return _("{rest} còn có thể tăng đến {needed}") if grows else _("{rest} còn có thể đến {needed}")
    return _("{rest} không được tăng quá {needed}") if grows else _("{rest} không được quá {needed}")


def _is_floor(target: Target, indicator: Indicator) -> bool:
    """Whether falling short is the breach that the pace is told of."""
    higher = None if indicator.polarity is Polarity.BAND else indicator.polarity is Polarity.HIGHER
    return not isinf(wanted(target, higher)[0])


def _rest(call: Call, grain: Grain) -> str:
    """The periods to come: "quý IV", "bình quân mỗi tháng trong 3 tháng còn lại"."""
    year = call.known_until.year if call.known_until else 0
    if call.left == 1:
        last = Period.parse(f"{year}-Q4" if grain is Grain.QUARTER else f"{year}-12")
        return period(last).removesuffix(f"/{year}").removesuffix(f" {year}")
    if grain is Grain.QUARTER:
        return _("bình quân {count} quý còn lại").format(count=call.left)
    return _("bình quân mỗi tháng trong {count} tháng còn lại").format(count=call.left)


# --- what is foretold, what came, and why nothing is said -------------------------------------------------------------


def _foretold(target: Target, call: Call, indicator: Indicator, who: str | None) -> str:
    """Where the year is expected to end, against what is asked; the subject is named where nothing was said before."""
    expected, grows = call.expected or 0.0, _grows(target, indicator)
    if who is None and grows and expected >= 0:
        said = _("dự báo cả năm tăng {value}, mục tiêu {asked}")
    elif who is None:
        said = (
            _("dự báo cả năm giảm {value}, mục tiêu {asked}") if grows else _("dự báo cả năm {value}, mục tiêu {asked}")
        )
    elif grows and expected >= 0:
        said = _("{subject} {span} dự báo tăng {value}, mục tiêu {asked}")
    elif grows:
        said = _("{subject} {span} dự báo giảm {value}, mục tiêu {asked}")
    else:
        said = _("{subject} {span} dự báo là {value}, mục tiêu {asked}")
    return said.format(
        subject=_subject(target, indicator, who or ""),
        span=_years(target),
        value=_amount(target, indicator, expected),
        asked=asked_words(target, indicator),
    )


def _outcome(target: Target, call: Call, indicator: Indicator) -> str:
    asked = asked_words(target, indicator)
    words = {
        State.MET: _("đạt mục tiêu {asked}"),
        State.EXCEEDED: _("vượt mục tiêu {asked}"),
        State.MISSED: _("không đạt mục tiêu {asked}"),
    }.get(call.state, _("mục tiêu {asked}"))
    said, value = words.format(asked=asked), call.value or 0.0
    if call.state is State.MISSED:
        gap = _gap(target, indicator, value)
        return f"{said}, {gap}" if gap else said
    if call.state is State.MET and not meets(target, value):  # on the side of a band that is no breach
        low, _high = bounds(target)
        return f"{said}, " + (_("thấp hơn mức đề ra") if value < low else _("cao hơn mức đề ra"))
    return said


def _gap(target: Target, indicator: Indicator, value: float) -> str:
    """By how much a figure lies below or above what was asked; percentages differ in points."""
    low, high = (target.value, target.value) if target.operator == Operator.ABOUT else bounds(target)
    short = low - value
    off = short if short > 0 else value - high
    rounded = round(off, indicator.decimals)
    if rounded <= 0:
        return ""
    unit = unit_of(target, indicator)
    amount = join_unit(number(rounded, indicator.decimals), _("điểm %") if is_share(indicator) else unit)
    return (_("thấp hơn {amount}") if short > 0 else _("cao hơn {amount}")).format(amount=amount)


def _without(target: Target, call: Call, indicator: Indicator, who: str) -> str:
    """Why there is neither a figure nor a chance."""
    subject, asked = _lowered(_subject(target, indicator, who)), asked_words(target, indicator)
    if call.state is State.NOT_MEASURABLE:
        said = _("không đo được mục tiêu {asked} của {subject}: {why}")
        return said.format(asked=asked, subject=subject, why=why_words(call.why))
    said = _("mục tiêu {asked} của {subject} chưa đối chiếu được: {why}")
    return said.format(asked=asked, subject=subject, why=why_words(call.why or Why.NOT_YET))


def why_words(why: Why | None) -> str:
    """Why a target cannot be held against a figure."""
    return {
        Why.NEVER_REPORTED: _("đơn vị chưa có số nào của chỉ tiêu này"),
        Why.NOT_YET: _("chưa có số của cả năm và chưa có dự báo"),
        Why.BASE_NOT_POSITIVE: _("số của năm trước bằng không hoặc âm nên không tính được mức tăng"),
        Why.CROSSES_ZERO: _("số đổi dấu từ năm trước sang năm nay nên không tính được mức tăng"),
        Why.MEMBERS_MISSING: _("chưa đủ số của mọi đơn vị"),
        None: _("chưa rõ lý do"),
    }[why]
