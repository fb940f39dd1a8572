"""Why a comparison is impossible, and the nearest one that is not."""

from collections.abc import Sequence
from dataclasses import dataclass

from components.formatting import grain_word
from components.language import _
from data.questions.asking import own_grain
from data.records import Entity, Indicator
from pages.compare_asked import Asked, here
from pages.compare_lines import can_be_indexed, common_grain, grains_of, stands_at
from pages.view import View

MOST_OFFERED = 4
Link = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Impossible:
    """Why it cannot be drawn, and what comes nearest: words and addresses."""

    why: str
    nearest: tuple[Link, ...]


def obstacle(view: View, asked: Asked) -> Impossible | None:
    """What stands in the way of the form that was asked for; None when nothing does."""
    if not asked.units and asked.form in ("lines", "indexed"):
        return Impossible(_("Chưa chọn đơn vị nào."), ((_("Xem năm thành phố lớn"), here(view, who=None, peers=None)),))
    checks = {"lines": _lines, "indexed": _indexed, "bump": _places, "heatmap": _places, "scatter": _scatter}
    return checks.get(asked.form, _places)(view, asked)


def _lines(view: View, asked: Asked) -> Impossible | None:
    if len({one.unit_vi for one in asked.indicators}) > 1:
        units = ", ".join(dict.fromkeys(one.unit(view.language) for one in asked.indicators))
        why = _("Các chỉ tiêu này có đơn vị tính khác nhau ({units}), nên không đặt chung một trục được.")
        return Impossible(why.format(units=units), tuple(_instead_of_lines(view, asked)))
    return _rhythms(view, asked)


def _indexed(view: View, asked: Asked) -> Impossible | None:
    unfit = [one for one in asked.indicators if not can_be_indexed(one)]
    if unfit:
        names = ", ".join(one.short(view.language) for one in unfit)
        why = _("{names} có thể âm hoặc đã là tốc độ tăng, nên chỉ số (kỳ gốc = 100) không có nghĩa.")
        return Impossible(why.format(names=names), tuple(_instead_of_index(view, asked, unfit)))
    return _rhythms(view, asked)


def _rhythms(view: View, asked: Asked) -> Impossible | None:
    """Whether the indicators come at one rhythm."""
    if len(grains_of(asked)) < 2:
        return None
    words = ", ".join(dict.fromkeys(grain_word(own_grain(one)) for one in asked.indicators))
    why = _("Các chỉ tiêu này có kỳ khác nhau ({grains}), nên từng điểm không so với nhau được.").format(grains=words)
    grain = common_grain(view, asked, asked.indicators)
    return Impossible(why, (*([_at_grain(view, grain)] if grain else []), *_one_by_one(view, asked)))


def _places(view: View, asked: Asked) -> Impossible | None:
    """Whether the first indicator (each, for the spread) is of provinces, and may be ranked."""
    first = asked.first
    if first.level == "national":
        why = _("{name} chỉ có ở cấp quốc gia, không so giữa các địa phương được.").format(
            name=first.short(view.language)
        )
        others = [one for one in asked.indicators if one.level != "national"]
        return Impossible(
            why, (*_one_by_one(view, asked, others), (_("Xem theo thời gian"), here(view, form=None, who="VN")))
        )
    if asked.form == "bump" and view.questions.partly_seen(first):
        why = _("Có số liệu hạn chế của chỉ tiêu này, nên không biết được thứ hạng trong tất cả.")
        return Impossible(why, ((_("Xem theo thời gian"), here(view, form=None)),))
    if asked.grain and not stands_at(view, asked, first, asked.grain):
        why = _("{name} không cộng được theo thời gian, nên không có số theo {grain}.")
        said = why.format(name=first.short(view.language), grain=grain_word(asked.grain))
        return Impossible(said, ((_("Xem theo kỳ của chỉ tiêu"), here(view, grain=None)),))
    return None


def _scatter(view: View, asked: Asked) -> Impossible | None:
    if len(asked.indicators) < 2:
        why = _("Cần hai chỉ tiêu: một theo chiều ngang, một theo chiều dọc.")
        return Impossible(why, tuple(_with_second(view, asked)))
    pair = asked.indicators[:2]
    local = [one for one in pair if one.level != "national"]
    if len(local) < 2:
        names = ", ".join(one.short(view.language) for one in pair if one.level == "national")
        why = _("{name} chỉ có ở cấp quốc gia, không so giữa các địa phương được.").format(name=names)
        return Impossible(why, (_form(view, "lines"), *_one_by_one(view, asked, local)))
    if asked.grain is None and len({own_grain(one) for one in pair}) > 1:
        return _rhythms_of_pair(view, asked, pair)
    return None


def _rhythms_of_pair(view: View, asked: Asked, pair: Sequence[Indicator]) -> Impossible:
    words = ", ".join(dict.fromkeys(grain_word(own_grain(one)) for one in pair))
    why = _("Các chỉ tiêu này có kỳ khác nhau ({grains}), nên từng điểm không so với nhau được.").format(grains=words)
    grain = common_grain(view, asked, pair)
    return Impossible(why, (*([_at_grain(view, grain)] if grain else []), _form(view, "strip")))


def nothing_known(view: View, asked: Asked) -> Impossible:
    """There is no figure of any of the units: which figures they have, and who has figures of the indicator."""
    why = _("Chưa có số liệu {what} của {who}.").format(
        what=", ".join(one.short(view.language) for one in asked.indicators),
        who=", ".join(one.name(view.language) for one in asked.units),
    )
    ministries = [one for one in asked.units if one.kind == "ministry"]
    if ministries:
        why += " " + _("Số liệu theo bộ, ngành chỉ có khi bộ, ngành báo cáo hoặc được nạp.")
    return Impossible(why, (*_known_of(view, asked), *_who_has_it(view, asked), *_leads(view, ministries)))


def _known_of(view: View, asked: Asked) -> list[Link]:
    """Other indicators of which all the chosen units have a figure."""
    known = [set(view.questions.latest(unit, as_of=view.as_of)["indicator"]) for unit in asked.units]
    codes = sorted(set.intersection(*known))[:MOST_OFFERED]
    text = _("Các đơn vị ấy có số liệu: {name}")
    by_code = {one.code: one for one in view.questions.indicators()}
    return [
        (text.format(name=by_code[code].short(view.language)), here(view, what=code, grain=None))
        for code in codes
        if code in by_code
    ]


def _who_has_it(view: View, asked: Asked) -> list[Link]:
    """The nation or the five cities, for the first indicator."""
    name = asked.first.short(view.language)
    if asked.first.level == "province":
        return [(_("{name} của năm thành phố lớn").format(name=name), here(view, what=asked.first.code, who=None))]
    return [(_("{name} của cả nước").format(name=name), here(view, what=asked.first.code, who="VN"))]


def _leads(view: View, ministries: Sequence[Entity]) -> list[Link]:
    """Pages of ministries, with the indicators of the nation that each is in charge of."""
    text = _("Chỉ tiêu của cả nước do {name} chủ trì")
    return [(text.format(name=one.name(view.language)), _page_of(view, one)) for one in ministries[:MOST_OFFERED]]


def _page_of(view: View, ministry: Entity) -> str:
    now = ministry.vintage == view.questions.entities("ministry")[0].vintage
    return view.link(f"/ministries/{ministry.code}", **({} if now else {"edition": ministry.vintage}))


# --- what comes nearest -----------------------------------------------------------------------------------------------


def _instead_of_lines(view: View, asked: Asked) -> list[Link]:
    links = []
    if all(can_be_indexed(one) for one in asked.indicators):
        links.append((_("So bằng chỉ số, kỳ gốc = 100"), here(view, form="indexed")))
    if len([one for one in asked.indicators if one.level != "national"]) >= 2:
        links.append((_("Đặt hai chỉ tiêu trên hai trục, mỗi chấm một địa phương"), here(view, form="scatter")))
    return [*links, _form(view, "strip"), *_one_by_one(view, asked)]


def _instead_of_index(view: View, asked: Asked, unfit: Sequence[Indicator]) -> list[Link]:
    fit = [one.code for one in asked.indicators if one not in unfit]
    links = [(_("Bỏ các chỉ tiêu ấy, so phần còn lại"), here(view, what=",".join(fit)))] if fit else []
    same = len({one.unit_vi for one in asked.indicators}) == 1
    return [*_behind(view, unfit), *links, *([_form(view, "lines")] if same else []), *_one_by_one(view, asked)]


def _behind(view: View, unfit: Sequence[Indicator]) -> list[Link]:
    """Indices of the amounts that growth rates and shares are made with."""
    registry, text = view.questions.registry(), _("Chỉ số của {name}")
    ids = {one.id for one in unfit}
    amounts = {other: registry.indicator_by_id[other] for one, other in registry.made_with if one in ids}
    found = [one for one in amounts.values() if can_be_indexed(one)][:MOST_OFFERED]
    return [(text.format(name=one.short(view.language)), here(view, what=one.code, grain=None)) for one in found]


def _one_by_one(view: View, asked: Asked, among: Sequence[Indicator] | None = None) -> list[Link]:
    """Each indicator alone; none where there is but one."""
    if len(asked.indicators) == 1:
        return []
    shown = asked.indicators if among is None else among
    text = _("Chỉ xem {name}")
    return [(text.format(name=one.short(view.language)), here(view, what=one.code, grain=None)) for one in shown]


def _at_grain(view: View, grain: str) -> Link:
    return _("So theo {grain}, cộng theo quy tắc của từng chỉ tiêu").format(grain=grain_word(grain)), here(
        view, grain=grain
    )


def _with_second(view: View, asked: Asked) -> list[Link]:
    """Second indicators of the same rhythm that most readers would ask for."""
    wanted = [one for one in ("GRO06", "GRO04", "TRD01", "LAB01", "IND01", "LAB14") if one != asked.first.code]
    known = {one.code: one for one in view.questions.indicators()}
    fits = [known[code] for code in wanted if code in known and own_grain(known[code]) is own_grain(asked.first)]
    text = _("Cùng với {name}")
    return [
        (text.format(name=one.short(view.language)), here(view, what=f"{asked.first.code},{one.code}")) for one in fits
    ]


def _form(view: View, form: str) -> Link:
    return form_words()[form], here(view, form=form)


def form_words() -> dict[str, str]:
    """What the forms are called."""
    return {
        "lines": _("Theo thời gian"),
        "indexed": _("Chỉ số = 100"),
        "bump": _("Thứ hạng"),
        "scatter": _("Hai chỉ tiêu"),
        "heatmap": _("Địa phương × kỳ"),
        "strip": _("Phân bố"),
    }
