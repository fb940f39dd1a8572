"""A meeting pack in a real browser: added to with one click, ordered by the keys, exported whole in the background."""

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import LAPTOP
from tests.browser.visitor import open_as, wait_until_still

pytestmark = pytest.mark.browser


def test_a_chart_and_a_page_become_a_presentation(profile: BrowserContext, base_url: str) -> None:
    with open_as(profile, base_url, LAPTOP) as page:
        page.goto("/indicators/GRO01")
        wait_until_still(page)
        page.locator("figure.tc-chart [data-pack=add]").first.click()
        expect(page.locator(".tc-toast")).to_have_text("Đã thêm vào tài liệu họp")
        page.goto("/trail/GRO01")
        wait_until_still(page)
        page.locator("header [data-pack=add]").click()
        expect(page.locator(".tc-toast")).to_have_text("Đã thêm vào tài liệu họp")
        page.goto("/pack")
        rows = page.locator(".tc-packitem")
        expect(rows).to_have_count(2)
        rows.first.focus()
        page.keyboard.press("Alt+ArrowDown")
        rows.nth(1).locator("textarea").fill("Nói trước phiên họp")
        expect(page.locator(".tc-packsaved")).to_have_text("Đã lưu")
        with page.expect_download(timeout=60_000) as download:
            page.locator("[data-pack=export][data-form=pptx]").first.click()
        assert download.value.path().read_bytes().startswith(b"PK")
        page.reload()
        expect(rows.nth(1).locator("textarea")).to_have_value("Nói trước phiên họp")
        expect(rows.nth(1)).to_have_attribute("data-address", "/indicators/GRO01")
