"""Records and frames that the tests of components share."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pandas as pd
import pytest

from data.periods import Grain, Period
from data.records import Indicator, Polarity, Target


@pytest.fixture(scope="session")
def growth() -> Indicator:
    """A percentage with two decimals, higher is better."""
    texts = {
        name: name
        for name in Indicator.__dataclass_fields__
        if (name.endswith(("_vi", "_en")) and not name.startswith("weight"))
        or name in ("licence", "classification", "source", "theme", "index_set")
    }
    texts |= {"unit_vi": "%", "unit_en": "%", "short_vi": "Tăng trưởng GDP", "short_en": "GDP growth"}
    return Indicator(
        **texts,
        id=1,
        code="GRO01",
        decimals=2,
        frequency=Grain.QUARTER,
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


@pytest.fixture(scope="session")
def exports(growth: Indicator) -> Indicator:
    return replace(growth, code="TRD01", unit_vi="tỷ USD", unit_en="bn USD", short_vi="Xuất khẩu")


@pytest.fixture(scope="session")
def series() -> Callable[..., pd.DataFrame]:
    """Make the frame of a series from periods, values and statuses."""

    def make(
        periods: Sequence[str], values: Sequence[float | None], statuses: Sequence[str] | None = None
    ) -> pd.DataFrame:
        ends = pd.to_datetime([Period.parse(text).end for text in periods])
        return pd.DataFrame(
            {
                "period": list(periods),
                "period_end": ends,
                "grain": [Period.parse(text).grain for text in periods],
                "value": [float("nan") if value is None else value for value in values],
                "status": list(statuses or "A" * len(periods)),
                "recorded_at": ends,
                "source": "Cục Thống kê",
                "note": None,
            }
        )

    return make


@pytest.fixture(scope="session")
def target() -> Callable[..., Target]:
    def make(year: int, operator: str = ">=", value: float = 10.0, high: float | None = None) -> Target:
        return Target(1, "GRO01", 1, "QH", year, year, operator, value, high, "%", "NQ", None, None, None, "high", "x")

    return make


@pytest.fixture(scope="session")
def ranking() -> pd.DataFrame:
    """Three units by value, the middle one simulated."""
    return pd.DataFrame(
        {
            "entity": ["01", "48", "79"],
            "name_vi": ["Hà Nội", "Đà Nẵng", "TP. Hồ Chí Minh"],
            "name_en": ["Ha Noi", "Da Nang", "Ho Chi Minh City"],
            "value": [12.5, 9.25, 7.0],
            "status": ["A", "S", "A"],
            "rank": [1, 2, 3],
        }
    )
