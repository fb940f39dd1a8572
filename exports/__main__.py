"""Commands of exports: ``python -m exports --help`` lists them.

As `app.py` does for the server, this wires: a pack is drawn by the pages themselves, without a browser at them, under
the sight of nobody in particular: restricted figures are not in it.
"""

import logging
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from flask import Flask, g

from access.audit import Event
from access.roles import Grant, Role, Viewer
from access.terminal import operator, record
from components.language import use_language
from data.commands import DEBUG, done
from data.engine import open_engine
from data.errors import WarehouseError
from exports.browser import Browser
from exports.errors import ExportError
from exports.names import file_name
from exports.packages import write_whole
from exports.packs.contents import Briefing
from exports.packs.definitions import definitions, read_definition
from exports.packs.forms import PACK_FORMS
from exports.packs.pictures import Pictures
from exports.tools import Tools
from settings import Settings

if TYPE_CHECKING:
    from pages.pack_plans import Asked

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help=f"Make files without a browser. Add {DEBUG} to any command to see where an unexpected error came from.",
)
READER = "command"


@app.command("packs")
def packs_command() -> None:
    """List the ready-made packs, the office's own among them."""
    for one in definitions(Settings().packs_folder).values():
        typer.echo(f"{one.code:<12} {one.name()} (asks for: {', '.join(one.asks) or 'nothing'}) {one.file}")


@app.command("check")
def check_command(file: Annotated[Path, typer.Argument(help="A definition file (.toml).")]) -> None:
    """Check a definition file; every fault is named."""
    found = read_definition(file)
    typer.echo(f"{file.name}: pack '{found.code}' with {len(found.sections)} sections is in order.")


@app.command("pack")
def pack_command(
    code: Annotated[str, typer.Argument(help="Code of a ready-made pack; `python -m exports packs` lists them.")],
    out: Annotated[Path, typer.Option(help="Folder for the files.")] = Path(),
    form: Annotated[str, typer.Option("--format", help="pptx, docx, pdf, xlsx, zip, parted by commas.")] = "pptx",
    period: Annotated[
        str, typer.Option(help="2026-10, 2026-Q3 or 2026; the last month that is over unless given.")
    ] = "",
    unit: Annotated[str, typer.Option(help="Code of the province or ministry, where the pack asks for one.")] = "",
    since: Annotated[
        str, typer.Option(help="2026-11-27: from which day a brief tells; the last working day unless given.")
    ] = "",
    as_of: Annotated[str, typer.Option("--as-of", help="2026-11-06: what was known at the end of that day.")] = "",
    language: Annotated[str, typer.Option(help="vi or en.")] = "vi",
) -> None:
    """Make a ready-made pack; a file is written whole or not at all."""
    forms = [one.strip() for one in form.split(",") if one.strip()]
    unknown = [one for one in forms if one not in PACK_FORMS]
    if unknown or not forms:
        raise ExportError(f"'{', '.join(unknown)}' is no form of a pack; expected some of: {', '.join(PACK_FORMS)}.")
    if language not in ("vi", "en"):
        raise ExportError(f"'{language}' is no language here; expected vi or en.")
    if not out.is_dir():
        raise ExportError(f"'{out}' is no folder; make it first.")
    from pages.pack_plans import Asked

    settings = Settings()
    server = _server(settings)
    base = settings.public_address or f"http://{settings.host}:{settings.port}"
    with server.test_request_context("/pack", base_url=base), use_language(language):  # type: ignore[arg-type]
        g.viewer = Viewer(READER, "command", frozenset({Grant(Role.EDITOR)}))
        briefing = _briefing(server, code, Asked(period, unit, since, as_of), language)
        tools = Tools(Browser(settings.browser_path, settings.pictures_at_once), settings.presentation_template)
        try:
            _write(tools, briefing, forms, out, settings)
        finally:
            tools.browser.close()


def _server(settings: Settings) -> Flask:
    from app import create_app

    return create_app(settings).server


def _briefing(server: Flask, code: str, asked: "Asked", language: str) -> Briefing:
    from pages.pack_issuing import issued
    from pages.pack_plans import plan_of_ready
    from pages.view import day_asked

    if asked.as_of and day_asked(asked.as_of) is None:
        raise ExportError(
            f"'{asked.as_of}' is no day on which something can have been known; expected a form like 2026-11-06."
        )
    plan = plan_of_ready(code, asked)
    store, now = server.extensions["packs"], datetime.now(UTC)

    def tell(done: int, total: int) -> None:
        if sys.stderr.isatty():
            typer.echo(f"\r{done}/{total}", nl=done == total, err=True)

    return issued(store, plan, f"{READER}:", tell, spoken=language, as_of=asked.as_of, made_at=now)  # type: ignore[arg-type]


def _write(tools: Tools, briefing: Briefing, forms: list[str], out: Path, settings: Settings) -> None:
    for missing in briefing.missing:
        typer.echo(f"left out: {missing.address}: {missing.reason}", err=True)
    engine, pictures = open_engine(settings.database_url), Pictures(tools.browser)
    for one in forms:
        content = PACK_FORMS[one].write(briefing, tools, pictures)
        path = out / file_name(briefing.title, PACK_FORMS[one].ending)
        try:
            write_whole(path, content)
        except OSError as problem:
            raise ExportError(
                f"{path} could not be written: {problem.strerror}. Nothing of it is left there, and a file that stood "
                "there before is as it was. Make room, or name another folder with --out."
            ) from problem
        record(engine, Event.EXPORTED, path.name, form=one, address=briefing.stamp.address, by=operator())
        typer.echo(f"{path} ({len(content):,} bytes)")


class Sentences(logging.Formatter):
    """Lines of the log for who reads them at a prompt: what went wrong, without where in the code it did."""

    def formatException(self, ei: Any) -> str:  # its name in logging
        return f"{type(ei[1]).__name__}: {ei[1]}"


def main(arguments: list[str]) -> int:
    """Run a command and return its exit status: 1 for what a person can mend, 2 for wrong usage or a fault of ours."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter() if DEBUG in arguments else Sentences())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    return done(app, "exports", arguments, ExportError, WarehouseError)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
