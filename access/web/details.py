"""The details of an entry of the audit as lines that a person reads: a name, and a value in words."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime

from access.errors import AccessError
from access.scopes import is_scope, parse_grant
from access.web import seeing
from access.web.names import grant_in_words, scope_in_words
from access.web.words import deeds
from components.formatting import moment, number
from components.language import _, language
from data.errors import WarehouseError

Lines = list[tuple[str, str]]


def lines(detail: str) -> Lines:
    """Name and value of each detail; what is no JSON, as a hand that changed the record may leave it, as it stands."""
    try:
        said = json.loads(detail)
    except (ValueError, RecursionError):
        return [("", detail)]
    if not isinstance(said, Mapping):
        return [("", detail)]
    names = _names()
    return [(names.get(key, str(key)), _in_words(str(key), value)) for key, value in said.items() if value != ""]


def as_text(found: Lines) -> str:
    """The lines as one, for a cell of a file."""
    return "; ".join(f"{name}: {value}" if name else value for name, value in found)


def _in_words(key: str, value: object) -> str:
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, int) and key not in ("id", "session", "entry"):
        return number(value)
    if isinstance(value, list):
        return ", ".join(_in_words(key, one) for one in value)
    special = _READERS.get(key)
    return special(str(value)) if special else str(value)


def _grants(text: str) -> str:
    try:
        return ", ".join(grant_in_words(parse_grant(one)) for one in text.split(","))
    except AccessError:
        return text


def _time(text: str) -> str:
    try:
        return moment(datetime.fromisoformat(text))
    except ValueError:
        return text


def _coded(text: str) -> str:
    """A word that stands for a reason or a way."""
    return {
        "name": _("không có tên này"),
        "password": _("sai mật khẩu"),
        "code": _("sai mã một lần"),
        "locked": _("tài khoản đã khóa"),
        "owner": _("chính chủ"),
        "link": _("liên kết một lần"),
        "operator": _("người quản trị"),
        "unknown": _("chưa có tài khoản ở đây"),
        "office": _("nơi xác thực của cơ quan"),
        "e-mail": _("thư điện tử đã xác minh"),
        "command": _("lệnh trên máy chủ"),
    }.get(text, text)


def _indicator(code: str) -> str:
    """The name of an indicator with its code; the code alone where there is none of it any more."""
    try:
        return f"{seeing.questions().indicator(code).name(language())} ({code})"
    except (KeyError, WarehouseError):
        return code


def _unit(key: str) -> str:
    return scope_in_words(key) if is_scope(key) else key


def _told(word: str) -> str:
    """How somebody is told of alerts, and what came of a trial."""
    return {
        "email": _("thư"),
        "now": _("gửi ngay"),
        "hourly": _("gộp mỗi giờ"),
        "daily": _("gộp mỗi ngày"),
        "critical": _("khẩn"),
        "warning": _("cảnh báo"),
        "info": _("lưu ý"),
        "sent": _("đã nhận"),
        "refused": _("bị từ chối hẳn"),
        "failed": _("chưa gửi được"),
        "uncertain": _("không rõ đã tới chưa"),
    }.get(word, word)


_READERS: Mapping[str, Callable[[str], str]] = {
    "action": lambda code: deeds().get(code, code),
    "actor": lambda name: actor_in_words(name),
    "by": _coded,
    "channel": _told,
    "digest": _told,
    "expires": _time,
    "grants": _grants,
    "indicators": _indicator,
    "outcome": _told,
    "units": _unit,
    "reason": _coded,
    "severity": _told,
    "since": _time,
    "until": _time,
}


def _names() -> dict[str, str]:
    """What each detail is called."""
    return {
        "action": _("Việc"),
        "actor": _("Ai"),
        "address": _("Địa chỉ"),
        "broken": _("Dòng hỏng đầu tiên"),
        "by": _("Bằng cách"),
        "channel": _("Đường gửi"),
        "count": _("Số phiên"),
        "cut": _("Bị cắt bớt"),
        "data_version": _("Lần nạp số liệu"),
        "digest": _("Cách gửi"),
        "e-mail": _("Thư điện tử"),
        "entries": _("Số dòng"),
        "document": _("Văn bản"),
        "expires": _("Hết hạn"),
        "external": _("Mã người ở nơi xác thực"),
        "fault": _("Lỗi"),
        "form": _("Dạng tệp"),
        "grants": _("Vai trò"),
        "hash": _("Mã niêm phong"),
        "hours": _("Hiệu lực (giờ)"),
        "id": _("Mã khóa"),
        "indicators": _("Chỉ tiêu"),
        "length": _("Độ dài"),
        "message": _("Tin số"),
        "name": _("Tên"),
        "outcome": _("Kết quả"),
        "reason": _("Lý do"),
        "rows": _("Số dòng"),
        "session": _("Phiên số"),
        "severity": _("Từ mức"),
        "since": _("Từ"),
        "subject": _("Đối tượng"),
        "superseded": _("Thay cho mục tiêu số"),
        "units": _("Đơn vị"),
        "until": _("Đến"),
        "writes": _("Được ghi"),
    }


def actor_in_words(actor: str) -> str:
    """Who did it, as a person reads it: names stay, what is no person's name is said in words."""
    kind, _colon, name = actor.partition(":")
    said = {
        "desk": _("bàn làm việc"),
        "nobody": _("chưa rõ ai"),
        "office": _("nơi xác thực của cơ quan"),
        "system": _("hệ thống"),
        "command": _("lệnh trên máy chủ"),
        "token": _("khóa truy cập"),
    }.get(kind)
    return actor if said is None else f"{said} · {name}" if name else said


def subject_in_words(subject: str) -> str:
    """To what it was done: a name or an address stays, what is no name is said in words."""
    return _("Nhật ký") if subject == "audit" else subject
