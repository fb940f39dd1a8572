"""The files that an operator copies fit the product they are for."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from operation.metrics import Metrics
from settings import ROOT, Settings

DEPLOY = ROOT / "deploy"
GUIDE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
UNITS = ["toancanh.service", "toancanh-backup.service", "toancanh-backup.timer"]


@pytest.fixture
def environment(small_warehouse_file: Path, tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ,
        "TOANCANH_DATABASE_URL": f"sqlite:///{small_warehouse_file}",
        "TOANCANH_PORT": "0",
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path / "metrics"),
        "PYTHONPATH": str(ROOT),
    }


def run(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd on this machine")
def test_systemd_understands_every_unit(tmp_path: Path) -> None:
    """As it is, but for where the product lies and for the browser."""
    units = sorted(DEPLOY.glob("toancanh*"))
    for unit in units:
        text = unit.read_text().replace("/opt/toancanh", str(ROOT)).replace("/usr/bin/chromium", "/usr/bin/env")
        (tmp_path / unit.name).write_text(text.replace(f"{ROOT}/.venv/bin/", f"{Path(sys.executable).parent}/"))
    environment = {**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)}
    of_screen = [one.name for one in units if "wall" in one.name]
    of_system = [one.name for one in units if one.name not in of_screen]
    for names, which in ((of_system, "--system"), (of_screen, "--user")):
        command = ["systemd-analyze", "verify", which, "--man=no", *(str(tmp_path / name) for name in names)]
        done = run(command, environment)
        assert (done.returncode, done.stderr) == (0, ""), names


@pytest.mark.skipif(sys.platform == "win32", reason="gunicorn runs on Linux and macOS; Windows has waitress")
def test_gunicorn_takes_the_runner(environment: dict[str, str]) -> None:
    done = run([sys.executable, "-m", "gunicorn", "--check-config", "-c", "deploy/runner.py", "app:wsgi"], environment)
    assert "has no attribute 'wsgi'" in done.stderr, "it read the runner and went on to the product"


@pytest.mark.skipif(sys.platform == "win32", reason="gunicorn runs on Linux and macOS; Windows has waitress")
def test_the_runner_refuses_an_outside_address_without_a_guard(environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "gunicorn", "-c", "deploy/runner.py", "app:server"]
    done = run(command, {**environment, "TOANCANH_HOST": "0.0.0.0"})
    assert done.returncode != 0
    assert "create-admin" in done.stderr
    assert "Booting worker" not in done.stderr


def test_the_example_names_settings_that_exist() -> None:
    named = set(re.findall(r"^#? ?(TOANCANH_\w+)=", (DEPLOY / "environment.example").read_text(), re.MULTILINE))
    assert {"TOANCANH_SECRET_KEY", "TOANCANH_TRUSTED_PROXIES"} < named
    assert named <= {f"TOANCANH_{name.upper()}" for name in Settings.model_fields}


def test_the_proxy_takes_only_ciphers_that_keep_a_conversation_secret() -> None:
    (named,) = re.findall(r"ssl_ciphers (\S+);", (DEPLOY / "nginx.conf").read_text())
    assert [one for one in named.split(":") if not re.fullmatch(r"ECDHE-(ECDSA|RSA)-\S*(GCM|CHACHA20)\S+", one)] == []


def test_every_file_is_named_in_the_guide() -> None:
    assert [path.name for path in DEPLOY.iterdir() if path.is_file() and path.name not in GUIDE] == []


@pytest.mark.parametrize("room", ["data", "access"])
def test_the_guide_names_commands_that_exist(room: str) -> None:
    named = set(re.findall(rf"(?:\btc|-m) {room} ([\w-]+)", GUIDE))
    known = run([sys.executable, "-m", room, "--help"], {**os.environ, "COLUMNS": "200"}).stdout
    assert named
    assert {one for one in named if not re.search(rf"^│ {one}\b", known, re.MULTILINE)} == set()


def test_alerts_and_guide_name_measures_that_exist() -> None:
    source = Path(sys.modules[Metrics.__module__].__file__ or "").read_text()
    measures = set(re.findall(r'"(toancanh_\w+)"', source))
    expressions = " ".join(re.findall(r"expr: (.+)", (DEPLOY / "alerts.yml").read_text()))
    told = set(re.findall(r"^\| `(toancanh_\w+)", GUIDE, re.MULTILINE))
    asked = set(re.findall(r"\btoancanh_\w+", re.sub(r'"[^"]*"', "", expressions)))
    assert {name.removesuffix("_total") for name in told} == measures
    assert {re.sub("_(bucket|total)$", "", name) for name in asked} <= measures


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not on this machine")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    for name in UNITS:
        (tmp_path / name).write_text((DEPLOY / name).read_text().replace("/opt/toancanh/.venv/bin/", "/usr/bin/env "))
    done = run(["systemd-analyze", "verify", "--man=no", *(str(tmp_path / name) for name in UNITS)], dict(os.environ))
    assert (done.returncode, done.stderr) == (0, "")
