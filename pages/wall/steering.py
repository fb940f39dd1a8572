"""The remote control: which screens there are, what each shows, what its operator should know, and steering it."""

from datetime import timedelta
from typing import Any

from flask import Response, jsonify, make_response, render_template, request

from access import audit
from access.clock import utc_now
from access.web import gate, seeing
from components.formatting import moment
from components.language import _, language
from components.theme import current_theme
from data.engine import saying_what_is_wrong
from data.wall import screens as kept
from data.wall.choosing import named
from data.wall.folder import Defined
from data.wall.records import Scene
from data.wall.screens import ACTIONS, NAME_LENGTH, Screen
from pages.wall import state
from pages.wall.asked import is_screen
from pages.wall.site import blueprint
from pages.wall.titles import titled
from pages.wall.words import in_words, screen_called

SILENT = timedelta(seconds=40)
FORGET = "forget"


@blueprint.get("/wall/remote")
def remote() -> Response:
    """The page of the remote control, for a phone or a laptop."""
    page = render_template(
        "wall_remote.html",
        language=language(),
        theme=current_theme(),
        build=state.wall().build,
        screen=request.args.get("screen", "")[:NAME_LENGTH],
        words=remote_words(),
    )
    return make_response(page)


@blueprint.get("/api/wall/screens")
def screens() -> Response:
    """Every screen with what it shows, its scenes, and what is wrong with it or with the files."""
    engine, defined = gate.engine(), state.wall().definitions.read()
    with saying_what_is_wrong(engine), engine.connect() as connection:
        found = kept.listed(connection, utc_now())
    return jsonify(
        screens=[_shown(one, defined) for one in found],
        problems=[in_words(one) for one in defined.problems],
    )


@blueprint.post("/api/wall/steer")
def steer() -> tuple[Response, int] | Response:
    """Tell a screen to do something: next, previous, play, pause, show a scene; or take it off the list."""
    said = request.get_json(silent=True)
    given = said if isinstance(said, dict) else {}
    name, action, scene = (str(given.get(key) or "") for key in ("screen", "action", "scene"))
    if not is_screen(name):
        return jsonify(reason=_("Hãy chọn một màn hình.")), 400
    if action not in (*ACTIONS, FORGET):
        return jsonify(reason=_("Màn hình không làm được việc này.")), 400
    if action == "show" and named(state.wall().definitions.read().scenes, scene) is None:
        return jsonify(reason=_("Không có cảnh này.")), 400
    engine = gate.engine()
    who, shown = gate.viewer(), scene if action == "show" else ""
    with saying_what_is_wrong(engine), engine.begin() as connection:
        number = None
        if action == FORGET:
            kept.forget(connection, name)
        else:
            number = kept.command(connection, name, action, shown, audit.actor_of(who), utc_now())
        audit.write(connection, who, audit.Event.WALL_STEERED, name, {"action": action, "scene": shown})
    return jsonify(done=True) if number is None else jsonify(command=number)


def remote_words() -> dict[str, str]:
    """The words of the remote control."""
    return {
        "title": _("Điều khiển màn hình"),
        "screen": _("Màn hình"),
        "none": _("Chưa có màn hình nào đang mở. Mở /wall?screen=tên trên màn hình, hoặc bằng liên kết của màn hình."),
        "previous": _("Cảnh trước"),
        "next": _("Cảnh sau"),
        "pause": _("Dừng"),
        "play": _("Chạy"),
        "scenes": _("Chọn cảnh"),
        "now": _("Đang chiếu"),
        "of": _("Danh sách"),
        "silent": _("không thấy từ {moment}"),
        "here": _("đang kết nối"),
        "told": _("Cần xem"),
        "files": _("Tệp cảnh và danh sách"),
        "fine": _("Không có gì cần xem."),
        "forget": _("Bỏ khỏi danh sách"),
        "lost": _("Mất kết nối máy chủ; đang thử lại."),
        "home": _("Về trang tổng quan"),
        "sent": _("đã gửi"),
    }


def _shown(one: Screen, defined: Defined) -> dict[str, Any]:
    scenes, questions = _scenes_of(one, defined), seeing.questions()
    spoken = language()
    now, listed = named(defined.scenes, one.scene), defined.playlists.get(one.playlist)
    silent = utc_now() - one.seen_at > SILENT
    return {
        "name": one.name,
        "called": screen_called(one.name),
        "playlist": listed.title(spoken) if listed else one.playlist,
        "scene": one.scene,
        "title": titled(now, spoken, questions) if now else "",
        "state": one.state,
        "told": one.told,
        "version": one.data_version,
        "silent": _("không thấy từ {moment}").format(moment=moment(one.seen_at)) if silent else "",
        "scenes": [{"name": each.name, "title": titled(each, spoken, questions)} for each in scenes],
    }


def _scenes_of(one: Screen, defined: Defined) -> list[Scene]:
    """The scenes of its playlist; a map that its address lets play through others is steered by its own name."""
    listed = defined.playlists.get(one.playlist)
    names = listed.scenes if listed else tuple(defined.scenes)
    return [scene for name in dict.fromkeys(names) if (scene := named(defined.scenes, name)) is not None]
