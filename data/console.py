"""What the commands say while they work: progress and reports, on standard error."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer
from rich.box import SIMPLE
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from data.ingest import Report
from data.ingest.cells import Progress as Tell

SHOWN_REFUSALS = 50
LOG_WIDTH = 160


@contextmanager
def showing_progress() -> Iterator[Tell]:
    """Yield a function to tell progress with: a bar on a terminal, else one line as each stage begins."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _Lines()
        return
    columns = (TextColumn("{task.description:<18}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bars:
        task = bars.add_task("", total=1.0)
        yield lambda stage, share: bars.update(task, description=stage, completed=share)


class _Lines:
    """Progress for a log file."""

    def __init__(self) -> None:
        self._stage = ""

    def __call__(self, stage: str, _share: float) -> None:
        if stage != self._stage:
            self._stage = stage
            typer.echo(f"{stage} …", err=True)


def print_report(report: Report) -> None:
    """Print the first refusals as a table, and how many more there are."""
    console = Console(stderr=True)
    if not console.is_terminal:
        console.width = LOG_WIDTH
    table = Table("line", "column", "value", "reason", "expected", box=SIMPLE)
    for refusal in report.first(SHOWN_REFUSALS):
        line = "file" if refusal.line is None else str(refusal.line)
        cells = (line, refusal.column or "", refusal.value or "", refusal.reason, refusal.expected)
        table.add_row(*(Text(cell) for cell in cells))  # as plain text: a cell of the file may hold [brackets]
    console.print(table)
    if len(report) > SHOWN_REFUSALS:
        more = f"… and {len(report) - SHOWN_REFUSALS:,} more; --report FILE.csv writes them all."
        console.print(Text(more))
