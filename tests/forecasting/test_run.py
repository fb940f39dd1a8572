"""Runs: what changed is forecast again and nothing else; killed or repeated, the end is the same."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import Engine, select, text

from data.engine import open_engine
from data.forecasts.records import Basis, RunState, Task
from data.forecasts.store import RunUnderWay, Store
from data.questions import Questions
from data.schema_forecasts import FORECAST_TABLES, forecast_run, forecast_task
from forecasting import pools
from forecasting.run import run, up_to_date
from forecasting.work import Outcome, Piece, done
from tests.conftest import ROOT
from tests.forecasting import served

FORECAST = (Task.FORECAST,)


@pytest.fixture
def engine(sqlite_url: str) -> Iterator[Engine]:
    made = served.furnish(open_engine(sqlite_url, create=True))
    yield made
    made.dispose()


def held(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """All that is kept of forecasts, but for how the runs themselves went."""
    with engine.connect() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in FORECAST_TABLES
            if table not in (forecast_run, forecast_task)
        }


def newest(engine: Engine, code: str = served.CODE) -> pd.DataFrame:
    questions = Questions(engine)
    return questions.forecasts(questions.indicator(code), questions.nation())[0].points


def test_a_run_keeps_forecasts_scores_and_what_would_have_been_said(either_engine: Engine) -> None:
    served.furnish(either_engine)
    assert run(Store(either_engine)).faults == ()
    questions = Questions(either_engine)
    about, nation = questions.indicator(served.CODE), questions.nation()
    kept = questions.forecasts(about, nation)
    assert [str(one.origin) for one in kept] == ["2025-12", "2025-11", "2025-10", "2025-09"]
    assert [one.retrospective for one in kept] == [False, True, True, True]
    assert (kept[0].basis, len(kept[0].points)) == (Basis.SIMULATED, 18)
    assert set(questions.forecast_accuracy(about)["kind"]) == {"nation", "province"}
    past = questions.past_forecasts(about, nation)
    assert list(past.loc[past["value"].notna(), "step"]) == [1, 1, 2, 1, 2, 3]
    assert questions.forecast_progress().state is RunState.DONE


def test_a_second_run_finds_nothing_to_do(engine: Engine) -> None:
    run(Store(engine))
    before = held(engine)
    assert up_to_date(Store(engine))
    assert run(Store(engine)).made == 0
    assert held(engine) == before


def test_making_everything_again_changes_nothing(engine: Engine) -> None:
    first = Store(engine).version()
    run(Store(engine), tasks=FORECAST)
    with engine.begin() as connection:  # as if the run had not told the pages: the same figures, the same version
        connection.execute(text(f"UPDATE warehouse_state SET data_version = {first}"))
        connection.execute(text(f"UPDATE forecast_run SET data_version = {first}"))
    before = held(engine)
    assert run(Store(engine), everything=True, tasks=FORECAST).made > 0
    assert held(engine) == before


def test_only_the_indicator_that_a_load_touched_is_made_again(engine: Engine) -> None:
    run(Store(engine), tasks=FORECAST)
    served.add(engine, months=1, start=served.MONTHS)
    assert not up_to_date(Store(engine))
    report = run(Store(engine), tasks=FORECAST)
    assert (report.made, report.unchanged) == (1, 0)
    questions = Questions(engine)
    kept = questions.forecasts(questions.indicator(served.CODE), questions.nation())
    assert [(str(one.origin), one.retrospective) for one in kept] == [("2026-01", False), ("2025-12", False)]


def test_other_methods_make_everything_anew(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    made = run(Store(engine), tasks=FORECAST).made
    monkeypatch.setattr("forecasting.run.methods", lambda: "f" * 16)
    monkeypatch.setattr("forecasting.work.methods", lambda: "f" * 16)
    assert not up_to_date(Store(engine))
    assert run(Store(engine), tasks=FORECAST).made == made
    assert up_to_date(Store(engine))


def test_pages_are_told_of_new_forecasts_by_the_data_version(engine: Engine) -> None:
    before = Store(engine).version()
    run(Store(engine), tasks=FORECAST)
    # Once for the forecasts that targets wait for, and once at the end.
    assert Store(engine).version() == before + 2
    run(Store(engine), tasks=FORECAST)
    assert Store(engine).version() == before + 2


def test_a_load_that_comes_during_a_run_is_not_missed(engine: Engine) -> None:
    def with_a_load(pieces: Iterator[Piece]) -> Iterator[tuple[Piece, Outcome]]:
        for place, pair in enumerate(pools.here(pieces)):
            if place == 0:
                served.add(engine, months=1, start=served.MONTHS)
            yield pair

    run(Store(engine), tasks=FORECAST, doing=with_a_load)
    assert not up_to_date(Store(engine))


def test_provinces_and_nation_agree(engine: Engine) -> None:
    run(Store(engine), tasks=FORECAST)
    questions = Questions(engine)
    about = questions.indicator(served.CODE)
    parts = questions.newest_forecasts([about], questions.entities("province"))
    total = sum(one.points["mean"] for one in parts.values())
    assert (total - newest(engine)["mean"]).abs().max() <= 1e-6 * total.abs().max()
    assert {one.coherence for one in parts.values()} <= {"bottom_up", "ols", "wls", "mint", "to_nation"}


def test_published_figures_of_the_nation_are_used_alone_where_they_carry(sqlite_url: str) -> None:
    engine = served.furnish(open_engine(sqlite_url, create=True), status="A")
    run(Store(engine), tasks=FORECAST)
    questions = Questions(engine)
    (kept,) = questions.forecasts(questions.indicator(served.CODE), questions.nation())
    assert (kept.basis, kept.published, kept.quantiles.name) == (Basis.PUBLISHED, 48, "SEC04/published")


def test_a_run_that_was_broken_off_goes_on_where_it_was(engine: Engine) -> None:
    def broken(pieces: Iterator[Piece]) -> Iterator[tuple[Piece, Outcome]]:
        yield from pools.here(islice(pieces, 3))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(Store(engine), tasks=FORECAST, doing=broken)
    assert Questions(engine).forecast_progress().state is RunState.FAILED
    report = run(Store(engine), tasks=FORECAST)
    assert report.made + 3 == len(Store(engine).indicators())


def test_one_piece_that_fails_does_not_end_the_run_and_is_tried_again(engine: Engine) -> None:
    def failing(pieces: Iterator[Piece]) -> Iterator[tuple[Piece, Outcome]]:
        for piece in pieces:
            yield piece, Outcome(fault="it broke") if piece.indicator.code == served.CODE else done(piece)

    report = run(Store(engine), tasks=FORECAST, doing=failing)
    assert report.faults == ("forecast of SEC04: it broke",)
    assert run(Store(engine), tasks=FORECAST).made == 1


def test_two_runs_at_once_are_refused_until_one_is_dead(engine: Engine) -> None:
    store = Store(engine)
    store.begin(7)
    with pytest.raises(RunUnderWay, match="0 of 7 pieces"):
        run(store, tasks=FORECAST)
    with engine.begin() as connection:
        connection.execute(text("UPDATE forecast_run SET beat_at = '2026-01-01 00:00:00.000000'"))
    assert run(store, tasks=FORECAST).faults == ()


def said(engine: Engine) -> list[tuple[object, ...]]:
    """Every figure of every forecast, whatever the order in which they were kept."""
    query = text(
        "SELECT indicator_id, entity_id, origin, retrospective, step, mean, lower_95, sum_spread, coherence"
        " FROM forecast JOIN forecast_point ON forecast_id = forecast.id ORDER BY 1, 2, 3, 4, 5"
    )
    with engine.connect() as connection:
        return list(map(tuple, connection.execute(query)))


def test_a_killed_worker_loses_nothing(engine: Engine, sqlite_url: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "forecasting", "run", "--workers", "2"]
    environment = os.environ | {"TOANCANH_DATABASE_URL": sqlite_url}
    started = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
    assert _kill_a_worker(started), "no worker came up"
    _, words = started.communicate(timeout=120)
    assert started.returncode == 0, words
    other = served.furnish(open_engine(f"sqlite:///{tmp_path / 'other.db'}", create=True))
    run(Store(other))
    assert said(engine) == said(other)
    other.dispose()


def _kill_a_worker(command: "subprocess.Popen[str]") -> bool:
    """Kill the first process of the pool that the command has started."""
    import psutil

    until = time.monotonic() + 60
    while time.monotonic() < until and command.poll() is None:
        workers = [one for one in psutil.Process(command.pid).children() if "spawn_main" in " ".join(one.cmdline())]
        if workers:
            os.kill(workers[0].pid, signal.SIGKILL)
            return True
        time.sleep(0.05)
    return False
