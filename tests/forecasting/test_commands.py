"""The commands of the forecasts: what they say, and a run on a real cluster."""

import sys

import pytest

from data.engine import open_engine
from data.forecasts.store import Store
from forecasting.__main__ import main
from forecasting.errors import ForecastError
from forecasting.pools import here, on_cluster
from forecasting.run import run, up_to_date
from forecasting.watch import watch
from tests.forecasting import served


@pytest.fixture
def warehouse(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("TOANCANH_DATABASE_URL", sqlite_url)
    return Store(served.furnish(open_engine(sqlite_url, create=True)))


def test_status_says_how_far_the_forecasts_are(warehouse: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status"]) == 0
    assert "No forecasts were made yet" in capsys.readouterr().out
    assert main(["run"]) == 0
    assert "Forecasts are up to date" in capsys.readouterr().out
    main(["status"])
    assert "The last run: done" in capsys.readouterr().out


def test_what_cannot_be_done_is_said_in_one_sentence(warehouse: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--workers", "2", "--scheduler", "tcp://127.0.0.1:1"]) == 1
    assert "give one of them" in capsys.readouterr().err


def test_no_warehouse_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("TOANCANH_DATABASE_URL", "sqlite:////nowhere/none.db")
    assert main(["run"]) == 1
    assert "python -m data init" in capsys.readouterr().err


def test_without_dask_a_cluster_is_refused_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ForecastError, match="pip install distributed"):
        on_cluster("tcp://127.0.0.1:1")


def test_watching_runs_after_a_load_and_ends_with_its_parent(warehouse: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    parents = iter([1, 1, 1, 1, 2])
    monkeypatch.setattr("forecasting.watch.os.nice", lambda _: 0)
    monkeypatch.setattr("forecasting.watch.os.getppid", lambda: next(parents, 2))

    monkeypatch.setattr("forecasting.watch.run", lambda store, **_: run(store))
    watch(warehouse, doing=here, every=0, say=said.append, parent=1)
    assert up_to_date(warehouse)
    assert len(said) == 1
    assert said[0].startswith("Forecasts are up to date")


@pytest.mark.filterwarnings("ignore")  # of a package that is not ours, about itself
def test_a_cluster_does_the_work(warehouse: Store) -> None:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=1, processes=False, dashboard_address=None) as cluster:
        report = run(warehouse, doing=on_cluster(cluster.scheduler_address))
    assert report.faults == ()
    assert up_to_date(warehouse)
