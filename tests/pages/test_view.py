from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from flask import Flask

from components.formatting import CLOCK
from data.records import Boundary
from pages.view import View, view_of

Look = Callable[..., View]
NO_DAYS = ("abc", "2025-02-30", "20250630", "2025-W01-1", "30/06/2025", "٢٠٢٥-06-30")


@pytest.fixture
def look(wsgi: Flask) -> Look:
    """The view of an address with these parameters."""

    def answer(**params: object) -> View:
        with wsgi.test_request_context("/"):
            return view_of(params)

    return answer


def test_an_address_without_parameters_is_today_on_the_present_map(look: Look) -> None:
    view = look()
    assert (view.as_of, view.boundary, view.notices) == (None, Boundary.MAP_2025, ())


def test_a_day_and_a_map_are_read_from_the_address(look: Look) -> None:
    view = look(as_of="2025-06-30", boundary="2024")
    assert (view.as_of, view.boundary, view.notices) == (date(2025, 6, 30), Boundary.MAP_2024, ())


@pytest.mark.parametrize("text", [*NO_DAYS, "1899-12-31", "2999-01-01"])
def test_a_day_that_cannot_be_is_said_and_today_is_shown(look: Look, text: str) -> None:
    view = look(as_of=text)
    assert view.as_of is None
    assert view.notices == (f"Không hiểu ngày as_of={text} trong địa chỉ; đang xem số liệu hôm nay.",)


def test_today_may_be_asked_for_and_tomorrow_may_not(look: Look) -> None:
    today = datetime.now(CLOCK).date()
    assert look(as_of=today.isoformat()).as_of == today
    assert look(as_of=(today + timedelta(days=1)).isoformat()).as_of is None


def test_a_map_that_is_none_is_said(look: Look) -> None:
    view = look(boundary="1975")
    assert view.boundary is Boundary.MAP_2025
    assert view.notices == ("Không hiểu địa giới boundary=1975 trong địa chỉ; đang xem theo địa giới hiện nay.",)


def test_what_is_said_back_is_cut(look: Look) -> None:
    (said,) = look(as_of="x" * 5000).notices
    assert len(said) < 150


def test_what_is_no_text_is_left_aside(look: Look) -> None:
    view = look(as_of=["2025-06-30"], boundary=None, theme={"a": 1})
    assert (view.as_of, view.params) == (None, {})


def test_a_link_keeps_the_day_and_the_map(look: Look) -> None:
    view = look(as_of="2025-06-30", boundary="2024", theme="GRO")
    assert view.link("/provinces/01") == "/provinces/01?as_of=2025-06-30&boundary=2024"
    assert view.link("/data", q="nợ", theme=None) == "/data?as_of=2025-06-30&boundary=2024&q=n%E1%BB%A3"


def test_a_link_leaves_out_what_was_not_understood(look: Look) -> None:
    assert look(as_of="abc", boundary="2025").link("/data") == "/data"


def test_a_choice_that_is_not_offered_falls_back(look: Look) -> None:
    view = look(measure="growth", span="999")
    assert view.choice("measure", ("level", "growth"), "level") == "growth"
    assert view.choice("span", {"5": 5}, "5") == "5"
    assert view.choice("absent", ("a", "b"), "a") == "a"
