"""Names in lists that are searched without diacritics: units by their key in the address, and indicators by code."""

from collections.abc import Iterable, Sequence

from data.errors import UnknownEntity
from data.records import Entity, Indicator
from data.text import folded
from pages.view import View

Option = tuple[str, str, str]
KINDS = ("nation", "province", "region", "ministry", "commune")


def unit_key(unit: Entity) -> str:
    """How a unit is named in the address: VN, 01, 24~2024."""
    return unit.code if unit.vintage in ("", "2025") else f"{unit.code}~{unit.vintage}"


def unit_named(view: View, key: str) -> Entity | None:
    """The unit that a key of the address names; None where it names nobody."""
    code, _tilde, edition = key.partition("~")
    for kind in KINDS:
        try:
            return view.questions.entity(kind, code, edition or None)
        except UnknownEntity:
            continue
    return None


def unit_options(view: View, units: Iterable[Entity]) -> list[Option]:
    """Key, name, and the text that a search looks in."""
    return [
        (unit_key(one), _name(view, one), folded(f"{one.full_name_vi} {one.name_en} {one.code} {one.vintage}"))
        for one in units
    ]


def _name(view: View, unit: Entity) -> str:
    """The name; of a unit that is no more, with the edition it belongs to."""
    name = unit.name(view.language)
    return name if unit.vintage in ("", "2025") else f"{name} ({unit.vintage})"


def indicator_options(view: View, indicators: Sequence[Indicator]) -> list[Option]:
    """Code, short name, and the text that a search looks in."""
    return [
        (one.code, one.short(view.language), folded(f"{one.code} {one.name_vi} {one.name_en}")) for one in indicators
    ]
