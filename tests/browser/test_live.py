"""An open page follows the warehouse, and says so when the warehouse is not there."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from settings import ROOT
from tests.browser.conftest import LAPTOP
from tests.browser.serving import served
from tests.browser.visitor import open_as, wait_until_still

pytestmark = pytest.mark.browser


@pytest.fixture
def own_url(small_warehouse_file: Path, tmp_path: Path) -> str:
    """A warehouse that the test may change."""
    return f"sqlite:///{shutil.copy(small_warehouse_file, tmp_path / 'own.db')}"


@pytest.fixture
def own_page(browser: Browser, own_url: str) -> Iterator[Page]:
    """A page over the test's own warehouse, which asks for news every second."""
    with served(own_url, refresh_seconds=1) as address, open_as(browser, address, LAPTOP) as page:
        yield page


def _load(url: str, folder: Path, rows: str) -> None:
    """Import rows as an operator does."""
    file = folder / "news.csv"
    file.write_text(f"indicator,entity,period,value\n{rows}\n", encoding="utf-8")
    command = [sys.executable, "-m", "data", "import", str(file), "--decimal", "point"]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "TOANCANH_DATABASE_URL": url}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_load_shows_on_an_open_page_without_a_reload(own_page: Page, own_url: str, tmp_path: Path) -> None:
    own_page.goto("/indicators/GRO01")
    wait_until_still(own_page)
    own_page.evaluate("() => { window.sameDocument = true; }")
    expect(own_page.locator("main")).not_to_contain_text("9,87")
    _load(own_url, tmp_path, "GRO01,VN,2026-Q4,9.87")
    expect(own_page.locator("main")).to_contain_text("9,87", timeout=10_000)
    assert own_page.evaluate("() => window.sameDocument")


def test_pages_without_simulated_history_still_make_sense(own_page: Page) -> None:
    for path in ("/", "/indicators", "/indicators/HEA01", "/provinces/01", "/ministries/BTC", "/data"):
        own_page.goto(path)
        wait_until_still(own_page)
        expect(own_page.locator("[role=alert]")).to_have_count(0)


def test_a_page_says_that_the_connection_is_lost_and_recovers(own_page: Page) -> None:
    own_page.goto("/")
    wait_until_still(own_page)
    own_page.context.set_offline(True)
    expect(own_page.locator("#tc-offline")).to_be_visible(timeout=10_000)
    expect(own_page.locator("h1")).to_be_visible()
    own_page.context.set_offline(False)
    expect(own_page.locator("#tc-offline")).to_be_hidden(timeout=10_000)


def test_pages_of_a_missing_warehouse_say_what_to_do(browser: Browser, tmp_path: Path) -> None:
    with served(f"sqlite:///{tmp_path / 'none.db'}") as address, open_as(browser, address, LAPTOP) as page:
        answer = page.request.get("/healthz")
        assert (answer.status, answer.json()["status"]) == (503, "unavailable")
        page.goto("/")
        expect(page.locator("[role=alert]")).to_contain_text("python -m data init")
