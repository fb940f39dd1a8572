"""What is due is sent once, by a real mail server and web server on this machine, under the recipient's sight."""

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import Engine, update

from access import audit
from access.recipients import RecipientRefused, add, change, record_told, resume, stop, viewer_of
from alerts.delivery import Delivery
from alerts.timing import due
from alerts.watch import run
from alerts.wording import not_sent
from components.language import use_language
from data.alerts.outbox import Outbox, Pending, Recipient
from data.alerts.progress import Progress
from data.alerts.records import Severity
from data.alerts.undelivered import dismiss, send_again, undelivered
from data.clock import utc_now
from data.migrations import upgrade
from data.questions import Questions
from data.schema import indicator
from tests.alerts.conftest import Write

LOW = {"operator": "<", "value": 9, "published": True}
Tell = Callable[..., int]


class Box:
    """A mail server that keeps what it gets, and refuses what it is told to."""

    def __init__(self) -> None:
        self.mails: list[Any] = []
        self.answer = "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # its library's name
        if self.answer.startswith("250"):
            self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return self.answer


@pytest.fixture
def box() -> Iterator[tuple[Box, int]]:
    kept = Box()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    yield kept, port
    controller.stop()


@pytest.fixture
def web() -> Iterator[tuple[list[tuple[str, Any]], list[int], str]]:
    """A web server that answers with the statuses it is given, then with 200."""
    got: list[tuple[str, Any]] = []
    statuses: list[int] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.append((self.headers["Idempotency-Key"], json.loads(body)))
            self.send_response(statuses.pop(0) if statuses else 200)
            self.end_headers()

        def log_message(self, *_given: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield got, statuses, f"http://127.0.0.1:{server.server_port}/hook"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def tell(engine: Engine) -> Tell:
    """Add a recipient."""

    def made(**given: Any) -> int:
        said = {"name": "trực ban", "mail": "", "webhook": "", "account": "", "grants": "viewer", "severity": "info",
                "language": "vi", "digest": "now", "digest_at": "07:00", "quiet_from": "", "quiet_to": "",
                "urgent_anyway": True}  # fmt: skip
        return add(engine, **{**said, **given})

    return made


@pytest.fixture
def delivery(engine: Engine, asked: Questions, box: tuple[Box, int]) -> Delivery:
    return deliverer(engine, asked, box[1])


def deliverer(engine: Engine, asked: Questions, port: int) -> Delivery:
    from settings import Settings

    settings = Settings(smtp_host="127.0.0.1", smtp_port=port, smtp_timeout=1, public_address="https://toancanh.vn")
    return Delivery(
        Outbox(engine),
        asked,
        settings,
        lambda one: viewer_of(engine, one.account_id, one.grants),
        lambda one, letter: record_told(engine, one, asked, letter.restricted),
    )


def raise_one(engine: Engine, asked: Questions, rule: Write) -> None:
    rule("threshold", LOW, "GRO01")
    run(asked, Progress(engine))


def test_an_alert_is_mailed_once_and_no_older_one_is(
    engine: Engine, asked: Questions, rule: Write, tell: Tell, box: tuple[Box, int], delivery: Delivery
) -> None:
    raise_one(engine, asked, rule)
    tell(mail="lan@example.vn")
    assert delivery.run().sent == 0
    raise_one(engine, asked, rule)
    assert [delivery.run().sent for _ in range(3)] == [1, 0, 0]
    (mail,) = box[0].mails
    assert (mail["To"], mail["Subject"]) == ("lan@example.vn", "Toàn Cảnh: Tốc độ tăng GDP theo quý, Việt Nam")
    assert "https://toancanh.vn/alerts/2" in mail.get_content()


def test_two_senders_at_once_send_once(
    engine: Engine, asked: Questions, rule: Write, tell: Tell, box: tuple[Box, int], delivery: Delivery
) -> None:
    tell(mail="lan@example.vn")
    raise_one(engine, asked, rule)
    outbox = Outbox(engine)
    (one,) = outbox.recipients()
    pending = outbox.pending(one)
    assert pending is not None
    outbox.put(one, pending.events, utc_now())
    (message,) = outbox.waiting(utc_now())
    assert outbox.claim(message, utc_now())
    assert not outbox.claim(message, utc_now())
    assert (delivery.run().sent, box[0].mails) == (0, [])


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
        outbox.handing(message.id)
    assert delivery.run().sent == 0
    assert delivery.run(utc_now() + timedelta(hours=1)).sent == sent
    assert outbox.states() == {later: 1}


def test_a_mail_server_that_refuses_is_said_and_tried_again_later(
    engine: Engine, asked: Questions, rule: Write, tell: Tell, box: tuple[Box, int], delivery: Delivery
) -> None:
    tell(mail="lan@example.vn")
    raise_one(engine, asked, rule)
    box[0].answer = "451 too busy"
    (fault,) = delivery.run().faults
    assert "refused the message: 451 too busy" in fault
    assert not_sent(fault) != fault
    assert Outbox(engine).faults() == (f"trực ban, waiting: {fault}",)
    box[0].answer = "250 OK"
    assert delivery.run().sent == 0
    assert delivery.run(utc_now() + timedelta(minutes=2)).sent == 1
    assert (len(box[0].mails), Outbox(engine).states()) == (1, {"sent": 1})


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
    engine: Engine, asked: Questions, rule: Write, tell: Tell, box: tuple[Box, int], delivery: Delivery
) -> None:
    with engine.begin() as connection:
        connection.execute(update(indicator).where(indicator.c.code == "GRO01").values(classification="restricted"))
    tell(mail="may@example.vn", grants="viewer")
    tell(mail="maynot@example.vn", grants="reporter")
    tell(mail="elsewhere@example.vn", grants="viewer@province/04/2025")
    raise_one(engine, asked, rule)
    assert delivery.run().sent == 1
    assert [mail["To"] for mail in box[0].mails] == ["may@example.vn"]
    assert Outbox(engine).states() == {"nothing": 2, "sent": 1}
    with engine.connect() as connection:
        seen = audit.read(connection, audit.Filter(action=audit.Event.SAW_RESTRICTED))
    assert list(seen["actor"] + " " + seen["subject"]) == ["recipient:trực ban email:may@example.vn"]
    assert json.loads(str(seen["detail"].iloc[0]))["indicators"] == ["GRO01"]


def test_whoever_was_stopped_is_told_nothing_more(
    engine: Engine, asked: Questions, rule: Write, tell: Tell, box: tuple[Box, int], delivery: Delivery
) -> None:
    stop(engine, tell(mail="lan@example.vn"))
    raise_one(engine, asked, rule)
    assert (delivery.run().sent, box[0].mails) == (0, [])
    with pytest.raises(RecipientRefused, match="No recipient"):
        stop(engine, 1)
    resume(engine, 1)
    assert (delivery.run().sent, box[0].mails) == (0, [])  # what happened meanwhile is past
    raise_one(engine, asked, rule)
    assert delivery.run().sent == 1


def test_what_waits_goes_to_the_address_as_it_was_mended(
    engine: Engine, asked: Questions, rule: Write, tell: Tell, box: tuple[Box, int], delivery: Delivery
) -> None:
    number = tell(mail="wrong@example.vn")
    raise_one(engine, asked, rule)
    box[0].answer = "550 no such user"
    delivery.run()
    given = {"webhook": "", "account": "", "grants": "viewer", "severity": "info", "language": "vi", "digest": "now",
             "digest_at": "07:00", "quiet_from": "", "quiet_to": "", "urgent_anyway": True}  # fmt: skip
    change(engine, number, name="trực ban", mail="right@example.vn", **given)
    box[0].answer = "250 OK"
    with engine.begin() as connection:
        assert send_again(connection, 1)
        assert not send_again(connection, 1)  # it waits already
    assert delivery.run().sent == 1
    assert [mail["To"] for mail in box[0].mails] == ["right@example.vn"]


@pytest.mark.parametrize(("again", "later"), [(True, "sent"), (False, "dismissed")], ids=["again", "dismissed"])
def test_a_mail_that_may_have_been_sent_is_a_persons_to_decide(
    engine: Engine, asked: Questions, rule: Write, tell: Tell, box: tuple[Box, int], again: bool, later: str
) -> None:
    """A server that takes the whole mail and then hangs; nothing is sent by itself, whatever the time."""
    tell(mail="lan@example.vn")
    raise_one(engine, asked, rule)
    with hanging_after_data() as port:
        (fault,) = deliverer(engine, asked, port).run().faults
    assert "does not answer" in fault
    (one,) = undelivered(engine)
    assert (one.state, one.recipient, one.alerts) == ("uncertain", "trực ban", (1,))
    good = deliverer(engine, asked, box[1])
    assert good.run(utc_now() + timedelta(days=3)).sent == 0
    with engine.begin() as connection:
        assert (send_again if again else dismiss)(connection, one.id)
        assert not dismiss(connection, 99)
    assert good.run(utc_now() + timedelta(days=3)).sent == int(again)
    assert (Outbox(engine).states(), undelivered(engine)) == ({later: 1}, ())


@contextmanager
def hanging_after_data() -> Iterator[int]:
    """A mail server that says nothing once it has the whole mail."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _address = server.accept()
            with connection, connection.makefile("rb") as lines:
                connection.sendall(b"220 here\r\n")
                for line in lines:
                    if line == b".\r\n":
                        continue
                    known = {b"EHLO": b"250 here\r\n", b"MAIL": b"250 ok\r\n", b"RCPT": b"250 ok\r\n",
                             b"DATA": b"354 go on\r\n"}  # fmt: skip
                    answer = known.get(line[:4].upper())
                    if answer:
                        connection.sendall(answer)

        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        thread.join(timeout=5)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "--mail or --webhook"),
        ({"mail": "nobody"}, "no e-mail address"),
        ({"webhook": "http://elsewhere.vn/x"}, "no address"),
        ({"mail": "a@b.vn", "grants": ""}, "--account or --grants"),
        ({"mail": "a@b.vn", "grants": "king"}, "no role"),
        ({"mail": "a@b.vn", "digest": "never"}, "none of"),
        ({"mail": "a@b.vn", "digest_at": "25:00"}, "no time of day"),
        ({"mail": "a@b.vn", "quiet_from": "22:00"}, "a beginning and an end"),
    ],
)
def test_a_recipient_that_cannot_be_is_refused(tell: Tell, given: dict[str, str], said: str) -> None:
    with pytest.raises(Exception, match=said):
        tell(**given)


@pytest.mark.parametrize(
    ("given", "urgent", "now", "expected"),
    [
        ({}, False, "09:00", True),
        ({"quiet_from": "22:00", "quiet_to": "06:00"}, False, "23:30", False),
        ({"quiet_from": "22:00", "quiet_to": "06:00"}, False, "05:59", False),
        ({"quiet_from": "22:00", "quiet_to": "06:00"}, False, "06:00", True),
        ({"quiet_from": "22:00", "quiet_to": "06:00"}, True, "23:30", True),
        ({"quiet_from": "22:00", "quiet_to": "06:00", "urgent_anyway": False}, True, "23:30", False),
        ({"digest": "hourly"}, False, "08:59", False),
        ({"digest": "hourly"}, False, "09:00", True),
        ({"digest": "daily", "digest_at": "17:00"}, False, "16:59", False),
        ({"digest": "daily", "digest_at": "17:00"}, False, "17:00", True),
    ],
)
def test_when_somebody_is_told(given: dict[str, Any], urgent: bool, now: str, expected: bool) -> None:
    said = {"digest": "now", "digest_at": "07:00", "quiet_from": "", "quiet_to": "", "urgent_anyway": True, **given}
    one = Recipient(1, "x", "email", "x@y.vn", None, "viewer", Severity.INFO, "vi", active=True, **said)
    early = now < "08:15"
    first = datetime(2026, 3, 1 if early else 2, 1, 15)  # 08:15 in Viet Nam
    hour, minute = (int(part) for part in now.split(":"))
    here = datetime(2026, 3, 2, hour, minute) - timedelta(hours=7)
    assert due(one, Pending((1,), first, urgent), here) is expected


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


@pytest.mark.parametrize("left", ["waiting", "sending"])
def test_a_clock_that_was_ahead_keeps_no_message_for_a_year(
    engine: Engine, asked: Questions, rule: Write, tell: Tell, box: tuple[Box, int], delivery: Delivery, left: str
) -> None:
    tell(mail="lan@example.vn")
    raise_one(engine, asked, rule)
    ahead = utc_now() + timedelta(days=400)
    if left == "waiting":
        box[0].answer = "451 too busy"
        assert delivery.run(ahead).sent == 0
        box[0].answer = "250 OK"
    else:
        outbox = Outbox(engine)
        (one,) = outbox.recipients()
        outbox.put(one, (outbox.pending(one) or Pending((), ahead, urgent=False)).events, utc_now())
        (message,) = outbox.waiting(utc_now())
        outbox.claim(message, ahead)  # and the sender was killed
    assert [delivery.run().sent for _ in range(3)] == [1, 0, 0]
    assert len(box[0].mails) == 1


@pytest.mark.parametrize("digest", ["hourly", "daily"])
def test_no_digest_waits_for_what_happened_in_the_future(digest: str) -> None:
    said = {"digest": digest, "digest_at": "07:00", "quiet_from": "", "quiet_to": "", "urgent_anyway": False}
    one = Recipient(1, "x", "email", "x@y.vn", None, "viewer", Severity.INFO, "vi", active=True, **said)
    now = datetime(2026, 3, 2, 3)
    assert due(one, Pending((1,), now + timedelta(days=400), urgent=False), now)


def test_the_outbox_is_part_of_the_schema(empty_engine: Engine) -> None:
    upgrade(empty_engine)
    assert (Outbox(empty_engine).recipients(), Outbox(empty_engine).states()) == ((), {})
