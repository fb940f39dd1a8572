"""`python app.py` and the runners of WSGI apps."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from settings import ROOT


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


@pytest.mark.skipif(sys.platform == "win32", reason="gunicorn runs on Linux and macOS; Windows has waitress")
def test_gunicorn_finds_the_server(environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "gunicorn", "--check-config", "app:server"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


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
