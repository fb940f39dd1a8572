"""Somebody tries whether a message arrives: the outcome is said, kept and recorded, and nobody insists."""

import json
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Engine, select

from data.alerts.outbox import Outbox
from data.schema_access import audit_entry
from pages.alert_recipient_trial import last_trial
from tests.mailserver import MailServer
from tests.pages.recipients.conftest import Send, told


@pytest.fixture
def box() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server


@pytest.fixture
def mailing(server: Flask, box: MailServer) -> MailServer:
    """The mail server that the office's server sends by."""
    gate_of = server.extensions["gate"]
    gate_of.settings = gate_of.settings.model_copy(
        update={"smtp_host": "127.0.0.1", "smtp_port": box.port, "smtp_timeout": 1}
    )
    return box


def test_a_trial_message_arrives_and_who_sent_it_is_recorded_and_said(
    send: Send, engine: Engine, mailing: MailServer
) -> None:
    send("/api/alert-recipients", "lan", address="lan@x.vn")
    assert send("/api/alert-recipients/1/try", "mai") == (404, {})
    assert send("/api/alert-recipients/1/try", "lan", via="token")[0] in (401, 403)
    assert send("/api/alert-recipients/1/try", "lan") == (200, {"go": "/alerts/recipients"})
    (mail,) = mailing.mails
    assert (mail["To"], mail["Subject"]) == ("lan@x.vn", "Toàn Cảnh: tin thử")
    assert "không phải cảnh báo. lan gửi" in mail.get_content()
    (one,) = told(engine)
    assert (one.tried_by, one.tried_fault) == ("lan", None)
    assert "lan): máy chủ thư đã nhận" in last_trial(one)
    assert (Outbox(engine).states(), newest(engine)) == ({}, ("lan", "alert-recipient-tried", "sent"))


@pytest.mark.parametrize(
    ("refusal", "said", "outcome"),
    [
        ({"rcpt": "550 no such user"}, "từ chối địa chỉ nhận lan@x.vn: 550 no such user", "refused"),
        ({"rcpt": "451 later"}, "từ chối địa chỉ nhận lan@x.vn: 451 later", "failed"),
        ({"hangs": "rcpt"}, "không trả lời", "failed"),
        ({"hangs": "data"}, "tin có thể đã tới", "uncertain"),
        (None, "Connection refused", "failed"),
    ],
    ids=["refused", "for now", "hangs", "hangs at the end", "away"],
)
def test_why_a_trial_message_did_not_arrive_is_said_and_kept(
    send: Send, engine: Engine, mailing: MailServer, refusal: dict[str, str] | None, said: str, outcome: str
) -> None:
    send("/api/alert-recipients", "lan", address="lan@x.vn")
    for name, answer in (refusal or {}).items():
        setattr(mailing, name, answer)
    if refusal is None:
        mailing.stop()
    status, answer = send("/api/alert-recipients/1/try", "lan")
    mailing.hangs = ""
    assert (status, list(answer["problems"])) == (400, [""])
    assert said in answer["problems"][""]
    (one,) = told(engine)
    assert said in last_trial(one)
    assert newest(engine) == ("lan", "alert-recipient-tried", outcome)


def test_nobody_insists_with_trial_messages(send: Send, engine: Engine, mailing: MailServer) -> None:
    send("/api/alert-recipients", "lan", address="lan@x.vn")
    send("/api/alert-recipients", "lan", address="lan@x.vn")  # once more, which opens no other door
    tried = [send(f"/api/alert-recipients/{1 + n % 2}/try", "lan")[0] for n in range(4)]
    assert (tried, len(mailing.mails)) == ([200, 200, 200, 429], 3)
    assert "Hãy thử lại sau" in send("/api/alert-recipients/1/try", "lan")[1]["problems"][""]


def newest(engine: Engine) -> tuple[str, str, str]:
    """Who did what last, with which outcome."""
    with engine.connect() as connection:
        row = connection.execute(select(audit_entry).order_by(audit_entry.c.sequence.desc()).limit(1)).one()
    return row.actor, row.action, json.loads(row.detail)["outcome"]
