"""The registers that questions name things by: indicators, units, their succession, and the search index."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, fields, replace
from functools import cached_property, lru_cache
from types import MappingProxyType

from sqlalchemy import Connection, select, union

from data.components import Component, families
from data.errors import UnknownEntity, UnknownIndicator, WarehouseNotBuilt
from data.periods import Grain
from data.questions.sight import FULL, Sight
from data.recast.held import read_rules
from data.records import RESTRICTED, Entity, Indicator, Polarity
from data.schema import current_value, entity, indicator, succession, target
from data.text import folded

PRESENT = MappingProxyType({"nation": "", "region": "2025", "province": "2025", "ministry": "2025", "commune": "2025"})
"""Edition of each kind of unit that is in force today."""


RHYTHMS = MappingProxyType(
    {Grain.DAY: "ngày daily", Grain.MONTH: "tháng monthly", Grain.QUARTER: "quý quarterly", Grain.YEAR: "năm annual"}
)
"""Words that people type beside a name: "gdp quý"."""


@dataclass(frozen=True)
class Found:
    """One hit of the search: what it is, its name in both languages, and its code."""

    kind: str
    code: str
    vintage: str
    name_vi: str
    name_en: str
    hint_vi: str
    hint_en: str
    folded: str


@dataclass(frozen=True)
class Registry:
    """Indicators and units of one data version; looked up by code, never by name."""

    indicators: tuple[Indicator, ...]
    entities: tuple[Entity, ...]
    links: tuple[tuple[int, int], ...]
    made_with: tuple[tuple[int, int], ...] = ()
    """Which indicator is recast with the help of which other: its weight, numerator or level."""

    @cached_property
    def by_code(self) -> dict[str, Indicator]:
        return {item.code: item for item in self.indicators}

    @cached_property
    def _entity_by_key(self) -> dict[tuple[str, str, str], Entity]:
        return {(item.kind, item.code, item.vintage): item for item in self.entities}

    @cached_property
    def by_id(self) -> dict[int, Entity]:
        return {item.id: item for item in self.entities}

    @cached_property
    def restricted(self) -> frozenset[int]:
        """Ids of the indicators whose figures not everybody may see."""
        return frozenset(item.id for item in self.indicators if item.classification == RESTRICTED)

    @cached_property
    def indicator_by_id(self) -> dict[int, Indicator]:
        return {item.id: item for item in self.indicators}

    def indicator(self, code: str) -> Indicator:
        """Return the indicator with this code, in any case; raise `UnknownIndicator`."""
        try:
            return self.by_code[code.upper()]
        except KeyError:
            raise UnknownIndicator(f"No indicator has the code '{code}'; the catalogue page lists them all.") from None

    def entity(self, kind: str, code: str, vintage: str | None = None) -> Entity:
        """Return a unit by kind and code, of the edition in force unless another is named; raise `UnknownEntity`."""
        edition = PRESENT.get(kind, "") if vintage is None else vintage
        try:
            return self._entity_by_key[kind, code.upper(), edition]
        except KeyError:
            raise UnknownEntity(f"No {kind} of edition '{edition}' has the code '{code}'.") from None

    def parts_of(self, whole: Indicator) -> tuple[tuple[Indicator, Component], ...]:
        """What the catalogue says this indicator is made of; nothing unless every part is known here."""
        parts = families().get(whole.code, ())
        known = tuple((self.by_code[one.part], one) for one in parts if one.part in self.by_code)
        return known if len(known) == len(parts) else ()

    def has_code(self, kinds: Sequence[str], code: str) -> bool:
        """Whether any indicator (kind "indicator") or unit of these kinds, of any edition, has this code."""
        named = code.upper()
        return ("indicator" in kinds and named in self.by_code) or any(
            item.code == named and item.kind in kinds for item in self.entities
        )

    def of_kind(self, kind: str, vintage: str | None = None) -> tuple[Entity, ...]:
        """All units of a kind and edition, in official order."""
        return self._of_kind.get((kind, PRESENT.get(kind, "") if vintage is None else vintage), ())

    @cached_property
    def _of_kind(self) -> dict[tuple[str, str], tuple[Entity, ...]]:
        found: dict[tuple[str, str], list[Entity]] = {}
        for item in sorted(self.entities, key=lambda item: item.sort_order):
            found.setdefault((item.kind, item.vintage), []).append(item)
        return {key: tuple(items) for key, items in found.items()}

    def communes_of(self, province: Entity) -> tuple[Entity, ...]:
        """The communes of a province, in official order."""
        return self._communes.get(province.id, ())

    @cached_property
    def _communes(self) -> dict[int, tuple[Entity, ...]]:
        found: dict[int, list[Entity]] = {}
        for item in self.of_kind("commune"):
            found.setdefault(item.parent_id or 0, []).append(item)
        return {parent: tuple(items) for parent, items in found.items()}

    def predecessors(self, unit: Entity) -> tuple[Entity, ...]:
        return tuple(self.by_id[old] for old, new in self.links if new == unit.id)

    @cached_property
    def _provinces_in(self) -> dict[int, set[int]]:
        """The provinces of each region, by ids."""
        found: dict[int, set[int]] = {}
        for item in self.entities:
            if item.kind == "province" and item.parent_id is not None:
                found.setdefault(item.parent_id, set()).add(item.id)
        return found

    def successors(self, unit: Entity) -> tuple[Entity, ...]:
        return tuple(self.by_id[new] for old, new in self.links if old == unit.id)

    @cached_property
    def _kin(self) -> frozenset[int]:
        return frozenset(id for link in self.links for id in link)

    def sight(self, indicators: Set[int], units: Set[int]) -> Sight:
        """The sight of whoever sees these of the restricted indicators whole, and every figure of these units (ids).

        Where nothing stays hidden it is `FULL`, so that most people share one cache.
        """
        hidden = self.restricted - indicators
        if not hidden:
            return FULL
        whole = frozenset(one for one in units if self._line(one) <= units)
        weighed = frozenset(one for one, other in self.made_with if other in hidden)
        return Sight(hidden, frozenset(units), whole, weighed)

    def _line(self, unit: int) -> set[int]:
        """What the unit was made of and what it became, through all editions; of a region, also of its provinces."""
        found = {unit, *self._provinces_in.get(unit, ())}
        for near, far in ((0, 1), (1, 0)):
            waiting = list(found)
            while waiting:
                here = waiting.pop()
                following = {link[far] for link in self.links if link[near] == here} - found
                found |= following
                waiting += following
        return found

    def has_kin(self, unit: Entity) -> bool:
        """Whether the unit became another one, or others became it; or it is a region of which this can be said."""
        return unit.id in self._kin or (unit.kind == "region" and unit.valid_from is not None)

    @cached_property
    def search_index(self) -> tuple[Found, ...]:
        """What the search box finds: every indicator, and every unit of any edition but the nation."""
        units = (item for item in self.entities if item.kind != "nation")
        return (
            *(_found_indicator(item) for item in self.indicators),
            *(_found_entity(item, self._above(item), self.successors(item)) for item in units),
        )

    def _above(self, item: Entity) -> Entity | None:
        """The province of a commune: names of communes come again and again."""
        return self.by_id.get(item.parent_id or 0) if item.kind == "commune" else None

    def find(self, text: str, most: int = 12) -> tuple[Found, ...]:
        """Names that contain every word of `text`, without regard to case or diacritics; the closest first."""
        words = folded(text).split()
        if not words:
            return ()
        hits = [item for item in self.search_index if all(word in item.folded for word in words)]
        return tuple(sorted(hits, key=lambda item: _closeness(item, words))[:most])


@lru_cache(maxsize=16_384)
def _plain(name: str) -> str:
    """The name folded; there are thousands of communes, and each search asks for the names of its hits."""
    return folded(name)


def _closeness(item: Found, words: list[str]) -> tuple[bool, bool, bool, bool, int]:
    """Sort key: whole code or name, a unit of today, no commune, a name that begins with the first word, its length."""
    name = _plain(item.name_vi).removeprefix("tp. ")
    whole = item.code.lower() == " ".join(words) or name == " ".join(words)
    past = item.kind != "indicator" and item.vintage != PRESENT.get(item.kind, "")
    return not whole, past, item.kind == "commune", not name.startswith(words[0]), len(name)


def read_registry(connection: Connection) -> Registry:
    """Read all registers; raise `WarehouseNotBuilt` when there is no indicator."""
    indicators = tuple(
        _indicator(row._mapping) for row in connection.execute(select(indicator).order_by(indicator.c.id))
    )
    if not indicators:
        raise WarehouseNotBuilt("The warehouse is empty. Build it with: python -m data init")
    columns = [entity.c[field.name] for field in fields(Entity)]
    entities = tuple(Entity(**row._mapping) for row in connection.execute(select(*columns).order_by(entity.c.id)))
    links = select(succession.c.predecessor_id, succession.c.successor_id)
    pairs = tuple((row[0], row[1]) for row in connection.execute(links))
    made_with = ((one, other) for other, many in read_rules(connection).needed_by().items() for one in many)
    return Registry(indicators, entities, pairs, tuple(made_with))


def narrowed(whole: Registry, sight: Sight, connection: Connection) -> Registry:
    """The registry without the indicators of which nothing may be seen, nor their names as weights of others."""
    gone = sight.hidden - _with_something_seen(sight, connection)
    codes = {item.code for item in whole.indicators if item.id in gone}
    kept = (item for item in whole.indicators if item.id not in gone)
    return replace(whole, indicators=tuple(_unweighted(item) if item.weight_code in codes else item for item in kept))


def _with_something_seen(sight: Sight, connection: Connection) -> frozenset[int]:
    """Which of the hidden indicators have a figure or a target of a unit that is seen."""
    if not sight.units:
        return frozenset()
    found = union(
        *(
            select(table.c.indicator_id).where(
                table.c.indicator_id.in_(sorted(sight.hidden)), table.c.entity_id.in_(sorted(sight.units))
            )
            for table in (current_value, target)
        )
    )
    return frozenset(connection.execute(found).scalars())


def _unweighted(item: Indicator) -> Indicator:
    return replace(item, weight_code=None, weight_vi=None, weight_en=None)


def _indicator(row: object) -> Indicator:
    given = {field.name: row[field.name] for field in fields(Indicator)}  # type: ignore[index]  # a row mapping
    return Indicator(**{**given, "frequency": Grain(given["frequency"]), "polarity": Polarity(given["polarity"])})


def _found_indicator(item: Indicator) -> Found:
    rhythm = RHYTHMS[item.frequency]
    words = f"{item.code} {item.short_vi} {item.name_vi} {item.name_en} {item.short_en} {rhythm}"
    return Found("indicator", item.code, "", item.name_vi, item.name_en, item.theme_vi, item.theme_en, folded(words))


def _found_entity(item: Entity, above: Entity | None, heirs: tuple[Entity, ...]) -> Found:
    words = f"{item.full_name_vi} {item.name_vi} {item.name_en} {item.full_name_en} {item.code}"
    hint_vi, hint_en = item.full_name_vi, item.full_name_en
    if above:
        words += f" {above.name_vi}"
        hint_vi, hint_en = f"{hint_vi}, {above.name_vi}", f"{hint_en}, {above.name_en}"
    if heirs:
        hint_vi += " → " + heirs[0].name_vi
        hint_en += " → " + heirs[0].name_en
    return Found(item.kind, item.code, item.vintage, item.name_vi, item.name_en, hint_vi, hint_en, folded(words))
