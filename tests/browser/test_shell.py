"""The frame around the pages: search, language, look, the as-of date, and addresses that lead nowhere."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visitor import wait_until_still

pytestmark = pytest.mark.browser


def _opened(page: Page, path: str = "/") -> Page:
    page.goto(path)
    wait_until_still(page)
    return page


def _figures(page: Page) -> str:
    """What the page says below its header."""
    wait_until_still(page)
    return page.locator("main").inner_text()


def test_the_slash_key_finds_ha_noi_without_diacritics(page: Page) -> None:
    _opened(page).keyboard.press("/")
    page.keyboard.type("ha noi")
    expect(page.get_by_role("option").first).to_contain_text("Hà Nội")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/provinces/01$"))
    expect(page.locator("h1")).to_contain_text("Hà Nội")


def test_ctrl_k_opens_the_search_and_escape_leaves_it(page: Page) -> None:
    _opened(page, "/data").keyboard.press("Control+k")
    expect(page.get_by_role("combobox").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("combobox").first).not_to_be_focused()


def test_a_tab_is_named_after_what_its_page_is_about(page: Page) -> None:
    expect(_opened(page, "/provinces/24?edition=2024")).to_have_title("Tỉnh Bắc Giang · Toàn Cảnh")


def test_the_header_tells_how_new_the_figures_were_on_the_day_that_is_asked(page: Page) -> None:
    _opened(page, "/?as_of=2025-05-15")
    expect(page.locator("#tc-data-date")).to_have_text(re.compile(r"/2025$"))


def test_a_day_that_cannot_be_asked_is_not_shown_as_asked(page: Page) -> None:
    _opened(page, "/data?as_of=9999-99-99")
    expect(page.locator("#tc-asof-value")).to_have_text("hôm nay")


def test_the_chosen_language_stays_after_a_reload(page: Page) -> None:
    _opened(page).locator("[data-set-language=en]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    _opened(page, "/provinces")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("[data-set-language=vi]")).to_be_visible()


def test_the_chosen_look_stays_after_a_reload(page: Page) -> None:
    _opened(page).locator("[data-set-theme=dark]").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_an_as_of_date_changes_the_figures_and_stands_in_the_address(page: Page) -> None:
    now = _figures(_opened(page, "/indicators/GRO01"))
    page.locator("#tc-asof").click()
    page.locator("dialog .tc-day__text").fill("31/6/2025")
    page.locator("dialog button[type=submit]").click()
    expect(page.locator("dialog")).to_be_visible()  # there is no such day
    page.locator("dialog .tc-day__text").fill("30/6/2025")
    page.locator("dialog button[type=submit]").click()
    expect(page).to_have_url(re.compile(r"as_of=2025-06-30"))
    expect(page.locator("#tc-asof-value")).to_have_text("30/06/2025")
    assert _figures(page) != now
    page.go_back()
    expect(page.locator("#tc-asof-value")).to_have_text("hôm nay")
    expect(page.locator("main")).to_contain_text(now.splitlines()[0])
    assert _figures(page) == now


def test_an_as_of_date_goes_along_to_the_next_page(page: Page) -> None:
    _opened(page, "/?as_of=2025-06-30").locator(".tc-rail__link[href^='/provinces']").click()
    expect(page).to_have_url(re.compile(r"/provinces\?as_of=2025-06-30"))


def test_the_menu_opens_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    _opened(page).locator("#tc-menu").click()
    page.locator(".tc-rail__link[href^='/data']").click()
    expect(page).to_have_url(re.compile(r"/data$"))


def test_an_address_that_leads_nowhere_gets_a_kind_answer(page: Page) -> None:
    expect(_opened(page, "/no/such/page").locator("h1")).to_have_text("Không tìm thấy trang")


def test_the_first_stop_of_the_tab_key_leads_past_the_navigation(page: Page) -> None:
    _opened(page).keyboard.press("Tab")
    expect(page.locator(".tc-skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
