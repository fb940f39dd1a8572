"""The command line of exports ends with a sentence, whatever happened."""

import logging

import pytest

from exports.__main__ import Sentences, main


@pytest.fixture(autouse=True)
def _own_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging.getLogger(), "handlers", [])


def test_a_pack_that_is_not_there_is_named_with_those_that_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "nowhere", "--format", "pptx"]) == 1
    said = capsys.readouterr().err
    assert "nowhere" in said
    assert "monthly" in said
    assert "Traceback" not in said


def test_a_fault_in_the_log_is_a_line_without_a_traceback() -> None:
    try:
        raise TimeoutError("the browser did not answer")
    except TimeoutError as problem:
        record = logging.LogRecord(
            "exports.browser",
            logging.ERROR,
            "",
            0,
            "it did not start",
            None,
            (type(problem), problem, problem.__traceback__),
        )
    assert Sentences().format(record) == "it did not start\nTimeoutError: the browser did not answer"
