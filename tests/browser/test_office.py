"""A real browser signs in at a provider on another site: our cookies come back with it, and our policy lets it go."""

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import Engine

from access import accounts
from access.roles import Grant, Role
from tests.access.provider import CLIENT, SECRET, running
from tests.browser.serving import served
from tests.browser.visitor import Reader, open_as

pytestmark = pytest.mark.browser


def test_a_person_signs_in_by_the_provider_and_out_again(browser: Browser, own_warehouse: Engine) -> None:
    with running(host="localhost") as provider:  # for a browser another site than 127.0.0.1
        provider.asks = True
        with own_warehouse.begin() as connection:
            lan = accounts.create(connection, "lan", None, grants=[Grant(Role.VIEWER)])
            accounts.link_external(connection, lan.id, provider.issuer, provider.person["sub"])
        office = {"oidc_issuer": provider.issuer, "oidc_client_id": CLIENT, "oidc_client_secret": SECRET}
        path = (own_warehouse.url.database or "").removeprefix("file:")
        with served(f"sqlite:///{path}", **office) as base, open_as(browser, base, Reader()) as page:
            errors: list[str] = []
            page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
            page.goto("/data?as_of=2025-06-30")
            page.get_by_role("link", name="Đăng nhập bằng tài khoản của cơ quan").click()
            page.get_by_role("button", name="Log in").click()
            page.wait_for_url("**/data?as_of=2025-06-30")
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            page.goto("/account")
            page.get_by_role("button", name="Đăng xuất").first.click()
            expect(page.get_by_text("Bạn đã đăng xuất.")).to_be_visible()
            page.get_by_role("link", name="Đăng xuất cả tài khoản của cơ quan").click()
            page.wait_for_url(f"{base}/login*")
            assert "/leave" in provider.asked
            assert errors == []
