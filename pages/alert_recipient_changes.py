"""Routes by which people say how they are told of alerts, and operators decide about messages that did not arrive."""

from collections.abc import Callable

from flask import abort, jsonify

from access import accounts, audit, recipients
from access.errors import AccessError
from access.recipients import RecipientRefused
from access.roles import Action, Viewer, may
from access.web import gate
from components.language import _
from data.alerts import undelivered
from data.alerts.outbox import Outbox, Recipient
from data.engine import saying_what_is_wrong
from data.errors import WarehouseError
from pages.drawing import in_words
from pages.task_changes import Answer, field, refused

PAGE = "/alerts/recipients"
BY_PEOPLE = ("session", "desk")
"""How somebody comes who may change how they are told; the link of a screen and a machine's token may not."""


def of_mine(one: Recipient, who: Viewer) -> bool:
    """Whether a recipient is somebody's own."""
    return one.account_id is not None and one.account_id == who.account_id


def keeps_all(who: Viewer) -> bool:
    """Whether somebody may say how everybody is told."""
    return who.via in BY_PEOPLE and may(who, Action.ADMINISTER)


def add() -> Answer:
    """A new recipient: one's own by mail, or any by whoever administers."""
    who = _person()
    return _do(lambda: recipients.add(gate.engine(), by=who, **_given(who, None)))


def change(number: int) -> Answer:
    who, one = changeable(number)
    return _do(lambda: recipients.change(gate.engine(), number, by=who, **_given(who, one)))


def stop(number: int) -> Answer:
    who, _one = changeable(number)
    return _do(lambda: recipients.stop(gate.engine(), number, by=who))


def resume(number: int) -> Answer:
    who, _one = changeable(number)
    return _do(lambda: recipients.resume(gate.engine(), number, by=who))


def send_again(number: int) -> Answer:
    """Try a message anew, though it may have arrived."""
    return _decide(number, "alert-message-sent-again", undelivered.send_again)


def dismiss(number: int) -> Answer:
    """Try a message no more."""
    return _decide(number, "alert-message-dismissed", undelivered.dismiss)


def _person() -> Viewer:
    who = gate.viewer()
    if who.via not in BY_PEOPLE or not (keeps_all(who) or who.account_id is not None):
        abort(403)
    return who


def changeable(number: int) -> tuple[Viewer, Recipient]:
    """The recipient, of whoever may change it."""
    who = _person()
    one = next((one for one in Outbox(gate.engine()).recipients() if one.id == number), None)
    if one is None or not (keeps_all(who) or of_mine(one, who)):
        abort(404)
    return who, one


def _given(who: Viewer, one: Recipient | None) -> dict[str, object]:
    """What the form says; of somebody's own recipient the roles are their own, and the way is by mail."""
    said = {name: field(name, 300) for name in ("name", "severity", "language", "digest", "digest_at")}
    said |= {name: field(name, 5) for name in ("quiet_from", "quiet_to")}
    address, channel = field("address", 300), field("channel", 8)
    if not keeps_all(who):
        with gate.engine().connect() as connection:
            account = accounts.by_id(connection, who.account_id or 0)
        own = {"name": account.display or account.name, "account": account.name, "grants": ""}
        mail = one is None or one.channel == recipients.MAIL
        address = address if mail else one.address if one else ""
        channel = recipients.MAIL if mail else recipients.WEBHOOK
    else:
        own = {"account": field("account", 80), "grants": field("grants", 400)}
    way = {"mail": "", "webhook": "", "webhook" if channel == recipients.WEBHOOK else "mail": address}
    return {**said, **own, **way, "urgent_anyway": field("urgent_anyway", 3) != "no"}


def _do(deed: Callable[[], object]) -> Answer:
    try:
        deed()
    except RecipientRefused as problem:
        return refused({problem.field: _sentence(problem.field)})
    except AccessError:
        return refused({"grants": _("Không đọc được vai trò; ví dụ: viewer@province/24/2025.")})
    except WarehouseError as problem:
        return refused({"": in_words(problem)}, 503)
    return jsonify(go=PAGE), 200


def _decide(number: int, event: str, deed: Callable[..., bool]) -> Answer:
    who, engine = gate.viewer(), gate.engine()
    try:
        with saying_what_is_wrong(engine), engine.begin() as connection:
            if not deed(connection, number):
                return refused({"": _("Tin này vừa được gửi hoặc đã được xử lý. Hãy tải lại trang.")})
            audit.write(connection, who, event, PAGE, {"message": number})
    except WarehouseError as problem:
        return refused({"": in_words(problem)}, 503)
    return jsonify(go=PAGE), 200


def _sentence(field: str) -> str:
    return {
        "address": _("Cần một địa chỉ thư như ten@coquan.gov.vn, hoặc webhook https://…"),
        "name": _("Cần tên, dài nhất 120 ký tự."),
        "account": _("Hãy ghi tên một tài khoản đang có, hoặc vai trò; một trong hai."),
        "severity": _("Hãy chọn mức."),
        "language": _("Hãy chọn ngôn ngữ."),
        "digest": _("Hãy chọn cách gửi."),
        "digest_at": _("Cần giờ dạng 07:00."),
        "quiet_from": _("Cần giờ dạng 22:00."),
        "quiet_to": _("Giờ yên lặng cần cả lúc bắt đầu và lúc kết thúc."),
    }.get(field, _("Không ghi được."))
