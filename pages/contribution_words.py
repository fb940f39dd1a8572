"""What the page of contributions says: the change, why it cannot be split, what is left over, and what is nearest."""

from collections.abc import Iterator
from typing import Any

from components.figures.waterfall import signed
from components.formatting import change, is_share, join_unit, number, period, trimmed, with_unit
from components.language import _
from data.periods import Period
from data.questions.contribution import Reason
from data.questions.contribution import why_not as never
from data.records import Entity, Indicator
from pages.contribution_asked import COMPONENTS, Asked
from pages.finding import unit_key
from pages.view import View

COUNTERPARTS = {"GRO01": "GRO02", "GRO03": "GRO04", "GRO05": "GRO06"}
"""What stands for provinces where only the nation has the indicator: growth of GRDP beside growth of GDP."""

MOST_NAMED = 6
EXACT = 9
"""Decimals to which the parts add up; what is beyond is the arithmetic of the machine."""


def the_change(view: View, asked: Asked) -> str:
    """The change itself, in a sentence."""
    told, indicator = asked.frame.attrs, asked.indicator
    moved = change(told["after"], told["before"], indicator)
    return _("{unit}: từ {before} ({base}) đến {after} ({period}), {change}.").format(
        unit=whose(view, asked.unit),
        before=with_unit(told["before"], indicator),
        after=with_unit(told["after"], indicator),
        base=period(asked.pair[0]) if asked.pair else "",
        period=period(asked.pair[1]) if asked.pair else "",
        change=moved.text if moved else "",
    )


def whose(view: View, unit: Entity) -> str:
    """The unit's name; the nation is called by its level, as beside its provinces."""
    return _("Cả nước") if unit.kind == "nation" else unit.name(view.language)


def parts_unit(view: View, asked: Asked) -> str:
    """In what the parts are told."""
    return _("điểm %") if asked.in_points else asked.indicator.unit(view.language)


def change_unit(indicator: Indicator, spoken: str) -> str:
    """In what a change is told: of a percentage in points."""
    return _("điểm %") if is_share(indicator) else indicator.unit(spoken)


# --- when it can be told ----------------------------------------------------------------------------------------------


def remarks(view: View, asked: Asked) -> Iterator[list[Any]]:
    """What a careful reader must know of the answer, a list of words and links for each sentence."""
    told = asked.frame.attrs
    if asked.by == COMPONENTS:
        return
    if not told["published"]:
        yield [_no_published(view, asked)]
    if told["missing"]:
        yield [_missing(view, asked)]
    if told["weight"]:
        yield [_weighed(view, asked)]
    if bool((asked.frame["parts"] > 0).any()):
        yield [_("Kỳ trước sắp xếp được tính lại theo địa giới đang xem; bấm vào địa phương để xem từng phần.")]


def _no_published(view: View, asked: Asked) -> str:
    if asked.indicator.rule_space == "sum":
        text = _("{unit} không có số công bố cho hai kỳ này: mức chung là các địa phương cộng lại.")
    else:
        text = _("{unit} không có số công bố cho hai kỳ này: mức chung là bình quân của các địa phương.")
    return text.format(unit=whose(view, asked.unit))


def _missing(view: View, asked: Asked) -> str:
    codes = asked.frame.attrs["missing"]
    names = [view.questions.entity("province", code, asked.edition).name(view.language) for code in codes]
    more = len(names) - MOST_NAMED
    text = ", ".join(names[:MOST_NAMED]) + (
        _(" và {count} địa phương khác").format(count=number(more)) if more > 0 else ""
    )
    return _("Chưa đủ: thiếu số của {names}. Phần của các địa phương này nằm trong phần còn lại.").format(names=text)


def _weighed(view: View, asked: Asked) -> str:
    told, indicator = asked.frame.attrs, asked.indicator
    return _("Trọng số: {weight}; lấy ở {before} và {after}.").format(
        weight=indicator.weight(view.language) or told["weight"],
        before=period(told["weight_before"]),
        after=period(told["weight_after"]),
    )


def rest_name(asked: Asked) -> str:
    """What the rest of the whole is called."""
    if asked.by == COMPONENTS:
        return _("Khoản khác, danh mục không tách")
    if asked.frame.attrs["missing"]:
        return _("Phần còn lại, gồm địa phương thiếu số")
    if asked.indicator.rule_space == "sum":
        return _("Không phân về địa phương nào")
    return _("Chênh với số công bố")


def method(asked: Asked) -> str:
    """How the parts were worked out, and what rounding leaves."""
    rest = trimmed(round(asked.frame.attrs["remainder"], EXACT))
    if asked.indicator.rule_space == "sum" or asked.by == COMPONENTS:
        text = _("Mỗi phần đóng góp đúng bằng thay đổi của nó, cộng lại đúng bằng thay đổi chung.")
    else:
        text = _(
            "Tự thay đổi: tỷ lệ của địa phương đổi bao nhiêu, nhân tỷ trọng bình quân hai kỳ. Do cơ cấu: tỷ trọng đổi "
            "bao nhiêu, nhân chênh lệch của tỷ lệ với mức chung. Cộng lại đúng bằng thay đổi chung."
        )
    left = _("Phần dư do làm tròn: {rest}.").format(rest=rest)
    return f"{text} {left}"


def amount(value: float, asked: Asked, view: View) -> str:
    """A part with its sign and unit."""
    return join_unit(signed(value, max(asked.indicator.decimals, 2)), parts_unit(view, asked))


# --- when it cannot ---------------------------------------------------------------------------------------------------


def why_not(view: View, asked: Asked) -> str:
    """Why the change cannot be split."""
    if asked.pair and asked.by == COMPONENTS:
        return _("Chưa đủ số liệu của các thành phần ở hai kỳ này.")
    reason = never(asked.indicator) if asked.pair is None else asked.frame.attrs.get("reason")
    if asked.pair is None and reason is None:
        return _("Cần số liệu của ít nhất hai kỳ để biết thay đổi do đâu.")
    weight = asked.indicator.weight(view.language) or ""
    return {
        Reason.NATIONAL: _("Chỉ tiêu này chỉ có ở cấp quốc gia, nên không chia được theo địa phương."),
        Reason.NOT_ADDITIVE: _("Chỉ tiêu này không cộng được qua các địa phương, nên thay đổi chung không chia được."),
        Reason.NO_WEIGHT: _(
            "Mức chung là bình quân có trọng số theo {weight}; danh mục không có số liệu của trọng số này."
        ),
        Reason.WEIGHT_MISSING: _("Chưa có trọng số ({weight}) của các địa phương cho hai kỳ này."),
        Reason.NO_MEMBERS: _("Chưa có hai địa phương nào có số liệu ở cả hai kỳ."),
        Reason.HIDDEN: _("Chỉ tiêu này có số liệu hạn chế, nên không chia thay đổi chung theo địa phương."),
    }[reason or Reason.NO_MEMBERS].format(weight=weight)


def nearest(view: View, asked: Asked) -> Iterator[tuple[str, str]]:
    """Words and addresses of what comes closest to the question."""
    indicator, registry = asked.indicator, view.questions.registry()
    other = _counterpart(view, indicator)
    if other is not None:
        text = _("Đóng góp của các địa phương vào {indicator}").format(indicator=other.short(view.language))
        yield text, view.link(f"/contribution/{other.code}")
    if COMPONENTS in asked.ways and asked.by != COMPONENTS:
        yield _("Chia theo thành phần thay vì địa phương"), view.link(f"/contribution/{indicator.code}", by=COMPONENTS)
    if indicator.level != "national" and registry.parts_of(indicator) == ():
        address = view.link("/compare", what=indicator.code, form="heatmap")
        yield _("So sánh các địa phương qua các kỳ"), address
    when: Period | None = asked.pair[1] if asked.pair else next(iter(asked.periods), None)
    address = view.link(f"/trail/{indicator.code}", unit=unit_key(asked.unit), period=when)
    yield _("Số của {unit} đến từ đâu").format(unit=whose(view, asked.unit)), address
    yield _("Trang của chỉ tiêu"), view.link(f"/indicators/{indicator.code}", unit=unit_key(asked.unit))


def _counterpart(view: View, indicator: Indicator) -> Indicator | None:
    code = COUNTERPARTS.get(indicator.code)
    return next((one for one in view.questions.indicators() if one.code == code), None)


def address_of(view: View, asked: Asked, code: str) -> str:
    """Where a part leads: to the series of the province, or of the component."""
    base, when = asked.pair or (None, None)
    if asked.by == COMPONENTS:
        return view.link(f"/contribution/{code}", unit=unit_key(asked.unit), period=when, base=base)
    member = view.questions.entity("province", code, asked.edition)
    return view.link(
        f"/trail/{asked.indicator.code}", unit=unit_key(member), period=when, base=base, of=unit_key(asked.unit)
    )
