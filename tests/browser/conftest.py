"""One served product for all browser tests, and each page looked at once by each kind of reader."""

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from alerts.watch import run
from data.alerts.progress import Progress
from data.engine import open_engine
from data.questions import Questions
from tests.browser.serving import served
from tests.browser.visitor import Reader, Visit, open_as, visit
from tests.communes import add_communes

# Between them they see every colour and every structure at both widths; see `Reader.rules`.
LAPTOP = Reader(faults="colours")
PHONE = Reader(width=390, height=844, faults="structure")
DARK_ENGLISH = Reader(language="en", theme="dark", faults="colours")
READERS = {"laptop": LAPTOP, "phone": PHONE, "dark English": DARK_ENGLISH}


expect.set_options(timeout=30_000)  # as long as everything else may take where all workers are busy


@pytest.fixture(scope="session")
def base_url(default_warehouse_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the product over the default warehouse, to which an office has added communes, with its alerts."""
    folder = tmp_path_factory.mktemp("served")
    url = f"sqlite:///{shutil.copy(default_warehouse_file, folder / 'warehouse.db')}"
    engine = open_engine(url)
    add_communes(engine, folder)
    run(Questions(engine), Progress(engine))
    engine.dispose()
    with served(url) as address:
        yield address


@pytest.fixture(scope="session")
def profile(
    playwright: Playwright,
    browser_type_launch_args: dict[str, object],
    base_url: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[BrowserContext]:
    """A browser that keeps compiled scripts on disk, as that of somebody who comes every day."""
    folder = str(tmp_path_factory.mktemp("profile"))
    context = playwright.chromium.launch_persistent_context(
        folder, base_url=base_url, locale="vi-VN", **browser_type_launch_args
    )
    yield context
    context.close()


@pytest.fixture(scope="session")
def look(profile: BrowserContext, base_url: str) -> Callable[[str, str], Visit]:
    """Look at a page as one of `READERS`; each is opened once in each language, however many tests ask."""

    @cache
    def opened(path: str, language: str) -> dict[str, Visit]:
        names = [name for name, reader in READERS.items() if reader.language == language]
        return dict(zip(names, visit(profile, base_url, path, *(READERS[name] for name in names)), strict=True))

    return lambda path, reader: opened(path, READERS[reader].language)[reader]


@pytest.fixture
def page(profile: BrowserContext, base_url: str) -> Iterator[Page]:
    """A fresh page of someone at a laptop, in Vietnamese, light."""
    with open_as(profile, base_url, LAPTOP) as page:
        yield page
