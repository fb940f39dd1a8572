"""How the bench says what it measured."""

import time
from collections.abc import Callable, Sequence
from statistics import median


def milliseconds(action: Callable[[], object]) -> float:
    """How long `action` takes once."""
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def middle(action: Callable[[], object], times: int) -> float:
    """The median of `times` runs, in milliseconds."""
    return median(milliseconds(action) for _ in range(times))


MISSED: list[str] = []
"""What was promised and not reached in this run, a line each."""


def verdict(measured: float, promised: float | None) -> tuple[object, str]:
    """What was promised, and a word on whether it was reached; nothing where nothing was promised."""
    if promised is None:
        return "", ""
    return promised, "" if measured <= promised else "MISSED"


def table(title: str, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows under a title: words to the left, numbers to the right."""
    texts = [[_text(cell) for cell in row] for row in rows]
    MISSED.extend(f"{title}: {row[0]}" for row in rows if "MISSED" in row)
    widths = [max(len(head), *(len(row[at]) for row in texts), 0) for at, head in enumerate(heads)]
    print(f"\n{title}")
    for row, cells in [(heads, None), *zip(texts, rows, strict=True)]:
        print("  ".join(_placed(row[at], widths[at], cells, at) for at in range(len(heads))).rstrip(), flush=True)


def _placed(text: str, width: int, cells: Sequence[object] | None, at: int) -> str:
    is_words = at == 0 if cells is None else isinstance(cells[at], str)
    return text.ljust(width) if is_words else text.rjust(width)


def _text(cell: object) -> str:
    if isinstance(cell, float):
        return f"{cell:,.0f}" if cell >= 100 else f"{cell:,.2f}"
    return f"{cell:,}" if isinstance(cell, int) else str(cell)
