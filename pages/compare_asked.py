"""What the page of comparisons is asked: which indicators, which units, in which form; read from the address."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from components.language import _
from data.errors import UnknownIndicator
from data.periods import Grain
from data.questions.peers import MEASURES
from data.records import Boundary, Entity, Indicator
from pages.finding import unit_key, unit_named
from pages.view import View

FORMS = ("lines", "indexed", "bump", "scatter", "heatmap", "strip")
MOST_INDICATORS, MOST_UNITS, MOST_LINES, MOST_MEASURES = 6, 12, 10, 12
DEFAULT_WHAT = ("GRO02",)
DEFAULT_WHO = ("01", "31", "48", "79", "92")
"""The five cities that were under the central Government before the merger."""

MOST_PEERS = 5
GRAINS = (Grain.QUARTER, Grain.YEAR)
SPANS = {"3": 3, "5": 5, "10": 10, "all": 200}
KEPT = ("what", "who", "form", "peers", "by", "span", "base", "period", "grain", "size")
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Asked:
    """One comparison. `alike` is the province whose peers are shown, `by` what they are alike in; `said` are sentences
    on what was left out.
    """

    indicators: tuple[Indicator, ...]
    units: tuple[Entity, ...]
    default_who: tuple[str, ...]
    form: str
    edition: str
    grain: Grain | None
    alike: Entity | None
    by: tuple[Indicator, ...]
    said: tuple[str, ...]

    @property
    def first(self) -> Indicator:
        return self.indicators[0]

    @property
    def field(self) -> tuple[str, str]:
        """Kind and edition of the units among which the forms that show all of them look: provinces of the map in view,
        or regions or ministries where nothing else was chosen.
        """
        found = {(one.kind, one.vintage) for one in self.units}
        kind, edition = next(iter(found)) if len(found) == 1 else ("province", self.edition)
        return (kind, edition) if kind in ("region", "ministry") else ("province", self.edition)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Codes of the chosen units that are in the field: those that stand out among all."""
        return tuple(one.code for one in self.units if (one.kind, one.vintage) == self.field)

    @property
    def outside(self) -> tuple[Entity, ...]:
        """Chosen units that the forms that show a whole field cannot show."""
        return tuple(one for one in self.units if (one.kind, one.vintage) != self.field and one.kind != "nation")


def asked_of(view: View) -> Asked:
    """Read the address; what is not understood or too much is left out, and said."""
    edition = "2024" if view.boundary is Boundary.MAP_2024 else "2025"
    said: list[str] = []
    alike = _alike(view, edition, said)
    by = alike_in(view, said) if alike else ()
    default_who = _default_who(view, alike, by, edition)
    known = {one.code for one in view.questions.indicators()}
    default_what = [code for code in DEFAULT_WHAT if code in known]
    indicators = _taken(view, "what", default_what, lambda code: _indicator(view, code), MOST_INDICATORS, said)
    units = _taken(view, "who", default_who, lambda key: _unit(view, key, edition), MOST_UNITS, said)
    indicators = indicators or (view.questions.indicators()[0],)
    grain = next((one for one in GRAINS if one == view.params.get("grain")), None)
    form = view.choice("form", FORMS, FORMS[0])
    return Asked(indicators, units, default_who, form, edition, grain, alike, by, tuple(said))


def _alike(view: View, edition: str, said: list[str]) -> Entity | None:
    key = view.params.get("peers", "")
    found = unit_named(view, key) if key else None
    if key and (found is None or found.kind != "province"):
        said.append(_("Không có tỉnh, thành phố nào mang mã “{code}” để tìm nhóm tương đồng.").format(code=key[:20]))
        return None
    return found


def alike_in(view: View, said: list[str]) -> tuple[Indicator, ...]:
    """The indicators that peers are found by: what the address names, or what makes provinces alike by default."""
    known = {one.code for one in view.questions.indicators()}
    default = [code for code in MEASURES if code in known]
    found = _taken(view, "by", default, lambda code: _indicator(view, code), MOST_MEASURES, said)
    return tuple(one for one in found if one.level != "national")


def _default_who(view: View, alike: Entity | None, by: tuple[Indicator, ...], edition: str) -> tuple[str, ...]:
    """The province and its peers, or a few that everyone knows."""
    if alike is None:
        return tuple(key if edition == "2025" else f"{key}~{edition}" for key in DEFAULT_WHO)
    near = view.questions.peers(alike, by or None, most=MOST_PEERS, as_of=view.as_of)
    peers = [view.questions.entity("province", code, alike.vintage) for code in near["entity"]]
    return tuple(unit_key(one) for one in (alike, *peers))


def _taken(
    view: View,
    name: str,
    default: Sequence[str],
    find: Callable[[str], Thing | None],
    most: int,
    said: list[str],
) -> tuple[Thing, ...]:
    """What a list in the address names, without repeats, at most `most`; the rest is said."""
    keys = [key.strip() for key in view.params.get(name, "").split(",") if key.strip()] or list(default)
    found = {key: find(key) for key in dict.fromkeys(keys)}
    lost = [key for key, one in found.items() if one is None]
    if lost:
        text = _("Không có mã nào trong số này: {codes}.")
        said.append(text.format(codes=", ".join(key[:20] for key in lost[:5])))
    kept = list(dict.fromkeys(one for one in found.values() if one is not None))
    if len(kept) > most:
        text = _("So sánh nhiều nhất {most} mục một lần để còn đọc được; đã bỏ {count} mục cuối.")
        said.append(text.format(most=most, count=len(kept) - most))
    return tuple(kept[:most])


def _indicator(view: View, code: str) -> Indicator | None:
    try:
        return view.questions.indicator(code)
    except UnknownIndicator:
        return None


def _unit(view: View, key: str, edition: str) -> Entity | None:
    """The unit of the key; on the map of 63 provinces, a bare code is one of those."""
    plain = "~" not in key and edition != "2025"
    return (unit_named(view, f"{key}~{edition}") if plain else None) or unit_named(view, key)


def choosable_units(view: View, edition: str, chosen: Iterable[Entity]) -> list[Entity]:
    """The nation, regions, provinces and ministries of the map in view, and whatever else is chosen."""
    ask = view.questions
    units = [ask.nation(), *ask.entities("region", edition), *ask.entities("province", edition)]
    units += ask.entities("ministry")
    return [*units, *(one for one in chosen if one not in units)]


def here(view: View, **changes: object) -> str:
    """This page with some parameters changed; None takes one away."""
    kept: dict[str, object] = {name: view.params[name] for name in KEPT if name in view.params}
    return view.link("/compare", **(kept | changes))
