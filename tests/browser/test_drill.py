"""From a headline to its cause without a pointer: three links, each reached with Tab and opened with Enter."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.visitor import wait_until_still

pytestmark = pytest.mark.browser
MOST_STEPS = 120
HERE = "() => { const one = document.activeElement; return [one.textContent, one.getAttribute('href') || '']; }"
ELSEWHERE = "before => window.location.href !== before"


def _open_by_keyboard(page: Page, wanted: Callable[[str, str], bool]) -> str:
    """Walk with Tab to the first link that is wanted and open it; the value is its words."""
    for _step in range(MOST_STEPS):
        page.keyboard.press("Tab")
        text, href = page.evaluate(HERE)
        if wanted(text, href):
            before = page.url
            page.keyboard.press("Enter")
            page.wait_for_function(ELSEWHERE, arg=before)
            wait_until_still(page)
            return str(text)
    raise AssertionError(f"no such link within {MOST_STEPS} steps of Tab on {page.url}")


def test_three_links_lead_from_a_headline_to_the_origin_of_a_provinces_figure(page: Page) -> None:
    page.goto("/")
    wait_until_still(page)
    _open_by_keyboard(page, lambda text, href: text == "Do đâu?" and "/contribution/TRD01" in href)
    assert "do đâu mà thay đổi" in page.locator("h1").inner_text()

    province = _open_by_keyboard(page, lambda _text, href: href.startswith("/trail/TRD01?unit="))
    assert page.locator("h1").inner_text().startswith(province)

    _open_by_keyboard(page, lambda text, href: text.startswith("tháng") and "period=" in href)
    assert page.get_by_role("heading", name="Số này đến từ đâu").is_visible()
    assert page.get_by_text("Biết được gì, khi nào").first.is_visible()

    sent = page.url  # what is sent to somebody opens the same
    page.goto(sent)
    wait_until_still(page)
    assert page.locator("h1").inner_text().startswith(province)
    _open_by_keyboard(page, lambda text, _href: text == "Đóng góp vào thay đổi")
    assert re.search(r"/contribution/TRD01\?.*period=", page.url)
