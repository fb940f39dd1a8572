"""A page asked as of a day shows what was known on it, and nothing later."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.pages.visiting import texts, visit

LATER = re.compile(r"(?<!\d)2026(?!\d)(?!–)")  # a target may have been set for 2026–2030 before


@pytest.mark.parametrize("path", ["/", "/ministries", "/ministries/BTC", "/indicators", "/indicators/GRO01"])
def test_nothing_later_is_told(wsgi: Flask, path: str) -> None:
    assert [text for text in texts(visit(wsgi, path, "as_of=2025-05-15")) if LATER.search(text)] == []


def test_the_targets_are_those_of_the_year_that_is_looked_at(wsgi: Flask) -> None:
    assert "Mục tiêu năm 2025 giao cho cả nước" in list(texts(visit(wsgi, "/", "as_of=2025-05-15")))


def test_the_data_date_of_the_header_is_of_that_day(client: FlaskClient) -> None:
    now, then, never = (
        client.get(f"/api/version?as_of={day}").get_json()["data_date"] for day in ("", "2025-05-15", "1990-01-01")
    )
    assert then.endswith("/2025")
    assert then != now
    assert never == "…"
