"""What holds for every page whatever it is about, without a browser."""

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from alerts.watch import run
from data.alerts.progress import Progress
from data.engine import open_engine
from data.questions import Questions
from data.tasks.sample import write_samples
from pages.kept.keeping import Keeping, ahead_of_readers
from tests.browser.test_every_page import PATHS
from tests.communes import add_communes
from tests.pages.visiting import components, texts, visit

MORE = (
    "/indicators/PRI01",
    "/indicators/ENV09",
    "/provinces/24",
    "/provinces/DBSH",
    "/ministries/BKHDT",
    "/trail/TRD01",
)
EVERY = [*(one for one in PATHS if "commune" not in one), *MORE]  # this warehouse has none (test_communes.py)
QUERIES = ("", "as_of=2025-06-30", "as_of=2016-01-01", "boundary=2024", "boundary=reported&as_of=2025-12-31")
CARTESIAN = {"scatter", "bar", "heatmap", "box", "violin", "histogram", "contour", "image", "pie"}
RAW = re.compile(r"(?<![\w.-])(nan|NaN|None|NaT|inf|undefined|Infinity)(?![\w-])|<[A-Z]\w+\.\w+")


@pytest.fixture(scope="module", autouse=True)
def furnished(wsgi: Flask, small_warehouse_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The small warehouse with what an office adds: communes, tasks, and alerts."""
    folder = tmp_path_factory.mktemp("furnished")
    engine = open_engine(f"sqlite:///{shutil.copy(small_warehouse_file, folder / 'own.db')}")
    add_communes(engine, folder)
    with engine.begin() as connection:
        write_samples(connection, date(2026, 10, 28))
    run(Questions(engine), Progress(engine))
    before, wsgi.extensions["questions"] = wsgi.extensions["questions"], Questions(engine)
    yield
    wsgi.extensions["questions"] = before
    engine.dispose()


@pytest.mark.parametrize("path", EVERY)
@pytest.mark.parametrize(
    ("language", "theme", "query"),
    [*(("vi", "light", query) for query in QUERIES), *(("en", "dark", query) for query in QUERIES[:2])],
)
def test_every_page_is_drawn_for_every_reader(wsgi: Flask, path: str, query: str, language: str, theme: str) -> None:
    page = visit(wsgi, path, query, language, theme)
    alerts = [list(texts(one)) for one in components(page) if "tc-message" in str(one["props"].get("className"))]
    assert alerts == []
    assert [text for text in texts(page) if RAW.search(text)] == []


def test_what_is_drawn_ahead_is_what_its_reader_would_have_been_shown(
    wsgi: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeping = Keeping(200)
    monkeypatch.setitem(wsgi.extensions, "drawings", keeping)
    first = {path: visit(wsgi, path, language="en", theme="dark") for path in EVERY}
    kept = keeping.asked_since(0)
    assert len(kept) > len(EVERY) / 2
    keeping.clear()
    with wsgi.app_context():  # and no request: a page that asks who looks could not be kept for all
        for again in kept:
            with ahead_of_readers(wait=True):
                again()
    drawn = keeping.memory.misses
    for path, page in first.items():
        assert visit(wsgi, path, language="en", theme="dark") == page, path
    assert keeping.memory.misses == drawn


def test_every_trace_is_of_a_kind_that_the_script_of_charts_can_draw(wsgi: Flask) -> None:
    figures = [
        one["props"]["figure"]
        for path in EVERY
        for one in components(visit(wsgi, path))
        if "data" in (one["props"].get("figure") or {})
    ]
    kinds = {trace.get("type", "scatter") for figure in figures for trace in figure["data"]}
    assert {"scatter", "bar", "heatmap"} <= kinds <= CARTESIAN


@pytest.mark.parametrize("path", EVERY)
def test_no_id_stands_twice_on_a_page(wsgi: Flask, path: str) -> None:
    ids = Counter(json.dumps(one["props"]["id"]) for one in components(visit(wsgi, path)) if one["props"].get("id"))
    assert [id for id, number in ids.items() if number > 1] == []


def test_every_id_that_a_callback_listens_to_is_on_some_page(wsgi: Flask, client: FlaskClient) -> None:
    client.get("/")
    layouts = [client.get("/_dash-layout").get_json(), *(visit(wsgi, path) for path in EVERY)]
    there = {str(one["props"].get("id")) for layout in layouts for one in components(layout)}
    named = {
        part["id"]
        for callback in client.get("/_dash-dependencies").get_json()
        for part in (*callback["inputs"], *callback["state"])
        if not part["id"].startswith(("{", "_pages"))
    }
    assert named - there == set()


def test_no_output_is_written_by_two_callbacks(client: FlaskClient) -> None:
    """Outputs that may be written twice carry a mark of their own (@) and so differ."""
    client.get("/")
    outputs = [
        one
        for callback in client.get("/_dash-dependencies").get_json()
        for one in callback["output"].strip(".").split("...")
    ]
    assert [one for one, number in Counter(outputs).items() if number > 1] == []


@pytest.mark.parametrize("path", ["/indicators/XYZ9", "/provinces/99", "/ministries/QQ", "/no/such/page"])
def test_an_unknown_code_gets_a_kind_404(wsgi: Flask, path: str) -> None:
    said = list(texts(visit(wsgi, path)))
    assert "404" in said
    assert "Không tìm thấy trang" in said
