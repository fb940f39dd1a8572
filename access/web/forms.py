"""What the pages of the door share: the blueprint they hang on, how one is drawn, and what a refusal is called.

They are plain forms outside Dash, so that nobody who is not yet let in is sent any of it. A form that is refused comes
back with what was typed, but for passwords, and with a sentence beside the field that was wrong.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, make_response, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from access import accounts, passwords, sessions, throttle
from access.errors import (
    AccessError,
    AccountExists,
    CodeNeeded,
    CodesAreOn,
    InvalidDisplay,
    InvalidName,
    LastAdministrator,
    LinkRefused,
    MustWait,
    NoKey,
    SealBroken,
    SignInRefused,
    WeakPassword,
)
from access.roles import Action, Viewer, may
from access.web import gate
from access.web.words import words
from components.formatting import moment
from components.language import _, language
from components.theme import current_theme

Problems = Mapping[str, str]
"""Sentences by the name of the field that they stand beside."""

blueprint = Blueprint("access", __name__, template_folder="templates")


def page(template: str, title: str, *, status: int = 200, **values: Any) -> Response:
    """A form of the door; never kept by a browser or a proxy."""
    reader = {"language": language(), "theme": current_theme(), "viewer": gate.viewer(), "moment": moment}
    given = {"problems": {}, "typed": typed, "links": _links(), "words": words()} | values
    answer = make_response(render_template(template, title=title, **reader, **given), status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def typed(name: str, otherwise: str = "") -> str:
    """What was sent in a field of the form, so that it comes back with a refusal."""
    return field(name) if request.method == "POST" and name in request.form else otherwise


def field(name: str, most: int = 200) -> str:
    """The text of a field, cut short and without what no database takes."""
    return request.form.get(name, "")[:most].replace("\0", "").strip()


def secret_field(name: str) -> str:
    """The text of a password, as it was typed."""
    return request.form.get(name, "")[:1000]


def may_administer(viewer: Viewer) -> bool:
    """Whether somebody may administer the whole: who does so within a province alone has no say over accounts."""
    return may(viewer, Action.ADMINISTER)


def told(problem: AccessError) -> str:
    """What a person is told of a refusal: never which part of a log-in was wrong."""
    if isinstance(problem, MustWait):
        return _("Đã thử sai nhiều lần. Hãy đợi {seconds} giây rồi thử lại.").format(seconds=problem.seconds)
    if isinstance(problem, WeakPassword):
        return _weakness(problem.code)
    for kind, sentence in _sentences().items():
        if isinstance(problem, kind):
            return sentence
    return _("Yêu cầu không thực hiện được.")


def _sentences() -> dict[type[AccessError], str]:
    """The narrower error before the wider."""
    return {
        CodeNeeded: _("Tài khoản này cần thêm mã một lần của ứng dụng xác thực."),
        SignInRefused: _("Tên, mật khẩu hoặc mã một lần không đúng."),
        LinkRefused: _("Liên kết này không dùng được: đã dùng, quá hạn hoặc không đúng. Hãy xin liên kết mới."),
        AccountExists: _("Đã có tài khoản mang tên này, hoặc chỉ khác chữ hoa và dấu. Hãy chọn tên khác."),
        InvalidDisplay: _("Tên hiển thị dài nhất 120 ký tự, gồm chữ, số và dấu thông thường."),
        InvalidName: _("Tên đăng nhập gồm 2–64 chữ cái, chữ số hoặc . _ @ - và không là tên dành riêng."),
        LastAdministrator: _("Đây là người quản trị cuối cùng. Hãy giao vai trò quản trị cho người khác trước."),
        CodesAreOn: _("Mã một lần đang bật. Hãy tắt trước khi thiết lập lại."),
        NoKey: _("Máy chủ chưa có khóa bí mật (TOANCANH_SECRET_KEY) nên chưa bật được mã một lần."),
        SealBroken: _("Khóa bí mật của máy chủ đã đổi. Hãy dùng mã dự phòng hoặc nhờ người quản trị."),
    }


def _weakness(code: str) -> str:
    said = {
        "password-differs": _("Hai lần nhập không giống nhau."),
        "password-short": _("Mật khẩu cần ít nhất 12 ký tự; một câu dễ nhớ là đủ."),
        "password-long": _("Mật khẩu dài nhất 256 ký tự."),
        "password-common": _("Mật khẩu này dễ đoán: quá phổ biến hoặc lặp lại. Hãy chọn vài từ không liên quan."),
        "password-name": _("Mật khẩu này gần như chỉ là tên đăng nhập. Hãy chọn vài từ không liên quan."),
    }
    return said[code]


def twice_the_same() -> None:
    """Raise unless the new password was typed twice alike."""
    if request.form.get("password", "") != request.form.get("again", ""):
        raise WeakPassword("The two passwords differ.", "password-differs")


def field_of(problem: AccessError) -> str:
    """Beside which field of a form for a new password the refusal stands."""
    if isinstance(problem, WeakPassword):
        return "again" if problem.code == "password-differs" else "password"
    return "present"


def check_present(who: Viewer, present: str) -> None:
    """Raise unless this is the password; a borrowed session must not guess it faster than a log-in may."""
    refuse_while_waiting(who)
    with gate.engine().connect() as connection:
        stored = accounts.stored_hash(connection, who.account_id or 0)
    if not passwords.matches(stored, present):
        count_failure(who)
        raise SignInRefused("The present password is wrong.")


def refuse_while_waiting(who: Viewer) -> None:
    """Raise `MustWait` after too many wrong passwords or codes."""
    with gate.engine().connect() as connection:
        wait = throttle.waiting(connection, who.name, request.remote_addr or "")
    if wait:
        raise MustWait(wait)


def count_failure(who: Viewer) -> None:
    with gate.engine().begin() as connection:
        throttle.failed(connection, who.name, request.remote_addr or "")


def with_session(answer: AnyResponse, account_id: int) -> AnyResponse:
    """A new session for every log-in, so that no cookie set before it can become one."""
    with gate.engine().begin() as connection:
        secret = sessions.open(connection, account_id, request.headers.get("User-Agent", ""), request.remote_addr or "")
    answer.set_cookie(gate.COOKIE, secret, httponly=True, secure=gate.cookies_are_secure(), samesite="Lax", path="/")
    return answer


def safe_next(target: str) -> str:
    """Where to go after a log-in: an address of this site, or the first page."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return "/"
    inside = target.startswith("/") and not target.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return target if inside and not any(ord(letter) < 32 for letter in target) else "/"


def _links() -> list[tuple[str, str, bool]]:
    """The pages of the door that the visitor may open: address, name, and whether it is the one shown."""
    who = gate.viewer()
    if who.via not in ("desk", "session"):
        return []
    pages = [("access.account", _("Tài khoản")), ("access.tokens", _("Khóa truy cập"))]
    if may_administer(who):
        pages += [("access.people", _("Người dùng")), ("access.audit_trail", _("Nhật ký"))]
    named = [(url_for(endpoint), name) for endpoint, name in pages]
    return [(address, name, f"{request.path}/".startswith(f"{address}/")) for address, name in named]
