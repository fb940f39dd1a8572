"""A target in its line: what it was derived from, what it was handed on as, and whether the parts give the whole."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from components.cards import fact_list, notice, section_card
from components.chips import TargetState, target_look
from components.formatting import join_unit, number
from components.language import _
from components.messages import empty
from components.target_tree import Node, tree
from data.records import Indicator, Target
from data.targets.cascade import Branch, RollUp
from data.targets.said import Call
from pages.target_words import asked_short, unit_of
from pages.targets_asked import assigner_name
from pages.view import View

MOST_BELOW, FEW_BELOW = 12, 4
SHOWN_UNITS = 12


def line_card(view: View, target: Target, said: Mapping[int, Call]) -> Component:
    """The tree above and below one target."""
    found = next(_paths(view.questions.cascade(target.year_to, as_of=view.as_of), target.number), None)
    title = _("Phân giao")
    if found is None:
        return section_card(title, empty(_("Mục tiêu này không nằm trong chuỗi phân giao đang có hiệu lực.")))
    above, here = found[:-1], found[-1]
    node = node_of(view, here, said, most=MOST_BELOW, here=target.number)
    for upper in reversed(above):
        node = _above(view, upper, node, said)
    alone = not above and not here.below
    words = html.P(_("Chưa có mục tiêu nào được giao tiếp từ mục tiêu này."), className="tc-note") if alone else None
    return section_card(title, [tree([node], title), words])


def _paths(branches: Iterable[Branch], number_: int) -> Iterator[list[Branch]]:
    """From the root down to the target with this number."""
    for one in branches:
        if one.target.number == number_:
            yield [one]
        else:
            yield from ([one, *rest] for rest in _paths(one.below, number_))


def _above(view: View, upper: Branch, below: Node, said: Mapping[int, Call]) -> Node:
    """A target above the one that is shown, with what leads to it alone."""
    node = node_of(view, Branch(upper.target, ()), said)
    return Node(node.by, node.unit, node.name, node.asked, node.href, node.state, node.chance, (below,))


def node_of(
    view: View,
    branch: Branch,
    said: Mapping[int, Call],
    *,
    most: int | None = None,
    here: int | None = None,
    folded: bool = False,
) -> Node:
    """A branch as it is drawn; of the targets right below, those in most danger come first, at most `most`.

    With `folded`, many below are hidden behind their counts.
    """
    target, call = branch.target, said.get(branch.target.number)
    registry = view.questions.registry()
    indicator = registry.by_code[target.indicator]
    below = sorted(branch.below, key=lambda one: _danger(one, said))
    shown = below if most is None else below[:most]
    return Node(
        by=_("{assigners} giao").format(assigners=assigner_name(view, target.assigned_by)),
        unit=registry.by_id[target.entity_id].name(view.language),
        name=indicator.short(view.language),
        asked=asked_short(target, indicator),
        href=view.link(f"/targets/{target.number}"),
        state=None if call is None else TargetState(call.state.value),
        chance=None if call is None else call.probability,
        below=[node_of(view, one, said, most=most, here=here, folded=folded) for one in shown],
        left_out=len(below) - len(shown),
        more=view.link("/targets", year=target.year_to, show="list", indicator=_of_parts(branch)),
        counts=Counter(_tone(said.get(one.target.number)) for one in below),
        folded=folded and len(below) > FEW_BELOW,
        here=target.number == here,
    )


def _of_parts(branch: Branch) -> str:
    """The indicator of what was handed on, which may be another than that of the whole."""
    return branch.below[-1].target.indicator if branch.below else branch.target.indicator


def _tone(call: Call | None) -> str:
    return "none" if call is None else target_look(call.state.value)[0]


def _danger(branch: Branch, said: Mapping[int, Call]) -> tuple[bool, float, int]:
    """The nation's own first (a document below the Assembly's), then by chance."""
    call = said.get(branch.target.number)
    chance = 2.0 if call is None or call.probability is None else call.probability
    return not branch.below, chance, branch.target.number


# --- whether the parts give the whole ---------------------------------------------------------------------------------


def roll_up_card(view: View, target: Target, indicator: Indicator) -> Component | None:
    """Whether what the units were asked adds up to what the whole was; None where nothing can be put together."""
    found = view.questions.roll_up(target, as_of=view.as_of)
    if found is None or found.reached is None:
        return None
    return section_card(
        _("Các phần có làm nên tổng thể?"),
        [roll_up_notice(target, indicator, found), fact_list(_facts(view, target, indicator, found))],
        subtitle=_("cộng theo quy mô năm trước"),
    )


def roll_up_notice(target: Target, indicator: Indicator, found: RollUp) -> Component:
    """The answer in a sentence, with its tone."""
    text, tone = roll_up_words(target, indicator, found)
    return notice(text, tone=tone)


def roll_up_words(target: Target, indicator: Indicator, found: RollUp) -> tuple[str, str]:
    """Whether the parts give the whole, and by how much they miss it; a tone goes with it."""
    unit = unit_of(target, indicator)
    points = _("điểm %") if unit == "%" else unit
    reached = join_unit(number(found.reached, 1), unit)
    off = join_unit(number(abs(found.miss or 0.0), 1), points)
    if found.rest is not None:
        said = _(
            "Các đơn vị đã được giao ({share} quy mô) cộng lại được {reached}. Để cả nước đạt {asked}, "
            "{count} đơn vị chưa được giao phải đạt bình quân {rest}."
        ).format(
            share=join_unit(number(100 * found.covered), "%"),
            reached=reached,
            asked=asked_short(target, indicator),
            count=number(len(found.without)),
            rest=join_unit(number(found.rest, 1), unit),
        )
        return said, "accent"
    if found.enough:
        return _("Các phần cộng lại được {reached}, đủ cho {asked}, dư {off}.").format(
            reached=reached, asked=asked_short(target, indicator), off=off
        ), "accent"
    return _("Các phần cộng lại chỉ được {reached}, thiếu {off} so với {asked}.").format(
        reached=reached, asked=asked_short(target, indicator), off=off
    ), "bad"


def _facts(view: View, target: Target, indicator: Indicator, found: RollUp) -> list[tuple[str, str | None]]:
    unit = unit_of(target, indicator)
    points = _("điểm %") if unit == "%" else unit
    miss = found.miss or 0.0
    difference = (_("cao hơn {amount}") if miss >= 0 else _("thấp hơn {amount}")).format(
        amount=join_unit(number(abs(miss), 2), points)
    )
    return [
        (_("Mục tiêu chung"), asked_short(target, indicator)),
        (_("Các đơn vị được giao cộng lại"), join_unit(number(found.reached, 2), unit)),
        (_("So với mục tiêu chung"), difference),
        (_("Phần quy mô đã được giao"), join_unit(number(100 * found.covered, 0), "%")),
        (_("Đơn vị chưa được giao"), names(view, found.without) or None),
        (_("Được giao nhưng chưa có quy mô để cộng"), names(view, found.unweighted) or None),
    ]


def names(view: View, units: Sequence[int], most: int = SHOWN_UNITS) -> str:
    """Names of units, the first few of many."""
    by_id = view.questions.registry().by_id
    ordered = sorted((by_id[one] for one in units), key=lambda one: one.sort_order)
    text = ", ".join(one.name(view.language) for one in ordered[:most])
    rest = len(ordered) - most
    return text + (_(" và {count} đơn vị khác").format(count=number(rest)) if rest > 0 else "")
