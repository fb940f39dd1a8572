"""What is due is sent once, by a real mail server and web server on this machine, under the recipient's sight."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, update

from access import audit
from alerts.delivery import Delivery
from alerts.wording import not_sent
from data.alerts.outbox import Outbox, Pending
from data.clock import utc_now
from data.migrations import upgrade
from data.questions import Questions
from data.schema import indicator
from tests.alerts.conftest import Tell, Write, raise_one
from tests.mailserver import MailServer


def test_an_alert_is_mailed_once_and_no_older_one_is(
    engine: Engine, asked: Questions, rule: Write, tell: Tell, box: MailServer, delivery: Delivery
) -> None:
    raise_one(engine, asked, rule)
    tell(mail="lan@example.vn")
    assert delivery.run().sent == 0
    raise_one(engine, asked, rule)
    assert [delivery.run().sent for _ in range(3)] == [1, 0, 0]
    (mail,) = box.mails
    assert (mail["To"], mail["Subject"]) == ("lan@example.vn", "Toàn Cảnh: Tốc độ tăng GDP theo quý")
    assert "https://toancanh.vn/alerts/2" in mail.get_content()


def test_two_senders_at_once_send_once(
    engine: Engine, asked: Questions, rule: Write, tell: Tell, box: MailServer, delivery: Delivery
) -> None:
    tell(mail="lan@example.vn")
    raise_one(engine, asked, rule)
    outbox = Outbox(engine)
    (one,) = outbox.recipients()
    pending = outbox.pending(one)
    assert pending is not None
    assert outbox.put(one, pending.events, utc_now())
    assert not outbox.put(one, pending.events, utc_now())
    (message,) = outbox.waiting(utc_now())
    assert outbox.claim(message, utc_now())
    assert not outbox.claim(message, utc_now())
    assert (delivery.run().sent, box.mails) == (0, [])


@pytest.mark.parametrize(
    ("left", "later", "sent"), [("sending", "sent", 1), ("handing", "uncertain", 0)], ids=["before", "after"]
)
def test_a_sender_that_was_killed_loses_nothing_and_nothing_is_sent_twice(
    engine: Engine, asked: Questions, rule: Write, tell: Tell, delivery: Delivery, left: str, later: str, sent: int
) -> None:
    tell(mail="lan@example.vn")
    raise_one(engine, asked, rule)
    outbox = Outbox(engine)
    (one,) = outbox.recipients()
    pending = outbox.pending(one)
    assert pending is not None
    outbox.put(one, pending.events, utc_now())
    (message,) = outbox.waiting(utc_now())
    outbox.claim(message, utc_now())
    if left == "handing":
        outbox.handing(message)
    assert delivery.run().sent == 0
    assert delivery.run(utc_now() + timedelta(hours=1)).sent == sent
    assert outbox.states() == {later: 1}


def test_a_sender_that_was_held_up_leaves_a_message_to_whoever_took_it_since(
    engine: Engine, asked: Questions, rule: Write, tell: Tell, box: MailServer, delivery: Delivery
) -> None:
    """A machine that slept in the middle of a try wakes up and finds that another has sent it, or is about to."""
    tell(mail="lan@example.vn")
    raise_one(engine, asked, rule)
    outbox, now = Outbox(engine), utc_now()
    (one,) = outbox.recipients()
    outbox.put(one, (outbox.pending(one) or Pending((), now, urgent=False)).events, now)
    (held,) = outbox.waiting(now)
    assert outbox.claim(held, now)
    later = now + timedelta(minutes=10)
    outbox.recover(later, timedelta(minutes=5))
    (taken,) = outbox.waiting(later)
    assert outbox.claim(taken, later)
    assert not outbox.handing(held)
    outbox.later(held, "it was not sent", later)
    assert outbox.states() == {"sending": 1}
    assert outbox.handing(taken)
    outbox.sent(taken)
    outbox.later(held, "it was not sent", later)
    assert (outbox.states(), delivery.run(later + timedelta(days=1)).sent) == ({"sent": 1}, 0)


def test_a_webhook_is_called_again_with_the_same_key_until_it_takes_it(
    engine: Engine, asked: Questions, rule: Write, tell: Tell, web: Any, delivery: Delivery
) -> None:
    got, statuses, address = web
    statuses.append(503)
    tell(webhook=address)
    raise_one(engine, asked, rule)
    (fault,) = delivery.run().faults
    assert (fault, not_sent(fault) != fault) == (f"{address} answered 503.", True)
    assert delivery.run(utc_now() + timedelta(minutes=2)).sent == 1
    assert delivery.run(utc_now() + timedelta(hours=2)).sent == 0
    assert [key for key, _body in got] == ["alert-message-1"] * 2
    (item,) = got[1][1]["alerts"]
    assert (item["alert_id"], item["address"]) == (1, "https://toancanh.vn/alerts/1")


def test_nobody_is_told_what_they_may_not_see(
    engine: Engine, asked: Questions, rule: Write, tell: Tell, box: MailServer, delivery: Delivery
) -> None:
    with engine.begin() as connection:
        connection.execute(update(indicator).where(indicator.c.code == "GRO01").values(classification="restricted"))
    tell(mail="may@example.vn", grants="viewer")
    tell(mail="maynot@example.vn", grants="reporter")
    tell(mail="elsewhere@example.vn", grants="viewer@province/04/2025")
    raise_one(engine, asked, rule)
    assert delivery.run().sent == 1
    assert [mail["To"] for mail in box.mails] == ["may@example.vn"]
    assert Outbox(engine).states() == {"nothing": 2, "sent": 1}
    with engine.connect() as connection:
        seen = audit.read(connection, audit.Filter(action=audit.Event.SAW_RESTRICTED))
    assert list(seen["actor"] + " " + seen["subject"]) == ["recipient:trực ban email:may@example.vn"]
    assert json.loads(str(seen["detail"].iloc[0]))["indicators"] == ["GRO01"]


@pytest.mark.parametrize("left", ["waiting", "sending"])
def test_a_clock_that_was_ahead_keeps_no_message_for_a_year(
    engine: Engine, asked: Questions, rule: Write, tell: Tell, box: MailServer, delivery: Delivery, left: str
) -> None:
    tell(mail="lan@example.vn")
    raise_one(engine, asked, rule)
    ahead = utc_now() + timedelta(days=400)
    if left == "waiting":
        box.data = "451 too busy"
        assert delivery.run(ahead).sent == 0
        box.data = "250 OK"
    else:
        outbox = Outbox(engine)
        (one,) = outbox.recipients()
        outbox.put(one, (outbox.pending(one) or Pending((), ahead, urgent=False)).events, utc_now())
        (message,) = outbox.waiting(utc_now())
        outbox.claim(message, ahead)  # and the sender was killed
    assert [delivery.run().sent for _ in range(3)] == [1, 0, 0]
    assert len(box.mails) == 1


def test_the_outbox_is_part_of_the_schema(empty_engine: Engine) -> None:
    upgrade(empty_engine)
    assert (Outbox(empty_engine).recipients(), Outbox(empty_engine).states()) == ((), {})
