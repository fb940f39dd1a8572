"""What is found in a history: by examples worked out by hand, and by laws."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.periods import Grain, Period, month
from data.records import Entity, Indicator, Status
from sentences.reading import newest, read
from sentences.records import Against, Figure, Form, Reading, Saying, Span

History = Callable[..., list[Figure]]
RATE = Saying(Form.RATE, Span.PERIOD, Against.YEAR_AGO, "Tỷ lệ", "Rate")
AMOUNT = replace(RATE, form=Form.AMOUNT)
GROWTH = replace(RATE, form=Form.GROWTH)
values = st.floats(min_value=-1e6, max_value=1e6, allow_nan=False).map(lambda value: round(value, 3))


@pytest.fixture(scope="module")
def reading(indicator: Callable[..., Indicator], nation: Entity) -> Callable[..., Reading]:
    def make(figures: list[Figure], saying: Saying = RATE, until: str | None = None, **more: object) -> Reading:
        found = read(indicator(**more), nation, saying, figures, Period.parse(until) if until else None)
        assert found is not None
        return found

    return make


def test_nothing_is_found_where_there_is_nothing(indicator: Callable[..., Indicator], nation: Entity) -> None:
    assert read(indicator(), nation, RATE, []) is None
    forecast = [Figure("X", 1, month(2026, 9), 3.0, Status.FORECAST)]
    assert read(indicator(), nation, RATE, forecast) is None


def test_a_figure_is_held_against_the_period_and_the_year_before(reading: Callable, history: History) -> None:
    found = reading(history("2026-09", [3.0, *[None] * 10, 4.0, 5.0]))
    assert (found.against(Against.YEAR_AGO).value, found.against(Against.PREVIOUS).value) == (3.0, 4.0)
    assert found.against(Against.YEAR_AGO).period == month(2025, 9)


def test_a_yearly_figure_has_one_year_before(reading: Callable, history: History) -> None:
    assert [one.against for one in reading(history("2025", [1.0, 2.0])).compared] == [Against.PREVIOUS]


def test_a_quarter_of_an_amount_is_not_held_against_another_season(reading: Callable, history: History) -> None:
    found = reading(history("2026-Q3", [1.0, 2.0, 3.0, 4.0, 5.0]), AMOUNT, frequency=Grain.QUARTER)
    assert [one.against for one in found.compared] == [Against.YEAR_AGO]


def test_what_begins_anew_each_january_is_held_against_last_year_alone(reading: Callable, history: History) -> None:
    running = replace(RATE, span=Span.SINCE_JANUARY)
    assert [one.against for one in reading(history("2026-09", [1.0] * 13), running).compared] == [Against.YEAR_AGO]


def test_a_published_figure_is_never_held_against_a_simulated_one(reading: Callable, history: History) -> None:
    simulated = history("2026-08", [9.0] * 20, status=Status.SIMULATED)
    found = reading([*simulated, *history("2026-09", [5.0])])
    assert (found.now.value, found.compared, found.extreme) == (5.0, (), None)


def test_a_published_figure_goes_before_a_simulated_one_that_is_hardly_newer(
    indicator: Callable[..., Indicator], history: History
) -> None:
    simulated = history("2026-10", [9.0], status=Status.SIMULATED)
    assert newest([*simulated, *history("2025-11", [5.0])], indicator()).value == 5.0
    assert newest([*simulated, *history("2025-10", [5.0])], indicator()).value == 9.0


def test_later_periods_are_not_told(reading: Callable, history: History) -> None:
    found = reading(history("2026-10", [1.0, 2.0, 3.0]), until="2026-09")
    assert (found.now.period, found.now.value) == (month(2026, 9), 2.0)


def test_the_sum_since_january_is_that_of_its_months(reading: Callable, history: History) -> None:
    found = reading(history("2026-09", [float(one) for one in range(1, 22)]), AMOUNT, rule_time="sum")
    assert str(found.total.figure.period) == "2026-9M"
    assert found.total.figure.value == sum(range(13, 22))
    assert found.total.year_ago.value == sum(range(1, 10))
    assert [one.value for one in found.total.parts] == [float(one) for one in range(13, 22)]


def test_a_sum_with_a_hole_is_not_told(reading: Callable, history: History) -> None:
    assert reading(history("2026-09", [1.0, 1.0, None, *[1.0] * 6]), AMOUNT, rule_time="sum").total is None


def test_a_published_sum_goes_before_that_of_its_months(reading: Callable, history: History) -> None:
    figures = [*history("2026-09", [1.0] * 9), *history("2026-9M", [9.4])]
    found = reading([one for one in figures if one.period.grain is Grain.MONTH] + figures[-1:], AMOUNT, rule_time="sum")
    assert found.total.figure.value == 9.4


def test_the_highest_since_names_the_last_that_was_as_high(reading: Callable, history: History) -> None:
    found = reading(history("2026-09", [8.0, 5.0, 7.0, *[3.0] * 14, 6.0]))
    assert found.extreme.highest
    assert (found.extreme.since.value, found.extreme.held) == (7.0, 14)


def test_a_record_of_few_months_is_none(reading: Callable, history: History) -> None:
    assert reading(history("2026-09", [9.0, *[3.0] * 10, 6.0])).extreme is None


def test_a_record_over_a_hole_is_none(reading: Callable, history: History) -> None:
    assert reading(history("2026-09", [*[3.0] * 9, *[None] * 12, *[3.0] * 5, 6.0])).extreme is None


def test_what_always_grows_breaks_no_record(reading: Callable, history: History) -> None:
    assert reading(history("2026-09", [float(one) for one in range(40)])).extreme is None
    assert reading(history("2026-09", [float(one) for one in range(40)])).streak is None


def test_a_run_of_falls_that_is_seldom_is_told(reading: Callable, history: History) -> None:
    found = reading(history("2026-09", [3.0, 4.0, 3.0, 4.0, 5.0, 6.0, 5.0, 6.0, 7.0, 6.0, 5.0, 4.0, 3.5]))
    assert (found.streak.up, found.streak.count, found.streak.begins.value) == (False, 4, 7.0)


def test_growth_below_zero_for_long_is_told(reading: Callable, history: History) -> None:
    found = reading(history("2026-09", [*[2.0] * 12, -1.0, -2.0, -1.0, -0.5]), GROWTH)
    assert (found.streak.up, found.streak.count, found.streak.begins.value) == (False, 4, -1.0)


@given(st.lists(values, min_size=13, max_size=60))
def test_the_highest_is_higher_than_everything_since(history_of: list[float]) -> None:
    figures = [Figure("X", 1, month(2020, 1).shift(at), value) for at, value in enumerate(history_of)]
    found = read(INDICATOR[0], INDICATOR[1], RATE, figures)
    if found is None or found.extreme is None:
        return
    since = found.extreme.since
    between = [one for one in figures[:-1] if since is None or one.period > since.period]
    sign = 1 if found.extreme.highest else -1
    assert all(sign * found.now.value > sign * one.value for one in between)
    assert len(between) == found.extreme.held >= 11
    assert since is None or sign * since.value >= sign * found.now.value


@given(st.lists(st.floats(min_value=0.5, max_value=1e4), min_size=25, max_size=40), st.floats(0.1, 1000))
def test_the_measure_of_an_amount_does_not_change_how_it_moved(amounts: list[float], factor: float) -> None:
    def moved(scale: float) -> tuple[float | None, float | None]:
        figures = [Figure("X", 1, month(2020, 1).shift(at), scale * one) for at, one in enumerate(amounts)]
        found = read(INDICATOR[0], INDICATOR[1], AMOUNT, figures)
        assert found is not None
        return found.moved, found.usual

    assert moved(factor) == pytest.approx(moved(1.0), rel=1e-6, abs=1e-6)


INDICATOR: list = []


@pytest.fixture(autouse=True, scope="module")
def _known(indicator: Callable[..., Indicator], nation: Entity) -> None:
    """Hypothesis and fixtures of a function do not go together."""
    INDICATOR[:] = [indicator(), nation]
