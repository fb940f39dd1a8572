"""What is noted of each request: an id that its log lines and its answer share, how it ended, and how long it took."""

import logging
import re
import uuid
from time import perf_counter

import structlog
from flask import Flask, Response, g, request
from prometheus_client import CONTENT_TYPE_LATEST

from operation.logs import REQUESTS
from operation.metrics import Metrics

HEADER = "X-Request-ID"
UNKNOWN = "(none)"  # the route of an address that no rule fits
REFUSED = frozenset({400, 401, 403, 405, 411, 413, 415, 429})

_ID = re.compile(r"[A-Za-z0-9._-]{8,64}", re.ASCII)
_SECRET_PART = re.compile(r"token|secret|link", re.IGNORECASE)
# Asked every few seconds by every open page or by a watcher: worth a line only to whoever looks for trouble there.
_FREQUENT = re.compile(r"/(_dash-component-suites|assets|vendor|healthz|metrics|api/version|api/wall)(/|$)")
log = logging.getLogger(REQUESTS)


def watch(server: Flask, metrics: Metrics) -> None:
    """Note every request of the server; call it before anything else that answers requests is added."""
    server.extensions["metrics"] = metrics

    def begin() -> None:
        g.started = perf_counter()
        g.request_id = _id_of(request.headers.get(HEADER, ""))
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=g.request_id)

    def end(response: Response) -> Response:
        seconds = perf_counter() - g.get("started", perf_counter())
        route = request.url_rule.rule if request.url_rule else UNKNOWN
        metrics.request_done(route, request.method, response.status_code, seconds)
        response.headers[HEADER] = g.get("request_id", "")
        _tell(response.status_code, seconds)
        return response

    server.before_request(begin)
    server.after_request(end)
    server.teardown_request(lambda _problem: structlog.contextvars.clear_contextvars())
    server.add_url_rule("/metrics", "toancanh.metrics", lambda: _measures(metrics))


def _id_of(given: str) -> str:
    """The id that a proxy gave the request, where it is one; anything else could forge log lines."""
    return given if _ID.fullmatch(given) else uuid.uuid4().hex


def _tell(status: int, seconds: float) -> None:
    """One line for the request; its query and its headers are never in it."""
    level = logging.DEBUG if _FREQUENT.match(request.path) else logging.INFO
    if status >= 500 or status in REFUSED:
        level = logging.WARNING
    viewer = g.get("viewer")
    said = {
        "method": request.method,
        "path": _path(),
        "status": status,
        "ms": round(seconds * 1000, 1),
        "who": getattr(viewer, "name", "") or None,
        "address": request.remote_addr,
    }
    log.log(level, "request", extra={name: value for name, value in said.items() if value is not None})


def _path() -> str:
    """The path as asked, or its rule where a part of it lets somebody in."""
    secret = any(_SECRET_PART.search(name) for name in request.view_args or ())
    return request.url_rule.rule if secret and request.url_rule else request.path


def _measures(metrics: Metrics) -> Response:
    return Response(metrics.text(), content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})
