"""A real browser carries somebody from an invitation to a log-in with a one-time code; the record is whole after it."""

from urllib.parse import urlsplit

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine

from access import accounts, audit
from access.roles import Grant, Role
from tests.browser.serving import served
from tests.browser.visitor import Reader, open_as

pytestmark = pytest.mark.browser

PASSWORD = "một câu dài và dễ nhớ"


def log_in(page: Page, name: str, code: str = "") -> None:
    page.goto("/login")
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_label("Mã một lần hoặc mã dự phòng (nếu đã bật)").fill(code)
    page.get_by_role("button", name="Đăng nhập").click()


def invited(page: Page, name: str) -> str:
    """Invite as the administrator does; the path of the one-time link."""
    page.goto("/accounts")
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Vai trò").select_option(label="lãnh đạo")
    page.get_by_role("button", name="Tạo tài khoản và liên kết").click()
    return urlsplit(page.locator("code.tc-secret").inner_text()).path


def test_an_invited_person_sets_a_password_and_codes_and_gets_in_with_both(
    browser: Browser, own_warehouse: Engine
) -> None:
    with own_warehouse.begin() as connection:
        accounts.create(connection, "chief", PASSWORD, grants=[Grant(Role.ADMINISTRATOR)])
    path = (own_warehouse.url.database or "").removeprefix("file:")
    with served(f"sqlite:///{path}", cookie_secure=False, secret_key="for this test alone, 32 letters long") as base:
        with open_as(browser, base, Reader()) as page:
            log_in(page, "chief")
            link = invited(page, "lan")
        with open_as(browser, base, Reader(width=390, height=844)) as page:
            page.goto(link)
            page.get_by_label("Mật khẩu mới").fill(PASSWORD)
            page.get_by_label("Nhập lại mật khẩu").fill(PASSWORD)
            page.get_by_role("button", name="Đặt mật khẩu").click()
            log_in(page, "lan")
            page.goto("/account")
            page.get_by_label("Mật khẩu hiện nay").last.fill(PASSWORD)
            page.get_by_role("button", name="Thiết lập mã một lần").click()
            expect(page.get_by_alt_text("Hình để quét")).to_be_visible()
            codes = pyotp.TOTP(page.locator("code.tc-secret").inner_text().replace(" ", ""))
            page.get_by_label("Mã sáu chữ số").fill(codes.now())
            page.get_by_role("button", name="Bật mã một lần").click()
            paper = page.locator(".tc-papers code").first.inner_text()
        with open_as(browser, base, Reader()) as page:
            for code in ("", "000000"):  # the password alone is no longer enough
                log_in(page, "lan", code)
                expect(page.get_by_role("alert")).to_be_visible()
            log_in(page, "lan", paper)
            page.wait_for_url(f"{base}/")
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            page.goto("/accounts")
            expect(page.get_by_text("chief")).to_have_count(0)  # who does not administer sees nobody's account
    with own_warehouse.connect() as connection:
        assert audit.verify(connection) is None  # no entry is changed or missing
        deeds = list(audit.read(connection)["action"])
    assert {"invited", "password-set", "codes-on", "log-in-failed"} <= set(deeds)
