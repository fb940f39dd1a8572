"""The gate before every route: who asks, whether a login is needed at all, and whether the rule lets them through.

On the loopback address with no account the product runs as a *desk*: whoever sits at the machine is a local analyst
and administrator. As soon as an account exists, or a request comes from elsewhere or by way of a proxy, everyone logs
in. A request that only pretends to be local (a foreign `Host`, a forwarded address) is never a desk.
"""

import ipaddress
import logging
from time import monotonic
from urllib.parse import quote, urlsplit

from flask import Flask, Response, abort, current_app, g, has_request_context, jsonify, redirect, request
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import CSRFProtect, generate_csrf
from sqlalchemy import Engine
from werkzeug.wrappers import Response as AnyResponse

from access import accounts, sessions, tokens
from access.roles import DESK, NOBODY, Action, Viewer
from access.web import rules, screens
from access.web.limits import Limits
from data.engine import saying_what_is_wrong
from data.errors import WarehouseError, WarehouseMissing, WarehouseNotBuilt
from settings import Settings

COOKIE = "tc_session"
CALLBACK = "/_dash-update-component"
CSRF_COOKIE = "_csrf_token"  # the name under which Dash's own script looks for it
FORWARDED = (
    "Forwarded",
    "Via",
    "X-Real-IP",
    "X-Client-IP",
    "True-Client-IP",
    "CF-Connecting-IP",
    *(f"X-Forwarded-{part}" for part in ("For", "Host", "Proto", "Port", "Server", "Prefix")),
)
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
RECHECK_SECONDS = 1.0
log = logging.getLogger(__name__)


class CarefulSession(SecureCookieSessionInterface):
    """Flask's own session, which holds the secret of forms: its cookie is as careful as ours."""

    def get_cookie_secure(self, app: Flask) -> bool:
        return cookies_are_secure()

    def get_cookie_samesite(self, app: Flask) -> str:
        return "Lax"


class Gate:
    """The gate of one server, over the database that holds its accounts."""

    def __init__(self, server: Flask, engine: Engine, settings: Settings) -> None:
        self.engine = engine
        self.settings = settings
        self._has_accounts: bool | None = None  # None until the database has said
        self._asked_at = float("-inf")
        self._limits = Limits(engine, settings)
        self._csrf = CSRFProtect()
        server.config.setdefault("WTF_CSRF_CHECK_DEFAULT", False)
        server.config.setdefault("WTF_CSRF_TIME_LIMIT", None)
        self._csrf.init_app(server)
        server.extensions["gate"] = self
        server.session_interface = CarefulSession()
        server.before_request(self.enter)
        server.after_request(self.hand_out_csrf)

    def enter(self) -> AnyResponse | None:
        """Refuse what has no rule, what comes from another site, and whoever may not; else remember who asks."""
        if request.endpoint is None:
            return None  # no such route: 404 or 405
        action = rules.rule_of(request.endpoint)
        if action is None:
            log.error("route %s has no rule and is refused", request.endpoint)
            abort(403)
        needs_no_login = action is Action.OPEN and not request.endpoint.startswith("access.")
        g.viewer = NOBODY if needs_no_login else self.who()
        if action is not Action.OPEN or request.endpoint.startswith(("access.", "office.", "wall.")):
            self._limits.check(g.viewer)
        if request.method not in SAFE:
            self._refuse_foreign_changes(g.viewer)
        if not rules.lets(g.viewer, action) or not rules.reaches(g.viewer, request.endpoint):
            return self._refusal(g.viewer)
        if request.endpoint == CALLBACK:
            _refuse_callback(g.viewer)
        return None

    def who(self) -> Viewer:
        """Whoever makes the present request; 503 while nobody can tell whether there are accounts."""
        if not self._knows_accounts():
            return DESK if is_local() else NOBODY
        try:
            with saying_what_is_wrong(self.engine):
                return self._known()
        except WarehouseError as problem:
            log.warning("nobody is let in: %s", problem)
            abort(503)

    def _known(self) -> Viewer:
        """Whoever brings a token, a session or the link of a screen that works."""
        bearer = request.headers.get("Authorization", "")
        if bearer.startswith("Bearer "):
            return tokens.find(self.engine, bearer.removeprefix("Bearer ").strip()) or NOBODY
        found = sessions.find(self.engine, request.cookies.get(COOKIE, ""))
        return found[0] if found else screens.viewer(self.engine) or NOBODY

    def _knows_accounts(self) -> bool:
        """As `has_accounts`; without a warehouse there are none, and what was known stays true while it is away."""
        try:
            return self.has_accounts()
        except (WarehouseMissing, WarehouseNotBuilt):
            return bool(self._has_accounts)
        except WarehouseError as problem:
            if self._has_accounts is None:
                log.warning("nobody is let in: %s", problem)
                abort(503)
            return self._has_accounts

    def has_accounts(self) -> bool:
        """Whether everyone must log in; once that is so, it stays so until the server is started again."""
        if not self._has_accounts and monotonic() - self._asked_at >= RECHECK_SECONDS:
            with saying_what_is_wrong(self.engine), self.engine.connect() as connection:
                self._has_accounts = accounts.any_account(connection)
            self._asked_at = monotonic()
        return bool(self._has_accounts)

    def _refuse_foreign_changes(self, someone: Viewer) -> None:
        """Browsers name the origin of a form or script; a cookie alone must never be enough to change something."""
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc != request.host:
            abort(403)
        if someone.via not in ("desk", "token"):
            self._csrf.protect()

    def _refusal(self, someone: Viewer) -> AnyResponse:
        """A page leads to the login and back; anything else is told by its status, a screen also why its link ended."""
        if someone != NOBODY:
            abort(403)
        over = screens.why_over(self.engine)
        if request.method == "GET" and not request.path.startswith(("/_", "/api/", "/metrics")):
            return redirect("/wall/over" if over else f"/login?next={quote(request.full_path.rstrip('?'))}")
        answer: Response = jsonify(reason="Log in first.", over=over)
        answer.status_code = 401
        return answer

    def hand_out_csrf(self, response: Response) -> Response:
        """Give the browser the token that Dash's script sends back with every callback."""
        if self._has_accounts and response.mimetype == "text/html" and request.method == "GET":
            secure = cookies_are_secure()
            response.set_cookie(CSRF_COOKIE, generate_csrf(), secure=secure, samesite="Strict", path="/")
        return response


def of_server() -> Gate:
    found: Gate = current_app.extensions["gate"]
    return found


def viewer() -> Viewer:
    """Whoever makes the present request."""
    found: Viewer = g.get("viewer", NOBODY)
    return found


def visitor() -> tuple[str, str]:
    """How whoever asks is told in the header of every page: by what name, and how they came in."""
    who = viewer() if has_request_context() else NOBODY
    return who.name, who.via


def engine() -> Engine:
    return of_server().engine


def settings() -> Settings:
    return of_server().settings


def cookies_are_secure() -> bool:
    """Whether cookies go by TLS alone: as set, but never on a plain loopback address, where there is no TLS."""
    return settings().cookie_secure and (request.is_secure or not is_local())


def is_local() -> bool:
    """Whether the request comes from this machine itself: by address, by the name it asked for, and by no proxy."""
    if any(name in request.headers for name in FORWARDED):
        return False
    if request.environ.get("SERVER_PROTOCOL") == "HTTP/1.0":
        return False  # no browser speaks it; proxies that are not set up do, and pass on no header either
    try:
        local = ipaddress.ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False
    host = urlsplit(f"//{request.host}").hostname or ""
    return local and host in ("localhost", "127.0.0.1", "::1")


def _refuse_callback(someone: Viewer) -> None:
    """Refuse a callback that has no rule, or whose rule does not let this viewer; Dash answers what is no callback."""
    try:
        body = request.get_json(silent=True)  # kept by the request: it is not read twice
    except RecursionError:
        abort(400)
    output = body.get("output") if isinstance(body, dict) else None
    if isinstance(output, str) and not rules.lets(someone, rules.rule_of_callback(output)):
        log.warning("callback %.120r is refused", output)
        abort(403)
