"""Commands of the warehouse: ``python -m data --help`` lists them.

As `app.py` does for the server, this wires: what a command took away or brought in is recorded by `access`.
"""

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from sqlalchemy import Engine

from access.audit import Event
from access.terminal import operator, record
from data import boundaries as maps
from data.archive import Manifest
from data.console import SHOWN_REFUSALS, print_report, showing_progress
from data.engine import open_engine, saying_what_is_wrong
from data.errors import BoundariesRefused, LoadRefused, TargetRefused, WarehouseError
from data.export import Format, Selection, export
from data.ingest import MAX_MB, Import, Report
from data.ingest.numbers import Decimal
from data.periods import Period
from data.records import Boundary
from settings import ROOT, Settings, in_words

DEBUG = "--debug"
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
) -> None:
    """Build the warehouse: tables, facts of the catalogue, and a simulated history marked as such."""
    from data.build import build_warehouse

    with showing_progress() as progress:
        made = build_warehouse(_engine(create=True), simulated=simulated, progress=progress, replace=force)
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


@app.command("import")
def import_command(
    file: Annotated[Path, typer.Argument(help="A tidy CSV or XLSX file: indicator, entity, period, value, …")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything and say what would change.")] = False,
    decimal: Annotated[Decimal | None, typer.Option(help="Decimal mark of a file that leaves it open.")] = None,
    sheet: Annotated[str | None, typer.Option(help="Sheet of the workbook.")] = None,
    max_mb: Annotated[int, typer.Option(min=1, help="Largest file that is taken.")] = MAX_MB,
    report: Annotated[Path | None, typer.Option(help="Write every refusal to this CSV file.")] = None,
) -> None:
    """Load a file, whole or not at all; every refused row is named with its reason."""
    with _telling_refusals(report), showing_progress() as progress:
        engine = _engine()
        load = Import(engine, file, decimal=decimal, sheet=sheet, max_mb=max_mb, progress=progress, by=operator())
        result = load.run(dry_run=dry_run)
    counts = (
        f"{result.rows_read:,} rows: {result.rows_new:,} new, {result.rows_revised:,} revised, "
        f"{result.rows_unchanged:,} unchanged."
    )
    if dry_run:
        typer.echo(f"Dry run, nothing was loaded. {counts}")
    elif result.data_version is None:
        typer.echo(f"Nothing changed. {counts}")
    else:
        typer.echo(f"Loaded. {counts} The data version is now {result.data_version}.")
        record(engine, Event.LOADED, file.name, rows=result.rows_read, data_version=result.data_version)


@app.command("import-units")
def import_units_command(
    file: Annotated[Path, typer.Argument(help="A CSV file of communes: code, name, province, and what else is known.")],
    vintage: Annotated[str, typer.Option(help="Edition of the list that the communes are of.")] = "2025",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything and say what would change.")] = False,
    report: Annotated[Path | None, typer.Option(help="Write every refusal to this CSV file.")] = None,
) -> None:
    """Load a list of communes, whole or not at all; communes that are there take its names and facts."""
    from data.ingest.units import import_units

    engine = _engine()
    with _telling_refusals(report):
        result = import_units(engine, file, vintage=vintage, dry_run=dry_run)
    counts = (
        f"{result.rows_read:,} units: {result.new:,} new, {result.changed:,} changed, {result.unchanged:,} unchanged."
    )
    if dry_run:
        typer.echo(f"Dry run, nothing was loaded. {counts}")
    elif result.data_version is None:
        typer.echo(f"Nothing changed. {counts}")
    else:
        typer.echo(f"Loaded. {counts} The data version is now {result.data_version}.")
        record(engine, Event.LOADED, file.name, rows=result.rows_read, data_version=result.data_version)


@contextmanager
def _telling_refusals(to: Path | None) -> Iterator[None]:
    """Print the report of a refused file, and write it where it is wanted."""
    try:
        yield
    except LoadRefused as refusal:
        if isinstance(refusal.report, Report) and len(refusal.report):
            print_report(refusal.report)
            if to is not None:
                refusal.report.write_csv(to)
        raise


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


@app.command("boundaries")
def boundaries_command(
    file: Annotated[Path | None, typer.Argument(help="A GeoJSON file of provinces, in degrees of WGS 84.")] = None,
    vintage: Annotated[str, typer.Option(help="Edition that the provinces are of: 2025 (34) or 2024 (63).")] = "2025",
    property_name: Annotated[
        str, typer.Option("--property", help="Property with codes or names of provinces; found by trying without it.")
    ] = "",
    points: Annotated[int, typer.Option(min=1, help="About how many points are kept of all shapes.")] = maps.POINTS,
    max_mb: Annotated[int, typer.Option(min=1, help="Largest file that is read.")] = maps.MAX_MB,
    remove: Annotated[bool, typer.Option("--remove", help="Take the shapes out; maps are tiles again.")] = False,
) -> None:
    """Draw maps with an office's own boundaries: check a file whole, simplify it, and keep it in the database."""
    from data.boundaries import loading

    if remove == (file is not None):
        raise WarehouseError("Name a file to load, or --remove without one.")
    if file is None:
        gone = loading.remove_boundaries(_engine(), vintage)
        typer.echo(f"Removed: maps of edition {vintage} are tiles again." if gone else "There were no boundaries.")
        return
    try:
        made = loading.load_boundaries(
            _engine(), file, vintage, property_name=property_name, points=points, max_mb=max_mb
        )
    except BoundariesRefused as refusal:
        for problem in refusal.problems[:SHOWN_REFUSALS]:
            typer.echo(f"- {problem}", err=True)
        if len(refusal.problems) > SHOWN_REFUSALS:
            typer.echo(f"… and {len(refusal.problems) - SHOWN_REFUSALS} more", err=True)
        raise
    for sentence in made.sentences():
        typer.echo(sentence)


@app.command("import-targets")
def import_targets_command(
    file: Annotated[Path, typer.Argument(help="A CSV or XLSX file, one target a row.")],
    reason: Annotated[str, typer.Option(help="Why, in a sentence; kept with each target.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything and write nothing.")] = False,
) -> None:
    """Add targets, whole or not at all; one that names what it supersedes ends that, and nothing is overwritten."""
    from data.targets.files import import_targets

    engine = _engine()
    try:
        made = import_targets(engine, file, by=operator(), reason=reason, dry_run=dry_run)
    except TargetRefused as refusal:
        for one in refusal.refused[:SHOWN_REFUSALS]:
            typer.echo(f"- {one.sentence()}", err=True)
        raise
    if made.data_version is None:
        typer.echo("Dry run: the file has no fault, nothing was written.")
        return
    typer.echo(f"{len(made.numbers)} targets added, {len(made.superseded)} superseded.")
    record(engine, Event.LOADED, file.name, rows=len(made.numbers), data_version=made.data_version)


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
    debug = DEBUG in arguments
    try:
        app(args=[one for one in arguments if one != DEBUG], prog_name="python -m data")
    except SystemExit as end:  # the framework ends by itself, also on wrong usage
        return int(end.code or 0)
    except WarehouseError as problem:
        return _say(str(problem), 1)
    except ValidationError as problem:
        return _say(in_words(problem), 1)
    except OSError as problem:  # a folder that is not there, a disk that is full
        return _say(f"{problem.filename or 'The file'} cannot be written or read: {problem.strerror or problem}.", 1)
    except Exception as problem:  # a command must end with a sentence, whatever happened
        if debug:
            logging.getLogger(__name__).exception("The command failed.")
        hint = "" if debug else f" Run it again with {DEBUG} to see where it came from."
        return _say(f"The command failed unexpectedly: {type(problem).__name__}: {problem}.{hint}", 2)
    return 0


def _say(sentence: str, status: int) -> int:
    typer.echo(sentence, err=True)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
