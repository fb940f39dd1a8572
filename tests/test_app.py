"""The product as a client without a browser meets it."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from settings import Settings
from tests.browser.test_every_page import OF_OFFICES, PATHS


def test_health_says_what_the_warehouse_holds(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    held = answer.get_json()
    assert answer.status_code == 200
    assert held["status"] == "ok"
    assert held["indicators"] == 210
    assert {"version", "data_version", "entities", "observations"} < set(held)


@pytest.mark.parametrize("path", [path for path in PATHS if path not in OF_OFFICES])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_answers_in_both_languages(client: FlaskClient, path: str, language: str) -> None:
    client.set_cookie("tc_language", language)
    answer = client.get(path)
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/no/such/page", "/404"])
def test_an_unknown_address_has_status_404(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_search_finds_without_diacritics(client: FlaskClient) -> None:
    hits = client.get("/api/find?q=ha noi").get_json()
    assert (hits[0]["code"], hits[0]["href"]) == ("01", "/provinces/01")


def test_no_page_is_sent_before_it_is_asked_for(client: FlaskClient) -> None:
    layout = json.dumps(client.get("/_dash-layout").get_json())
    assert "overview-growth" not in layout


def test_the_first_requests_may_come_at_once(small_warehouse_file: Path) -> None:
    server = create_app(Settings(database_url=f"sqlite:///{small_warehouse_file}")).server
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: server.test_client().get("/").status_code, range(8)))
    assert answers == [200] * 8


def test_a_missing_warehouse_is_said_by_health(tmp_path: Path) -> None:
    server = create_app(Settings(database_url=f"sqlite:///{tmp_path / 'none.db'}")).server
    answer = server.test_client().get("/healthz")
    assert answer.status_code == 503
    assert "python -m data init" in answer.get_json()["reason"]


@pytest.mark.parametrize("path", ["/", "/assets/40-shell.js", "/no/such/page", "/healthz"])
def test_every_answer_has_the_id_that_its_log_lines_have(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers={"X-Request-ID": "proxy-0001"})
    answer.close()  # a file is sent from where it lies
    assert answer.headers["X-Request-ID"] == "proxy-0001"


def test_prometheus_is_told_of_requests_and_of_the_warehouse(client: FlaskClient) -> None:
    client.get("/indicators/GRO01")
    told = client.get("/metrics").get_data(as_text=True)
    assert 'toancanh_requests_total{method="GET",route="/<path:path>",status="200"}' in told
    assert "toancanh_data_version 1.0" in told
    assert "GRO01" not in told


def test_tools_for_outside_programs_are_off(wsgi: Flask) -> None:
    assert not [rule.rule for rule in wsgi.url_map.iter_rules() if "mcp" in rule.rule.lower()]
