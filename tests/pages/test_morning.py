"""The morning brief: since when it tells, what it says on quiet days and on others, and the pack made of it."""

from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask, g

from access.roles import DESK
from data.clock import today
from exports.packs.definitions import definitions
from pages.morning_gathered import usual_since
from pages.pack_plans import Asked, CannotPlan, plan_of_ready
from tests.pages.visiting import components, texts, visit

RELEASE = "as_of=2026-10-06"
"""A day on which figures of the catalogue were published."""


def says(wsgi: Flask, query: str) -> str:
    return " ".join(texts(visit(wsgi, "/morning", query, "vi", "light")))


@pytest.mark.parametrize(
    ("day", "since"),
    [("2026-11-25", "2026-11-24"), ("2026-11-28", "2026-11-27"), ("2026-11-29", "2026-11-27"),
     ("2026-11-30", "2026-11-27")],
    ids=["wednesday", "saturday", "sunday", "monday"],
)  # fmt: skip
def test_a_brief_tells_since_the_last_working_day(day: str, since: str) -> None:
    assert usual_since(date.fromisoformat(day)) == date.fromisoformat(since)


def test_what_was_published_is_told_with_its_figures(wsgi: Flask) -> None:
    said = says(wsgi, RELEASE)
    assert "Bản tin sáng 06/10/2026" in said
    assert "9 số công bố mới." in said
    assert "Tăng trưởng GDP quý III/2026 9,95%" in said
    assert "báo cáo định kỳ chậm" in said


def test_every_line_leads_to_its_page(wsgi: Flask) -> None:
    page = visit(wsgi, "/morning", RELEASE, "vi", "light")
    links = [one["props"]["href"] for one in components(page) if one["type"] == "Link"]
    trails = [parse_qs(urlsplit(one).query) for one in links if one.startswith("/trail/")]
    assert len(trails) == 9
    assert {one["as_of"][0] for one in trails} == {"2026-10-06"}
    assert any(one.startswith("/ministries/BTC") for one in links)


def test_a_quiet_day_says_so_in_a_sentence(wsgi: Flask) -> None:
    said = says(wsgi, "as_of=2026-08-22&since=2026-08-22")
    assert "Từ 22/08/2026 đến nay không có gì mới" in said
    assert "Không có số liệu công bố nào mới hay được điều chỉnh." in said


@pytest.mark.parametrize("since", ["2026-13-01", "yesterday", "2026-10-07", "<b>"])
def test_a_day_that_cannot_be_is_named_and_the_usual_one_is_used(wsgi: Flask, since: str) -> None:
    said = says(wsgi, f"{RELEASE}&since={since}")
    assert f"Không hiểu ngày since={since} trong địa chỉ" in said
    assert "Đang xem từ 05/10/2026" in said


# --- the pack ---------------------------------------------------------------------------------------------------------


def test_the_pack_of_the_morning_takes_every_part_of_the_page(wsgi: Flask) -> None:
    page = visit(wsgi, "/morning", RELEASE, "vi", "light")
    offered = {one["props"].get("data-export") for one in components(page)} - {None}
    plan = definitions()["morning"].plan({"since": "2026-10-05"}, {"since": "05/10/2026", "day": "06/10/2026"})
    assert plan.title == "Bản tin sáng 06/10/2026"
    taken = {one.id for one in plan.items}
    assert {one for one in offered if one not in taken} == set()
    assert {one.address for one in plan.items} == {"/morning?since=2026-10-05"}


def test_the_pack_is_of_the_day_it_is_asked_for(wsgi: Flask) -> None:
    with wsgi.test_request_context("/pack"):
        g.viewer = DESK
        plan = plan_of_ready("morning", Asked(as_of="2026-10-05"))  # a Monday
        assert (plan.title, plan.items[0].address) == ("Bản tin sáng 05/10/2026", "/morning?since=2026-10-02")
        ahead = (today() + timedelta(days=1)).isoformat()
        for wrong in ("soon", "2026-02-30", ahead):
            with pytest.raises(CannotPlan, match=wrong):
                plan_of_ready("morning", Asked(since=wrong))
