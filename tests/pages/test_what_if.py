"""The page of what-if: a goal of the reader's own, what it takes, and a draft as a file; all of it in the address."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine

from access import audit
from access.web.seeing import Shown
from data.engine import open_engine
from data.forecasts.records import Basis
from data.forecasts.store import Store
from data.periods import Grain, quarter
from data.questions import Questions
from data.targets.files import read_drafts
from forecasting.targets.keeping import keep_calls
from pages.kept.keeping import Keeping
from tests.pages.foretold import keep_some, made, quantiles
from tests.pages.visiting import texts, visit


@pytest.fixture(scope="module")
def engine(small_warehouse_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """GDP growth and growth of every province with forecasts, and calls made of them."""
    path = shutil.copy(small_warehouse_file, tmp_path_factory.mktemp("what-if") / "own.db")
    engine = open_engine(f"sqlite:///{path}")
    keep_some(engine)
    store, asked = Store(engine), Questions(engine)
    forecasts = [
        replace(made(unit.id, quarter(2025, 4), 7.0), basis=Basis.SIMULATED) for unit in asked.entities("province")
    ]
    store.keep_forecasts(asked.indicator("GRO02").id, forecasts, [quantiles(Grain.QUARTER)], store.version())
    keep_calls(store)
    store.raise_version(store.version())
    yield engine
    engine.dispose()


@pytest.fixture
def served(wsgi: Flask, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setattr(wsgi.extensions["gate"], "engine", engine)
    for name, held in (("questions", Questions(engine)), ("drawings", Keeping(48)), ("shown", Shown(engine))):
        monkeypatch.setitem(wsgi.extensions, name, held)
    return wsgi


def said(wsgi: Flask, query: str = "", language: str = "vi") -> str:
    told = " | ".join(texts(visit(wsgi, "/targets/what-if", query, language)))
    return told.replace("\xa0", " ").replace("\u202f", " ")


def test_a_goal_says_what_the_last_quarter_must_show(served: Flask) -> None:
    assert "Để tăng trưởng GDP cả năm 2026 đạt 10%, quý IV phải đạt" in said(served)
    assert "cả năm 2026 đạt 9,5%" in said(served, "goal=9,5")
    assert "in 2026, quarter IV must show" in said(served, language="en")


def test_what_is_no_number_is_said_and_the_goal_of_the_document_stands(served: Flask) -> None:
    told = said(served, "goal=mười")
    assert "“mười” không phải một số" in told
    assert "đạt 10%" in told


def test_the_draft_is_a_file_that_the_command_takes_and_the_record_knows(
    served: Flask, engine: Engine, tmp_path: Path
) -> None:
    answer = served.test_client().get("/targets/draft.csv?goal=10&way=headroom")
    assert answer.status_code == 200
    path = tmp_path / "draft.csv"
    path.write_bytes(answer.data)
    assert {one.indicator for one in read_drafts(path)} == {"GRO02"}
    with engine.connect() as connection:
        assert audit.read(connection)["action"].iloc[0] == "exported"


@pytest.mark.parametrize("address", ["/targets/draft.pdf", "/targets/draft.csv?as_of=2010-01-01"])
def test_no_draft_is_no_file(served: Flask, address: str) -> None:
    assert served.test_client().get(address).status_code == 404
