from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from plotly.offline import get_plotlyjs, get_plotlyjs_version

from components import shell
from data import engine as opening
from data.engine import open_engine
from data.questions import Questions
from data.schema import metadata
from tests.data.locking import kept_to_itself
from tests.pages.visiting import answer, texts, visit

ADDRESSES = ("/healthz", "/api/version", "/api/find?q=gdp")
SENTENCES = {
    "missing": "There is no warehouse at",
    "bare": "holds no warehouse",
    "empty": "The warehouse is empty",
    "locked": "has been locked",
    "not a database": "does not answer",
}

WORDS = {
    SENTENCES["missing"]: "chưa được dựng",
    SENTENCES["bare"]: "chưa được dựng",
    SENTENCES["empty"]: "chưa được dựng",
    SENTENCES["locked"]: "đang bận",
    SENTENCES["not a database"]: "không trả lời",
}


@pytest.fixture(params=SENTENCES)
def trouble(
    request: pytest.FixtureRequest, wsgi: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The product over a warehouse that does not answer; the value is what it should say."""
    path = tmp_path / "warehouse.db"
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0)
    if request.param in ("bare", "empty"):
        engine = open_engine(f"sqlite:///{path}", create=True)
        engine.connect().close()
        if request.param == "empty":
            metadata.create_all(engine)
    elif request.param == "not a database":
        path.write_text("Kính gửi " * 1000)
    questions = Questions(open_engine(f"sqlite:///{path}", must_exist=False))
    monkeypatch.setitem(wsgi.extensions, "questions", questions)
    if request.param == "locked":
        with kept_to_itself(f"sqlite:///{path}"):
            yield SENTENCES["locked"]
    else:
        yield SENTENCES[request.param]


@pytest.mark.parametrize("address", ADDRESSES)
def test_trouble_with_the_warehouse_is_status_503_and_a_sentence(
    client: FlaskClient, trouble: str, address: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == 503
    assert trouble in answer.get_json()["reason"]


@pytest.mark.parametrize("path", ["/", "/indicators", "/indicators/GRO01", "/provinces/01", "/ministries", "/data"])
def test_pages_say_what_is_wrong_with_the_warehouse(wsgi: Flask, trouble: str, path: str) -> None:
    said = list(texts(visit(wsgi, path)))
    assert "Chưa đọc được kho số liệu" in said
    assert any(WORDS[trouble] in text for text in said)
    assert not any("sqlite" in text for text in said)


@pytest.mark.parametrize("path", ["/", "/data"])
def test_an_open_page_stays_as_it_is_while_the_warehouse_does_not_answer(wsgi: Flask, trouble: str, path: str) -> None:
    said = answer(wsgi, path, version="7@1")
    assert (said.status_code, said.get_data()) == (204, b""), trouble


def test_an_open_page_says_of_what_version_it_was_drawn(wsgi: Flask) -> None:
    said = answer(wsgi, "/", version="7@1").get_json()
    assert said["response"]["_pages_content"]["children"]["props"]["data-drawn"] == "7@1"


def test_an_open_page_learns_the_version_and_the_date(client: FlaskClient) -> None:
    answer = client.get("/api/version").get_json()
    assert answer["data_version"] >= 1
    assert answer["data_date"].count("/") == 2


def test_a_hit_of_the_search_leads_to_the_edition_it_means(client: FlaskClient) -> None:
    hits = client.get("/api/find?q=bac giang").get_json()
    assert (hits[0]["href"], hits[0]["kind"]) == ("/provinces/24?edition=2024", "province")
    assert hits[0]["hint"].endswith("→ Bắc Ninh")


@pytest.mark.parametrize("text", ["", "   ", "x" * 5000, "%", "'; DROP TABLE indicator; --"])
def test_a_search_for_nothing_known_finds_nothing(client: FlaskClient, text: str) -> None:
    answer = client.get("/api/find", query_string={"q": text})
    assert (answer.status_code, answer.get_json()) == (200, [])


def test_a_search_speaks_the_language_of_the_reader(client: FlaskClient) -> None:
    client.set_cookie("tc_language", "en")
    assert client.get("/api/find?q=ha noi").get_json()[0]["name"] == "Ha Noi"


def test_other_sites_may_not_frame_or_guess(client: FlaskClient) -> None:
    headers = client.get("/").headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe-eval" not in headers["Content-Security-Policy"]


def test_styles_come_from_this_machine(client: FlaskClient) -> None:
    with client.get("/vendor/css/bootstrap.min.css") as found:
        assert (found.status_code, found.mimetype) == (200, "text/css")
    with client.get("/vendor/../../__init__.py") as refused:
        assert refused.status_code == 404


def test_charts_are_drawn_by_the_version_that_plotly_was_made_for_in_a_third_of_its_size(client: FlaskClient) -> None:
    with client.get(shell.CHARTS) as found:
        script = found.get_data(as_text=True)
    assert f"plotly.js (cartesian - minified) v{get_plotlyjs_version()}" in script[:100]
    assert len(script) < len(get_plotlyjs()) / 3


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/indicators/GRO01", 200),
        ("/indicators/gro01", 200),
        ("/indicators/XYZ9", 404),
        ("/provinces/24", 200),
        ("/provinces/DBSH", 200),
        ("/provinces/00", 404),
        ("/ministries/BTC", 200),
        ("/ministries/B%E1%BB%99", 404),
        ("/nowhere", 404),
    ],
)
def test_an_address_that_names_nothing_is_status_404(client: FlaskClient, path: str, status: int) -> None:
    assert client.get(path).status_code == status
