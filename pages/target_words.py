"""Targets in words: what is asked, who asks, how likely it comes, and which figure is held against it."""

from components.formatting import SURE, chance_text, join_unit, number, target_text, trimmed
from components.language import _, language
from data.records import Indicator, Target
from data.targets import Measure, Operator


def chance_words(probability: float) -> str:
    """As `chance_text`, within a sentence."""
    if probability > SURE:
        return _("trên 99%")
    return _("dưới 1%") if probability < 1 - SURE else chance_text(probability)


def compared(operator: Operator | str, low: str, high: str = "") -> str:
    """A comparison as resolutions write it, of figures that carry their unit."""
    return {
        Operator.AT_LEAST: _("từ {value} trở lên"),
        Operator.ABOVE: _("trên {value}"),
        Operator.AT_MOST: _("không quá {value}"),
        Operator.BELOW: _("dưới {value}"),
        Operator.BETWEEN: _("từ {value} đến {high}"),
        Operator.ABOUT: _("khoảng {value}"),
        Operator.EQUAL: "{value}",
    }[Operator(operator)].format(value=low, high=high)


def comparison_word(operator: Operator | str) -> str:
    """A comparison without its figures: "từ … trở lên"."""
    if operator == Operator.EQUAL:
        return _("bằng")
    return compared(operator, "…", "…")


def asked_words(target: Target, indicator: Indicator) -> str:
    """What a target asks, in words: "từ 10% trở lên", "từ 5.400 đến 5.500 USD/người"."""
    unit = unit_of(target, indicator)
    low, high = trimmed(target.value), trimmed(target.value_high)
    if target.operator == Operator.BETWEEN:
        return compared(target.operator, low, join_unit(high, unit))
    return compared(target.operator, join_unit(low, unit))


def unit_of(target: Target, indicator: Indicator) -> str:
    """The unit of the figure that is held against the target."""
    if target.measure == Measure.UNITS:
        return _("% số đơn vị")
    points = target.measure == Measure.CHANGE and target.base_value is not None and indicator.unit_vi == "%"
    return _("điểm %") if points else indicator.unit(language())


def figure_text(value: float | None, target: Target, indicator: Indicator) -> str:
    """The figure of the target's years with its unit."""
    return join_unit(number(value, indicator.decimals), unit_of(target, indicator))


def asked_short(target: Target, indicator: Indicator) -> str:
    """What a target asks, in signs: "≥ 10%", with its years where it spans several."""
    text = target_text(target, indicator)
    return text if target.year_from == target.year_to else f"{text} ({target.year_from}–{target.year_to})"


def asked_sign(target: Target) -> str:
    """What a target asks in the fewest signs, without its unit: "≥ 10", "80,5–81,5"."""
    low, high = trimmed(target.value), trimmed(target.value_high)
    sign = {"about": "~ ", ">=": "≥ ", "<=": "≤ ", ">": "> ", "<": "< "}.get(target.operator, "")
    return f"{low}–{high}" if target.operator == Operator.BETWEEN else f"{sign}{low}"


def asked_beside(target: Target, indicator: Indicator) -> str:
    """What a target asks beside a figure that has the same unit: "≥ 10%", "~ 15,3", "11% (2026–2030)"."""
    if target.measure in (Measure.CHANGE, Measure.UNITS):
        return asked_short(target, indicator)
    text = join_unit(asked_sign(target), "%") if indicator.unit_vi.startswith("%") else asked_sign(target)
    return text if target.year_from == target.year_to else f"{text} ({target.year_from}–{target.year_to})"


def measure_word(target: Target) -> str:
    """Which figure is held against the target, in words."""
    return {
        Measure.YEAR: _("số của cả năm"),
        Measure.CUMULATIVE: _("tổng cả năm"),
        Measure.AVERAGE: _("bình quân cả năm"),
        Measure.EVERY: _("từng kỳ trong năm"),
        Measure.CHANGE: _("mức thay đổi trong năm"),
        Measure.YEARS_AVERAGE: _("bình quân các năm"),
        Measure.UNITS: _("tỷ lệ đơn vị đạt mức quy định"),
    }[Measure(target.measure)]


def authority_word(code: str, name: str = "") -> str:
    """Who assigns; `name` is that of the unit with this code, where there is one."""
    words = {"QH": _("Quốc hội"), "CP": _("Chính phủ"), "UBND": _("Ủy ban nhân dân")}
    return words.get(code) or name or code
