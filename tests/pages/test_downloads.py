"""Files from addresses: what is on the screen, for whoever may see it and take it, and recorded."""

import csv
import io
import json
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import Engine

from access import audit
from access.roles import Action, Role
from access.web import rules
from components.language import use_language
from data.engine import open_engine
from exports.browser import Browser
from exports.content import Content
from exports.forms import FORMS
from exports.tabling import table_of
from exports.tools import Tools
from exports.writers import Here
from pages.taking import draw
from tests.exports.making import charts, deck, drawn
from tests.pages.test_restricted import HIDDEN, SIGNS, Looks, asked, looks, page, secret, someone

__all__ = ["asked", "looks", "secret"]

PAGES = (
    "/",
    "/indicators",
    "/indicators/GRO01",
    "/indicators/PRI01",
    "/indicators/GRO02",
    "/indicators/GRO02?places=lines",
    "/provinces",
    "/provinces/01",
    "/ministries",
    "/ministries/BTC",
    "/compare",
    "/compare?what=GRO02&form=bump",
    "/compare?what=GRO02&form=heatmap",
    "/trail/GRO01",
    "/forecasts",
    "/data",
)


@pytest.fixture(scope="module")
def record(small_warehouse_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A copy of the warehouse for what is recorded: nobody writes to the one that all tests share."""
    path = shutil.copy(small_warehouse_file, tmp_path_factory.mktemp("record") / "own.db")
    engine = open_engine(f"sqlite:///{path}")
    yield engine
    engine.dispose()


@pytest.fixture(autouse=True)
def apart(wsgi: Flask, record: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wsgi.extensions["gate"], "engine", record)


def take(client: FlaskClient, form: str, address: str, id: str) -> Any:
    return client.get(f"/export/{form}?address={quote(address)}&id={quote(id)}")


@pytest.fixture
def without_browser(wsgi: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(wsgi.extensions, "writers", Here(Tools(Browser("", 0))))


def contents(wsgi: Flask, address: str) -> Iterator[tuple[str, Content]]:
    """Everything that a page offers."""
    with wsgi.test_request_context(address):
        page_ = draw(address)
        with use_language("vi"):
            yield from ((id, page_.offers[id].content) for id in page_.ids)


def numbers_in(cells: Iterable[Any]) -> set[str]:
    """With 12 figures: a sheet keeps fewer than Python does."""
    return {f"{cell:.12g}" for cell in cells if isinstance(cell, int | float)}


@pytest.mark.parametrize("address", PAGES)
def test_everything_on_a_page_can_be_taken_away_with_its_values(wsgi: Flask, client: FlaskClient, address: str) -> None:
    offered = list(contents(wsgi, address))
    assert offered
    for id, content in offered:
        slides = take(client, "pptx", address, id)
        assert slides.status_code == 200, (id, slides.data[:200])
        told = [value for chart in charts(deck(slides.data)) for values in drawn(chart).values() for value in values]
        for series in content.shape.series if content.shape and content.shape.kind != "grid" else ():
            assert {value for value in series.values if value is not None} <= set(told), id
        book = load_workbook(io.BytesIO(take(client, "xlsx", address, id).data))
        cells = numbers_in(cell for row in book["Số liệu"].iter_rows(values_only=True) for cell in row)
        shown = numbers_in(one for column in table_of(content).columns if column.numeric for one in column.raw)
        assert shown <= cells, id
        rows = list(csv.reader(io.StringIO(take(client, "csv", address, id).data.decode("utf-8-sig"))))
        assert len(rows) == max(table_of(content).count, 0) + 1, id


@pytest.mark.parametrize("address", PAGES)
def test_every_menu_names_something_that_can_be_taken(wsgi: Flask, address: str) -> None:
    found: set[str] = set()

    def walk(tree: Any) -> None:
        if isinstance(tree, dict):
            found.update([tree["data-export"]] if "data-export" in tree else [])
            for one in tree.values():
                walk(one)
        elif isinstance(tree, list):
            for one in tree:
                walk(one)

    walk(page(wsgi, address))
    assert found
    assert found <= {id for id, _content in contents(wsgi, address)}


def test_a_file_says_its_name_and_is_not_kept_by_others(client: FlaskClient) -> None:
    answer = take(client, "pptx", "/indicators/GRO01", "indicator-series")
    named = 'attachment; filename="tang-truong-gdp-viet-nam-gia-tri-tung-ky.pptx"'
    assert answer.headers["Content-Disposition"] == named
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.mimetype.endswith("presentation")


def test_the_same_view_on_the_same_day_has_the_same_content(client: FlaskClient) -> None:
    address = "/indicators/GRO01?as_of=2025-12-31"
    one, again = (deck(take(client, "pptx", address, "indicator-series").data) for _time in range(2))
    assert [drawn(chart) for chart in charts(one)] == [drawn(chart) for chart in charts(again)]
    assert "như đã biết đến hết ngày 31/12/2025" in one.slides[0].notes_slide.notes_text_frame.text
    assert one.core_properties.subject == f"http://localhost{address}#indicator-series"


@pytest.mark.parametrize(
    ("address", "id", "status"),
    [
        ("/indicators/GRO01", "nothing", 404),
        ("/indicators/NOSUCH", "indicator-series", 404),
        ("/nowhere", "x", 404),
        ("//evil.example/indicators/GRO01", "x", 400),
        ("https://evil.example/", "x", 400),
        ("", "", 400),
        ("/" + "a" * 3000, "x", 400),
    ],
)
def test_what_is_not_there_is_said(client: FlaskClient, address: str, id: str, status: int) -> None:
    answer = take(client, "pptx", address, id)
    assert answer.status_code == status
    assert answer.get_json()["reason"]


def test_a_form_that_nobody_knows_is_refused(client: FlaskClient) -> None:
    answer = take(client, "exe", "/", "overview-growth")
    assert answer.status_code == 404
    assert "pptx" in answer.get_json()["reason"]


@pytest.mark.usefixtures("without_browser")
def test_without_a_browser_the_reader_draws_the_picture_and_the_rest_works(client: FlaskClient) -> None:
    answer = take(client, "png", "/indicators/GRO01", "indicator-series")
    assert (answer.status_code, answer.get_json()["client"]) == (503, True)
    for form in ("csv", "xlsx", "pptx"):
        assert take(client, form, "/indicators/GRO01", "indicator-series").status_code == 200


def test_a_table_has_no_picture(client: FlaskClient) -> None:
    assert take(client, "png", "/indicators/GRO01", "indicator-table").status_code == 404


def test_a_template_that_cannot_be_used_is_said(
    wsgi: Flask, client: FlaskClient, monkeypatch: Any, tmp_path: Path
) -> None:
    monkeypatch.setitem(wsgi.extensions, "writers", Here(Tools(Browser("", 0), str(tmp_path / "none.pptx"))))
    answer = take(client, "pptx", "/indicators/GRO01", "indicator-series")
    assert (answer.status_code, answer.get_json()["client"]) == (503, False)
    assert "none.pptx" in answer.get_json()["reason"]


# --- who may ----------------------------------------------------------------------------------------------------------


def test_exports_are_recorded(wsgi: Flask, looks: Looks, secret: Engine) -> None:
    looks(someone(Role.ANALYST))
    assert take(wsgi.test_client(), "xlsx", "/indicators/GRO06", "indicator-series").status_code == 200
    with secret.connect() as connection:
        row = next(audit.read(connection, audit.Filter(action=audit.Event.EXPORTED)).itertuples())
    detail = json.loads(str(row.detail))
    assert (row.actor, detail["form"], detail["address"]) == ("token:lan", "xlsx", "/indicators/GRO06")


def test_whoever_may_not_export_is_refused(wsgi: Flask, looks: Looks) -> None:
    looks(someone(Role.OPERATOR))
    for form in FORMS:
        assert take(wsgi.test_client(), form, "/indicators/GRO06", "indicator-series").status_code == 403


def test_whoever_may_not_see_a_page_gets_no_file_of_it(wsgi: Flask, looks: Looks, monkeypatch: Any) -> None:
    looks(someone(Role.ANALYST))
    monkeypatch.setattr(rules, "PAGES", {**rules.PAGES, "pages.indicator": Action.ADMINISTER})
    assert take(wsgi.test_client(), "csv", "/indicators/GRO06", "indicator-series").status_code == 403


@pytest.mark.parametrize("address", ["/", "/provinces", "/provinces/01", "/compare", "/data"])
def test_what_may_not_be_seen_is_in_no_file(wsgi: Flask, looks: Looks, address: str) -> None:
    looks(someone(Role.REPORTER))
    with wsgi.test_request_context(address):
        ids = draw(address).ids
    for id in ids:
        told = take(wsgi.test_client(), "csv", address, id).data.decode()
        assert [sign for sign in (*SIGNS, *HIDDEN) if sign in told] == []


def test_an_indicator_that_may_not_be_seen_is_not_there(wsgi: Flask, looks: Looks) -> None:
    looks(someone(Role.REPORTER))
    assert take(wsgi.test_client(), "csv", "/indicators/GRO02", "indicator-series").status_code == 404


def test_restricted_figures_in_a_file_are_recorded_as_seen(wsgi: Flask, looks: Looks, secret: Engine) -> None:
    looks(someone(Role.VIEWER))
    address = "/indicators/GRO02?unit=24"
    assert take(wsgi.test_client(), "csv", address, "indicator-series").status_code == 200
    with secret.connect() as connection:
        rows = audit.read(connection, audit.Filter(action=audit.Event.SAW_RESTRICTED))
    assert "/indicators/GRO02?unit=24" in set(rows["subject"])
