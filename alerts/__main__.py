"""Commands of the alerts: ``python -m alerts --help`` lists them."""

import sys
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from access.errors import AccessError
from alerts.errors import AlertError
from data.alerts.records import Severity
from data.commands import DEBUG, done
from data.engine import open_engine
from data.errors import WarehouseError
from settings import Settings

if TYPE_CHECKING:
    from alerts.delivery import Delivery
    from alerts.watch import Shown
    from data.alerts.progress import Progress
    from data.questions import Questions

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

    made = run(*_warehouse(must_exist=True), everything=everything, shown=_shown())
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

    questions, progress = _warehouse(must_exist=False)
    delivery = _delivery(questions)

    def deliver() -> None:
        for fault in delivery.run().faults:
            typer.echo(f"Not sent: {fault}", err=True)

    say = partial(typer.echo, err=True)
    watch(questions, progress, every=every, parent=parent, say=say, afterwards=deliver, shown=_shown())


@app.command("add-recipient")
def add_command(
    name: Annotated[str, typer.Argument(help="What it is called.")],
    mail: Annotated[str, typer.Option(help="E-mail address.")] = "",
    webhook: Annotated[str, typer.Option(help="Address that is sent to: https, or http on this machine.")] = "",
    account: Annotated[str, typer.Option(help="Account whose roles decide what is told.")] = "",
    grants: Annotated[str, typer.Option(help="Without an account: roles, such as viewer@province/24/2025.")] = "",
    severity: Annotated[Severity, typer.Option(help="Least severe alert that is sent.")] = Severity.WARNING,
    language: Annotated[str, typer.Option(help="vi or en.")] = "vi",
    digest: Annotated[str, typer.Option(help="now, hourly, or daily.")] = "now",
    at: Annotated[str, typer.Option(help="HH:MM of a daily digest.")] = "07:00",
    quiet: Annotated[str, typer.Option(help="HH:MM-HH:MM in which nothing is sent.")] = "",
    urgent: Annotated[bool, typer.Option("--urgent/--no-urgent", help="Critical ones in quiet hours too.")] = True,
) -> None:
    """Tell somebody of alerts from now on, by e-mail or webhook."""
    from access.recipients import add

    begins, _, ends = quiet.partition("-")
    made = add(
        open_engine(Settings().database_url), name=name, mail=mail, webhook=webhook, account=account, grants=grants,
        severity=severity.value, language=language, digest=digest, digest_at=at, quiet_from=begins, quiet_to=ends,
        urgent_anyway=urgent,
    )  # fmt: skip
    typer.echo(f"Recipient {made} is told from now on.")


@app.command("stop-recipient")
def stop_command(number: Annotated[int, typer.Argument(help="Number of the recipient.")]) -> None:
    """Tell a recipient nothing more."""
    from access.recipients import stop

    stop(open_engine(Settings().database_url), number)
    typer.echo(f"Recipient {number} is told nothing more.")


@app.command("outbox")
def outbox_command() -> None:
    """Say who is told, and how far the messages are."""
    from data.alerts.outbox import Outbox

    outbox = Outbox(open_engine(Settings().database_url))
    for one in outbox.recipients():
        quiet = f", quiet {one.quiet_from}-{one.quiet_to}" if one.quiet_from else ""
        state = "" if one.active else " (stopped)"
        typer.echo(f"{one.id}: {one.name}, {one.channel} {one.address}, {one.severity}, {one.digest}{quiet}{state}")
    counts = ", ".join(f"{count} {state}" for state, count in sorted(outbox.states().items()))
    typer.echo(f"Messages: {counts or 'none'}.")
    for fault in outbox.faults():
        typer.echo(f"- {fault}")


def _delivery(questions: "Questions") -> "Delivery":
    from access.recipients import record_told, viewer_of
    from alerts.delivery import Delivery
    from data.alerts.outbox import Outbox

    settings = Settings()
    engine = open_engine(settings.database_url, must_exist=False)
    return Delivery(
        Outbox(engine),
        questions,
        settings,
        lambda one: viewer_of(engine, one.account_id, one.grants),
        lambda one, letter: record_told(engine, one, questions, letter.restricted),
    )


def _shown() -> "Shown":
    from data.wall.folder import Definitions
    from data.wall.shown import shown_codes

    settings = Settings()
    definitions = Definitions.of(settings.wall_folder)
    engine = open_engine(settings.database_url, must_exist=False)
    return lambda: shown_codes(engine, definitions.read())


def _warehouse(*, must_exist: bool) -> "tuple[Questions, Progress]":
    from data.alerts.progress import Progress
    from data.questions import Questions

    engine = open_engine(Settings().database_url, must_exist=must_exist)
    return Questions(engine, cache_entries=64), Progress(engine)


def main(arguments: list[str]) -> int:
    """Run a command and return its exit status: 1 for what a person can mend, 2 for wrong usage or a fault of ours."""
    return done(app, "alerts", arguments, WarehouseError, AlertError, AccessError)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
