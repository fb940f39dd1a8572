"""The page of the audit trail: narrowed, paged, read in words, taken as a file, and verified when asked."""

import csv
import io
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, update

from access import audit
from access.audit import Event
from access.web import trail
from access.web.details import lines
from access.web.words import deeds
from components.language import use_language
from data.schema_access import audit_entry

START = datetime(2026, 11, 20, 20, 0)  # 03:00 on the 21st in Viet Nam


@pytest.fixture
def entries(guarded: Engine) -> None:
    with guarded.begin() as connection:
        for number in range(5):
            audit.write(connection, "lan", Event.GRANTED, f"person{number}", {"grants": "viewer"}, at=_after(number))
        said = {"address": "10.0.0.5", "reason": "password"}
        audit.write(connection, "nobody", Event.LOG_IN_FAILED, "=cmd|' /C calc'!A0", said, at=_after(5))


def _after(days: int) -> datetime:
    return START + timedelta(days=days)


def numbers(visitor: FlaskClient, query: str) -> list[int]:
    rows = list(csv.reader(io.StringIO(visitor.get(f"/audit.csv{query}").get_data(as_text=True).lstrip("\ufeff"))))
    return [int(row[0]) for row in rows[1:] if row[4] != "tải về"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?actor=lan&subject=person3", [4]),
        ("?action=log-in-failed", [6]),
        ("?since=22/11/2026&until=23/11/2026", [3, 2]),
        ("?since=2026-11-25", [6, 5]),
        ("?actor=nobody%27%20OR%201=1--", []),
    ],
)
def test_it_is_narrowed_by_who_what_to_whom_and_the_days_of_viet_nam(
    entries: None, visitor: FlaskClient, query: str, found: list[int]
) -> None:
    assert numbers(visitor, query) == found


def test_a_day_that_cannot_be_read_is_said_beside_its_field(entries: None, visitor: FlaskClient) -> None:
    answer = visitor.get("/audit?since=31/02/2026&actor=lan")
    page = answer.get_data(as_text=True)
    assert (answer.status_code, 'id="since-wrong"' in page, 'value="31/02/2026"' in page) == (400, True, True)


@pytest.mark.parametrize(
    "query", ["before=x", "before=-1", "before=99999999999999999999", "actor=%00", "since=%E2%80%8B"]
)
def test_a_crooked_address_is_no_fault_of_ours(entries: None, visitor: FlaskClient, query: str) -> None:
    assert visitor.get(f"/audit?{query}").status_code in (200, 400)


def test_older_entries_are_a_page_further(entries: None, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trail, "MOST_ROWS", 4)
    first = visitor.get("/audit?actor=lan").get_data(as_text=True)
    assert "before=2&amp;actor=lan" in first
    second = visitor.get("/audit?before=2&actor=lan").get_data(as_text=True)
    assert "person0" in second
    assert "person1" not in second
    assert "Cũ hơn" not in second


def test_details_are_read_in_words(entries: None, visitor: FlaskClient) -> None:
    page = visitor.get("/audit").get_data(as_text=True)
    assert "<span>Vai trò:</span> lãnh đạo · cả nước" in page
    assert "<span>Lý do:</span> sai mật khẩu" in page
    assert "chưa rõ ai" in page
    assert "{&#34;" not in page


@pytest.mark.parametrize("detail", ["", "not json", "[1]", "[" * 5000, '{"x": {"y": 1}}', '{"grants": "emperor"}'])
def test_a_detail_that_a_hand_changed_is_shown_as_it_stands(detail: str) -> None:
    assert isinstance(lines(detail), list)


def test_every_recorded_deed_has_words_in_both_languages() -> None:
    with use_language("vi"):
        assert set(deeds()) == set(Event)


def test_the_file_runs_nothing_and_is_recorded(entries: None, visitor: FlaskClient, guarded: Engine) -> None:
    text = visitor.get("/audit.csv?action=log-in-failed").get_data(as_text=True)
    (row,) = list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))[1:]
    assert row[6].startswith("'=cmd")
    assert row[7] == "Địa chỉ: 10.0.0.5; Lý do: sai mật khẩu"
    with guarded.connect() as connection:
        last = audit.read(connection, most=1).iloc[0]
    assert (last["action"], "log-in-failed" in last["detail"]) == ("exported", True)


def test_a_file_that_was_cut_says_so(entries: None, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trail, "MOST_FILE_ROWS", 3)
    assert "Còn nữa: tệp có tối đa 3 dòng" in visitor.get("/audit.csv").get_data(as_text=True)


def test_the_chain_is_verified_when_asked_and_the_page_says_when(
    entries: None, visitor: FlaskClient, guarded: Engine
) -> None:
    assert "Chưa kiểm tra" in visitor.get("/audit").get_data(as_text=True)
    visitor.post("/audit/verify")
    page = visitor.get("/audit").get_data(as_text=True)
    assert "Chuỗi nhật ký còn nguyên" in page
    assert "6:" in page
    with guarded.begin() as connection:
        connection.execute(update(audit_entry).where(audit_entry.c.sequence == 3).values(actor="somebody else"))
    assert "còn nguyên" in visitor.get("/audit").get_data(as_text=True)  # not asked again by looking
    visitor.post("/audit/verify")
    assert "từ dòng số 3" in visitor.get("/audit").get_data(as_text=True)


@pytest.mark.parametrize("detail", ["", "[]", "{}", "null"])
def test_a_page_over_a_tampered_check_still_opens(
    entries: None, visitor: FlaskClient, guarded: Engine, detail: str
) -> None:
    visitor.post("/audit/verify")
    with guarded.begin() as connection:
        connection.execute(update(audit_entry).where(audit_entry.c.action == "audit-verified").values(detail=detail))
    assert "Chưa kiểm tra" in visitor.get("/audit").get_data(as_text=True)
