"""Who reports: a line an agency, with how its indicators stand, what is late, and by which way figures come."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from components.formatting import number
from components.language import _
from components.wall.held import Theme, bar
from components.wall.tags import tag


@dataclass(frozen=True, slots=True)
class Agency:
    """A ministry: its name, how its indicators stand, how many figures are owed and late, and how they come."""

    stands: Theme
    regular: int
    late: int
    way: str
    newest: str


def agency_lines(agencies: Sequence[Agency]) -> Markup:
    """A line an agency, in the order given."""
    heads = ("", _("có số công bố"), _("định kỳ"), _("chậm"), _("số về bằng"), _("mới nhất"))
    head = tag("div", [tag("span", one) for one in heads], class_="w-agency w-agency--head")
    return tag("div", head, [_line(one) for one in agencies], class_="w-agencies", style=f"--rows:{len(agencies)}")


def _line(one: Agency) -> Markup:
    late = tag("b", f"▲ {number(one.late)}", class_="w-num w-tone--bad") if one.late else _none(one.regular)
    return tag(
        "div",
        tag("span", one.stands.name, class_="w-cover__name"),
        tag(
            "span",
            bar(one.stands),
            tag("b", f"{number(one.stands.real)}/{number(one.stands.total)}", class_="w-num"),
            class_="w-agency__share",
        ),
        tag("span", number(one.regular) if one.regular else "–", class_="w-num"),
        late,
        tag("span", one.way),
        tag("span", one.newest, class_="w-num"),
        class_="w-agency",
        data_key=one.stands.name,
    )


def _none(regular: int) -> Markup:
    """Nothing is late: all came where something is owed, and nothing is known where not."""
    if regular:
        return tag("b", "✓", class_="w-tone--good", aria_label=_("đúng hạn"))
    return tag("span", "–", class_="w-tone--none")
