"""What an alert says, in the reader's language; the same sentence on pages, on the wall and in messages."""

import re
from collections.abc import Callable
from datetime import date

from components.chips import TargetState, target_word
from components.formatting import day, join_unit, number, period
from components.language import _, language
from data.alerts.records import Alert, Breach, Kind, Severity, Stage, Why
from data.questions.registry import Registry
from data.records import Indicator

SENT_WRONG: tuple[tuple[str, Callable[[], str]], ...] = (
    (r"No mail server is set.*", lambda: _("Chưa đặt máy chủ thư (TOANCANH_SMTP_HOST).")),
    (r"The mail server (?P<where>\S+) refused the sender: (?P<said>.*)",
     lambda: _("Máy chủ thư {where} từ chối địa chỉ gửi: {said}.")),
    (r"The mail server (?P<where>\S+) refused the recipient (?P<to>\S+): (?P<said>.*)",
     lambda: _("Máy chủ thư {where} từ chối địa chỉ nhận {to}: {said}.")),
    (r"The mail server (?P<where>\S+) refused the message: (?P<said>.*)",
     lambda: _("Máy chủ thư {where} từ chối nội dung: {said}.")),
    (r"The mail server (?P<where>\S+) refused: (?P<said>.*)", lambda: _("Máy chủ thư {where} từ chối: {said}.")),
    (r"The mail server (?P<where>\S+): has the whole message, but does not answer",
     lambda: _("Máy chủ thư {where} nhận xong tin mà không trả lời: tin có thể đã tới.")),
    (r"The mail server (?P<where>\S+): has the whole message, but (?P<said>.*)",
     lambda: _("Máy chủ thư {where} nhận xong tin rồi mất kết nối ({said}): tin có thể đã tới.")),
    (r"The message could not be made: (?P<said>.*)", lambda: _("Không soạn được tin, do lỗi của hệ thống: {said}.")),
    (r"The mail server (?P<where>\S+): does not answer", lambda: _("Máy chủ thư {where} không trả lời.")),
    (r"The mail server (?P<where>\S+): (?P<said>.*)", lambda: _("Không nối được máy chủ thư {where}: {said}.")),
    (r"(?P<where>https?://\S+) answered (?P<said>\d+)\.", lambda: _("{where} trả lời mã {said}.")),
    (r"(?P<where>https?://\S+): does not answer", lambda: _("{where} không trả lời.")),
    (r"(?P<where>https?://\S+): (?P<said>.*)", lambda: _("Không nối được {where}: {said}.")),
    (r"the sender ended before it was confirmed",
     lambda: _("Tiến trình gửi dừng trước khi máy chủ xác nhận.")),
)  # fmt: skip
"""What `alerts.channels` says of a message that was not sent, for commands and logs; and the same for a reader."""

LOOK = {Severity.CRITICAL: ("bad", "▲"), Severity.WARNING: ("risk", "◆"), Severity.INFO: ("accent", "●")}
MOST_NAMED = 4


def severity_word(severity: Severity) -> str:
    return {Severity.CRITICAL: _("khẩn"), Severity.WARNING: _("cảnh báo"), Severity.INFO: _("lưu ý")}[severity]


def stage_word(stage: Stage) -> str:
    return {
        Stage.OPEN: _("mới"),
        Stage.ACKNOWLEDGED: _("đã nhận biết"),
        Stage.ASSIGNED: _("đã giao xử lý"),
        Stage.CLOSED: _("đã đóng"),
    }[stage]


def why_word(why: Why) -> str:
    return {
        Why.HANDLED: _("đã xử lý"),
        Why.EXPECTED: _("đúng như dự liệu"),
        Why.MISTAKEN: _("cảnh báo nhầm"),
        Why.DUPLICATE: _("trùng với việc khác"),
        Why.CLEARED: _("điều kiện không còn"),
    }[why]


def kind_word(kind: Kind) -> str:
    return {
        Kind.THRESHOLD: _("vượt ngưỡng"),
        Kind.TARGET: _("mục tiêu xấu đi"),
        Kind.ANOMALY: _("ngoài khoảng dự báo"),
        Kind.LATE: _("số liệu chậm"),
        Kind.PARTS: _("cộng không khớp"),
        Kind.MISSING: _("thiếu số liệu"),
        Kind.SIMULATED: _("số mô phỏng"),
    }[kind]


def about(alert: Alert, registry: Registry) -> str:
    """What and whose: "Tăng trưởng GRDP, Hà Nội"; of the nation, what alone."""
    indicator, unit = registry.by_code.get(alert.indicator), registry.by_id[alert.entity_id]
    name = alert.indicator if indicator is None else indicator.short(language())
    return name if unit.kind == "nation" else f"{name}, {unit.name(language())}"


def says(alert: Alert, registry: Registry) -> str:
    """What its newest finding says, in a sentence."""
    indicator = registry.by_code.get(alert.indicator)
    return "" if indicator is None else finding(alert.kind, alert.breach, indicator, registry)


def finding(kind: Kind, one: Breach, indicator: Indicator, registry: Registry) -> str:
    """What a finding says, in a sentence."""
    told, when = one.detail, period(one.period) if one.period else ""

    def figure(value: object) -> str:
        text = number(float(str(value)), indicator.decimals)
        return join_unit(text, indicator.unit(language()))

    match kind:
        case Kind.THRESHOLD:
            words = _("{when}: {value}, trên ngưỡng {limit}.") if str(told["operator"]).startswith(">") else _(
                "{when}: {value}, dưới ngưỡng {limit}."
            )  # fmt: skip
            return words.format(when=_upper(when), value=figure(one.value), limit=figure(told["limit"]))
        case Kind.ANOMALY:
            words = _("{when}: {value}, ngoài khoảng dự báo {level}% từ {lower} đến {upper}.")
            ends = {"lower": figure(told["lower"]), "upper": figure(told["upper"]), "level": told["level"]}
            return words.format(when=_upper(when), value=figure(one.value), **ends)
        case Kind.LATE:
            words = _("Chưa có số {when}; mới nhất là {newest}. Lẽ ra có trước ngày {due}.")
            return words.format(when=when, newest=period(str(told["newest"])), due=_iso(str(told["due"])))
        case Kind.PARTS:
            words = _("{when}: cộng các địa phương được {sum}, cả nước {value}, lệch {gap}%.")
            gap = number(float(told["gap"]), 1)
            return words.format(when=_upper(when), sum=figure(told["sum"]), value=figure(one.value), gap=gap)
        case Kind.MISSING:
            names = [registry.by_id[id].name(language()) for id in told["units"][:MOST_NAMED] if id in registry.by_id]
            more = ", …" if told["count"] > len(names) else ""
            words = _("{when}: thiếu số của {count} trong {all} địa phương: {names}.")
            said = {"count": number(told["count"]), "all": number(told["of"]), "names": ", ".join(names) + more}
            return words.format(when=_upper(when), **said)
        case Kind.SIMULATED:
            return _("Số mới nhất ({when}) là số mô phỏng.").format(when=when)
        case Kind.TARGET:
            return _of_target(one)


def not_sent(fault: str) -> str:
    """Why a message was not sent, in the reader's language; a sentence that nobody foresaw stays as it is."""
    for pattern, words in SENT_WRONG:
        told = re.fullmatch(pattern, fault.strip(), re.DOTALL)
        if told:
            values = {name: value.strip().rstrip(".") for name, value in told.groupdict().items()}
            return words().format(**values)
    return fault


def _of_target(one: Breach) -> str:
    before, now = (target_word(TargetState(str(one.detail[name]))) for name in ("before", "now"))
    chance = one.detail.get("chance")
    words = _("Mục tiêu #{number}: trước “{before}”, nay “{now}”")
    said = words.format(number=one.detail["target"], before=before, now=now)
    if chance is None:
        return f"{said}."
    return _("{said}; xác suất đạt {chance}%.").format(said=said, chance=number(100 * float(chance)))


def _iso(text: str) -> str:
    return day(date.fromisoformat(text))


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
