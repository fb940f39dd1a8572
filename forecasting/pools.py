"""Ways of doing pieces of work: in this process, on several processes, on a Dask cluster.

Each takes an iterator of pieces and gives each piece with its outcome, in any order. Only as many pieces are out at
once as keep every worker busy, so that memory does not grow with the country.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import active_children, get_context
from multiprocessing.process import BaseProcess

from forecasting.errors import ForecastError
from forecasting.work import Outcome, Piece, done

Doing = Callable[[Iterator[Piece]], Iterator[tuple[Piece, Outcome]]]
ATTEMPTS = 3
AHEAD = 2
"""Pieces that wait for each worker."""


class WorkersLost(ForecastError):
    """Workers died again and again at the same piece of work."""


class SchedulerMissing(ForecastError):
    """A cluster was asked for that is not there, or cannot be spoken to."""


def here(pieces: Iterator[Piece]) -> Iterator[tuple[Piece, Outcome]]:
    """One piece after the other, in this process."""
    for piece in pieces:
        yield piece, done(piece)


def on_processes(workers: int) -> Doing:
    """Several processes of this machine; a process that is killed is replaced, and its piece done again."""

    def doing(pieces: Iterator[Piece]) -> Iterator[tuple[Piece, Outcome]]:
        waiting: list[Piece] = []
        attempts: dict[str, int] = {}
        while True:
            broken: list[Piece] = []
            others = set(active_children())
            pool = _pool(workers)
            try:
                yield from _pooled(pool, workers, waiting, pieces, broken)
            finally:
                pool.shutdown(wait=not broken, cancel_futures=True)
                if broken:
                    _end(set(active_children()) - others)
            if not broken:
                return
            for piece in broken:
                attempts[piece.name] = attempts.get(piece.name, 0) + 1
                if attempts[piece.name] >= ATTEMPTS:
                    raise WorkersLost(
                        f"Worker processes ended {ATTEMPTS} times while {piece.name} was among their work. "
                        "Is there enough memory? Try fewer workers."
                    )
            waiting = broken

    return doing


def _end(left: set[BaseProcess]) -> None:
    """End workers that came up while their pool was breaking: it waits for them, and nobody gives them work."""
    for one in left:
        one.kill()


def _pool(workers: int) -> ProcessPoolExecutor:
    # Not forked: a copy of a process with threads may wait for ever on a lock that one of them held.
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_be_quiet)


def _be_quiet() -> None:
    """Each worker is one core: the threads of its numerics would stand in each other's way."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"


def _pooled(
    pool: ProcessPoolExecutor, workers: int, waiting: list[Piece], pieces: Iterator[Piece], broken: list[Piece]
) -> Iterator[tuple[Piece, Outcome]]:
    """Do pieces until there are none, or the pool breaks; then `broken` has those that were out."""
    out: dict[Future[Outcome], Piece] = {}
    again = iter(waiting)
    while True:
        room = workers * AHEAD - len(out)
        for piece in [*islice(again, room)] or islice(pieces, room):
            try:
                out[pool.submit(done, piece)] = piece
            except (BrokenProcessPool, OSError):  # the latter while a process that was killed is being replaced
                broken += [piece, *out.values(), *again]
                return
        if not out:
            return
        finished, _ = wait(out, return_when=FIRST_COMPLETED)
        for one in finished:
            piece = out.pop(one)
            try:
                outcome = one.result()
            except BrokenProcessPool:
                broken += [piece, *out.values(), *again]
                return
            yield piece, outcome


def on_cluster(address: str) -> Doing:
    """A Dask cluster, by the address of its scheduler; what a lost worker had is done by another one."""
    try:
        from distributed import Client, as_completed
    except ImportError:
        raise SchedulerMissing(
            "--scheduler needs Dask, which is not installed here. Install it with: .venv/bin/pip install distributed"
        ) from None

    def doing(pieces: Iterator[Piece]) -> Iterator[tuple[Piece, Outcome]]:
        try:
            client = Client(address, timeout="15s", set_as_default=False)
        except (OSError, TimeoutError, ValueError) as problem:
            raise SchedulerMissing(
                f"No Dask scheduler answers at {address}: {problem}. Expected an address such as tcp://10.0.0.5:8786."
            ) from problem
        with client:
            again = {"pure": False, "retries": ATTEMPTS}
            most = max(1, sum(client.nthreads().values())) * AHEAD
            out = {client.submit(done, piece, **again): piece for piece in islice(pieces, most)}
            finished = as_completed(list(out), loop=client.loop)
            for one in finished:
                yield out.pop(one), one.result()
                for piece in islice(pieces, 1):
                    future = client.submit(done, piece, **again)
                    out[future] = piece
                    finished.add(future)

    return doing
