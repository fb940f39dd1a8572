"""Signing in by the office's provider: leaving for it, coming back, a one-time code where it is on, logging out of it.

A button is a link and not a form: the policy of our pages lets no form lead to another host.
"""

import logging
import time
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, Flask, abort, current_app, redirect, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from access import throttle
from access.arrivals import Policy, arrive, enter, policy
from access.errors import AccessError, MustWait, NotAdmitted, OfficeRefused, SignInRefused, UnknownReturn
from access.seal import seal_of
from access.web import gate
from access.web.door import login_page, page, safe_next, told, with_session
from components.language import _
from settings import Settings

if TYPE_CHECKING:
    from access.oidc import Office

WAITING = "office_waiting"  # in the browser's sealed cookie: who came back, and has yet to show a code
CODE_SECONDS = 300
log = logging.getLogger(__name__)
blueprint = Blueprint("office", __name__)


def add_to(server: Flask, settings: Settings) -> None:
    """Offer the sign-in where the settings name a provider; raise `InvalidGrant`. Nothing is asked of it yet."""
    server.register_blueprint(blueprint)
    if settings.oidc_issuer:
        from access.oidc import Office  # what it needs takes a while to import

        server.extensions["office"] = Office(settings)
        server.extensions["office_policy"] = policy(settings)


def _office() -> "Office":
    found: Office | None = current_app.extensions.get("office")
    if found is None:
        abort(404)
    return found


@blueprint.get("/login/office")
def start() -> AnyResponse:
    office, target = _office(), safe_next(request.args.get("next", "/"))
    if gate.of_server().who().via in ("desk", "session"):
        return redirect(target)
    try:
        _refuse_who_must_wait()
        return _unkept(redirect(office.begin(url_for("office.back", _external=True), target)))
    except AccessError as problem:
        return _refused(problem, target)


@blueprint.get("/login/office/back")
def back() -> AnyResponse:
    """Where the provider sends people back to; this address is registered there."""
    office, rules, address = _office(), _policy(), request.remote_addr or ""
    try:
        _refuse_who_must_wait()
        who, target = office.finish(request.args)
        person = arrive(gate.engine(), who, rules, address=address)
        if person.totp_on and not who.second_factor:
            session[WAITING] = {"account": person.id, "until": time.time() + CODE_SECONDS, "next": target}
            return _unkept(redirect(url_for("office.code")))
        enter(gate.engine(), person.id, address=address)
    except AccessError as problem:
        if isinstance(problem, OfficeRefused):
            _count_failure(address)
        return _refused(problem, "/")
    return _unkept(with_session(redirect(safe_next(target)), person.id))


@blueprint.route("/login/office/code", methods=["GET", "POST"])
def code() -> AnyResponse:
    """The one-time code of who turned it on, where the provider asked for no second factor."""
    _office()
    waiting = session.get(WAITING)
    if not waiting or waiting["until"] < time.time():
        return redirect(url_for("access.log_in"))
    if request.method == "GET":
        return _code_page()
    said, seal = request.form.get("code", "")[:40], seal_of(gate.settings())
    try:
        enter(gate.engine(), waiting["account"], address=request.remote_addr or "", code=said, seal=seal)
    except (MustWait, SignInRefused) as problem:
        return _code_page(problem)
    except AccessError as problem:
        session.pop(WAITING)
        return _refused(problem, "/")
    session.pop(WAITING)
    return with_session(redirect(safe_next(waiting["next"])), waiting["account"])


@blueprint.get("/login/office/leave")
def leave() -> AnyResponse:
    """Log out of the provider as well; it leads back to the log-in page."""
    try:
        left = _office().leave(url_for("access.log_in", _external=True))
    except AccessError as problem:
        return _refused(problem, "/")
    return redirect(left or url_for("access.log_in"))


def _code_page(problem: AccessError | None = None) -> AnyResponse:
    hint = _("Tài khoản này cần thêm mã một lần của ứng dụng xác thực.")
    wrong = _("Mã một lần không đúng.") if isinstance(problem, SignInRefused) else ""
    label, above = _("Mã một lần hoặc mã dự phòng"), "" if wrong or problem is None else told(problem)
    beside = {"code": wrong}
    answer = page("office_code.html", _("Đăng nhập"), problem=above, problems=beside, hint=hint, label=label)
    if problem is not None:
        answer.status_code = HTTPStatus.UNAUTHORIZED
    if isinstance(problem, MustWait):
        answer.status_code = HTTPStatus.TOO_MANY_REQUESTS
        answer.headers["Retry-After"] = str(problem.seconds)
    return answer


def _policy() -> Policy:
    found: Policy = current_app.extensions["office_policy"]
    return found


def _refuse_who_must_wait() -> None:
    """Leaving and coming back both make us ask the provider: who failed too often waits, as for a password."""
    with gate.engine().connect() as connection:
        wait = throttle.waiting(connection, None, request.remote_addr or "")
    if wait:
        raise MustWait(wait)


def _count_failure(address: str) -> None:
    """Only of who left by this browser: or else a foreign page could make a whole office wait."""
    with gate.engine().begin() as connection:
        throttle.failed(connection, None, address)


def _refused(problem: AccessError, target: str) -> AnyResponse:
    """The log-in page with a sentence; what went wrong within is for the log alone."""
    log.warning("sign-in by the office's provider, from %s: %s", request.remote_addr, problem)
    if isinstance(problem, MustWait):
        return login_page(target, problem=problem)
    said, status = _words_of(problem)
    return _unkept(login_page(target, problem=problem, told_as=said, status=status))


def _words_of(problem: AccessError) -> tuple[str, int]:
    if isinstance(problem, NotAdmitted):
        said = _("Cơ quan đã xác nhận bạn, nhưng ở đây bạn chưa có tài khoản dùng được. Hãy hỏi người quản trị.")
        return said, HTTPStatus.FORBIDDEN
    if isinstance(problem, UnknownReturn):
        said = _("Lần đăng nhập này đã quá hạn, đã dùng hoặc bắt đầu ở trình duyệt khác. Hãy bắt đầu lại.")
        return said, HTTPStatus.BAD_REQUEST
    if isinstance(problem, OfficeRefused):
        return _("Cơ quan không xác nhận lần đăng nhập này. Hãy thử lại."), HTTPStatus.UNAUTHORIZED
    said = _("Máy chủ đăng nhập của cơ quan không trả lời. Hãy thử lại sau hoặc dùng mật khẩu.")
    return said, HTTPStatus.SERVICE_UNAVAILABLE


def _unkept(answer: AnyResponse) -> AnyResponse:
    answer.headers["Cache-Control"] = "no-store"
    return answer
