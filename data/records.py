"""The records that travel with figures: what an indicator is, what a unit is, what a target asks."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from data.periods import Grain


class Status(StrEnum):
    """What kind of figure it is: SDMX observation status, and our own `SIMULATED`."""

    NORMAL = "A"
    ESTIMATED = "E"
    PROVISIONAL = "P"
    FORECAST = "F"
    MISSING = "M"
    SIMULATED = "S"


RESTRICTED = "restricted"
"""The classification of indicators whose figures are seen only by those who were given them; see `access.sight`."""


class Polarity(StrEnum):
    """Which direction of change is good."""

    HIGHER = "higher"
    LOWER = "lower"
    BAND = "band"


class Boundary(StrEnum):
    """On which map a question is answered: as it was reported then, or on the units of one edition."""

    REPORTED = "reported"
    MAP_2024 = "2024"
    MAP_2025 = "2025"


@dataclass(frozen=True, slots=True)
class Entity:
    """A unit in one edition of the list of units. `key` is its name in links: VN, 01, 24~2024, BTC."""

    id: int
    kind: str
    code: str
    vintage: str
    name_vi: str
    name_en: str
    full_name_vi: str
    full_name_en: str
    unit_type: str | None
    parent_id: int | None
    valid_from: date | None
    valid_to: date | None
    area_km2: float | None
    population_thousand: float | None
    sort_order: int

    def name(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_vi

    def full_name(self, language: str) -> str:
        return self.full_name_en if language == "en" else self.full_name_vi


@dataclass(frozen=True, slots=True)
class Indicator:
    """Everything a card, a chart or a sum needs to know of an indicator; text fields come in both languages."""

    id: int
    code: str
    name_vi: str
    name_en: str
    short_vi: str
    short_en: str
    definition_vi: str
    definition_en: str
    unit_vi: str
    unit_en: str
    decimals: int
    frequency: Grain
    polarity: Polarity
    level: str
    rule_space: str
    weight_code: str | None
    weight_vi: str | None
    weight_en: str | None
    rule_time: str
    share_required: float
    minimum: float | None
    maximum: float | None
    ministry_code: str
    index_set: str
    index_set_vi: str
    index_set_en: str
    theme: str
    theme_vi: str
    theme_en: str
    in_statistical_system: bool
    licence: str
    licence_en: str
    classification: str
    source: str
    source_en: str

    def name(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_vi

    def short(self, language: str) -> str:
        return self.short_en if language == "en" else self.short_vi

    def unit(self, language: str) -> str:
        return self.unit_en if language == "en" else self.unit_vi

    def definition(self, language: str) -> str:
        return self.definition_en if language == "en" else self.definition_vi

    def theme_name(self, language: str) -> str:
        return self.theme_en if language == "en" else self.theme_vi

    def set_name(self, language: str) -> str:
        return self.index_set_en if language == "en" else self.index_set_vi

    def weight(self, language: str) -> str | None:
        """By what a mean over units is weighted; None where nothing is."""
        return self.weight_en if language == "en" else self.weight_vi

    def licence_text(self, language: str) -> str:
        return self.licence_en if language == "en" else self.licence

    def source_text(self, language: str) -> str:
        """Where the description comes from."""
        return self.source_en if language == "en" else self.source


@dataclass(frozen=True, slots=True)
class Target:
    """What a document asks of a unit for a year or a span of years; `data.targets` says what the codes mean."""

    id: int
    indicator: str
    entity_id: int
    assigned_by: str
    year_from: int
    year_to: int
    operator: str
    value: float
    value_high: float | None
    unit_vi: str
    document: str
    issued_on: date | None
    superseded_on: date | None
    note: str | None
    certainty: str
    source: str
    number: int = 0
    """Of the target through all its versions; `id` is of this version."""
    version: int = 1
    change: str = "added"
    measure: str = "year"
    standing: str = "assigned"
    side: str = ""
    tolerance: float | None = None
    base_value: float | None = None
    unit_limit: float | None = None
    effective_on: date | None = None
    supersedes: int | None = None
    confirmed: bool = False
    recorded_at: datetime | None = None
    recorded_by: str | None = None
    reason: str | None = None
