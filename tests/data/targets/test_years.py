import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.periods import Period, month
from data.records import Target
from data.targets.rules import Derived, TargetRule, YearRule
from data.targets.years import Why, growth, months_of, of_year, taken

MEAN, SUM, LAST = (TargetRule(rule) for rule in (YearRule.MEAN, YearRule.SUM, YearRule.LAST))


def asked(measure: str = "year", *, base: float | None = None, until: int = 2026, limit: float | None = None) -> Target:
    return Target(
        1, "GRO01", 1, "QH", 2026, until, ">=", 10, None, "%", "NQ", None, None, None, "high", "law",
        measure=measure, base_value=base, unit_limit=limit,
    )  # fmt: skip


def quarters(*values: float) -> dict[Period, float]:
    return {Period.parse(f"2026-Q{place}"): value for place, value in enumerate(values, start=1)}


@pytest.mark.parametrize(("rule", "value"), [(SUM, 10.0), (MEAN, 2.5), (LAST, 4.0)])
def test_a_whole_year_follows_from_its_periods(rule: TargetRule, value: float) -> None:
    assert taken(asked(), rule, quarters(1, 2, 3, 4)).value == value


def test_what_was_published_for_the_year_goes_before_its_periods() -> None:
    assert taken(asked(), SUM, quarters(1, 2, 3, 4) | {Period.parse("2026"): 10.2}).value == 10.2


def test_part_of_a_year_is_not_yet_a_figure_and_none_at_all_is_not_measurable() -> None:
    assert taken(asked(), SUM, quarters(1, 2, 3)).why is Why.NOT_YET
    assert taken(asked(), SUM, {}).why is Why.NEVER_REPORTED


def test_a_change_counts_from_its_base_and_without_one_the_figure_is_the_change() -> None:
    year = {Period.parse("2026"): 2.6}
    assert taken(asked("change", base=4.0), LAST, year).value == pytest.approx(-1.4)
    assert taken(asked("change"), LAST, year).value == 2.6


def test_every_period_must_do_and_one_that_does_not_speaks_for_all() -> None:
    assert taken(asked("every"), MEAN, quarters(11, 9)).value == 9
    assert taken(asked("every"), MEAN, quarters(11, 12)).why is Why.NOT_YET
    assert taken(asked("every"), MEAN, quarters(11, 12, 10, 13)).value == 13


def test_a_mean_of_years_needs_them_all() -> None:
    years = {Period.parse(str(year)): float(year - 2017) for year in range(2026, 2031)}
    assert taken(asked("years_average", until=2030), LAST, years).value == 11.0
    assert taken(asked("years_average", until=2031), LAST, years).why is Why.NOT_YET


def test_a_share_of_units_counts_those_that_keep_the_limit() -> None:
    units = [{Period.parse("2026"): value} for value in (7.9, 8.0, 9.0, 12.0)]
    assert taken(asked("units", limit=8.0), LAST, {}, members=units).value == 75.0
    assert taken(asked("units", limit=8.0), LAST, {}, members=[*units, {}]).why is Why.MEMBERS_MISSING


def test_growth_and_a_deficit_are_made_of_what_they_are_made_of() -> None:
    exports = {Period.parse("2025"): 400.0, Period.parse("2026"): 440.0}
    imports = {Period.parse("2026"): 451.0}
    grown = TargetRule(YearRule.LAST, Derived.GROWTH, ("TRD01",))
    deficit = TargetRule(YearRule.MEAN, Derived.DEFICIT, ("TRD01", "TRD02"))
    assert taken(asked(), grown, {}, {"TRD01": exports}).value == pytest.approx(10.0)
    assert taken(asked(), deficit, {}, {"TRD01": exports, "TRD02": imports}).value == pytest.approx(2.5)


def test_no_growth_leads_over_nothing_or_through_zero() -> None:
    assert growth(0.0, 5.0).why is Why.BASE_NOT_POSITIVE
    assert growth(-2.0, -1.0).why is Why.BASE_NOT_POSITIVE
    assert growth(-2.0, 1.0).why is Why.CROSSES_ZERO


def test_a_running_mean_stands_for_the_months_that_went_into_it() -> None:
    running = {Period.parse("2026-H1"): 3.0, Period.parse("2026-08"): 4.0, Period.parse("2025"): 9.0}
    months = {Period.parse("2026-02"): 1.0, Period.parse("2026-09"): 7.0, Period.parse("2025-12"): 2.0}
    found = months_of(running, months, 2026)
    assert [found[month(2026, place)] for place in range(1, 10)] == [4.0] * 8 + [7.0]
    assert found[month(2025, 12)] == 2.0
    assert months_of({}, months, 2026) == months
    assert months_of({Period.parse("2026-Q2"): 5.0}, months, 2026) == months, "a quarter is no mean since January"


@given(st.lists(st.floats(-5, 20), min_size=12, max_size=12), st.integers(1, 11))
def test_the_year_of_a_running_mean_is_the_mean_of_its_months(values: list[float], known: int) -> None:
    months = {month(2025, place): value for place, value in enumerate(values, start=1)}
    running = {month(2025, known): sum(values[:known]) / known}
    rule = TargetRule(YearRule.LAST, Derived.MEAN, ("PRI01",))
    mean = sum(values) / 12
    assert of_year(2025, rule, {}, {"PRI01": months}).value == pytest.approx(mean)
    kept = {one: value for one, value in months.items() if one.end.month > known}  # those before were not published
    assert sum(months_of(running, kept, 2025).values()) / 12 == pytest.approx(mean)
