"""The words of the form of a target: its fields, what can be chosen, and what is wrong beside which field."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from components.language import _, language
from data.records import Indicator
from data.targets import Measure, Operator
from data.targets.drafts import Refusal, TargetFault

BESIDE: Mapping[TargetFault, str] = MappingProxyType(
    {
        TargetFault.INDICATOR: "indicator",
        TargetFault.UNIT_OF_MEASURE_MISSING: "unit",
        TargetFault.UNIT_OF_MEASURE_OTHER: "unit",
        TargetFault.ASSIGNEE: "entity",
        TargetFault.ASSIGNEE_VINTAGE: "entity",
        TargetFault.LEVEL: "entity",
        TargetFault.OPERATOR: "operator",
        TargetFault.WORDS: "note",
        TargetFault.MEASURE: "measure",
        TargetFault.VALUE: "value",
        TargetFault.LIMITS_SWAPPED: "value_high",
        TargetFault.RANGE: "value",
        TargetFault.YEARS: "year_from",
        TargetFault.DOCUMENT: "document",
        TargetFault.REASON: "reason",
        TargetFault.TWO_ACTIVE: "supersedes",
        TargetFault.SUPERSEDES: "supersedes",
        TargetFault.LOOP: "supersedes",
    }
)
"""Of faults that stand beside a field; others stand above the form."""


def fields() -> dict[str, str]:
    """What each field is called."""
    return {
        "indicator": _("Chỉ tiêu (mã)"),
        "entity": _("Giao cho"),
        "assigned_by": _("Ai giao"),
        "year_from": _("Từ năm"),
        "year_to": _("Đến năm"),
        "operator": _("So sánh"),
        "value": _("Giá trị"),
        "value_high": _("Đến giá trị (khi là khoảng từ … đến …)"),
        "unit": _("Đơn vị tính"),
        "measure": _("Số được so"),
        "tolerance": _("Khoảng: lệch nhiều nhất"),
        "base_value": _("Mức gốc (khi là mức thay đổi)"),
        "unit_limit": _("Mức của từng đơn vị (khi là tỷ lệ đơn vị đạt)"),
        "document": _("Văn bản"),
        "issued_on": _("Ngày ban hành"),
        "effective_on": _("Ngày có hiệu lực"),
        "note": _("Ghi chú, đúng chữ của văn bản"),
        "supersedes": _("Thay cho mục tiêu (số hoặc văn bản)"),
        "reason": _("Vì sao"),
    }


def operators() -> dict[str, str]:
    return {
        Operator.AT_LEAST.value: _("từ … trở lên"),
        Operator.ABOVE.value: _("trên …"),
        Operator.AT_MOST.value: _("không quá …"),
        Operator.BELOW.value: _("dưới …"),
        Operator.BETWEEN.value: _("từ … đến …"),
        Operator.ABOUT.value: _("khoảng …"),
        Operator.EQUAL.value: _("đúng …"),
    }


def measures() -> dict[str, str]:
    return {
        "": _("theo chỉ tiêu"),
        Measure.YEAR.value: _("số của cả năm"),
        Measure.CUMULATIVE.value: _("tổng cả năm"),
        Measure.AVERAGE.value: _("bình quân cả năm"),
        Measure.EVERY.value: _("từng kỳ trong năm"),
        Measure.CHANGE.value: _("mức thay đổi"),
        Measure.YEARS_AVERAGE.value: _("bình quân nhiều năm"),
        Measure.UNITS.value: _("tỷ lệ đơn vị đạt một mức"),
    }


def by_field(refused: Iterable[Refusal], indicator: Indicator | None) -> dict[str, str]:
    """What is wrong, by the field that it stands beside; `problem` is what stands above the form."""
    found: dict[str, str] = {}
    for one in refused:
        found.setdefault(BESIDE.get(one.fault, "problem"), sentence(one, indicator))
    return found


def sentence(one: Refusal, indicator: Indicator | None) -> str:
    """What came, what was expected, and what to do."""
    unit = "" if indicator is None else indicator.unit(language())
    span = "" if indicator is None else _span(indicator)
    words = {
        TargetFault.INDICATOR: _("Không có chỉ tiêu mang mã “{came}”. Hãy chọn một mã trong danh sách."),
        TargetFault.UNIT_OF_MEASURE_MISSING: _("Hãy ghi đơn vị tính của chỉ tiêu: {unit}."),
        TargetFault.UNIT_OF_MEASURE_OTHER: _("“{came}” không phải đơn vị tính của chỉ tiêu; hãy đổi ra {unit}."),
        TargetFault.ASSIGNEE: _("Hãy chọn đơn vị trong danh sách."),
        TargetFault.ASSIGNEE_VINTAGE: _("Đơn vị này không còn, hoặc chưa có, vào năm của mục tiêu: {came}."),
        TargetFault.LEVEL: _("{came} không có chỉ tiêu này; hãy chọn đơn vị khác hoặc chỉ tiêu khác."),
        TargetFault.OPERATOR: _("Hãy chọn cách so sánh trong danh sách."),
        TargetFault.WORDS: _("Chữ của ghi chú nói khác cách so sánh đã chọn; hãy sửa một trong hai."),
        TargetFault.MEASURE: _("Hãy chọn trong danh sách."),
        TargetFault.VALUE: _("Hãy ghi một số; chỉ “từ … đến …” mới có hai số. Đã nhận: “{came}”."),
        TargetFault.LIMITS_SWAPPED: _("Hai đầu bị đảo: số sau phải lớn hơn số trước."),
        TargetFault.RANGE: _("Chỉ tiêu này không thể bằng {came}; giá trị nằm {span}."),
        TargetFault.YEARS: _("Hãy ghi năm như 2026, năm cuối không trước năm đầu."),
        TargetFault.DOCUMENT: _("Hãy ghi văn bản giao mục tiêu."),
        TargetFault.REASON: _("Hãy ghi vì sao, bằng một câu."),
        TargetFault.TWO_ACTIVE: _("Đã có mục tiêu đang hiệu lực cho việc này. Nếu thay nó, hãy ghi số của nó ở đây."),
        TargetFault.SUPERSEDES: _("Không có mục tiêu “{came}” đang hiệu lực của cùng chỉ tiêu và đơn vị."),
        TargetFault.LOOP: _("Các mục tiêu thay nhau thành vòng; hãy bỏ một liên kết."),
        TargetFault.NUMBER: _("Mục tiêu này không còn hiệu lực."),
    }
    text = words.get(one.fault, _("Chưa ghi được mục tiêu."))
    return text.format(came=one.came, unit=unit, span=span)


def _span(indicator: Indicator) -> str:
    low, high = indicator.minimum, indicator.maximum
    if low is not None and high is not None:
        return _("từ {low} đến {high}").format(low=f"{low:g}", high=f"{high:g}")
    if low is not None:
        return _("từ {value} trở lên").format(value=f"{low:g}")
    return _("không quá {value}").format(value=f"{high:g}")
