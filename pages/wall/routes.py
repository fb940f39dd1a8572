"""The routes of the wall: the page of a screen, its playlist and scenes, and what it asks every two seconds."""

import json
from dataclasses import asdict
from datetime import datetime
from urllib.parse import urlencode

from flask import Flask, Response, abort, jsonify, make_response, render_template, request

from access import tokens
from access.clock import utc_now
from access.web import gate, screens, seeing
from components.formatting import CLOCK, day
from components.language import _, language, use_language
from components.wall.box import FORMS, Form
from data.engine import saying_what_is_wrong
from data.errors import WarehouseError
from data.questions import Questions
from data.wall import screens as kept
from data.wall.screens import NAME_LENGTH, Command, Screen
from pages.drawing import in_words as warehouse_in_words
from pages.kept.ahead import ahead
from pages.view import view_of
from pages.wall import state, steering  # noqa: F401  # whose routes hang on the same blueprint
from pages.wall.asked import Asked, asked, language_of, screen_of
from pages.wall.calling import Call, calls
from pages.wall.drawing import SceneFailed, drawn
from pages.wall.site import blueprint
from pages.wall.titles import titled
from pages.wall.words import in_words, screen_called, screen_words

OWN = "X-Wall"
"""A header that no form and no picture of another site can send: with it a screen reports what it shows."""

TOLD, LONGEST = 12, 300


def add_to(server: Flask, folder: str) -> None:
    """Add the wall to a server."""
    server.extensions["wall"] = state.make(folder)
    server.register_blueprint(blueprint)


@blueprint.get("/wall")
def screen() -> Response:
    """The page of a screen; it asks for everything else itself, and stays for as long as the screen is on."""
    with use_language(language_of(request.args)):
        words = json.dumps(screen_words(), ensure_ascii=False)
        page = render_template("wall.html", language=language_of(request.args), words=words, build=state.wall().build)
    return make_response(page)


@blueprint.get("/wall/open/<token>")
def open(token: str) -> Response:  # the route is called so
    """The link of a screen: remembers it, and leads to the wall with the rest of the address."""
    why = _why_closed(token)
    if why:
        return _over(why)
    answer = make_response("", 302)
    asks = urlencode(request.args.to_dict())
    answer.headers["Location"] = f"/wall?{asks}" if asks else "/wall"
    screens.remember(answer, token, secure=gate.cookies_are_secure())
    return answer


@blueprint.get("/wall/over")
def over() -> Response:
    """What a screen shows whose link works no more."""
    return _over(_why_closed(request.cookies.get(screens.COOKIE, "")) or "unknown")


def _why_closed(text: str) -> str:
    """Why a link opens no wall; empty where it does. While the database is away, the screen is told to ask again."""
    try:
        with saying_what_is_wrong(gate.engine()):
            found = tokens.find(gate.engine(), text)
            return "" if found and found.via == "screen" else tokens.why_over(gate.engine(), text)
    except WarehouseError:
        abort(503)


def _over(why: str) -> Response:
    sentence = {
        "revoked": _("Liên kết của màn hình này đã bị thu hồi."),
        "expired": _("Liên kết của màn hình này đã hết hạn."),
    }.get(why, _("Liên kết này không phải của màn hình nào."))
    hint = _("Người vận hành tạo liên kết mới ở trang Khóa truy cập, hoặc bằng lệnh python -m access token create.")
    page = render_template("wall_over.html", sentence=sentence, hint=hint, language=language())
    return make_response(page, 403)


@blueprint.get("/api/wall/playlist")
def playlist() -> Response:
    """The scenes of the address in their order, how long each stays, and what of the address cannot be done."""
    what, language, questions = _asked(), language_of(request.args), seeing.questions()
    night = what.playlist.night
    with use_language(language):
        told = [in_words(one) for one in what.problems]
        screen = screen_called(screen_of(request.args, gate.viewer()))
        called = _("Màn hình: {name}").format(name=screen) if screen else ""
    return jsonify(
        name=what.playlist.name,
        title=what.playlist.title(language),
        scenes=[
            {"name": one.name, "title": titled(one, language, questions), "seconds": what.seconds(one)}
            for one in what.scenes
        ],
        transitions=what.playlist.transitions and request.args.get("transitions") != "off",
        shift=what.playlist.shift,
        night=[f"{one:%H:%M}" for one in night] if night else None,
        dim=what.playlist.dim,
        told=told,
        called=called,
        stamp=_stamp(),
    )


@blueprint.get("/api/wall/scene/<name>")
def scene(name: str) -> tuple[Response, int] | Response:
    """A scene as HTML; 404 where this screen has none of that name, 500 or 503 with a sentence where it cannot be."""
    found = next((one for one in _asked().scenes if one.name == name), None)
    if found is None:
        return jsonify(reason=_("Không có cảnh này.")), 404
    form: Form = "tall" if request.args.get("form") == FORMS[1] else FORMS[0]
    language = language_of(request.args)
    try:
        seeing.catch_up(_version(request.args.get("version", "")) or 0)
        view = view_of({})
        scene_drawn = drawn(found, form, view, language)
        seeing.record_shown(f"/wall?scene={name}", view.questions, scene_drawn.restricted)
        version = view.questions.data_version()
    except SceneFailed as problem:
        return jsonify(reason=str(problem)), 500
    except WarehouseError as problem:
        with use_language(language):
            return jsonify(reason=warehouse_in_words(problem)), 503
    answer = jsonify(
        html=scene_drawn.html,
        title=titled(found, language, view.questions),
        version=version,
        told=scene_drawn.problems,
    )
    answer.set_etag(f"{scene_drawn.etag}-{version}")
    answer.make_conditional(request)
    return answer


@blueprint.get("/api/wall/stand")
def stand() -> tuple[Response, int] | Response:
    """What has happened since a screen asked last: loads, commands, calls to other scenes, files; and the time."""
    now = datetime.now(CLOCK).isoformat(timespec="milliseconds")
    try:
        questions = seeing.questions()
        beat, newest = questions.beat(), questions.data_date()
        version = ahead().told(beat.stand[0], _version(request.args.get("seen", "")) or 0)
        called = _called(questions)
        number, commands = _commands()
        _report(version)
    except WarehouseError as problem:
        with use_language(language_of(request.args)):
            return jsonify(reason=warehouse_in_words(problem), now=now), 503
    return jsonify(
        version=version,
        soon=version != beat.stand[0],
        date=day(newest) if version == beat.stand[0] else None,
        now=now,
        build=state.wall().build,
        stamp=_stamp(),
        command=number,
        commands=[{"action": one.action, "scene": one.scene} for one in commands],
        desk=".".join(map(str, beat.desk)),
        jumps=[asdict(one) for one in called],
    )


def _called(questions: Questions) -> tuple[Call, ...]:
    what = _asked()
    with use_language(language_of(request.args)):
        return calls(questions, what.scenes, what.playlist.calls)


def _asked() -> Asked:
    return asked(request.args, state.wall().definitions.read(), gate.viewer())


def _stamp() -> str:
    return state.wall().definitions.read().stamp


def _version(text: str) -> int | None:
    """A data version that a screen names; None where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _commands() -> tuple[int, list[Command]]:
    """The number of the last command, and what is new to this screen; nothing is new to one that has just begun."""
    name, after = screen_of(request.args, gate.viewer()), request.args.get("after", "")
    if not name:
        return 0, []
    engine = gate.engine()
    with saying_what_is_wrong(engine), engine.connect() as connection:
        if not (after.isascii() and after.isdigit()):
            return kept.newest_command(connection, name), []
        found = kept.commands_after(connection, name, int(after[:15]), utc_now())
    return (found[-1].id if found else int(after[:15])), found


def _report(version: int) -> None:
    """Keep what the screen says of itself, where it has a name and the request is its own."""
    name, args = screen_of(request.args, gate.viewer()), request.args
    if not name or OWN not in request.headers:
        return
    told = tuple(one[:LONGEST] for one in args.getlist("told")[:TOLD])
    shows = args.get("shows", "")[:NAME_LENGTH]
    runs = "stands" if args.get("state") == "stands" else "plays"
    listed = args.get("list", "")[:NAME_LENGTH]
    shown = _version(args.get("seen", "")) or version
    if state.wall().is_news(name, (listed, shows, runs, told, shown)):
        engine = gate.engine()
        with saying_what_is_wrong(engine):
            kept.report(engine, Screen(name, listed, shows, runs, told, shown, utc_now()))
