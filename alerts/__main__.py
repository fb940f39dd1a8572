"""Commands of the alerts: ``python -m alerts --help`` lists them."""

import logging
import sys
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import ValidationError

from alerts.errors import AlertError
from data.engine import open_engine
from data.errors import WarehouseError
from settings import Settings, in_words

if TYPE_CHECKING:
    from data.alerts.progress import Progress
    from data.questions import Questions

DEBUG = "--debug"
app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help=f"Apply the rules of alerts to the warehouse that TOANCANH_DATABASE_URL names. Add {DEBUG} to any command to "
    "see where an unexpected error came from.",
)


@app.command("run")
def run_command(
    everything: Annotated[bool, typer.Option("--all", help="Also where nothing changed since the last time.")] = False,
) -> None:
    """Apply every rule once, and escalate what is overdue."""
    from alerts.watch import run

    made = run(*_warehouse(must_exist=True), everything=everything)
    if not made.done:
        typer.echo("Nothing changed since the rules were last applied.")
        return
    typer.echo(
        f"Applied: {made.raised} alerts raised, {made.added} findings added, {made.cleared} cleared, "
        f"{made.escalated} escalated."
    )


@app.command("watch")
def watch_command(
    every: Annotated[int, typer.Option(min=1, help="Seconds between looks at the warehouse.")] = 3,
    parent: Annotated[int | None, typer.Option(help="End when this process has ended.", hidden=True)] = None,
) -> None:
    """Stay, and apply the rules after each load; for a service, or beside the desk."""
    from alerts.watch import watch

    watch(*_warehouse(must_exist=False), every=every, parent=parent, say=partial(typer.echo, err=True))


def _warehouse(*, must_exist: bool) -> "tuple[Questions, Progress]":
    from data.alerts.progress import Progress
    from data.questions import Questions

    engine = open_engine(Settings().database_url, must_exist=must_exist)
    return Questions(engine, cache_entries=0), Progress(engine)


def main(arguments: list[str]) -> int:
    """Run a command and return its exit status: 1 for what a person can mend, 2 for wrong usage or a fault of ours."""
    debug = DEBUG in arguments
    try:
        app(args=[one for one in arguments if one != DEBUG], prog_name="python -m alerts")
    except SystemExit as end:  # the framework ends by itself, also on wrong usage
        return int(end.code or 0)
    except KeyboardInterrupt:
        return 130
    except (WarehouseError, AlertError) as problem:
        return _say(str(problem), 1)
    except ValidationError as problem:
        return _say(in_words(problem), 1)
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
