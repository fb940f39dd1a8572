"""Assumptions and their effects in sentences."""

from typing import Any

from components.formatting import is_share, join_unit, number, period, trimmed, with_unit
from components.language import _
from data.periods import Period
from data.records import Indicator
from forecasting.assumptions import MOST, Assumption, Fault, Fixed, Growth, Shock
from forecasting.effects import Effect


def assumption_words(one: Assumption, who: Indicator, language: str) -> str:
    """An assumption as an official would say it."""
    name = who.short(language)
    match one:
        case Growth():
            return _relative(one.percent).format(name=name, span=_span(one.first, one.last), amount=_size(one.percent))
        case Shock():
            said = _relative(one.percent).format(name=name, span=period(one.at), amount=_size(one.percent))
            return said + "; " + _("các kỳ sau giữ lại một phần")
        case Fixed():
            return _fixed(one, name, who, language)


def _relative(percent: float) -> str:
    return _("{name} {span} thấp hơn dự báo {amount}") if percent < 0 else _("{name} {span} cao hơn dự báo {amount}")


def _size(percent: float) -> str:
    return join_unit(trimmed(abs(percent)), "%")


def _span(first: Period, last: Period | None) -> str:
    if last is None:
        return _("từ {first} trở đi").format(first=period(first))
    if first == last:
        return period(first)
    return _("từ {first} đến {last}").format(first=period(first), last=period(last))


def _fixed(one: Fixed, name: str, who: Indicator, language: str) -> str:
    values = "; ".join(join_unit(trimmed(value), who.unit(language)) for value in dict.fromkeys(one.values))
    span = _span(one.first, one.first.shift(len(one.values) - 1))
    said = (
        _("{name} {span} đúng bằng {values}") if len(set(one.values)) == 1 else _("{name} {span} lần lượt là {values}")
    )
    return said.format(name=name, span=span, values=values)


def fault_words(text: str, fault: Fault | None = None, span: tuple[Period, Period] | None = None) -> str:
    """Why an assumption of the address was left out; see `LeftOut`."""
    words = {
        None: _outside(span),
        Fault.FORM: _("không viết theo mẫu của giả định"),
        Fault.CODE: _("không bắt đầu bằng mã chỉ tiêu"),
        Fault.NUMBER: _("mức không phải là số, hoặc quá lớn"),
        Fault.PERIOD: _("không hiểu được kỳ"),
        Fault.ORDER: _("kỳ cuối đứng trước kỳ đầu hoặc khác loại kỳ"),
        Fault.TOO_MANY: _("mỗi kịch bản có nhiều nhất {most} giả định").format(most=MOST),
    }
    return _("Đã bỏ giả định “{text}”: {why}.").format(text=text[:60], why=words[fault])


def _outside(span: tuple[Period, Period] | None) -> str:
    if span is None:
        return _("chỉ tiêu ấy không liên hệ được với chỉ tiêu đang xem")
    return _("chỉ tiêu ấy được dự báo từ {first} đến {last}").format(first=period(span[0]), last=period(span[1]))


def effect_words(effect: Effect, driver: Indicator, target: Indicator, language: str) -> str:
    """An estimated effect, with how sure it is; that things went together is not that one made the other."""
    unit = _("điểm %") if is_share(target) else "%"
    said = _(
        "Ước lượng từ {count} kỳ: khi {driver} đổi 1%, {target} đổi {size} (sai số chuẩn {error}). "
        "Đây là hai chỉ tiêu thường đi cùng nhau ra sao, không phải cái này gây ra cái kia."
    ).format(
        count=number(effect.observations),
        driver=driver.short(language),
        target=target.short(language),
        size=join_unit(number(effect.size, 3), unit),
        error=number(effect.error, 3),
    )
    if effect.clear:
        return said
    return said + " " + _("Mức ấy không phân biệt được với 0: đừng dựa vào.")


def lasting_words(share: float, who: Indicator, language: str) -> str:
    """How much of a shock later periods keep, and how that is known."""
    said = _(
        "Một cú sốc của {name} không mất ngay: các kỳ sau giữ lại {share} mức chênh lệch ban đầu, "
        "bằng phần mà sai số dự báo trước đây thường để lại."
    )
    return said.format(name=who.short(language), share=join_unit(number(100 * share), "%"))


def difference_words(difference: float, base: float, indicator: Indicator, language: str) -> str:
    """A difference in words, in the unit, and in per cent where that has a meaning."""
    if round(difference, indicator.decimals) == 0:
        return _("không khác dự báo")
    unit = _("điểm %") if is_share(indicator) else indicator.unit(language)
    amount = join_unit(number(abs(difference), indicator.decimals), unit)
    part = "" if is_share(indicator) or base <= 0 else f" ({join_unit(number(100 * abs(difference) / base, 1), '%')})"
    if difference > 0:
        return _("cao hơn dự báo {amount}{part}").format(amount=amount, part=part)
    return _("thấp hơn dự báo {amount}{part}").format(amount=amount, part=part)


def period_sentence(row: dict[Any, Any], indicator: Indicator, who: str, language: str) -> str:
    """What the scenario makes of a period."""
    return _("Theo kịch bản, {name} {period} của {unit} là {value}, {difference}.").format(
        name=indicator.short(language),
        period=period(row["period"]),
        unit=who,
        value=with_unit(row["scenario"], indicator),
        difference=difference_words(row["difference"], row["base"], indicator, language),
    )


def year_words(row: dict[Any, Any], indicator: Indicator, language: str) -> str:
    """What the scenario makes of a year."""
    sentences = {
        "sum": _("Cả năm {year}: {value}, {difference}."),
        "mean": _("Bình quân năm {year}: {value}, {difference}."),
        "last": _("Cuối năm {year}: {value}, {difference}."),
        "max": _("Cao nhất năm {year}: {value}, {difference}."),
    }
    return sentences[indicator.rule_time].format(
        year=row["year"],
        value=with_unit(row["scenario"], indicator),
        difference=difference_words(row["difference"], row["base"], indicator, language),
    )
