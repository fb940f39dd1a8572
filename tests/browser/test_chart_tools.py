"""What a reader can do with a chart: read its table, take its figures and its picture away, see it large."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.conftest import LAPTOP
from tests.browser.visitor import open_as, wait_until_still

pytestmark = pytest.mark.browser
SHUT = "() => document.querySelectorAll('details[open]').forEach(one => { one.open = false; })"


@pytest.fixture(scope="module")
def page(profile: BrowserContext, base_url: str) -> Iterator[Page]:
    """An indicator's page, opened once for all that is tried on it."""
    with open_as(profile, base_url, LAPTOP) as page:
        page.goto("/indicators/GRO01")
        wait_until_still(page)
        yield page


@pytest.fixture
def chart(page: Page) -> Locator:
    """The first chart of the page, with its menu shut."""
    page.evaluate(SHUT)
    return page.locator("figure.tc-chart").filter(has=page.locator("[data-tc-action=table]")).first


def test_the_table_opens_and_closes_by_the_keyboard(page: Page, chart: Locator) -> None:
    button = chart.locator("[data-tc-action=table]")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open] table")).to_be_visible()
    assert page.locator("dialog[open] tbody tr").count() > 3
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(button).to_be_focused()


def test_the_figures_are_saved_with_a_mark_that_excel_understands(page: Page, chart: Locator) -> None:
    chart.locator("summary").click()
    with page.expect_download() as download:
        chart.locator("[data-tc-export=csv]").click()
    content = download.value.path().read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") > 3


@pytest.mark.parametrize(("kind", "start"), [("png", b"\x89PNG"), ("svg", b"<svg"), ("pptx", b"PK")])
def test_the_file_is_saved(page: Page, chart: Locator, kind: str, start: bytes) -> None:
    chart.locator("summary").click()
    with page.expect_download() as download:
        chart.locator(f"[data-tc-export={kind}]").click()
    assert download.value.suggested_filename.endswith(f".{kind}")
    assert download.value.path().read_bytes().startswith(start)


def test_without_a_browser_on_the_server_the_picture_is_drawn_here(page: Page, chart: Locator) -> None:
    told = {"reason": "no browser", "client": True}
    page.route("**/export/png-2x?*", lambda route: route.fulfill(status=503, json=told))
    chart.locator("summary").click()
    with page.expect_download() as download:
        chart.locator("[data-tc-export=png-2x]").click()
    page.unroute("**/export/png-2x?*")
    assert download.value.path().read_bytes().startswith(b"\x89PNG")


def test_a_table_offers_slides_sheets_and_figures(page: Page) -> None:
    page.evaluate(SHUT)
    table = page.locator("[data-export=indicator-table]")
    table.locator("summary").click()
    with page.expect_download() as download:
        table.locator("[data-tc-export=xlsx]").click()
    assert download.value.suggested_filename == "tang-truong-gdp-bang-so-lieu.xlsx"


def test_every_chart_says_unit_source_and_data_date(page: Page, chart: Locator) -> None:
    expect(chart.locator(".tc-chart__unit")).not_to_be_empty()
    expect(chart.locator(".tc-chart__source")).to_contain_text("Nguồn:")
    expect(chart.locator(".tc-chart__source")).to_contain_text("số liệu đến")


def test_nothing_can_be_sent_to_an_outside_service(page: Page, chart: Locator) -> None:
    settings = page.evaluate(
        "() => [...document.querySelectorAll('.js-plotly-plot')]"
        ".map(one => [one._context.showSendToCloud, one._context.plotlyServerURL])"
    )
    assert settings
    assert all(setting == [False, ""] for setting in settings)
