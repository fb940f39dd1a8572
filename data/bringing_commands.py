"""Commands that bring something into the warehouse: figures, units, targets, tasks, boundaries, who may see what."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Engine

from access.audit import Event
from access.terminal import operator, record
from data import boundaries as maps
from data.classification import Classification, classify
from data.console import SHOWN_REFUSALS, print_report, showing_progress
from data.engine import open_engine
from data.errors import BoundariesRefused, LoadRefused, TargetRefused, TaskRefused, WarehouseError
from data.ingest import MAX_MB, Import, Report
from data.ingest.numbers import Decimal
from settings import Settings


def add_to(app: typer.Typer) -> None:
    """Add the commands, in the order in which help lists them."""
    app.command("import")(import_command)
    app.command("import-units")(import_units_command)
    app.command("import-targets")(import_targets_command)
    app.command("import-tasks")(import_tasks_command)
    app.command("boundaries")(boundaries_command)
    app.command("classify")(classify_command)


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
    replaced = f"{result.rows_replaced:,} in the place of simulated ones, " if result.rows_replaced else ""
    counts = (
        f"{result.rows_read:,} rows: {result.rows_new:,} new, {result.rows_revised:,} revised, "
        f"{replaced}{result.rows_unchanged:,} unchanged."
    )
    if dry_run:
        typer.echo(f"Dry run, nothing was loaded. {counts}")
    elif result.data_version is None:
        typer.echo(f"Nothing changed. {counts}")
    else:
        typer.echo(f"Loaded. {counts} The data version is now {result.data_version}.")
        record(engine, Event.LOADED, file.name, rows=result.rows_read, data_version=result.data_version)


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
    engine = _engine()
    if file is None:
        gone = loading.remove_boundaries(engine, vintage)
        if gone:
            record(engine, Event.LOADED, f"boundaries {vintage}", removed=True)
        typer.echo(f"Removed: maps of edition {vintage} are tiles again." if gone else "There were no boundaries.")
        return
    try:
        made = loading.load_boundaries(engine, file, vintage, property_name=property_name, points=points, max_mb=max_mb)
    except BoundariesRefused as refusal:
        for problem in refusal.problems[:SHOWN_REFUSALS]:
            typer.echo(f"- {problem}", err=True)
        if len(refusal.problems) > SHOWN_REFUSALS:
            typer.echo(f"… and {len(refusal.problems) - SHOWN_REFUSALS} more", err=True)
        raise
    record(engine, Event.LOADED, f"boundaries {vintage}", file=file.name, data_version=made.data_version)
    for sentence in made.sentences():
        typer.echo(sentence)


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


def import_tasks_command(
    file: Annotated[Path, typer.Argument(help="A CSV or XLSX file, one task a row.")],
    reason: Annotated[str, typer.Option(help="Why, in a sentence; kept with each version.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything and write nothing.")] = False,
) -> None:
    """Bring assigned tasks, whole or not at all; one that is there gets a version where the row says something else."""
    from data.tasks.files import import_tasks

    engine = _engine()
    try:
        made = import_tasks(engine, file, by=operator(), reason=reason, dry_run=dry_run)
    except TaskRefused as refusal:
        for one in refusal.refused[:SHOWN_REFUSALS]:
            typer.echo(f"- {one.sentence()}", err=True)
        if len(refusal.refused) > SHOWN_REFUSALS:
            typer.echo(f"… and {len(refusal.refused) - SHOWN_REFUSALS} more", err=True)
        raise
    counts = f"{len(made.added)} new, {len(made.changed)} changed, {made.unchanged} unchanged."
    typer.echo(f"Dry run, nothing was written. {counts}" if dry_run else f"Brought. {counts}")
    if not dry_run:
        record(engine, Event.LOADED, file.name, tasks=len(made.added), changed=len(made.changed))


def classify_command(
    classification: Annotated[Classification, typer.Argument(help="Who may see the figures from now on.")],
    codes: Annotated[list[str], typer.Argument(help="Codes of indicators.")],
    reason: Annotated[str, typer.Option(help="Why, in a sentence; kept in the record.")] = "",
) -> None:
    """Say who may see the figures of indicators: everybody (public, internal), or whom they were given (restricted)."""
    engine = _engine()
    made = classify(engine, codes, classification)
    for code, before in made.before.items():
        typer.echo(f"{code}: {before} → {classification}.")
        record(engine, Event.CLASSIFIED, code, before=before, after=classification.value, reason=reason)
    if not made.before:
        typer.echo(f"Nothing changed: already {classification}.")


def _engine() -> Engine:
    return open_engine(Settings().database_url)
