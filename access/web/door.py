"""The pages of the door: logging in and out, setting a password by a one-time link, one's account, and the audit trail.

They are plain forms outside Dash, so that nobody who is not yet let in is sent any of it.
"""

import csv
import io
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, current_app, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from access import accounts, audit, links, passwords, sessions, throttle
from access.errors import AccessError, CodeNeeded, LinkRefused, MustWait, SignInRefused, WeakPassword
from access.roles import NATION, Action, Viewer, may
from access.signin import sign_in
from access.web import gate
from access.web.words import deeds, roles, words
from components.formatting import moment
from components.language import _, language
from components.theme import current_theme
from data.errors import WarehouseError
from data.questions import Questions

MOST_ROWS, MOST_FILE_ROWS = 200, 100_000
blueprint = Blueprint("access", __name__, template_folder="templates")


def page(template: str, title: str, **values: Any) -> Response:
    """A form of the door; never kept by a browser or a proxy."""
    reader = {"language": language(), "theme": current_theme(), "viewer": gate.viewer(), "moment": moment}
    answer = make_response(render_template(template, title=title, words=words(), **reader, **values))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def told(problem: AccessError) -> str:
    """What a person is told of a refusal: never which part of it was wrong."""
    if isinstance(problem, MustWait):
        return _("Đã thử sai nhiều lần. Hãy đợi {seconds} giây rồi thử lại.").format(seconds=problem.seconds)
    if isinstance(problem, CodeNeeded):
        return _("Tài khoản này cần thêm mã một lần của ứng dụng xác thực.")
    if isinstance(problem, SignInRefused):
        return _("Tên, mật khẩu hoặc mã một lần không đúng.")
    if isinstance(problem, LinkRefused):
        return _("Liên kết này không dùng được: đã dùng, quá hạn hoặc không đúng. Hãy xin liên kết mới.")
    if isinstance(problem, WeakPassword):
        return _("Mật khẩu này chưa đủ mạnh: cần ít nhất 12 ký tự, không phổ biến, không chứa tên đăng nhập.")
    return _("Yêu cầu không thực hiện được.")


def safe_next(target: str) -> str:
    """Where to go after a log-in: an address of this site, or the first page."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return "/"
    inside = target.startswith("/") and not target.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return target if inside and not any(ord(letter) < 32 for letter in target) else "/"


def login_page(
    target: str, *, name: str = "", problem: AccessError | None = None, told_as: str = "", status: int = 401
) -> Response:
    """The log-in form, with the office's sign-in beside it where there is one; `status` is that of a problem."""
    words_of_it = "" if problem is None else told_as or told(problem)
    said = _("Bạn đã đăng xuất.") if problem is None and "left" in request.args else ""
    office = current_app.extensions.get("office")
    shown = {"next": target, "name": name, "problem": words_of_it, "said": said, "office": office}
    answer = page("login.html", _("Đăng nhập"), **shown)
    if problem is not None:
        answer.status_code = 429 if isinstance(problem, MustWait) else status
    if isinstance(problem, MustWait):
        answer.headers["Retry-After"] = str(problem.seconds)
    return answer


@blueprint.route("/login", methods=["GET", "POST"])
def log_in() -> AnyResponse:
    target = safe_next(request.args.get("next", "/"))
    if request.method == "GET":
        if gate.viewer().via in ("desk", "session"):
            return redirect(target)
        return login_page(target)
    form = request.form
    name = form.get("name", "")[:200]
    try:
        person = sign_in(
            gate.engine(),
            name,
            form.get("password", "")[:1000],
            address=request.remote_addr or "",
            code=form.get("code", "")[:12] or None,
        )
    except AccessError as problem:
        return login_page(target, name=name, problem=problem)
    return with_session(redirect(target), person.id)


def with_session(answer: AnyResponse, account_id: int) -> AnyResponse:
    """A new session for every log-in, so that no cookie set before it can become one."""
    with gate.engine().begin() as connection:
        secret = sessions.open(connection, account_id, request.headers.get("User-Agent", ""), request.remote_addr or "")
    answer.set_cookie(gate.COOKIE, secret, httponly=True, secure=gate.cookies_are_secure(), samesite="Lax", path="/")
    return answer


@blueprint.post("/logout")
def log_out() -> AnyResponse:
    found = sessions.find(gate.engine(), request.cookies.get(gate.COOKIE, ""))
    if found is not None:
        who, session = found
        with gate.engine().begin() as connection:
            sessions.end(connection, session.id)
            audit.write(connection, who, audit.Event.LOG_OUT, who.name)
    answer = redirect(url_for("access.log_in", left=1))
    answer.delete_cookie(gate.COOKIE, path="/")
    return answer


@blueprint.route("/invite/<secret>", methods=["GET", "POST"])
def accept(secret: str) -> AnyResponse:
    """Setting a password by the one-time link of an invitation or a reset."""
    try:
        person = links.owner(gate.engine(), secret)
    except LinkRefused as problem:
        answer = page("access.html", _("Đặt mật khẩu"), problem=told(problem))
        answer.status_code = 404
        return answer
    title = _("Đặt mật khẩu cho {name}").format(name=person.display or person.name)
    if request.method == "GET":
        return page("accept.html", title, problem="")
    try:
        _twice_the_same()
        links.accept(gate.engine(), secret, request.form.get("password", ""))
    except AccessError as problem:
        answer = page("accept.html", title, problem=told(problem))
        answer.status_code = 400
        return answer
    return redirect(url_for("access.log_in"))


def _twice_the_same() -> None:
    if request.form.get("password", "") != request.form.get("again", ""):
        raise WeakPassword("The two passwords differ.", "password-short")


@blueprint.get("/account")
def account() -> AnyResponse:
    return _account_page()


def _account_page(problem: str = "", said: str = "", status: int = 200) -> Response:
    who = gate.viewer()
    live = None
    if who.account_id is not None:
        with gate.engine().connect() as connection:
            live = sessions.list_live(connection, who.account_id)
    grants = sorted(f"{roles()[grant.role.value]} · {_scope_in_words(grant.scope)}" for grant in who.grants)
    administers = may(who, Action.ADMINISTER)
    answer = page(
        "account.html",
        _("Tài khoản"),
        sessions=live,
        grants=grants,
        administers=administers,
        name=_("Bàn làm việc") if who.via == "desk" else who.name,
        problem=problem,
        said=said,
        wide=True,
    )
    answer.status_code = status
    return answer


def _scope_in_words(scope: str) -> str:
    """The name of the unit that a grant is held within; its key where the warehouse does not know it."""
    if scope == NATION:
        return _("cả nước")
    kind, code, vintage = scope.split("/")
    try:
        questions: Questions = current_app.extensions["questions"]
        return questions.entity(kind, code, vintage).full_name(language())
    except (KeyError, WarehouseError):
        return scope


@blueprint.post("/account/password")
def change_password() -> AnyResponse:
    """Change one's own password; every other session of the account ends."""
    who = _person()
    account_id = who.account_id or 0
    try:
        _twice_the_same()
        present, chosen = request.form.get("present", "")[:1000], request.form.get("password", "")[:1000]
        _check_present(who, account_id, present)
        passwords.check(chosen, who.name)
    except AccessError as problem:
        return _account_page(problem=told(problem), status=400)
    with gate.engine().begin() as connection:
        accounts.set_password(connection, account_id, chosen)
        audit.write(connection, who, audit.Event.PASSWORD_SET, who.name, {"by": "owner"})
    return with_session(redirect(url_for("access.account")), account_id)


def _check_present(who: Viewer, account_id: int, present: str) -> None:
    """Raise unless the present password is right; a borrowed session must not guess it faster than a log-in may."""
    address = request.remote_addr or ""
    with gate.engine().connect() as connection:
        wait = throttle.waiting(connection, who.name, address)
        stored = accounts.stored_hash(connection, account_id)
    if wait:
        raise MustWait(wait)
    if not passwords.matches(stored, present):
        with gate.engine().begin() as connection:
            throttle.failed(connection, who.name, address)
        raise SignInRefused("The present password is wrong.")


@blueprint.post("/account/sessions/<int:id>/end")
def end_session(id: int) -> AnyResponse:
    who = _person()
    with gate.engine().begin() as connection:
        if not sessions.end(connection, id, who.account_id):
            abort(404)
        audit.write(connection, who, audit.Event.SESSIONS_ENDED, str(id))
    return redirect(url_for("access.account"))


def _person() -> Viewer:
    """Whoever asks, if they have an account of their own; a desk or a machine has none to change."""
    who = gate.viewer()
    if who.via != "session":
        abort(403)
    return who


@blueprint.get("/audit")
def audit_trail() -> AnyResponse:
    text = request.args.get("q", "")[:100]
    with gate.engine().connect() as connection:
        rows = audit.read(connection, audit.Filter(subject=text), MOST_ROWS)
        broken = audit.verify(connection)
    return page(
        "audit.html", _("Nhật ký"), rows=list(rows.itertuples()), broken=broken, deeds=deeds(), text=text, wide=True
    )


@blueprint.get("/audit.csv")
def audit_file() -> AnyResponse:
    """The trail as a file; a cell that a spreadsheet would run is written as text."""
    with gate.engine().begin() as connection:
        rows = audit.read(connection, audit.Filter(subject=request.args.get("q", "")[:100]), MOST_FILE_ROWS)
        audit.write(connection, gate.viewer(), audit.Event.EXPORTED, "audit", {"rows": len(rows)})
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(rows.columns)
    writer.writerows([_harmless(cell) for cell in row] for row in rows.itertuples(index=False))
    answer = Response("\ufeff" + made.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = "attachment; filename=audit.csv"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _harmless(cell: object) -> str:
    text = str(cell)
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


@blueprint.get("/.well-known/security.txt")
def security_txt() -> AnyResponse:
    contact = gate.settings().security_contact
    if not contact:
        abort(404)
    return Response(f"Contact: {contact}\nPreferred-Languages: vi, en\n", mimetype="text/plain")
