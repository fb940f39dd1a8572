"""Where a weight, a numerator or a level is read."""

import pytest

from data.periods import Period
from data.recast.rules import RecastRule, Rule, Span
from data.recast.spans import options

WEIGHT = Rule(RecastRule.WMEAN, other="W")


def read_at(rule: Rule, rule_time: str, period: str) -> list[str]:
    """The options in order, each as its periods; those of a proxy in brackets."""
    found = options(rule, rule_time, Period.parse(period))
    texts = ["+".join(map(str, one.tiles)) for one in found]
    return [f"({text})" if one.proxy else text for text, one in zip(texts, found, strict=True)]


def test_a_weight_is_of_the_period_else_of_its_year_else_of_the_year_before() -> None:
    assert read_at(WEIGHT, "none", "2025-Q2") == ["2025-Q2", "2025", "(2024)"]
    assert read_at(WEIGHT, "none", "2025-05") == ["2025-05", "2025-Q2", "2025", "(2024)"]
    assert read_at(WEIGHT, "none", "2025") == ["2025", "(2024)"]


def test_a_sum_is_built_of_all_the_shorter_periods() -> None:
    found = read_at(WEIGHT, "sum", "2025-Q1")
    assert found[:3] == ["2025-Q1", "2025-3M", "2025-01+2025-02+2025-03"]
    assert "2025-Q1+2025-Q2+2025-Q3+2025-Q4" in found


def test_a_stock_is_that_of_the_last_day() -> None:
    assert read_at(WEIGHT, "last", "2025-Q1")[:3] == ["2025-Q1", "2025-3M", "2025-03"]


def test_an_average_is_the_average_of_the_shorter_periods() -> None:
    built = options(WEIGHT, "mean", Period.parse("2025"))[2]
    assert (len(built.tiles), built.averaged) == (4, True)


def test_a_lag_takes_the_same_period_of_the_year_before() -> None:
    lagged = Rule(RecastRule.WMEAN, other="W", lag=1)
    assert read_at(lagged, "none", "2025-Q2") == ["2024-Q2", "2024", "(2023)"]


@pytest.mark.parametrize("kind", [RecastRule.RATIO, RecastRule.GROWTH])
def test_a_numerator_and_a_level_are_of_the_very_span(kind: RecastRule) -> None:
    assert read_at(Rule(kind, other="W"), "none", "2025-Q2") == ["2025-Q2"]


def test_a_span_from_january_has_several_names() -> None:
    since_january = Rule(RecastRule.GROWTH, other="W", span=Span.YEAR_TO_DATE)
    assert read_at(since_january, "none", "2025-06") == ["2025-6M", "2025-H1"]
    assert read_at(since_january, "none", "2025-12") == ["2025"]
    assert read_at(since_january, "sum", "2025-02")[-1] == "2025-01+2025-02"


def test_a_day_has_the_weight_of_its_month() -> None:
    assert read_at(WEIGHT, "none", "2025-05-03") == ["2025-05-03", "2025-05", "2025-Q2", "2025", "(2024)"]
