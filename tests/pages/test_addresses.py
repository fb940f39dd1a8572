"""What an address leads to that names nothing, or asks for something that nobody understands."""

import pytest
from flask import Flask

from tests.pages.visiting import components, texts, visit


@pytest.mark.parametrize("path", ["/indicators/NOPE", "/provinces/99", "/ministries/XX", "/no/such/page"])
def test_an_address_that_leads_nowhere_gets_a_kind_answer(wsgi: Flask, path: str) -> None:
    said = list(texts(visit(wsgi, path)))
    assert "Không tìm thấy trang" in said
    assert "Về trang tổng quan" in said


@pytest.mark.parametrize(
    "query", ["as_of=yesterday", "boundary=1954", "as_of=2025-02-30&boundary=", "period=x&grain=%00"]
)
def test_a_parameter_that_is_not_understood_gets_its_default(wsgi: Flask, query: str) -> None:
    page = visit(wsgi, "/indicators/GRO02", query)
    (heading,) = (one for one in components(page) if one["type"] == "H1")
    assert any("GRDP" in text for text in texts(heading))
    assert [one for one in components(page) if one["props"].get("role") == "alert"] == []
