"""A run: what changed is forecast again, on this process, on several, or on a cluster; pages only read what it keeps.

Pieces are done in an order in which the newest forecasts come first. Each is kept as soon as it is done, so that a run
that was ended goes on where it was. What was made from the same figures by the same methods is not made again.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread
from time import monotonic

from data.errors import WarehouseError
from data.forecasts.records import RunState, Task
from data.forecasts.store import BEAT, Store
from data.targets import Thresholds
from forecasting.nowcast import TARGET
from forecasting.pieces import Reading
from forecasting.pools import Doing, here
from forecasting.targets.saying import Sayings, awaited, due
from forecasting.work import PAST, Outcome, Piece, methods

Progress = Callable[[int, int, Task], None]
REFRESH_SECONDS = 60.0
"""How often at most open pages are told of new forecasts while a run goes on."""
TASKS = (Task.FORECAST, Task.NOWCAST, Task.ACCURACY, Task.PAST)


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did."""

    made: int
    unchanged: int
    faults: tuple[str, ...]
    series: int
    calls: int = 0


@dataclass(slots=True)
class _Tally:
    """How far the run is."""

    total: int
    made: int = 0
    unchanged: int = 0
    series: int = 0
    kept: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def done(self) -> int:
        return self.made + self.unchanged + len(self.faults)


def run(
    store: Store,
    *,
    everything: bool = False,
    doing: Doing = here,
    progress: Progress | None = None,
    tasks: Sequence[Task] = TASKS,
    thresholds: Thresholds | None = None,
) -> Report:
    """Forecast again what changed since the last run; with `everything`, all. Then say anew what it means for targets.

    Args:
        store: The warehouse.
        everything: Make also what was made from the same figures by the same methods.
        doing: How pieces are done: in this process, on several, on a cluster (see `forecasting.pools`).
        progress: Told how many pieces are done, of how many, and of which kind the last one was.
        tasks: Kinds of work.
        thresholds: Chances from which a target is on track or at risk.

    Raises:
        RunUnderWay: Another run of the same warehouse lives.
        WarehouseError: The warehouse is missing, locked, or not built.
    """
    seen = store.version()
    plan = _plan(store, seen, tasks, everything=everything)
    tally = _Tally(len(plan))
    sayings = Sayings(store, thresholds, plan)
    store.begin(len(plan))
    try:
        with _beating(store, tally):
            seen = _work(store, plan, tally, sayings, seen, everything=everything, doing=doing, progress=progress)
            if Task.PAST in tasks and sayings.walk():
                seen = store.raise_version(seen)
    except BaseException:
        store.finish(RunState.FAILED)
        raise
    store.beat(done=tally.done, faults=len(tally.faults))
    store.finish(RunState.DONE, seen)
    return Report(tally.made, tally.unchanged, tuple(tally.faults), tally.series, sayings.kept)


def up_to_date(store: Store) -> bool:
    """Whether nothing was loaded since the last run ended, its methods are those of today, and every call is made."""
    return (
        store.looked_at() == store.version()
        and all(made.startswith(methods()) for made in store.fingerprints().values())
        and not due(store)
    )


Place = tuple[Task, int]


def _plan(store: Store, seen: int, tasks: Sequence[Task], *, everything: bool) -> list[Place]:
    """What may have to be done: what was never done, by other methods, or of figures that a load touched."""
    known = store.fingerprints()
    touched = store.touched_since(store.looked_at()) if store.looked_at() != seen else set()
    indicators = store.indicators()
    places = [(task, one.id) for task in tasks for one in indicators if task is not Task.NOWCAST or one.code == TARGET]
    first = awaited(store)  # somebody waits for what is said of targets
    places.sort(key=lambda place: (tasks.index(place[0]), place[1] not in first))
    # A nowcast rests on indicators of all kinds: whatever was touched, its figures are looked at.
    return [
        (task, id)
        for task, id in places
        if everything
        or id in touched
        or (touched and task is Task.NOWCAST)
        or not known.get((task, id), "").startswith(methods())
    ]


def _work(
    store: Store,
    plan: Sequence[Place],
    tally: _Tally,
    sayings: Sayings,
    seen: int,
    *,
    everything: bool,
    doing: Doing,
    progress: Progress | None,
) -> int:
    version, told = seen, monotonic()
    for piece, outcome in doing(_pieces(store, plan, tally, sayings, version, everything=everything)):
        _keep(store, piece, outcome, tally, version)
        sayings.looked_at(piece.task, piece.indicator.id)
        if progress is not None:
            progress(tally.done, tally.total, piece.task)
        if tally.kept and (sayings.ready() or monotonic() - told > REFRESH_SECONDS):
            sayings.keep()
            seen, told, tally.kept = store.raise_version(seen), monotonic(), 0
    tally.kept += sayings.keep()
    return store.raise_version(seen) if tally.kept else seen


def _pieces(
    store: Store, plan: Sequence[Place], tally: _Tally, sayings: Sayings, version: int, *, everything: bool
) -> Iterator[Piece]:
    """The pieces that have to be done, each read when its turn comes; others are noted as looked at."""
    known, reading = store.fingerprints(), Reading(store)
    for task, id in plan:
        piece = reading.piece(task, id)
        print_ = piece.fingerprint
        enough = task is Task.PAST and store.origins(id) > len(PAST)
        if enough or (known.get((task, id)) == print_ and not everything):
            store.keep_task(task, id, print_, version)
            tally.unchanged += 1
            sayings.looked_at(task, id)
        else:
            yield piece


def _keep(store: Store, piece: Piece, outcome: Outcome, tally: _Tally, version: int) -> None:
    id, fault = piece.indicator.id, outcome.fault
    if fault is not None:
        tally.faults.append(f"{piece.name}: {fault}")
    elif piece.task is Task.ACCURACY:
        store.keep_accuracy(id, outcome.scores, version)
    elif piece.task is Task.NOWCAST:
        if outcome.nowcast is not None:
            store.keep_nowcast(outcome.nowcast, version)
    else:
        store.keep_forecasts(id, outcome.forecasts, outcome.quantiles, version)
    if fault is None:
        tally.made, tally.kept, tally.series = tally.made + 1, tally.kept + 1, tally.series + outcome.series
    store.keep_task(
        piece.task, id, piece.fingerprint, version, series=outcome.series, seconds=outcome.seconds, fault=fault
    )


@contextmanager
def _beating(store: Store, tally: _Tally) -> Iterator[None]:
    """Say every few seconds that the run lives, whatever piece it is at."""
    over = Event()

    def beat() -> None:
        while not over.wait(BEAT.total_seconds()):
            try:
                store.beat(done=tally.done, faults=len(tally.faults))
            except WarehouseError:
                continue  # a load has the warehouse to itself; the next beat says it

    thread = Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
