"""How people say how they are told of alerts: their own, everybody's by administrators, and who decides on messages."""

import pytest
from sqlalchemy import Engine, insert, select, update

from access import accounts
from access.roles import Role
from data.alerts.outbox import Outbox
from data.clock import utc_now
from data.schema_access import audit_entry
from data.schema_alerts import alert_message
from tests.pages.recipients.conftest import Send, told


def test_everybody_says_how_they_are_told_themselves_and_nobody_else_does(send: Send, engine: Engine) -> None:
    assert send("/api/alert-recipients", "lan", address="lan@coquan.vn", channel="webhook", account="mai")[0] == 200
    (one,) = told(engine)
    assert (one.name, one.channel, one.address, one.quiet_from) == ("Lan", "email", "lan@coquan.vn", "22:00")
    with engine.connect() as connection:
        assert one.account_id == accounts.by_name(connection, "lan").id
    assert send("/api/alert-recipients/1", "mai", address="mai@coquan.vn")[0] == 404
    assert send("/api/alert-recipients/1/stop", "mai")[0] == 404
    assert send("/api/alert-recipients/1", "lan", address="lan@khac.vn", digest="daily")[0] == 200
    assert send("/api/alert-recipients/1/stop", "lan")[0] == 200
    (one,) = told(engine)
    assert (one.address, one.digest, one.active) == ("lan@khac.vn", "daily", False)
    with engine.connect() as connection:
        done = connection.execute(select(audit_entry.c.actor, audit_entry.c.action)).all()
    assert [tuple(row) for row in done] == [
        ("lan", f"alert-recipient-{one}") for one in ("added", "changed", "stopped")
    ]


def test_whoever_administers_says_it_for_all(send: Send, engine: Engine) -> None:
    given = {
        "name": "Trực ban",
        "channel": "webhook",
        "address": "https://hook.vn/x",
        "grants": "viewer@province/24/2025",
    }
    assert send("/api/alert-recipients", "chief", Role.ADMINISTRATOR, **given)[0] == 200
    assert (
        send("/api/alert-recipients", "chief", Role.ADMINISTRATOR, name="Mai", address="a@b.vn", account="mai")[0]
        == 200
    )
    assert [(one.channel, one.grants) for one in told(engine)] == [
        ("webhook", "viewer@province/24/2025"),
        ("email", ""),
    ]


@pytest.mark.parametrize(
    ("fields", "beside", "said"),
    [
        ({"address": "lan"}, "address", "địa chỉ thư"),
        ({"address": "lan@x.vn", "digest_at": "25:00"}, "digest_at", "07:00"),
        ({"address": "lan@x.vn", "quiet_to": ""}, "quiet_to", "bắt đầu và lúc kết thúc"),
        ({"address": "lan@x.vn", "severity": "loud"}, "severity", "chọn mức"),
        ({"address": "lan@x.vn", "urgent_anyway": "no", "digest": "never"}, "digest", "cách gửi"),
    ],
    ids=["address", "hour", "quiet", "severity", "digest"],
)
def test_what_cannot_be_is_said_beside_its_field(
    send: Send, engine: Engine, fields: dict[str, str], beside: str, said: str
) -> None:
    status, answer = send("/api/alert-recipients", "lan", **fields)
    assert (status, set(answer["problems"])) == (400, {beside})
    assert said in answer["problems"][beside]
    assert told(engine) == ()


@pytest.mark.parametrize("given", [{"account": "nobody"}, {"account": "lan", "grants": "viewer"}, {"grants": "king"}])
def test_an_administrator_learns_what_is_wrong_with_roles(send: Send, engine: Engine, given: dict[str, str]) -> None:
    status, answer = send("/api/alert-recipients", "chief", Role.ADMINISTRATOR, name="x", address="a@b.vn", **given)
    assert (status, len(answer["problems"]), told(engine)) == (400, 1, ())


def test_no_machine_and_no_screen_says_it(send: Send, engine: Engine) -> None:
    for via in ("token", "screen"):
        assert send("/api/alert-recipients", "lan", via=via, address="lan@x.vn")[0] in (401, 403)
    assert told(engine) == ()


def test_an_operator_decides_about_messages_and_nobody_else(send: Send, engine: Engine) -> None:
    send("/api/alert-recipients", "lan", address="lan@x.vn")
    now = utc_now()
    left = {"recipient_id": 1, "state": "uncertain", "made_at": now, "not_before": now, "tries": 1, "fault": "hung"}
    with engine.begin() as connection:
        connection.execute(insert(alert_message).values(**left))
    assert send("/api/alert-messages/1/again", "lan")[0] == 403
    assert send("/api/alert-messages/1/again", "lan", Role.OPERATOR)[0] == 200
    assert Outbox(engine).states() == {"waiting": 1}
    status, answer = send("/api/alert-messages/1/dismiss", "lan", Role.OPERATOR)
    assert (status, list(answer["problems"])) == (400, [""])
    with engine.begin() as connection:
        connection.execute(update(alert_message).values(state="failed", fault="refused"))
    assert send("/api/alert-messages/1/dismiss", "lan", Role.OPERATOR)[0] == 200
    assert Outbox(engine).states() == {"dismissed": 1}
