"""Commands of the warehouse: ``python -m data --help`` lists them.

As `app.py` does for the server, this wires: what a command took away or brought in is recorded by `access`.
"""

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Engine

from access.audit import Event
from access.terminal import record
from data import bringing_commands
from data.archive import Manifest
from data.commands import DEBUG, done
from data.console import showing_progress
from data.engine import open_engine, saying_what_is_wrong
from data.errors import WarehouseError
from data.export import Format, Selection, export
from data.periods import Period
from data.records import Boundary
from settings import ROOT, Settings

DICTIONARY = ROOT / "docs" / "data-dictionary.md"

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help=f"Build, fill and read the warehouse that TOANCANH_DATABASE_URL names. "
    f"Add {DEBUG} to any command to see where an unexpected error came from.",
)


@app.command("init")
def init_command(
    simulated: Annotated[
        bool, typer.Option("--simulated/--no-simulated", help="Fill a simulated history where nothing was published.")
    ] = True,
    force: Annotated[bool, typer.Option("--force", "--replace", help="Drop the warehouse that is there.")] = False,
    drop_work: Annotated[
        bool,
        typer.Option(
            "--drop-work",
            help="With --replace: drop also the tasks, deeds on alerts, rules, recipients and "
            "targets that people wrote.",
        ),
    ] = False,
) -> None:
    """Build the warehouse: tables, facts of the catalogue, and a simulated history marked as such."""
    from data.build import build_warehouse

    with showing_progress() as progress:
        engine = _engine(create=True)
        made = build_warehouse(engine, simulated=simulated, progress=progress, replace=force, drop_work=drop_work)
    typer.echo(
        f"Built: {made.indicators} indicators, {made.entities} units, {made.targets} targets, "
        f"{made.published:,} published and {made.simulated:,} simulated figures."
    )


@app.command("upgrade")
def upgrade_command() -> None:
    """Bring the tables of an older version up to date; figures and accounts stay as they are."""
    from data import migrations

    engine = _engine()
    with saying_what_is_wrong(engine):
        before = migrations.current(engine)
        migrations.upgrade(engine)
    now = migrations.current(engine)
    typer.echo(f"The tables are those of version {now}" + ("." if before == now else f"; they were of {before}."))


bringing_commands.add_to(app)


@app.command("export")
def export_command(
    indicator: Annotated[list[str] | None, typer.Option(help="Code of an indicator; may be repeated.")] = None,
    entity: Annotated[
        list[str] | None, typer.Option(help="Code of a unit, or key as 24~2024; may be repeated.")
    ] = None,
    first: Annotated[str | None, typer.Option("--from", help="Period with which to begin.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="Period with which to end.")] = None,
    as_of: Annotated[str | None, typer.Option(help="YYYY-MM-DD: what was known at the end of that day.")] = None,
    boundary: Annotated[Boundary, typer.Option(help="As reported, or on the map of an edition.")] = Boundary.REPORTED,
    history: Annotated[bool, typer.Option("--history", help="Every figure ever known, not only the newest.")] = False,
    form: Annotated[Format, typer.Option("--format", help="Kind of file.")] = "csv",
    out: Annotated[Path | None, typer.Option(help="File to write; standard output without it.")] = None,
) -> None:
    """Write figures in the columns that an import reads."""
    selection = Selection(
        indicators=indicator or (),
        entities=entity or (),
        first=None if first is None else Period.parse(first),
        last=None if last is None else Period.parse(last),
        as_of=None if as_of is None else _day(as_of),
        boundary=boundary,
        history=history,
    )
    if history and boundary is not Boundary.REPORTED:
        raise WarehouseError("--history shows what was reported; it cannot be combined with --boundary.")
    engine = _engine()
    count = export(engine, selection, sys.stdout.buffer if out is None else out, form)
    what = {"indicators": indicator or "all", "units": entity or "all", "rows": count, "form": form}
    record(engine, Event.EXPORTED, "standard output" if out is None else out.name, **what)
    typer.echo(f"{count:,} rows written{'' if out is None else f' to {out}'}.", err=True)


@app.command("info")
def info_command() -> None:
    """Say as JSON what the warehouse holds."""
    from data.info import info

    typer.echo(json.dumps(info(_engine()), ensure_ascii=False, indent=2))


@app.command("backup")
def backup_command(
    where: Annotated[Path, typer.Argument(help="File to write, or a folder: the file is then named after the moment.")],
    keep: Annotated[
        int | None, typer.Option(min=1, help="Remove the oldest of the folder's backups beyond so many.")
    ] = None,
) -> None:
    """Write the whole warehouse, accounts and audit included, to one file, while the product runs."""
    from data.backup import backup

    engine = _engine()
    with showing_progress() as progress:
        made = backup(engine, where, keep=keep, progress=progress)
    record(engine, Event.EXPORTED, made.path.name, rows=made.manifest.rows, form="backup")
    for table in made.left_out:
        typer.echo(f"Left out: table {table} is not the product's.", err=True)
    for path in made.removed:
        typer.echo(f"Removed: {path}", err=True)
    typer.echo(f"Backed up: {made.path}, {_held(made.manifest)}.")


@app.command("restore")
def restore_command(
    file: Annotated[Path, typer.Argument(help="A backup.")],
    check: Annotated[bool, typer.Option("--check", help="Only compare the backup with its fingerprints.")] = False,
) -> None:
    """Make the warehouse of a backup, in an empty place of either kind."""
    from data import restore

    if check:
        typer.echo(f"Whole: {file}, {_held(restore.check(file))}.")
        return
    with showing_progress() as progress:
        manifest = restore.restore(_engine(create=True), file, progress=progress)
    typer.echo(f"Restored: {_held(manifest)}.")


@app.command("dictionary")
def dictionary_command(
    out: Annotated[Path, typer.Option(help="Markdown file to write.")] = DICTIONARY,
) -> None:
    """Write the data dictionary from the comments of the schema."""
    from data.dictionary import dictionary

    out.write_text(dictionary(), encoding="utf-8")
    typer.echo(f"{out.name} written.")


def _held(manifest: Manifest) -> str:
    return (
        f"{manifest.rows:,} rows of {len(manifest.tables)} tables, data version {manifest.data_version}, "
        f"made {manifest.made_at.isoformat()}Z"
    )


def _engine(*, create: bool = False) -> Engine:
    return open_engine(Settings().database_url, create=create)


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise WarehouseError(f"'{text}' is not a day; expected a form like 2026-10-06.") from None


def main(arguments: list[str]) -> int:
    """Run a command and return its exit status: 1 for what a person can mend, 2 for wrong usage or a fault of ours."""
    return done(app, "data", arguments, WarehouseError)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
