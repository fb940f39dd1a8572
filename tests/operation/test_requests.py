"""What is noted of each request, on a small server of its own."""

import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask, abort, g
from flask.testing import FlaskClient
from sqlalchemy import Engine

from access.roles import Viewer
from data.cache import AnswerCache
from data.engine import open_engine
from data.questions import Questions
from operation.logs import REQUESTS
from operation.metrics import Metrics
from operation.requests import HEADER, watch
from tests.conftest import ROOT


@pytest.fixture
def questions(small_warehouse: Engine) -> Questions:
    return Questions(small_warehouse)


@pytest.fixture
def watched(questions: Questions) -> FlaskClient:
    """A server with a page, a fault, a door and a link that lets somebody in."""
    server = Flask("watched")
    watch(server, Metrics(questions, {"questions": questions.cache}))

    @server.get("/indicators/<code>/list")
    def page(code: str) -> str:
        g.viewer = Viewer("lan", "session")
        return questions.indicator("GRO01").code + code

    server.add_url_rule("/fault", "fault", lambda: 1 / 0)
    server.add_url_rule("/door", "door", lambda: abort(403))
    server.add_url_rule("/invite/<token>", "invite", lambda token: "in")
    server.add_url_rule("/healthz", "health", lambda: "ok")
    return server.test_client()


def measured(client: FlaskClient) -> dict[str, float]:
    """The measures by their names with labels."""
    lines = client.get("/metrics").get_data(as_text=True).splitlines()
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))}


def test_every_answer_has_an_id_of_its_own(watched: FlaskClient) -> None:
    ids = {watched.get("/healthz").headers[HEADER] for _ in range(3)}
    assert len(ids) == 3
    assert all(re.fullmatch("[0-9a-f]{32}", one) for one in ids)


@pytest.mark.parametrize("path", ["/healthz", "/no/such/page", "/fault", "/door"])
def test_the_id_that_a_proxy_gave_is_kept(watched: FlaskClient, path: str) -> None:
    assert watched.get(path, headers={HEADER: "proxy-0001"}).headers[HEADER] == "proxy-0001"


@pytest.mark.parametrize("forged", ["short", "x" * 65, "a b c d e f g h", "id=1;level=error", "đđđđđđđđđ"])
def test_an_id_that_is_none_is_replaced(watched: FlaskClient, forged: str) -> None:
    given = forged.encode().decode("latin-1")
    assert re.fullmatch("[0-9a-f]{32}", watched.get("/healthz", headers={HEADER: given}).headers[HEADER])


def test_a_request_is_one_line_without_its_query(watched: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, REQUESTS):
        watched.get("/indicators/GRO01/list?q=Zk3vQ9xLw2mN8pRt", headers={"Cookie": "tc_session=Zk3vQ9xLw2mN8pRt"})
    (record,) = (one for one in caplog.records if one.name == REQUESTS)
    said = vars(record)
    assert (said["method"], said["path"], said["status"]) == ("GET", "/indicators/GRO01/list", 200)
    assert (said["who"], said["address"]) == ("lan", "127.0.0.1")
    assert said["ms"] > 0
    assert "Zk3vQ9xLw2mN8pRt" not in str(said)


def test_the_path_of_a_link_that_lets_somebody_in_is_not_logged(
    watched: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, REQUESTS):
        watched.get("/invite/abc")
    assert [vars(one)["path"] for one in caplog.records if one.name == REQUESTS] == ["/invite/<token>"]


@pytest.mark.parametrize(
    ("path", "level"),
    [
        ("/healthz", "DEBUG"),
        ("/indicators/GRO01/list", "INFO"),
        ("/nothing", "INFO"),
        ("/door", "WARNING"),
        ("/fault", "WARNING"),
    ],
)
def test_a_line_is_as_loud_as_it_matters(
    watched: FlaskClient, caplog: pytest.LogCaptureFixture, path: str, level: str
) -> None:
    with caplog.at_level(logging.DEBUG, REQUESTS):
        watched.get(path)
    assert [one.levelname for one in caplog.records if one.name == REQUESTS] == [level]


def test_requests_are_counted_by_rule_and_not_by_address(watched: FlaskClient) -> None:
    for code in ("GRO01", "GRO02", "GRO03"):
        watched.get(f"/indicators/{code}/list")
    for path in ("/a", "/b"):
        watched.get(path)
    watched.open("/healthz", method="BREW")
    told = measured(watched)
    rule = 'route="/indicators/<code>/list"'
    assert told[f'toancanh_requests_total{{method="GET",{rule},status="200"}}'] == 3
    assert told[f"toancanh_request_seconds_count{{{rule}}}"] == 3
    assert told['toancanh_requests_total{method="GET",route="(none)",status="404"}'] == 2
    assert [name for name in told if "BREW" in name] == []
    assert [name for name in told if 'method="OTHER"' in name] != []


def test_answers_from_memory_are_counted(watched: FlaskClient) -> None:
    for _ in range(3):
        watched.get("/indicators/GRO01/list")
    told = measured(watched)
    assert told['toancanh_answers_total{cache="questions",found="asked"}'] == 1
    assert told['toancanh_answers_total{cache="questions",found="kept"}'] == 2


def test_the_state_of_the_warehouse_is_told(watched: FlaskClient) -> None:
    told = measured(watched)
    assert told["toancanh_warehouse_up"] == 1
    assert told["toancanh_data_version"] == 1
    assert told['toancanh_held{what="indicators"}'] == 210
    assert told["toancanh_data_timestamp_seconds"] > 1_700_000_000
    assert told['toancanh_last_load_timestamp_seconds{state="committed"}'] > 1_700_000_000
    assert "process_resident_memory_bytes" in told


def test_a_warehouse_that_does_not_answer_is_told_and_not_a_fault(tmp_path: Path) -> None:
    nothing = Questions(open_engine(f"sqlite:///{tmp_path / 'none.db'}", must_exist=False))
    told = Metrics(nothing, {"questions": AnswerCache(1)}).text().decode()
    assert "toancanh_warehouse_up 0.0" in told
    assert "toancanh_data_version" not in told


def test_the_workers_of_one_server_add_up(small_warehouse_file: Path, tmp_path: Path) -> None:
    script = """
import sys
from pathlib import Path
from data.engine import open_engine
from data.questions import Questions
from operation.metrics import Metrics
questions = Questions(open_engine(sys.argv[1]))
metrics = Metrics(questions, {"questions": questions.cache})
metrics.request_done("/", "GET", 200, 0.01)
print(metrics.text().decode())
"""
    command = [sys.executable, "-c", script, f"sqlite:///{small_warehouse_file}"]
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    for _ in range(2):
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert 'toancanh_requests_total{method="GET",route="/",status="200"} 2.0' in done.stdout
    assert "toancanh_data_version 1.0" in done.stdout
