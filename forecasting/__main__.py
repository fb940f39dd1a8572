"""Commands of the forecasts: ``python -m forecasting --help`` lists them."""

import sys
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from data.commands import DEBUG, done
from data.console import showing_progress
from data.engine import open_engine
from data.errors import WarehouseError
from forecasting.errors import ForecastError
from settings import Settings

if TYPE_CHECKING:
    from data.forecasts.store import Store
    from data.targets import Thresholds
    from forecasting.pools import Doing

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help=f"Make the forecasts of the warehouse that TOANCANH_DATABASE_URL names. Add {DEBUG} to any command to see "
    "where an unexpected error came from.",
)


@app.command("run")
def run_command(
    everything: Annotated[bool, typer.Option("--all", help="Make also what nothing has changed for.")] = False,
    workers: Annotated[int, typer.Option(min=1, max=256, help="Processes that work side by side.")] = 1,
    scheduler: Annotated[
        str | None, typer.Option(help="Address of a Dask cluster, such as tcp://10.0.0.5:8786.")
    ] = None,
) -> None:
    """Forecast again what loads have changed since the last run, score it, and keep it for the pages."""
    from forecasting.run import run

    with showing_progress() as tell:
        made = run(
            _store(),
            everything=everything,
            doing=_doing(workers, scheduler),
            progress=lambda done, total, task: tell(str(task.value), done / total),
            thresholds=_thresholds(),
        )
    for fault in made.faults:
        typer.echo(f"Not done: {fault}", err=True)
    if made.faults:
        raise ForecastError(f"{len(made.faults)} pieces of work could not be done; the others are kept.")
    typer.echo(
        f"Forecasts are up to date: {made.made} pieces made of {made.series:,} series, {made.unchanged} unchanged; "
        f"{made.calls} calls of targets kept."
    )


@app.command("watch")
def watch_command(
    every: Annotated[int, typer.Option(min=1, help="Seconds between looks at the warehouse.")] = 2,
    workers: Annotated[int, typer.Option(min=1, max=256, help="Processes that work side by side.")] = 1,
    scheduler: Annotated[
        str | None, typer.Option(help="Address of a Dask cluster, such as tcp://10.0.0.5:8786.")
    ] = None,
    parent: Annotated[int | None, typer.Option(help="End when this process has ended.", hidden=True)] = None,
) -> None:
    """Stay, and run after each load; for a service, or beside the desk."""
    from forecasting.watch import watch

    watch(
        _store(must_exist=False),
        doing=_doing(workers, scheduler),
        every=every,
        parent=parent,
        say=partial(typer.echo, err=True),
        thresholds=_thresholds(),
    )


@app.command("status")
def status_command() -> None:
    """Say how far the forecasts are."""
    from data.questions import Questions

    asked = Questions(open_engine(Settings().database_url))
    found = asked.forecast_progress()
    if found.data_version is None:
        typer.echo("No forecasts were made yet. Make them with: python -m forecasting run")
        return
    behind = "" if found.data_version == asked.data_version() else "; a load came since"
    word = "ended without a word" if found.stale else found.state.value
    typer.echo(
        f"The last run: {word}, {found.done} of {found.total} pieces, {found.faults} of them not done. "
        f"Forecasts are up to data version {found.data_version}{behind}."
    )


@app.command("targets")
def targets_command(
    year: Annotated[int, typer.Option(help="Year of the targets.")],
    as_of: Annotated[str | None, typer.Option(help="YYYY-MM-DD: what was known at the end of that day.")] = None,
) -> None:
    """Say of each target of a year how it stands, and how likely it will be reached."""
    from data.questions import Questions
    from forecasting.targets.calls import calls
    from forecasting.targets.sentences import in_words

    asked, limits = Questions(open_engine(Settings().database_url)), _thresholds()
    day = None if as_of is None else _day(as_of)
    targets = asked.targets(year=year, as_of=day)
    said = calls(asked, targets, thresholds=limits, as_of=day)
    names = {one.id: one.name_en for one in asked.registry().entities}
    for one in targets:
        typer.echo(in_words(one, said[one.number], names[one.entity_id]))


@app.command("target-record")
def target_record_command(
    first: Annotated[int, typer.Option("--from", help="First year.")] = 2019,
    last: Annotated[int, typer.Option("--to", help="Last year.")] = 2025,
) -> None:
    """Walk back in time: what would have been said of past targets, scored beside two simple ways."""
    from data.questions import Questions
    from forecasting.targets.record import MONTHS, walk_back
    from forecasting.targets.scoring import reliability, score

    past = walk_back(Questions(open_engine(Settings().database_url)), range(first, last + 1))
    typer.echo(f"{'':<12}{'calls':>7}{'Brier':>8}{'last year':>11}{'pace':>8}")
    for name, chosen in [("all", past), *((f"{m} months", [one for one in past if one.months == m]) for m in MONTHS)]:
        made = score(chosen)
        typer.echo(f"{name:<12}{made.calls:>7}{made.brier:>8.3f}{made.last_year:>11.3f}{made.pace:>8.3f}")
    for one in reliability(past):
        typer.echo(f"said {one.said:.0%}, came {one.came:.0%} of {one.calls}")


def _thresholds() -> "Thresholds":
    from data.targets import Thresholds

    settings = Settings()
    return Thresholds(settings.target_on_track, settings.target_at_risk)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ForecastError(f"'{text}' is not a day; expected a form like 2026-10-06.") from None


def _store(*, must_exist: bool = True) -> "Store":
    from data.forecasts.store import Store

    return Store(open_engine(Settings().database_url, must_exist=must_exist))


def _doing(workers: int, scheduler: str | None) -> "Doing":
    from forecasting import pools

    if scheduler is not None and workers > 1:
        raise ForecastError("--workers is for processes of this machine, --scheduler for a cluster; give one of them.")
    if scheduler is not None:
        return pools.on_cluster(scheduler)
    return pools.on_processes(workers) if workers > 1 else pools.here


def main(arguments: list[str]) -> int:
    """Run a command and return its exit status: 1 for what a person can mend, 2 for wrong usage or a fault of ours."""
    return done(app, "forecasting", arguments, WarehouseError, ForecastError)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
