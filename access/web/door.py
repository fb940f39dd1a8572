"""The door itself: logging in and out, setting a password by a one-time link, and whom to tell of a weakness.

The other pages of the same blueprint are in `account`, `codes`, `people`, `targets`, `tokens` and `trail`.
"""

from typing import Any

from flask import Response, abort, current_app, jsonify, redirect, request, url_for
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response as AnyResponse

from access import audit, links, sessions
from access.errors import AccessError, CodeNeeded, LinkRefused, MustWait
from access.seal import seal_of
from access.signin import sign_in
from access.web import account, codes, gate, people, targets, tokens, trail
from access.web.forms import (
    blueprint,
    field_of,
    page,
    safe_next,
    secret_field,
    told,
    twice_the_same,
    with_session,
)
from components.language import _

__all__ = ["blueprint", "login_page", "page", "safe_next", "told", "with_session"]
PAGES = (account, codes, people, targets, tokens, trail)
"""Whose routes hang on the blueprint once they are imported."""


def login_page(
    target: str, *, name: str = "", problem: AccessError | None = None, told_as: str = "", status: int = 401
) -> Response:
    """The log-in form, with the office's sign-in beside it where there is one; `status` is that of a problem."""
    words_of_it = "" if problem is None else told_as or told(problem)
    said = _("Bạn đã đăng xuất.") if problem is None and "left" in request.args else ""
    office = current_app.extensions.get("office")
    beside = {"code": words_of_it} if isinstance(problem, CodeNeeded) else {}
    shown: dict[str, Any] = {"next": target, "name": name, "said": said, "office": office, "problems": beside}
    answer = page("login.html", _("Đăng nhập"), problem="" if beside else words_of_it, **shown)
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
    name = request.form.get("name", "")[:200]
    try:
        person = sign_in(
            gate.engine(),
            name,
            secret_field("password"),
            address=request.remote_addr or "",
            code=request.form.get("code", "")[:40].strip() or None,
            seal=seal_of(gate.settings()),
        )
    except AccessError as problem:
        return login_page(target, name=name, problem=problem)
    return with_session(redirect(target), person.id)


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
        return page("access.html", _("Đặt mật khẩu"), status=404, problem=told(problem))
    title = _("Đặt mật khẩu cho {name}").format(name=person.display or person.name)
    if request.method == "GET":
        return page("accept.html", title)
    try:
        twice_the_same()
        links.accept(gate.engine(), secret, secret_field("password"))
    except LinkRefused as problem:
        return page("access.html", title, status=404, problem=told(problem))
    except AccessError as problem:
        return page("accept.html", title, status=400, problems={field_of(problem): told(problem)})
    return redirect(url_for("access.log_in"))


@blueprint.app_errorhandler(TooManyRequests)
def too_many_requests(problem: TooManyRequests) -> AnyResponse:
    """A sentence for a person, a reason for a script; the header that says when to come back is the error's own."""
    seconds = str(problem.retry_after)
    if request.path.startswith(("/_", "/api/", "/metrics")):
        answer: Response = jsonify(reason=f"Too many requests; wait {seconds} seconds.")
        answer.status_code = 429
    else:
        said = _("Bạn gửi quá nhiều yêu cầu. Hãy đợi {seconds} giây rồi thử lại.").format(seconds=seconds)
        answer = page("access.html", _("Hãy đợi một chút"), status=429, problem=said)
    answer.headers["Retry-After"] = seconds
    return answer


@blueprint.get("/.well-known/security.txt")
def security_txt() -> AnyResponse:
    contact = gate.settings().security_contact
    if not contact:
        abort(404)
    return Response(f"Contact: {contact}\nPreferred-Languages: vi, en\n", mimetype="text/plain")
