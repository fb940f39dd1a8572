"""Routes beside the pages: health, the live data version, the search box, and what the pages are made of."""

import functools
import hashlib
from datetime import date, datetime
from pathlib import Path
from urllib.parse import unquote

import dash
from flask import Blueprint, Flask, Response, current_app, jsonify, request, send_from_directory

from access.web import gate, seeing
from components import shell
from components.formatting import CLOCK, day
from components.language import language
from data.cache import AnswerCache
from data.errors import WarehouseError
from data.forecasts.records import RunState
from data.questions import Questions
from data.questions.desk import Beat
from data.questions.registry import PRESENT, Found
from exports.browser import pictures_by
from pages import alert_bell
from pages.kept.ahead import ahead
from pages.view import day_asked
from settings import ROOT

CHARTS = Path(shell.__file__).parent / "vendor" / "plotly-cartesian-4.1.1.min.js"
STYLESHEETS = ("/vendor/css/bootstrap.min.css", "/vendor/css/font/bootstrap-icons.min.css")
VERSION = "0.1.0"
SENT = ("app.py", "settings.py", "access", "assets", "components", "exports", "locale", "pages", "sentences")
KEPT_NEWS = 256
FORMS = ("png", "svg", "csv")
LONGEST = 300  # letters of what a page tells of itself
KINDS = {
    "indicator": "indicators",
    "province": "provinces",
    "commune": "communes",
    "region": "provinces",
    "ministry": "ministries",
    "agency": "ministries",
    "target": "targets",
}
blueprint = Blueprint("toancanh", __name__)


def add_to(server: Flask) -> None:
    """Add the routes, and answer an unknown address with status 404."""
    server.extensions["told"], server.extensions["build"] = AnswerCache(KEPT_NEWS), build()
    server.register_blueprint(blueprint)
    server.after_request(_say_404)


@functools.cache
def build() -> str:
    """A fingerprint of what pages are made of; an open page that another build sent is loaded anew."""
    digest = hashlib.sha256()
    for path in sorted(each for name in SENT for each in [ROOT / name, *(ROOT / name).rglob("*")]):
        if path.suffix in (".py", ".js", ".css", ".html", ".po"):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@blueprint.get("/healthz")
def health() -> tuple[Response, int]:
    """Whether the warehouse answers, and what it holds; 503 with the reason when it does not."""
    try:
        questions = seeing.questions()
        held = {"data_version": questions.data_version(), **questions.summary()}
    except WarehouseError as problem:
        reason = {"reason": str(problem)} if gate.is_local() else {}  # it names addresses, which are not for everyone
        return jsonify(status="unavailable", version=VERSION, **reason), 503
    settings = gate.settings()
    pictures = pictures_by(settings.browser_path, settings.pictures_at_once)
    return jsonify(status="ok", version=VERSION, pictures=pictures, **held), 200


@blueprint.get("/api/version")
def live_version() -> tuple[Response, int]:
    """What every open page asks every two seconds: has anything been loaded, and how new is what it may show?

    Answered from memory while nothing changed: with fifty screens open it is asked more than everything else together.
    `soon` says that a load is being drawn for screens, so that it is worth asking again soon; until then no page says
    that it is newer than it is.
    """
    now = datetime.now(CLOCK)
    about = {"now": now.isoformat(timespec="milliseconds"), "build": current_app.extensions["build"]}
    try:
        questions, as_of = seeing.questions(), day_asked(request.args.get("as_of", ""))
        beat = questions.beat()
        version = ahead().told(beat.stand[0], _heard())
        key = (beat, questions.cache, questions.sight, gate.viewer().grants, alert_bell.chosen(), as_of, now.date())
        told: AnswerCache = current_app.extensions["told"]
        news = told.answer(key, lambda: _news(questions, beat, as_of))
        if version != beat.stand[0]:
            return jsonify(**news | {"data_date": None}, data_version=version, soon=True, **about), 200
        return jsonify(**news, data_version=version, soon=False, **about), 200
    except WarehouseError as problem:
        return jsonify(reason=str(problem), **about), 503


def _heard() -> int:
    """The data version that a page was told of last; 0 where it does not say."""
    text = request.args.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _news(questions: Questions, beat: Beat, as_of: date | None) -> dict[str, object]:
    return {
        "data_date": day(questions.data_date(as_of=as_of)),
        "desk": ".".join(map(str, beat.desk)),
        "alerts": alert_bell.rings(questions, alert_bell.chosen()),
    }


@blueprint.get("/api/forecasting")
def forecasting() -> tuple[Response, int]:
    """What an open page of forecasts asks while a run is under way: how much of it is done, in per cent."""
    try:
        progress = seeing.questions().forecast_progress()
    except WarehouseError as problem:
        return jsonify(reason=str(problem)), 503
    running = progress.state is RunState.RUNNING and not progress.stale
    return jsonify(running=running, part=round(100 * progress.part)), 200


@blueprint.get("/api/find")
def find() -> tuple[Response, int]:
    """Names for the search box: [{href, name, hint, kind}], the closest first."""
    text = request.args.get("q", "")[:80]
    try:
        hits = seeing.questions().find_with_targets(text)
    except WarehouseError as problem:
        return jsonify(reason=str(problem)), 503
    return jsonify([_hit(item) for item in hits]), 200


@blueprint.post("/api/exported")
def exported() -> tuple[Response, int]:
    """What a page tells after a picture or table of it was taken away, since browsers make those files themselves."""
    said = request.get_json(silent=True)
    texts = said if isinstance(said, dict) else {}
    name, form, address = (str(texts.get(part) or "")[:LONGEST] for part in ("name", "form", "address"))
    if not name or form not in FORMS:
        return jsonify(reason=f"A file has a name and a form, one of: {', '.join(FORMS)}."), 400
    try:
        seeing.record_export(name, form, address)
    except WarehouseError as problem:
        return jsonify(reason=str(problem)), 503
    return jsonify(recorded=True), 200


def _hit(item: Found) -> dict[str, str]:
    english = language() == "en"
    edition = "" if item.vintage in ("", PRESENT.get(item.kind, "")) else f"?edition={item.vintage}"
    return {
        "href": f"/{KINDS[item.kind]}/{item.code}{edition}",
        "name": item.name_en if english else item.name_vi,
        "hint": item.hint_en if english else item.hint_vi,
        "kind": item.kind,
        "code": item.code,
    }


@blueprint.get("/vendor/<path:name>")
def vendor(name: str) -> Response:
    """Bootstrap and its icons, from the installed package."""
    return send_from_directory(_bootstrap(), name, max_age=86_400)


@blueprint.get(shell.CHARTS)
def charts() -> Response:
    """What draws charts, where Dash's renderer asks for it: a third of the file that the installed package holds.

    It is the one third-party file in this repository; components/vendor/README.md says which, whence and why.
    """
    return send_from_directory(CHARTS.parent, CHARTS.name, max_age=86_400)


@functools.cache
def _bootstrap() -> Path:
    import flask_bootstrap

    return Path(flask_bootstrap.__file__).parent / "static" / "bootstrap5"


def _say_404(response: Response) -> Response:
    """Dash answers every address with the same page; say 404 where no page is registered."""
    if request.endpoint == "/<path:path>" and response.status_code == 200 and response.mimetype == "text/html":
        page, codes = dash._pages._path_to_page(request.path.strip("/"))
        if not page or page["module"].endswith("not_found_404") or not _is_known(page["module"], codes or {}):
            response.status_code = 404
    return response


def _is_known(module: str, codes: dict[str, str]) -> bool:
    """Whether a page's code names something; while the warehouse does not answer, nobody can tell."""
    kinds = {
        "pages.indicator": ("indicator",),
        "pages.contribution": ("indicator",),
        "pages.trail": ("indicator",),
        "pages.province": ("province", "region"),
        "pages.ministry": ("ministry",),
        "pages.commune": ("commune",),
    }
    if module in ("pages.task", "pages.alert"):
        number = codes.get("number", "")
        return number.isascii() and number.isdigit() and len(number) < 10 and _has(module, int(number))
    try:
        if module == "pages.target":
            return seeing.questions().has_target(unquote(codes.get("number", "")))
        if module not in kinds or "code" not in codes:
            return True
        return seeing.questions().registry().has_code(kinds[module], unquote(codes["code"]))
    except WarehouseError:
        return True


def _has(module: str, number: int) -> bool:
    try:
        questions = seeing.questions()
        found = questions.task(number) if module == "pages.task" else questions.alert(number)
        return found is not None
    except WarehouseError:
        return True
