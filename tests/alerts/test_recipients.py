"""Who is told: who cannot be, who was stopped, and whose address was mended."""

import pytest
from sqlalchemy import Engine

from access.recipients import RecipientRefused, change, resume, stop
from alerts.delivery import Delivery
from data.alerts.undelivered import send_again
from data.questions import Questions
from tests.alerts.conftest import Tell, Write, raise_one
from tests.mailserver import MailServer


def test_whoever_was_stopped_is_told_nothing_more(
    engine: Engine, asked: Questions, rule: Write, tell: Tell, box: MailServer, delivery: Delivery
) -> None:
    stop(engine, tell(mail="lan@example.vn"))
    raise_one(engine, asked, rule)
    assert (delivery.run().sent, box.mails) == (0, [])
    with pytest.raises(RecipientRefused, match="No recipient"):
        stop(engine, 1)
    resume(engine, 1)
    assert (delivery.run().sent, box.mails) == (0, [])  # what happened meanwhile is past
    raise_one(engine, asked, rule)
    assert delivery.run().sent == 1


def test_what_waits_goes_to_the_address_as_it_was_mended(
    engine: Engine, asked: Questions, rule: Write, tell: Tell, box: MailServer, delivery: Delivery
) -> None:
    number = tell(mail="wrong@example.vn")
    raise_one(engine, asked, rule)
    box.data = "550 no such user"
    delivery.run()
    given = {"webhook": "", "account": "", "grants": "viewer", "severity": "info", "language": "vi", "digest": "now",
             "digest_at": "07:00", "quiet_from": "", "quiet_to": "", "urgent_anyway": True}  # fmt: skip
    change(engine, number, name="trực ban", mail="right@example.vn", **given)
    box.data = "250 OK"
    with engine.begin() as connection:
        assert send_again(connection, 1)
        assert not send_again(connection, 1)  # it waits already
    assert delivery.run().sent == 1
    assert [mail["To"] for mail in box.mails] == ["right@example.vn"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "--mail or --webhook"),
        ({"mail": "nobody"}, "no e-mail address"),
        ({"mail": "l\u1ea7n@example.vn"}, "no e-mail address"),
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
