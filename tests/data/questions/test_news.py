"""What came to be known within days, and which reports have not come: counted by hand, on both databases."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, update

from data.alerts.standard import write_default_rules
from data.clock import today
from data.periods import Period
from data.questions import Questions
from data.questions.sight import Sight
from data.schema_alerts import alert_rule
from tests.data.questions.little import IDS, IMPORT, NUMBERS, REFUSED


def test_figures_of_a_day_are_told_with_what_was_known_before(ask: Questions) -> None:
    news = ask.news(date(2025, 9, 6), date(2025, 9, 6))
    told = {(row.indicator, row.entity_id, row.period): row.value for row in news.figures.itertuples()}
    assert told == {
        ("TRD01", IDS["27~2024"], "2025-05"): 22,
        ("TRD01", IDS["01~2025"], "2025-08"): 130,
        ("TRD01", IDS["24~2025"], "2025-08"): 35,
        ("TRD01", IDS["48~2025"], "2025-08"): 13,
    }
    assert (news.new, news.revised, news.whole) == (3, 1, True)
    revised = news.figures[news.figures["before"].notna()]
    assert list(revised["before"]) == [20]
    hanoi = news.figures.set_index("entity_id").loc[IDS["01~2025"]]
    assert (hanoi["earlier"], hanoi["against"]) == (120, "period")


def test_what_moved_farthest_comes_first_and_what_nobody_can_weigh_last(ask: Questions) -> None:
    sizes = ask.news(date(2024, 1, 1), date(2026, 12, 31), most=100).figures["size"]
    known = sizes.dropna()
    assert len(known) > 1
    assert list(known) == sorted(known, reverse=True)
    assert list(sizes.index[: len(known)]) == list(known.index)


def test_a_span_tells_each_figure_once_as_it_stands_at_its_end(ask: Questions) -> None:
    news = ask.news(date(2025, 10, 1), date(2025, 12, 31), most=100)
    growth = news.figures[news.figures["indicator"] == "GRO01"]
    assert [(row.period, row.value) for row in growth.itertuples()] == [("2025-Q3", 8.25)]
    assert growth["before"].isna().all()  # when the span began, nothing was known of the quarter
    assert "F" not in set(news.figures["status"])


def test_a_day_without_loads_tells_nothing(ask: Questions) -> None:
    news = ask.news(date(2025, 9, 7), date(2025, 9, 8))
    assert (len(news.figures), news.new, news.revised) == (0, 0, 0)
    assert list(news.figures.columns) == list(ask.news(date(2025, 9, 6), date(2025, 9, 6)).figures.columns)
    assert ask.news(today(), today(), hours=24).figures.empty


def test_days_are_those_of_viet_nam(ask: Questions) -> None:
    """Recorded at midnight in Greenwich it is seven in the morning here: of that day, not of the one before."""
    assert ask.news(date(2025, 9, 5), date(2025, 9, 5)).new == 0


def test_loads_of_days_are_told_newest_first(ask: Questions) -> None:
    every = ask.batches()
    first, last = every["finished_at"].min().date(), every["finished_at"].max().date() + timedelta(days=1)
    assert list(ask.loads_between(first, last)["id"]) == list(every["id"])
    assert ask.loads_between(date(2001, 1, 1), date(2001, 1, 1)).empty
    assert {REFUSED, IMPORT} <= set(every["id"])


def test_a_series_that_is_published_regularly_owes_its_next_figure(ask: Questions) -> None:
    report, other = ask.reports(as_of=date(2025, 10, 1))
    assert (report.indicator_id, report.entity_id) == (NUMBERS["TRD01"], IDS["VN"])
    assert (report.newest, report.expected) == (Period.parse("2025-07"), Period.parse("2025-08"))
    assert (report.due, report.late_days, report.reporter_id) == (date(2025, 9, 20), 11, IDS["BTC~2025"])
    assert (other.entity_id, other.reporter_id, other.late) == (IDS["24~2025"], IDS["24~2025"], False)
    assert not any(one.late for one in ask.reports(as_of=date(2025, 9, 20)))  # it may still come on the last day


def test_what_is_late_is_decided_by_the_rule_of_alerts(own: Engine) -> None:
    asked = Questions(own)
    with own.begin() as connection:
        write_default_rules(connection, asked.registry())
        later = {"days": {"D": 1, "M": 300, "Q": 300, "A": 300}}
        rule = update(alert_rule).where(alert_rule.c.kind == "late")
        connection.execute(rule.values(parameters=json.dumps(later)))
    assert [one.late for one in asked.reports(as_of=date(2025, 10, 1))] == [False, False]


def test_who_may_not_see_an_indicator_is_not_told_that_it_is_late(ask: Questions) -> None:
    seen = ask.seen_by(Sight(frozenset({NUMBERS["TRD01"]})))
    assert seen.reports(as_of=date(2025, 10, 1)) == ()
    assert set(seen.news(date(2025, 7, 6), date(2025, 7, 6), most=50).figures["indicator"]) == {"GRO01", "GRO02"}


def test_ministries_are_told_with_how_their_figures_came(ask: Questions) -> None:
    (one,) = ask.reporters()
    assert one.unit_id == IDS["BTC~2025"]
    assert (one.indicators, one.published, one.simulated, one.loaded) == (5, 4, 0, 2)
    assert one.newest == date(2026, 1, 6)


@pytest.mark.parametrize("grain", ["D", "M", "Q", "A"])
def test_how_long_a_report_may_take_is_known_where_no_rule_is_kept(ask: Questions, grain: str) -> None:
    assert ask.report_days()[grain] > 0
