"""The link of a screen: it opens the wall, and nothing else, until it is withdrawn or over."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from access import accounts, tokens
from access.clock import utc_now
from access.roles import Action, Grant, Role, Viewer, may
from access.web import rules
from data.wall.screens import listed

Link = Callable[..., str]
OTHERS = ("/", "/data", "/api/version", "/api/find?q=gdp", "/metrics", "/accounts", "/tokens", "/account", "/audit")
OTHERS += ("/wall/remote", "/api/wall/screens", "/_dash-layout", "/export/csv?address=/&id=overview-growth")


@pytest.fixture
def product(wsgi: Flask, own_warehouse: Engine, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The product with somebody who must log in."""
    gate = wsgi.extensions["gate"]
    monkeypatch.setattr(gate, "engine", own_warehouse)
    monkeypatch.setattr(gate._limits, "_engine", own_warehouse)
    monkeypatch.setattr(gate, "_has_accounts", None)
    monkeypatch.setattr(gate, "_asked_at", float("-inf"))
    with own_warehouse.begin() as connection:
        accounts.create(connection, "chief", None, grants=[Grant(Role.ADMINISTRATOR)])
    return wsgi


@pytest.fixture
def link(own_warehouse: Engine) -> Link:
    """Make the link of a screen; the value is the token in it."""

    def make(scenes: str = "all", *, minutes: float = 60) -> str:
        began = utc_now() - timedelta(hours=2)
        ends = began + timedelta(hours=2, minutes=minutes)
        with own_warehouse.begin() as connection:
            more = {"writes": False, "expires": ends, "created_by": "chief", "scenes": scenes, "now": began}
            return tokens.create(connection, "sảnh", tokens.SCREEN, **more)  # type: ignore[arg-type]

    return make


def opened(product: Flask, text: str, query: str = "") -> FlaskClient:
    client = product.test_client()
    answer = client.get(f"/wall/open/{text}{query}")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/wall{query}")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    return client


def test_a_link_opens_the_wall_with_the_rest_of_its_address(product: Flask, link: Link) -> None:
    client = opened(product, link(minutes=60 * 24 * 30), "?playlist=main&interval=5")
    wall = client.get("/wall?playlist=main")
    assert wall.status_code == 200
    assert '<meta name="google" content="notranslate">' in wall.get_data(as_text=True), "no bubble over the clock"
    assert client.get("/api/wall/scene/nation").status_code == 200
    assert client.get("/api/wall/playlist").get_json()["told"] == []
    assert client.get("/api/wall/stand").status_code == 200


@pytest.mark.parametrize("address", OTHERS)
def test_a_link_opens_nothing_else(product: Flask, link: Link, address: str) -> None:
    text = link()
    by_cookie = opened(product, text).get(address)
    by_header = product.test_client().get(address, headers={"Authorization": f"Bearer {text}"})
    assert by_cookie.status_code in (302, 401)
    assert by_cookie.headers.get("Location", "/login").startswith("/login")
    assert by_header.status_code in (302, 401, 403)


def test_no_route_but_those_of_the_wall_lies_within_the_reach_of_a_screen(wsgi: Flask) -> None:
    screen = Viewer("sảnh", "screen", tokens.SCREEN, None, False, frozenset({"all"}))
    reached = {rule.endpoint for rule in wsgi.url_map.iter_rules() if rules.reaches(screen, rule.endpoint)}
    assert reached == rules.SCREEN | {name for name, action in rules.RULES.items() if action is Action.OPEN}


@pytest.mark.parametrize(
    "action", [one for one in Action if one not in (Action.OPEN, Action.SEE_PUBLIC, Action.SEE_INTERNAL)]
)
def test_a_screen_may_nothing_but_show(action: Action) -> None:
    every = frozenset(Grant(role) for role in Role)
    assert not may(Viewer("sảnh", "screen", every), action)
    assert may(Viewer("máy", "token", every), action)


def test_a_link_shows_the_scenes_that_it_names(product: Flask, link: Link) -> None:
    client = opened(product, link("map"))
    assert [one["name"] for one in client.get("/api/wall/playlist").get_json()["scenes"]] == ["map"]
    assert [client.get(f"/api/wall/scene/{name}").status_code for name in ("map", "nation")] == [200, 404]


def test_a_withdrawn_link_says_so_and_shows_nothing_more(product: Flask, link: Link, own_warehouse: Engine) -> None:
    text = link()
    client = opened(product, text)
    with own_warehouse.begin() as connection:
        tokens.revoke(connection, text.split("_")[1])
    answer = client.get("/api/wall/stand")
    assert (answer.status_code, answer.get_json()["over"]) == (401, "revoked")
    assert client.get("/api/wall/scene/nation").status_code == 401
    assert client.get("/wall").headers["Location"] == "/wall/over"
    for page in (client.get("/wall/over"), client.get(f"/wall/open/{text}")):
        assert page.status_code == 403
        assert "đã bị thu hồi" in page.get_data(as_text=True)


@pytest.mark.parametrize(("minutes", "said"), [(-30, "đã hết hạn"), (None, "không phải của màn hình nào")])
def test_a_link_that_is_over_or_none_says_so(product: Flask, link: Link, minutes: float | None, said: str) -> None:
    text = "tc_0123456789ab_" + "x" * 43 if minutes is None else link(minutes=minutes)
    page = product.test_client().get(f"/wall/open/{text}")
    assert page.status_code == 403
    assert said in page.get_data(as_text=True)


def test_the_token_of_a_machine_is_no_link_of_a_screen(product: Flask, own_warehouse: Engine) -> None:
    with own_warehouse.begin() as connection:
        ends = utc_now() + timedelta(days=1)
        text = tokens.create(connection, "máy", [Grant(Role.VIEWER)], writes=False, expires=ends, created_by="chief")
    assert product.test_client().get(f"/wall/open/{text}").status_code == 403
    client = product.test_client()
    client.set_cookie("tc_screen", text)
    assert client.get("/api/wall/stand").status_code == 401


def test_whoever_logged_in_is_asked_for_nothing_more(product: Flask) -> None:
    answer = product.test_client().get("/wall?playlist=main")
    assert answer.headers["Location"].startswith("/login?next=/wall")


def test_a_screen_reports_under_the_name_of_its_link(product: Flask, link: Link, own_warehouse: Engine) -> None:
    client = opened(product, link())
    client.get("/api/wall/stand?shows=nation&list=main", headers={"X-Wall": "1"})
    with own_warehouse.connect() as connection:
        assert [(one.name, one.scene) for one in listed(connection, utc_now())] == [("sảnh", "nation")]
