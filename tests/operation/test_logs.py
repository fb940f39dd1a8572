"""One line an event, in three forms, and never a secret in it."""

import io
import json
import logging
from collections.abc import Callable, Iterator

import pytest

from operation.logs import REQUESTS, Format, configure

Configure = Callable[..., io.StringIO]


@pytest.fixture
def logged() -> Iterator[Configure]:
    """Configure logging into a buffer, and put it back after the test."""
    root = logging.getLogger()
    before = root.handlers, root.level

    def into_a_buffer(form: Format, level: str = "INFO") -> io.StringIO:
        stream = io.StringIO()
        configure(level, form, stream)
        return stream

    yield into_a_buffer
    root.handlers, root.level = before
    logging.getLogger(REQUESTS).setLevel(logging.NOTSET)


def test_json_is_one_object_a_line(logged: Configure) -> None:
    stream = logged("json")
    logging.getLogger("data.ingest").info("loaded %d rows\nof a file", 3, extra={"batch": 7, "file": "số liệu.csv"})
    lines = stream.getvalue().splitlines()
    told = json.loads(lines[0])
    assert len(lines) == 1
    assert told.pop("timestamp").endswith("Z")
    assert told == {
        "event": "loaded 3 rows\nof a file",
        "level": "info",
        "logger": "data.ingest",
        "batch": 7,
        "file": "số liệu.csv",
    }


def test_logfmt_begins_with_when_what_and_where(logged: Configure) -> None:
    stream = logged("logfmt")
    logging.getLogger("data").warning("slow answer", extra={"ms": 12.5})
    line = stream.getvalue()
    assert line.startswith("timestamp=20")
    assert line.endswith(' level=warning logger=data event="slow answer" ms=12.5\n')


def test_text_is_for_a_person(logged: Configure) -> None:
    stream = logged("text")
    logging.getLogger("pages").warning("page failed", extra={"path": "/x"})
    assert stream.getvalue().endswith(" WARNING pages: page failed path=/x\n")


@pytest.mark.parametrize("form", ["text", "logfmt", "json"])
def test_nobody_can_write_a_line_of_his_own(logged: Configure, form: Format) -> None:
    stream = logged(form)
    logging.getLogger("pages").warning("asked for %s", "x\r\n2026-01-01 INFO\x0b\x1b[2J\u2028pages: all is well")
    assert len(stream.getvalue().splitlines()) == 1
    assert "\x1b" not in stream.getvalue()


@pytest.mark.parametrize("form", ["text", "logfmt", "json"])
def test_no_form_shows_a_secret(logged: Configure, form: Format) -> None:
    stream = logged(form)
    try:
        raise ValueError("password=Zk3vQ9xLw2mN8pRt in a traceback")
    except ValueError:
        logging.getLogger("access").exception("cookie: Zk3vQ9xLw2mN8pRt", extra={"new_password": "Zk3vQ9xLw2mN8pRt"})
    assert "ValueError" in stream.getvalue()
    assert "Zk3vQ9xLw2mN8pRt" not in stream.getvalue()


def test_a_very_long_value_is_cut(logged: Configure) -> None:
    stream = logged("json")
    logging.getLogger("pages").info("x" * 100_000)
    assert len(stream.getvalue()) < 9_000


@pytest.mark.parametrize(
    ("form", "level", "lines"), [("text", "INFO", 0), ("text", "DEBUG", 1), ("json", "INFO", 1), ("json", "ERROR", 0)]
)
def test_lines_of_requests_are_for_servers(logged: Configure, form: Format, level: str, lines: int) -> None:
    stream = logged(form, level)
    logging.getLogger(REQUESTS).info("request")
    assert len(stream.getvalue().splitlines()) == lines


def test_the_runner_of_the_server_logs_in_the_same_form(logged: Configure) -> None:
    stream = logged("json")
    logging.getLogger("gunicorn.error").info("Booting worker")
    assert json.loads(stream.getvalue())["logger"] == "gunicorn.error"
