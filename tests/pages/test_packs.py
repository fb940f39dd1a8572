"""The meeting pack as people use it: added to, kept, shared, exported under their own sight, issued again."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from pptx import Presentation
from sqlalchemy import Engine

from access.roles import DESK, Grant, Role, Viewer
from access.web import seeing
from components.formatting import as_period
from components.language import use_language
from data.packs.store import PackStore
from data.periods import Grain, Period
from data.questions.sight import Sight
from exports.content import Kind, Shape
from exports.packs.definitions import definitions
from exports.packs.plan import Plan, PlanItem, PlanSection
from pages.pack_issuing import issued
from pages.pack_jobs import Order, Runner
from pages.pack_plans import Asked, items_of, plan_of_ready, sections_of
from pages.packing import briefing_of
from tests.filling import migrated

NOTHING = Shape(Kind.TABLE)
CHART = {"address": "/indicators/GRO01", "id": "indicator-series", "title": "GDP"}


@pytest.fixture
def store(empty_engine: Engine) -> PackStore:
    return PackStore(migrated(empty_engine))


@pytest.fixture
def taken_away(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, str]]:
    """What was recorded, in place of the record of the warehouse that every test shares."""
    found: list[tuple[str, str, str]] = []
    monkeypatch.setattr(seeing, "record_export", lambda *said: found.append(said))
    return found


@pytest.fixture
def desk(wsgi: Flask, store: PackStore, taken_away: list[Any], monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    monkeypatch.setitem(wsgi.extensions, "packs", store)
    monkeypatch.setitem(wsgi.extensions, "pack_runner", Now(wsgi, store))
    return wsgi.test_client()


class Now(Runner):
    """Makes files at once."""

    def submit(self, order: Order) -> Any:
        job = self._store.queue(order.owner, order.form, 1)
        self._run(job.id, order)
        return self._store.job(order.owner, job.id)


@pytest.fixture
def seen(wsgi: Flask) -> Iterator[None]:
    """Inside a request of the desk, in Vietnamese."""
    with wsgi.test_request_context("/pack"), use_language("vi"):
        g.viewer = DESK
        yield


def test_a_chart_is_added_ordered_and_kept_for_this_browser(desk: FlaskClient, wsgi: Flask) -> None:
    key = desk.post("/api/pack/add", json=CHART).get_json()["key"]
    desk.post("/api/pack/add", json={"address": "/provinces"})
    items = [{"kind": "view", "address": "/provinces"}, {"kind": "view", **CHART, "heading": "GDP", "note": "xem kỹ"}]
    assert desk.post("/api/pack/save", json={"key": key, "title": "Họp", "items": items}).status_code == 200
    found = wsgi.extensions["packs"].find(key)
    assert [(one.address, one.note) for one in found.items] == [("/provinces", ""), ("/indicators/GRO01", "xem kỹ")]
    stranger = wsgi.test_client()
    assert stranger.post("/api/pack/save", json={"key": key, "items": []}).status_code in (403, 404)
    assert stranger.post("/api/pack/export", json={"key": key, "form": "pptx"}).status_code == 404


def test_a_shared_pack_can_be_copied_and_exported_by_others(desk: FlaskClient, wsgi: Flask) -> None:
    key = desk.post("/api/pack/add", json=CHART).get_json()["key"]
    desk.post("/api/pack/save", json={"key": key, "title": "Họp", "shared": True, "items": [{"kind": "view", **CHART}]})
    other = wsgi.test_client()
    copied = other.post("/api/pack/make", json={"key": key}).get_json()["key"]
    assert wsgi.extensions["packs"].find(copied).title == "Bản sao: Họp"
    assert other.post("/api/pack/export", json={"key": key, "form": "pptx"}).get_json()["state"] == "done"


def test_an_export_is_recorded_and_sent_to_its_maker_alone(
    desk: FlaskClient, wsgi: Flask, taken_away: list[tuple[str, str, str]]
) -> None:
    desk.post("/api/pack/add", json=CHART)
    key = desk.post("/api/pack/add", json=CHART).get_json()["key"]
    job = desk.post("/api/pack/export", json={"key": key, "form": "pptx"}).get_json()
    assert (job["state"], job["name"]) == ("done", "tai-lieu-hop.pptx")
    sent = desk.get(f"/api/pack/jobs/{job['id']}/file")
    assert "tai-lieu-hop.pptx" in sent.headers["Content-Disposition"]
    assert len(Presentation(io.BytesIO(sent.data)).slides) >= 3
    assert taken_away == [("tai-lieu-hop.pptx", "pptx", f"/pack?open={key}")]
    assert wsgi.test_client().get(f"/api/pack/jobs/{job['id']}/file").status_code in (403, 404)


@pytest.mark.parametrize(
    ("path", "said", "status"),
    [
        ("add", {"address": "https://elsewhere"}, 400),
        ("add", {"address": "/x", "title": "a" * 300}, 400),
        ("add", [], 400),
        ("save", {"key": "0" * 32, "items": []}, 403),
        ("save", {"key": "0" * 32, "items": "all"}, 400),
        ("make", {"key": "0" * 32}, 404),
        ("make", {"ready": "nothing"}, 400),
        ("make", {"ready": "monthly", "period": "2026-13"}, 400),
        ("make", {"ready": "province", "unit": "99"}, 400),
        ("export", {"key": "0" * 32, "form": "exe"}, 404),
        ("export", {"key": "0" * 32, "form": "pptx"}, 404),
        ("remove", {"key": "0" * 32}, 403),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(desk: FlaskClient, path: str, said: Any, status: int) -> None:
    answer = desk.post(f"/api/pack/{path}", json=said)
    assert answer.status_code == status
    assert answer.get_json()["reason"]


def test_nobody_fills_the_queue(desk: FlaskClient, wsgi: Flask) -> None:
    key = desk.post("/api/pack/add", json=CHART).get_json()["key"]
    store = wsgi.extensions["packs"]
    for _ in range(5):
        store.queue(store.find(key).owner, "pdf", 1)
    answer = desk.post("/api/pack/export", json={"key": key, "form": "pptx"})
    assert (answer.status_code, "chưa xong" in answer.get_json()["reason"]) == (409, True)


def test_whoever_may_not_export_has_no_pack(wsgi: Flask) -> None:
    from access.web import rules

    operator = Viewer("op", "session", frozenset({Grant(Role.OPERATOR)}), account_id=1)
    assert not rules.lets(operator, rules.rule_of("packs.export"))
    assert not rules.lets(operator, rules.PAGES["pages.pack"])


def test_a_thing_that_is_gone_says_so_and_stops_nothing(seen: None) -> None:
    items = (PlanItem("/nowhere"), PlanItem("/indicators/GRO01", "no-such-id"), PlanItem("/indicators/GRO01"))
    made = briefing_of(Plan("x", "Họp", (PlanSection("", items),)))
    assert [one.reason for one in made.missing] == [
        "Không có trang /nowhere.",
        "Trang này không có hình hoặc bảng nào mang mã no-such-id.",
    ]
    assert len(list(made.parts)) > 3


def test_each_readers_pack_is_computed_under_their_own_sight(wsgi: Flask, seen: None, monkeypatch: Any) -> None:
    plan = Plan("x", "Họp", (PlanSection("", (PlanItem("/highlights?what=GRO01,PRI01", "highlights"),)),))
    whole = next(briefing_of(plan).parts).taken.content.sentences
    everything = seeing.questions()
    hidden = Sight(hidden=frozenset({everything.indicator("GRO01").id}))
    monkeypatch.setattr(seeing, "questions", lambda: everything.seen_by(hidden))
    narrowed = next(briefing_of(plan).parts).taken.content.sentences
    assert any("GDP" in one for one in whole)
    assert not any("GDP" in one for one in narrowed)
    assert len(narrowed) == len(whole) - 1


def test_an_issue_is_new_where_figures_are_new(store: PackStore, seen: None) -> None:
    plan = Plan("pack:x", "Họp", (PlanSection("", (PlanItem("/indicators/GRO01", "indicator-series"),)),))

    def issue(as_of: str) -> Any:
        return issued(store, plan, "account:1", lambda _done, _total: None, spoken="vi", as_of=as_of)

    first, again, later = issue("2026-07-31"), issue("2026-07-31"), issue("2026-10-31")
    assert (first.issue, first.changes) == (1, ())
    assert (again.issue, again.changes) == (1, ())
    assert later.issue == 2
    assert any("quý III/2026" in one and "9,95" in one for one in later.changes), later.changes


def test_every_ready_made_pack_holds_what_it_names(seen: None) -> None:
    for code, definition in definitions().items():
        asked = Asked("2026-10", {"province": "22", "ministry": "BTC"}[definition.kind])
        plan = plan_of_ready(code, asked)
        made = briefing_of(plan)
        lacking = [one.reason for one in made.missing if "hình hoặc bảng" not in one.reason]  # no figures, no chart
        assert lacking == [], code
        assert sections_of(items_of(plan)) == plan.sections


def test_the_monthly_pack_is_about_thirty_slides(seen: None) -> None:
    plan = plan_of_ready("monthly", Asked("2026-10"))
    assert plan.title == "Tình hình kinh tế – xã hội tháng 10/2026"
    assert 22 <= len(plan.items) <= 32


@pytest.mark.usefixtures("seen")
@pytest.mark.parametrize("code", ["monthly", "targets"])
def test_nothing_in_a_pack_of_a_period_is_of_a_later_one(code: str) -> None:
    """Headlines, maps, lines, rankings and targets: whatever has a period ends by that of the pack."""
    briefing = briefing_of(plan_of_ready(code, Asked("2025-06")))
    ends = [
        (part.title, found)
        for part in briefing.parts
        for series in (part.taken.content.shape.series if part.taken.content.shape else ())
        if series.role not in ("forecast", "scenario")
        for place, category in enumerate(part.taken.content.shape.categories)  # type: ignore[union-attr]
        if series.values[place] is not None and (found := as_period(category.code or None)) is not None
    ]
    cards = [card.period for part in briefing.parts for card in (part.taken.content.shape or NOTHING).cards]
    assert ends or cards
    last = Period.parse("2025-06").end
    late = [(title, found) for title, found in ends if found.end > last and found.grain is not Grain.DAY]
    assert late == []  # days, on which something was said, are no periods of figures
    assert [one for one in cards if "2026" in one] == []
