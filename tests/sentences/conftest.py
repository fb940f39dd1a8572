"""Indicators, units and histories that the tests of sentences share."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from data.periods import Grain, Period
from data.records import Entity, Indicator, Polarity, Status
from sentences.records import Figure

UNIT = 1


@pytest.fixture(scope="session")
def nation() -> Entity:
    return Entity(
        UNIT, "nation", "VN", "", "Việt Nam", "Viet Nam", "Việt Nam", "Viet Nam", None, None, None, None, None, None, 0
    )


@pytest.fixture(scope="session")
def province(nation: Entity) -> Entity:
    return replace(nation, kind="province", code="22", vintage="2025", name_vi="Quảng Ninh", name_en="Quang Ninh")


@pytest.fixture(scope="session")
def indicator() -> Callable[..., Indicator]:
    """Make an indicator: a percentage with two decimals, higher is better, unless said otherwise."""
    texts = {
        name: ""
        for name in Indicator.__dataclass_fields__
        if (name.endswith(("_vi", "_en")) and not name.startswith("weight"))
        or name in ("licence", "classification", "source", "theme", "index_set")
    }
    plain = Indicator(
        **texts,
        id=1,
        code="X",
        decimals=2,
        frequency=Grain.MONTH,
        polarity=Polarity.HIGHER,
        level="national",
        rule_space="none",
        weight_code=None,
        weight_vi=None,
        weight_en=None,
        rule_time="none",
        share_required=1.0,
        minimum=None,
        maximum=None,
        ministry_code="BTC",
        in_statistical_system=True,
    )

    def make(code: str = "X", unit: tuple[str, str] = ("%", "%"), **more: object) -> Indicator:
        names = {"name_vi": f"Chỉ tiêu {code}", "name_en": f"Indicator {code}"}
        return replace(plain, code=code, unit_vi=unit[0], unit_en=unit[1], **(names | more))

    return make


@pytest.fixture(scope="session")
def history() -> Callable[..., list[Figure]]:
    """Make a history: values of periods in a row that end with `last`."""

    def make(
        last: str, values: Sequence[float | None], code: str = "X", status: Status = Status.NORMAL
    ) -> list[Figure]:
        end = Period.parse(last)
        placed = [(end.shift(place - len(values) + 1), value) for place, value in enumerate(values)]
        return [Figure(code, UNIT, period, value, status) for period, value in placed if value is not None]

    return make
