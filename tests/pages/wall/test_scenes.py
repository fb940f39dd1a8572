"""Scenes as screens get them: each of ours whole, in both languages and forms; what fails is said."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from access import audit
from access.roles import Grant, Role, Viewer
from data.errors import WarehouseLocked
from data.wall.folder import Defined, Definitions
from data.wall.kinds import KINDS
from data.wall.records import Part, Scene, Spot
from pages.kept.keeping import Keeping
from pages.wall import drawing
from pages.wall.parts import DESK, FRESH, PARTS, news
from tests.pages.test_restricted import HIDDEN, NAME, SIGNS, Looks, asked, looks, secret, someone  # noqa: F401

SCENES = tuple(Definitions().read().scenes)
RAW = re.compile(r"\b(nan|NaN|None|undefined|null|NaT|Traceback)\b|\{\w+\}")
VIETNAMESE = re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
ALL = frozenset({"all"})
Shows = Callable[..., None]


def get(client: FlaskClient, name: str, **params: str) -> dict[str, Any]:
    answer = client.get(f"/api/wall/scene/{name}", query_string={"playlist": "all", **params})
    return {"status": answer.status_code, "etag": answer.headers.get("ETag"), **(answer.get_json(silent=True) or {})}


def words(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", html))


@pytest.fixture
def shows(wsgi: Flask, monkeypatch: pytest.MonkeyPatch) -> Shows:
    """Let the wall have other scenes: one of these parts each."""

    def use(**scenes: tuple[Part, ...]) -> None:
        made = {name: Scene(name, name, name, parts) for name, parts in scenes.items()}
        ours = Definitions().read()
        playlist = replace(ours.playlists["main"], scenes=tuple(made))
        defined = Defined(MappingProxyType(made), MappingProxyType({"main": playlist}), (), "x")
        monkeypatch.setattr(wall.definitions, "read", lambda: defined)

    wall = wsgi.extensions["wall"]
    monkeypatch.setitem(wsgi.extensions, "drawings", Keeping(48))
    return use


def part(kind: str = "text", row: int = 1, **options: object) -> Part:
    given = {name: option.default for name, option in KINDS[kind].items()} | options
    return Part(kind, Spot(1, row, 24, 6), Spot(1, row, 12, 6), options=MappingProxyType(given))


def test_every_kind_of_part_is_drawn_by_something_and_nothing_else_is() -> None:
    assert set(PARTS) == set(KINDS)
    assert set(PARTS) >= FRESH | DESK


@pytest.mark.parametrize("form", ["landscape", "tall"])
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", SCENES)
def test_each_of_our_scenes_is_whole(client: FlaskClient, name: str, language: str, form: str) -> None:
    scene = get(client, name, form=form, language=language)
    assert (scene["status"], scene["told"]) == (200, [])
    assert RAW.search(words(scene["html"])) is None
    assert scene["html"].count("<article") == scene["html"].count('class="w-tile__in')
    if language == "en":
        assert "cập nhật" not in scene["html"]


@pytest.mark.parametrize("name", SCENES)
def test_every_tile_with_figures_tells_their_age(client: FlaskClient, name: str) -> None:
    tiles = re.findall(r"<article.*?</article>", get(client, name)["html"])
    silent = [one for one in tiles if "data-day" not in one and "w-nothing" not in one and "w-facts" not in one]
    assert tiles
    assert silent == []


def test_a_scene_that_has_not_changed_is_not_sent_again(client: FlaskClient) -> None:
    first = get(client, "nation")
    again = client.get("/api/wall/scene/nation", headers={"If-None-Match": first["etag"]})
    assert (again.status_code, again.get_data()) == (304, b"")


def test_a_scene_nobody_described_is_not_there(client: FlaskClient) -> None:
    assert get(client, "nowhere")["status"] == 404


def test_a_part_that_cannot_be_drawn_says_so_and_the_others_are(client: FlaskClient, shows: Shows) -> None:
    shows(mixed=(part(text_vi="Chào", text_en="Hello"), part("figure", 7, indicator="XYZ09")))
    scene = get(client, "mixed", language="vi")
    assert scene["status"] == 200
    assert "Chào" in scene["html"]
    assert "Ô này chưa hiện được" in scene["html"]
    assert scene["told"] == ["mixed: ô 2: không có chỉ tiêu mang mã này, hoặc màn hình không được xem"]


def test_a_scene_of_which_nothing_can_be_drawn_says_why(
    client: FlaskClient, shows: Shows, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_ask: object) -> str:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr(drawing, "PARTS", {**PARTS, "text": broken})
    shows(broken=(part(text_vi="a", text_en="a"),), whole=(part("holdings"),))
    scene = get(client, "broken", language="vi")
    assert (scene["status"], scene["reason"]) == (500, "broken: ô 1: lỗi đã được ghi vào nhật ký của máy chủ")
    assert "fault of ours" not in json.dumps(scene)
    assert get(client, "whole")["status"] == 200


def test_a_warehouse_that_does_not_answer_is_no_fault_of_a_scene(
    client: FlaskClient, shows: Shows, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(_ask: object) -> str:
        raise WarehouseLocked("busy")

    monkeypatch.setattr(drawing, "PARTS", {**PARTS, "text": locked})
    shows(busy=(part(text_vi="a", text_en="a"),))
    scene = get(client, "busy", language="vi")
    assert scene["status"] == 503
    assert "đang bận" in scene["reason"]


def test_words_of_the_office_are_shown_as_they_are(client: FlaskClient, shows: Shows) -> None:
    shows(said=(part(text_vi="<b>Chào</b> & mừng", text_en="x"),))
    assert "&lt;b&gt;Chào&lt;/b&gt; &amp; mừng" in get(client, "said")["html"]


def test_the_map_plays_through_the_indicators_of_the_address(client: FlaskClient) -> None:
    said = client.get("/api/wall/playlist?indicator=ind01,PRI01,x").get_json()
    names = [one["name"] for one in said["scenes"]]
    assert names[1:5] == ["targets", "map:IND01", "map:PRI01", "investment"]
    assert said["scenes"][2]["title"] == "Các tỉnh: IIP so với cùng kỳ"
    assert said["told"] == ["địa chỉ: indicator = X không phải mã chỉ tiêu; hãy viết như GRO02,INV05"]
    assert "IIP so với cùng kỳ" in words(get(client, "map:IND01", playlist="main", indicator="IND01")["html"])
    unknown = get(client, "map:ZZZ99", playlist="main", indicator="ZZZ99")
    assert unknown["status"] == 500
    assert unknown["reason"].startswith("Các tỉnh: ô 1: không có chỉ tiêu mang mã này")


def test_what_changed_today_is_told_with_how_many_there_are_and_a_quiet_day_shows_the_last_load(
    client: FlaskClient, wsgi: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiet = words(get(client, "changes", language="vi")["html"])
    assert "Hôm nay chưa có số nào mới. Lần nạp gần nhất:" in quiet
    monkeypatch.setattr(news, "today", lambda: date(2026, 10, 6))  # when figures of the catalogue were published
    monkeypatch.setitem(wsgi.extensions, "drawings", Keeping(48))
    said = words(get(client, "changes", language="vi")["html"])
    assert "Hôm nay: 9 số mới " in said
    assert "9 số công bố mới." in said  # the same in sentences
    assert "mới, tăng 1,70\xa0điểm % so với cùng kỳ" in said


def test_the_playlist_says_what_is_shown_and_for_how_long(client: FlaskClient) -> None:
    said = client.get("/api/wall/playlist?interval=5&transitions=off&playlist=nowhere").get_json()
    assert {one["seconds"] for one in said["scenes"]} == {5}
    assert said["transitions"] is False
    assert said["night"] == ["22:00", "06:00"]
    assert said["told"][0].startswith("địa chỉ: ")


def test_a_screen_is_told_how_things_stand(client: FlaskClient) -> None:
    said = client.get("/api/wall/stand").get_json()
    assert (said["version"], said["commands"], said["jumps"]) == (1, [], [])
    assert said["now"].endswith("+07:00")


# --- who sees what ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SCENES)
def test_a_screen_finds_no_trace_of_what_is_restricted(wsgi: Flask, looks: Looks, name: str) -> None:  # noqa: F811
    """Its link holds the role of a viewer, who at a desk would see it."""
    looks(Viewer("sảnh", "screen", frozenset({Grant(Role.VIEWER)}), None, False, ALL))
    scene = get(wsgi.test_client(), name)
    text = json.dumps(scene, ensure_ascii=False)
    assert scene["status"] in (200, 500)  # all that a scene names may be hidden
    assert [sign for sign in (*SIGNS, NAME, *HIDDEN) if sign in text] == []


def test_who_sees_it_at_a_desk_does_not_open_it_to_a_screen_of_the_same_role(wsgi: Flask, looks: Looks) -> None:  # noqa: F811
    client, screen = wsgi.test_client(), Viewer("sảnh", "screen", frozenset({Grant(Role.VIEWER)}), None, False, ALL)
    for viewer, shown in ((someone(Role.VIEWER), True), (screen, False), (someone(Role.VIEWER), True)):
        looks(viewer)
        assert any(sign in json.dumps(get(client, "nation"), ensure_ascii=False) for sign in SIGNS) == shown


def test_what_was_shown_on_a_wall_is_recorded(wsgi: Flask, looks: Looks, secret: Engine) -> None:  # noqa: F811
    looks(Viewer("thu", "token", frozenset({Grant(Role.ANALYST)})))
    for name in ("nation", "nation", "map"):
        get(wsgi.test_client(), name)
    with secret.connect() as connection:
        rows = audit.read(connection, audit.Filter(action=audit.Event.SAW_RESTRICTED, actor="token:thu"))
    assert list(rows["subject"]) == ["/wall?scene=map", "/wall?scene=nation"]
    assert "PRI01" not in json.loads(str(rows["detail"].iloc[1]))["indicators"]  # of the nation, not on this scene


def test_the_assets_of_the_wall_are_not_those_of_the_pages(client: FlaskClient) -> None:
    page, wall = client.get("/").get_data(as_text=True), client.get("/wall").get_data(as_text=True)
    assert "assets/wall/" not in page
    assert "assets/wall/" in wall
    assert "_dash-" not in wall


def test_the_script_of_the_wall_has_every_word_it_says(wsgi: Flask) -> None:
    scripts = [path for path in Path(wsgi.root_path, "assets", "wall").glob("*.js") if path.name != "remote.js"]
    said = "".join(path.read_text(encoding="utf-8") for path in scripts)
    page = wsgi.test_client().get("/wall").get_data(as_text=True)
    given = json.loads(unescape(re.search(r'data-words="([^"]*)"', page)[1]))
    wanted = set(re.findall(r"words\.(\w+)", said)) | set(re.findall(r'wall\.say\("(\w+)"', said))
    assert len(scripts) >= 6
    assert wanted - set(given) == set()
