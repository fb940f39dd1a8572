"""The remote control and the screens it steers."""

import json
import re
from collections import OrderedDict
from datetime import timedelta
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from data.clock import utc_now
from data.wall.screens import listed
from pages.wall import state
from pages.wall.state import Wall
from pages.wall.steering import remote_words

OWN = {"X-Wall": "1"}


@pytest.fixture
def control(wsgi: Flask, own_warehouse: Engine, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """The product, whose screens are kept in a database of the test's own."""
    monkeypatch.setattr(wsgi.extensions["gate"], "engine", own_warehouse)
    monkeypatch.setattr(wsgi.extensions["wall"], "_reported", OrderedDict())
    return wsgi.test_client()


def stand(client: FlaskClient, **params: str) -> dict[str, object]:
    return client.get("/api/wall/stand", query_string={"screen": "2", **params}, headers=OWN).get_json()


def steer(client: FlaskClient, action: str, **more: str) -> int:
    return client.post("/api/wall/steer", json={"screen": "2", "action": action, **more}).status_code


def test_a_command_reaches_the_screen_once(control: FlaskClient) -> None:
    first = stand(control)
    assert [steer(control, "next"), steer(control, "show", scene="map")] == [200, 200]
    said = stand(control, after=str(first["command"]))
    assert said["commands"] == [{"action": "next", "scene": ""}, {"action": "show", "scene": "map"}]
    assert stand(control, after=str(said["command"]))["commands"] == []
    assert control.get("/api/wall/stand?screen=other&after=0").get_json()["commands"] == []


@pytest.mark.parametrize(
    "sent",
    [
        {},
        [],
        {"screen": "2", "action": "explode"},
        {"screen": "2", "action": "show", "scene": "nowhere"},
        {"screen": "a/b", "action": "next"},
        {"screen": None, "action": None},
    ],
)
def test_what_no_screen_can_do_is_refused_in_a_sentence(control: FlaskClient, sent: object) -> None:
    answer = control.post("/api/wall/steer", json=sent)
    assert (answer.status_code, answer.get_json()["reason"].endswith(".")) == (400, True)


def test_what_a_screen_says_of_itself_is_shown_to_whoever_steers(control: FlaskClient) -> None:
    stand(control, shows="map", state="stands", list="main", seen="1", told="bản đồ: ô 1")
    (screen,) = control.get("/api/wall/screens").get_json()["screens"]
    assert (screen["name"], screen["title"], screen["state"]) == ("2", "Các tỉnh: Tăng trưởng GRDP", "stands")
    assert screen["told"] == ["bản đồ: ô 1"]
    assert {one["name"] for one in screen["scenes"]} >= {"nation", "map"}
    steer(control, "forget")
    assert control.get("/api/wall/screens").get_json()["screens"] == []


def test_a_screen_that_nobody_named_is_told_of_while_it_asks_and_steered_by_its_mark(
    control: FlaskClient, own_warehouse: Engine
) -> None:
    first = stand(control, screen="", mark="a1b2", shows="map", list="main")
    (screen,) = control.get("/api/wall/screens").get_json()["screens"]
    assert (screen["name"], screen["called"], screen["playlist"]) == (
        "#a1b2",
        "chưa đặt tên (a1b2)",
        "Trung tâm chỉ đạo, điều hành",
    )
    assert control.post("/api/wall/steer", json={"screen": "#a1b2", "action": "next"}).status_code == 200
    said = stand(control, screen="", mark="a1b2", after=str(first["command"]))
    assert said["commands"] == [{"action": "next", "scene": ""}]
    with own_warehouse.connect() as connection:
        assert listed(connection, utc_now() + timedelta(minutes=2)) == []


@pytest.mark.parametrize("mark", ["", "a", "A1B2", "a1b2c", "#a1b"])
def test_a_screen_gives_itself_no_other_mark(control: FlaskClient, mark: str) -> None:
    assert stand(control, screen="", mark=mark, shows="map")["command"] == 0
    assert control.get("/api/wall/screens").get_json()["screens"] == []


def test_no_other_site_can_speak_for_a_screen(control: FlaskClient) -> None:
    control.get("/api/wall/stand?screen=2&shows=map")
    assert control.get("/api/wall/screens").get_json()["screens"] == []


@pytest.mark.parametrize("after", ["", "x", "-1", "²", "9" * 30])
def test_odd_numbers_of_commands_do_no_harm(control: FlaskClient, after: str) -> None:
    assert stand(control, after=after)["commands"] == []


def test_the_page_of_the_remote_control_has_its_words(control: FlaskClient) -> None:
    page = control.get("/wall/remote?screen=2").get_data(as_text=True)
    assert set(json.loads(unescape(re.search(r'data-words="([^"]*)"', page)[1]))) == set(remote_words())
    assert 'data-screen="2"' in page
    assert "&lt;" in control.get('/wall/remote?screen="><script>').get_data(as_text=True)


def test_what_ever_new_screens_report_takes_no_ever_growing_room(wsgi: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    wall = Wall(wsgi.extensions["wall"].definitions)
    monkeypatch.setattr(state, "MOST_SCREENS", 3)
    assert [wall.is_news(name, "shows a") for name in "abcd"] == [True] * 4
    assert [wall.is_news(name, "shows a") for name in "bcd"] == [False] * 3
    assert wall.is_news("a", "shows a"), "it was forgotten, and is kept once more"
