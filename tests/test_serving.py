"""`python app.py` and the runners of WSGI apps."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from settings import ROOT
from tests.browser.serving import served


@pytest.fixture
def environment(small_warehouse_file: Path) -> dict[str, str]:
    return {**os.environ, "TOANCANH_DATABASE_URL": f"sqlite:///{small_warehouse_file}", "TOANCANH_PORT": "0"}


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_the_server_says_one_line_and_ends_cleanly(environment: dict[str, str], ending: signal.Signals) -> None:
    process = subprocess.Popen(
        [sys.executable, "app.py"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    address = next(word for word in line.split() if word.startswith("http://"))
    with urllib.request.urlopen(f"{address}/healthz") as answer:
        assert answer.status == 200
    process.send_signal(ending)
    rest, complaints = process.communicate(timeout=20)
    assert (process.returncode, rest.strip()) == (0, "")
    assert "Traceback" not in complaints


def test_a_wrong_setting_is_refused_by_name(environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env={**environment, "TOANCANH_PORT": "many"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "TOANCANH_PORT" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_that_is_taken_is_said_in_a_sentence(environment: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = subprocess.run(
            [sys.executable, "app.py"],
            cwd=ROOT,
            env={**environment, "TOANCANH_PORT": str(taken.getsockname()[1])},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert "TOANCANH_PORT=" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture(scope="module")
def desk(small_warehouse_file: Path) -> Iterator[str]:
    """Address of `python app.py` on the loopback address, without an account."""
    with served(f"sqlite:///{small_warehouse_file}") as address:
        yield address


@pytest.mark.parametrize(
    "sent",
    [
        {"X-Forwarded-For": "203.0.113.9"},
        {"Forwarded": "for=203.0.113.9"},
        {"X-Forwarded-Proto": "https"},
        {"Via": "1.1 proxy"},
        {"Host": "dashboard.example"},
    ],
    ids=str,
)
def test_whoever_comes_by_a_proxy_is_no_desk(desk: str, sent: dict[str, str]) -> None:
    """The server in between must not take away the headers by which a proxy is known."""
    assert _asked(desk, "/account", {}).status == 200
    answer = _asked(desk, "/account", sent)
    assert (answer.status, answer.headers["Location"]) == (302, "/login?next=/account")


def test_an_answer_does_not_name_its_server(desk: str) -> None:
    answer = _asked(desk, "/healthz", {})
    assert {"Server", "X-Powered-By"} & set(answer.headers) == set()


def test_slow_visitors_do_not_keep_others_waiting(desk: str) -> None:
    place = urlsplit(desk)
    lines = [socket.create_connection((place.hostname or "", place.port or 0), timeout=30) for _ in range(30)]
    for line in lines:
        line.sendall(b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nname=")
    try:
        assert _asked(desk, "/healthz", {}).status == 200
    finally:
        for line in lines:
            line.close()


def _asked(address: str, path: str, headers: dict[str, str]) -> HTTPResponse:
    """The answer, without following where it leads."""
    line = HTTPConnection(urlsplit(address).netloc, timeout=30)
    line.request("GET", path, headers=headers)
    answer = line.getresponse()
    answer.read()
    line.close()
    return answer
