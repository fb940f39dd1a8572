"""Wires the product: settings → warehouse → server → pages. Importing this module opens nothing.

`python app.py` serves. A WSGI runner takes `app:server` (gunicorn, waitress), which is made when it is first asked for,
and refused where nobody answers for it.
"""

import logging
import secrets
import signal
import sys
from pathlib import Path
from threading import Thread
from typing import Any

from dash import Dash, Input, State
from flask import Flask
from flask_compress import Compress
from pydantic import ValidationError

import pages
from access import headers
from access.start import CannotStart, check
from access.web import callbacks, door, faults, seeing, sizes, sso
from access.web.gate import Gate, visitor
from access.web.proxies import NamedProxies
from components import controls, shell
from data.engine import open_engine
from data.errors import WarehouseError
from data.packs.store import PackStore
from data.questions import Questions
from exports.workshop.shop import Workshop
from exports.workshop.wire import Setup
from operation import logs
from operation.metrics import Metrics
from operation.requests import watch
from pages import desk_routes, downloads, pack_routes, routes, target_draft
from pages.kept.ahead import Ahead
from pages.kept.keeping import Keeping
from pages.kept.shelf import Shelf
from pages.pack_jobs import Runner
from pages.static_files import StaticFiles
from pages.view import LIVE_VERSION
from pages.wall import routes as wall
from settings import Settings, in_words

ROOT = Path(__file__).resolve().parent
THREADS = 24  # half of them may wait for files while pages are drawn
LOAD_FAILED = 4  # with which gunicorn's workers say that trying again is useless
PATIENCE = 30.0  # seconds for an answer of PostgreSQL; SQLite has none to wait for
VERSION_SECONDS = 0.25  # a load shows this much later at most; a page asks for the version a hundred times


class Dashboard(Dash):
    """Dash with the visitor's language and theme written into the page, so that nothing flashes on arrival."""

    def interpolate_index(self, **parts: Any) -> str:  # type: ignore[override]  # only its names matter to Dash
        return shell.document(may="edit" if seeing.may_do("access.edit_target") else "", **parts)


def create_app(settings: Settings | None = None) -> Dash:
    """Build the app over the warehouse that `settings` name; the database is first opened by the first request."""
    settings = settings or Settings()
    server = Flask("toancanh")
    server.config["TOANCANH"] = settings
    server.config["TC_LANGUAGE"] = settings.language
    server.config["TC_THEME"] = settings.theme
    server.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    server.config["COMPRESS_BR_LEVEL"] = 5
    server.config["SEND_FILE_MAX_AGE_DEFAULT"] = 86_400
    server.secret_key = settings.secret_key.get_secret_value() or secrets.token_hex(32)
    server.wsgi_app = NamedProxies(server.wsgi_app, settings.trusted_proxies)  # type: ignore[method-assign]
    engine = open_engine(settings.database_url, must_exist=False, patience=PATIENCE)
    questions = Questions(engine, settings.cache_entries, settings.query_rows, version_seconds=VERSION_SECONDS)
    shelf = Shelf(Path(settings.drawings_folder)) if settings.drawings_folder else None
    drawings = Keeping(settings.cache_entries, shelf)
    server.extensions["questions"], server.extensions["drawings"] = questions, drawings
    server.extensions["ahead"] = Ahead(server, drawings)
    server.extensions["shown"] = seeing.Shown(engine)
    kept = {"questions": questions.cache, "drawings": drawings.memory}
    watch(server, Metrics(questions, kept))  # before what may answer
    sizes.limit(server)
    StaticFiles(server)
    Compress(server)
    Gate(server, engine, settings)
    app = Dashboard(
        __name__,
        server=server,  # type: ignore[arg-type]  # a Flask server is what Dash documents
        title="Toàn Cảnh",
        use_pages=True,
        pages_folder="",
        assets_folder=str(ROOT / "assets"),
        external_stylesheets=list(routes.STYLESHEETS),
        assets_path_ignore=["wall"],  # what the wall runs, outside Dash
        suppress_callback_exceptions=True,  # else the first visitor's layouts are sent to everyone
        routing_callback_inputs={
            "version": Input(LIVE_VERSION, "data"),
            "path": State("_pages_location", "pathname"),
        },
        update_title="",
    )
    routes.add_to(server)
    server.extensions["writers"] = Workshop(_of_files(settings))
    server.register_blueprint(downloads.blueprint)
    server.register_blueprint(target_draft.blueprint)
    server.register_blueprint(desk_routes.blueprint)
    packs = PackStore(engine)
    server.extensions["packs"], server.extensions["pack_runner"] = packs, Runner(server, packs)
    server.register_blueprint(pack_routes.blueprint)
    wall.add_to(server, settings.wall_folder)
    server.register_blueprint(door.blueprint)
    faults.add_to(server)
    sso.add_to(server, settings)
    headers.add_to(app)
    callbacks.guard(app)
    pages.register(app)
    controls.connect(app)
    app.layout = lambda: shell.layout(
        settings.refresh_seconds, visitor(), build=routes.build(), exports=seeing.may_do("toancanh.exported")
    )
    app._setup_server()  # in each worker at start: parallel first requests would otherwise race for it
    return app


def _of_files(settings: Settings) -> Setup:
    """What the process that writes files is told of the settings; nothing secret is among it."""
    return Setup(
        browser_path=settings.browser_path,
        pictures_at_once=settings.pictures_at_once,
        template=settings.presentation_template,
        log_level=settings.log_level,
    )


def __getattr__(name: str) -> Flask:
    if name == "server":
        settings = _checked_settings(by_runner=True)
        return create_app(settings).server
    raise AttributeError(f"module 'app' has no attribute '{name}'")


def warm(server: Flask) -> None:
    """Ask what the first page will ask, so that the first visitor does not wait for it."""
    questions: Questions = server.extensions["questions"]
    try:
        nation = questions.nation()
        questions.headline(nation)
        questions.sparks(nation)
        questions.coverage()
        questions.changes_of_last_load()
        questions.data_date()
    except WarehouseError as problem:
        logging.getLogger(__name__).info("nothing to warm: %s", problem)


def _checked_settings(*, by_runner: bool) -> Settings:
    """The settings of this process, with logging set up; ends it with a sentence where they cannot be served."""
    try:
        settings = Settings()
        logs.configure(settings.log_level, settings.log_format)
        check(settings, open_engine(settings.database_url, must_exist=False), by_runner=by_runner)
    except ValidationError as problem:
        said = in_words(problem)
    except (CannotStart, WarehouseError) as problem:
        said = str(problem)
    else:
        return settings
    if not by_runner:
        sys.exit(said)
    sys.stderr.write(f"{said}\n")
    sys.exit(LOAD_FAILED)


def main() -> None:
    """Serve until Ctrl-C, with waitress: threads, no reloader, the same on every system."""
    import waitress  # type: ignore[import-untyped]

    settings = _checked_settings(by_runner=False)
    server = create_app(settings).server
    try:
        runner = waitress.create_server(
            server,
            host=settings.host,
            port=settings.port,
            threads=THREADS,
            ident=None,
            max_request_body_size=2 * sizes.MOST_BYTES,  # it keeps a request whole before we see and refuse it
            clear_untrusted_proxy_headers=False,  # they tell that a proxy stands before us, so that nobody is at a desk
        )
    except OSError as problem:
        where = f"{settings.host}:{settings.port}"
        sys.exit(f"Cannot listen on {where}: {problem.strerror}. Choose another port: TOANCANH_PORT=8051 make run")
    Thread(target=warm, args=(server,), daemon=True).start()
    for ending in (signal.SIGINT, signal.SIGTERM):  # also where a shell started us with Ctrl-C switched off
        signal.signal(ending, signal.default_int_handler)
    print(f"Toàn Cảnh: http://{settings.host}:{runner.effective_port}  (Ctrl-C to stop)", flush=True)  # noqa: T201
    try:
        runner.run()
    except KeyboardInterrupt:
        runner.close()
    finally:
        server.extensions["pack_runner"].close()
        server.extensions["writers"].close()


if __name__ == "__main__":
    main()
