"""Which restricted figures a role shows, by where it is held: shown on a country as small as can be."""

from collections.abc import Iterator

from access import scopes
from access.roles import Action, Grant, Role, Viewer, may
from data.questions.registry import Registry
from data.records import Entity

_UNITS = (  # kind, code, edition, what it lies under
    ("nation", "VN", "", None),
    ("region", "R", "2025", 1),
    ("province", "P", "2025", 2),
    ("province", "Q", "2025", 2),
    ("province", "S", "2025", None),
    ("province", "O", "2024", None),
    ("commune", "C", "2025", 3),
    ("ministry", "M", "2025", None),
    ("ministry", "N", "2025", None),
    ("ministry", "F", "2021", None),
)
_BECAME = ((6, 3), (10, 8))  # the former province became part of P, the former ministry part of M
PLACES = {
    "the nation": ("VN", "N"),
    "the region": ("R", "N"),
    "the province": ("P", "N"),
    "a province beside it": ("Q", "N"),
    "a former province that became part of it": ("O", "N"),
    "a commune in it": ("C", "N"),
    "a province elsewhere": ("S", "N"),
    "the same, of an indicator that the ministry owns": ("S", "M"),
}
"""Where a restricted figure may lie: of which unit, and which ministry owns its indicator."""

HELD = {
    "the nation": "VN",
    "the region": "R",
    "the province": "P",
    "a former province of it": "O",
    "a commune in it": "C",
    "the ministry": "M",
    "a former ministry, now part of it": "F",
}
"""For which unit a role is held."""


def example() -> Registry:
    """A country as small as can be: a region of two provinces, one made of a former one, and two ministries."""
    return Registry((), tuple(_unit(number, *one) for number, one in enumerate(_UNITS, start=1)), _BECAME)


def _unit(number: int, kind: str, code: str, vintage: str, above: int | None) -> Entity:
    names = dict.fromkeys(("name_vi", "name_en", "full_name_vi", "full_name_en"), code)
    unknown = dict.fromkeys(("unit_type", "valid_from", "valid_to", "area_km2", "population_thousand"))
    return Entity(number, kind, code, vintage, **names, **unknown, parent_id=above, sort_order=number)  # type: ignore[arg-type]


def seen() -> Iterator[tuple[str, list[bool]]]:
    """For each unit that a role may be held for: whether it shows a restricted figure of each of `PLACES`."""
    country = example()
    units = {one.code: one for one in country.entities}
    for words, held in HELD.items():
        viewer = Viewer("", "session", frozenset({Grant(Role.VIEWER, scopes.key(units[held]))}))
        keys = [
            (*scopes.lineage(country, units[unit]), *scopes.lineage(country, units[owner]))
            for unit, owner in PLACES.values()
        ]
        yield words, [may(viewer, Action.SEE_RESTRICTED, one) for one in keys]
