"""What a reader does with a map: choose a province, go through time, keep the list of provinces from page to page."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from data.boundaries.loading import load_boundaries
from data.engine import open_engine
from tests.browser.serving import served
from tests.browser.visitor import Reader, open_as, wait_until_still
from tests.data.boundaries import coverage

pytestmark = pytest.mark.browser

# Where the label of a province stands on the first map of the page.
PLACE = """name => {
  const plot = document.querySelector('#provinces-map .js-plotly-plot'), axes = plot._fullLayout;
  const labels = plot.data.find(trace => trace.meta && trace.meta.tcTiles);
  const at = labels.text.findIndex(text => text && text.startsWith(name)), box = plot.getBoundingClientRect();
  return [box.left + axes.xaxis._offset + axes.xaxis.d2p(labels.x[at]) + 9,
          box.top + axes.yaxis._offset + axes.yaxis.d2p(labels.y[at]) + 9];
}"""


@pytest.fixture(scope="module")
def mapped(small_warehouse_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the product over a warehouse with boundaries."""
    folder = tmp_path_factory.mktemp("mapped")
    url = f"sqlite:///{shutil.copy(small_warehouse_file, folder / 'own.db')}"
    engine = open_engine(url)
    collected = coverage.collection(coverage.provinces(engine, "2025"), "2025")
    load_boundaries(engine, coverage.write(collected, folder / "map.geojson"), "2025")
    engine.dispose()
    with served(url) as address:
        yield address


def click_on(page: Page, name: str) -> None:
    x, y = page.evaluate(PLACE, name)
    page.mouse.move(x, y)
    page.mouse.click(x, y)


def test_a_province_is_chosen_on_the_map_and_time_is_travelled_by_the_keyboard(page: Page) -> None:
    page.goto("/provinces?indicator=GRO04&show=play&period=2026-Q1")
    wait_until_still(page)
    click_on(page, "Nghệ")
    expect(page.locator("#place-series-title")).to_contain_text("Nghệ An")
    expect(page).to_have_url(re.compile("place=40"))
    wait_until_still(page)
    page.locator(".tc-play__slider").focus()
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile("period=2025-Q4"))
    wait_until_still(page)
    expect(page.locator(".tc-play__slider")).to_be_focused()
    expect(page.locator(".tc-play__slider")).to_have_attribute("aria-valuetext", "quý IV/2025")
    expect(page.locator("#provinces-map-title")).to_contain_text("quý IV/2025")


def test_who_wants_no_motion_steps_from_period_to_period(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto("/provinces?indicator=GRO04&show=play&period=2025-Q4")
    wait_until_still(page)
    expect(page.locator(".tc-play__button")).to_contain_text("Kỳ sau")
    page.locator(".tc-play__button").click()
    expect(page).to_have_url(re.compile("period=2026-Q1"))


def test_true_shapes_ask_nobody_and_answer_a_click(browser: Browser, mapped: str) -> None:
    outside: list[str] = []
    with open_as(browser, mapped, Reader()) as page:

        def note(request: Request) -> None:
            if request.url.startswith("http") and not request.url.startswith(mapped):
                outside.append(request.url)

        page.on("request", note)
        page.goto("/provinces?indicator=GRO02&period=2025&map=shapes")
        wait_until_still(page)
        click_on(page, "Nghệ")
        expect(page).to_have_url(re.compile("place=40"))
    assert outside == []


def test_the_list_of_provinces_goes_along_from_page_to_page(page: Page) -> None:
    page.goto("/")
    wait_until_still(page)
    page.locator("#tc-boundary").select_option("2024")
    expect(page).to_have_url(re.compile(r"\?boundary=2024$"))
    wait_until_still(page)
    page.locator(".tc-rail__link", has_text="Địa phương").click()
    expect(page).to_have_url(re.compile(r"/provinces\?boundary=2024$"))
    expect(page.locator(".tc-lead")).to_contain_text("63 tỉnh, thành phố")
    expect(page.locator("#tc-boundary")).to_have_value("2024")
