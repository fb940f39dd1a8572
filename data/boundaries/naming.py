"""Which unit a feature is: by a code or a name in one of its properties, however the name is written."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from data.boundaries.reading import Feature
from data.text import folded

PREFIXES = re.compile(r"^(tinh|thanh pho|thu do|t\.? ?p\.?|province of|city of)(?=[ .\-])[ .\-]*")
SUFFIXES = re.compile(r"( province| city| municipality)$")
ALIASES = {
    "tphcm": "hochiminh",
    "hcm": "hochiminh",
    "hcmc": "hochiminh",
    "tphochiminh": "hochiminh",
    "saigon": "hochiminh",
    "daclac": "daklak",
    "daclak": "daklak",
    "dacnong": "daknong",
    "baccan": "backan",
    "brvt": "bariavungtau",
    "hue": "thuathienhue",
}
"""Other spellings in use; Huế and Thừa Thiên Huế are one area under two names."""
ARCHIPELAGOS = {"hoangsa": "HS", "truongsa": "TS", "spratly": "TS", "paracel": "HS"}
SAMPLES = 3


@dataclass(frozen=True, slots=True)
class Unit:
    """A province of an edition, as far as its place on a map is concerned."""

    code: str
    name: str
    name_en: str
    longitude: float
    latitude: float


@dataclass(frozen=True)
class Edition:
    """The provinces of an edition, found by what files call them."""

    vintage: str
    units: Sequence[Unit]

    @cached_property
    def by_name(self) -> dict[str, Unit]:
        return {plain(name): unit for unit in self.units for name in (unit.name, unit.name_en) if name}

    @cached_property
    def by_code(self) -> dict[str, Unit]:
        return {unit.code: unit for unit in self.units}

    def find(self, value: object) -> Unit | None:
        """The unit that a code (1, "01", "VN-01") or a name ("TP. Hà Nội", "ha noi") stands for."""
        text = str(value).strip() if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""
        number = re.fullmatch(r"(?:vn[-_ ]?)?(\d{1,2})(?:\.0)?", text, re.IGNORECASE)
        return self.by_code.get(number[1].zfill(2)) if number else self.by_name.get(plain(text))


@dataclass(frozen=True, slots=True)
class Matching:
    """Which property names the units, how well each does, and which unit each feature is."""

    property_name: str
    candidates: Mapping[str, int]
    units: Mapping[int, Unit]
    archipelagos: Mapping[int, str]


def plain(name: str) -> str:
    """A name without diacritics, kind of unit, spaces and signs: "TP. Hồ Chí Minh" and "ho-chi-minh" are the same."""
    text = folded(name)
    text = SUFFIXES.sub("", PREFIXES.sub("", text))
    letters = re.sub(r"[^a-z0-9]", "", text)
    return ALIASES.get(letters, letters)


def archipelago_of(feature: Feature) -> str:
    """HS or TS where any property names an archipelago and nothing else does better; else nothing."""
    for value in feature.properties.values():
        letters = re.sub(r"[^a-z]", "", folded(value)) if isinstance(value, str) else ""
        for name, shape_id in ARCHIPELAGOS.items():
            if name in letters:
                return shape_id
    return ""


def match(features: Sequence[Feature], edition: Edition, property_name: str = "") -> Matching:
    """Find the property that names most units (or take the one given), and the unit of each feature by it.

    A property of codes goes before one of names only where it finds more: codes are re-used between editions.
    """
    names = dict.fromkeys(name for feature in features for name in feature.properties)
    candidates = {name: len(set(_codes(features, edition, name))) for name in names}
    best = property_name or max(
        candidates, key=lambda name: (candidates[name], not _numeric(features, name)), default=""
    )
    units = {one.number: unit for one in features if (unit := edition.find(one.properties.get(best)))}
    times = Counter(unit.code for unit in units.values())
    islands = {
        one.number: shape_id
        for one in features
        if (one.number not in units or times[units[one.number].code] > 1) and (shape_id := archipelago_of(one))
    }
    return Matching(
        best, candidates, {number: unit for number, unit in units.items() if number not in islands}, islands
    )


def _codes(features: Iterable[Feature], edition: Edition, name: str) -> Iterable[str]:
    found = (edition.find(feature.properties.get(name)) for feature in features)
    return (unit.code for unit in found if unit is not None)


def _numeric(features: Iterable[Feature], name: str) -> bool:
    return any(str(feature.properties.get(name, ""))[-1:].isdigit() for feature in features)


def label(feature: Feature, property_name: str) -> str:
    """How a sentence names a feature: by its number, and by what its property says."""
    value = feature.properties.get(property_name)
    return f"feature {feature.number}" + ("" if value in (None, "") else f" ({str(value)[:60]})")


def samples(features: Sequence[Feature], names: Iterable[str]) -> str:
    """Properties with their first values, for a sentence that asks which one names the units."""
    parts = []
    for name in names:
        values = [str(one.properties[name])[:24] for one in features[:SAMPLES] if one.properties.get(name) is not None]
        parts.append(f"{name} ({', '.join(values)})")
    return "; ".join(parts)
