"""One served product for all browser tests, and each page looked at once by each kind of reader."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.serving import served
from tests.browser.visitor import Reader, Visit, open_as, visit

LAPTOP = Reader()
PHONE = Reader(width=390, height=844)
DARK_ENGLISH = Reader(language="en", theme="dark")
READERS = {"laptop": LAPTOP, "phone": PHONE, "dark English": DARK_ENGLISH}


@pytest.fixture(scope="session")
def base_url(default_warehouse_file: Path) -> Iterator[str]:
    """Address of the product over the default warehouse."""
    with served(f"sqlite:///{default_warehouse_file}") as address:
        yield address


@pytest.fixture(scope="session")
def look(browser: Browser, base_url: str) -> Callable[[str, str], Visit]:
    """Open a page as one of `READERS`; each pair is opened once however many tests ask."""

    @cache
    def looked(path: str, reader: str) -> Visit:
        return visit(browser, base_url, path, READERS[reader])

    return looked


@pytest.fixture
def page(browser: Browser, base_url: str) -> Iterator[Page]:
    """A fresh page of someone at a laptop, in Vietnamese, light."""
    with open_as(browser, base_url, LAPTOP) as page:
        yield page
