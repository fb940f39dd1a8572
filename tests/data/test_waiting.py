"""A PostgreSQL that says nothing: stopped for real, in the middle of its work."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic, sleep

import pytest
from sqlalchemy import Engine, text

from data.engine import open_engine, saying_what_is_wrong
from data.errors import WarehouseUnavailable

pytestmark = pytest.mark.postgres


@pytest.fixture
def engine(postgres_url: str) -> Iterator[Engine]:
    engine = open_engine(postgres_url, patience=1.0)
    yield engine
    engine.dispose()


@pytest.fixture
def family(engine: Engine) -> list[int]:
    """Processes of the server, the one that lets in first."""
    with engine.connect() as connection:
        folder = Path(connection.execute(text("SHOW data_directory")).scalar_one())
    main = int((folder / "postmaster.pid").read_text().split()[0])
    children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
    return [main, *map(int, children)]


def _ask(engine: Engine) -> float | str:
    """Seconds until there was an answer, or the sentence that there was none."""
    began = monotonic()
    try:
        with saying_what_is_wrong(engine), engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except WarehouseUnavailable as problem:
        return str(problem)
    return monotonic() - began


def test_a_database_that_hangs_holds_nobody_for_long_and_is_back_by_itself(engine: Engine, family: list[int]) -> None:
    for one in family:
        os.kill(one, signal.SIGSTOP)
    try:
        began = monotonic()
        with ThreadPoolExecutor(8) as threads:
            first = list(threads.map(lambda _one: _ask(engine), range(8)))
        assert monotonic() - began < 8, "a ping and a connection, two seconds each"
        began = monotonic()
        assert all(isinstance(one, str) for one in (*first, _ask(engine), _ask(engine), _ask(engine)))
        assert monotonic() - began < 4, "one of them tried; the others were refused at once"
    finally:
        for one in reversed(family):
            os.kill(one, signal.SIGCONT)
    sleep(1.5)
    back = [_ask(engine) for _ in range(3)]
    assert all(isinstance(one, float) for one in back), back


def test_an_answer_that_takes_too_long_is_given_up(engine: Engine) -> None:
    slow, said = text("SELECT pg_sleep(5)"), "no answer within 1 s"
    with (
        pytest.raises(WarehouseUnavailable, match=said),
        saying_what_is_wrong(engine),
        engine.connect() as connection,
    ):
        connection.execute(slow)
    assert isinstance(_ask(engine), float)
