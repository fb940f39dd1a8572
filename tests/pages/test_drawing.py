import json
from collections.abc import Callable

import pytest
from dash import html
from dash._utils import to_json
from flask import Flask

from data.errors import UnknownIndicator
from data.questions import Questions
from pages.drawing import drawn, drawn_anew
from pages.view import View
from tests.pages.drawing import read_back
from tests.pages.visiting import texts, visit

Counted = Callable[..., html.Div]


def counting(wrap: Callable[[Counted], Counted]) -> tuple[Counted, list[View]]:
    """A page that counts how often it is drawn."""
    seen: list[View] = []

    @wrap
    def layout(view: View, code: str) -> html.Div:
        seen.append(view)
        return html.Div(f"{code} {view.language} {view.theme} {dict(view.params)}")

    return layout, seen


def test_a_page_is_drawn_once_for_the_same_address_and_reader(wsgi: Flask) -> None:
    layout, seen = counting(drawn)
    with wsgi.test_request_context("/"):
        first, again = (read_back(layout(code="A", span="5")) for _time in range(2))
    assert (len(seen), again.children) == (1, first.children)


@pytest.mark.parametrize(
    ("address", "cookie"),
    [
        ({"code": "B", "span": "5"}, ""),
        ({"code": "A", "span": "10"}, ""),
        ({"code": "A", "span": "5", "as_of": "2025-01-01"}, ""),
        ({"code": "A", "span": "5"}, "tc_language=en"),
        ({"code": "A", "span": "5"}, "tc_theme=dark"),
    ],
)
def test_another_address_or_reader_is_never_given_a_kept_page(
    wsgi: Flask, address: dict[str, str], cookie: str
) -> None:
    layout, seen = counting(drawn)
    with wsgi.test_request_context("/"):
        kept = read_back(layout(code="A", span="5"))
    with wsgi.test_request_context("/", headers={"Cookie": cookie}):
        other = read_back(layout(**address))
    assert (len(seen), other.children != kept.children) == (2, True)


def test_a_load_makes_every_kept_page_old(wsgi: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    layout, seen = counting(drawn)
    with wsgi.test_request_context("/"):
        layout(code="A")
        monkeypatch.setattr(Questions, "stand", lambda self: (999_999, frozenset()))
        layout(code="A")
    assert len(seen) == 2


def test_a_page_about_refused_loads_is_never_kept(wsgi: Flask) -> None:
    layout, seen = counting(drawn_anew)
    with wsgi.test_request_context("/"):
        layout(code="A")
        layout(code="A")
    assert len(seen) == 2


def test_the_query_cannot_name_another_thing_than_the_path(wsgi: Flask) -> None:
    said = " ".join(texts(visit(wsgi, "/indicators/GRO01", "code=PRI01")))
    assert "GRO01" in said
    assert "PRI01" not in said


def test_a_code_may_be_written_with_percent_signs(wsgi: Flask) -> None:
    assert "GRO01" in " ".join(texts(visit(wsgi, "/indicators/GRO%301")))


@pytest.mark.parametrize("path", ["/", "/indicators", "/indicators/GRO01", "/provinces/01", "/data"])
def test_a_page_says_once_what_it_did_not_understand(wsgi: Flask, path: str) -> None:
    said = [text for text in texts(visit(wsgi, path, "as_of=abc")) if "as_of=abc" in text]
    assert said == ["Không hiểu ngày as_of=abc trong địa chỉ; đang xem số liệu hôm nay."]


def test_a_page_that_fails_says_so_without_its_inside(wsgi: Flask, caplog: pytest.LogCaptureFixture) -> None:
    @drawn
    def layout(view: View) -> html.Div:
        raise KeyError("secret detail")

    with wsgi.test_request_context("/"):
        said = list(texts(json.loads(to_json(layout()))))
    assert "Trang này chưa hiển thị được" in said
    assert not [text for text in said if "secret" in text or "Traceback" in text]
    assert "secret detail" in caplog.text


def test_an_unknown_code_is_said_back(wsgi: Flask) -> None:
    @drawn
    def layout(view: View, code: str) -> html.Div:
        raise UnknownIndicator(code)

    with wsgi.test_request_context("/"):
        assert "XYZ9" in str(layout(code="XYZ9"))
