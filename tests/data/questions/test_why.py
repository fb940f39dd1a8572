"""Whose doing a change was, who is alike, and where a figure comes from; small enough to be checked by hand."""

from dataclasses import replace
from datetime import date

import pytest

from data.periods import Period
from data.questions import Questions
from data.questions.contribution import Reason, weight_periods
from data.questions.sight import Sight
from tests.data.questions.little import IDS, NUMBERS

MAY_TO_JULY = (Period.parse("2025-05"), Period.parse("2025-07"))


def test_provinces_share_the_change_of_a_sum_across_the_merger(ask: Questions) -> None:
    """Bắc Ninh's 33 stands against the 10 and 22 of the two provinces that became it."""
    frame = ask.contribution(ask.indicator("TRD01"), MAY_TO_JULY)
    assert dict(zip(frame["entity"], frame["change"], strict=True)) == {"01": 20.0, "24": 1.0, "48": 1.0, "04": 0.0}
    assert frame["points"].sum() == pytest.approx((167 - 145) / 143 * 100)
    assert (frame.attrs["complete"], frame.attrs["missing"]) == (True, ())


def test_a_province_without_a_figure_is_named_and_the_whole_is_not_called_whole(ask: Questions) -> None:
    told = ask.contribution(ask.indicator("TRD01"), (Period.parse("2025-07"), Period.parse("2025-08"))).attrs
    assert (told["missing"], told["complete"], told["present"]) == (("04",), False, 3)


def test_what_the_published_whole_has_beyond_its_members_is_left_as_a_rest(ask: Questions) -> None:
    """The nation went from 143 to 170, its provinces from 145 to 167; the parts and the rest make 27."""
    told = ask.contribution(ask.indicator("TRD01"), MAY_TO_JULY).attrs
    assert (told["published"], told["before"], told["change"], told["rest"]) == (True, 143.0, 27.0, 5.0)
    assert (told["remainder"], told["rest_points"]) == (0.0, pytest.approx(5 / 143 * 100))


@pytest.mark.parametrize("units", [frozenset(), frozenset({IDS["24~2025"], IDS["VN"]})])
def test_a_sum_with_parts_out_of_sight_is_not_told(ask: Questions, units: frozenset[int]) -> None:
    """What is left of the whole would be the hidden figure."""
    partly = ask.seen_by(Sight(frozenset({NUMBERS["TRD01"]}), units))
    frame = partly.contribution(ask.indicator("TRD01"), MAY_TO_JULY)
    assert (frame.attrs["reason"], len(frame), frame.attrs["present"]) == (Reason.HIDDEN, 0, 0)
    assert "change" not in frame.attrs
    assert partly.trail(ask.indicator("TRD01"), ask.entity("province", "01"), MAY_TO_JULY[1]).empty
    assert partly.peers(ask.entity("province", "24"), [ask.indicator("TRD01")]).empty


@pytest.mark.parametrize(
    ("code", "periods", "reason"),
    [
        ("GRO01", ("2024-Q3", "2025-Q3"), Reason.NATIONAL),
        ("GRO02", ("2025-Q2", "2025-Q3"), Reason.NO_WEIGHT),
        ("TRD01", ("2024-02", "2025-02"), Reason.NO_MEMBERS),
    ],
)
def test_what_cannot_be_told_says_why(ask: Questions, code: str, periods: tuple[str, str], reason: Reason) -> None:
    first, last = map(Period.parse, periods)
    assert ask.contribution(ask.indicator(code), (first, last)).attrs["reason"] is reason


def test_as_of_a_day_only_what_was_known_then_counts(ask: Questions) -> None:
    """27~2024 had 20 in May until it was revised to 22 in September."""
    frame = ask.contribution(ask.indicator("TRD01"), MAY_TO_JULY, as_of=date(2025, 8, 20))
    assert frame.set_index("entity").loc["24", "before"] == 30.0


def test_growth_is_weighed_by_the_level_it_grew_from(ask: Questions) -> None:
    growth = replace(ask.indicator("GRO02"), weight_vi="GRDP năm trước")
    assert [str(one) for one in weight_periods(growth, Period.parse("2026-Q3"))] == [
        "2025-Q3", "2025-09", "2025", "2024", "2023",
    ]  # fmt: skip
    rate = replace(growth, weight_vi="dân số")
    assert str(weight_periods(rate, Period.parse("2026-10"))[0]) == "2026-10"


def test_the_trail_of_a_figure_names_the_load_that_brought_each_value(ask: Questions) -> None:
    frame = ask.trail(ask.indicator("GRO01"), ask.nation(), Period.parse("2025-Q3"))
    assert frame["value"].tolist() == [8.25, 8.2]
    assert frame["batch"].tolist() == [3, 1]
    assert frame["file_name"].tolist() == ["3.csv", "1.csv"]


def test_the_trail_as_of_a_day_ends_there(ask: Questions) -> None:
    known = ask.trail(ask.indicator("GRO01"), ask.nation(), Period.parse("2025-Q3"), as_of=date(2025, 11, 1))
    assert known["value"].tolist() == [8.2]


def test_a_figure_that_nobody_reported_has_no_trail(ask: Questions) -> None:
    assert ask.trail(ask.indicator("TRD01"), ask.entity("province", "24"), Period.parse("2025-05")).empty


def test_peers_without_figures_are_none(ask: Questions) -> None:
    """The little warehouse holds none of the measures; and one of two provinces is no distance away from itself."""
    province = ask.entity("province", "24")
    assert ask.peers(province).empty
    near = ask.peers(province, [ask.indicator("POV01")])
    assert near["entity"].tolist() == ["48", "01", "04"]
    assert near.attrs["missing"] == ()
