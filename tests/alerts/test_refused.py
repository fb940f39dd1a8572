"""A mail server that refuses, hangs or is not there: what is tried again, what is not, and what is said."""

import socket
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, update

from alerts.delivery import Delivery
from alerts.wording import not_sent
from components.language import use_language
from data.alerts.outbox import Outbox
from data.alerts.undelivered import dismiss, send_again, undelivered
from data.clock import utc_now
from data.questions import Questions
from data.schema_alerts import alert_recipient
from tests.alerts.conftest import Tell, Write, deliverer, raise_one
from tests.mailserver import MailServer


def test_a_mail_server_that_refuses_is_said_and_tried_again_later(
    engine: Engine, asked: Questions, rule: Write, tell: Tell, box: MailServer, delivery: Delivery
) -> None:
    tell(mail="lan@example.vn")
    raise_one(engine, asked, rule)
    box.data = "451 too busy"
    (fault,) = delivery.run().faults
    assert "refused the message: 451 too busy" in fault
    assert not_sent(fault) != fault
    assert Outbox(engine).faults() == (f"trực ban, waiting: {fault}",)
    box.data = "250 OK"
    assert delivery.run().sent == 0
    assert delivery.run(utc_now() + timedelta(minutes=2)).sent == 1
    assert (len(box.mails), Outbox(engine).states()) == (1, {"sent": 1})


def test_a_mail_server_that_hangs_or_is_not_there_is_said(
    engine: Engine, asked: Questions, rule: Write, tell: Tell
) -> None:
    tell(mail="lan@example.vn")
    raise_one(engine, asked, rule)
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        (fault,) = deliverer(engine, asked, deaf.getsockname()[1]).run().faults
    assert "does not answer" in fault
    assert not_sent(fault) != fault
    (fault,) = deliverer(engine, asked, 1).run(utc_now() + timedelta(hours=1)).faults
    assert "refused" in fault
    assert Outbox(engine).states() == {"waiting": 1}


@pytest.mark.parametrize(
    ("refusal", "state"),
    [
        ({"rcpt": "550 no such user"}, "failed"),
        ({"data": "552 too large"}, "failed"),
        ({"rcpt": "450 mailbox busy"}, "waiting"),
        ({"data": "421 closing"}, "waiting"),
        ({"mail": "553 not from you"}, "waiting"),
    ],
    ids=["recipient", "letter", "recipient for now", "letter for now", "sender, which is ours to mend"],
)
def test_what_is_refused_for_good_is_not_tried_again_and_shown_at_once(
    engine: Engine, asked: Questions, rule: Write, tell: Tell, box: MailServer, refusal: dict[str, str], state: str
) -> None:
    tell(mail="lan@example.vn")
    raise_one(engine, asked, rule)
    for name, answer in refusal.items():
        setattr(box, name, answer)
    delivery = deliverer(engine, asked, box.port)
    (fault,) = delivery.run().faults
    assert not_sent(fault) != fault
    (one,) = undelivered(engine)
    assert (one.state, one.recipient_id, one.fault) == (state, 1, fault)
    for name in refusal:
        setattr(box, name, "250 OK")
    again = delivery.run(utc_now() + timedelta(days=2)).sent
    assert (again, len(box.mails)) == ((0, 0) if state == "failed" else (1, 1))
    if state == "failed":  # until a person asks for it
        with engine.begin() as connection:
            assert send_again(connection, one.id)
        assert delivery.run().sent == 1


def test_a_mail_server_that_took_a_mail_and_leaves_rudely_is_not_sent_it_again(
    engine: Engine, asked: Questions, rule: Write, tell: Tell, box: MailServer, delivery: Delivery
) -> None:
    tell(mail="lan@example.vn")
    raise_one(engine, asked, rule)
    box.quit = "500 what"
    assert delivery.run().sent == 1
    assert delivery.run(utc_now() + timedelta(days=1)).sent == 0
    assert (len(box.mails), undelivered(engine)) == (1, ())


def test_a_message_that_cannot_be_made_is_said_and_keeps_no_other_back(
    engine: Engine, asked: Questions, rule: Write, tell: Tell, box: MailServer, delivery: Delivery
) -> None:
    """An address that was written before such addresses were refused."""
    tell(mail="lan@example.vn")
    tell(mail="mai@example.vn")
    with engine.begin() as connection:
        connection.execute(
            update(alert_recipient).where(alert_recipient.c.id == 1).values(address="l\u1ea7n@example.vn")
        )
    raise_one(engine, asked, rule)
    made = delivery.run()
    assert (made.sent, [mail["To"] for mail in box.mails]) == (1, ["mai@example.vn"])
    assert [not_sent(one) != one for one in made.faults] == [True]
    assert Outbox(engine).states() == {"sent": 1, "waiting": 1}


def test_a_webhook_that_is_gone_for_good_is_not_called_again(
    engine: Engine, asked: Questions, rule: Write, tell: Tell, web: Any, delivery: Delivery
) -> None:
    got, statuses, address = web
    statuses.append(410)
    tell(webhook=address)
    raise_one(engine, asked, rule)
    assert [delivery.run(utc_now() + timedelta(days=day)).sent for day in (0, 2)] == [0, 0]
    assert (len(got), [one.state for one in undelivered(engine)]) == (1, ["failed"])


@pytest.mark.parametrize(("again", "later"), [(True, "sent"), (False, "dismissed")], ids=["again", "dismissed"])
def test_a_mail_that_may_have_been_sent_is_a_persons_to_decide(
    engine: Engine, asked: Questions, rule: Write, tell: Tell, box: MailServer, again: bool, later: str
) -> None:
    """A server that takes the whole mail and then hangs; nothing is sent by itself, whatever the time."""
    tell(mail="lan@example.vn")
    raise_one(engine, asked, rule)
    box.hangs = "data"
    (fault,) = deliverer(engine, asked, box.port).run().faults
    box.hangs = ""
    assert "does not answer" in fault
    (one,) = undelivered(engine)
    assert (one.state, one.recipient, one.alerts) == ("uncertain", "trực ban", (1,))
    assert not_sent(fault) != fault
    good = deliverer(engine, asked, box.port)
    box.mails.clear()
    assert good.run(utc_now() + timedelta(days=3)).sent == 0
    with engine.begin() as connection:
        assert (send_again if again else dismiss)(connection, one.id)
        assert not dismiss(connection, 99)
    assert good.run(utc_now() + timedelta(days=3)).sent == int(again)
    assert (Outbox(engine).states(), undelivered(engine)) == ({later: 1}, ())


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("No mail server is set (TOANCANH_SMTP_HOST).", "Chưa đặt máy chủ thư (TOANCANH_SMTP_HOST)."),
        ("The mail server h:25 refused the recipient a@b.vn: 550 no such user",
         "Máy chủ thư h:25 từ chối địa chỉ nhận a@b.vn: 550 no such user."),
        ("The mail server h:25 refused the message: 451 too busy.", "Máy chủ thư h:25 từ chối nội dung: 451 too busy."),
        ("The mail server h:25: does not answer", "Máy chủ thư h:25 không trả lời."),
        ("The mail server h:25: [Errno 111] Connection refused",
         "Không nối được máy chủ thư h:25: [Errno 111] Connection refused."),
        ("https://h.vn/x answered 503.", "https://h.vn/x trả lời mã 503."),
        ("something else", "something else"),
    ],
    ids=["none", "recipient", "message", "silent", "away", "webhook", "unforeseen"],
)  # fmt: skip
def test_a_reader_is_told_in_their_language_why_a_message_was_not_sent(fault: str, said: str) -> None:
    with use_language("vi"):
        assert not_sent(fault) == said
